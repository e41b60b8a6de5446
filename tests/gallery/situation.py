"""A named moment of the conversation, as somebody comes upon it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.dialogue.entering import Entry
from core.dialogue.places.table import question_at_hand
from core.dialogue.scene import Scene
from core.dialogue.screen import Screen
from core.dialogue.settling import settled
from tests.core.dialogue.stage import Stage

_Made = TypeVar("_Made", bound="Callable[[str], Stage | Door | Screen]")


@dataclass(frozen=True)
class Door:
    """A moment before a chat is linked."""

    entry: Entry
    screen: Screen


@dataclass(frozen=True)
class Situation:
    """`name` says in English what is going on; `build` makes it in a language."""

    name: str
    build: Callable[[str], Stage | Door | Screen]


@dataclass(frozen=True)
class Shown:
    """A situation in one language. `step` is the kind of question asked, or the step of the entry; '' for none."""

    screen: Screen
    step: str = ""
    is_on_web: bool = True


class Room:
    """Situations that belong together; used as a decorator that takes the name of each."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.situations: list[Situation] = []

    def __call__(self, name: str) -> Callable[[_Made], _Made]:
        """Add what the decorated function builds."""

        def added(build: _Made) -> _Made:
            self.situations.append(Situation(name, build))
            return build

        return added

    def each(self, items: Sequence[str], build: Callable[[str, str], Stage | Door | Screen]) -> None:
        """Add one situation for each item: `build` takes the item and the language."""
        for item in items:
            self.situations.append(Situation(item, lambda language, item=item: build(item, language)))  # type: ignore[misc]


def shown(situation: Situation, language: str) -> Shown:
    """Return a situation in a language."""
    match situation.build(language):
        case Stage() as stage:
            scene = Scene(stage.world, settled(stage.world, stage.state))
            asked = question_at_hand(scene)
            return Shown(stage.screen, asked[1].kind if asked else "")
        case Door(entry, screen):
            return Shown(screen, entry.step, is_on_web=False)
        case screen:
            return Shown(screen, is_on_web=False)
