"""First half of the story: entering, building the proposal, naming people, learning what is missing."""

from __future__ import annotations

from datetime import timedelta

from convoca.example.browser import Browser
from convoca.example.people import ANA, INVITED, ExamplePerson
from convoca.tour.stage import Stage
from core.model.proposal import Attendance

TITLE = "Redes comunitarias: ¿quién responde?"
BETTER_TITLE = "Redes comunitarias: ¿quién responde cuando la red se cae?"
ANSWERS = (
    "Redes comunitarias de cinco países cuentan cómo se organizan cuando falla la conexión.",
    "Acordar qué debería poder exigir una comunidad conectada por sus propios medios.",
    "La resiliencia de las redes pequeñas importa en toda la región y a todos los sectores.",
    "Acceso al espectro\nResponsabilidad ante fallas",
    "Una lista corta de recomendaciones para reguladores y comunidades.",
    "Apertura, tres relatos de diez minutos, trabajo con el público y cierre con acuerdos.",
)
STRATEGY = "La moderación virtual lee preguntas en cada tramo; hay un documento compartido."


async def enter(stage: Stage) -> Browser:
    """Ana signs in; opening the link does nothing by itself, for scanners open links."""
    stage.chapter("enter")
    browser = stage.browser()
    stage.tell("enter.asks", name=ANA.name, address=ANA.address)
    page = await stage.enter(ANA, browser)
    stage.reached(page.status == 200 and page.form_with(button="begin|"), "enter.inside")
    return browser


async def build(stage: Stage, browser: Browser) -> Browser:
    """Ana answers question by question, goes back once, leaves, and goes on in another browser."""
    stage.chapter("build")
    await browser.press("begin|")
    await write(browser, ANA.name)
    await write(browser, "Argentina")
    await browser.press("new|")
    await write(browser, ANA.profile["organisation"])
    await write(browser, ANA.profile["phone"])
    await browser.press("choose|debate")
    await browser.press("choose|cybersecurity")
    await browser.press("back|")
    await browser.press("choose|universal_access")
    stage.tell("build.back")
    await write(browser, TITLE)
    for text in ANSWERS[:3]:
        await write(browser, text)
    stage.tell("build.leaves")
    await browser.press("leave|")
    other = stage.browser()
    page = await stage.enter(ANA, other)
    stage.reached(TITLE in page.text, "build.resumed", title=TITLE)
    await other.press("open|")
    for text in (*ANSWERS[3:], STRATEGY, "25"):
        await write(other, text)
    await edit_title(other, BETTER_TITLE)
    stage.reached(BETTER_TITLE in other.page.text, "build.edited", title=BETTER_TITLE)
    return other


async def name_people(stage: Stage, browser: Browser) -> None:
    """Ana names six people; each gets a letter in a language of their own once it is known."""
    stage.chapter("people")
    await browser.press("people|")
    for person in INVITED:
        await add(browser, person)
        letter = await stage.letter(person)
        stage.reached(letter.reply_to.startswith("r+"), "people.invited", name=person.name, subject=letter.subject)


async def missing(stage: Stage, browser: Browser) -> None:
    """Ana looks at what is missing: nothing can be sent yet, and each point says what would mend it."""
    stage.chapter("missing")
    page = await browser.press("missing|")
    stage.reached(not page.form_with(button="send|"), "missing.cannot_send")
    stage.clock.forward(timedelta(hours=2))


async def add(browser: Browser, person: ExamplePerson) -> None:
    """Put somebody on the list: name, role, attendance, and last the address."""
    await browser.press("add|")
    await write(browser, person.name)
    await browser.press(f"toggle|{person.role}")
    await browser.press("done|")
    await browser.press("choose|in_person" if person.attendance is Attendance.IN_PERSON else "choose|online")
    await write(browser, person.address)


async def edit_title(browser: Browser, title: str) -> None:
    """Change the title from the summary, wherever its page is."""
    await browser.press("summary|")
    while browser.page.form_with(button="edit|answers.title") is None:
        await browser.press("page|1")
    await browser.press("edit|answers.title")
    await write(browser, title)


async def write(browser: Browser, text: str) -> None:
    """Answer the question at hand by typing."""
    form = browser.page.form_with(name="text")
    if form is None:
        raise LookupError(f"nothing to type into:\n{browser.page.text}")
    await browser.send(form, text=text)
