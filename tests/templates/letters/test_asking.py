"""Invitations and what follows them: who asks what, until when, what was understood, what is missing."""

from __future__ import annotations

import pytest

from tests.templates.letters.queued import LINKS, a_letter

DEADLINE = "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"


@pytest.mark.parametrize("kind", ["invitation", "invitation_changed", "invitation_reminder"])
def test_an_invitation_tells_who_asks_for_what_until_when_and_what_it_includes(kind: str) -> None:
    letter = a_letter(kind)
    told = (
        "Hola, Bruno Díaz:",
        "Ana Gómez (Red Abierta)",
        "«Redes que cuidan»",
        "Foro de Gobernanza de Internet de América Latina y el Caribe 2025",
        "Su rol: Ponente.",
        "Tipo de sesión — Taller práctico",
        "Modalidad de la sesión — Híbrida",
        "De qué trata: Un taller sobre redes comunitarias.",
        DEADLINE,
        "conteste este correo desde esta misma dirección, con SÍ o con NO en la primera línea",
        str(LINKS.page),
        "Las sesiones se transmiten en vivo y se graban.",
        "porque Ana Gómez anotó su dirección",
        "contacto@lacigf.org",
    )
    assert [words for words in told if words not in letter.text] == []
    assert "24 de agosto de 2025" in letter.preview


def test_an_invitation_asks_only_for_what_is_missing() -> None:
    letter = a_letter("invitation", missing=["sector"], optional=[])
    assert "\nSector: [Gobierno / Sector privado / Sociedad civil / Comunidad técnica / Academia]\n" in letter.text
    assert "País: [" not in letter.text
    assert "Género" not in letter.text


def test_an_invitation_to_somebody_known_asks_for_a_word_and_tells_what_is_known() -> None:
    letter = a_letter("invitation_reminder")
    assert "[" not in letter.text
    assert "Ya sabemos de usted: Sector (Academia), País (Uruguay), Organización (UdelaR)" in letter.text
    assert "Cómo participaría — En línea" in letter.text


def test_who_said_yes_is_not_asked_for_a_yes_again_but_for_what_is_missing() -> None:
    known = {"sector": "academia"}
    letter = a_letter("invitation_reminder", accepted=True, missing=["organisation"], optional=[], known=known)
    assert letter.subject == "Faltan sus datos para «Redes que cuidan»"
    told = (
        "Ya aceptó participar en «Redes que cuidan», pero para confirmarlo nos falta: Organización.",
        DEADLINE,
        "\nOrganización: [escriba aquí]\n",
        "Sector — Academia",
        "Elegir qué recordatorios recibo",
    )
    assert [words for words in told if words not in letter.text] == []
    assert [
        words for words in ("le invita", "con SÍ", "Basta una palabra") if words in letter.text + letter.preview
    ] == []


def test_a_changed_invitation_tells_what_has_changed_and_that_the_old_answer_is_gone() -> None:
    letter = a_letter("invitation_changed", changed=["roles", "attendance"])
    assert "cambió el rol que le propone y la forma en que usted participaría en «Redes que cuidan»" in letter.text
    assert "lo que haya respondido antes no cuenta" in letter.text


def test_what_is_private_is_never_repeated() -> None:
    for kind in ("invitation_reminder", "echo_accepted", "profile_missing"):
        letter = a_letter(kind, optional=[])
        assert "Femenino" not in letter.text + letter.html
        assert "lo anotamos y no se publica" in letter.text


def test_an_optional_question_is_explained() -> None:
    assert "«Género»: Es optativo: puede dejarlo en blanco." in a_letter("echo_accepted").text


def test_a_yes_is_told_back_with_what_was_understood_and_what_was_not() -> None:
    letter = a_letter("echo_accepted")
    told = (
        "Su participación en «Redes que cuidan» quedó confirmada.",
        "Su rol: Ponente y Moderación.",
        "Sector — Academia",
        "País — Uruguay",
        "Participación — Presencial",
        "quedó sin anotar: «Organizasión: UdelaR».",
        "conteste con NO en la primera línea",
    )
    assert [words for words in told if words not in letter.text] == []


def test_what_is_missing_is_named_and_asked_for() -> None:
    letter = a_letter("profile_missing", missing=["organisation", "attendance"], optional=[])
    assert "nos falta: Organización y Participación." in letter.text
    assert "\nOrganización: [escriba aquí]\nParticipación: [Presencial / En línea]\n" in letter.text


def test_an_unclear_answer_is_quoted_inside_one_sentence() -> None:
    assert "\nUsted escribió: «Quizá. ¿Cuándo es?»\n" in a_letter("unclear").text


def test_an_unclear_answer_to_was_this_you_is_not_taken_for_one_to_the_invitation() -> None:
    """'Yes, that was me', of somebody who had said no from elsewhere, must not become a yes to the session."""
    text = a_letter("unclear", text="Sí, fui yo.", held=True).text
    assert "su respuesta a nuestra pregunta de si era suyo otro correo sobre «" in text
    assert "conteste este con SÍ en la primera línea si participa, o con NO si no participa." in text
    assert "¿Nos responde otra vez?" not in text


def test_long_words_of_theirs_are_cut() -> None:
    letter = a_letter("unclear", text="bla " * 200, unknown=["x" * 500])
    assert max(len(line) for line in letter.text.split("\n")) < 420


@pytest.mark.parametrize("kind", ["removed", "withdrawn_participant"])
def test_who_is_no_longer_asked_hears_by_whom_and_need_do_nothing(kind: str) -> None:
    text = a_letter(kind).text
    assert "Ana Gómez" in text
    assert "«Redes que cuidan»" in text
    assert "No hace falta que haga nada." in text
