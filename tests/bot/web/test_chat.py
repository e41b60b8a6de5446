from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.bot.web.guest import House
from tests.bot.web.story import ADDRESS, at_title, proponent

NASTY = "<script>alert(1)</script> & \"'><img src=x onerror=alert(2)>{{ 97 * 89 }}{% raw %}"


async def test_the_page_shows_question_progress_and_latest_answers(house: House) -> None:
    ana = await at_title(house)
    assert "respuestas obligatorias" in ana.page.text
    assert "Ciberseguridad" in ana.page.text
    assert ana.page.title.startswith("Título de la sesión")


async def test_an_answer_leads_back_to_the_page_so_that_loading_again_repeats_nothing(house: House) -> None:
    ana = await at_title(house)
    form = ana.page.form_with(name="text")
    assert form is not None
    await ana.post("/chat", {**form.values, "text": "Redes comunitarias"}, follow=False)
    assert (ana.answer.status_code, ana.answer.headers["location"]) == (303, "/chat")
    before = await house.screen(ADDRESS)
    await ana.open("/chat")
    await ana.open("/chat")
    assert await house.screen(ADDRESS) == before


async def test_a_form_sent_twice_by_a_double_click_answers_once(house: House) -> None:
    ana = await at_title(house)
    form = ana.page.form_with(name="text")
    assert form is not None
    twice = {**form.values, "text": "Redes comunitarias"}
    await asyncio.gather(ana.browser.post("/chat", data=twice), ana.browser.post("/chat", data=twice))
    page = await ana.open("/chat")
    assert page.title.startswith("Descripción")
    written = page.form_with(name="text")
    assert written is not None
    assert written.values["text"] == ""


async def test_an_old_button_only_draws_again(house: House) -> None:
    ana = await proponent(house)
    old = ana.page
    await ana.tap("new")
    before = await house.screen(ADDRESS)
    ana.page = old
    page = await ana.tap("new")
    after = await house.screen(ADDRESS)
    assert (after.place, after.revision, after.proposal_id) == (before.place, before.revision, before.proposal_id)
    assert "ya había cambiado" in page.text


@pytest.mark.parametrize("revision", ["", "x", "-1", "1e9", "9" * 50, "²"])
async def test_a_meddled_revision_is_old(house: House, revision: str) -> None:
    ana = await proponent(house)
    form = ana.page.form_with(button="new|")
    assert form is not None
    page = await ana.post("/chat", {**form.values, "tap": "new|", "revision": revision})
    assert "ya había cambiado" in page.text


async def test_a_refused_answer_keeps_what_was_typed_and_says_how_to_mend_it(house: House) -> None:
    ana = await at_title(house)
    page = await ana.write("largo " * 60)
    form = page.form_with(name="text")
    assert form is not None
    assert form.values["text"].strip() == ("largo " * 60).strip()
    assert "el máximo es 180" in page.text
    assert page.title.startswith("Atención:")
    assert 'role="alert"' in page.html
    assert 'aria-invalid="true"' in page.html


async def test_whatever_is_written_is_shown_as_text(house: House) -> None:
    ana = await at_title(house)
    await ana.write(NASTY)
    await ana.write(f"{NASTY}\n\n{NASTY}")
    for place in ("summary", "home", "people"):
        page = await ana.tap(place)
        assert "<script>alert" not in page.html
        assert "<img" not in page.html.replace('<img src="/static/', "")
        assert "8633" not in page.text
        if place == "home":
            await ana.press("open|")


async def test_line_breaks_of_a_long_answer_survive(house: House) -> None:
    ana = await at_title(house)
    await ana.write("Redes comunitarias")
    await ana.write("\nUno.\n\nDos.\n")
    await ana.tap("back")
    form = ana.page.form_with(name="text")
    assert form is not None
    assert form.values["text"].strip("\n") == "Uno.\n\nDos."


async def test_a_box_that_is_ticked_keeps_its_place_on_the_page(house: House) -> None:
    ana = await at_title(house)
    await ana.tap("people")
    await ana.tap("add")
    await ana.write("Luis Quispe")
    form = ana.page.form_with(button="toggle|speaker")
    assert form is not None
    await ana.post("/chat", {**form.values, "tap": "toggle|speaker"}, follow=False)
    location = ana.answer.headers["location"]
    page = await ana.open("/chat")
    spot = location.removeprefix("/chat#")
    assert f'value="toggle|speaker" class="plain ticked" id="{spot}" aria-pressed="true"' in page.html


async def test_what_was_written_is_not_lost_with_the_session(house: House) -> None:
    ana = await at_title(house)
    house.wait(timedelta(days=31))
    page = await ana.write("Una idea\nde dos líneas")
    assert page.status == 401
    assert "Una idea\nde dos líneas" in page.text


async def test_the_conversation_goes_on_in_another_browser(house: House) -> None:
    ana = await at_title(house)
    await ana.write("Redes comunitarias")
    question = ana.page.title
    elsewhere = await house.signed_in(ADDRESS)
    assert elsewhere.page.title == question


async def test_two_people_have_two_conversations(house: House) -> None:
    ana = await at_title(house)
    await ana.write("Redes comunitarias")
    luis = await house.signed_in("luis@example.org")
    assert "Redes comunitarias" not in luis.page.html


async def test_the_pulse_changes_when_something_happens_and_only_then(house: House) -> None:
    ana = await at_title(house)

    async def mark() -> str:
        await ana.open("/chat/pulse")
        return str(ana.answer.json()["mark"])

    page = (await ana.open("/chat")).html
    first = await mark()
    assert f'data-mark="{first}"' in page
    assert await mark() == first
    elsewhere = await house.signed_in(ADDRESS)
    await elsewhere.write("Redes comunitarias")
    assert await mark() != first


async def test_the_pulse_of_a_stranger_says_nothing(house: House) -> None:
    guest = house.guest()
    await guest.open("/chat/pulse")
    assert (guest.answer.status_code, guest.answer.json()) == (401, {"mark": None})


@pytest.mark.parametrize("language", ["es", "pt", "en"])
async def test_the_page_speaks_the_language_of_the_conversation(house: House, language: str) -> None:
    ana = await house.signed_in(ADDRESS)
    page = await ana.tap("speak", language)
    assert f'<html lang="{language}">' in page.html


async def test_what_is_missing_stands_beside_the_question(house: House) -> None:
    ana = await at_title(house)
    findings = (await house.screen(ADDRESS)).missing
    aside = ana.page.html.partition("<aside")[2].partition("</aside>")[0]
    unanswered = sum(finding.kind == "required_field" for finding in findings)
    assert min(len(findings) - unanswered, unanswered) > 3
    assert f"Quedan {unanswered} preguntas por responder." in aside
    assert aside.count("<li") == len(findings) + 1
