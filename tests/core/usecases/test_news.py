"""What happens while somebody looks at a screen shows on that very screen, until they do something."""

from __future__ import annotations

from tests.builders import ACCEPT, PROFILE, House


async def test_a_confirmation_shows_at_once_on_the_screen_at_hand_and_goes_with_the_next_act(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.tap(ana, "open", proposal_id)
    screen = await house.tap(ana, "missing")
    assert screen.news == ()

    house.clock.move(minutes=1)
    await house.reply(bruno, ACCEPT, PROFILE)
    seen = await house.look(ana)
    assert [phrase.key for phrase in seen.news] == ["chat.news.participant_confirmed"]
    assert seen.revision == screen.revision

    house.clock.move(minutes=1)
    await house.tap(ana, "summary")
    assert (await house.look(ana)).news == ()
