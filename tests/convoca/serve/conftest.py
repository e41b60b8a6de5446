"""A service on ports of its own, and the mailboxes of everybody that it writes to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from convoca.example.mailbox import Mailbox
from tests.convoca.process import HOST, Serving


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    await mailbox.open(HOST)
    yield mailbox
    await mailbox.close()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Not started yet, and without a relay that answers."""
    serving = Serving(tmp_path)
    yield serving
    serving.end()
