"""`kill -9` at every step of intake, handling and sending: nothing is lost, and nothing happens twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import repeat
from pathlib import Path

import pytest

from tests.faults.letters.life import is_meant
from tests.faults.letters.nest import Nest
from tests.faults.letters.scene import Invited, Scene, play
from tests.faults.letters.steps import OfARefusal, Place, Step
from tests.faults.letters.watched import COMMIT, COMMITTED

pytestmark = pytest.mark.xdist_group("lives")  # one nest
LATER, NEVER = b"451 4.3.0 Not now\r\n", b"554 5.7.1 No\r\n"


@pytest.mark.parametrize("step", Step, ids=lambda step: step.name.lower())
async def test_a_kill_here_loses_nothing_and_doubles_nothing(
    nest: Nest, tmp_path: Path, invited: tuple[str, Invited], step: Step
) -> None:
    scene = await play(nest, tmp_path, *invited, step)
    assert scene.lives == 2


@pytest.mark.parametrize("step", OfARefusal, ids=lambda step: step.name.lower())
async def test_a_kill_after_a_refusal_doubles_neither_the_letter_nor_the_news_of_it(
    nest: Nest, tmp_path: Path, invited: tuple[str, Invited], step: OfARefusal
) -> None:
    is_for_good = "outbox.fail" in (*step.operation.split(), step.since)
    scene = await play(nest, tmp_path, *invited, step, refusals=repeat(NEVER) if is_for_good else [LATER])
    assert (scene.lives, len(scene.sink.letters)) == (2, 0 if is_for_good else 1)


async def test_no_step_is_missing_and_none_is_of_the_past(
    nest: Nest, tmp_path: Path, invited: tuple[str, Invited]
) -> None:
    scene = await play(nest, tmp_path, *invited)
    operations = [*scene.met, *scene.trace()]
    assert unknown({*ends_of_transactions(scene), *scene.met}, Step) == []
    assert [step for step in Step if not any(is_meant(step.operation, line) for line in operations)] == []


async def test_no_step_of_a_refusal_is_missing(nest: Nest, tmp_path: Path, invited: tuple[str, Invited]) -> None:
    scene = await play(nest, tmp_path, *invited, refusals=repeat(NEVER))
    assert unknown(ends_of_transactions(scene), [*Step, *OfARefusal]) == []


def ends_of_transactions(scene: Scene) -> set[str]:
    """All that were written, in the last life."""
    return {line for line in scene.trace() if line.startswith((f"{COMMIT} ", f"{COMMITTED} "))}


def unknown(operations: Collection[str], steps: Iterable[Place]) -> list[str]:
    """Return those at which nobody is killed."""
    told = [step.operation for step in steps]
    return [line for line in operations if not any(is_meant(step, line) for step in told)]
