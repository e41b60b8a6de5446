"""Whole conversations at random: taps, texts, commands, old screens, and a world that moves by itself."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.call.shipped import shipped_call, shipped_ids
from core.dialogue.effects import SaveAnswer
from core.dialogue.engine import draw, reduce
from core.dialogue.events import Event, Tap, Text
from core.dialogue.screen import BlockKind, Expects, Phrase, Screen
from core.dialogue.state import KEPT_TEXT, Place, State
from core.dialogue.world import InvitationSeen, News
from core.model.proposal import ParticipationStatus
from core.model.records import Participation
from tests.core.dialogue.stage import CALL, CLOSED, OPEN, Stage, gate, newcomer, nothing_wrong, somebody
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


FITTING = {
    Expects.TEXT: "Una respuesta",
    Expects.LONG_TEXT: "Uno.\n\nDos.",
    Expects.LIST: "Uno\nDos",
    Expects.INTEGER: "30",
    Expects.ADDRESS: "eva@example.org",
    Expects.PHONE: "+54 351 555 1234",
}
"""An answer that most questions of a kind take."""


def fitting(screen: Screen, number: int) -> Event:
    """Return what somebody who wants to get on would do here; `number` tells which of the ways on."""
    expected = screen.input.expects
    if expected is not Expects.NOTHING and number % 4:
        asked = next(block.label for block in screen.blocks if block.kind is BlockKind.QUESTION)
        country = asked in (Phrase("chat.ask.person_country"), Phrase("chat.ask.co_proponent_country"))
        return Text("Uruguay" if country else FITTING[expected], screen.revision)
    ways = [item for item in screen.actions if item.verb not in ("home", "leave", "withdraw_now", "remove_now")]
    chosen = (ways or screen.actions)[number % len(ways or screen.actions)]
    return Tap(chosen.verb, chosen.argument, screen.revision)


class Conversation(RuleBasedStateMachine):
    @initialize(known=st.booleans(), lenient=st.booleans())
    def meet(self, known: bool, lenient: bool) -> None:
        self.person = somebody() if known else newcomer()
        self.judge = nothing_wrong if lenient else gate
        self.stage = Stage(person=self.person, state=State(), judge=self.judge)
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

    @rule(numbers=st.lists(st.integers(0, 20), min_size=4, max_size=12))
    def go_along(self, numbers: list[int]) -> None:
        for number in numbers:
            self.do(fitting(self.stage.screen, number))
            assert_speakable(self.stage.screen, CALL)

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

    @rule()
    def somebody_is_taken_off_elsewhere(self) -> None:
        self.moves.append("vanish")
        vanish(self.stage)

    @rule()
    def an_invitation_comes_or_goes(self) -> None:
        self.moves.append("invitation")
        come_or_go(self.stage)

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
            again = Stage(person=self.person, state=State(), judge=self.judge)
            replay(again, self.moves)
            assert again.state == self.stage.state
            assert again.records == self.stage.records
            assert again.people == self.stage.people


def confirm_all(stage: Stage) -> None:
    stage.people = {key: _confirmed(item) for key, item in stage.people.items()}


def _confirmed(item: Participation) -> Participation:
    asked = item.status is ParticipationStatus.INVITED
    return replace(item, status=ParticipationStatus.CONFIRMED, accepted_at=OPEN) if asked else item


def vanish(stage: Stage) -> None:
    """Whoever was listed first is no longer there."""
    stage.people = dict(list(stage.people.items())[1:])


def come_or_go(stage: Stage) -> None:
    """An invitation of somebody else stands, or is taken back."""
    asked = Participation(id="asked", proposal_id="x", position=1, created_at=OPEN, name="A", roles=("speaker",))
    seen = InvitationSeen(participation=asked, proposal_title=None, proponent_name="Luz", session_type="panel")
    stage.foreign = [] if stage.foreign else [seen]


def replay(stage: Stage, moves: list[Event | str | datetime]) -> None:
    for move in moves:
        match move:
            case datetime():
                stage.now = move
            case "confirm":
                confirm_all(stage)
            case "vanish":
                vanish(stage)
            case "invitation":
                come_or_go(stage)
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
        max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def test_a_long_walk_sees_every_place() -> None:
    stage, dice = Stage(person=newcomer(), state=State(), judge=nothing_wrong), random.Random(18)
    seen = set()
    for step in range(3000):
        seen.add(stage.screen.place)
        stage.act(fitting(stage.screen, dice.randrange(40)))
        if step % 50 == 0:
            stage.command("home")
        elif stage.screen.place == "home" and dice.random() < 0.7:
            stage.tap("open" if "open" in stage.offered() else "new")
    stage.news = [News(at=OPEN, phrase=Phrase("chat.news.sendable", {"title": Phrase("chat.untitled")}), unread=True)]
    stage.command("home")
    seen.add(stage.tap("news").place)
    assert seen == set(Place)


def test_a_conversation_of_forty_screens_costs_little_state() -> None:
    stage = Stage()
    stage.begin_proposal()
    assert len(json.dumps(stage.state.to_json())) < 300


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"place": "cellar", "revision": -3, "facts": 1}, {"problem": {"key": 3}}]
)
def test_a_state_of_another_house_is_read_as_far_as_it_is_known(raw: object) -> None:
    assert State.from_json(raw) == State()


@pytest.mark.parametrize("call_id", shipped_ids())
def test_every_shipped_call_can_be_talked_through(call_id: str) -> None:
    call = shipped_call(call_id)
    opens, closes = call.moments["submission_opens"].at, call.moments["submission_closes"].at
    now = opens or (closes - timedelta(days=1) if closes else OPEN)
    stage, dice = Stage(call=call, now=now, judge=gate), random.Random(7)
    for step in range(300):
        assert_speakable(stage.screen, call)
        stage.act(fitting(stage.screen, dice.randrange(40)))
        if step % 50 == 0:
            stage.command("home")
    assert any(isinstance(effect, SaveAnswer) for effect in stage.done)
