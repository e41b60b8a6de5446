"""Calendars over HTTP: fetched by programs that ask again, offered on a page, one's own by a link."""

from __future__ import annotations

from typing import Any

import pytest
from icalendar import Calendar

from core.usecases.calendar.extend import Extended, extend
from core.usecases.calendar.versions import come_into_force
from tests.bot.web.guest import House


async def extended(house: House) -> None:
    async with house.store.work() as work:
        await come_into_force(house.desk, work, house.desk.clock.now())
        done = await extend(
            house.desk, work, days=2, reason="Sin luz", by="operator", now=house.desk.clock.now()
        )  # fmt: skip
    assert isinstance(done, Extended)


def starts(text: str) -> dict[str, tuple[Any, Any]]:
    found = Calendar.from_ical(text).walk("VEVENT")
    return {str(item["uid"]): (item.decoded("dtstart"), item["sequence"]) for item in found}


async def test_a_program_that_asks_again_gets_the_calendar_only_where_it_changed(house: House) -> None:
    program = house.guest()
    first = await program.browser.get("/calendar.ics")
    assert (first.status_code, first.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert first.headers["cache-control"] == "public, no-cache"
    asked = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
    again = await program.browser.get("/calendar.ics", headers=asked)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    await extended(house)
    moved = await program.browser.get("/calendar.ics", headers=asked)
    uid = "lacigf-2025.submission_closes@forum.test"
    before, after = starts(first.text)[uid], starts(moved.text)[uid]
    assert (moved.status_code, before[1], after[1], after[0] > before[0]) == (200, 0, 1, True)


@pytest.mark.parametrize(
    ("query", "found"),
    [("?for=evaluators&lang=en", "Last day for scores"), ("?lang=pt", "Encerramento"), ("?lang=xx", "Cierre")],
)
async def test_whose_and_in_which_words_is_asked_for(house: House, query: str, found: str) -> None:
    answer = await house.guest().browser.get(f"/calendar.ics{query}")
    assert found in answer.text.replace("\r\n ", "")


async def test_an_audience_that_there_is_not_and_a_link_that_nobody_made_open_nothing(house: House) -> None:
    program = house.guest().browser
    answers = [await program.get(path) for path in ("/calendar.ics?for=cats", f"/calendar/{'a' * 26}.ics")]
    assert [answer.status_code for answer in answers] == [404, 410]


async def test_anybody_finds_the_calendar_from_the_first_page(house: House) -> None:
    guest = house.guest()
    assert 'href="/calendar"' in (await guest.open("/")).html
    page = await guest.open("/calendar")
    assert "webcal://forum.test/calendar.ics?lang=es&amp;for=proponents" in page.html
    assert "Cierre del envío de propuestas" in page.text
    assert page.form_with(button="make") is None


async def test_whoever_is_signed_in_makes_a_link_that_keeps_working_without_a_cookie(house: House) -> None:
    ana = await house.signed_in()
    await ana.open("/calendar")
    shown = await ana.press("make")
    path = next(part for part in shown.html.split('"') if part.startswith("webcal://forum.test/calendar/"))
    assert path in (await ana.open("/calendar")).html
    answer = await house.guest().browser.get(path.removeprefix("webcal://forum.test"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert "LACIGF 18: mis fechas" in answer.text


async def test_a_link_is_not_made_by_a_form_of_another_page(house: House) -> None:
    ana = await house.signed_in()
    await ana.open("/calendar")
    await ana.post("/calendar", {"act": "make", "csrf": "0" * 64})
    assert ana.answer.status_code >= 400
    assert (await ana.open("/calendar")).form_with(button="make") is not None
