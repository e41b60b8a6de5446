"""People who keep a list waiting: what the news offers, reminders, and somebody else in a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.dialogue.state import Place, Said
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Participation
from core.model.undelivered import Undelivered
from tests.core.dialogue.stage import OPEN, Stage
from tests.gallery.people import at, drafting, guest
from tests.gallery.situation import Room

ROOM = Room("Waiting for people")
LONG_AGO = OPEN - timedelta(days=4)
EVA, DORA, CARLA = "guest-eva", "guest-dora", "guest-carla"


def waiting(language: str) -> Stage:
    """A draft whose people are silent, unreachable or out."""
    stage = drafting(language)
    asked = {"invited_at": LONG_AGO}
    guest(stage, "Eva Ríos", "speaker", attendance=Attendance.IN_PERSON, **asked)
    guest(stage, "Fina Paz", "rapporteur", attendance=Attendance.ONLINE, **asked)
    guest(stage, "Carla Luz", "moderator", status=ParticipationStatus.DECLINED, **asked)
    guest(stage, "Dora Sol", "speaker", status=ParticipationStatus.BOUNCED, **asked)
    guest(stage, "Beto Paz", "speaker", status=ParticipationStatus.CONFIRMED, accepted_at=OPEN)
    guest(stage, "Elio Mar", "online_moderator", invited_at=OPEN)
    return stage


def of(stage: Stage, key: str) -> Participation:
    return stage.people[key]


@ROOM("A letter came back and somebody declined, told at home")
def came_back(language: str) -> Stage:
    stage = waiting(language)
    stage.happens("participant_bounced", of(stage, DORA), address="dora@example.org")
    stage.happens("participant_declined", of(stage, CARLA))
    return at(stage, Place.HOME)


@ROOM("A letter came back while a question stands there")
def meanwhile(language: str) -> Stage:
    stage = waiting(language)
    stage.command("home")
    stage.tap("open")
    stage.tap("edit", "session_type")
    stage.happens("participant_bounced", of(stage, DORA), address="dora@example.org")
    return stage


@ROOM("A mailbox is full: the address is right, and the letter is sent again")
def is_full(language: str) -> Stage:
    stage = waiting(language)
    stage.people[DORA] = replace(of(stage, DORA), undelivered=Undelivered.FULL)
    stage.happens("participant_bounced", of(stage, DORA), address="dora@example.org", why="full")
    return at(stage, Place.HOME)


@ROOM("The address that took no letter is corrected")
def mending(language: str) -> Stage:
    stage = came_back(language)
    stage.tap("mend", DORA)
    return stage


@ROOM("The address is corrected, and the invitation leaves")
def mended(language: str) -> Stage:
    stage = mending(language)
    stage.type("dora@example.net")
    return said(stage, "chasing.toast.mended", address="dora@example.net")


@ROOM("The news, some of which ask for something")
def news(language: str) -> Stage:
    stage = came_back(language)
    stage.tap("news")
    return stage


@ROOM("The list, with who is silent, who declined and who was not reached")
def listed(language: str) -> Stage:
    return at(waiting(language), Place.PEOPLE)


@ROOM("A reminder leaves")
def nudged(language: str) -> Stage:
    stage = listed(language)
    stage.tap("nudge", EVA)
    return stage


@ROOM("A reminder to everybody who is silent")
def nudged_all(language: str) -> Stage:
    stage = listed(language)
    stage.tap("nudge_all")
    return stage


@ROOM("A reminder to some, for others had theirs")
def nudged_some(language: str) -> Stage:
    return said(listed(language), "chasing.toast.nudged_some", count=1, held=1)


@ROOM("A second reminder on the same day")
def soon(language: str) -> Stage:
    again = (OPEN + timedelta(hours=22)).isoformat()
    return said(person(language, EVA), "chasing.toast.soon_tomorrow", again=again)


@ROOM("A second reminder, later on the same day")
def soon_today(language: str) -> Stage:
    again = (OPEN + timedelta(hours=2)).isoformat()
    return said(person(language, EVA), "chasing.toast.soon_today", again=again)


@ROOM("A second reminder, where the call wants more days between")
def soon_later(language: str) -> Stage:
    after = (OPEN + timedelta(days=3)).isoformat()
    return said(person(language, EVA), "chasing.toast.soon_later", after=after)


@ROOM("Somebody silent")
def silent(language: str) -> Stage:
    return person(language, EVA)


@ROOM("Somebody who declined")
def declined(language: str) -> Stage:
    return person(language, CARLA)


@ROOM("Who takes somebody's place: the name")
def replacing(language: str) -> Stage:
    stage = silent(language)
    stage.tap("replace")
    return stage


@ROOM("Who takes somebody's place: the address")
def replacing_address(language: str) -> Stage:
    stage = replacing(language)
    stage.type("Gala Vera")
    return stage


@ROOM("Who takes the place of somebody who declined: the address")
def replacing_quietly(language: str) -> Stage:
    stage = declined(language)
    stage.tap("replace")
    stage.type("Gala Vera")
    return stage


@ROOM("The other's own address is refused")
def same_address(language: str) -> Stage:
    stage = replacing_address(language)
    stage.type("eva@example.org")
    return stage


@ROOM("A place that somebody is to take, left halfway")
def halfway(language: str) -> Stage:
    stage = replacing_address(language)
    stage.command("people")
    return stage


@ROOM("Somebody who is to take a place")
def newcomer(language: str) -> Stage:
    stage = halfway(language)
    newest = next(reversed(stage.people))
    stage.tap("person", newest)
    return stage


@ROOM("The place is taken")
def replaced(language: str) -> Stage:
    stage = replacing_address(language)
    stage.type("gala@example.org")
    return said(stage, "chasing.toast.replaced", name="Gala Vera", other="Eva Ríos")


@ROOM("Who was to give way said yes meanwhile")
def stays(language: str) -> Stage:
    return said(listed(language), "chasing.toast.stays", name="Gala Vera", other="Eva Ríos")


@ROOM("What is missing, with the ways to more confirmations")
def missing(language: str) -> Stage:
    return at(waiting(language), Place.MISSING)


@ROOM("A tap on what was settled elsewhere")
def settled(language: str) -> Stage:
    return said(listed(language), "chasing.toast.settled")


def person(language: str, item: str) -> Stage:
    return at(waiting(language), Place.PARTICIPANT, participation_id=item)


def said(stage: Stage, key: str, **facts: str | int) -> Stage:
    """The use case had this to say."""
    stage.state = replace(stage.state, toast=Said(key, facts))
    return stage
