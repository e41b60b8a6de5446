"""The buttons of our letters and the reading of answers, together: what they open is understood as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage

import pytest

from convoca.vocabulary import vocabulary
from core.call.definition import Option
from core.call.shipped import shipped_call, shipped_ids
from core.model.letter import Decision, Reading
from core.model.words import LocalText
from mail.reading import read
from mail.reading.grammar import is_ours_to_avoid
from mail.reading.markup import read_html
from templates.letters import Letter, render
from templates.words import LANGUAGES
from tests.templates.letters.html import seen
from tests.templates.letters.queued import CALL, LINKS, WHOLE, a_letter
from tests.templates.letters.tapped import PROGRAMS, begun
from tests.templates.letters.test_answering import NO, VOCABULARY, YES

ASKING = ("invitation", "invitation_changed", "invitation_reminder", "unclear", "was_this_you")
TAPPED = (*((kind, place) for kind in ASKING for place in (0, 1)), ("profile_missing", 0))
HOSTILE = (
    "=?utf-8?q?hola=0ABcc=3A_x=40y?=",
    "a&body=NO\r\nBcc: x@y",
    "ندوة 🙂",
    "Sí" * 200,
    "?&#%+ Respuesta automática",
)


def sent(message: EmailMessage, letter: Letter | None) -> Reading:
    """What is read of an answer to a letter."""
    return read(message.as_bytes(), vocabulary=VOCABULARY, invitation=letter.text if letter else None)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "place"), TAPPED)
def test_what_a_button_opens_decides_as_it_stands_in_every_program(
    kind: str, place: int, language: str, program: str
) -> None:
    letter = a_letter(kind, language, **asked_for_all(kind))
    reading = sent(PROGRAMS[program](begun(letter, place)), letter)
    decision = Decision.DECLINE if place else Decision.ACCEPT
    assert (reading.decision, reading.fields, reading.unknown_fields) == (decision, {}, ())
    assert reading.is_bare
    assert not reading.stop


def asked_for_all(kind: str) -> Mapping[str, object]:
    """Every field is missing, where the letter asks for any."""
    keys = ["name", "sector", "country", "gender", "organisation", "attendance"]
    return {"missing": keys, "optional": []} if "missing" in WHOLE[kind] else {}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_that_were_filled_in_are_understood(language: str, program: str) -> None:
    letter = a_letter("invitation", language, **asked_for_all("invitation"))
    message = begun(letter, 0)
    said = iter(("Bruno Díaz", "Academia", "Uruguay", None, "UdelaR", None))  # not the gender, not the attendance
    lines = [filled(line, next(said)) if ":" in line else line for line in message.get_content().splitlines()]
    message.set_content("\n".join(lines))
    reading = sent(PROGRAMS[program](message), letter)
    assert (reading.decision, reading.unknown_fields) == (Decision.ACCEPT, ())
    assert reading.fields == {"name": "Bruno Díaz", "sector": "academia", "country": "UY", "organisation": "UdelaR"}


def filled(line: str, value: str | None) -> str:
    """A line with a value in place of the brackets, or as it was."""
    return line if value is None else f"{line.partition(':')[0]}: {value}"


def test_a_program_that_loses_line_breaks_says_nothing_wrong() -> None:
    letter = a_letter("invitation")
    message = begun(letter, 0)
    message.set_content(" ".join(message.get_content().split()))
    reading = sent(message, letter)
    assert (reading.decision, reading.fields) == (Decision.UNCLEAR, {})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "place"), TAPPED)
def test_a_link_is_short_plain_and_percent_encoded(kind: str, place: int, language: str) -> None:
    letter = a_letter(kind, language, **asked_for_all(kind))
    url = list(seen(letter.html).taps.values())[place]
    assert re.fullmatch(r"mailto:[\w%.-]+@[\w.-]+\?subject=[\w%.~-]+&body=[\w%.~-]+", url, re.ASCII)
    assert len(url) < 1_500
    assert begun(letter, place)["To"] == LINKS.answer
    assert "Redes que cuidan" in begun(letter, place)["Subject"]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize(("kind", "place"), TAPPED)
def test_a_title_can_add_nothing_to_an_answer(kind: str, place: int, title: str) -> None:
    tame = begun(a_letter(kind, "es", **asked_for_all(kind)), place)
    letter = a_letter(kind, "es", proposal_title=title, **asked_for_all(kind))
    message = begun(letter, place)
    assert (message["To"], message.get_content()) == (LINKS.answer, tame.get_content())
    assert 0 < len(message["Subject"]) < 100
    assert message["Subject"].isascii()
    assert "=?" not in message["Subject"]
    assert sent(message, letter).decision is (Decision.DECLINE if place else Decision.ACCEPT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", shipped_ids())
def test_it_holds_for_every_call_that_is_shipped(name: str, language: str) -> None:
    call = shipped_call(name)
    keys = ["name", *(attribute.key for attribute in call.attributes), "attendance"]
    letter = render("invitation", language, {**WHOLE["invitation"], "missing": keys, "optional": []}, call, LINKS)
    message = begun(letter, 0)
    assert max(map(len, seen(letter.html).taps.values())) < 1_500
    assert message.get_content().count(":") == len(keys)
    reading = read(message.as_bytes(), vocabulary=vocabulary(call), invitation=letter.text)
    assert (reading.decision, reading.fields, reading.unknown_fields) == (Decision.ACCEPT, {}, ())


@pytest.mark.parametrize("count", [20, 2_000])
def test_of_a_call_with_endless_choices_the_lines_lose_them_and_the_link_stays_short(count: int) -> None:
    endless = tuple(Option(key=f"o{n}", name=LocalText({"es": "Opción " + "x" * 90})) for n in range(count))
    attributes = tuple(replace(item, options=endless) if item.key == "sector" else item for item in CALL.attributes)
    call = replace(CALL, attributes=attributes)
    letter = render("invitation", "es", {**WHOLE["invitation"], **asked_for_all("invitation")}, call, LINKS)
    assert max(map(len, seen(letter.html).taps.values())) < 1_500
    assert "\nSector:" in begun(letter, 0).get_content()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "place"), TAPPED)
def test_no_label_and_no_subject_passes_for_an_answer(kind: str, place: int, language: str) -> None:
    """Programs quote labels of links, and some put the subject above the text."""
    letter = a_letter(kind, language)
    quoted = [f"{label}<{url}>" for label, url in seen(letter.html).taps.items()]
    said = [*seen(letter.html).taps, *quoted, begun(letter, place)["Subject"]]
    assert [line for line in said if is_ours_to_avoid(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ASKING)
def test_buttons_quoted_with_their_links_and_without_any_mark_leave_the_answer_above_as_it_is(
    kind: str, language: str
) -> None:
    """Outlook writes 'label<link>' under an answer; the letters that the links begin stand in them."""
    letter = a_letter(kind, language, **asked_for_all(kind))
    shown = re.sub(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', r"\2&lt;\1&gt;", letter.html)
    for own, decision in ((YES[language], Decision.ACCEPT), (NO[language], Decision.DECLINE), ("", Decision.UNCLEAR)):
        message = EmailMessage()
        message["From"], message["Message-ID"] = "bruno@example.org", "<b1@example.org>"
        message.set_content(f"{own}\n\n{read_html(shown)[0]}")
        reading = sent(message, letter)
        assert (reading.decision, reading.fields) == (decision, {})


@pytest.mark.parametrize("kind", ASKING)
def test_plain_text_asks_in_words_and_has_no_such_link(kind: str) -> None:
    assert "mailto:" not in a_letter(kind).text


@pytest.mark.parametrize("kind", ASKING)
def test_where_an_answer_would_reach_nobody_there_is_no_button(kind: str) -> None:
    letter = render(kind, "es", WHOLE[kind], CALL, replace(LINKS, answer=""))
    assert seen(letter.html).taps == {}
