"""Last part: the secretariat answers its digest with orders, and the dates of the call move, and move back."""

from __future__ import annotations

from icalendar import Calendar

from convoca.example.mailbox import Received
from convoca.example.people import SECRETARIAT
from convoca.tour.stage import Stage

NOTE = "¿Cabe en el auditorio?"
ORDERS = f"Nota 1: {NOTE}\nProrrogar 2 días: hubo cortes de luz en la región"
CLOSES = "submission_closes"


async def more_time(stage: Stage, digest: Received) -> None:
    """A note at once, two days more once they are confirmed; every calendar follows, and an undo takes it back."""
    stage.chapter("orders")
    before = await _close(stage)
    await stage.answer(digest, SECRETARIAT, ORDERS)
    echo = await stage.letter(SECRETARIAT)
    stage.reached(NOTE in echo.text and await _close(stage) == before, "orders.asked", subject=echo.subject)
    await stage.answer(echo, SECRETARIAT, "Sí")
    done = await stage.letter(SECRETARIAT)
    moved = await _close(stage)
    stage.reached(moved > before, "orders.moved", subject=done.subject)
    await stage.answer(done, SECRETARIAT, "Deshacer")
    undone = await stage.letter(SECRETARIAT)
    stage.reached(moved > await _close(stage), "orders.undone", subject=undone.subject)


async def _close(stage: Stage) -> str:
    """Return the last day for sending, as a calendar that somebody subscribed to shows it."""
    page = await stage.browser().open("/calendar.ics")
    events = Calendar.from_ical(page.html).walk("VEVENT")
    return next(str(event.decoded("dtend")) for event in events if CLOSES in str(event["uid"]))
