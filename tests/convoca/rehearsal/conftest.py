from __future__ import annotations

import asyncio

import pytest

from tests.convoca.rehearsal.playing import Played, everything_happens, played


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A rehearsal of three proposals around which all happens that people do, played once for all."""
    return asyncio.run(played(tmp_path_factory.mktemp("rehearsal"), *everything_happens()))
