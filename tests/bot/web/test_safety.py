from __future__ import annotations

import logging
import re
from typing import cast

import pytest

from bot.web.forms import LARGEST_FORM
from bot.web.headers import HEADERS
from bot.web.server import TokenlessPaths
from core.store import SqlStore
from tests.bot.web.guest import House

ADDRESS = "ana@example.org"
PAGES = ("/", "/chat", "/enter/aaaaaaaaaaaaaaaaaaaaaaaaaa", "/i/aaaaaaaaaaaaaaaaaaaaaaaaaa", "/secretariat", "/nowhere")
POSTS = ("/enter", "/chat", "/leave", "/enter/aaaaaaaaaaaaaaaaaaaaaaaaaa", "/i/aaaaaaaaaaaaaaaaaaaaaaaaaa",
         "/secretariat/proposals/p1", "/telegram/link")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_protected(house: House, path: str) -> None:
    guest = house.guest()
    await guest.open(path)
    assert {name: guest.answer.headers[name] for name in HEADERS} == HEADERS
    assert guest.answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/chat", "/nowhere"])
async def test_no_page_holds_script_or_style_of_its_own(house: House, path: str) -> None:
    html = (await (await house.signed_in()).open(path)).html
    assert "<style" not in html
    assert " style=" not in html
    assert re.findall(r"<[^>]*\son[a-z]+\s*=", html) == []
    assert html.count("<script") == html.count('<script src="/static/')


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("proof", [{}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "ñ"}])
async def test_a_form_from_elsewhere_does_nothing(house: House, path: str, proof: dict[str, str]) -> None:
    ana = await house.signed_in(ADDRESS)
    before = await house.screen(ADDRESS)
    page = await ana.post(path, {"tap": "begin|", "revision": "0", "address": "eva@example.org", **proof})
    assert page.status == 403
    assert await house.screen(ADDRESS) == before
    assert await house.letters("eva@example.org") == []


async def test_the_proof_of_another_browser_is_no_proof(house: House) -> None:
    ana, eva = await house.signed_in(ADDRESS), await house.signed_in("eva@example.org")
    form = eva.page.form_with(button="begin|")
    assert form is not None
    page = await ana.post("/chat", {**form.values, "tap": "begin|"})
    assert page.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_browser_that_says_the_form_is_foreign_is_believed(house: House, site: str) -> None:
    ana = await house.signed_in(ADDRESS)
    form = ana.page.form_with(button="begin|")
    assert form is not None
    page = await ana.post("/chat", {**form.values, "tap": "begin|"}, **{"Sec-Fetch-Site": site})
    assert page.status == 403


async def test_a_paste_of_a_megabyte_is_one_clear_refusal(house: House) -> None:
    ana = await house.signed_in(ADDRESS)
    await ana.tap("begin")
    before = await house.screen(ADDRESS)
    page = await ana.write("á" * 1_000_000)
    assert page.status == 413
    assert "demasiado largo" in page.text
    assert await house.screen(ADDRESS) == before
    await ana.open("/chat")
    await ana.write("Ana Gómez")
    assert (await house.screen(ADDRESS)).place == "ask"


async def test_the_longest_answer_fits(house: House) -> None:
    ana = await house.signed_in(ADDRESS)
    await ana.tap("begin")
    assert (await ana.write("😀" * (LARGEST_FORM // 13))).status == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"csrf=%ff%fe", "application/x-www-form-urlencoded", 400),
        ("csrf=ñ".encode(), "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 200, "application/x-www-form-urlencoded", 400),
        (b'{"csrf": 1}', "application/json", 400),
        (b"", "", 400),
        (b"\x00", "application/x-www-form-urlencoded", 403),
    ],
)
async def test_what_is_no_form_of_ours_is_refused_in_words(house: House, body: bytes, kind: str, status: int) -> None:
    ana = await house.signed_in(ADDRESS)
    headers = {"Content-Type": kind} if kind else {}
    answer = await ana.browser.post("/chat", content=body, headers=headers)
    assert answer.status_code == status
    assert "<h1>" in answer.text


@pytest.mark.parametrize("path", PAGES)
async def test_looking_never_changes_anything(house: House, path: str) -> None:
    ana = await house.signed_in(ADDRESS)
    async with house.store.look() as work:
        before = await work.log.since(0)
    for method in ("GET", "HEAD", "OPTIONS"):
        await ana.browser.request(method, path)
    async with house.store.look() as work:
        assert await work.log.since(0) == before


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/chat"), ("DELETE", "/"), ("GET", "/leave"), ("POST", "/health")]
)
async def test_an_unknown_way_of_asking_gets_a_page(house: House, method: str, path: str) -> None:
    answer = await house.guest().browser.request(method, path)
    assert answer.status_code == 405
    assert "Volver al inicio" in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/static/000000000000/convoca.css", "/static/x/../../pyproject.toml"])
async def test_an_unknown_page_says_so(house: House, path: str) -> None:
    page = await house.guest().open(path)
    assert (page.status, page.title) == (404, "Esta página no existe · LACIGF 18")


async def test_a_fault_of_ours_is_told_without_its_insides(house: House) -> None:
    broken = House(house.desk, cast(SqlStore, _BrokenStore()))
    guest = broken.guest()
    page = await guest.open("/")
    assert page.status == 500
    assert "Algo falló" in page.text
    assert "secret-detail" not in page.html
    assert {name: guest.answer.headers[name] for name in HEADERS} == HEADERS
    await broken.close()


class _BrokenStore:
    """A store whose disk is gone."""

    def look(self) -> object:
        raise OSError("secret-detail")

    work = look


async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    guest = house.guest()
    await guest.open("/?lang=en")
    cookies = guest.answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie and "Domain" not in cookie for cookie in cookies)


async def test_over_tls_cookies_travel_only_there(house: House) -> None:
    safe = House(house.desk, house.store, "https://forum.test")
    ana = await safe.signed_in(ADDRESS)
    assert ana.here == "/chat"
    assert {cookie.name for cookie in ana.browser.cookies.jar} == {"__Host-convoca_browser", "__Host-convoca_session"}
    assert all(cookie.secure for cookie in ana.browser.cookies.jar)
    await safe.close()


async def test_line_breaks_cannot_reach_the_headers(house: House) -> None:
    guest = house.guest()
    await guest.open("/?lang=es%0d%0aSet-Cookie:%20evil=1&after=%0d%0aX-Evil:%201")
    assert "evil" not in str(guest.answer.headers).lower()


@pytest.mark.parametrize("path", ["/enter/secrettoken", "/i/secrettoken", "/chat?after=secrettoken"])
def test_the_access_log_shows_no_token(path: str, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("test.access")
    logger.addFilter(TokenlessPaths())
    with caplog.at_level(logging.INFO, logger="test.access"):
        logger.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", path, "1.1", 200)
    assert "secrettoken" not in caplog.text
    assert "200" in caplog.text


async def test_what_pages_load_can_be_kept_for_ever(house: House) -> None:
    guest = house.guest()
    page = await guest.open("/")
    for path in {part.partition('"')[0] for part in page.html.split('="') if part.startswith("/static/")}:
        await guest.open(path)
        assert guest.answer.status_code == 200
        assert "immutable" in guest.answer.headers["cache-control"]


async def test_health_says_that_the_database_answers(house: House) -> None:
    guest = house.guest()
    await guest.open("/health")
    assert guest.answer.json() == {"status": "ok"}
