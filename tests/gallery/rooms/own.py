"""One's own data: seen, corrected, taken along and erased."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.account import Account, ListLeft, SentProposal
from core.dialogue.engine import told
from core.dialogue.places.erasing import draw_erased
from core.dialogue.screen import Screen
from core.dialogue.state import Place
from core.model.finding import Finding, Severity
from core.model.matter import Wants
from tests.core.dialogue.stage import CALL, Stage
from tests.gallery.people import ana, at
from tests.gallery.situation import Room

ROOM = Room("One's own data")
LACKS = Finding("role_minimum", "role_minimum", Severity.BLOCKS, "participants",
                {"role": "speaker", "required": 3, "found": 2})  # fmt: skip
ACCOUNT = Account(
    data=("name", "address", "country", "organisation", "phone", "profile"),
    drafts=("Cables y memoria", None),
    sent=(
        SentProposal(id="other-3", title="Puentes digitales", number=3, is_withdrawn=False),
        SentProposal(id="other-4", title="Senhas na escola", number=4, is_withdrawn=True),
    ),
    lists=(
        ListLeft(title="Data for rivers", proponent="Luz Prado", lacks=(LACKS,)),
        ListLeft(title=None, proponent=None),
    ),
    chats=1,
)


@ROOM("My data")
def data(language: str) -> Stage:
    return at(ana(language), Place.DATA)


@ROOM("My data, with help, of somebody who told little")
def little(language: str) -> Stage:
    return at(ana(language, organisation=None, phone=None), Place.DATA, helping=True)


@ROOM("Which reminders come, and by whose clock")
def reminders(language: str) -> Stage:
    return at(ana(language), Place.REMINDERS)


@ROOM("A clock that nobody knows, with help, of somebody who chose theirs")
def unknown_clock(language: str) -> Stage:
    stage = at(ana(language, zone="America/Bogota", wants=Wants.ONE_BEFORE_DEADLINE), Place.REMINDERS, helping=True)
    stage.type("La Luna")
    return stage


@ROOM("The organisation is changed")
def organisation(language: str) -> Stage:
    stage = data(language)
    stage.tap("edit", "organisation")
    return stage


@ROOM("The files were sent to the chat")
def sent(language: str) -> Stage:
    stage = data(language)
    stage.state = told(stage.state, "privacy.toast.sent")
    return stage


@ROOM("Before erasing: what goes and what stays")
def erase(language: str) -> Stage:
    stage = at(ana(language), Place.ERASE)
    stage.account = ACCOUNT
    return stage


@ROOM("Before erasing, of somebody who has nothing")
def erase_nothing(language: str) -> Stage:
    stage = at(ana(language), Place.ERASE, helping=True)
    stage.account = Account(data=("name", "address"))
    return stage


@ROOM("That is not the word")
def wrong_word(language: str) -> Stage:
    stage = erase(language)
    stage.type("sí")
    return stage


@ROOM("Who has not proved their address cannot erase")
def not_proved(language: str) -> Stage:
    stage = erase(language)
    stage.person = replace(stage.person, proved_at=None)
    return stage


@ROOM("Erased")
def erased(language: str) -> Screen:
    return draw_erased(CALL, language, ACCOUNT.counts)
