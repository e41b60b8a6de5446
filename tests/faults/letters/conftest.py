"""A nest for all lives of a worker, and a database in which Bruno is invited."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.letters.nest import Nest
from tests.faults.letters.scene import Invited, invite
from tests.support.postgres import postgres
from tests.support.store import empty_database

__all__ = ["empty_database", "postgres"]


@pytest.fixture(scope="session")
def nest() -> Iterator[Nest]:
    with Nest() as nest:
        yield nest


@pytest.fixture(scope="session")
def invited_once(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Invited]:
    """Made once: copying it costs a test less than inviting."""
    file = Path(shutil.copy(empty_database, tmp_path_factory.mktemp("invited") / "convoca.sqlite"))
    return file, asyncio.run(invite(str(file)))


@pytest.fixture
def invited(invited_once: tuple[Path, Invited], tmp_path: Path) -> tuple[str, Invited]:
    """A copy, and who is invited in it."""
    file, invited = invited_once
    return str(shutil.copy(file, tmp_path / "convoca.sqlite")), invited
