"""The token stands in no line that is logged, at any level, whatever fails."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from convoca.logs import Redacting
from tests.telegram.fake import FakeTelegram, Faults
from tests.telegram.stage import staged
from tests.telegram.talker import Talker


@pytest.fixture
def lines(fake: FakeTelegram) -> Iterator[io.StringIO]:
    """All that everybody logs, as the service would write it, at the lowest level."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Redacting([fake.token]))
    level, levels = root.level, {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


async def test_no_line_holds_the_token_though_everything_is_logged(
    tmp_path: Path, fake: FakeTelegram, lines: io.StringIO
) -> None:
    fake.fail_next("getUpdates", 502)
    fake.faults = Faults(rate_500=0.1, rate_drop=0.05)
    async with staged(tmp_path, fake) as stage:
        ana = Talker(fake.person(11, "Ana", "es"))
        fake.faults = Faults()
        await stage.link(ana.person, "ana@example.org")
        await ana.begin()
    said = lines.getvalue()
    assert "httpcore" in said
    assert "/bot…/" in said
    assert fake.token not in said


def test_a_traceback_is_redacted_too() -> None:
    written = io.StringIO()
    logger = logging.getLogger("test of redacting")
    handler = logging.StreamHandler(written)
    handler.setFormatter(Redacting(["12:secret", ""]))
    logger.addHandler(handler)
    try:
        raise ValueError("the token 12:secret was rejected")
    except ValueError:
        logger.exception("with 12:secret")
    logger.removeHandler(handler)
    assert "ValueError: the token … was rejected" in written.getvalue()
    assert "12:secret" not in written.getvalue()
