from __future__ import annotations

from datetime import timedelta

import pytest

from core.rules.links import STRANGERS_AN_HOUR
from tests.bot.web.guest import House

ADDRESS = "ana@example.org"


async def test_a_link_by_mail_leads_into_the_chat(house: House) -> None:
    ana = house.guest()
    page = await ana.ask_for_link(ADDRESS)
    assert ADDRESS in page.text
    door = await ana.open(await house.sign_in_link(ADDRESS))
    assert [button.label for button in door.forms[0].buttons] == ["Entrar"]
    inside = await ana.press("enter")
    assert ana.here == "/chat"
    assert (await house.screen(ADDRESS)).place == "welcome"
    assert inside.form_with(button="begin|") is not None


async def test_looking_at_the_link_signs_nobody_in_and_does_not_use_it_up(house: House) -> None:
    scanner, ana = house.guest(), house.guest()
    await ana.ask_for_link(ADDRESS)
    link = await house.sign_in_link(ADDRESS)
    for method in ("GET", "HEAD", "GET"):
        answer = await scanner.browser.request(method, link)
        assert answer.status_code == 200
        assert "session" not in str(answer.headers.get_list("set-cookie"))
    await scanner.open("/chat")
    assert scanner.here == "/"
    await ana.open(link)
    await ana.press("enter")
    assert ana.here == "/chat"


async def test_a_link_works_once(house: House) -> None:
    ana = await house.signed_in(ADDRESS)
    other = house.guest()
    page = await other.open(await house.sign_in_link(ADDRESS))
    assert "ya se usó" in page.text
    assert ana.here == "/chat"


@pytest.mark.parametrize("token", ["a" * 26, "A" * 26, "x", "..%2F..%2Fetc", "%00", "a" * 5000])
async def test_a_link_that_was_never_ours_leads_to_the_front(house: House, token: str) -> None:
    page = await house.guest().open(f"/enter/{token}")
    assert "Ese enlace ya se usó" in page.text or page.status == 404


async def test_an_old_link_no_longer_opens(house: House) -> None:
    ana = house.guest()
    await ana.ask_for_link(ADDRESS)
    link = await house.sign_in_link(ADDRESS)
    house.wait(timedelta(days=1))
    assert "venció" in (await ana.open(link)).text


async def test_the_page_never_tells_whether_an_address_is_known(house: House) -> None:
    await house.signed_in(ADDRESS)
    known = await house.guest().ask_for_link(ADDRESS)
    unknown = await house.guest().ask_for_link("eva@example.org")
    assert known.text.replace(ADDRESS, "") == unknown.text.replace("eva@example.org", "")


async def test_a_wrong_address_is_kept_and_told_how_to_mend(house: House) -> None:
    page = await house.guest().ask_for_link('ana"><script>alert(1)</script>')
    assert page.status == 422
    assert "arroba" in page.text
    assert "<script>alert" not in page.html
    form = page.form_with(name="address")
    assert form is not None
    assert form.values["address"] == 'ana"><script>alert(1)</script>'


async def test_too_many_links_are_refused_in_words(house: House) -> None:
    guest = house.guest()
    pages = [await guest.ask_for_link(ADDRESS) for _ in range(7)]
    assert [page.status for page in pages[-1:]] == [422]
    assert "varios enlaces" in pages[-1].text


async def test_signing_out_ends_the_session_for_good(house: House) -> None:
    ana = await house.signed_in(ADDRESS)
    stolen = dict(ana.browser.cookies)
    page = await ana.press("leave")
    assert "Cerró la sesión" in page.text
    thief = house.guest()
    for name, value in stolen.items():
        thief.browser.cookies.set(name, value)
    await thief.open("/chat")
    assert thief.here == "/"


async def test_a_session_ends_by_itself(house: House) -> None:
    ana = await house.signed_in(ADDRESS)
    house.wait(timedelta(days=31))
    await ana.open("/chat")
    assert ana.here == "/"


async def test_whoever_is_signed_in_goes_straight_to_the_chat(house: House) -> None:
    ana = await house.signed_in(ADDRESS)
    await ana.open("/")
    assert ana.here == "/chat"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("pt-BR,pt;q=0.9,en;q=0.8", "pt"), ("en-GB", "en"), ("de, fr;q=0.5", "es"), ("en;q=0.2, pt;q=0.7", "pt"),
     ("", "es"), ("en;q=much", "es"), ("," * 10_000, "es")],
)  # fmt: skip
async def test_the_front_page_speaks_the_browsers_language(house: House, accepted: str, language: str) -> None:
    page = await house.guest(**{"Accept-Language": accepted}).open("/")
    assert f'<html lang="{language}">' in page.html


async def test_a_chosen_language_is_remembered_and_travels_with_the_letter(house: House) -> None:
    guest = house.guest()
    await guest.open("/?lang=pt")
    assert '<html lang="pt">' in (await guest.ask_for_link(ADDRESS)).html
    assert [letter.language for letter in await house.letters(ADDRESS)] == ["pt"]


async def test_nobody_has_us_write_to_one_stranger_after_the_other(house: House) -> None:
    await house.signed_in("ana@example.org")
    for number in range(3):  # browsers are thrown away, and addresses of one's own network
        guest = house.guest(place=f"2001:db8:1:2::{number}")
        for number in range(STRANGERS_AN_HOUR):
            page = await guest.ask_for_link(f"stranger{number}@example.org")
            assert "muchas direcciones distintas" not in page.text
    page = await guest.ask_for_link("one-more@example.org")
    assert "muchas direcciones distintas" in page.text
    assert await house.letters("one-more@example.org") == []
    already = len(await house.letters("ana@example.org", "sign_in"))
    await guest.ask_for_link("ana@example.org")
    assert len(await house.letters("ana@example.org", "sign_in")) == already + 1
    await house.guest(place="2001:db8:1:3::").ask_for_link("one-more@example.org")
    assert len(await house.letters("one-more@example.org")) == 1
    house.wait(timedelta(hours=1))
    await guest.ask_for_link("another@example.org")
    assert len(await house.letters("another@example.org")) == 1


async def test_behind_a_proxy_that_tells_nothing_nobody_is_taken_for_everybody(house: House) -> None:
    guest = house.guest(place="127.0.0.1")
    for number in range(STRANGERS_AN_HOUR + 1):
        page = await guest.ask_for_link(f"stranger{number}@example.org")
    assert "muchas direcciones distintas" not in page.text
