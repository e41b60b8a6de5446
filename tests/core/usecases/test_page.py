"""The invitation's page: looking changes nothing, and its buttons are the same acts as a letter."""

from __future__ import annotations

from core.model.proposal import Attendance, ParticipationStatus
from core.usecases.invitation_page import InvitationPage, answer_on_page, invitation_of, mute_on_page
from tests.builders import PROFILE, House

S = ParticipationStatus


async def page(house: House, token: str) -> InvitationPage | None:
    async with house.store.look() as work:
        return await invitation_of(house.desk, work, token)


async def answer(house: House, token: str, accept: bool | None, **profile: str) -> InvitationPage | None:
    async with house.work() as work:
        return await answer_on_page(house.desk, work, token, accept, profile)


async def test_the_page_shows_who_invites_and_to_what(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    assert await page(house, await house.page(bruno)) == InvitationPage(
        language="es",
        person_name="Bruno Díaz",
        address="bruno@example.org",
        proponent_name="Ana Gómez",
        proponent_organisation="Red Abierta",
        title="Redes que cuidan",
        description="Un taller sobre redes comunitarias.",
        session_type="workshop",
        modality="in_person",
        roles=("speaker",),
        attendance=None,
        status=S.INVITED,
        accepted=False,
        attributes={},
        missing=("sector", "country", "organisation", "attendance"),
        optional=("gender",),
        muted=False,
        gone=False,
    )


async def test_a_yes_on_the_page_is_the_same_act_as_by_letter(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    shown = await answer(house, await house.page(bruno), True, **PROFILE)
    assert shown is not None
    assert (shown.status, shown.missing, shown.accepted) == (S.CONFIRMED, (), True)
    item = await house.stands(bruno)
    assert (item.attendance, item.consented_at) == (Attendance.IN_PERSON, house.now)
    assert (await house.news(ana.id))[-1][0] == "participant_confirmed"
    assert (await house.kinds("bruno@example.org"))[-1] == "echo_accepted"
    (line,) = await house.log("participant_confirmed")
    assert (line.channel, line.facts["participation"]) == ("page", bruno)


async def test_the_profile_alone_is_kept_without_a_letter_and_without_a_yes(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    shown = await answer(house, await house.page(bruno), None, sector="academia", country="")
    assert shown is not None
    assert (shown.accepted, shown.attributes, shown.status) == (False, {"sector": "academia"}, S.INVITED)
    assert await house.kinds("bruno@example.org") == ["invitation"]


async def test_the_page_says_which_values_it_could_not_keep(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    shown = await answer(
        house, await house.page(bruno), True, **{**PROFILE, "sector": "<script>", "attendance": "maybe"}
    )
    assert shown is not None
    assert shown.wrong == ("sector", "attendance")
    assert (shown.accepted, shown.missing) == (True, ("sector", "attendance"))
    assert await house.status(bruno) is S.INVITED


async def test_a_no_on_the_page(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    shown = await answer(house, await house.page(bruno), False)
    assert shown is not None
    assert shown.status is S.DECLINED
    assert (await house.kinds("bruno@example.org"))[-1] == "echo_declined"


async def test_not_to_be_written_to_again(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    token = await house.page(bruno)
    async with house.work() as work:
        assert await mute_on_page(house.desk, work, token)
        assert not await mute_on_page(house.desk, work, "a" * 26)
    shown = await page(house, token)
    assert shown is not None
    assert (shown.muted, shown.status) == (True, S.INVITED)
    assert await house.kinds("bruno@example.org") == ["muted"]
    assert [line.channel for line in await house.log("muted")] == ["page"]


async def test_a_place_that_is_gone_is_shown_as_gone_and_takes_no_answer(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.post()
    token = await house.page(bruno)
    await house.take_off(bruno)
    shown = await answer(house, token, True, **PROFILE)
    assert shown is not None
    assert (shown.gone, shown.status) == (True, S.WITHDRAWN)


async def test_links_that_are_not_ours_or_old_show_nothing(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.post()
    old = await house.page(bruno)
    await house.change(bruno, "roles", ("moderator",))
    for token in (old, "", "a" * 26, "%2e%2e", await house.link_for("bruno@example.org")):
        assert await page(house, token) is None
        assert await answer(house, token, True, **PROFILE) is None
    assert await house.status(bruno) is S.INVITED
    house.clock.move(days=365)
    assert await page(house, await house.page(bruno)) is None
