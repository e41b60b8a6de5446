"""Reading what a form sends: one shape only, bounded, refused in one clear sentence."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.web.refusals import Refused, Why

LARGEST_FORM = 400_000
"""Bytes of a form that are read: the longest answer kept, percent-encoded four bytes a character, and some room."""
DRAINED = 16_000_000
"""Bytes of a refused form that are still taken in and thrown away, so that the browser gets to see the refusal."""
MOST_FIELDS = 60


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form (the first value of each), line breaks as plain newlines; raises Refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise Refused(Why.UNREADABLE)
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Refused(Why.OLD_PAGE)
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:  # not ASCII, not UTF-8 below the percent signs, or too many fields
        raise Refused(Why.UNREADABLE) from None
    return {name: value.replace("\r\n", "\n") for name, value in reversed(pairs)}


async def _body(request: Request) -> bytes:
    body = bytearray()
    found = 0
    async for chunk in request.stream():
        found += len(chunk)
        if found <= LARGEST_FORM:
            body += chunk
        elif found > DRAINED:
            break
    if found > LARGEST_FORM:
        raise Refused(Why.TOO_LARGE)
    return bytes(body)
