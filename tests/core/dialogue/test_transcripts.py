"""Whole proposals as people live them, kept as readable text; `CONVOCA_UPDATE_TRANSCRIPTS=1` writes them anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.dialogue.state import State
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person
from tests.core.dialogue.player import play
from tests.core.dialogue.stage import CLOSED, OPEN, Stage, gate, newcomer, somebody

FOLDER = Path(__file__).parent / "transcripts"
UPDATE = "CONVOCA_UPDATE_TRANSCRIPTS"


def everybody_confirms(stage: Stage) -> None:
    """Each invited person says yes by letter, from sectors, countries and genders in turn."""
    people = list(stage.people.values())
    stage.people = {item.id: confirmed(item, place) for place, item in enumerate(people)}


def confirmed(item: Participation, place: int) -> Participation:
    profile = {
        "sector": ("academia", "civil_society", "technical")[place % 3],
        "country": ("AR", "BR", "UY")[place % 3],
        "gender": ("female", "male")[place % 2],
        "organisation": "Red Abierta",
    }
    return replace(item, status=ParticipationStatus.CONFIRMED, accepted_at=OPEN, attributes=profile)


def the_call_closes(stage: Stage) -> None:
    stage.now = CLOSED


DIRECTIONS: dict[str, Callable[[Stage], None]] = {
    "todas las personas invitadas confirman": everybody_confirms,
    "cierra la convocatoria": the_call_closes,
}

PEOPLE: dict[str, Callable[[], Person]] = {
    "debate": newcomer,
    "mediacion_artistica": somebody,
    "oficina": lambda: somebody(language="pt", country="BR", name="Bia Souza"),
    "lightning_talk": lambda: somebody(language="en", country="TT", name="Cyd Baptiste", phone=None),
}


@pytest.mark.parametrize("name", sorted(PEOPLE))
async def test_the_same_lines_tell_the_same_story(name: str) -> None:
    path = FOLDER / f"{name}.txt"
    person = PEOPLE[name]()
    stage = Stage(person=person, state=State(greeted=person.name is not None), judge=gate)
    told = await play(path.read_text("utf-8"), stage, DIRECTIONS)
    if os.environ.get(UPDATE):
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")
