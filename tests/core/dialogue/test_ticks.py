"""Ticks that were set and not confirmed: whatever leads away from their question saves them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.dialogue.events import Amend, Command, Event, Tap
from tests.core.dialogue.stage import Stage


def ticked() -> Stage:
    """Eva was added to a draft, and 'speaker' is ticked among what she might do."""
    stage = Stage()
    stage.begin_proposal()
    for _ in range(2):  # two names, so that one of them can be changed later
        stage.command("people")
        stage.tap("add")
        stage.type("Eva Ríos")
    stage.tap("toggle", "speaker")
    return stage


def roles(stage: Stage) -> tuple[str, ...]:
    return list(stage.people.values())[-1].roles


@pytest.mark.parametrize(
    "ways",
    [
        ["leave"], ["back"], ["/home"], ["/cancel"], ["/new"], ["/people"], ["/deadlines"], ["/data"],
        ["language", "/home"], ["language", "/cancel"], ["language", "/people"], ["language", "/new"],
        ["language", "back", "done"], ["language", "speak", "done"], ["help", "leave"],
    ],
    ids="-".join,
)  # fmt: skip
def test_every_way_out_saves_them(ways: Sequence[str]) -> None:
    stage = ticked()
    for way in ways:
        stage.command(way.removeprefix("/")) if way.startswith("/") else stage.tap(way)
    assert roles(stage) == ("speaker",)


def change(stage: Stage, proposal_id: str | None, text: str) -> Event:
    """The message that named the first of them reads so now."""
    first = next(iter(stage.people))
    return Amend(text, form="participant", path="name", proposal_id=proposal_id, participation_id=first)


@pytest.mark.parametrize("way", ["help", "language"])
def test_a_changed_message_that_has_to_be_mended_saves_them_on_the_way(way: str) -> None:
    stage = ticked()
    stage.tap(way)
    stage.act(change(stage, stage.state.proposal_id, " "))
    assert stage.screen.input.typed == " "
    assert stage.state.problem is not None
    assert roles(stage) == ("speaker",)


def test_a_changed_message_of_another_proposal_leaves_them_standing() -> None:
    stage = ticked()
    stage.act(Command("home"))
    mine = stage.state.proposal_id
    stage.tap("new")
    stage.type("panel")
    stage.tap("people")
    stage.tap("add")
    stage.type("Luz Prado")
    stage.tap("toggle", "moderator")
    before = stage.state.picked
    stage.act(change(stage, mine, "Eva Ruiz"))
    assert stage.state.picked == before == ("moderator",)
    assert stage.screen.toast is not None
    assert stage.screen.toast.key == "chat.toast.not_changed"
    assert next(iter(stage.people.values())).name == "Eva Ríos"


def test_an_old_tap_leaves_them_standing() -> None:
    stage = ticked()
    stage.act(Tap("toggle", "moderator", 1))
    assert stage.state.picked == ("speaker",)
