"""Where one person is in one channel: a small frozen value that lives as JSON between two events.

Answers never live here (the draft's answers are the truth), but for what is half done: text that was refused, roles
ticked and not yet saved, questions of a person's card passed over in this walk.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from core.dialogue.account import Account
from core.dialogue.effects import Effect

KEPT_TEXT = 20_000
"""Characters of a refused text that are kept for mending; anything longer is refused and forgotten."""


class Place(StrEnum):
    """The rooms of a conversation."""

    WELCOME = "welcome"
    HOME = "home"
    NEWS = "news"
    DEADLINES = "deadlines"
    CALENDAR = "calendar"
    LANGUAGE = "language"
    DATA = "data"
    REMINDERS = "reminders"
    ERASE = "erase"
    ASK = "ask"
    SUMMARY = "summary"
    PEOPLE = "people"
    PARTICIPANT = "participant"
    REMOVE = "remove"
    MISSING = "missing"
    SEND = "send"
    RECEIPT = "receipt"
    WITHDRAW = "withdraw"
    INVITATION = "invitation"


class FormName(StrEnum):
    """Which form `Place.ASK` walks."""

    PERSON = "person"
    PROPOSAL = "proposal"
    PARTICIPANT = "participant"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase small and plain enough to be kept: a key of the catalogues and facts that are text or numbers."""

    key: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the person is.

    `step` is the question at hand; None means the first visible unanswered one. `origin` is the list of answers from
    which a single one is being changed, and where it returns. `beneath` is the place under the language screen.
    `replacing` is whose place somebody is to take whose name is asked for. `picked` are options ticked and not yet
    saved. `answered` is the path of the answer saved last.
    """

    place: Place = Place.HOME
    revision: int = 0
    form: FormName = FormName.PERSON
    step: str | None = None
    origin: Place | None = None
    page: int = 0
    beneath: Place | None = None
    proposal_id: str | None = None
    participation_id: str | None = None
    replacing: str | None = None
    picked: tuple[str, ...] | None = None
    passed: tuple[str, ...] = ()
    typed: str = ""
    problem: Said | None = None
    toast: Said | None = None
    answered: str | None = None
    helping: bool = False
    greeted: bool = False

    def to_json(self) -> dict[str, object]:
        """Return plain JSON values; what stands at its default is left out."""
        return {
            item.name: _plain(getattr(self, item.name))
            for item in dataclasses.fields(self)
            if getattr(self, item.name) != getattr(_DEFAULT, item.name)
        }

    @classmethod
    def from_json(cls, raw: object) -> State:
        """Read what `to_json` wrote; keys unknown or of the wrong shape (an older or newer house's) are left out."""
        known = raw if isinstance(raw, Mapping) else {}
        return cls(
            place=_member(Place, known.get("place"), Place.HOME),
            revision=_count(known.get("revision")),
            form=_member(FormName, known.get("form"), FormName.PERSON),
            step=_text(known.get("step")),
            origin=_member(Place, known.get("origin"), None),
            page=_count(known.get("page")),
            beneath=_member(Place, known.get("beneath"), None),
            proposal_id=_text(known.get("proposal_id")),
            participation_id=_text(known.get("participation_id")),
            replacing=_text(known.get("replacing")),
            picked=_texts(known.get("picked")),
            passed=_texts(known.get("passed")) or (),
            typed=(_text(known.get("typed")) or "")[:KEPT_TEXT],
            problem=_said(known.get("problem")),
            toast=_said(known.get("toast")),
            answered=_text(known.get("answered")),
            helping=known.get("helping") is True,
            greeted=known.get("greeted") is True,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event leads to: where the person is now, and what is to be done, in order, in one transaction.

    `erased` is what was done where the person has erased themselves: nobody stands anywhere any more.
    """

    state: State
    effects: tuple[Effect, ...] = ()
    erased: Account | None = None


_DEFAULT = State()
_Member = TypeVar("_Member", bound=StrEnum)
_Default = TypeVar("_Default")


def _plain(value: object) -> object:
    if isinstance(value, Said):
        return {"key": value.key, "facts": dict(value.facts)}
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _member(kind: type[_Member], raw: object, otherwise: _Default) -> _Member | _Default:
    return kind(raw) if isinstance(raw, str) and raw in set(kind) else otherwise


def _count(raw: object) -> int:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 else 0


def _text(raw: object) -> str | None:
    return raw if isinstance(raw, str) else None


def _texts(raw: object) -> tuple[str, ...] | None:
    return tuple(item for item in raw if isinstance(item, str)) if isinstance(raw, list | tuple) else None


def _said(raw: object) -> Said | None:
    key = raw.get("key") if isinstance(raw, Mapping) else None
    if not isinstance(raw, Mapping) or not isinstance(key, str):
        return None
    facts = raw.get("facts")
    plain = {str(name): value for name, value in facts.items() if isinstance(value, str | int)} if facts else {}
    return Said(key, plain)
