"""Whole conversations at random: taps, texts, commands, old screens, and a world that moves by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.dialogue.engine import draw, reduce
from core.dialogue.events import Event, Tap, Text
from core.dialogue.screen import Expects, Screen
from core.dialogue.state import KEPT_TEXT, State
from core.model.proposal import ParticipationStatus
from core.model.records import Participation
from tests.core.dialogue.stage import CALL, CLOSED, OPEN, Stage, newcomer, somebody
from tests.core.dialogue.telling import assert_speakable

WAYS_OUT = ("home", "leave", "begin", "back", "people", "summary")

TEXTS = st.one_of(
    st.sampled_from(
        [
            "Ana", "1", "2", "12", "1, 3", "20", "debate", "Taller", "híbrida", "Argentina", "bras", "ana@example.org",
            "+54 351 555 1234", "", " ", "\n\n", "a\nb\nc", "a\nb\nc\nd", "=?utf-8?q?hola?=", "\u202etxet", "e\u0301",
            "👩‍👩‍👧 sesión", "x" * 200, "y" * 10_500, "\x00\ud800", "presencial", "{0.__class__}", "{title}",
        ]
    ),
    st.text(max_size=30),
)  # fmt: skip


class Conversation(RuleBasedStateMachine):
    @initialize(known=st.booleans())
    def meet(self, known: bool) -> None:
        self.person = somebody() if known else newcomer()
        self.stage = Stage(person=self.person, state=State(), judge=lambda *_: ())
        self.moves: list[Event | str | datetime] = []
        self.seen: list[Tap] = []

    def do(self, event: Event) -> None:
        self.moves.append(event)
        self.stage.act(event)

    @rule(data=st.data())
    def tap_something(self, data: st.DataObject) -> None:
        actions = self.stage.screen.actions
        chosen = actions[data.draw(st.integers(0, len(actions) - 1))]
        tap = Tap(chosen.verb, chosen.argument, self.stage.state.revision)
        self.seen.append(tap)
        self.do(tap)

    @rule(text=TEXTS)
    def type_something(self, text: str) -> None:
        screen, before = self.stage.screen, len(self.stage.done)
        self.do(Text(text, screen.revision))
        if screen.input.expects is not Expects.NOTHING and len(text) <= KEPT_TEXT:
            kept = self.stage.state.typed == text and self.stage.state.problem
            assert kept or len(self.stage.done) > before, "a text was neither saved nor kept"

    @rule(text=TEXTS, late=st.integers(1, 3))
    def type_on_an_older_screen(self, text: str, late: int) -> None:
        before = len(self.stage.done)
        self.do(Text(text, self.stage.state.revision - late))
        assert len(self.stage.done) == before

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def tap_an_older_screen(self, data: st.DataObject) -> None:
        tap = data.draw(st.sampled_from(self.seen))
        before = self.stage.state
        outcome = reduce(self.stage.world, before, tap)
        assert outcome.effects == ()
        assert draw(self.stage.world, outcome.state) == replace(
            draw(self.stage.world, before), toast=draw(self.stage.world, outcome.state).toast
        )
        self.do(tap)

    @rule(verb=st.text(max_size=8), argument=st.text(max_size=8))
    def forge_a_tap(self, verb: str, argument: str) -> None:
        if not any((item.verb, item.argument) == (verb, argument) for item in self.stage.screen.actions):
            before = len(self.stage.done)
            self.do(Tap(verb, argument, self.stage.state.revision))
            assert len(self.stage.done) == before

    @rule(
        name=st.sampled_from(["start", "help", "cancel", "language", "menu", "back", "skip", "missing", "hm", "data"])
    )
    def command_something(self, name: str) -> None:
        self.moves.append(f"/{name}")
        self.stage.command(name)

    @rule()
    def somebody_confirms(self) -> None:
        self.moves.append("confirm")
        confirm_all(self.stage)

    @rule(now=st.sampled_from([OPEN, CLOSED]))
    def time_passes(self, now: datetime) -> None:
        self.moves.append(now)
        self.stage.now = now

    @invariant()
    def everything_can_be_said(self) -> None:
        if hasattr(self, "stage"):
            screen = self.stage.screen
            assert screen == self.stage.screen
            assert screen.actions, "nothing can be done here"
            assert_speakable(screen, CALL)
            assert State.from_json(json.loads(json.dumps(self.stage.state.to_json()))) == self.stage.state

    @invariant()
    def there_is_a_way_out(self) -> None:
        if hasattr(self, "stage"):
            assert leads_home(self.stage.screen, self.stage)

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            again = Stage(person=self.person, state=State(), judge=lambda *_: ())
            replay(again, self.moves)
            assert again.state == self.stage.state
            assert again.records == self.stage.records
            assert again.people == self.stage.people


def confirm_all(stage: Stage) -> None:
    stage.people = {key: _confirmed(item) for key, item in stage.people.items()}


def _confirmed(item: Participation) -> Participation:
    asked = item.status is ParticipationStatus.INVITED
    return replace(item, status=ParticipationStatus.CONFIRMED, accepted_at=OPEN) if asked else item


def replay(stage: Stage, moves: list[Event | str | datetime]) -> None:
    for move in moves:
        match move:
            case datetime():
                stage.now = move
            case "confirm":
                confirm_all(stage)
            case str():
                stage.command(move.removeprefix("/"))
            case _:
                stage.act(move)


def leads_home(screen: Screen, stage: Stage) -> bool:
    """Whether taps on the ways between places lead home, in a copy of the world, with no answer thrown away."""
    world, state = stage.world, stage.state
    for _ in range(6):
        if screen.place == "home":
            return True
        verbs = {item.verb: item for item in screen.actions}
        way = next(verbs[verb] for verb in WAYS_OUT if verb in verbs)
        outcome = reduce(world, state, Tap(way.verb, way.argument, screen.revision))
        state, screen = outcome.state, draw(world, outcome.state)
    return False


class TestConversation(Conversation.TestCase):  # type: ignore[name-defined, misc]  # made by Hypothesis
    settings = settings(
        max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def test_a_conversation_of_forty_screens_costs_little_state() -> None:
    stage = Stage()
    stage.begin_proposal()
    assert len(json.dumps(stage.state.to_json())) < 300


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"place": "cellar", "revision": -3, "facts": 1}, {"problem": {"key": 3}}]
)
def test_a_state_of_another_house_is_read_as_far_as_it_is_known(raw: object) -> None:
    assert State.from_json(raw) == State()
