"""Which language somebody reads who has not said so: what they chose on a page, else what their browser prefers."""

from __future__ import annotations

from starlette.requests import Request

from bot.web.service import Service

COOKIE = "convoca_language"


def language_of(service: Service, request: Request) -> str:
    """Return a language of the call: from '?lang=', the cookie, or the browser's preferences; else its first."""
    offered = service.languages
    accepted = request.headers.get("accept-language", "")
    for wanted in (request.query_params.get("lang", ""), request.cookies.get(COOKIE, ""), *preferences(accepted)):
        if wanted in offered:
            return wanted
    return offered[0]


def preferences(header: str) -> list[str]:
    """Return the primary languages of an Accept-Language header, the most wanted first."""
    wanted: list[tuple[float, str]] = []
    for entry in header[:500].split(","):
        tag, _, weight = entry.partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.strip().partition("-")[0].lower()))
        except ValueError:  # a weight that is no number: as if the entry were not there
            continue
    return [language for _, language in sorted(wanted, key=lambda item: item[0])]
