"""People who keep a list waiting: what stands beside each of them, what the news offer, and that taps lead there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.dialogue import effects as do
from core.dialogue.events import Tap
from core.dialogue.screen import Block, BlockKind
from core.dialogue.state import Place, Said
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Participation, ProposalState
from tests.core.dialogue.stage import CLOSED, OPEN, Stage
from tests.gallery.people import at, drafting, guest, sent, with_team

S = ParticipationStatus
LONG_AGO = OPEN - timedelta(days=4)


def asked(status: ParticipationStatus = S.INVITED, **changes: object) -> Stage:
    """Ana looks at her list, on which Eva stands."""
    stage = drafting("es")
    guest(stage, "Eva Ríos", "speaker", **{"status": status, "invited_at": LONG_AGO, **changes})
    return at(stage, Place.PEOPLE)


def eva(stage: Stage) -> Participation:
    return stage.people["guest-eva"]


def offered(stage: Stage) -> list[tuple[str, str]]:
    """What can be done about people, by verb and whom it is about."""
    chasing = {"mend", "nudge", "nudge_all", "replace", "to_send", "to_missing"}
    return [(item.verb, item.argument) for item in stage.screen.actions if item.verb in chasing]


# ── beside each person


@pytest.mark.parametrize(
    ("status", "in_list", "on_page"),
    [
        (S.INVITED, ["nudge"], ["nudge", "replace"]),
        (S.BOUNCED, ["mend"], ["mend", "replace"]),
        (S.DECLINED, ["replace"], ["replace"]),
        (S.LISTED, [], []),
        (S.CONFIRMED, [], []),
    ],
)
def test_what_helps_stands_beside_each(status: S, in_list: list[str], on_page: list[str]) -> None:
    stage = asked(status)
    assert offered(stage) == [(verb, "guest-eva") for verb in in_list]
    stage.tap("person")
    assert offered(stage) == [(verb, "guest-eva") for verb in on_page]


def test_who_was_asked_just_now_is_left_alone_in_the_list() -> None:
    stage = asked(invited_at=OPEN)
    assert offered(stage) == []
    stage.now = OPEN + timedelta(hours=24)
    assert offered(stage) == [("nudge", "guest-eva")]


def test_a_half_yes_is_reminded_and_keeps_its_place() -> None:
    stage = asked(accepted_at=OPEN)
    stage.tap("person")
    assert offered(stage) == [("nudge", "guest-eva")]


def test_ones_own_silence_is_answered_by_a_button() -> None:
    stage = asked(person_id="person-ana")
    stage.tap("person")
    assert offered(stage) == []
    assert "answer_myself" in stage.offered()


def test_once_the_call_is_closed_nothing_of_it_is_offered() -> None:
    stage = asked(S.DECLINED)
    stage.happens("participant_declined", eva(stage))
    stage.now = CLOSED
    assert offered(stage) == []
    assert offered(at(stage, Place.HOME)) == []


def test_several_who_are_silent_are_reminded_with_one_tap() -> None:
    stage = asked()
    assert ("nudge_all", "") not in offered(stage)
    guest(stage, "Fina Paz", "rapporteur", invited_at=LONG_AGO)
    guest(stage, "Beto Paz", "speaker", invited_at=OPEN)
    stage.tap("nudge_all")
    assert stage.done[-1] == do.Nudge(("guest-eva", "guest-fina"))
    assert (stage.state.place, stage.state.toast) == (Place.PEOPLE, Said("chasing.toast.nudged_all", {"count": 2}))


# ── the news


def test_a_bounce_is_mended_from_whatever_screen_stands_there() -> None:
    stage = asked()
    stage.command("data")
    stage.people["guest-eva"] = guest(stage, "Eva Ríos", "speaker", status=S.BOUNCED)
    stage.happens("participant_bounced", eva(stage), address="eva@example.org")
    assert stage.screen.rows[-1][0].verb == "mend"
    before = [item.argument for item in stage.screen.actions if item.verb == "edit"]
    assert before == ["name", "country", "organisation", "phone", "language"], "no number on the screen has changed"
    screen = stage.tap("mend")
    assert (screen.place, screen.input.typed) == ("ask", "eva@example.org")
    screen = stage.type("eva@example.net")
    assert (stage.done[-1], screen.place) == (
        do.SaveParticipant("guest-eva", "address", "eva@example.net"),
        "participant",
    )


def test_an_old_button_says_that_it_is_settled_and_does_nothing() -> None:
    stage = asked(S.BOUNCED)
    old = stage.tap_of("mend")
    stage.people["guest-eva"] = guest(stage, "Eva Ríos", "speaker")
    before = len(stage.done)
    stage.act(old)
    assert (stage.state.toast, stage.state.place) == (Said("chasing.toast.settled"), Place.PEOPLE)
    stage.act(Tap("replace", "nobody", stage.state.revision))
    assert (stage.state.toast, len(stage.done)) == (Said("chasing.toast.settled"), before)


def test_nothing_is_offered_over_ticks_of_another_list() -> None:
    stage = asked(S.DECLINED)
    stage.tap("add")
    stage.type("Gala Vera")
    stage.tap("toggle", "speaker")
    stage.happens("participant_declined", eva(stage))
    assert offered(stage) == []
    stage.tap("done")
    assert stage.done[-1] == do.SaveParticipant("person-2", "roles", ("speaker",))


def test_that_all_is_complete_is_told_first_however_much_came_since() -> None:
    stage = with_team(drafting("es"))
    stage.happens("sendable")
    for item in list(stage.people.values()):
        stage.happens("participant_confirmed", item)
    at(stage, Place.HOME)
    first = next(block for block in stage.screen.blocks if block.kind is BlockKind.GOOD)
    assert (first.label.key, verbs(first)) == ("chat.news.sendable", ["to_send"])
    assert stage.tap("to_send").place == "send"


def test_what_was_mended_is_told_no_more_at_home() -> None:
    stage = asked(S.BOUNCED)
    stage.happens("participant_bounced", eva(stage), address="eva@example.org")
    at(stage, Place.HOME)
    assert ("mend", "guest-eva") in offered(stage)
    stage.tap("mend")
    stage.type("eva@example.net")
    assert "chat.news.participant_bounced" not in [block.label.key for block in stage.command("home").blocks]


def test_the_reminder_of_a_draft_leads_to_what_is_missing() -> None:
    stage = asked()
    stage.happens("draft_reminder", closes=CLOSED)
    at(stage, Place.HOME)
    assert stage.tap("to_missing").place == "missing"


def test_what_is_missing_leads_to_reminders_and_to_somebody_else() -> None:
    stage = asked()
    guest(stage, "Carla Luz", "moderator", status=S.DECLINED)
    at(stage, Place.MISSING)
    lines = [verbs(block) for block in stage.screen.blocks if "nudge" in verbs(block)]
    assert lines == [["nudge", "replace", "replace"]]


# ── somebody else in a place


def test_a_newcomer_is_asked_for_name_and_address_alone_and_the_other_stays_until_then() -> None:
    stage = asked(attendance=Attendance.IN_PERSON)
    stage.tap("person")
    screen = stage.tap("replace")
    assert screen.blocks[0].label.key == "chasing.ask.name"
    screen = stage.type("Gala Vera")
    assert (stage.done[-1], screen.input.expects) == (do.NewParticipant("Gala Vera", "guest-eva"), "address")
    assert eva(stage).status is S.INVITED
    screen = stage.type("gala@example.org")
    (gala,) = stage.people.values()
    assert (gala.name, gala.roles, gala.attendance) == ("Gala Vera", ("speaker",), Attendance.IN_PERSON)
    assert screen.place == "people"


def test_who_left_halfway_goes_on_with_whom_they_had_named() -> None:
    stage = asked(S.DECLINED)
    stage.tap("replace")
    stage.type("Gala Vera")
    stage.tap("leave")
    at(stage, Place.PEOPLE)
    assert stage.tap("replace", "guest-eva").input.expects == "address"
    assert len(stage.people) == 2


def test_nobody_is_lost_by_going_back_from_the_name() -> None:
    stage = asked(S.DECLINED)
    before = list(stage.done)
    stage.tap("replace")
    assert stage.tap("back").place == "people"
    assert (list(stage.people), stage.done) == (["guest-eva"], before)
    assert stage.state.replacing is None


def test_in_a_sent_proposal_it_is_a_change_to_be_sent() -> None:
    stage = sent(with_team(drafting("es")))
    stage.people["guest-eva"] = guest(stage, "Eva Ríos", "speaker", status=S.DECLINED)
    at(stage, Place.PEOPLE)
    stage.tap("replace")
    stage.type("Gala Vera")
    stage.type("gala@example.org")
    assert (stage.draft.record.state, stage.draft.changed_since_sent) == (ProposalState.SENT, True)


def verbs(block: Block) -> list[str]:
    return [item.verb for item in block.actions]
