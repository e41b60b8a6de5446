"""A rehearsal as a JSON document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from convoca.rehearsal.counting.deeds import deeds
from convoca.rehearsal.counting.totals import totals
from convoca.rehearsal.counting.warnings import warnings
from convoca.rehearsal.judging.verdict import Checked
from convoca.rehearsal.log import Log, Told, reminded_of
from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.telling.names import Names
from convoca.rehearsal.telling.text import firsts
from core.call.definition import Moment
from core.model.token import without_tokens


def as_document(log: Log, cast: Cast, checked: Checked, language: str, *, seed: int, full: bool) -> dict[str, Any]:
    """Return everything that `as_text` tells; times are ISO 8601 with the offset of the zone that they are told in."""
    _, call = log.calls[-1]
    names, figures = Names(call, cast, language), totals(log.told, call.zone)
    return {
        "call": call.id,
        "zone": call.zone,
        "seed": seed,
        "proposals": len(cast.proposals),
        "invited": len(cast.invited()),
        "evaluators": len(cast.evaluators),
        "begins": _at(log.begins, call.zone),
        "ends": _at(log.ends, call.zone),
        "deeds": dict(deeds(log.did)),
        "notices": [_notice(names, item) for item in log.told],
        "words": list(_words(log, full=full)),
        "totals": {
            "notices": figures.all,
            "by_kind": [
                {"channel": channel, "kind": kind, "count": count} for (channel, kind), count in figures.by_kind.items()
            ],
            "by_day": {on.isoformat(): count for on, count in figures.by_day.items()},
            "by_person": dict(figures.by_person),
        },
        "warnings": [
            {"kind": item.kind, "facts": _plain(item.facts), "message": names.warning(item)}
            for item in warnings(log, checked)
        ],
        "checked": {
            "expected": checked.expected,
            "said": checked.said,
            "broken": [
                {"guarantee": item.guarantee, "kind": item.kind, "address": item.address, "at": item.at.isoformat()}
                for item in checked.broken
            ],
        },
    }


def _notice(names: Names, item: Told) -> dict[str, Any]:
    known = names.someone(item.address)
    return {
        "at": _at(item.at, names.call.zone),
        "at_person": _at(item.at, known.zone if known else names.call.zone),
        "name": names.name(item.address),
        "address": item.address,
        "role": names.role_key(item.address),
        "channel": str(item.channel),
        "kind": item.kind,
        "about": [str(reminded.kind) for reminded in reminded_of(item)],
        "language": item.language,
        "subject": without_tokens(item.subject),
    }


def _words(log: Log, *, full: bool) -> Iterator[dict[str, str]]:
    for item in log.told if full else firsts(log.told):
        keys = {"channel": str(item.channel), "kind": item.kind, "language": item.language}
        yield {**keys, "subject": without_tokens(item.subject), "text": without_tokens(item.text)}


def _at(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat()


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    def plain(value: object) -> object:
        if isinstance(value, Moment):
            return value.key
        return value.isoformat() if isinstance(value, date) else value

    return {name: plain(value) for name, value in facts.items()}
