"""What came of the secretariat's orders, and how orders are written.

A program may quote our letter without a mark, so no line of one may be an order: each form stands inside a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from core.dialogue.news import closing_on
from core.dialogue.reading.cleaning import one_line, shortened
from templates.letters.blocks import Block, Button, Draft, Items, Para, Small
from templates.letters.pen import Pen
from templates.say import day, instant, moment
from templates.words import Words

LONGEST_LINE = 120
"""Characters of a line or a note that are said back."""
LONGEST_PREVIEW = 110
_SHOWN = 12
"""People who are named; of more it is said that it is all of them."""
_OUR_REFUSALS = frozenset({"no_reason", "too_far", "still_unknown"})

Facts = Mapping[str, Any]


def forms(words: Words) -> dict[str, str]:
    """Return how each order is written in a language."""
    keys = ("extend", "remind", "note", "hold", "release", "undo", "yes", "extend_call")
    return {key: words(f"orders.form.{key}") for key in keys}


def explained(pen: Pen) -> tuple[Block, ...]:
    """Return the paragraph of a digest that takes orders; nothing of one that takes none."""
    return (Small(_say(pen, "how", **forms(pen.words))),) if pen.facts.get("orders") else ()


def echo(pen: Pen) -> Draft:
    """Tell line by line what was done and what was not, and how to undo it."""
    if pen.facts.get("again"):
        return _again(pen)
    how = _how(pen)
    lines = list(lines_of(pen))
    return Draft(
        subject=_say(pen, f"subject.{how}", call=pen.call.short_name),
        preview=shortened(lines[0] if lines else _say(pen, "empty"), LONGEST_PREVIEW),
        blocks=(
            Para(pen.greeting()),
            Para(_say(pen, f"lead.{how}") if lines else _say(pen, "empty")),
            *((Items(tuple(lines)),) if lines else ()),
            *(Para(said) for said in further(pen)),
            *_ending(pen),
        ),
    )


def _ending(pen: Pen) -> tuple[Block, ...]:
    button = Button(_say(pen, "button"), f"{pen.links.home}secretariat", "third")
    return (Small(_say(pen, "page")), button, Small(_say(pen, "why")))


def _again(pen: Pen) -> Draft:
    """Tell that the same orders were carried out before and are not now, and how to have them carried out once more."""
    lead = _say(pen, "again.lead", at=_instant(pen, "again"))
    undo = {"undo": forms(pen.words)["undo"], "until": _instant(pen, "until")} if pen.facts["until"] else None
    return Draft(
        subject=_say(pen, "again.subject", call=pen.call.short_name),
        preview=shortened(lead, LONGEST_PREVIEW),
        blocks=(
            Para(pen.greeting()),
            Para(lead),
            Para(_say(pen, "again.once_more")),
            *((Para(_say(pen, "again.undo", **undo)),) if undo else ()),
            *_ending(pen),
        ),
    )


def unheard(pen: Pen) -> Draft:
    """Tell a secretary that a letter of orders did nothing, and why."""
    lead = _say(pen, f"unheard.{pen.facts['why']}")
    return Draft(
        subject=_say(pen, "subject.unheard", call=pen.call.short_name),
        preview=shortened(lead, LONGEST_PREVIEW),
        blocks=(
            Para(pen.greeting()),
            Para(lead),
            Para(_say(pen, "unheard.was_you")),
            Button(_say(pen, "button"), f"{pen.links.home}secretariat"),
            Small(_say(pen, "unheard.once")),
        ),
    )


def lines_of(pen: Pen) -> Iterator[str]:
    """Yield what came of each order, and what was not understood, each as a sentence or a few."""
    for outcome in pen.many("outcomes"):
        yield from _outcome(pen, outcome)
    for item in pen.many("misread"):
        yield _misread(pen, item)


def further(pen: Pen) -> Iterator[str]:
    """Yield what can be done now: undo it, confirm it, write it anew."""
    how, form = _how(pen), forms(pen.words)
    if how == "asks" or any(item["asks"] for item in pen.many("outcomes")):
        yield _say(pen, "confirm", yes=form["yes"])
    if pen.many("misread"):
        yield _say(pen, "nothing")
    elif pen.facts["until"] and any(item["done"] for item in pen.many("outcomes")):
        yield _say(pen, "undo", undo=form["undo"], until=_instant(pen, "until"))


def _instant(pen: Pen, key: str) -> str:
    return instant(datetime.fromisoformat(pen.facts[key]), pen.words, pen.call)


def _how(pen: Pen) -> str:
    outcomes = pen.many("outcomes")
    if any(item["done"] for item in outcomes):
        return "done" if all(map(_is_whole, outcomes)) else "partly"
    return "asks" if any(item["asks"] for item in outcomes) else "nothing"


def _is_whole(item: Facts) -> bool:
    return item["done"] and not any(about["why"] or about["refusal"] for about in item["abouts"])


def _outcome(pen: Pen, item: Facts) -> Iterator[str]:
    if item["asks"]:
        reason = shortened(one_line(item["text"]), LONGEST_LINE)
        yield _say(pen, "asks.extend_call", **_dates(pen, item), reason=reason)
        if overtaken := _overtaken(pen, item):
            yield _say(pen, "asks.overtaken", dates=pen.listed(overtaken))
    elif item["refusal"]:
        yield _refused(pen, item["refusal"])
    elif item["why"]:
        numbers = pen.listed([str(number) for number in item["missing"]]) if item["missing"] else ""
        yield _say(pen, f"not_done.{item['why']}", numbers=numbers, count=len(item["missing"]))
    elif item["abouts"]:
        for about in item["abouts"]:
            yield _about(pen, item, about)
    else:
        yield _whole(pen, item)


def _whole(pen: Pen, item: Facts) -> str:
    """The close of the whole call moved, or moved back, or a question about it made void."""
    if item["after"] is None:
        return _say(pen, "undone.asked")
    key = "undone" if item["undoes"] else "done"
    return _say(pen, f"{key}.extend_call", **_dates(pen, item))


def _dates(pen: Pen, item: Facts) -> dict[str, str]:
    return {"before": _close(pen, item["before"]), "after": _close(pen, item["after"])}


def _overtaken(pen: Pen, item: Facts) -> list[str]:
    """The dates that would come before the close, each with its name."""
    found = [pen.call.moments[key] for key in item.get("overtaken", ()) if key in pen.call.moments]
    return [f"{date.name.said_in(pen.language)} ({day(date.day, pen.language)})" for date in found if date.day]


def _about(pen: Pen, item: Facts, about: Facts) -> str:
    named = {"number": str(about["number"]), "title": pen.titled(about["title"])}
    if about["refusal"]:
        return _say(pen, "refusal.about", why=_refused(pen, about["refusal"]), **named)
    if about["why"]:
        said = _say(pen, f"not_done.{_KEYS.get(about['why'], about['why'])}", **named)
        return " ".join([said, *_not_told(pen, about)])
    if item["undoes"]:
        return _undone(pen, item["undoes"], about, named)
    if item["verb"] == "remind":
        return _reminded(pen, about, named)
    until = {"until": _close(pen, about["until"])} if about["until"] else {}
    text = shortened(one_line(item["text"]), LONGEST_LINE)
    return _say(pen, f"done.{item['verb']}", text=text, **until, **named)


_KEYS = {"changed_since": "changed_since_about", "too_late": "left_already"}
"""Reasons that are said of one proposal in other words than of an order as a whole."""


def _undone(pen: Pen, verb: str, about: Facts, named: Mapping[str, str]) -> str:
    if verb == "remind":
        left = [_say(pen, "undone.left", count=pen.amount(about["left"]))] if about["left"] else []
        return " ".join([_say(pen, "undone.remind", count=pen.amount(about["taken_back"]), **named), *left])
    until = {"until": _close(pen, about["until"])} if about["until"] else {}
    return _say(pen, f"undone.{verb}", **until, **named)


def _reminded(pen: Pen, about: Facts, named: Mapping[str, str]) -> str:
    names = [_name(pen, item) for item in about["told"]]
    who = pen.listed(names) if len(names) <= _SHOWN else _say_small(pen, "all_people")
    return " ".join([_say(pen, "done.remind", names=who, **named), *_not_told(pen, about)])


def _not_told(pen: Pen, about: Facts) -> Iterator[str]:
    for item in about["not_told"]:
        why = pen.words(f"acts.not_invited.{item['why']}")
        yield _say(pen, "done.not_told", name=_name(pen, item), why=why)


def _misread(pen: Pen, item: Facts) -> str:
    said = _say(pen, f"misread.{item['why']}", line=shortened(one_line(item["line"]), LONGEST_LINE))
    if not item["nearest"]:
        return said
    return _say(pen, "misread.nearest", said=said, form=forms(pen.words)[item["nearest"]])


def _refused(pen: Pen, why: str) -> str:
    key = why if why in _OUR_REFUSALS else "other"
    return _say(pen, f"refusal.{key}", form=forms(pen.words)["extend_call"])


def _close(pen: Pen, at: str) -> str:
    """Return a close by the first instant after it."""
    last = datetime.fromisoformat(at) - timedelta(seconds=1)
    return moment(closing_on(pen.call, last), pen.words, pen.call)


def _name(pen: Pen, item: Facts) -> str:
    return Pen(pen.words, pen.call, item).text("name") or pen.words("letters.somebody")


def _say(pen: Pen, key: str, /, **facts: object) -> str:
    """Return words of the room of orders; a sentence that begins with a fact still begins with a capital."""
    said = _say_small(pen, key, **facts)
    return said[:1].upper() + said[1:]


def _say_small(pen: Pen, key: str, /, **facts: object) -> str:
    return pen.words(f"orders.{key}", **facts)
