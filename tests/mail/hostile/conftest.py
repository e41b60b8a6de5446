"""One process for all the cells of a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mail.hostile.cell import Cells
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]


@pytest.fixture(scope="session")
def cells() -> Iterator[Cells]:
    with Cells() as cells:
        yield cells
