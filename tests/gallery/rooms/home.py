"""Home, the news and the dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.dialogue.engine import told
from core.dialogue.screen import Phrase
from core.dialogue.state import Place
from core.model.records import ProposalState
from tests.core.dialogue.stage import CALL, CLOSED, Stage
from tests.gallery.people import ana, answer, at, invited, news, other_draft
from tests.gallery.situation import Room

ROOM = Room("Home, news and dates")
TITLES = (
    "Puentes digitales", "Senhas na escola", "Data for rivers", "Cables y memoria", "La escuela conectada",
    "Algoritmos en la justicia", "Lenguas que faltan", "Radio y mesh", "Un mapa de apagones", "Infancias en línea",
)  # fmt: skip
OPENS = CALL.moments["submission_opens"].at
HAPPENED = (
    Phrase("chat.news.receipt", {"title": TITLES[0], "number": 3}),
    Phrase("chat.news.participant_bounced", {"name": "Dora Sol", "address": "dora@example.org"}),
    Phrase("chat.news.participant_incomplete", {"name": "Elio Mar", "missing": (Phrase("chat.field.name"),)}),
    Phrase("chat.news.participant_declined", {"name": "Beto Paz"}),
    Phrase("chat.news.participant_unclear", {"name": "Fina Paz"}),
    Phrase("chat.news.participant_muted", {"name": "Carla Luz"}),
    Phrase("chat.news.invited", {"proponent": "Luz Prado", "title": "Puentes digitales"}),
    Phrase("chat.news.participant_confirmed", {"name": "Eva Ríos"}),
    Phrase("chat.news.sendable", {"title": TITLES[1]}),
)


@ROOM("Home, with nothing yet")
def empty(language: str) -> Stage:
    return ana(language)


@ROOM("Home, with help")
def helping(language: str) -> Stage:
    stage = ana(language)
    stage.tap("help")
    return stage


@ROOM("Home, with an invitation, a draft, what was sent and withdrawn, and news")
def lived_in(language: str) -> Stage:
    stage = invited(language)
    other_draft(stage, 1, None)
    other_draft(stage, 2, TITLES[0])
    other_draft(stage, 3, TITLES[1], ProposalState.SENT)
    other_draft(stage, 4, TITLES[2], ProposalState.WITHDRAWN)
    return news(stage, *HAPPENED)


@ROOM("Home, with a full list and the limit reached")
def full(language: str) -> Stage:
    stage = ana(language)
    for number, title in enumerate(TITLES):
        other_draft(stage, number, title, ProposalState.SENT if number < 4 else ProposalState.DRAFT)
    return stage


@ROOM("Home, the second page")
def second_page(language: str) -> Stage:
    stage = full(language)
    stage.tap("page", "1")
    return stage


@ROOM("Home, before the call opens")
def ahead(language: str) -> Stage:
    stage = ana(language)
    assert OPENS
    stage.now = OPENS - timedelta(days=3)
    return stage


@ROOM("Home, once the call is closed")
def closed(language: str) -> Stage:
    stage = ana(language)
    other_draft(stage, 2, TITLES[0])
    other_draft(stage, 3, TITLES[1], ProposalState.SENT)
    stage.now = CLOSED
    return stage


@ROOM("Somebody writes where nothing is to be written")
def unexpected(language: str) -> Stage:
    stage = ana(language)
    stage.type("Hola, ¿hay alguien?")
    return stage


@ROOM("A command that nobody knows")
def unknown(language: str) -> Stage:
    stage = ana(language)
    stage.command("hm")
    return stage


@ROOM("A button of a screen that is gone")
def old_tap(language: str) -> Stage:
    stage = ana(language)
    tap = stage.tap_of("new")
    stage.tap("deadlines")
    stage.act(tap)
    return stage


@ROOM("Cancelled, and saved")
def cancelled(language: str) -> Stage:
    stage = ana(language)
    stage.tap("new")
    answer(stage, session_type="panel")
    stage.command("cancel")
    return stage


@ROOM("News: none")
def no_news(language: str) -> Stage:
    return at(ana(language), Place.NEWS)


@ROOM("News: everything that can happen")
def all_news(language: str) -> Stage:
    return at(news(ana(language), *HAPPENED, unread=False), Place.NEWS)


@ROOM("Dates")
def dates(language: str) -> Stage:
    return at(ana(language), Place.DEADLINES, helping=True)


@ROOM("My calendar, without a link")
def no_calendar(language: str) -> Stage:
    stage = at(ana(language), Place.DEADLINES)
    stage.tap("calendar")
    return stage


@ROOM("My calendar, whose link was just changed, with help")
def calendar(language: str) -> Stage:
    stage = at(ana(language), Place.CALENDAR)
    stage.calendar = f"https://lacigf.example/calendar/{'a2' * 13}.ics"
    stage.state = told(stage.state, "my_calendar.done.change")
    stage.state = replace(stage.state, helping=True)
    return stage


@ROOM("Dates, once the call is closed")
def dates_closed(language: str) -> Stage:
    stage = at(ana(language), Place.DEADLINES)
    stage.now = CLOSED
    return stage
