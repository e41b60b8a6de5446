"""Everything that can be wrong with an answer, with the way to mend it."""

from __future__ import annotations

from core.dialogue.events import Amend, Text
from tests.core.dialogue.stage import Stage
from tests.gallery.people import drafting, with_team
from tests.gallery.rooms import asking, beginning
from tests.gallery.situation import Room

ROOM = Room("What is wrong with an answer")

_TYPED = {
    "A name that is an address": (beginning.name, "ana@example.org"),
    "A country that nobody knows": (beginning.country, "Atlántida"),
    "A telephone without its country": (asking.phone, "15 555 1234"),
    "A telephone too short": (asking.phone, "+54 351"),
    "A telephone too long": (asking.phone, "+54 351 555 1234 567 890"),
    "A telephone that is none": (asking.phone, "llámeme"),
    "No option of the list": (asking.kind, "charla de café"),
    "Nothing but blanks": (asking.title, "   "),
    "A title too long": (asking.title, "Redes comunitarias y quién las sostiene " * 6),
    "A text too long": (asking.description, "Redes comunitarias. " * 510),
    "A flood": (asking.description, "Redes comunitarias. " * 20_000),
    "Too many points": (asking.issues, "Uno\nDos\nTres\nCuatro"),
    "A point too long": (asking.issues, "Fondos de servicio universal " * 180),
    "No number": (asking.minutes, "un rato"),
    "A number too large": (asking.minutes, "40000"),
    "An address without its at sign": (asking.co_address, "bea.example.org"),
    "Two addresses": (asking.co_address, "bea@example.org y eva@example.org"),
    "An address with half a domain": (asking.co_address, "bea@example"),
    "An address with a strange sign": (asking.co_address, "béa(1)@example.org"),
}


def typed(name: str, language: str) -> Stage:
    begin, text = _TYPED[name]
    stage = begin(language)
    stage.type(text)
    return stage


ROOM.each(list(_TYPED), typed)


@ROOM("Words written for a question that changed meanwhile")
def late(language: str) -> Stage:
    stage = asking.description(language)
    stage.act(Text("Redes que se cuidan solas", stage.state.revision - 2))
    return stage


@ROOM("A changed message that is no answer any more")
def not_changed(language: str) -> Stage:
    stage = with_team(drafting(language))
    stage.command("home")
    stage.act(Amend("x", form="proposal", path="answers.title", proposal_id="gone"))
    return stage
