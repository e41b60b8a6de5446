"""The first screen, and the choice of language."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.composing import Content, Rows, action, block, navigation, phrase
from core.dialogue.effects import SetLanguage
from core.dialogue.scene import Scene, move
from core.dialogue.screen import BlockKind, Phrase, Style
from core.dialogue.state import FormName, Outcome, Place, Said
from core.model.words import LANGUAGES


def draw_welcome(scene: Scene) -> Content:
    """Say what this is, before anything is asked."""
    call = scene.world.call
    return Content(
        title=phrase("chat.welcome.title", call=Phrase(local=call.name)),
        blocks=(
            block(BlockKind.TEXT, phrase("chat.welcome.what", place=Phrase(local=call.place))),
            block(BlockKind.TEXT, phrase("chat.welcome.how")),
            block(BlockKind.NOTE, phrase("chat.welcome.data")),
        ),
        rows=((action("begin", style=Style.PRIMARY),), *_languages(), navigation("help")),
    )


def tap_welcome(scene: Scene, verb: str, argument: str) -> Outcome:
    """Choose a language, or begin with name and country."""
    if verb == "speak":
        return Outcome(replace(scene.state, place=Place.WELCOME), (SetLanguage(argument),))
    return Outcome(move(scene.state, Place.ASK, form=FormName.PERSON, greeted=True))


def draw_language(scene: Scene) -> Content:
    """Offer the languages of the service, each in its own."""
    return Content(
        title=phrase("chat.language.title"),
        blocks=(block(BlockKind.QUESTION, phrase("chat.language.question")),),
        rows=(*_languages(), navigation("back")),
        with_missing=False,
    )


def tap_language(scene: Scene, verb: str, argument: str) -> Outcome:
    """Change the language and return to the screen beneath."""
    back = replace(scene.state, place=scene.state.beneath or Place.HOME, beneath=None)
    if verb == "speak":
        return Outcome(replace(back, toast=Said("chat.toast.language")), (SetLanguage(argument),))
    return Outcome(back)


def _languages() -> Rows:
    return tuple((action("speak", Phrase(f"chat.language.{key}"), key),) for key in LANGUAGES)
