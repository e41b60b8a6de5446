"""Letters to proponents and to the secretariat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from templates.letters import render
from templates.words import Words
from tests.templates.letters.html import seen
from tests.templates.letters.queued import (
    CALL,
    DOCUMENT,
    LANGUAGES,
    LINKS,
    MISSING_TOPIC,
    WHOLE,
    a_letter,
    line,
    section,
)

CLOSE = "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"


@pytest.mark.parametrize("kind", ["sign_in", "prove_address"])
def test_a_way_in_is_a_link_that_serves_once(kind: str) -> None:
    letter = a_letter(kind)
    assert f"\n{LINKS.enter}\n" in letter.text
    assert seen(letter.html).hrefs == [LINKS.enter]
    assert "una sola vez y vence en dos horas" in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_stands_in_the_subject_and_alone_on_its_line_and_nothing_can_be_clicked(language: str) -> None:
    letter = a_letter("chat_code", language)
    assert "042 517" in letter.subject
    assert "042 517" in [line.strip() for line in letter.text.split("\n")]
    assert seen(letter.html).hrefs == []


@pytest.mark.parametrize("kind", ["receipt", "receipt_changes"])
def test_a_receipt_holds_the_number_the_hour_and_the_whole_proposal(kind: str) -> None:
    letter = a_letter(kind)
    told = (
        "10 de agosto de 2025, 12:00 (hora de Argentina; 10 de agosto de 2025, 15:00 UTC)",
        CLOSE,
        "Título de la sesión — Redes que cuidan",
        "Descripción —\n  Un taller.\n  Con dos párrafos.",
        "Asuntos de política pública —\n  1. ¿Quién decide?\n  2. ¿Quién paga?",
        "Tipo de sesión — Taller práctico",
        "Modalidad — Híbrida",
        "Duración — 1 hora y 15 minutos",
        "Tema principal — Ciberseguridad",
        "Otras colaboraciones — Dos personas del barrio",
        "Correo electrónico — ana@example.org",
        "Teléfono — +54 351 555 1234",
        "País — Argentina",
        "Nombre — Luz Vega",
        "Bruno Díaz — Ponente · En línea · bruno@example.org · Academia · Uruguay · UdelaR · Confirmada",
    )
    assert [words for words in told if words not in letter.text] == []
    assert "12" in letter.subject


def test_a_receipt_repeats_nobodys_gender() -> None:
    letter = a_letter("receipt")
    assert "Masculino" not in letter.text + letter.html
    assert "Género" not in letter.text + letter.html


def test_a_receipt_names_the_dates_to_come_in_their_order() -> None:
    coming = a_letter("receipt").text.partition("Fechas que siguen")[2].partition("Copia completa")[0]
    days = [line.partition(" — ")[2].partition(" de 2025")[0] for line in coming.split("\n") if " — " in line]
    assert days == ["25 de agosto", "17 de septiembre", "18 de septiembre", "24 de septiembre"]


def test_a_copy_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="session_type"):
        a_letter("receipt", document={**DOCUMENT, "session_type": "opera"})


def test_a_draft_is_told_what_is_missing_and_what_mends_it() -> None:
    text = a_letter("draft_reminder").text
    assert CLOSE in text
    assert "Para enviar «Redes que cuidan» falta 1 requisito:" in text
    assert "• Falta responder «Tema principal». Complete «Tema principal»." in text


def test_who_has_no_page_of_an_invitation_is_told_where_reminders_are_chosen() -> None:
    letter = render("draft_reminder", "es", WHOLE["draft_reminder"], CALL, replace(LINKS, page=""))
    assert f"Elegir qué recordatorios recibo: está en «Mis datos»:\n{LINKS.home}\n" in letter.text


def test_a_draft_that_could_be_sent_hears_so_and_advice_is_no_requirement() -> None:
    advice = {**MISSING_TOPIC, "severity": "warns"}
    text = a_letter("draft_reminder", drafts=[{"title": "Redes", "findings": [advice]}]).text
    assert "A «Redes» no le falta ningún requisito." in text
    assert "Algunas recomendaciones" in text
    assert "Para enviar" not in text


def test_only_what_blocks_is_counted_where_something_blocks() -> None:
    findings = [MISSING_TOPIC, MISSING_TOPIC, {**MISSING_TOPIC, "severity": "warns"}]
    text = a_letter("draft_reminder", drafts=[{"title": "Redes", "findings": findings}]).text
    assert "faltan 2 requisitos:" in text
    assert text.count("• ") == 2


def test_a_withdrawal_is_confirmed_with_its_number() -> None:
    assert "«Redes que cuidan», número 12, quedó retirada" in a_letter("withdrawn").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_stand_in_the_words_of_the_chat_beside_the_way_to_see_them_and_to_open_the_other_again(
    language: str,
) -> None:
    letter = a_letter("news", language)
    words = Words(language)
    items = [line.removeprefix("• ") for line in letter.text.split("\n") if line.startswith("• ")]
    assert len(items) == 5
    assert items[0] == words("chat.news.participant_confirmed", name="Luis Paz")
    assert items[-1] == words("chat.news.sendable", title="Redes que cuidan") == letter.preview
    assert "5" in letter.subject
    assert seen(letter.html).hrefs == [LINKS.home]
    assert "Telegram" in letter.text
    assert "/start" in letter.text


def test_news_of_somebody_unnamed_begin_with_a_capital_and_say_what_is_missing() -> None:
    assert "• Alguien sin nombre todavía dijo que sí. Falta que complete: Sector y País." in a_letter("news").text


def test_a_digest_begins_with_what_needs_a_person() -> None:
    letter = a_letter("digest")
    assert letter.preview == "Hay 14 asuntos para atender. Enviadas: 1."
    sections = ["Para atender (14)", "Enviadas (1)", "Empezadas (1)", "Retiradas (1)", "Esperan respuestas (1)"]
    in_order = ["Desde el 9 de agosto de 2025", *sections, "Lo que viene", "En total"]
    positions = [letter.text.index(words) for words in in_order]
    assert positions == sorted(positions)
    told = (
        "• N.º 3: «Redes que cuidan», de Ana Gómez: 1 persona sin responder",
        "• «Radios libres», de Luz Vega",
        (
            "1 propuesta enviada, 1 propuesta empezada, 1 propuesta retirada, 1 propuesta con más tiempo, "
            "2 personas confirmaron, 1 prefirió no participar."
        ),
        f"Cierre del envío de propuestas — {CLOSE}: faltan 14 días",
        "Borradores — 1.200",
        f"\n{LINKS.home}secretariat/digest\n",
    )
    assert [words for words in told if words not in letter.text] == []


def test_a_quiet_digest_says_so() -> None:
    assert a_letter("digest", problems=section()).text.startswith("No hay asuntos para atender.\n")


def test_a_long_digest_counts_what_it_leaves_out() -> None:
    text = a_letter("digest", new=section(line("Sesión 1", "Ana"), count=40)).text
    assert "Empezadas (40)" in text
    assert "• y 39 más en la página" in text


def test_a_call_whose_close_is_unknown_names_no_deadline() -> None:
    undated = replace(CALL, moments={key: item for key, item in CALL.moments.items() if key != "submission_closes"})
    letters = [render(kind, "es", WHOLE[kind], undated, LINKS) for kind in ("invitation", "receipt", "draft_reminder")]
    assert [letter.preview for letter in letters] == [
        "Su rol: Ponente. Basta una palabra para responder este correo.",
        "Guarde este correo: lleva la copia completa de lo que envió.",
        "Vea qué falta para enviarla.",
    ]
    assert [letter.subject for letter in letters if "de agosto" in letter.text.replace("10 de agosto", "")] == [
        "Recibimos su propuesta n.º 12: «Redes que cuidan»"
    ]  # the receipt names other days of the call
