"""`kill -9` before each single operation on the store, by number: whatever they are, none is left out."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.faults.letters.nest import Nest
from tests.faults.letters.scene import Invited, invite, play
from tests.support.postgres import Postgres

pytestmark = [pytest.mark.soak, pytest.mark.xdist_group("postgres")]
PAIRS = 60


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


def played(nest: Nest, folder: Path, databases: Databases, *dies: int) -> int:
    """Return how many lives it took."""
    for trace in folder.glob("trace-*"):
        trace.unlink()
    with databases.fresh() as (database, invited):
        return asyncio.run(play(nest, folder, database, invited, *dies)).lives


def test_a_kill_before_any_operation(nest: Nest, tmp_path: Path, databases: Databases) -> None:
    for number in count(1):
        if played(nest, tmp_path, databases, number) == 1:
            break
    assert number > 50


def test_kills_that_follow_one_another(nest: Nest, tmp_path: Path, databases: Databases) -> None:
    chance = random.Random(4)
    for _ in range(PAIRS):
        lives = played(nest, tmp_path, databases, chance.randint(4, 40), chance.randint(1, 30), chance.randint(1, 20))
        assert lives > 1
