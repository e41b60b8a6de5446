"""Every kind of screen of every shipped call, as conversations come upon them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.call.definition import Call, FieldKind
from core.call.shipped import shipped_call
from core.dialogue.screen import Screen
from core.dialogue.state import Place, Said, State
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Participation
from tests.core.dialogue.player import play
from tests.core.dialogue.stage import OPEN, Stage, gate, newcomer, nothing_wrong
from tests.core.dialogue.test_transcripts import DIRECTIONS, FOLDER, PEOPLE
from tests.core.dialogue.walking import fitting

_PLACES = (
    Place.SUMMARY,
    Place.PEOPLE,
    Place.MISSING,
    Place.ASK,
    Place.SEND,
    Place.RECEIPT,
    Place.WITHDRAW,
)


@dataclass
class Watched(Stage):
    """A stage that remembers what it showed."""

    seen: list[Screen] = field(default_factory=list)

    @property
    def screen(self) -> Screen:
        self.seen.append(super().screen)
        return self.seen[-1]


async def of_transcript(name: str) -> list[Screen]:
    person = PEOPLE[name]()
    stage = Watched(person=person, state=State(greeted=person.name is not None), judge=gate)
    await play((FOLDER / f"{name}.txt").read_text("utf-8"), stage, DIRECTIONS)
    return stage.seen


def of_call(call_id: str, steps: int = 200) -> list[Screen]:
    """Walk at random through a call, as somebody new who wants to get on; in the second half nothing is wrong."""
    call, dice = shipped_call(call_id), random.Random(11)
    stage = Watched(call=call, now=_within(call), judge=gate, person=newcomer(), state=State())
    for step in range(steps):
        stage.judge = gate if step < steps // 2 else nothing_wrong
        stage.act(fitting(stage.screen, dice.randrange(40)))
        if step % 17 == 0:
            stage.command("help")
        if step % 30 == 0 or stage.state.place in (Place.DEADLINES, Place.DATA):
            stage.command("home")
        if stage.state.place is Place.HOME and step > 3:
            stage.tap("open" if "open" in stage.offered() else "new")
    return stage.seen


def wordy(call_id: str) -> Iterator[Screen]:
    """Every place of a proposal whose people wrote as much as they may, each with its help."""
    call = shipped_call(call_id)
    stage = Stage(call=call, now=_within(call), judge=gate)
    stage.tap("new")
    record = next(iter(stage.records.values()))
    kind = call.session_types[0].key
    answers = {item.path: "<&> ñ́ " * ((item.maximum or 3000) // 6) for item in call.fields}
    stage.records[record.id] = replace(record, values={"session_type": kind, **answers})
    stage.people = {item.id: item for item in (_guest(record.id, place, call) for place in range(30))}
    long = next(item.path for item in call.fields if item.kind is FieldKind.LONG_TEXT)
    refused = replace(stage.state, step=long, typed="<i>" * 5000, problem=Said("chat.problem.blank"))
    for judge, place, page, helping in itertools.product((gate, nothing_wrong), _PLACES, range(4), (False, True)):
        stage.judge = judge
        stage.state = replace(refused, place=place, page=page, helping=helping)
        yield stage.screen


def _guest(proposal_id: str, place: int, call: Call) -> Participation:
    return Participation(
        id=f"guest-{place}", proposal_id=proposal_id, position=place, created_at=OPEN, name="<b>Ñandú</b> & " * 10,
        address=f"guest{place}@example.org", roles=tuple(item.key for item in call.roles),
        attendance=Attendance.ONLINE, status=ParticipationStatus.INVITED,
    )  # fmt: skip


def _within(call: Call) -> datetime:
    opens, closes = call.moments["submission_opens"].at, call.moments["submission_closes"].at
    return opens or (closes - timedelta(days=1) if closes else OPEN)
