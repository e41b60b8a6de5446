"""Entering from a messenger: what it sees is told, then an address is asked for and proved by a code.

Pure, like the engine: `enter` gives what the person did to the entry, `draw_entry` the Screen of this moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from core.call.definition import Call
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.hearing import by_number
from core.dialogue.reading.reading import read_address
from core.dialogue.screen import Action, Block, BlockKind, Expects, Input, Phrase, Screen, Style
from core.dialogue.state import Said
from core.dialogue.wording import name_of, title_of
from core.model.token import CODE_DIGITS
from core.model.words import LANGUAGES

PLACE = "entry"


class EntryStep(StrEnum):
    """What is asked for."""

    PRIVACY = "privacy"
    ADDRESS = "address"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How far somebody has come. `sent` numbers the code that was sent last, `tries` counts wrong ones.

    `link` is the fingerprint of the letter's link that they came by, '' for none.
    """

    step: EntryStep = EntryStep.PRIVACY
    address: str = ""
    link: str = ""
    sent: int = 0
    tries: int = 0
    revision: int = 0
    language: str = "es"
    problem: Said | None = None

    def to_json(self) -> dict[str, object]:
        """Return the entry as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, object], language: str) -> Entry:
        """Read it back; what cannot be read begins anew."""
        if kept.get("step") not in set(EntryStep):
            return cls(language=language)
        problem = kept.get("problem")
        return cls(
            step=EntryStep(str(kept["step"])),
            address=str(kept.get("address", "")),
            link=str(kept.get("link", "")),
            sent=int(str(kept.get("sent", 0))),
            tries=int(str(kept.get("tries", 0))),
            revision=int(str(kept.get("revision", 0))),
            language=str(kept.get("language", language)),
            problem=Said(str(problem["key"]), problem.get("facts", {})) if isinstance(problem, Mapping) else None,
        )


@dataclass(frozen=True, slots=True)
class AskForCode:
    """Send a code to an address."""

    address: str


@dataclass(frozen=True, slots=True)
class TryCode:
    """See whether these digits are the code."""

    digits: str


@dataclass(frozen=True, slots=True)
class ComeIn:
    """Go through the link that they came by."""


Wish = AskForCode | TryCode | ComeIn


@dataclass(frozen=True, slots=True)
class Guest:
    """Who invites somebody that came by a letter's link, and to what; None where that is not known."""

    proponent: str | None
    title: str | None


def enter(call: Call, entry: Entry, event: Event) -> tuple[Entry, Wish | None]:
    """Return the entry after an event, and what it asks for. What can be tapped can be chosen by its number."""
    fresh = replace(entry, problem=None, revision=entry.revision + 1)
    match event:
        case Tap(verb, argument, revision) if revision == entry.revision:
            return _tapped(fresh, verb, argument)
        case Command("data" | "erase"):
            return refused(replace(fresh, step=EntryStep.PRIVACY, address="", link=""), "chat.entry.nothing_kept"), None
        case Command("cancel"):
            return replace(fresh, step=EntryStep.PRIVACY, address="", link=""), None
        case Text(text) if entry.step is EntryStep.PRIVACY and (meant := by_number(draw_entry(call, entry), text)):
            return _tapped(fresh, meant.verb, meant.argument)
        case Text(text) if entry.step is EntryStep.ADDRESS:
            return _address(fresh, text)
        case Text(text) if entry.step is EntryStep.CODE:
            digits = "".join(mark for mark in text if mark.isascii() and mark.isdigit())
            if len(digits) == CODE_DIGITS:
                return fresh, TryCode(digits)
            if "@" in text:
                return _address(fresh, text)
            return refused(fresh, "chat.entry.not_a_code"), None
    return fresh, None


def refused(entry: Entry, key: str) -> Entry:
    """Return the entry with what went wrong, to be told."""
    return replace(entry, problem=Said(key))


def _tapped(entry: Entry, verb: str, argument: str) -> tuple[Entry, Wish | None]:
    match verb:
        case "agree" if entry.link:
            return entry, ComeIn()
        case "agree":
            return replace(entry, step=EntryStep.ADDRESS), None
        case "again" if entry.address:
            return entry, AskForCode(entry.address)
        case "other":
            return replace(entry, step=EntryStep.ADDRESS, address="", link=""), None
        case "language" if argument in LANGUAGES:
            return replace(entry, language=argument), None
    return entry, None


def _address(entry: Entry, text: str) -> tuple[Entry, Wish | None]:
    read = read_address(text)
    if not isinstance(read, str):
        return replace(entry, problem=read.said), None
    return entry, AskForCode(read)


def draw_entry(call: Call, entry: Entry, guest: Guest | None = None) -> Screen:
    """Return what stands before the conversation; a `guest` reads who invites before anything else."""
    blocks: list[Block] = [Block(BlockKind.ERROR, _phrase(entry.problem))] if entry.problem else []
    expects = Expects.NOTHING
    rows: tuple[tuple[Action, ...], ...] = ()
    match entry.step:
        case EntryStep.PRIVACY:
            hello = _invited(guest) if guest else Phrase("chat.entry.hello")
            said = (hello, Phrase("chat.entry.sees"), Phrase("chat.entry.keeps"))
            blocks += [Block(BlockKind.TEXT, words) for words in said]
            languages = tuple(
                Action("language", Phrase(f"chat.language.{key}"), key, Style.NAVIGATION)
                for key in LANGUAGES
                if key != entry.language and key in call.languages
            )
            agree = Phrase("chat.entry.come_in" if entry.link else "chat.entry.agree")
            rows = ((Action("agree", agree, style=Style.PRIMARY),), languages)
        case EntryStep.ADDRESS:
            blocks += [
                Block(BlockKind.QUESTION, Phrase("chat.entry.address")),
                Block(BlockKind.NOTE, Phrase("chat.entry.why_address")),
            ]
            expects = Expects.ADDRESS
        case EntryStep.CODE:
            blocks += [
                Block(BlockKind.QUESTION, Phrase("chat.entry.code", {"address": entry.address})),
                Block(BlockKind.NOTE, Phrase("chat.entry.where_code")),
            ]
            rows = ((Action("again", Phrase("chat.entry.again")), Action("other", Phrase("chat.entry.other"))),)
            expects = Expects.TEXT
    return Screen(
        place=PLACE,
        revision=entry.revision,
        title=Phrase(local=call.name),
        blocks=tuple(blocks),
        rows=tuple(row for row in rows if row),
        input=Input(expects),
        language=entry.language,
    )


def _invited(guest: Guest) -> Phrase:
    return Phrase("chat.entry.invited", {"name": name_of(guest.proponent), "title": title_of(guest.title)})


def _phrase(said: Said) -> Phrase:
    return Phrase(said.key, said.facts)
