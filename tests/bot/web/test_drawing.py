"""Any screen can be drawn as a page: every kind of block, weight of action and input, in every language."""

from __future__ import annotations

import dataclasses
from html import escape

import pytest

from convoca.example.page import Page, read_page
from core.call.shipped import shipped_call
from core.dialogue.screen import Action, Block, BlockKind, Expects, Input, Phrase, Progress, Screen, Style
from core.model.finding import Finding, Severity
from templates.pages import Frame, chat_page
from templates.words import LANGUAGES

CALL = shipped_call("lacigf-2025")
NASTY = "<b>&\"'"
BLOCKS = tuple(Block(kind, Phrase(own=f"{kind} {NASTY}"), (Phrase(own=f"más de {kind}"),)) for kind in BlockKind)
ACTIONS = tuple(Action("do", Phrase(own=f"{style} {NASTY}"), f"{style}|{NASTY}", style) for style in Style)
STRATEGY = "answers.participation_strategy"
FINDINGS = (
    Finding("online_participation", "online_participation", Severity.WARNS, STRATEGY, {"field": STRATEGY}),
    Finding("required_field", "required_field", Severity.BLOCKS, "answers.title", {"field": "answers.title"}),
)
FULL = Screen(
    place="anywhere", revision=7, title=Phrase(own=f"título {NASTY}"), blocks=BLOCKS,
    rows=tuple((action,) for action in ACTIONS), progress=Progress(3, 9), missing=FINDINGS,
    trail=(Block(BlockKind.ANSWER, Phrase(own="antes"), (Phrase(own=f"dijo {NASTY}"),)),),
    toast=Phrase(own=f"hecho {NASTY}"), proposal_id="p1",
)  # fmt: skip


def drawn(screen: Screen, language: str = "es") -> Page:
    frame = Frame(call=CALL, language=language, csrf="proof", here="/chat")
    return read_page("", 200, chat_page(frame, screen, "mark"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("expects", list(Expects))
def test_everything_on_a_screen_is_on_the_page(expects: Expects, language: str) -> None:
    screen = dataclasses.replace(FULL, input=Input(expects, f"típico {NASTY}", 200), language=language)
    page = drawn(screen, language)
    told = [*(phrase.own for block in BLOCKS for phrase in (block.label, *block.detail)), screen.title.own]
    assert [words for words in told if escape(words or "", quote=False) not in page.html.replace("&#34;", '"')
            .replace("&#39;", "'")] == []  # fmt: skip
    assert NASTY not in page.html
    assert page.html.count("<h1") == 1


@pytest.mark.parametrize("style", list(Style))
def test_a_button_sends_verb_and_argument_whole(style: Style) -> None:
    form = drawn(FULL).form_with(button=f"do|{style}|{NASTY}")
    assert form is not None
    assert (form.action, form.method, form.values) == ("/chat", "post", {"csrf": "proof", "revision": "7"})


@pytest.mark.parametrize("kind", list(BlockKind))
def test_any_block_can_lead_somewhere(kind: BlockKind) -> None:
    leading = Block(kind, Phrase(own="Título"), action=Action("edit", Phrase(own="Cambiar"), "answers.title"))
    form = drawn(dataclasses.replace(FULL, blocks=(leading,))).form_with(button="edit|answers.title")
    assert form is not None
    assert form.values["revision"] == "7"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Input(Expects.LONG_TEXT, "a\nb", 500), "<textarea"),
        (Input(Expects.LIST, "a\nb", 500), "<textarea"),
        (Input(Expects.TEXT, "a", 180), "<textarea"),
        (Input(Expects.TEXT, "a", 60), 'type="text"'),
        (Input(Expects.INTEGER, "5", 90), 'inputmode="numeric"'),
        (Input(Expects.ADDRESS, "a@b"), 'type="email"'),
        (Input(Expects.PHONE, "+54"), 'type="tel"'),
    ],
)
def test_each_input_brings_its_keyboard_and_what_stands_there(given: Input, wanted: str) -> None:
    page = drawn(dataclasses.replace(FULL, input=given))
    writing = page.html.partition('<form class="writing"')[2].partition("</form>")[0]
    form = page.form_with(name="text")
    assert wanted in writing
    assert form is not None
    assert form.values["text"] == given.typed


def test_a_screen_that_takes_no_words_offers_no_place_for_them() -> None:
    assert drawn(FULL).form_with(name="text") is None


def test_what_blocks_stands_before_what_is_only_advice() -> None:
    aside = drawn(FULL).html.partition("<aside")[2]
    assert "1 requisito<" in aside
    assert aside.index("Requisito<") < aside.index("Recomendación<")


def test_nothing_missing_leaves_the_page_one_column() -> None:
    page = drawn(dataclasses.replace(FULL, missing=()))
    assert "<aside" not in page.html
    assert "with-missing" not in page.html


def test_rows_of_ways_elsewhere_stand_together() -> None:
    ways = tuple((Action("go", Phrase(own=f"lugar {n}"), str(n), Style.NAVIGATION),) for n in range(3))
    html = drawn(dataclasses.replace(FULL, rows=ways)).html
    assert html.count("ways-row") == 1
