"""What people write in answer to a reminder that brings an invitation and a draft of their own."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from convoca.vocabulary import vocabulary
from core.model.letter import Decision
from core.model.proposal import ParticipationStatus
from mail.reading import read
from templates.words import Words
from tests.builders import CALL, WORKSHOP, House
from tests.convoca.letters.test_by_tap import BRUNO, goes, newest, opened
from tests.core.usecases.reminding.test_reminding import at, day

PROFILE = "Sector: Academia\nPaís: Uruguay\nOrganización: UdelaR\nParticipación: presencial"
SAID = {
    "es": ("Sí", "Sí, ya la envío", "Dale, hoy la termino", "No", "No, ya no la voy a enviar", f"SÍ\n\n{PROFILE}"),
    "pt": ("Sim", "Sim, envio amanhã", "Pode deixar", "Não", "Não vou mais enviar", f"SIM\n\n{PROFILE}"),
    "en": ("Yes", "Yes, I will send it tomorrow", "OK, will do", "No", "No, I gave up on it", f"YES\n\n{PROFILE}"),
}


async def merged(house: House, language: str = "es") -> str:
    """Bruno is reminded, in one letter, of a draft of his own and of an invitation; return his place on that list."""
    await house.visitor(BRUNO, proved_at=house.now, language=language)
    place = await house.listed(await house.proposal(await house.ana()), "Bruno Díaz", BRUNO, "speaker")
    await house.proposal(await house.at(BRUNO), {**WORKSHOP, "answers.title": "Lo mío"})
    assert await at(house, day(17)) == 2
    return place


def answered(letter: EmailMessage, words: str) -> EmailMessage:
    """An answer as mail programs write it: to the address that it asks for, the letter quoted below."""
    answer, body = EmailMessage(), letter.get_body(("plain",))
    assert body is not None
    answer["To"], answer["Subject"] = letter["Reply-To"].addresses[0].addr_spec, f"Re: {letter['Subject']}"
    quoted = "".join(f"> {line}\n" for line in str(body.get_content()).splitlines())
    answer.set_content(f"{words}\n\nEl dom, 17 ago 2025 a las 12:00, LACIGF escribió:\n\n{quoted}")
    return answer


@pytest.mark.parametrize("language", SAID)
async def test_no_answer_to_it_decides_and_the_person_is_asked_which_is_meant(house: House, language: str) -> None:
    place = await merged(house, language)
    letter = await newest(house, "reminder")
    body = letter.get_body(("plain",))
    assert body is not None
    assert Words(language)("reminding.letter.each")[:60] in " ".join(str(body.get_content()).split())
    before, decided = await house.stands(place), set[Decision | None]()
    for words in SAID[language]:
        answer = answered(letter, words)
        await goes(house, answer)
        decided.add(read(answer.as_bytes(), vocabulary=vocabulary(CALL)).decision)
        assert await house.stands(place) == before
    assert {Decision.ACCEPT, Decision.DECLINE} <= decided, "the same words decide elsewhere"
    asked = await newest(house, "reminder")
    assert asked["In-Reply-To"].startswith("<")


async def test_the_question_names_the_invitation_alone_and_a_yes_to_it_counts(house: House) -> None:
    place = await merged(house)
    await goes(house, answered(await newest(house, "reminder"), "Sí"))
    question = await newest(house, "reminder")
    assert "Lo mío" not in str(question.get_body(("plain",)))
    await goes(house, answered(question, f"Sí\n\n{PROFILE}"))
    assert await house.status(place) is ParticipationStatus.CONFIRMED


@pytest.mark.parametrize(("button", "status"), [(0, ParticipationStatus.INVITED), (1, ParticipationStatus.DECLINED)])
async def test_its_buttons_are_about_the_invitation_and_count(
    house: House, button: int, status: ParticipationStatus
) -> None:
    place = await merged(house)
    await goes(house, opened(await newest(house, "reminder"), button))
    item = await house.stands(place)
    assert (item.status, item.accepted_at) == (status, None if button else house.now)
