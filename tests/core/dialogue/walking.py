"""Getting on in a conversation as somebody would who wants to: one way on at every screen."""

from __future__ import annotations

from core.dialogue.engine import draw, reduce
from core.dialogue.events import Event, Tap, Text
from core.dialogue.screen import BlockKind, Expects, Phrase, Screen
from tests.core.dialogue.stage import Stage

WAYS_OUT = ("home", "leave", "begin", "back", "people", "summary")

FITTING = {
    Expects.TEXT: "Una respuesta",
    Expects.LONG_TEXT: "Uno.\n\nDos.",
    Expects.LIST: "Uno\nDos",
    Expects.INTEGER: "30",
    Expects.ADDRESS: "eva@example.org",
    Expects.PHONE: "+54 351 555 1234",
}
"""An answer that most questions of a kind take."""


def fitting(screen: Screen, number: int) -> Event:
    """Return what somebody who wants to get on would do here; `number` tells which of the ways on."""
    expected = screen.input.expects
    if expected is not Expects.NOTHING and number % 4:
        asked = next(block.label for block in screen.blocks if block.kind is BlockKind.QUESTION)
        country = asked in (Phrase("chat.ask.person_country"), Phrase("chat.ask.co_proponent_country"))
        return Text("Uruguay" if country else FITTING[expected], screen.revision)
    ways = [item for item in screen.actions if item.verb not in ("home", "leave", "withdraw_now", "remove_now")]
    chosen = (ways or screen.actions)[number % len(ways or screen.actions)]
    return Tap(chosen.verb, chosen.argument, screen.revision)


def leads_home(screen: Screen, stage: Stage) -> bool:
    """Whether taps on the ways between places lead home, in a copy of the world, with no answer thrown away."""
    world, state = stage.world, stage.state
    for _ in range(6):
        if screen.place == "home":
            return True
        verbs = {item.verb: item for item in screen.actions}
        way = next(verbs[verb] for verb in WAYS_OUT if verb in verbs)
        outcome = reduce(world, state, Tap(way.verb, way.argument, screen.revision))
        state, screen = outcome.state, draw(world, outcome.state)
    return False
