"""The rooms: home, people, what is missing, sending, withdrawing, an invitation, one's own data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.call.dates import redated
from core.call.definition import Call
from core.dialogue import effects as do
from core.dialogue.news import news_said
from core.dialogue.screen import BlockKind, Cause, Cure, Phrase, Screen
from core.dialogue.world import InvitationSeen, News
from core.model.finding import Finding, Severity
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Participation, ProposalState
from core.model.undelivered import Undelivered
from tests.core.dialogue.stage import CALL, CLOSED, OPEN, Stage, somebody
from tests.core.dialogue.telling import assert_speakable
from tests.core.dialogue.test_asking import complete

AHEAD = datetime(2025, 7, 1, tzinfo=UTC)


def keys(screen: Screen) -> list[str]:
    return [block.label.key for block in screen.blocks]


def with_people(*people: Participation) -> Stage:
    stage = complete()
    stage.people = {item.id: replace(item, proposal_id=stage.draft.record.id) for item in people}
    stage.command("people")
    return stage


def participant(key: str = "p1", **changes: object) -> Participation:
    known = Participation(
        id=key, proposal_id="", position=1, created_at=OPEN, name="Eva", address="eva@example.org",
        roles=("speaker",), attendance=Attendance.IN_PERSON, status=ParticipationStatus.INVITED,
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def invited(**changes: object) -> Stage:
    """A stage whose person is asked to take part in somebody's proposal, and looks at it."""
    mine = participant("i1", name="Ana Gómez", person_id="person-ana", **changes)
    seen = InvitationSeen(participation=mine, proposal_title="Redes", proponent_name="Luz", session_type="panel")
    stage = Stage(foreign=[seen])
    stage.tap("invitation")
    return stage


def test_home_tells_the_close_and_the_limit_before_anything_is_begun() -> None:
    stage = Stage()
    assert keys(stage.screen) == ["chat.home.hello", "chat.window.open", "chat.home.limit"]
    assert stage.screen.blocks[2].label.facts == {"maximum": 4, "sent": 0}


def test_before_the_opening_drafts_can_be_prepared() -> None:
    stage = Stage(now=AHEAD)
    assert "chat.window.ahead" in keys(stage.screen)
    assert "new" in stage.offered()


def test_a_closed_call_lets_people_read_and_says_what_is_open() -> None:
    stage = complete()
    stage.now = CLOSED
    assert stage.screen.place == "summary"
    assert not {"edit", "send", "continue"} & set(stage.offered())
    stage.tap("people")
    assert "add" not in stage.offered()
    stage.tap("home")
    assert "chat.window.closed" in keys(stage.screen)
    assert "new" not in stage.offered()


def test_the_last_instant_of_the_last_day_is_still_open() -> None:
    closes = CALL.moments["submission_closes"].at
    assert closes == CLOSED
    assert "new" in Stage(now=CLOSED - timedelta(microseconds=1)).offered()


def test_with_four_sent_the_limit_is_told_at_the_start() -> None:
    stage = Stage()
    for _ in range(4):
        stage.begin_proposal()
        record = stage.draft.record
        stage.records[record.id] = replace(record, state=ProposalState.SENT, number=1)
        stage.command("home")
    assert "chat.home.limit_reached" in keys(stage.screen)


def test_many_proposals_are_told_on_pages() -> None:
    stage = Stage()
    for _ in range(20):
        stage.begin_proposal()
        stage.command("home")
    assert stage.offered().count("open") == 8
    assert stage.tap("page", "1").actions[-1].label
    stage.tap("page", "2")
    assert stage.offered().count("open") == 4


def test_beginning_twice_without_a_word_is_one_draft() -> None:
    stage = Stage()
    for _ in range(3):
        stage.tap("new")
        stage.command("home")
    assert stage.done == [do.NewProposal()]


def test_proposals_of_the_same_name_are_told_apart() -> None:
    stage = Stage()
    stage.begin_proposal()
    stage.command("home")
    stage.begin_proposal()
    stage.command("home")
    assert [item.label.key for item in stage.screen.actions if item.verb == "open"] == [
        "chat.action.open", "chat.action.nth",
    ]  # fmt: skip
    assert_speakable(stage.screen, CALL)


def test_unread_news_stand_at_home_until_they_are_read() -> None:
    raw = Phrase("chat.news.participant_incomplete", {"name": None, "missing": ["sector", "attendance"]})
    news = News(at=OPEN, phrase=news_said(CALL, raw), unread=True)
    stage = Stage(news=[news])
    assert "chat.news.participant_incomplete" in keys(stage.screen)
    assert_speakable(stage.screen, CALL)
    stage.tap("news")
    assert stage.done == [do.MarkRead()]
    stage.tap("home")
    assert "chat.news.participant_incomplete" not in keys(stage.screen)


def test_every_date_of_the_call_can_be_read() -> None:
    stage = Stage()
    screen = stage.tap("deadlines")
    assert sum(block.kind is BlockKind.ROW for block in screen.blocks) == len(CALL.moments)
    assert_speakable(screen, CALL)


def test_the_dates_of_the_call_are_read_as_they_come() -> None:
    moved = redated(CALL, {"submission_closes": "2025-08-27"})
    assert isinstance(moved, Call)
    rows = [block.label.local for block in Stage(call=moved).tap("deadlines").blocks if block.kind is BlockKind.ROW]
    names = [moved.moments[key].name for key in ("evaluation_opens", "submission_closes", "scoring_closes")]
    assert [row for row in rows if row in names] == names


def test_somebody_is_added_with_role_attendance_and_address_last() -> None:
    stage = with_people()
    stage.tap("add")
    stage.type("Eva Ríos")
    stage.tap("toggle", "speaker")
    stage.tap("toggle", "rapporteur")
    stage.tap("toggle", "speaker")
    stage.tap("done")
    stage.tap("choose", "online")
    screen = stage.type("Eva <eva@example.org>")
    assert stage.done[1:] == [
        do.NewParticipant("Eva Ríos"),
        do.SaveParticipant("person-2", "roles", ("rapporteur",)),
        do.SaveParticipant("person-2", "attendance", "online"),
        do.SaveParticipant("person-2", "address", "eva@example.org"),
    ]
    assert screen.place == "people"


def test_ticks_are_saved_by_walking_away() -> None:
    stage = with_people()
    stage.tap("add")
    stage.type("Eva")
    stage.tap("toggle", "moderator")
    stage.tap("leave")
    assert stage.done[-1] == do.SaveParticipant("person-2", "roles", ("moderator",))


def test_roles_can_be_typed_at_once() -> None:
    stage = with_people()
    stage.tap("add")
    stage.type("Eva")
    stage.type("relatora, 1")
    assert stage.done[-1] == do.SaveParticipant("person-2", "roles", ("speaker", "rapporteur"))


def test_roles_can_all_be_taken_away() -> None:
    stage = with_people(participant())
    stage.tap("person")
    stage.tap("edit", "roles")
    stage.tap("toggle", "speaker")
    stage.tap("done")
    assert stage.done[-1] == do.SaveParticipant("p1", "roles", ())


def test_a_proponent_adds_themselves_with_two_taps() -> None:
    stage = with_people()
    stage.tap("add")
    stage.tap("choose")
    stage.tap("skip")
    stage.tap("skip")
    stage.tap("choose")
    assert stage.done[-1] == do.SaveParticipant("person-2", "address", "ana@example.org")
    stage.tap("add")
    assert "choose" not in stage.offered()
    stage.tap("back")
    stage.tap("person")
    assert stage.tap("answer_myself").place == "invitation"


def test_the_list_says_what_the_type_needs_and_what_keeps_letters_back() -> None:
    stage = complete(**{"answers.title": None})
    stage.person = somebody(proved_at=None)
    stage.people = {"p1": participant(proposal_id=stage.draft.record.id)}
    screen = stage.tap("people")
    assert keys(screen)[:3] == ["chat.people.needs", "chat.people.prove", "chat.people.title_first"]
    needs = screen.blocks[0].label.facts["needs"]
    assert isinstance(needs, tuple)
    assert [need.facts["count"] for need in needs] == [3, 1, 1, 1]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": ParticipationStatus.LISTED, "address": None}, "no_address"),
        ({"status": ParticipationStatus.LISTED}, "listed"),
        ({}, "invited"),
        ({"accepted_at": OPEN}, "accepted"),
        ({"status": ParticipationStatus.CONFIRMED, "accepted_at": OPEN}, "confirmed"),
        ({"status": ParticipationStatus.DECLINED}, "declined"),
    ],
)
def test_where_each_invitation_stands_is_told(changes: dict[str, object], status: str) -> None:
    stage = with_people(participant(**changes))
    row = next(block for block in stage.screen.blocks if block.kind is BlockKind.ROW)
    assert row.detail[-1] == Phrase(f"chat.status.{status}")


@pytest.mark.parametrize("why", [None, *Undelivered])
def test_why_a_letter_did_not_arrive_is_told(why: Undelivered | None) -> None:
    stage = with_people(participant(status=ParticipationStatus.BOUNCED, undelivered=why))
    row = next(block for block in stage.screen.blocks if block.kind is BlockKind.ROW)
    assert row.detail[-1] == Phrase(f"undelivered.status.{why or 'other'}")


def test_a_yes_without_profile_says_what_that_person_still_has_to_give() -> None:
    stage = with_people(participant(accepted_at=OPEN, attributes={"country": "UY"}))
    screen = stage.tap("person")
    lacking = next(block.label for block in screen.blocks if block.label.key == "chat.person.lacks")
    assert isinstance(lacking.facts["missing"], tuple)
    assert len(lacking.facts["missing"]) == 2
    assert_speakable(screen, CALL)


def test_a_proponent_never_sees_a_gender() -> None:
    stage = with_people(participant(attributes={"gender": "female", "sector": "academia"}))
    assert "gender" not in repr(stage.tap("person")).lower()


def test_a_wrong_address_is_corrected_and_the_letter_sent_again() -> None:
    stage = with_people(participant(status=ParticipationStatus.BOUNCED))
    stage.tap("person")
    assert "undelivered.ask.other" in keys(stage.tap("mend"))
    screen = stage.type("eva@otra.example.org")
    assert (stage.done[-1], screen.place) == (
        do.SaveParticipant("p1", "address", "eva@otra.example.org"),
        "participant",
    )
    assert {"mend", "resend"}.isdisjoint(stage.offered())


def test_who_declined_is_asked_once_more_on_purpose() -> None:
    stage = with_people(participant(status=ParticipationStatus.DECLINED))
    stage.tap("person")
    stage.tap("resend")
    assert stage.done[-1] == do.Invite("p1")


def test_somebody_confirmed_gets_no_second_letter() -> None:
    stage = with_people(participant(status=ParticipationStatus.CONFIRMED, accepted_at=OPEN))
    stage.tap("person")
    assert "resend" not in stage.offered()


def test_changing_what_somebody_agreed_to_is_warned_of() -> None:
    stage = with_people(participant(status=ParticipationStatus.CONFIRMED, accepted_at=OPEN))
    stage.tap("person")
    assert "chat.ask.asks_again" in keys(stage.tap("edit", "attendance"))
    stage.tap("back")
    assert "chat.ask.asks_again" not in keys(stage.tap("edit", "name"))
    stage.command("summary")
    assert "chat.ask.asks_again" in keys(stage.tap("edit", "session_type"))


def test_taking_somebody_off_asks_first() -> None:
    stage = with_people(participant())
    stage.tap("person")
    assert stage.tap("remove").place == "remove"
    stage.tap("back")
    assert stage.done[1:] == []
    stage.tap("remove")
    screen = stage.tap("remove_now")
    assert stage.done[-1] == do.RemoveParticipant("p1")
    assert (screen.place, stage.people) == ("people", {})


def test_a_person_gone_meanwhile_leads_back_to_the_list() -> None:
    stage = with_people(participant())
    stage.tap("person")
    stage.people = {}
    assert stage.screen.place == "people"


def found(rule: str, field: str, severity: Severity = Severity.BLOCKS, **facts: object) -> Finding:
    return Finding(rule, rule, severity, field, facts)


def test_what_is_missing_leads_to_its_mend_and_back() -> None:
    stage = complete(**{"answers.methodology": None})
    stage.tap("missing")
    assert [item.argument for item in stage.screen.actions if item.verb == "edit"] == ["answers.methodology"]
    stage.tap("edit")
    screen = stage.type("Paso a paso")
    assert screen.place == "missing"
    assert "chat.missing.nothing" in keys(screen)
    assert "send" in stage.offered()


def test_blocking_findings_come_first_and_each_way_is_offered_once() -> None:
    stage = with_people(participant(person_id="someone"))
    findings = (
        found("audience_interaction", "answers.interaction_minutes", Severity.WARNS),
        found("in_person_role", "participants", person="someone", role="moderator"),
        found("one_role_per_person", "participants", Severity.WARNS, person="someone", roles=["moderator"]),
        found("role_minimum", "participants", role="speaker", required=3, found=1),
        found("modality_allowed", "modality", allowed=["hybrid"]),
    )
    stage.judge = lambda *_: findings
    screen = stage.tap("missing")
    rows = [block for block in screen.blocks if block.kind is BlockKind.ROW]
    told, proposal = [findings[i] for i in (1, 3, 4, 0, 2)], stage.draft.proposal
    assert [row.label.facts["finding"] for row in rows] == [Cause(item, proposal) for item in told]
    assert [row.detail[0].facts["value"] for row in rows] == [Cure(item, proposal) for item in told]
    assert [row.action.argument if row.action else None for row in rows] == [
        "p1", None, None, "answers.interaction_minutes", None,
    ]  # fmt: skip
    assert stage.tap("person").place == "participant"


def test_the_live_list_is_on_every_screen_of_the_proposal_blocking_first() -> None:
    stage = complete(**{"answers.methodology": None})
    assert [finding.field for finding in stage.screen.missing] == ["answers.methodology"]
    stage.tap("people")
    assert len(stage.screen.missing) == 1
    stage.tap("home")
    assert stage.screen.missing == ()


def test_a_proposal_is_sent_after_one_more_look_and_gets_its_receipt() -> None:
    stage = complete()
    stage.tap("summary")
    assert stage.tap("send").place == "send"
    assert do.Submit() not in stage.done
    screen = stage.tap("submit")
    assert stage.done[-1] == do.Submit()
    assert screen.place == "receipt"
    assert screen.blocks[0].label == Phrase("chat.receipt.number", {"number": 7})
    stage.tap("summary")
    assert "send" not in stage.offered()


def test_nothing_can_be_sent_while_something_blocks() -> None:
    stage = complete(**{"answers.methodology": None})
    stage.tap("summary")
    assert "send" not in stage.offered()
    stage.tap("missing")
    assert "send" not in stage.offered()


def test_what_began_to_block_on_the_last_screen_is_shown_instead() -> None:
    stage = complete()
    stage.tap("summary")
    stage.tap("send")
    stage.judge = lambda *_: (found("confirmations", "participants", required=2, found=1),)
    assert stage.screen.place == "missing"


def test_a_sending_that_the_use_case_refused_gives_no_receipt() -> None:
    stage = complete()
    stage.tap("summary")
    stage.tap("send")
    stage.tap("submit")
    stage.records = {key: replace(item, state=ProposalState.DRAFT, sent=None) for key, item in stage.records.items()}
    assert stage.screen.place == "missing"


def sent() -> Stage:
    stage = complete()
    stage.tap("summary")
    stage.tap("send")
    stage.tap("submit")
    stage.tap("summary")
    return stage


def test_changes_after_sending_are_sent_again_on_their_own() -> None:
    stage = sent()
    stage.at("answers.title")
    screen = stage.type("Otro título")
    assert "chat.summary.sent_stands" in keys(screen)
    assert stage.tap("send").blocks[0].label == Phrase("chat.send.question_again")
    stage.tap("submit")
    assert stage.screen.place == "receipt"


def test_a_call_may_freeze_what_was_sent() -> None:
    stage = sent()
    stage.call = replace(CALL, policies=replace(CALL.policies, edit_sent_until_close=False))
    assert "edit" not in stage.offered()


def test_withdrawing_asks_first_and_leaves_the_proposal_readable() -> None:
    stage = sent()
    stage.tap("withdraw")
    stage.tap("back")
    stage.tap("withdraw")
    stage.tap("withdraw_now")
    assert stage.done[-1] == do.Withdraw()
    assert stage.screen.place == "home"
    stage.tap("open")
    assert stage.screen.place == "summary"
    assert not {"edit", "send", "withdraw"} & set(stage.offered())


def test_a_draft_thrown_away_is_gone() -> None:
    stage = complete()
    stage.tap("summary")
    assert stage.tap("withdraw").title.key == "chat.withdraw.title_draft"
    stage.tap("withdraw_now")
    assert "open" not in stage.offered()


def test_what_a_yes_includes_stands_before_the_yes() -> None:
    stage = invited()
    consent = next(block for block in stage.screen.blocks if block.label.key == "chat.invitation.includes")
    assert consent.detail == (Phrase(local=CALL.consent),)
    assert stage.offered()[:2] == ["accept", "decline"]
    assert_speakable(stage.screen, CALL)


def test_a_yes_asks_for_the_profile_that_counts() -> None:
    stage = invited(attendance=None)
    stage.tap("accept")
    assert stage.done == [do.AnswerInvitation("i1", accept=True)]
    assert stage.screen.place == "ask"
    stage.type("2")
    stage.type("academia")
    stage.type("Uruguay")
    stage.type("Universidad")
    stage.tap("skip")
    assert stage.done[1:] == [
        do.SaveProfile("i1", "attendance", "online"),
        do.SaveProfile("i1", "attributes.sector", "academia"),
        do.SaveProfile("i1", "attributes.country", "UY"),
        do.SaveProfile("i1", "attributes.organisation", "Universidad"),
    ]
    assert stage.screen.place == "invitation"
    assert "accept" not in stage.offered()


def test_a_gender_may_be_kept_to_oneself() -> None:
    stage = invited(attributes={"sector": "academia", "country": "UY", "organisation": "U"})
    screen = stage.tap("accept")
    passing = next(item for item in screen.actions if item.verb == "skip")
    assert passing.label == Phrase("chat.action.prefer_not")


def test_a_no_can_be_changed_into_a_yes() -> None:
    stage = invited()
    screen = stage.tap("decline")
    assert stage.done == [do.AnswerInvitation("i1", accept=False)]
    assert screen.toast == Phrase("chat.toast.declined")
    assert "accept" in stage.offered()


def test_somebody_confirmed_may_step_down_or_mend_the_profile() -> None:
    stage = invited(status=ParticipationStatus.CONFIRMED, accepted_at=OPEN, attributes={"sector": "private"})
    assert "accept" not in stage.offered()
    assert "decline" in stage.offered()
    stage.tap("edit", "attributes.sector")
    screen = stage.type("technical")
    assert (stage.done, screen.place) == ([do.SaveProfile("i1", "attributes.sector", "technical")], "invitation")


def test_an_invitation_taken_back_meanwhile_leads_home() -> None:
    stage = invited()
    stage.foreign = []
    assert stage.screen.place == "home"


def test_invitations_can_be_answered_after_the_close() -> None:
    stage = invited()
    stage.now = CLOSED
    assert "accept" in stage.offered()


def test_ones_own_data_are_changed_one_by_one() -> None:
    stage = Stage()
    stage.tap("data")
    stage.tap("edit", "phone")
    assert stage.type("+1 868 555 1234").place == "data"
    stage.tap("edit", "language")
    stage.tap("choose", "en")
    assert stage.done == [do.SavePerson("phone", "+18685551234"), do.SetLanguage("en")]
    assert stage.screen.language == "en"


def test_an_address_that_nobody_gave_is_not_corrected() -> None:
    stage = Stage()
    stage.begin_proposal()
    stage.command("people")
    stage.tap("add")
    stage.type("Eva Ríos")
    stage.command("people")
    stage.tap("person")
    labels = [item.label.key for item in stage.screen.actions if item.argument == "address"]
    stage.tap("edit", "address")
    stage.type("eva@example.org")
    labels += [item.label.key for item in stage.screen.actions if item.argument == "address"]
    assert labels == ["chat.action.edit", "chat.action.correct_address"]


def test_of_two_closes_that_were_told_only_the_one_that_holds_stands_at_home() -> None:
    stage = complete()
    stage.command("home")
    stage.happens("deadline_later", until=CALL.moments["submission_closes"])
    stage.happens("deadline_own", until=CALL.moments["submission_closes"])
    assert [key for key in keys(stage.screen) if "deadline" in key] == [
        "chat.news.deadline_own", "chat.news.deadline_later",
    ]  # fmt: skip
    stage.happens("deadline_earlier", until=CALL.moments["submission_closes"])
    assert [key for key in keys(stage.screen) if "deadline" in key] == ["chat.news.deadline_earlier"]
