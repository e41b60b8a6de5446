"""The list of people, and one person of it."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.state import Place
from core.model.proposal import Attendance, ParticipationStatus
from tests.core.dialogue.stage import CLOSED, OPEN, Stage
from tests.gallery.people import at, drafting, guest, with_team
from tests.gallery.situation import Room

ROOM = Room("People")
EVA = "guest-eva"


@ROOM("Nobody yet")
def nobody(language: str) -> Stage:
    return at(drafting(language), Place.PEOPLE)


@ROOM("Somebody's name is asked for")
def name(language: str) -> Stage:
    stage = nobody(language)
    stage.tap("add")
    return stage


@ROOM("Their roles: several can be ticked")
def roles(language: str) -> Stage:
    stage = name(language)
    stage.type("Eva Ríos")
    return stage


@ROOM("Their roles, with one ticked")
def ticked(language: str) -> Stage:
    stage = roles(language)
    stage.tap("toggle", "speaker")
    return stage


@ROOM("How they take part")
def attendance(language: str) -> Stage:
    stage = ticked(language)
    stage.tap("done")
    return stage


@ROOM("Their address")
def address(language: str) -> Stage:
    stage = attendance(language)
    stage.tap("choose", "in_person")
    return stage


@ROOM("One's own address")
def own_address(language: str) -> Stage:
    stage = name(language)
    stage.tap("choose", "oneself")
    stage.tap("skip")
    stage.tap("skip")
    return stage


@ROOM("The list, with somebody in every state")
def every_state(language: str) -> Stage:
    stage = drafting(language)
    said_yes = {"accepted_at": OPEN}
    guest(stage, "Ana Gómez", "speaker", person_id=stage.person.id, status=ParticipationStatus.LISTED, address=None)
    guest(stage, "Eva Ríos", "speaker", attendance=Attendance.IN_PERSON, attributes={}, **said_yes)
    guest(stage, "Beto Paz", "speaker", status=ParticipationStatus.CONFIRMED, attendance=Attendance.ONLINE, **said_yes)
    guest(stage, "Carla Luz", "moderator", status=ParticipationStatus.DECLINED)
    guest(stage, "Dora Sol", status=ParticipationStatus.BOUNCED)
    guest(stage, "Elio Mar", "rapporteur", "speaker", status=ParticipationStatus.LISTED)
    guest(stage, "Fina Paz", "rapporteur")
    return at(stage, Place.PEOPLE)


@ROOM("The list, with help")
def helping(language: str) -> Stage:
    return at(every_state(language), Place.PEOPLE, helping=True)


@ROOM("The list, while the invitations wait")
def waiting(language: str) -> Stage:
    stage = drafting(language, upto="answers.title")
    stage.person = replace(stage.person, proved_at=None)
    guest(stage, "Eva Ríos", "speaker", status=ParticipationStatus.LISTED)
    return at(stage, Place.PEOPLE)


@ROOM("The list, longer than a page")
def many(language: str) -> Stage:
    stage = with_team(drafting(language))
    for number in range(9):
        guest(stage, f"Persona{number} Quispe", "speaker")
    return at(stage, Place.PEOPLE, page=1)


@ROOM("The list, once the call is closed")
def closed(language: str) -> Stage:
    stage = with_team(drafting(language))
    stage.now = CLOSED
    return at(stage, Place.PEOPLE)


def person(stage: Stage, item: str = EVA) -> Stage:
    return at(stage, Place.PARTICIPANT, participation_id=item)


@ROOM("Somebody who was invited")
def invited(language: str) -> Stage:
    return person(with_team(drafting(language), ParticipationStatus.INVITED))


@ROOM("Somebody who said yes and has to complete their profile")
def accepted(language: str) -> Stage:
    return at(person(every_state(language)), Place.PARTICIPANT, helping=True)


@ROOM("Somebody who is confirmed")
def confirmed(language: str) -> Stage:
    return person(with_team(drafting(language)))


@ROOM("Somebody whose letter did not arrive")
def bounced(language: str) -> Stage:
    return person(every_state(language), "guest-dora")


@ROOM("Oneself on one's own list")
def oneself(language: str) -> Stage:
    return person(every_state(language), "guest-ana")


@ROOM("Who declined is asked once more")
def resent(language: str) -> Stage:
    stage = person(every_state(language), "guest-carla")
    stage.tap("resend")
    return stage


@ROOM("The roles of somebody who said yes are changed")
def roles_again(language: str) -> Stage:
    stage = accepted(language)
    stage.tap("edit", "roles")
    return stage


@ROOM("Somebody is about to be taken off")
def remove(language: str) -> Stage:
    stage = invited(language)
    stage.tap("remove")
    return stage


@ROOM("Somebody was taken off")
def removed(language: str) -> Stage:
    stage = remove(language)
    stage.tap("remove_now")
    return stage
