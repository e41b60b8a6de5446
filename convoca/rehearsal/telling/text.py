"""A rehearsal to be read from top to bottom: dates, every notice, its words, totals, what to know before opening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from convoca.rehearsal.judging.checking import Checked
from convoca.rehearsal.judging.totals import Totals, totals
from convoca.rehearsal.judging.warnings import warnings
from convoca.rehearsal.log import Log, Told
from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.telling.names import Names
from core.call.definition import Moment
from core.model.token import without_tokens

LEADERS = 3
"""People who get most, by name."""


def as_text(log: Log, cast: Cast, checked: Checked, language: str, *, seed: int, full: bool) -> Iterator[str]:
    """Yield the lines."""
    _, call = log.calls[-1]
    names = Names(call, cast, language)
    yield names("title", short_name=call.short_name, edition=call.edition)
    yield names("about")
    yield ""
    yield names(
        "people",
        proposals=names.counted("proposals", len(cast.proposals)),
        invited=names.counted("invited", len(cast.invited())),
        evaluators=names.counted("evaluators", len(cast.evaluators)),
        seed=str(seed),
    )
    place = str(get_timezone_location(ZoneInfo(call.zone), locale=names.language, return_city=True))
    days = (moment.astimezone(names.zone).date() for moment in (log.begins, log.ends))
    yield names("span", **dict(zip(("begins", "ends"), days, strict=True)), place=place)
    yield from _chapter(names("chapter.dates"), _dates(names))
    yield from _chapter(names("chapter.notices"), _notices(names, log.told))
    yield from _chapter(names("chapter.all_words" if full else "chapter.words"), _words(names, log.told, full=full))
    yield from _chapter(names("chapter.totals"), _totals(names, totals(log.told, call.zone)))
    yield from _chapter(names("chapter.warnings"), (f"• {names.warning(item)}" for item in warnings(log)))
    yield from _chapter(names("chapter.checked"), _checked(names, checked))


def _chapter(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, "─" * len(title), *found)


def _dates(names: Names) -> Iterator[str]:
    known = sorted((item for item in names.call.moments.values() if item.at), key=_when)
    for moment in known:
        yield f"  {names.weekday(moment.day) if moment.day else '':<32}  {moment.name.said_in(names.language)}"
    for moment in names.call.moments.values():
        if moment.at is None:
            yield f"  {names('no_date'):<32}  {moment.name.said_in(names.language)}"


def _when(moment: Moment) -> datetime:
    return moment.at or datetime.max.replace(tzinfo=UTC)


def _notices(names: Names, told: Iterable[Told]) -> Iterator[str]:
    for on, notices in groupby(told, key=lambda item: item.at.astimezone(names.zone).date()):
        of_day = list(notices)
        yield f"{names.weekday(on)} · {names.counted('notices', len(of_day))}"
        for item in of_day:
            who = f"{names.name(item.address)}, {names.role(item.address)}"
            channel = names(f"channel.{item.channel}")
            yield f"  {names.hour(item):<14} {who:<44} {channel:<8} {_first_line(names, item)}"
        yield ""


def _first_line(names: Names, item: Told) -> str:
    return without_tokens(next(iter(item.subject.splitlines()), "")) or names("no_subject")


def _words(names: Names, told: Iterable[Told], *, full: bool) -> Iterator[str]:
    """Give the whole text of the first notice of each kind and language, or of all."""
    seen: set[tuple[str, str, str]] = set()
    for item in told:
        sort = (str(item.channel), item.kind, item.language)
        if sort in seen and not full:
            continue
        seen.add(sort)
        language, channel = names(f"language.{item.language}"), names(f"channel.{item.channel}")
        yield f"── {names.kind(item.channel, item.kind)} · {channel} · {language} · {names.name(item.address)}"
        if item.subject != item.text:
            yield f"   {without_tokens(item.subject)}"
            yield ""
        yield from (f"   {line}".rstrip() for line in without_tokens(item.text).splitlines())
        yield ""


def _totals(names: Names, figures: Totals) -> Iterator[str]:
    if not figures.all:
        yield names("total.nothing")
        return
    yield names("total.all", notices=names.counted("notices", figures.all))
    yield names("total.by_kind") + ":"
    for (channel, kind), count in figures.by_kind.items():
        yield "  " + names(
            "total.kind", count=count, kind=names.kind(channel, kind), channel=names(f"channel.{channel}")
        )
    yield names("total.by_person") + ":"
    for address, count in list(figures.by_person.items())[:LEADERS]:
        notices = names.counted("notices", count)
        yield "  " + names("total.most", name=names.name(address), role=names.role(address), notices=notices)
    for count, people in figures.of_many.items():
        yield "  " + names(
            "total.share", people=names.counted("people", people), notices=names.counted("notices", count)
        )
    on, count = max(figures.by_day.items(), key=lambda item: item[1])
    yield names("total.day", day=names.weekday(on), notices=names.counted("notices", count))
    if figures.most_an_hour:
        at, count = figures.most_an_hour
        yield names("total.hour", at=at, count=count)


def _checked(names: Names, checked: Checked) -> Iterator[str]:
    if not checked.broken:
        yield names("checked.fine", count=checked.expected)
        return
    yield names("checked.broken", count=len(checked.broken))
    for item in checked.broken:
        yield "  " + names(
            "checked.defect",
            guarantee=names(f"guarantee.{item.guarantee}"),
            kind=item.kind,
            address=item.address,
            at=item.at,
        )
