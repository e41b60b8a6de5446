"""Letters in the manner of common mail programs, in four languages: what is understood, and what is never guessed."""

from __future__ import annotations

import pytest

from core.call.shipped import shipped_call
from core.dialogue.reading.countries import codes
from core.model.letter import Decision, LetterKind, Reading
from core.model.words import LANGUAGES
from mail.reading import read, vocabulary_of
from templates.say import country

A, D, U = Decision.ACCEPT, Decision.DECLINE, Decision.UNCLEAR
VOCABULARY = vocabulary_of(
    shipped_call("lacigf-2025"), {code: [country(code, language) for language in LANGUAGES] for code in codes()}
)
INVITATION = "Hola, Luis:\n\nAna prepara una propuesta.\n\nSector: [Gobierno / Academia]\n\nUn saludo"


def letter(body: str, *headers: str, sender: str = "Ana <ana@example.org>", kind: str = "text/plain") -> bytes:
    """A letter with a plain envelope."""
    own = [f"From: {sender}", "To: r+x@convoca.test", "Subject: Re: x", "Message-ID: <1@x>", *headers]
    own.append(f"Content-Type: {kind}; charset=utf-8")
    return ("\r\n".join(own) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


def understood(raw: bytes) -> Reading:
    return read(raw, vocabulary=VOCABULARY, invitation=INVITATION)


PLAIN = [
    ("Sí", A), ("SI", A), ("si.", A), ("¡Sí, acepto!", A), ("Confirmo mi participación", A),
    ("Hola:\n\nSí, con gusto", A),
    ("Hola Ana, acepto", A), ("Sim", A), ("Sim, aceito.", A), ("Aceito", A), ("Olá,\nsim", A), ("Yes", A),
    ("Yes, I accept", A), ("Dear Ana,\n\nI accept", A), ("Oui, j’accepte", A), ("No", D), ("No puedo", D),
    ("Lamentablemente no podré participar.", D), ("Não posso", D), ("Não, obrigada", D), ("No, thank you", D),
    ("I can't", D), ("Non merci", D), ("Estimada Ana:\nno puedo participar", D),
    ("Sí, pero solo el martes", U), ("Sí\npero no el lunes", U), ("No hay problema, confirmo", U), ("¿Sí?", U),
    ("Creo que sí", U), ("No sé", U), ("Sí\nNo", U), ("", U), ("Gracias", U), ("¿Qué día es?", U), ("ok", U),
    ("Sim, se for on-line", U), ("Yes, if I can join online", U), ("Yes\nunless my flight is late", U), ("Siempre", U),
    ("Hola no puedo", U), ("Talvez", U), ("Sí sí sí tal vez", U), ("No confirmo que no pueda", U),
]  # fmt: skip


@pytest.mark.parametrize(("body", "decision"), PLAIN)
def test_the_first_line_decides_as_a_whole_or_not_at_all(body: str, decision: Decision) -> None:
    assert understood(letter(body)).decision is decision


LEFT_OPEN = [
    "me falta la aprobación de mi jefa", "dependo de que me den permiso", "ese día estoy de viaje",
    "inviten a otra persona", "preciso de autorização da chefia", "convidem alguém no meu lugar", "estarei viajando",
    "I still need approval from my boss", "I can only confirm in September", "please find someone else",
    "je dois demander à ma cheffe", "María irá en mi nombre", "Maria will attend on my behalf", "solo virtual",
    "online only", "só online", "will confirm on Monday",
    "estoy esperando respuesta de mi universidad", "aguardando resposta do chefe", "ojalá consiga pasaje",
    "haré lo posible por ir", "I'll try to make it", "vou tentar",
]  # fmt: skip


@pytest.mark.parametrize("line", LEFT_OPEN)
def test_what_leaves_a_yes_open_is_under_a_no_the_reason(line: str) -> None:
    said = line[0].upper() + line[1:]
    assert understood(letter(f"Yes\n\n{said}.")).decision is U
    assert understood(letter(f"No\n\n{said}.")).decision is D


@pytest.mark.parametrize(
    "line",
    ["Pensándolo bien, otro año", "Olvide lo anterior", "Era broma", "Foi brincadeira", "Pensando melhor, fica assim",
     "On second thought, let us wait a year", "Just kidding", "Please ignore this", "Réflexion faite, plus tard",
     "Cambié de idea", "Mudei de ideia", "I changed my mind", "Perdón, contesté a otro correo", "Sorry, wrong email"],
)  # fmt: skip
def test_second_thoughts_take_back_whatever_was_said(line: str) -> None:
    assert [understood(letter(f"{answer}\n\n{line}")).decision for answer in ("Sí", "No")] == [U, U]


@pytest.mark.parametrize(
    ("line", "decision"),
    [("Ahí estaré", U), ("Iré", U), ("I will be there", U), ("Estarei lá", U), ("Eu vou", U),
     ("Cuenten con mi presencia", U), ("No iré", D), ("Não eu vou", D), ("Iré a otra reunión", D),
     ("Vou estar viajando", D)],
)  # fmt: skip
def test_a_no_is_not_one_of_whoever_says_that_they_come(line: str, decision: Decision) -> None:
    assert understood(letter(f"No\n\n{line}")).decision is decision


QUOTES = [
    "El mar, 3 mar 2026 a las 10:15, Foro (<convoca@foro.org>) escribió:\n> Sí\n> No",
    "El mar, 3 mar 2026 a las 10:15,\nForo de Gobernanza\n<convoca@foro.org> escribió:\n\n> No",
    "Em ter., 3 de mar. de 2026 às 10:15, Foro <convoca@foro.org> escreveu:\n\n> Não",
    "On Tue, Mar 3, 2026 at 10:15 AM Foro <convoca@foro.org> wrote:\n> No",
    "Le mar. 3 mars 2026 à 10:15, Foro <convoca@foro.org> a écrit :\n> Non",
    "-----Mensaje original-----\nDe: Foro\nEnviado el: martes\nAsunto: x\n\nNo",
    "-----Mensagem original-----\nDe: Foro\nEnviada em: terça\nAssunto: x\n\nNão",
    "________________________________\nDe: Foro <convoca@foro.org>\nEnviado: martes\nPara: Luis\nAsunto: x\n\nNo",
    "From: Foro <convoca@foro.org>\nSent: Tuesday\nTo: Luis\nSubject: x\n\nNo",
    "--- Responda encima de esta línea ---\n\nNo",
    "2026-03-03 10:15 GMT-03:00 Foro <convoca@foro.org>:\n\n> No",
]  # fmt: skip


@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize("footer", ["", "\n\nEnviado desde mi iPhone", "\n\nGet Outlook for iOS"])
def test_what_is_quoted_below_never_answers(quote: str, footer: str) -> None:
    reading = understood(letter(f"Sí, acepto{footer}\n\n{quote}"))
    assert (reading.decision, reading.text) == (A, "Sí, acepto")
    assert understood(letter(f"\n\n{quote}")).decision is U


def test_an_answer_below_the_quote_is_found() -> None:
    below = "El mar, 3 mar 2026, Foro <convoca@foro.org> escribió:\n> ¿Participa?\n\nSí, acepto"
    assert understood(letter(below)).decision is A


def test_a_profile_is_one_block_of_known_labels_and_values() -> None:
    body = "Sí, acepto\nSector: Academia\nPaís: Brasil\nGénero: femenino\nOrganización: Faro\nParticipación: en línea"
    told = {"sector": "academia", "country": "BR", "gender": "female", "organisation": "Faro", "attendance": "online"}
    reading = understood(letter(body))
    assert (reading.decision, dict(reading.fields), reading.unknown_fields) == (A, told, ())


@pytest.mark.parametrize(
    "line",
    [
        "Sector: acedemia",
        "Sector: varios",
        "País: Latinoamérica",
        "Setcor: academia",
        "País: no",
        "País: SI",
        "País: N/A",
    ],
)
def test_values_and_labels_that_are_nearly_right_are_asked_back(line: str) -> None:
    reading = understood(letter(f"Sí\n{line}"))
    assert (reading.decision, dict(reading.fields), reading.unknown_fields) == (A, {}, (line,))


def test_a_value_said_twice_in_two_ways_is_neither() -> None:
    reading = understood(letter("Sí\nSector: academia\nSector: gobierno"))
    assert "sector" not in reading.fields
    assert reading.unknown_fields == ("Sector: gobierno",)


HTML = [
    '<div>Sí, acepto</div><div class="gmail_quote"><div>No</div></div>',
    "<p>Sí, acepto</p><blockquote>No</blockquote>",
    '<div>Sí, acepto</div><div id="divRplyFwdMsg">De: Foro</div><div>No</div>',
    '<div>Sí, acepto</div><hr id="stopSpelling"><div>No</div>',
    '<div>Sí,&nbsp;acepto</div><div class="moz-cite-prefix">escribió</div><blockquote type="cite">No</blockquote>',
    '<div>Sí, acepto</div><div class="yahoo_quoted">No</div>',
]  # fmt: skip


@pytest.mark.parametrize("html", HTML)
def test_html_letters_are_read_without_their_quote_containers(html: str) -> None:
    reading = understood(letter(html, kind="text/html"))
    assert (reading.decision, reading.text) == (A, "Sí, acepto")


AUTOMATIC = [
    ("Auto-Submitted: auto-replied", LetterKind.AUTO_REPLY), ("X-Autoreply: yes", LetterKind.AUTO_REPLY),
    ("Precedence: bulk", LetterKind.AUTO_REPLY), ("List-Id: <lista.org>", LetterKind.LIST),
    ("Return-Path: <>", LetterKind.AUTO_REPLY), ("X-Failed-Recipients: a@b.org", LetterKind.BOUNCE),
]  # fmt: skip


@pytest.mark.parametrize(("header", "kind"), AUTOMATIC)
def test_automatic_mail_never_answers_whatever_it_says(header: str, kind: LetterKind) -> None:
    reading = understood(letter("Sí, acepto", header))
    assert (reading.kind, reading.decision) == (kind, None)


@pytest.mark.parametrize(
    "subject", ["Respuesta automática: x", "Out of office", "Resposta automática: x", "Ausência temporária"]
)
def test_absence_notes_are_known_by_their_subject(subject: str) -> None:
    raw = letter("Sí, acepto").replace(b"Subject: Re: x", f"Subject: {subject}".encode())
    assert understood(raw).kind is LetterKind.AUTO_REPLY


SENDERS = [
    "ana@univ.org, evil@x.org", "<ana@univ>evil@x.org", "ana@univ.org (c) <evil@x.org>", "Ana", "",
    "ana@univ.org\r\nFrom: b@x.org",
]  # fmt: skip


@pytest.mark.parametrize("sender", SENDERS)
def test_a_sender_that_can_be_read_two_ways_is_nobody(sender: str) -> None:
    assert understood(letter("Sí", sender=sender)).sender is None


def test_a_delivery_report_tells_whom_it_failed_and_for_how_long() -> None:
    report = (
        "From: MAILER-DAEMON@mx.org\r\nSubject: failure\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nfailed\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.org\r\n\r\n"
        "Final-Recipient: rfc822; luis@nowhere.org\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--b--\r\n"
    )
    for action, status, permanent in (("failed", "5.1.1", True), ("delayed", "4.4.1", False)):
        reading = understood(report.format(action=action, status=status).encode())
        assert reading.kind is LetterKind.BOUNCE
        assert reading.bounce is not None
        assert (reading.bounce.status, reading.bounce.permanent) == (status, permanent)
        assert reading.bounce.recipients == ("luis@nowhere.org",)


def test_stop_is_understood_only_as_a_first_line_of_its_own() -> None:
    assert understood(letter("No me escriban más")).stop
    assert not understood(letter("Sí, acepto\nno me escriban más cartas de otros")).stop


NASTY = [
    b"", b"\x00" * 5_000, b"Subject: " + b"x" * 2_000_000, b"To: " + b"a@b.org, " * 120_000 + b"\r\n\r\nSi",
    b"Content-Type: text/plain; charset=nope\r\nFrom: a@b.org\r\n\r\nS\xed",
    b"From: a@b.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 3_000,
    b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)),
    b"From: a@b.org\r\n\r\n" + b"(" * 200_000, b"From: a@b.org\r\n\r\n" + b"El " + b"a" * 200_000,
    b"From: a@b.org\r\n\r\n" + b"a: " * 60_000, b"From: " + b"(" * 50_000 + b"\r\n\r\nx", b"\r\nSi\rNo\nSi",
    b"From: a@b.org\r\n\r\n" + b"> \n" * 60_000, b"From: a@b.org\r\n\r\n" + b"De: x\n" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("raw", NASTY, ids=range(len(NASTY)))
def test_hostile_bytes_are_read_or_set_apart_and_never_raise_or_answer(raw: bytes) -> None:
    reading = understood(raw)
    assert reading.decision in {None, U}


@pytest.mark.parametrize("tag", ["<p hidden>", "<p class=x hidden id=y>", "<p HIDDEN=''>"])
def test_what_a_program_does_not_show_answers_nothing(tag: str) -> None:
    reading = understood(letter(f"{tag}Sí</p></div><p>Lo consulto.</p>", kind="text/html"))
    assert (reading.decision, reading.text) == (U, "Lo consulto.")
