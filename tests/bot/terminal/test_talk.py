"""A conversation in a terminal: what is shown, what typed lines mean, and how it ends."""

from __future__ import annotations

import io

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.terminal.drawing import drawn
from bot.terminal.lines import PipedLines, TypedLines
from bot.terminal.talk import is_quit, talk
from bot.understanding import understood
from core.dialogue import effects as do
from core.dialogue.composing import navigation
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.places.erasing import draw_erased
from core.dialogue.screen import Action, Block, BlockKind, Expects, Input, Phrase, Screen
from core.dialogue.state import State
from templates.words import Words
from tests.core.dialogue.stage import CALL, Stage, somebody

SPANISH = Words("es")


def screen(**changes: object) -> Screen:
    known: dict[str, object] = {
        "place": "ask",
        "revision": 4,
        "title": Phrase(own="Mi sesión"),
        "rows": (navigation("back", "help"),),
    }
    return Screen(**{**known, **changes})  # type: ignore[arg-type]


async def told(typed: str, stage: Stage) -> str:
    """Talk through pipes; return all that was shown."""
    target = io.StringIO()

    async def look() -> Screen:
        return stage.screen

    async def act(event: Event) -> Screen:
        return stage.act(event)

    await talk(look, act, CALL, PipedLines(io.StringIO(typed), target))
    return target.getvalue()


async def test_lines_of_a_pipe_build_a_proposal_and_the_output_is_a_transcript() -> None:
    stage = Stage()
    shown = await told("Nueva propuesta\ndebate\n2\nRedes\n/cerrar\n", stage)
    assert do.SaveAnswer("answers.title", "Redes") in stage.done
    assert "> debate\n" in shown
    assert shown.endswith("Hasta pronto: todo quedó guardado.\n")


async def test_a_pipe_that_ends_ends_the_conversation_with_everything_saved() -> None:
    stage = Stage()
    shown = await told("1\ndebate", stage)
    assert do.SaveAnswer("session_type", "debate") in stage.done
    assert shown.endswith("Hasta pronto: todo quedó guardado.\n")


async def test_a_text_of_many_lines_ends_with_a_full_stop_alone() -> None:
    stage = Stage()
    await told("1\ndebate\n1\nRedes\nUno.\n\nDos.\n.\n", stage)
    assert stage.done[-1] == do.SaveAnswer("answers.description", "Uno.\n\nDos.")


async def test_a_text_cut_off_by_the_end_of_a_pipe_is_not_lost() -> None:
    stage = Stage()
    await told("1\ndebate\n1\nRedes\nUno.\nDos.", stage)
    assert stage.done[-1] == do.SaveAnswer("answers.description", "Uno.\nDos.")


async def test_an_empty_line_looks_again() -> None:
    stage = Stage()
    shown = await told("\n\n", stage)
    assert stage.events == []
    assert shown.count("Hola, Ana Gómez.") == 3


async def test_each_language_has_its_own_words_and_commands() -> None:
    stage = Stage(person=somebody(language="pt"))
    shown = await told("Idioma\nEnglish\n/dates\n/quit\n", stage)
    assert "Olá, Ana Gómez." in shown
    assert "Proposals close" in shown
    assert shown.endswith("See you soon: everything is saved.\n")


async def test_typed_lines_are_edited_and_end_with_the_input() -> None:
    with create_pipe_input() as source:
        lines = TypedLines(source, DummyOutput())
        source.send_text("hola\r")
        assert await lines.read() == "hola"
        source.send_text("!\r")
        assert await lines.read("ya estaba") == "ya estaba!"
        source.send_text("\x04")
        assert await lines.read() is None
        source.send_text("\x03")
        assert await lines.read() is None


@pytest.mark.parametrize(
    ("typed", "expects", "meant"),
    [
        ("/2", Expects.TEXT, Tap("help", "", 4)),
        ("/ayuda", Expects.TEXT, Tap("help", "", 4)),
        ("/ ATRÁS", Expects.TEXT, Tap("back", "", 4)),
        ("/resumen", Expects.TEXT, Command("summary")),
        ("/inicio", Expects.TEXT, Command("home")),
        ("/9", Expects.TEXT, Command("9")),
        ("/", Expects.TEXT, Command("")),
        ("Atrás", Expects.TEXT, Text("Atrás", 4)),
        ("2", Expects.TEXT, Text("2", 4)),
        ("Atrás", Expects.NOTHING, Tap("back", "", 4)),
        ("2", Expects.NOTHING, Text("2", 4)),
        ("/uno\ndos", Expects.LONG_TEXT, Text("/uno\ndos", 4)),
    ],
)
def test_what_a_line_means(typed: str, expects: Expects, meant: Event) -> None:
    assert understood(screen(input=Input(expects)), typed, SPANISH, CALL) == meant


@pytest.mark.parametrize("verb", ["choose", "skip"])
def test_the_label_of_a_suggested_answer_is_that_answer(verb: str) -> None:
    suggested = Action(verb, Phrase("chat.ask.oneself", {"name": "Ana"}), "oneself")
    shown = screen(input=Input(Expects.TEXT), rows=((suggested,),))
    assert understood(shown, "participo yo: ana", SPANISH, CALL) == Tap(verb, "oneself", 4)


def test_ticks_are_typed_as_a_whole_answer() -> None:
    tick = Action("toggle", Phrase(own="Ponente"), "speaker")
    assert understood(screen(rows=((tick,),)), "ponente", SPANISH, CALL) == Text("ponente", 4)


@pytest.mark.parametrize(("line", "is_so"), [("/cerrar", True), ("/QUIT", True), ("/fechar", False), ("cerrar", False)])
def test_a_conversation_is_closed_in_ones_own_language(line: str, is_so: bool) -> None:
    assert is_quit(line, SPANISH) is is_so


def test_everything_on_a_screen_is_drawn_with_its_number() -> None:
    row = Block(
        BlockKind.ROW, Phrase(own="Eva"), (Phrase(own="Ponente"), Phrase(own="Invitada")),
        Action("person", Phrase(own="Ver a Eva"), "p1"),
    )  # fmt: skip
    refused = Block(BlockKind.ERROR, Phrase("chat.problem.blank"))
    text = drawn(
        screen(
            blocks=(refused, Block(BlockKind.QUESTION, Phrase(own="¿Quién?")), row),
            trail=(Block(BlockKind.ANSWER, Phrase("chat.field.name"), (Phrase(own="Ana"),)),),
            toast=Phrase("chat.toast.saved"),
        ),
        SPANISH,
        CALL,
        width=40,
    )  # fmt: skip
    assert text.replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "─" * 40,
        "MI SESIÓN",
        "» Guardado ✓",
        "  Nombre: Ana",
        "! No llegó ningún texto. Escriba su",
        "  respuesta.",
        "",
        "¿Quién?",
        "• Eva",
        "    Ponente",
        "    Invitada",
        "    [1] Ver a Eva",
        "",
        "[2] Atrás   [3] Ayuda",
    ]


def test_numbers_carry_a_slash_where_words_are_expected() -> None:
    assert "[/1]" in drawn(screen(input=Input(Expects.TEXT)), SPANISH, CALL)


def test_no_text_can_steer_the_terminal() -> None:
    text = drawn(screen(title=Phrase(own="\x1b[2J\x1b]0;x\x07 hola\r")), SPANISH, CALL)
    assert not {"\x1b", "\x07", "\r"} & set(text)


async def test_the_refused_answer_stands_in_the_line_for_mending() -> None:
    stage = Stage(state=State(greeted=True))
    stage.tap("new")
    stage.type("debate")
    stage.type("1")
    stage.type("x" * 181)
    offered: list[str] = []

    class Watching(PipedLines):
        async def read(self, typed: str = "") -> str | None:
            offered.append(typed)
            return None

    async def look() -> Screen:
        return stage.screen

    async def act(event: Event) -> Screen:
        return stage.act(event)

    await talk(look, act, CALL, Watching(io.StringIO(), io.StringIO()))
    assert offered == ["x" * 181]


async def test_whoever_was_erased_reads_the_last_screen_and_is_asked_nothing_more() -> None:
    target = io.StringIO()

    async def look() -> Screen:
        return screen()

    async def act(event: Event) -> Screen:
        return draw_erased(CALL, "es", {"drafts": 1, "sent": 0, "lists": 0})

    await talk(look, act, CALL, PipedLines(io.StringIO("borrar\nHola\n"), target))
    assert "Se borró 1 borrador." in target.getvalue()
    assert "Hola" not in target.getvalue()
