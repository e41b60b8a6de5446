"""Second half: people answer by mail and on the page, time goes by, the proposal is sent, the secretariat looks."""

from __future__ import annotations

from datetime import timedelta

from convoca.example.browser import Browser
from convoca.example.mailbox import Received
from convoca.example.people import ANA, INVITED, SECRETARIAT, ExamplePerson, profile_lines
from convoca.tour.building import BETTER_TITLE, edit_title
from convoca.tour.stage import Stage, link_in
from templates.say import country
from templates.words import Words

STRANGER = ExamplePerson(name="Otra", address="otra@lejos.example")
LUIS, MARINA, GRACE, TOMAS, YAMILE, JULIA = INVITED
LAST_TITLE = "Redes comunitarias: ¿quién responde cuando todo se cae?"


async def answers(stage: Stage, browser: Browser) -> None:
    """A plain yes, a yes without profile, an absence note, a stranger, a page, a no."""
    stage.chapter("answers")
    first = {person.address: stage.mailbox.of(person.address)[-1] for person in INVITED}
    await _full_yes(stage, browser, first[LUIS.address])
    await _bare_yes(stage, browser, first[MARINA.address])
    await _absence_and_stranger(stage, browser, first[GRACE.address])
    await _on_the_page(stage, browser, first[TOMAS.address])
    await _no_and_then_yes(stage, browser, first[JULIA.address])


async def time_passes(stage: Stage, browser: Browser) -> None:
    """Three days later Yamilé, who said nothing, is reminded once; then she answers."""
    stage.chapter("time")
    await stage.pass_time(timedelta(days=3))
    reminder = await stage.letter(YAMILE)
    stage.reached(reminder.reply_to.startswith("r+"), "time.reminded", name=YAMILE.name, subject=reminder.subject)
    first = await stage.letter(SECRETARIAT)
    stage.reached(BETTER_TITLE[:20] in first.text, "time.digest", subject=first.subject)
    await stage.pass_time(timedelta(hours=1))
    stage.reached(len(stage.mailbox.of(YAMILE.address)) == 2, "time.once")
    await stage.answer(reminder, YAMILE, full_answer(stage, YAMILE))
    await _confirmed(stage, browser, YAMILE)


async def sending(stage: Stage, browser: Browser) -> None:
    """Now everything holds: sent, numbered, with a receipt and a full copy; a change is sent as well."""
    stage.chapter("send")
    await browser.open("/chat")
    await go(browser, "missing|")
    await browser.press("send|")
    await browser.press("submit|")
    receipt = await stage.letter(ANA)
    stage.reached("1" in receipt.subject, "send.receipt", subject=receipt.subject)
    stage.reached(all(person.name in receipt.text for person in INVITED), "send.copy")
    await edit_title(browser, LAST_TITLE)
    await go(browser, "missing|")
    await browser.press("send|")
    await browser.press("submit|")
    changes = await stage.letter(ANA)
    stage.reached(LAST_TITLE in changes.text, "send.changed", subject=changes.subject)


async def secretariat(stage: Stage) -> Received:
    """The next morning's digest, which is returned, and the signed-in page."""
    stage.chapter("office")
    await stage.pass_time(timedelta(days=1))
    digest = await stage.letter(SECRETARIAT)
    stage.reached(LAST_TITLE[:20] in digest.text, "office.digest", subject=digest.subject)
    browser = stage.browser()
    await stage.enter(SECRETARIAT, browser)
    page = await browser.open("/secretariat")
    stage.reached(LAST_TITLE in page.text and ANA.name in page.text, "office.page")
    await stage.pass_time(timedelta(days=1))
    stage.reached(len(stage.mailbox.of(SECRETARIAT.address)) == 3, "office.silence")
    return digest


def full_answer(stage: Stage, person: ExamplePerson) -> str:
    """Return a yes with the whole profile, in the person's language."""
    words = Words(person.language)
    names = {value: country(value, words.language) for value in person.profile.values() if value.isupper()}
    lines = profile_lines(person, stage.service.desk.call, words, names)
    return "\n".join([words("demo.reply.accept"), *lines])


async def _full_yes(stage: Stage, browser: Browser, letter: Received) -> None:
    await stage.answer(letter, LUIS, full_answer(stage, LUIS))
    await _confirmed(stage, browser, LUIS)


async def _bare_yes(stage: Stage, browser: Browser, letter: Received) -> None:
    await stage.answer(letter, MARINA, "Sim")
    asked = await stage.letter(MARINA)
    stage.reached(
        asked.in_reply_to and not await _is_confirmed(browser, MARINA),
        "answers.asked_for_rest", name=MARINA.name, subject=asked.subject,
    )  # fmt: skip
    profile = full_answer(stage, MARINA).partition("\n")[2]
    await stage.answer(asked, MARINA, profile)
    await _confirmed(stage, browser, MARINA)


async def _absence_and_stranger(stage: Stage, browser: Browser, letter: Received) -> None:
    before = len(stage.mailbox.letters)
    await stage.answer(letter, GRACE, Words(GRACE.language)("demo.reply.away"), automatic=True)
    await stage.settled()
    stage.reached(
        len(stage.mailbox.letters) == before and not await _is_confirmed(browser, GRACE),
        "answers.no_effect", name=GRACE.name,
    )  # fmt: skip
    await stage.answer(letter, STRANGER, full_answer(stage, GRACE))
    asked = await stage.letter(GRACE)
    await stage.settled()
    stage.reached(
        stage.mailbox.letters[before:] == [asked] and not await _is_confirmed(browser, GRACE),
        "answers.asked_whose", name=GRACE.name, subject=asked.subject,
    )  # fmt: skip
    await stage.answer(letter, GRACE, full_answer(stage, GRACE))
    await _confirmed(stage, browser, GRACE)


async def _on_the_page(stage: Stage, browser: Browser, letter: Received) -> None:
    own = stage.browser()
    await own.open(link_in(letter, "i"))
    await own.open(link_in(letter, "i"))
    stage.reached(
        own.page.form_with(button="accept") and not await _is_confirmed(browser, TOMAS),
        "answers.page_shows", name=TOMAS.name,
    )  # fmt: skip
    given = {key: TOMAS.profile[key] for key in ("sector", "country", "organisation")}
    await own.press("accept", attendance="in_person", **given)
    await _confirmed(stage, browser, TOMAS)


async def _no_and_then_yes(stage: Stage, browser: Browser, letter: Received) -> None:
    words = Words(JULIA.language)
    await stage.answer(letter, JULIA, words("demo.reply.decline"))
    echo = await stage.letter(JULIA)
    stage.reached(echo.in_reply_to, "answers.declined", name=JULIA.name, subject=echo.subject)
    await stage.answer(echo, JULIA, full_answer(stage, JULIA))
    await _confirmed(stage, browser, JULIA)


async def _confirmed(stage: Stage, browser: Browser, person: ExamplePerson) -> None:
    """The person gets an echo of what was understood, and Ana sees it in her chat."""
    echo = await stage.letter(person)
    stage.reached(
        await _is_confirmed(browser, person), "answers.confirmed", name=person.name, subject=echo.subject
    )  # fmt: skip


async def _is_confirmed(browser: Browser, person: ExamplePerson) -> bool:
    """Whether Ana's chat shows that the person takes part."""
    await browser.open("/chat")
    await go(browser, "people|")
    confirmed = Words("es")("chat.status.confirmed")
    lines = [line for line in browser.page.text.splitlines() if line.startswith(person.name)]
    return any(confirmed in line for line in lines)


async def go(browser: Browser, place: str) -> None:
    """Walk to a place of the proposal from wherever the browser stands."""
    if browser.page.form_with(button=place) is None and browser.page.form_with(button="summary|"):
        await browser.press("summary|")
    if browser.page.form_with(button=place):
        await browser.press(place)
