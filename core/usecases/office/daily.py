"""The daily digest for a chat: the facts of the letter, what needs a person first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from core.call.definition import Call
from core.dialogue.reading.cleaning import one_line
from core.dialogue.screen import Block, BlockKind, Phrase, Screen
from core.dialogue.wording import LABEL_CAP, name_of, own, short, title_of
from core.model.words import LocalText
from core.usecases.digesting.coming import SOON
from core.usecases.office.sections import Section, laid, on_the_page, row, screen

ROOM = 18
"""Lines of proposals and problems, so that even the longest names fit one message."""
MOST_CHANGES = 4
"""Of one new version of the call, how many changes are named."""
TOTALS = ("drafts", "sent", "invited", "confirmed")

Facts = Mapping[str, Any]
"""JSON, as `core.usecases.digesting` queues it."""


def digest_screen(call: Call, facts: Mapping[str, object], language: str, page: str) -> Screen:
    """Return the day's digest; `page` is the address of the secretariat's page, '' for none."""
    problems = int(_section_of(facts, "problems")["count"])
    needs = Phrase("digest.needs" if problems else "digest.needs_nothing", {"count": problems})
    title = {"call": Phrase(own=call.short_name), "day": date.fromisoformat(str(facts["day"]))}
    blocks = (
        Block(BlockKind.TEXT, needs),
        *laid([Section(Phrase("digest.section.versions"), list(_versions(facts)))], ROOM, page),
        *laid([_section(facts, key, line) for key, line in _LINES.items()], ROOM, page),
        *laid([Section(Phrase("digest.section.deadlines"), list(_deadlines(call, facts)))], ROOM, page),
        *laid([Section(Phrase("digest.section.totals"), list(_totals(facts)))], ROOM, page),
        *on_the_page(page),
    )
    return screen(Phrase("digest.subject", title), blocks, language)


def _many(facts: Facts, key: str) -> Sequence[Facts]:
    return facts.get(key) or ()


def _section(facts: Facts, key: str, line: Callable[[Facts], Block]) -> Section:
    told = _section_of(facts, key)
    heading = Phrase(f"digest.section.{key}", {"count": told["count"]})
    return Section(heading, [line(item) for item in told["lines"]], beyond=told["beyond"])


def _section_of(facts: Facts, key: str) -> Facts:
    return facts.get(key) or {"count": 0, "lines": (), "beyond": 0}


def _problem(item: Facts) -> Block:
    name, number = item.get("name"), item.get("number")
    title = _title(item)
    facts = {
        "name": own(one_line(name), LABEL_CAP) if name else Phrase("letters.somebody"),
        "title": Phrase("digest.titled", {"title": title, "number": number}) if number else title,
        "count": item["count"],
    }
    why = item.get("why")
    return row(Phrase(f"undelivered.problem.{why}" if why else f"digest.problem.{item['kind']}", facts))


def _title(item: Facts) -> Phrase:
    title = item.get("title")
    return Phrase("letters.title", {"title": title_of(title)}) if title else Phrase("letters.untitled")


def _line(item: Facts, *more: Phrase) -> Block:
    number, title = item.get("number"), title_of(item.get("title"))
    label = Phrase("office.called.numbered", {"number": number, "title": title}) if number else title
    held = (Phrase("orders.office.held"),) if item.get("is_held") else ()
    return row(label, name_of(item.get("proponent")), *held, *more)


def _waiting(item: Facts) -> Block:
    return _line(item, Phrase("office.daily.waits", {"count": item["waits_for"]}))


_LINES: Mapping[str, Callable[[Facts], Block]] = {
    "problems": _problem,
    "sent": _line,
    "new": _line,
    "withdrawn": _line,
    "extended": _line,
    "held": _line,
    "waiting": _waiting,
}
"""Sections in their order of importance."""


def _versions(facts: Facts) -> Iterator[Block]:
    """Yield what of the call changed, by name, and why."""
    for version in _many(facts, "versions"):
        names = [change["name"] for change in version["changes"] if change.get("name")]
        reason = one_line(version["reason"])
        for name in names[:MOST_CHANGES]:
            yield row(short(Phrase(local=LocalText(name))), *((own(reason, LABEL_CAP),) if reason else ()))


def _deadlines(call: Call, facts: Facts) -> Iterator[Block]:
    for item in _many(facts, "deadlines"):
        known = call.moments.get(item["key"])
        at = Phrase("chat.value.told", {"value": known or datetime.fromisoformat(item["at"])})
        days = item["days"]
        left = Phrase("digest.deadline.days" if days else "digest.deadline.today", {"at": at, "days": days})
        yield row(
            _moment_name(call, item), Phrase("digest.deadline.unsure", {"said": left}) if item["unsure"] else left
        )
    for item in _many(facts, "undated"):
        yield row(_moment_name(call, item), Phrase("digest.deadline.unknown", {"count": item["blocks"]}))
    if count := facts.get("reminders"):
        said = Phrase("digest.deadline.reminders_count", {"count": count, "days": SOON.days})
        yield row(Phrase("digest.deadline.reminders"), said)


def _moment_name(call: Call, item: Facts) -> Phrase:
    known = call.moments.get(item["key"])
    return short(Phrase(local=known.name)) if known else own(item["key"])


def _totals(facts: Facts) -> Iterator[Block]:
    for key in TOTALS:
        count = facts["totals"].get(key, 0)
        yield row(Phrase(f"digest.total.{key}"), Phrase("chat.value.told", {"value": count}))
