"""The word that erases: typed on purpose, in one's own language; nothing else does it."""

from __future__ import annotations

import pytest

from core.dialogue import effects as do
from core.dialogue.account import Account, ListLeft, SentProposal
from core.dialogue.engine import draw, reduce
from core.dialogue.events import Text
from core.dialogue.places.erasing import draw_erased
from core.dialogue.screen import BlockKind, Phrase
from core.dialogue.state import State
from core.dialogue.world import World
from core.model.finding import Finding, Severity
from tests.core.dialogue.stage import CALL, OPEN, Stage, newcomer, somebody
from tests.core.dialogue.telling import assert_speakable

LACKING = Finding(
    "role_minimum", "role_minimum", Severity.BLOCKS, "participants", {"role": "speaker", "required": 1, "found": 0}
)
ACCOUNT = Account(
    data=("name", "address", "country", "organisation", "phone", "profile"),
    drafts=("Redes", None),
    sent=(
        SentProposal(id="p1", title="Enviada", number=7, is_withdrawn=False),
        SentProposal(id="p2", title=None, number=8, is_withdrawn=True),
    ),
    lists=(ListLeft(title="Panel", proponent=None), ListLeft(title=None, proponent="Luz", lacks=(LACKING,))),
    chats=2,
)


def asked(language: str = "es") -> Stage:
    stage = Stage(person=somebody(language=language))
    stage.command("erase")
    return stage


def test_everything_that_an_account_may_hold_can_be_said_in_every_language() -> None:
    world = World(call=CALL, now=OPEN, person=somebody(), account=ACCOUNT)
    screen = draw(world, asked().state)
    assert_speakable(screen, CALL)
    assert [item.argument for item in screen.actions if item.verb == "open"] == ["p1"]
    assert_speakable(draw_erased(CALL, "pt", ACCOUNT.counts), CALL)


@pytest.mark.parametrize(
    ("language", "typed"),
    [("es", "BORRAR"), ("es", " «Bórrar». "), ("pt", "apagar"), ("pt", "APAGAR!"), ("en", "Erase"), ("en", "“erase”")],
)
def test_the_word_erases_whatever_its_case_accents_and_quotes(language: str, typed: str) -> None:
    stage = asked(language)
    stage.type(typed)
    assert stage.done == [do.EraseMe()]


@pytest.mark.parametrize(
    "typed", ["", "sí", "borrar todo", "no borrar", "erase", "1", "2", "/1", "b o r r a r", "si, borrar"]
)
def test_nothing_else_erases_and_what_was_typed_is_kept(typed: str) -> None:
    stage = asked()
    screen = stage.type(typed)
    assert stage.done == []
    assert (screen.place, screen.input.typed) == ("erase", typed)
    assert screen.blocks[0].label == Phrase("privacy.problem.word", {"word": "BORRAR"})


def test_no_single_tap_erases() -> None:
    stage = asked()
    for item in stage.screen.actions:
        other = asked()
        other.tap(item.verb, item.argument)
        assert do.EraseMe() not in other.done


def test_the_word_meant_for_an_older_screen_erases_nothing() -> None:
    stage = asked()
    outcome = reduce(stage.world, stage.state, Text("BORRAR", stage.state.revision - 1))
    assert outcome.effects == ()


def test_the_word_does_nothing_elsewhere() -> None:
    stage = Stage()
    for name in ("home", "data"):
        stage.command(name)
        stage.type("BORRAR")
    assert stage.done == []


def test_who_has_not_proved_the_address_is_told_how_and_can_type_nothing() -> None:
    stage = Stage(person=newcomer(), state=State(greeted=True))
    screen = stage.command("erase")
    assert [block.label.key for block in screen.blocks if block.kind is BlockKind.QUESTION] == []
    assert screen.blocks[-1].label.key == "privacy.erase.not_proved"
    stage.type("BORRAR")
    assert stage.done == []


def test_the_way_back_leads_to_ones_data_and_the_way_there_asks_first() -> None:
    stage = asked()
    assert stage.tap("data").place == "data"
    assert stage.tap("erase").place == "erase"
    assert stage.done == []


def test_what_would_stay_can_be_opened_to_withdraw_it_first() -> None:
    stage = Stage()
    stage.begin_proposal()
    record = stage.draft.record
    world = stage.world
    account = Account(sent=(SentProposal(id=record.id, title="Enviada", number=7, is_withdrawn=False),))
    there = World(call=CALL, now=OPEN, person=somebody(), drafts=world.drafts, account=account)
    stage.command("erase")
    screen = draw(there, stage.state)
    (opens,) = [item for item in screen.actions if item.verb == "open"]
    assert opens.argument == record.id


def test_both_files_can_be_asked_for_before_deciding() -> None:
    stage = asked()
    stage.tap("download")
    stage.tap("data")
    stage.tap("download")
    assert stage.done == [do.SendOwnData(), do.SendOwnData()]
