"""What we write to somebody follows the language that they answer in."""

from __future__ import annotations

import pytest

from tests.builders import ACCEPT, PROFILE, House


@pytest.mark.parametrize(("answered_in", "written_in"), [("pt", "pt"), ("en", "en"), (None, "es")])
async def test_the_echo_comes_in_the_language_of_the_answer(
    house: House, answered_in: str | None, written_in: str
) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, ACCEPT, PROFILE, language=answered_in)
    item = await house.stands(bruno)
    echo = (await house.mail(item.address))[-1]
    assert (echo.kind, echo.language) == ("echo_accepted", written_in)
    assert (await house.person(item.person_id or "")).language == written_in
