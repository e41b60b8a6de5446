"""Which reminders somebody wants, and by whose clock they come."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.composing import Content, action, block, navigation, phrase
from core.dialogue.effects import ChooseReminders, LiveBy
from core.dialogue.reading.cleaning import one_line, shortened
from core.dialogue.reading.zones import city_of, zone_named
from core.dialogue.scene import Scene
from core.dialogue.screen import Action, Block, BlockKind, Expects, Input, Phrase
from core.dialogue.state import KEPT_TEXT, Outcome, Said
from core.model.matter import Wants
from core.model.records import Person
from core.rules.calendar.clocks import zone_by

SAVED = Said("reminding.screen.saved")


def row(person: Person) -> Block:
    """Return the line of one's data that leads here."""
    return block(
        BlockKind.ROW, phrase("reminding.screen.title"), wanted(person), action=action("reminders", _opens(person))
    )


def wanted(person: Person) -> Phrase:
    """Return which reminders somebody gets."""
    return phrase(f"reminding.wants.{person.wants}")


def draw(scene: Scene) -> Content:
    """Return what is chosen, with the other choices; a city that is typed sets the clock."""
    person = scene.world.person
    muted = (block(BlockKind.NOTE, phrase("reminding.screen.muted")),) if person.muted_at else ()
    others = [item for item in Wants if item is not person.wants]
    return Content(
        title=phrase("reminding.screen.title"),
        blocks=(
            block(BlockKind.TEXT, phrase("reminding.screen.why")),
            *muted,
            block(BlockKind.ROW, phrase("reminding.screen.wants"), wanted(person)),
            block(BlockKind.ROW, phrase("reminding.screen.clock"), _clock(scene)),
            block(BlockKind.QUESTION, phrase("reminding.screen.ask_zone")),
        ),
        rows=(
            *((action("want", phrase(f"reminding.take.{item}"), str(item)),) for item in others),
            _country_again(person),
            navigation("data"),
            navigation("home", "help"),
        ),
        input=Input(Expects.TEXT, scene.state.typed),
        help=(phrase("reminding.screen.ask_zone_help"),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Choose how many, or go back to the clock of one's country."""
    effect = ChooseReminders(Wants(argument)) if verb == "want" else LiveBy(None)
    return Outcome(replace(scene.state, toast=SAVED), (effect,))


def hear(scene: Scene, text: str) -> Outcome | None:
    """Take the name of a city; a number may be one of what is on the screen."""
    if text.strip().isdigit():
        return None
    zone = zone_named(text)
    if zone is not None:
        return Outcome(replace(scene.state, toast=SAVED, problem=None, typed=""), (LiveBy(zone),))
    typed = text if len(text) <= KEPT_TEXT else ""
    problem = Said("reminding.screen.no_zone", {"typed": shortened(one_line(text), 60)})
    return Outcome(replace(scene.state, problem=problem, typed=typed))


def _opens(person: Person) -> Phrase:
    return phrase("reminding.screen.open", wants=wanted(person))


def _clock(scene: Scene) -> Phrase:
    person = scene.world.person
    zone = zone_by(scene.world.call, person)
    how = "here" if person.zone == zone else "country"
    return phrase(f"reminding.screen.zone_{how}", zone=city_of(zone, person.language))


def _country_again(person: Person) -> tuple[Action, ...]:
    return (action("clock", phrase("reminding.screen.zone_reset")),) if person.zone else ()
