"""The letter that reminds of several things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from templates.letters import Links, render
from templates.words import LANGUAGES
from tests.templates.letters.queued import CALL, LINKS, WHOLE, due

CLOSED, LATER = "2025-08-25T03:00:00+00:00", "2025-08-27T03:00:00+00:00"
UNTIL = "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"


def text(*deadlines: str | None) -> str:
    about = [due("draft", title=f"Sesión {place}", deadline=at) for place, at in enumerate(deadlines)]
    return render("reminder", "es", {"person_name": "Ana Gómez", "about": about}, CALL, LINKS).text


def test_a_deadline_that_all_share_is_said_once_before_them() -> None:
    told = text(CLOSED, CLOSED, CLOSED)
    assert f"Le reunimos en un solo correo lo que le espera. Para todo hay tiempo hasta el {UNTIL}.\n" in told
    assert told.count("24 de agosto") == 1


def test_deadlines_that_differ_are_said_with_each_thing() -> None:
    told = text(CLOSED, LATER, None)
    assert "empezando por lo que vence antes:" in told
    assert told.count("Hay tiempo hasta el") == 2


def test_each_of_several_invitations_can_be_answered_by_mail_where_buttons_do_nothing() -> None:
    places = {f"i{place}": Links(home=LINKS.home, answer=f"r+{place}@convoca.test") for place in range(2)}
    facts = {"person_name": "Ana Gómez", "about": [due("invitation", subject=subject) for subject in places]}
    letter = render("reminder", "es", facts, CALL, Links(home=LINKS.home, of=places))
    for place in places.values():
        told = f"escriba a {place.answer} con SÍ o con NO en la primera línea."
        assert (f"{told}\n" in letter.text, f"{told}</p>" in letter.html) == (True, True)
    alone = {**facts, "about": facts["about"][:1]}
    assert "escriba a r+" not in render("reminder", "es", alone, CALL, replace(places["i0"], of=places)).text


def test_one_thing_has_its_deadline_below_it() -> None:
    assert f"todavía no se envió.\n\nHay tiempo hasta el {UNTIL}.\n" in text(CLOSED)


LEFT = [
    *({"unit": unit, "count": count} for unit, count in (("days", 7), ("days", 3), ("tomorrow", 1))),
    *({"unit": unit, "count": count} for unit, count in (("hours", 5), ("hours", 1), ("last_hour", 1))),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_s_letters_differ_by_the_time_that_is_left(language: str) -> None:
    letters = [
        render(
            "draft_reminder", language,
            {**WHOLE["draft_reminder"], "about": [due("draft", deadline=CLOSED, left=left)]}, CALL, LINKS,
        )
        for left in LEFT
    ]  # fmt: skip
    assert len({letter.subject for letter in letters}) == len({letter.text for letter in letters}) == len(LEFT)


def test_the_words_are_as_urgent_as_the_time() -> None:
    said = [
        render(
            "draft_reminder", "es", {**WHOLE["draft_reminder"], "about": [due("draft", left=left)]}, CALL, LINKS
        ).subject
        for left in LEFT
    ]
    assert said == [
        "Quedan 7 días para enviar «Redes que cuidan»",
        "Quedan 3 días para enviar «Redes que cuidan»",
        "Mañana cierra el envío: falta «Redes que cuidan»",
        "Quedan 5 horas para enviar «Redes que cuidan»",
        "Queda 1 hora para enviar «Redes que cuidan»",
        "Queda menos de una hora para enviar «Redes que cuidan»",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_of_several_things_says_how_much_time_is_left_for_each_or_for_all(language: str) -> None:
    def told(*things: object) -> str:
        facts = {"person_name": "Ana Gómez", "about": things}
        return render("reminder", language, facts, CALL, LINKS).text

    for deadline in (CLOSED, LATER):  # the same as the first one's, and another
        texts = {
            told(due("draft", deadline=CLOSED, left=left), due("evaluation", deadline=deadline, left=left))
            for left in LEFT
        }
        assert len(texts) == len(LEFT)
