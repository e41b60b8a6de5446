"""`kill -9` before each single operation on the store, by number: whatever they are, none is left out."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.letters.nest import Nest
from tests.faults.letters.scene import Invited, Scene, invite, play
from tests.support.postgres import Postgres

pytestmark = [pytest.mark.soak, pytest.mark.xdist_group("postgres")]
MORE_THAN_THERE_ARE = 70
"""Operations of a life in which one letter comes, is handled, and its echo leaves."""
CHANCE = random.Random(4)
AGAIN_AND_AGAIN = [tuple(CHANCE.randint(1, most) for most in (45, 30, 20)) for _ in range(40)]


class Databases:
    """Fresh ones in which Bruno is invited, of one kind."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path) -> None:
        self._folder = folder
        self._file, self._invited = request.getfixturevalue("invited_once")
        self._server: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgres" else None

    @contextmanager
    def fresh(self) -> Iterator[tuple[str, Invited]]:
        if self._server is None:
            yield str(shutil.copy(self._file, self._folder / "convoca.sqlite")), self._invited
        else:
            with self._server.scratch(self._server.template) as url:
                yield url, asyncio.run(invite(url))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    return Databases(request, tmp_path)


def played(nest: Nest, folder: Path, databases: Databases, *dies: int) -> Scene:
    with databases.fresh() as (database, invited):
        return asyncio.run(play(nest, folder, database, invited, *dies))


@pytest.mark.parametrize("number", range(1, MORE_THAN_THERE_ARE))
def test_a_kill_before_any_operation(nest: Nest, tmp_path: Path, databases: Databases, number: int) -> None:
    scene = played(nest, tmp_path, databases, number)
    assert scene.lives == 2 or number >= len(scene.trace())


def test_no_operation_is_beyond_the_last_number(nest: Nest, tmp_path: Path, databases: Databases) -> None:
    assert len(played(nest, tmp_path, databases).trace()) < MORE_THAN_THERE_ARE


@pytest.mark.parametrize("numbers", AGAIN_AND_AGAIN, ids=str)
def test_kills_that_follow_one_another(
    nest: Nest, tmp_path: Path, databases: Databases, numbers: tuple[int, ...]
) -> None:
    assert played(nest, tmp_path, databases, *numbers).lives > 1
