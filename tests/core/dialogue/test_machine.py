"""Any conversation, in every shipped call: nothing saved is lost, there is a way out, and every screen fits."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from core.call.shipped import shipped_call, shipped_ids
from core.dialogue.effects import SaveAnswer
from core.dialogue.screen import Phrase
from core.dialogue.state import Place, State
from core.dialogue.world import News
from tests.core.dialogue.elsewhere import within
from tests.core.dialogue.machine import Conversation
from tests.core.dialogue.stage import OPEN, Stage, gate, newcomer, nothing_wrong
from tests.core.dialogue.telling import assert_speakable
from tests.core.dialogue.walking import fitting

EXAMPLES, STEPS = 20, 30


@pytest.mark.parametrize("call_id", shipped_ids())
def test_any_conversation_keeps_what_was_said_and_can_be_left(call_id: str) -> None:
    of_call = type("OfCall", (Conversation,), {"call": shipped_call(call_id)})
    run_state_machine_as_test(
        of_call,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
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
    stage, dice = Stage(call=call, now=within(call), judge=gate), random.Random(7)
    for step in range(300):
        assert_speakable(stage.screen, call)
        stage.act(fitting(stage.screen, dice.randrange(40)))
        if step % 50 == 0:
            stage.command("home")
    assert any(isinstance(effect, SaveAnswer) for effect in stage.done)
