"""What a person can do in a conversation, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words typed (or pasted, or sent as a file). `revision` is the screen they answered, where the channel knows."""

    text: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """An action tapped, with the revision of the screen that it was drawn on: an old tap only redraws."""

    verb: str
    argument: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A command by name, without slash ('start', 'help', 'cancel', 'language', ...)."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Amend:
    """A text that was an answer reads otherwise now: the form, the path and the subject that it answered."""

    text: str
    form: str
    path: str
    proposal_id: str | None = None
    participation_id: str | None = None


Event = Text | Tap | Command | Amend
