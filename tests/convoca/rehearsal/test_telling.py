"""A rehearsal is read by people before a call opens: every notice, its words, totals, and what to know."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from convoca.rehearsal.counting.warnings import Warned, warnings
from convoca.rehearsal.judging import checking
from convoca.rehearsal.judging.verdict import Broken, Checked
from convoca.rehearsal.log import Told, reminded_of
from convoca.rehearsal.people.cast import SECRETARIAT
from convoca.rehearsal.telling.document import as_document
from convoca.rehearsal.telling.names import Names
from convoca.rehearsal.telling.text import ROOM, as_text
from core.dialogue.reading.cleaning import shortened
from core.model.token import without_tokens
from templates.words import catalogue
from tests.convoca.rehearsal.playing import CALL, SEED, SHIPPED, Played

pytestmark = pytest.mark.xdist_group("rehearsal")  # one small rehearsal for all
FINE = Checked(expected=1, broken=())
SAMPLES: dict[str, dict[str, object]] = {
    "unknown_date": {"moment": CALL.moments["event_ends"]},
    "no_reminders": {"matter": "report", "moment": CALL.moments["event_ends"]},
    "out_of_order": {"first": CALL.moments["results"], "second": CALL.moments["evaluation_closes"]},
    "nobody_reminded": {"matter": "draft"},
    "crowded_day": {"people": 47, "count": 3, "most": 4, "day": CALL.moments["results"].day},
    "more_crowded_days": {"days": 2, "count": 3},
    "silence": {"from": CALL.moments["results"].day, "until": CALL.moments["results"].day, "days": 20},
    "busy_hour": {"at": CALL.moments["results"].at, "count": 500},
    "long_digest": {"lines": 100, "day": CALL.moments["results"].day},
    "after_the_night": {"count": 3, "hour": "08:00"},
    "asleep": {"count": 2},
    "over_the_cap": {"people": 2, "count": 3},
}
"""Facts for every kind of warning."""


def text(rehearsal: Played, language: str = "es", *, full: bool = False) -> str:
    return "\n".join(as_text(rehearsal.log, rehearsal.cast, FINE, language, seed=SEED, full=full))


def kinds(rehearsal: Played) -> list[str]:
    return [item.kind for item in warnings(rehearsal.log, FINE)]


def test_every_notice_is_told_with_its_hour_its_reader_and_its_first_line(small: Played) -> None:
    lines = text(small).splitlines()
    names = Names(CALL, small.cast, "es")
    for told in small.log.told:
        first = shortened(without_tokens(told.subject.splitlines()[0]), ROOM)
        assert any(names.hour(told) in line and names.name(told.address) in line and first in line for line in lines)


def test_an_hour_is_told_by_the_persons_own_clock_too_where_that_shows_another(small: Played) -> None:
    names = Names(CALL, small.cast, "es")
    away = next(told for told in small.log.told if "(" in names.hour(told))
    here = next(told for told in small.log.told if told.address == SECRETARIAT)
    someone = small.cast.by_address()[away.address]
    assert someone.zone not in {"America/Argentina/Buenos_Aires", "America/Sao_Paulo", "America/Montevideo"}
    assert names.hour(here) == "08:00"


def test_the_words_of_each_kind_stand_once_a_language_or_all_of_them_in_full(small: Played) -> None:
    invitations = [told for told in small.log.told if told.kind == "invitation" and told.language == "es"]
    first, last = (without_tokens(told.text).splitlines() for told in (invitations[0], invitations[-1]))
    brief, whole = text(small), text(small, full=True)
    assert all(line.strip() in brief for line in first)
    assert not all(line.strip() in brief for line in last)
    assert all(line.strip() in whole for line in last)


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_it_is_told_in_three_languages_and_shows_no_token(small: Played, language: str) -> None:
    said = text(small, language, full=True)
    assert said == without_tokens(said)


def test_a_broken_promise_is_told_as_our_own_defect(small: Played) -> None:
    broken = Broken(guarantee="twice", kind="reminder", address="ana@example.org", at=small.log.begins)
    said = "\n".join(as_text(small.log, small.cast, Checked(expected=9, broken=(broken,)), "es", seed=SEED, full=False))
    assert "un error de este programa" in said
    assert "el mismo aviso salió dos veces: reminder a ana@example.org" in said


def test_what_people_do_is_told_before_what_they_hear(small: Played) -> None:
    said = text(small)
    deeds, notices = said.index("Qué hacen las personas inventadas"), said.index("Todos los avisos")
    assert "  1 propuesta retirada\n  1 propuesta con más días, dados por la secretaría\n" in said[deeds:notices]


def test_every_promise_that_may_be_broken_has_words() -> None:
    room = Path(checking.__file__).parent
    said = {key.split(".")[2] for key in catalogue("es") if key.startswith("rehearsal.guarantee.")}
    written = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    assert {key for key in said if f'"{key}"' in written} == said
    assert len(said) == len(set(re.findall(r'(?:_broken\(|guarantee=|_expects\()"(\w+)"', written)))


def test_the_document_holds_every_notice_and_the_warnings(small: Played) -> None:
    log = small.told_otherwise(calls=[(small.log.begins, SHIPPED)]).log
    document = as_document(log, small.cast, FINE, "en", seed=SEED, full=False)
    assert len(document["notices"]) == document["totals"]["notices"] == len(small.log.told)
    assert {item["kind"] for item in document["warnings"]} >= {"unknown_date", "no_reminders", "out_of_order"}
    assert document["checked"] == {"expected": 1, "said": 0, "broken": []}
    assert document["deeds"].keys() >= {"begun", "sent", "withdrawn", "more_time", "corrected", "replaced", "fewer"}


def test_what_the_calendar_leaves_open_or_turns_round_is_warned_of(small: Played) -> None:
    found = warnings(small.told_otherwise(calls=[(small.log.begins, SHIPPED)]).log, FINE)
    facts = [(item.kind, *map(str, (getattr(fact, "key", fact) for fact in item.facts.values()))) for item in found]
    assert ("unknown_date", "event_starts") in facts
    assert ("no_reminders", "report", "event_ends") in facts
    assert ("out_of_order", "results", "evaluation_closes") in facts


def test_a_day_on_which_somebody_gets_three_messages_is_warned_of(small: Played) -> None:
    reminder = next(told for told in small.log.told if reminded_of(told))
    rest = [item for item in small.log.happened if not isinstance(item, Told)]
    crowd = [replace(reminder, id=f"{who}:{number}", address=f"{who}@x.test") for who in "ab" for number in range(3)]
    found = warnings(small.told_otherwise(happened=[*rest, *crowd]).log, FINE)
    crowded = next(item for item in found if item.kind == "crowded_day")
    assert (crowded.facts["people"], crowded.facts["most"]) == (2, 3)
    assert "2 personas reciben 3 mensajes o más el" in Names(CALL, small.cast, "es").warning(crowded)


def test_a_fortnight_without_a_word_is_warned_of(small: Played) -> None:
    assert "silence" in kinds(small.told_otherwise(happened=[]))
    spread = [
        replace(small.log.told[0], id=str(day), at=small.log.begins + timedelta(days=day)) for day in range(0, 70, 7)
    ]
    assert "silence" not in kinds(small.told_otherwise(happened=spread))


def test_more_letters_in_an_hour_than_providers_take_are_warned_of(small: Played) -> None:
    letter = next(told for told in small.log.told if told.channel == "mail")
    many = [replace(letter, id=str(number)) for number in range(301)]
    assert "busy_hour" in kinds(small.told_otherwise(happened=many))
    assert "busy_hour" not in kinds(small)


def test_reminders_that_nobody_got_are_warned_of(small: Played) -> None:
    nobody = [
        item.facts["matter"] for item in warnings(small.told_otherwise(happened=[]).log, FINE) if "matter" in item.facts
    ]
    assert set(nobody) >= {"draft", "invitation", "report"}
    assert "task" not in nobody


def test_what_waits_and_whom_it_wakes_is_warned_of(small: Played) -> None:
    checked = Checked(expected=9, broken=(), nights=2, weeks=frozenset({"ana@example.org"}), asleep=3)
    facts = {item.kind: dict(item.facts) for item in warnings(small.log, checked)}
    assert facts["after_the_night"] == {"count": 2, "hour": "08:00"}
    assert facts["over_the_cap"] == {"people": 1, "count": 3}
    assert facts["asleep"] == {"count": 3}


@pytest.mark.parametrize("kind", sorted(SAMPLES))
@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_every_warning_can_be_said(small: Played, kind: str, language: str) -> None:
    said = Names(CALL, small.cast, language).warning(Warned(kind=kind, facts=SAMPLES[kind]))
    assert said
    assert "{" not in said


def test_no_warning_is_without_a_sample() -> None:
    assert {key.split(".")[2] for key in catalogue("es") if key.startswith("rehearsal.warning.")} == set(SAMPLES)
