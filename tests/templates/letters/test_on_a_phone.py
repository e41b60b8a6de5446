"""Letters drawn by a real browser as a phone draws them: nothing sticks out, nothing is fetched, all can be read."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.async_api import Browser

from templates.letters import KINDS
from tests.browser.conftest import chromium
from tests.templates.letters.queued import WHOLE, a_letter

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
_PALE = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const under = (one) => { const own = getComputedStyle(one).backgroundColor;
    return numbers(own)[3] === 0 && one.parentElement ? under(one.parentElement) : own; };
  const ratio = (one, two) => (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  return [...document.querySelectorAll("p, dt, dd, li, h2, a")]
    .filter((one) => ratio(light(getComputedStyle(one).color), light(under(one))) < 4.5)
    .map((one) => one.outerHTML.slice(0, 100));
}"""
"""What stands out too little to be read (WCAG AA: 4.5 to 1)."""
_HARD_TO_TAP = """() => [...document.querySelectorAll("a")]
  .filter((one) => { const room = one.getBoundingClientRect(); return room.height < 44 || room.width < 44; })
  .map((one) => one.textContent)"""
"""Links too small for a thumb (44 pixels either way)."""
Scheme = Literal["light", "dark"]
ENDLESS = "Superextraordinariamente" * 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_letter_fits_a_narrow_screen_and_can_be_read(
    chromium: Browser, scheme: Literal["light", "dark"]
) -> None:
    page = await chromium.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if not request.url.startswith("cid:") else None)
    for kind in KINDS:
        title = {"proposal_title": ENDLESS} if "proposal_title" in WHOLE[kind] else {}
        await page.set_content(a_letter(kind, **title).html)
        assert (kind, await page.evaluate("document.documentElement.scrollWidth")) == (kind, 360)
        assert (kind, await page.evaluate(_PALE)) == (kind, [])
        assert (kind, await page.evaluate(_HARD_TO_TAP)) == (kind, [])
    assert fetched == []
