"""Being asked to take part: the invitation, one's profile, yes and no."""

from __future__ import annotations

from core.model.proposal import Attendance, ParticipationStatus
from tests.core.dialogue.stage import OPEN, Stage
from tests.gallery.people import before_it
from tests.gallery.people import invited as asked
from tests.gallery.situation import Room

ROOM = Room("Invited")
PROFILE = {"sector": "academia", "country": "AR", "organisation": "Red Abierta"}


@ROOM("The invitation")
def invitation(language: str) -> Stage:
    return before_it(asked(language))


@ROOM("The invitation, with help")
def helping(language: str) -> Stage:
    stage = invitation(language)
    stage.tap("help")
    return stage


@ROOM("After the yes: how one takes part")
def attendance(language: str) -> Stage:
    stage = invitation(language)
    stage.tap("accept")
    return stage


@ROOM("The profile: sector")
def sector(language: str) -> Stage:
    stage = attendance(language)
    stage.tap("choose", "in_person")
    return stage


@ROOM("The profile: country")
def country(language: str) -> Stage:
    stage = sector(language)
    stage.tap("choose", "academia")
    return stage


@ROOM("The profile: organisation")
def organisation(language: str) -> Stage:
    stage = country(language)
    stage.tap("choose", "AR")
    return stage


@ROOM("The profile: gender, which nobody has to tell")
def gender(language: str) -> Stage:
    stage = organisation(language)
    stage.tap("choose", "independent")
    return stage


@ROOM("The yes stands, the profile is not complete")
def incomplete(language: str) -> Stage:
    return before_it(asked(language, accepted_at=OPEN, attendance=Attendance.ONLINE, attributes={"sector": "academia"}))


@ROOM("Confirmed")
def confirmed(language: str) -> Stage:
    status = ParticipationStatus.CONFIRMED
    return before_it(
        asked(language, accepted_at=OPEN, attendance=Attendance.IN_PERSON, attributes=PROFILE, status=status)
    )


@ROOM("Declined just now")
def declined(language: str) -> Stage:
    stage = invitation(language)
    stage.tap("decline")
    return stage
