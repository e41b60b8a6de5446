from __future__ import annotations

import pytest

from core.model.records import Participation
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import LUIS, TITLE, with_luis

PROFILE = {"sector": "academia", "country": "BO", "organisation": "Red Andina"}


async def opened(house: House) -> Guest:
    """Luis opens the link in his letter."""
    await with_luis(house)
    luis = house.guest(**{"Accept-Language": "en"})
    await luis.open(await house.invitation_link(LUIS))
    return luis


async def kept(house: House) -> Participation:
    """What is known of Luis's participation."""
    async with house.store.look() as work:
        person = await work.people.by_address(LUIS)
        assert person is not None
        (participation,) = await work.participations.of_person(person.id)
    return participation


async def test_the_page_shows_who_asks_for_what_and_what_a_yes_includes(house: House) -> None:
    luis = await opened(house)
    assert luis.page.title == f"Invitación: {TITLE} · LACIGF 18"
    for shown in ("Ana Gómez", "Red Abierta", "Ponente", "Debate o mesa redonda", "se graban"):
        assert shown in luis.page.text


async def test_opening_the_page_answers_nothing(house: House) -> None:
    luis = await opened(house)
    before = await kept(house)
    for method in ("GET", "HEAD"):
        await luis.browser.request(method, luis.here)
    assert await kept(house) == before


async def test_a_whole_yes_confirms(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("accept", **PROFILE)
    found = await kept(house)
    assert (found.status, found.consented_at is not None) == ("confirmed", True)
    assert dict(found.attributes) == PROFILE
    assert "confirmada" in page.text
    assert page.form_with(button="accept") is None


async def test_a_bare_yes_asks_for_just_what_is_missing(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("accept", sector="academia")
    assert (await kept(house)).status == "invited"
    assert "falta: País y Organización" in page.text
    page = await luis.press("save", country="BO", organisation="Red Andina")
    assert (await kept(house)).status == "confirmed"
    assert "confirmada" in page.text


async def test_a_no_declines_and_can_be_thought_over(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("decline", **PROFILE)
    found = await kept(house)
    assert (found.status, dict(found.attributes)) == ("declined", {})
    assert "Si cambia de opinión" in page.text
    await luis.press("accept", **PROFILE)
    assert (await kept(house)).status == "confirmed"


async def test_a_value_that_is_not_the_calls_is_told_and_changes_nothing(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("accept", **{**PROFILE, "organisation": "x" * 500})
    assert page.status == 422
    assert "Organización: ese valor no sirve" in page.text


async def test_no_more_letters_can_be_asked_for(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("mute")
    async with house.store.look() as work:
        person = await work.people.by_address(LUIS)
    assert person is not None
    assert person.muted_at is not None
    assert "No le escribiremos más" in page.text
    assert (await kept(house)).status == "invited"


async def test_an_unknown_act_does_nothing(house: House) -> None:
    luis = await opened(house)
    form = luis.page.form_with(button="accept")
    assert form is not None
    page = await luis.post(luis.here, {**form.values, "act": "erase"})
    assert page.status == 400
    assert (await kept(house)).status == "invited"


async def test_the_proponent_sees_the_answer(house: House) -> None:
    luis = await opened(house)
    await luis.press("accept", **PROFILE)
    ana = await house.signed_in()
    assert "Confirmada" in (await ana.open("/chat")).text


async def test_gender_once_given_is_not_shown_again(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("accept", **PROFILE, gender="male")
    assert (await kept(house)).attributes["gender"] == "male"
    form = page.form_with(button="save")
    assert form is not None
    assert form.values["gender"] == ""
    await luis.press("save")
    assert (await kept(house)).attributes["gender"] == "male"


async def test_gender_once_given_can_be_taken_back(house: House) -> None:
    luis = await opened(house)
    await luis.press("accept", **PROFILE, gender="male")
    await luis.press("save", gender="-")
    found = await kept(house)
    assert (dict(found.attributes), found.status) == (PROFILE, "confirmed")


async def test_what_a_yes_needs_cannot_be_taken_back(house: House) -> None:
    luis = await opened(house)
    await luis.press("accept", **PROFILE)
    await luis.press("save", sector="-")
    assert dict((await kept(house)).attributes) == PROFILE


async def test_the_enter_key_says_neither_yes_nor_no(house: House) -> None:
    luis = await opened(house)
    form = luis.page.html.partition("answering")[2]
    assert form.index("disabled") < form.index('value="accept"')


async def test_another_language_can_be_chosen(house: House) -> None:
    luis = await opened(house)
    page = await luis.open(f"{luis.here}?lang=pt")
    assert f"Convite: {TITLE}" in page.title


@pytest.mark.parametrize("token", ["a" * 26, "x", "%2e%2e"])
async def test_a_link_that_was_never_ours_says_so(house: House, token: str) -> None:
    page = await house.guest().open(f"/i/{token}")
    assert page.status in (404, 410)
    assert "Volver al inicio" in page.text


async def test_an_invitation_that_was_taken_back_cannot_be_answered(house: House) -> None:
    luis = await opened(house)
    ana = await house.signed_in()
    await ana.tap("person", (await kept(house)).id)
    await ana.tap("remove")
    await ana.tap("remove_now")
    page = await luis.press("accept", **PROFILE)
    assert "ya no" in page.text
    assert page.form_with(button="accept") is None


async def chosen(house: House) -> tuple[str, str | None]:
    """Which reminders Luis wants, and by whose clock."""
    async with house.store.look() as work:
        person = await work.people.by_address(LUIS)
    assert person is not None
    return person.wants, person.zone


async def test_whoever_holds_the_link_chooses_which_reminders_come_and_by_whose_clock(house: House) -> None:
    luis = await opened(house)
    before = await kept(house)
    page = await luis.press("remind", wants="one_before_deadline", clock="La Paz")
    assert (await chosen(house), await kept(house)) == (("one_before_deadline", "America/La_Paz"), before)
    form = page.form_with(button="remind")
    assert form is not None
    assert form.values["clock"] == "La Paz"


async def test_a_clock_that_nobody_knows_is_told_and_kept_to_be_mended(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("remind", wants="none", clock="La Luna")
    assert await chosen(house) == ("none", None)
    assert "No encuentro un reloj que se llame «La Luna»" in page.text


async def test_who_asked_for_no_letters_has_no_reminders_to_choose(house: House) -> None:
    luis = await opened(house)
    page = await luis.press("mute")
    assert page.form_with(button="remind") is None
