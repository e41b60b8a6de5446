"""The words of a history: every kind of thing has some, and one that is newer than the words is told in general."""

from __future__ import annotations

import pytest

from core.call.shipped import shipped_call
from core.model.history import Happened, Source
from core.usecases.privacy.history import TOLD_BY_LETTERS, PersonPage
from core.usecases.privacy.unsubscribe import Sort
from templates.history import person_screen
from templates.pages import Frame
from templates.words import LANGUAGES, SOURCE, catalogue
from tests.support.records import NOON, a_person

CALL = shipped_call("lacigf-2025")


def keys(room: str) -> set[str]:
    return {key.removeprefix(room) for key in catalogue(SOURCE) if key.startswith(room)}


def a_page(*lines: Happened, language: str = "es") -> str:
    shown = PersonPage(
        person=a_person(language=language), aliases=(), own=(), places=(), known={}, lines=lines, page=1, has_more=False
    )
    return person_screen(Frame(call=CALL, language=language), shown, is_own=False)


def happened(source: Source, kind: str, **given: object) -> Happened:
    made = {"source": source, "seq": 1, "at": NOON, "kind": kind, "channel": "mail", "actor": "ana"}
    return Happened(**{**made, **given})  # type: ignore[arg-type]  # names of Happened


def test_every_notice_and_every_act_that_people_are_told_of_has_words() -> None:
    assert keys("chat.news.") - keys("history.news.") == set()
    assert keys("privacy.page.act.") - TOLD_BY_LETTERS - keys("history.act.") == set()
    assert {f"{sort}_{act}" for sort in Sort for act in ("stopped", "taken_up")} <= keys("history.act.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_shows_a_bare_key(language: str) -> None:
    lines = (
        happened(Source.LOG, "newer_than_words", channel="pigeon"),
        happened(Source.TO, "newer_than_words", state="sent", sent_at=NOON),
        happened(Source.TO, "newer_than_words", channel="chat", state="waiting"),
        happened(Source.TO, "newer_than_words", channel="messenger", state="failed", error="5.1.1"),
        happened(Source.FROM, "newer_than_words", state="done"),
        happened(Source.FROM, "", state="waiting"),
        happened(Source.FROM, "", state="quarantined"),
    )
    html = a_page(*lines, language=language)
    assert html.count("<li class=") == len(lines)
    assert "newer_than_words" not in html
    assert "history." not in html


def test_who_did_it_is_told_where_it_was_somebody_else() -> None:
    by_office, by_other = "lo hizo la secretaría", "lo hizo otra persona"
    assert by_office in a_page(happened(Source.LOG, "participant_changed", actor="secretariat:eva"))
    assert by_other in a_page(happened(Source.LOG, "participant_changed", actor="eva"))
    for actor in ("ana", "system"):
        html = a_page(happened(Source.LOG, "participant_changed", actor=actor))
        assert by_office not in html
        assert by_other not in html


def test_why_a_letter_did_not_arrive_is_told_and_no_other_reason() -> None:
    assert "la casilla está llena" in a_page(happened(Source.LOG, "letter_bounced", why="full"))
    assert "la casilla" not in a_page(happened(Source.LOG, "letter_without_effect", why="full"))


def test_an_address_is_told_where_it_is_not_the_one_above() -> None:
    assert "desde otra@x.example" in a_page(happened(Source.FROM, "reply", state="done", address="otra@x.example"))
    assert "desde " not in a_page(happened(Source.FROM, "reply", state="done", address="ANA@example.org"))
