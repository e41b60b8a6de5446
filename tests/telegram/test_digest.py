"""The digest in the secretariat's chat: its text, and after it the picture that matters most."""

from __future__ import annotations

from pathlib import Path

from core.usecases.digesting.digest import digest
from tests.telegram.fake import FakeTelegram
from tests.telegram.stage import staged
from tests.telegram.test_groups import OFFICE, shown, with_a_draft


async def test_the_secretariats_group_gets_the_digest_and_one_picture_with_its_numbers(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with staged(tmp_path, fake, secretariat=f"mesa@foro.example, {OFFICE}") as stage:
        ana = await with_a_draft(stage, fake)
        group = fake.group(OFFICE, "Secretaría")
        group.joins(ana.person)
        await group.adds_bot(ana.person)
        async with stage.service.store.work() as work:
            assert (await digest(stage.service.desk, work)).queued == 3
        await shown(group, "Empezadas (1)")
        await group.chat.changes.until(lambda: any("photo" in message.media for message in group.messages))
        text, picture = [message for message in group.messages if message.by_bot][-2:]
        assert "/secretariat/digest" in text.text
        (size,) = picture.media["photo"]
        assert (size["width"], size["height"] > 100) == (672, True)
        assert picture.text == "Propuestas por tema: Ciberseguridad (1 borrador)."
    assert fake.violations == []
