"""The web pages and what they are dressed in: jinja2 templates of `templates/web`, compiled once, escaped always."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from jinja2 import Environment

from core.call.definition import Call
from core.dialogue.screen import Action, Block, BlockKind, Expects, Phrase, Screen, Style
from core.model.finding import Finding
from core.model.proposal import Proposal
from core.model.records import Person, ProposalRecord
from core.rules.calendar.clocks import zone_by
from core.rules.calendar.standing import CLOSE, as_it_stands_for
from templates.assets import asset
from templates.environment import templates_in
from templates.findings import Told, told
from templates.say import country, number, say
from templates.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page. `csrf` is the proof that each form sends back; `here` the path of the page.

    `switches` tells whether the page offers its languages by itself (the chat has its own way).
    """

    call: Call
    language: str
    csrf: str = ""
    person: Person | None = None
    is_secretary: bool = False
    messenger: bool = False
    """Whether there is a bot to go on with."""
    here: str = "/"
    switches: bool = False


def page(name: str, frame: Frame, /, **facts: object) -> str:
    """Return a page as HTML; `name` is its template ('chat.html')."""
    words = Words(frame.language, zone_by(frame.call, frame.person) if frame.person else None)

    def say_here(phrase: Phrase) -> str:
        return say(phrase, words, frame.call)

    def told_here(finding: Finding, proposal: Proposal | None = None) -> Told:
        return told(finding, frame.call, words, proposal)

    def at(moment: datetime) -> str:
        return say_here(Phrase("chat.news_at", {"at": moment}))

    def own_time(record: ProposalRecord) -> str:
        call = as_it_stands_for(frame.call, record)
        return say_here(Phrase("calendar.chat.own_time", {"closes": call.moments[CLOSE]})) if call != frame.call else ""

    def country_here(code: str) -> str:
        return country(code, words.language)

    def number_here(value: int) -> str:
        return str(number(value, words.language))

    return _environment().get_template(name).render(
        frame=frame, words=words, say=say_here, told=told_here, at=at, country=country_here, number=number_here,
        languages=LANGUAGES, own_time=own_time, **facts,
    )  # fmt: skip


def chat_page(frame: Frame, screen: Screen, mark: str) -> str:
    """Return a screen of the conversation as a page; `mark` lets an open page notice that another one is due."""
    asked = next((block for block in screen.blocks if block.kind is BlockKind.QUESTION), None)
    return page(
        "chat.html",
        frame,
        screen=screen,
        mark=mark,
        asked=asked.label if asked else None,
        writes=screen.input.expects is not Expects.NOTHING,
        is_erring=any(block.kind is BlockKind.ERROR for block in screen.blocks),
    )


def runs(blocks: Iterable[Block]) -> list[tuple[BlockKind, Sequence[Block]]]:
    """Return blocks with neighbours of one kind together, so that the lines of a list become one list."""
    return [(kind, tuple(group)) for kind, group in itertools.groupby(blocks, key=lambda block: block.kind)]


def toolbars(rows: Iterable[tuple[Action, ...]]) -> list[tuple[bool, Sequence[Action]]]:
    """Return rows of actions, neighbouring rows of ways to other places as one; with each, whether it is such a row."""
    groups = itertools.groupby(rows, key=lambda row: all(action.style is Style.NAVIGATION for action in row))
    merged: list[tuple[bool, Sequence[Action]]] = []
    for is_ways, group in groups:
        merged += [(True, tuple(itertools.chain(*group)))] if is_ways else [(False, row) for row in group]
    return merged


@cache
def _environment() -> Environment:
    environment = templates_in("web")
    environment.filters.update(runs=runs, toolbars=toolbars)
    environment.globals["asset"] = _path_of
    return environment


def _path_of(name: str) -> str:
    found = asset(name)
    if found is None:
        raise LookupError(name)  # a page names a file that is not packaged: our own bug
    return found.path
