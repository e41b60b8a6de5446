"""The summary, what is missing, sending and withdrawing."""

from __future__ import annotations

from core.dialogue.state import Place
from core.model.proposal import ParticipationStatus
from core.model.records import ProposalState
from tests.core.dialogue.stage import CLOSED, Stage
from tests.gallery.people import ANSWERS, LONG, answer, at, drafting, guest, other_draft, sent, with_team
from tests.gallery.situation import Room

ROOM = Room("Summary, sending and withdrawing")


def done(language: str) -> Stage:
    return with_team(drafting(language))


@ROOM("The summary, half way")
def half_way(language: str) -> Stage:
    return at(drafting(language, upto="answers.objectives"), Place.SUMMARY)


@ROOM("The summary, its second page")
def second_page(language: str) -> Stage:
    return at(drafting(language, upto="answers.objectives"), Place.SUMMARY, page=1, helping=True)


@ROOM("The summary, its last page")
def last_page(language: str) -> Stage:
    return at(done(language), Place.SUMMARY, page=2)


@ROOM("The summary, ready to be sent")
def ready(language: str) -> Stage:
    return at(done(language), Place.SUMMARY)


@ROOM("The summary of long answers")
def wordy(language: str) -> Stage:
    stage = drafting(language)
    answer(stage, **{path: LONG for path in ANSWERS if path.startswith("answers.") and isinstance(ANSWERS[path], str)})
    return at(stage, Place.SUMMARY, page=1)


@ROOM("The summary of what was sent")
def summary_sent(language: str) -> Stage:
    return at(sent(done(language)), Place.SUMMARY)


@ROOM("The summary of what was sent and changed since")
def summary_changed(language: str) -> Stage:
    stage = sent(done(language))
    answer(stage, **{"answers.title": "Otro título"})
    return at(stage, Place.SUMMARY)


@ROOM("The summary, once the call is closed")
def summary_closed(language: str) -> Stage:
    stage = at(sent(done(language)), Place.SUMMARY)
    stage.now = CLOSED
    return stage


@ROOM("The summary of what was withdrawn")
def summary_withdrawn(language: str) -> Stage:
    stage = drafting(language)
    other_draft(stage, 9, "Cables y memoria", ProposalState.WITHDRAWN)
    return at(stage, Place.SUMMARY, proposal_id="other-9")


@ROOM("What is missing: nearly everything")
def missing_all(language: str) -> Stage:
    return at(drafting(language, upto="topic"), Place.MISSING)


@ROOM("What is missing: people")
def missing_people(language: str) -> Stage:
    stage = drafting(language)
    guest(stage, "Eva Ríos", "speaker", "rapporteur")
    guest(stage, "Beto Paz", "moderator", status=ParticipationStatus.DECLINED)
    return at(stage, Place.MISSING, helping=True)


@ROOM("What is missing: advice only")
def advice(language: str) -> Stage:
    stage = done(language)
    answer(stage, **{"answers.participation_strategy": None, "answers.interaction_minutes": None})
    return at(stage, Place.MISSING)


@ROOM("What is missing: nothing")
def nothing(language: str) -> Stage:
    return at(done(language), Place.MISSING)


@ROOM("About to send")
def send(language: str) -> Stage:
    return at(done(language), Place.SEND)


@ROOM("About to send, with advice and help")
def send_with_advice(language: str) -> Stage:
    return at(advice(language), Place.SEND, helping=True)


@ROOM("Sent: the receipt")
def receipt(language: str) -> Stage:
    return at(sent(done(language)), Place.RECEIPT)


@ROOM("About to send changes")
def send_again(language: str) -> Stage:
    return at(summary_changed(language), Place.SEND)


@ROOM("About to throw a draft away")
def throw_away(language: str) -> Stage:
    stage = drafting(language)
    guest(stage, "Eva Ríos", "speaker")
    return at(stage, Place.WITHDRAW)


@ROOM("About to withdraw")
def withdraw(language: str) -> Stage:
    return at(sent(done(language)), Place.WITHDRAW)


@ROOM("Withdrawn")
def withdrawn(language: str) -> Stage:
    stage = withdraw(language)
    stage.tap("withdraw_now")
    return stage
