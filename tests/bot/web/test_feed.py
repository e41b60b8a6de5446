"""Calendars over HTTP: fetched by programs that ask again, offered on a page, one's own by a link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from icalendar import Calendar

from core.usecases.calendar.extend import Extended, extend
from core.usecases.calendar.versions import come_into_force
from tests.bot.web.guest import Guest, House


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


async def test_the_page_lists_the_dates_as_they_come(house: House) -> None:
    await extended(house)
    page = (await house.guest().open("/calendar")).html
    names = [house.desk.call.moments[key].name.said_in("es") for key in ("evaluation_opens", "submission_closes")]
    assert [page.index(f">{name}<") for name in names] == sorted(page.index(f">{name}<") for name in names)


async def test_anybody_finds_the_calendar_from_the_first_page(house: House) -> None:
    guest = house.guest()
    assert 'href="/calendar"' in (await guest.open("/")).html
    page = await guest.open("/calendar")
    assert "webcal://forum.test/calendar.ics?lang=es&amp;for=proponents" in page.html
    assert "Cierre del envío de propuestas" in page.text
    assert page.form_with(button="make") is None


def link_on(guest: Guest) -> str | None:
    """The own link on the page, as a path of ours; None where there is none."""
    found = (part for part in guest.page.html.split('"') if part.startswith("webcal://forum.test/calendar/"))
    return next((part.removeprefix("webcal://forum.test") for part in found), None)


async def test_whoever_is_signed_in_makes_a_link_that_keeps_working_without_a_cookie(house: House) -> None:
    ana = await house.signed_in()
    await ana.open("/calendar")
    await ana.press("make")
    path = link_on(ana)
    assert path is not None
    await ana.open("/calendar")
    assert link_on(ana) == path
    answer = await house.guest().browser.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert "LACIGF 18: mis fechas" in answer.text


async def test_the_own_calendar_tells_hours_by_the_clock_that_its_person_lives_by(house: House) -> None:
    ana = await house.signed_in()
    await ana.open("/calendar")
    await ana.press("make")
    async with house.store.work() as work:
        person = await work.people.by_address("ana@example.org")
        assert person is not None
        await work.people.save(replace(person, country="MX"))
    read = Calendar.from_ical((await house.guest().browser.get(link_on(ana) or "")).text)
    close = next(item for item in read.walk("VEVENT") if "submission_closes" in str(item["uid"]))
    assert str(close["description"]).startswith("24 de agosto de 2025, 20:59 (hora de Ciudad de México;")


async def test_the_link_is_changed_for_another_once_however_often_the_page_is_loaded(house: House) -> None:
    ana, program = await house.signed_in(), house.guest().browser
    await ana.open("/calendar")
    await ana.press("make")
    first = link_on(ana)
    await ana.press("change")
    assert "el anterior ya no funciona" in ana.page.text
    second = link_on(ana)
    await ana.open(str(ana.answer.url))
    assert (link_on(ana), first != second) == (second, True)
    assert [(await program.get(path or "")).status_code for path in (first, second)] == [410, 200]


async def test_an_ended_link_is_gone_and_a_program_that_reads_on_forgets_what_it_had(house: House) -> None:
    ana, program = await house.signed_in(), house.guest().browser
    await ana.open("/calendar")
    await ana.press("make")
    path = link_on(ana) or ""
    await ana.press("end")
    assert ("Listo: su enlace ya no funciona" in ana.page.text, link_on(ana)) == (True, None)
    answer = await program.get(path, headers={"Accept": "text/calendar, */*"})
    read = Calendar.from_ical(answer.text)
    assert (answer.status_code, answer.headers["content-type"]) == (410, "text/calendar; charset=utf-8")
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("no-store", "Accept")
    assert (read.walk("VEVENT"), str(read["name"])) == ([], "Este enlace de calendario ya no funciona")
    assert "http://forum.test/calendar." in str(read["description"])
    page = await house.guest(Accept="text/html,*/*").open(path)
    assert (page.status, "cree otro" in page.text, "ana@" in page.text) == (410, True, False)


async def test_what_cannot_be_done_about_a_link_is_not_guessed(house: House) -> None:
    ana = await house.signed_in()
    await ana.open("/calendar")
    form = ana.page.form_with(button="make")
    assert form is not None
    await ana.post("/calendar", {**form.values, "act": "burn"})
    assert ana.answer.status_code == 400


async def test_a_link_is_not_made_by_a_form_of_another_page(house: House) -> None:
    ana = await house.signed_in()
    await ana.open("/calendar")
    await ana.post("/calendar", {"act": "make", "csrf": "0" * 64})
    assert ana.answer.status_code >= 400
    assert (await ana.open("/calendar")).form_with(button="make") is not None
