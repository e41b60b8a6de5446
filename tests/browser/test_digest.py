"""The secretariat's digest in a real browser: letter and page, on a telephone and a wide screen, by day and night.

Chromium stands for the mail program: pictures that travel in the letter are put where the letter names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

import pytest
from playwright.async_api import Browser, Page

from convoca.example.clock import HandClock
from convoca.example.mailbox import read_letter
from convoca.posting import rendering
from convoca.settings import Settings
from core.model.records import Channel
from core.usecases.digesting.digest import digest
from tests.browser.site import Site
from tests.browser.visitor import NARROW, WIDE, Windows
from tests.core.usecases.digesting.last_days import NOW, last_days

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Scheme = Literal["light", "dark"]
SETTINGS = Settings(mail_domain="convoca.test", public_url="https://convoca.test")
WIDTHS = (NARROW, WIDE)
LEAST_TEXT = 12
SECRETARY = "secretaria@foro.example"
_LOOK = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const under = (one) => { const own = getComputedStyle(one).backgroundColor;
    return numbers(own)[3] === 0 ? (one.parentElement ? under(one.parentElement) : "rgb(255, 255, 255)") : own; };
  const ratio = (one, two) => (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  const said = (one) => one.outerHTML.slice(0, 90);
  const words = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility()
    && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && !one.closest(".preview, .unseen, .skip, style, title"));
  const drawn = [...document.querySelectorAll("svg text")];
  const scale = (one) => { const svg = one.closest("svg"); return svg ? svg.getScreenCTM().a : 1; };
  const ink = (one) => one.closest("svg") ? getComputedStyle(one).fill : getComputedStyle(one).color;
  const shapes = [...document.querySelectorAll("svg .one, svg .rim, svg .close")];
  const line = (one) => one.matches(".one") ? getComputedStyle(one).fill : getComputedStyle(one).stroke;
  return {
    wide: document.documentElement.scrollWidth,
    small: words.filter((one) => parseFloat(getComputedStyle(one).fontSize) * scale(one) < LEAST).map(said),
    pale: words.filter((one) => ratio(light(ink(one)), light(under(one))) < 4.5).map(said),
    faint: shapes.filter((one) => ratio(light(line(one)), light(under(one))) < 3).map(said),
    outside: drawn.filter((one) => { const box = one.getBBox(), view = one.closest("svg").viewBox.baseVal;
      return box.x < 0 || box.x + box.width > view.width || box.y + box.height > view.height; }).map(said),
    mute: [...document.images, ...document.querySelectorAll("svg.chart")]
      .filter((one) => (one.alt ?? one.getAttribute("aria-label") ?? "").length < 20 && !one.matches(".brand img"))
      .map(said),
    missing: [...document.images].filter((one) => !one.complete || one.naturalWidth === 0).map(said),
    pictures: document.querySelectorAll(".picture img, svg.chart").length,
  };
}""".replace("LEAST", str(LEAST_TEXT))
"""What is too wide, too small (pixels as shown), too pale (WCAG AA), cut off, without words, or not there."""


@pytest.fixture
async def crowded(site: Site) -> Site:
    """The same moment in the call for every test: it has many proposals, and today's digest has gone out."""
    cast(HandClock, site.desk.clock).set(NOW)
    async with site.store.work() as work:
        await last_days(work, site.desk.call, 40)
        assert (await digest(site.desk, work)).queued == 1
    return site


async def letter_of(site: Site) -> tuple[bytes, str]:
    """Return the letter's bytes, and its HTML with the pictures in their places."""
    async with site.store.look() as work:
        person = await work.people.by_address(SECRETARY)
        assert person is not None
        (notice,) = await work.outbox.of_person(person.id, Channel.MAIL, 5)
    raw = rendering(site.desk, SETTINGS)(notice).raw
    return raw, read_letter(1, SECRETARY, "", raw).html


async def seen(page: Page, width: int, scheme: Scheme) -> Mapping[str, Any]:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.emulate_media(color_scheme=scheme)
    return cast(Mapping[str, Any], await page.evaluate(_LOOK))


def nothing_wrong(width: int, pictures: int) -> Mapping[str, object]:
    looked_for = ("small", "pale", "faint", "outside", "mute", "missing")
    return {"wide": width, "pictures": pictures, **{what: [] for what in looked_for}}


async def test_the_letter_and_the_page_can_be_read_on_every_screen_by_day_and_night(
    crowded: Site, chromium: Browser
) -> None:
    raw, html = await letter_of(crowded)
    assert len(raw) < 100_000
    page = await chromium.new_page()
    await page.set_content(html)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            assert await seen(page, width, scheme) == nothing_wrong(width, 2)
    async with Windows(crowded, chromium, NARROW).window() as clerk:
        await clerk.enter(SECRETARY)
        await clerk.open(f"{crowded.home}/secretariat/digest")
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                assert await seen(clerk.page, width, scheme) == nothing_wrong(width, 7)
