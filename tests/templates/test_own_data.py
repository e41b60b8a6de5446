"""The page of one's own data: whole, in the person's language, and complete in itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.call.shipped import shipped_call
from core.model.chats import Chat
from core.model.held import Alias, HeldState
from core.model.letter import Decision
from core.model.order import OrderState, Verb
from core.model.own_data import (
    Announced,
    CallChanged,
    Dated,
    Entry,
    HeldReply,
    LetterFrom,
    Line,
    Named,
    Ordered,
    OwnData,
    OwnProposal,
    Place,
    Told,
    Way,
    Written,
)
from core.model.records import ConversationRecord
from templates.own_data import page
from templates.words import LANGUAGES, SOURCE, Words, catalogue
from tests.support.records import a_person

CALL = shipped_call("lacigf-2025")
AT = datetime(2025, 8, 10, 15, tzinfo=UTC)
LONG = "Una línea <b>larga</b> & entera. " * 40 + "FIN"
ENTRY = Entry(
    name="Bruno <i>Díaz</i>", address="bruno@example.org", roles=("speaker",), attendance="in_person",
    status="invited", invited_at=AT, answered_at=None,
)  # fmt: skip
PROPOSAL = OwnProposal(
    id="p1", call=CALL.id, state="sent", number=7, created_at=AT, changed_at=AT, sent_at=AT, withdrawn_at=None,
    answers={"session_type": "workshop", "answers.title": "Redes", "answers.description": LONG,
             "answers.policy_issues": ("Uno", "Dos"), "answers.methodology": None, "proponent.country": "AR",
             "answers.of_another_call": "Suelta"},
    sent={"session_type": "workshop", "answers": {"title": "Redes de antes"}, "participants": [], "co_proponent": None},
    people=(ENTRY,), extended_to=AT, session=Dated(starts_at=AT, minutes=75, place="Sala 2", cancelled_at=AT),
)  # fmt: skip
PLACE = Place(
    proposal_title=None, proponent_name="Luz", name="Ana", address="ana@example.org", roles=(), attendance=None,
    status="confirmed", attributes={"country": "UY", "sector": "academia", "unheard": "of"}, created_at=AT,
    invited_at=AT, accepted_at=AT, consented_at=AT, answered_at=AT,
)  # fmt: skip


def told(kind: str, channel: str = "mail", **facts: object) -> Told:
    return Told(
        channel=channel, kind=kind, created_at=AT, sent_at=None, state="waiting", address=None, language="es",
        about="Redes", facts=facts,
    )  # fmt: skip


EVERYTHING = OwnData(
    made_at=AT,
    call=CALL.id,
    person=a_person("ana", name="Ana Gómez", country="AR", phone="+54 351", attributes={"gender": "female"}),
    aliases=(Alias(person_id="ana", address="ana@otra.example", since=AT),),
    proposals=(PROPOSAL,),
    lists=(PLACE,),
    named_in=(Named(proposal_title="Otra", proponent_name=None, answers={"co_proponent.phone": "+598 99"}),),
    conversations=(ConversationRecord(person_id="ana", channel="web", state={}, revision=1, changed_at=AT),),
    chats=(Chat(id=7, opened_at=AT, linked_at=AT),),
    ways_in=(
        Way(kind="sign_in", created_at=None, expires_at=AT, used_at=AT),
        Way(kind="calendar", created_at=None, expires_at=AT, used_at=None, ended_at=AT),
    ),
    letters_from=(
        LetterFrom(received_at=AT, sender="ana@example.org", state="done", note="", subject="Hola", text="Sí\nvoy"),
        LetterFrom(received_at=AT, sender=None, state="done", note="", subject=None, text=None),
    ),
    held=(
        HeldReply(held_at=AT, sender="b@otra.example", state="open",
                  said={"decision": "accept", "fields": {"sector": "academia", "name": "Bruno de otra parte"}}),
        HeldReply(held_at=AT, sender="b@otra.example", state="theirs", said={}),
    ),
    told=(
        told("receipt"),
        told("of_a_newer_house"),
        told("own_data", "messenger"),
        told("participant_declined", "chat", name="Eva"),
        told("participant_declined", "chat"),
    ),
    written=(
        Written(id=1, chat=7, received_at=AT, state="done", raw={"message": {"from": {"id": 7}, "text": "Mi texto"}}),
        Written(id=2, chat=7, received_at=AT, state="done",
                raw={"callback_query": {"message": {"text": "Our own card"}, "data": "v1|x"}}),
        Written(id=3, chat=7, received_at=AT, state="done", raw={"message": {"sticker": {}}}),
    ),
    log=(
        Line(at=AT, kind="signed_in", channel="", is_own_act=True, proposal_id=None, facts={}),
        Line(at=AT, kind="of_a_newer_house", channel="", is_own_act=False, proposal_id=None, facts={"text": "Theirs"}),
        Line(at=AT, kind="office_note", channel="mail", is_own_act=True, proposal_id="p1", facts={"text": "Otra sala"}),
    ),
    orders=(
        Ordered(given_at=AT, changed_at=AT, verb="extend", state="asked", batch=1,
                said={"days": 2, "reason": "Sin luz"}),
        Ordered(given_at=AT, changed_at=AT, verb="hold", state="undone", batch=2, said={"numbers": [4, 9]}),
    ),
    announcements=(
        Announced(made_at=AT, audience="drafts", state="held",
                  texts={"es": {"subject": "Aviso <b>", "text": "Uno."}, "pt": {"subject": "Recado", "text": "Dois."}}),
    ),
    call_versions=(CallChanged(at=AT, call=CALL.id, version=3, reason="Un paro"),),
)  # fmt: skip
EMPTY = OwnData(
    made_at=AT, call=CALL.id, person=a_person("eva"), proposals=(), lists=(), named_in=(), conversations=(), chats=(),
    ways_in=(), letters_from=(), told=(), written=(), log=(),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", [EVERYTHING, EMPTY], ids=["everything", "hardly anything"])
def test_it_is_complete_in_itself_and_in_one_language(data: OwnData, language: str) -> None:
    html = page(data, language, CALL)
    assert f'<html lang="{language}">' in html
    assert not re.search(r"https?://|<script|<link|<img|@import|url\(|src=", html)
    assert "privacy." not in html
    assert "@media print" in html
    assert "prefers-color-scheme: dark" in html
    assert set(re.findall(r'href="#(\w+)"', html)) == set(re.findall(r'<section id="(\w+)"', html))


def test_answers_are_whole_in_the_words_of_the_call_and_harmless() -> None:
    html = page(EVERYTHING, "es", CALL)
    for said in (
        "Taller",
        "Redes",
        "FIN",
        "Uno\nDos",
        "Suelta",
        "Redes de antes",
        "Argentina",
        "Uruguay",
        "Academia",
        "ana@otra.example",
    ):
        assert said in html
    for escaped in ("&lt;b&gt;larga&lt;/b&gt; &amp; entera", "Bruno &lt;i&gt;Díaz&lt;/i&gt;"):
        assert escaped in html
    assert "<i>" not in html


def test_everything_else_is_told_in_words() -> None:
    html = page(EVERYTHING, "es", CALL)
    lines = (
        "bruno@example.org · Ponente · Presencial · Invitada; todavía no responde", "+598 99", "Sí\nvoy", "Mi texto",
        "Tocó un botón", "Algo que no era texto", "Eva no podrá participar.", "Recibo de la propuesta", "Chat 7",
        "Correo que llegó de otra dirección", "Enlace para entrar", "10 de agosto de 2025, 12:00", "of_a_newer_house",
        "Sus datos, en un archivo", "10 de agosto de 2025, 12:00 · 75 minutos · Sala 2",
        "Respuesta desde b@otra.example", "Espera su palabra", "Es suya", "Acepta", "Otra sala",
        "<dt>Nombre</dt><dd>Bruno de otra parte",
        "Orden: dar más tiempo", "Sin luz", "Espera su sí", "Orden: dejar en espera", "Deshecha", "4 y 9",
        "Aviso &lt;b&gt;\nUno.\n\nRecado\nDois.", "Retenido", "Versión 3 de la convocatoria", "Un paro",
    )  # fmt: skip
    assert [line for line in lines if line not in html] == []
    assert "Our own card" not in html
    assert "Theirs" not in html


def test_who_has_nothing_else_sees_just_themselves() -> None:
    assert re.findall(r'<section id="(\w+)"', page(EMPTY, "en", CALL)) == ["person"]


def test_every_label_of_the_page_is_used() -> None:
    """Words that nothing shows any more would be kept and translated for nobody."""
    labels = {key.rpartition(".")[2] for key in catalogue(SOURCE) if key.startswith("privacy.page.label.")}
    shown = {Words("es")(f"privacy.page.label.{key}") for key in labels}
    stopped = {"digest_stopped_at": AT, "digest_table_at": AT, "announcements_stopped_at": AT}
    person = a_person("ana", proved_at=AT, muted_at=AT, bounced_at=AT, **stopped)
    chat = Chat(id=7, opened_at=AT, linked_at=AT, closed_at=AT)
    gone = replace(PROPOSAL, withdrawn_at=AT)
    whole = replace(EVERYTHING, person=person, chats=(chat,), proposals=(gone,))
    html = page(whole, "es", CALL)
    assert {label for label in shown if label not in html} == set()


@pytest.mark.parametrize(
    ("room", "keys"),
    [
        ("held_state", {*HeldState}),
        ("order_state", {*OrderState}),
        ("order", {*Verb} - {Verb.UNDO, Verb.YES}),
        ("decision", {Decision.ACCEPT, Decision.DECLINE}),
    ],
)
def test_every_state_and_every_order_has_its_words(room: str, keys: set[str]) -> None:
    prefix = f"privacy.page.{room}."
    assert {key.removeprefix(prefix) for key in catalogue(SOURCE) if key.startswith(prefix)} == keys
