"""`kill -9` at every step of intake, handling and sending: nothing is lost, and nothing happens twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.letters.life import is_meant
from tests.faults.letters.nest import Nest
from tests.faults.letters.scene import Invited, play
from tests.faults.letters.steps import Step
from tests.faults.letters.watched import COMMIT, COMMITTED

pytestmark = pytest.mark.xdist_group("lives")  # one nest


@pytest.mark.parametrize("step", Step, ids=lambda step: step.name.lower())
async def test_a_kill_here_loses_nothing_and_doubles_nothing(
    nest: Nest, tmp_path: Path, invited: tuple[str, Invited], step: Step
) -> None:
    scene = await play(nest, tmp_path, *invited, step)
    assert scene.lives == 2


async def test_no_step_is_missing_and_none_is_of_the_past(
    nest: Nest, tmp_path: Path, invited: tuple[str, Invited]
) -> None:
    scene = await play(nest, tmp_path, *invited)
    operations, told = [*scene.met, *scene.trace()], [step.operation for step in Step]
    ends = [line for line in scene.trace() if line.startswith((f"{COMMIT} ", f"{COMMITTED} "))]
    assert [line for line in {*ends, *scene.met} if not any(is_meant(step, line) for step in told)] == []
    assert [step for step in told if not any(is_meant(step, line) for line in operations)] == []
