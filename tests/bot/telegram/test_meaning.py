"""What was heard, as an event of the conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.commands import COMMANDS, menu
from bot.telegram.drawing import drawn
from bot.telegram.heard import (
    Change,
    Commanded,
    Edited,
    FileSent,
    Heard,
    Membership,
    Migration,
    OtherSent,
    Said,
    TappedButton,
    What,
)
from bot.telegram.hearing import OTHERS, heard
from bot.telegram.meaning import NO_REVISION, event_of, explained
from core.dialogue.composing import navigation
from core.dialogue.engine import draw, reduce
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.screen import Action, Expects, Input, Phrase, Screen
from templates.words import LANGUAGES, Words
from tests.core.dialogue.stage import CALL, Stage

SPANISH = Words("es")
SCREEN = Screen(place="home", revision=4, title=Phrase(own="Inicio"), rows=(navigation("back", "help"),))


def meant(what: What, screen: Screen = SCREEN) -> Event | None:
    whole = Heard(
        update_id=1, chat_id=7, chat_type="private", user_id=7, language="es", message_id=3, what=what
    )  # fmt: skip
    return event_of(whole, screen, SPANISH, CALL, tag="ana")


def written(text: str, screen: Screen = SCREEN) -> Event | None:
    """Return what a text means once it came through Telegram."""
    chat = {"id": 7, "type": "private"}
    found = heard({"update_id": 1, "message": {"message_id": 1, "from": {"id": 7}, "chat": chat, "text": text}})
    assert found is not None
    return event_of(found, screen, SPANISH, CALL, tag="ana")


def tapped(data: str) -> Event | None:
    return meant(TappedButton("q", data, None))


def test_a_tap_of_this_card() -> None:
    assert tapped("v1|ana|4|back|") == Tap("back", "", 4)
    assert tapped("v1|ana|3|edit|answers.title") == Tap("edit", "answers.title", 3)


@pytest.mark.parametrize("data", ["v1|eva|4|back|", "", "back", "v0|ana|4|back|"])
def test_a_tap_of_another_card_only_draws_anew(data: str) -> None:
    stage = Stage()
    event = tapped(data)
    assert isinstance(event, Tap)
    assert event.revision == NO_REVISION
    outcome = reduce(stage.world, stage.state, event)
    assert outcome.effects == ()
    assert draw(stage.world, outcome.state) == replace(stage.screen, toast=Phrase("chat.toast.old_tap"))


def test_a_tap_that_carries_a_mark_is_the_action_that_stands_there() -> None:
    long = Action("edit", Phrase(own="Cambiar"), "answers." + "k" * 60)
    screen = replace(SCREEN, rows=((long,),))
    data = drawn(screen, SPANISH, CALL, tag="ana").rows[0][0].data
    assert meant(TappedButton("q", data, None), screen) == Tap("edit", long.argument, 4)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ayuda", Tap("help", "", 4)),
        ("2. Ayuda", Tap("help", "", 4)),
        ("2", Text("2", 4)),
        ("3. Otra cosa", Text("3. Otra cosa", 4)),
        ("/2", Tap("help", "", 4)),
        ("/ayuda", Command("help")),
        ("/Atrás", Tap("back", "", 4)),
        ("/ atras", Tap("back", "", 4)),
        ("/que_falta", Command("missing")),
        ("/mis_datos@convoca_bot", Command("data")),
        ("/novedades", Command("news")),
        ("/nosuch_thing", Command("nosuch thing")),
        ("hola\n2. Ayuda", Text("hola\n2. Ayuda", 4)),
    ],
)
def test_what_a_text_means(text: str, event: Event) -> None:
    assert written(text) == event


def test_where_words_are_expected_a_numbered_line_is_an_answer() -> None:
    screen = replace(SCREEN, input=Input(Expects.LONG_TEXT))
    assert written("2. Ayuda", screen) == Text("2. Ayuda", 4)
    assert written("2", screen) == Text("2", 4)


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("start", Command("start", "x")),
        ("nueva", Command("new", "x")),
        ("mis_propuestas", Command("home", "x")),
        ("minhas_propostas", Command("home", "x")),
        ("my_proposals", Command("home", "x")),
        ("estado", Command("home")),
        ("plazos", Command("deadlines", "x")),
        ("PRAZOS", Command("deadlines", "x")),
        ("ayuda", Command("help", "x")),
        ("cancelar", Command("cancel", "x")),
        ("idioma", Command("language", "x")),
        ("mis_datos", Command("data", "x")),
        ("meus_dados", Command("data", "x")),
    ],
)
def test_commands_in_any_language(name: str, event: Event) -> None:
    assert meant(Commanded(name, "x", "", f"/{name} x")) == event


def test_the_status_of_the_proposal_at_hand_is_its_summary() -> None:
    assert written("/estado", replace(SCREEN, proposal_id="p1")) == Command("summary")


@pytest.mark.parametrize(
    "what",
    [
        Edited("Hola"),
        FileSent("f", "a.txt", 3, "text/plain"),
        OtherSent("voice"),
        Membership(Change.BLOCKED),
        Migration(-1, -2),
    ],
)
def test_what_is_no_event_by_itself(what: What) -> None:
    assert meant(what) is None


def test_said_is_the_words_as_they_came() -> None:
    assert meant(Said(" Redes \n"), replace(SCREEN, input=Input(Expects.TEXT))) == Text(" Redes \n", 4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_is_what_telegram_takes(language: str) -> None:
    entries = menu(Words(language))
    assert len({name for name, _ in entries}) == len(COMMANDS)
    for name, description in entries:
        assert name.isascii()
        assert name.replace("_", "").isalnum()
        assert name == name.lower()
        assert 1 <= len(name) <= 32
        assert 1 <= len(description) <= 256


def test_each_name_of_a_menu_means_the_same_in_all_of_them() -> None:
    by_name: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for key, (name, _) in zip(COMMANDS, menu(Words(language)), strict=True):
            by_name.setdefault(name, set()).add(key)
    assert all(len(keys) == 1 for keys in by_name.values())


@pytest.mark.parametrize("kind", [*OTHERS, "something_new"])
def test_what_cannot_be_read_is_kindly_explained(kind: str) -> None:
    texts = {explained(OtherSent(kind), Words(language)) for language in LANGUAGES}
    assert len(texts) == len(LANGUAGES)
    assert "un mensaje de voz" in explained(OtherSent("voice"), SPANISH)
