"""From /start to the conversation, through the strict fake, by polling and by webhook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import staged

ANA = "ana@example.org"


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_newcomer_links_the_chat_and_begins(tmp_path: Path, fake: FakeTelegram, webhook: bool) -> None:
    async with staged(tmp_path, fake, webhook=webhook) as stage:
        ana = fake.person(11, "Ana", "es")
        await stage.link(ana, ANA)
        await ana.sees("Le damos la bienvenida")
    assert fake.violations == []
    assert fake.impatient == []
