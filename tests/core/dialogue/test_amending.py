"""An answer that was changed where it was written: read as its question would, the conversation stays where it was."""

from __future__ import annotations

import pytest

from core.dialogue.events import Amend
from core.dialogue.hearing import answer_kept
from core.dialogue.state import FormName
from tests.core.dialogue.stage import Stage
from tests.core.dialogue.test_asking import asked, drafting, problem

TITLE = "answers.title"


def titled() -> tuple[Stage, Amend]:
    """A draft whose title was just typed, at the next question; and the change of that message."""
    stage = drafting()
    while stage.draft.record.values.get(TITLE) is None:
        stage.type("Redes") if "título" in asked(stage).casefold() else stage.tap("choose")
    kept = answer_kept(stage.state)
    assert kept == {"form": "proposal", "path": TITLE, "proposal_id": stage.state.proposal_id}
    return stage, Amend("Otro título", **kept)


def test_a_changed_message_changes_the_answer_and_the_question_at_hand_stays() -> None:
    stage, change = titled()
    before = asked(stage)
    stage.act(change)
    assert (stage.draft.record.values[TITLE], asked(stage)) == ("Otro título", before)
    assert stage.screen.toast is not None
    assert stage.screen.toast.key == "chat.toast.saved"


def test_from_another_place_it_is_changed_too_and_the_place_stays() -> None:
    stage, change = titled()
    stage.tap("summary")
    screen = stage.act(change)
    assert (screen.place, stage.draft.record.values[TITLE]) == ("summary", "Otro título")


def test_a_change_that_does_not_fit_asks_its_question_again() -> None:
    stage, change = titled()
    screen = stage.act(Amend("T" * 181, change.form, change.path, change.proposal_id))
    assert stage.draft.record.values[TITLE] == "Redes"
    assert problem(screen) is not None
    assert screen.input.typed == "T" * 181
    stage.type("Corto")
    assert stage.draft.record.values[TITLE] == "Corto"


@pytest.mark.parametrize(
    "gone",
    [
        Amend("x", "nothing", TITLE, "proposal-1"),
        Amend("x", FormName.PROPOSAL, "answers.unknown", "proposal-1"),
        Amend("x", FormName.PROPOSAL, TITLE, "somebody-elses"),
        Amend("x", FormName.PARTICIPANT, "name", "proposal-1", "nobody"),
    ],
)
def test_what_cannot_be_changed_any_more_is_said_to_be_so(gone: Amend) -> None:
    stage, _ = titled()
    done, before = len(stage.done), asked(stage)
    screen = stage.act(gone)
    assert (len(stage.done), asked(stage)) == (done, before)
    assert screen.toast is not None
    assert screen.toast.key == "chat.toast.not_changed"


def test_a_refused_text_was_no_answer() -> None:
    stage, _ = titled()
    stage.tap("back")
    stage.type("T" * 181)
    assert answer_kept(stage.state) is None
