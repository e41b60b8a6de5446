"""A rehearsal to be read from top to bottom: dates, every notice, its words, totals, what to know before opening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

from convoca.rehearsal.counting.deeds import deeds
from convoca.rehearsal.counting.totals import Totals, totals
from convoca.rehearsal.counting.warnings import warnings
from convoca.rehearsal.judging.verdict import Checked
from convoca.rehearsal.log import Log, Told
from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.telling.names import Names
from core.call.definition import Moment
from core.dialogue.reading.cleaning import shortened
from core.model.token import without_tokens
from core.model.words import LANGUAGES
from core.usecases.reminding.saying import DROPPED, ESCALATED
from templates.say import zone_place

ROOM = 90
"""Characters of a notice's first line in the list of all; its words stand whole further down."""
LEADERS = 3
"""People who get most, by name."""


def as_text(log: Log, cast: Cast, checked: Checked, language: str, *, seed: int, full: bool) -> Iterator[str]:
    """Yield the lines."""
    _, call = log.calls[-1]
    names = Names(call, cast, language)
    yield names("title", name=call.name.said_in(names.language))
    yield names("about")
    yield ""
    yield names(
        "people",
        proposals=names.counted("proposals", len(cast.proposals)),
        invited=names.counted("invited", len(cast.invited())),
        evaluators=names.counted("evaluators", len(cast.evaluators)),
        seed=str(seed),
    )
    place = zone_place(call.zone, names.language)
    days = (moment.astimezone(names.zone).date() for moment in (log.begins, log.ends))
    yield names("span", **dict(zip(("begins", "ends"), days, strict=True)), place=place)
    yield from _chapter(names("chapter.dates"), _dates(names))
    done = (f"  {names(f'deed.{deed}', count=count)}" for deed, count in deeds(log.did).items())
    yield from _chapter(names("chapter.deeds"), done)
    yield from _chapter(names("chapter.notices"), _notices(names, log.told))
    yield from _chapter(names("chapter.all_words" if full else "chapter.words"), _words(names, log.told, full=full))
    yield from _chapter(names("chapter.totals"), (*_totals(names, totals(log.told, call.zone)), *_not_said(names, log)))
    warned = warnings(log, checked)
    yield from _chapter(names("chapter.warnings"), (f"• {names.warning(item)}" for item in warned))
    yield from _chapter(names("chapter.checked"), _checked(names, checked))


def _chapter(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, "─" * len(title), *found)


def _dates(names: Names) -> Iterator[str]:
    known = sorted((item for item in names.call.moments.values() if item.at), key=_when)
    unknown = [item for item in names.call.moments.values() if item.at is None]
    days = [names.weekday(item.day) if item.day else names("no_date") for item in (*known, *unknown)]
    width = max(map(len, days))
    for on, moment in zip(days, (*known, *unknown), strict=True):
        yield f"  {on:<{width}}  {moment.name.said_in(names.language)}"


def _when(moment: Moment) -> datetime:
    return moment.at or datetime.max.replace(tzinfo=UTC)


def _notices(names: Names, told: Iterable[Told]) -> Iterator[str]:
    for on, notices in groupby(told, key=lambda item: item.at.astimezone(names.zone).date()):
        of_day = list(notices)
        yield f"{names.weekday(on)} · {names.counted('notices', len(of_day))}"
        for item in of_day:
            channel = names(f"channel.{item.channel}")
            line = shortened(_first_line(names, item), ROOM)
            yield f"  {names.hour(item):<14} {names.who(item.address):<44} {channel:<8} {line}"
        yield ""


def _first_line(names: Names, item: Told) -> str:
    return without_tokens(next(iter(item.subject.splitlines()), "")) or names("no_subject")


def _words(names: Names, told: Iterable[Told], *, full: bool) -> Iterator[str]:
    """Give the whole text of the first notice of each kind and language, kind by kind; or of all, one by one."""
    for item in told if full else firsts(told):
        language = names(f"language.{item.language}")
        yield f"── {names.kind(item.channel, item.kind)} · {language} · {names.name(item.address)}"
        if item.subject != item.text:
            yield f"   {without_tokens(item.subject)}"
            yield ""
        yield from (f"   {line}".rstrip() for line in without_tokens(item.text).splitlines())
        yield ""


def firsts(told: Iterable[Told]) -> Iterator[Told]:
    """Yield the first notice of each kind and language, one kind after the other, in the order of our languages."""
    kinds: dict[tuple[str, str], dict[str, Told]] = {}
    for item in told:
        kinds.setdefault((str(item.channel), item.kind), {}).setdefault(item.language, item)
    yield from (of[language] for of in kinds.values() for language in LANGUAGES if language in of)


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
    leaders = list(figures.by_person.items())[:LEADERS]
    yield "  " + names("total.leaders", people="; ".join(_leader(names, *leader) for leader in leaders))
    for count, people in figures.of_many.items():
        yield "  " + names(
            "total.share", people=names.counted("people", people), notices=names.counted("notices", count)
        )
    on, count = max(figures.by_day.items(), key=lambda item: item[1])
    yield names("total.day", day=names.weekday(on), notices=names.counted("notices", count))
    if figures.most_an_hour:
        at, count = figures.most_an_hour
        yield names("total.hour", at=at, count=count)


def _leader(names: Names, address: str, count: int) -> str:
    notices = names.counted("notices", count)
    return names("total.leader", name=names.name(address), role=names.role(address), notices=notices)


def _not_said(names: Names, log: Log) -> Iterator[str]:
    """Tell what the service decided not to say, or to leave to the secretariat."""
    dropped = Counter(str(line.facts["why"]) for line in log.lines if line.kind == DROPPED)
    escalated = sum(line.kind == ESCALATED for line in log.lines)
    if dropped or escalated:
        yield names("total.not_said") + ":"
    for why, count in dropped.most_common():
        yield "  " + names("total.dropped", count=count, why=names(f"why.{why}"))
    if escalated:
        yield "  " + names("total.escalated", count=escalated)


def _checked(names: Names, checked: Checked) -> Iterator[str]:
    if not checked.broken:
        yield names("checked.fine", count=checked.expected, said=checked.said)
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
