"""Facts as the use cases queue them, for every kind of letter: whole, and as bare as they can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.call.shipped import shipped_call
from core.usecases.digesting.telling import ProblemKind
from templates.letters import Letter, Links, render
from tests.templates.charts.samples import ANSWERS, DAYS, facts
from tests.templates.letters.ordered import DONE, EXTENDED, told

CALL = shipped_call("lacigf-2025")
LINKS = Links(
    home="https://convoca.test/",
    answer="r+aaaabbbbccccddddeeeeffff22@convoca.test",
    page="https://convoca.test/i/aaaabbbbccccddddeeeeffff22",
    enter="https://convoca.test/enter/22ffffeeeeddddccccbbbbaaaa",
    code="042517",
    chat="https://t.me/convoca_test_bot?start=bbbbccccddddeeeeffffgggg22",
    stop="https://convoca.test/u/ccccddddeeeeffffgggghhhh22",
)
LANGUAGES = ("es", "pt", "en")
CLOSES = "2025-08-25T03:00:00+00:00"
SENT_AT = "2025-08-10T15:00:00+00:00"

ABOUT: Mapping[str, object] = {
    "person_name": "Bruno Díaz",
    "proposal_title": "Redes que cuidan",
    "proponent_name": "Ana Gómez",
    "session_type": "workshop",
    "proposal_number": None,
}
NOBODY: Mapping[str, object] = dict.fromkeys(ABOUT)
ASKED: Mapping[str, object] = {
    **ABOUT,
    "proponent_organisation": "Red Abierta",
    "description": "Un taller sobre redes comunitarias.",
    "modality": "hybrid",
    "roles": ["speaker"],
    "attendance": None,
    "missing": ["name", "sector", "country", "organisation", "attendance"],
    "optional": ["gender"],
    "known": {},
    "closes": CLOSES,
}
KNOWN: Mapping[str, object] = {
    **ASKED,
    "attendance": "online",
    "missing": [],
    "optional": [],
    "known": {"sector": "academia", "country": "UY", "organisation": "UdelaR", "gender": "female"},
}
BARELY_ASKED: Mapping[str, object] = {
    **NOBODY,
    **dict.fromkeys(("proponent_organisation", "description", "modality", "attendance", "closes")),
    "roles": [],
    "missing": [],
    "optional": [],
    "known": {},
}
ANSWERED: Mapping[str, object] = {
    **ABOUT,
    "roles": ["speaker", "moderator"],
    "understood": {"sector": "academia", "country": "UY", "gender": "female", "attendance": "in_person"},
    "unknown": ["Organizasión: UdelaR"],
    "missing": ["organisation"],
    "optional": ["gender"],
}
BARELY_ANSWERED: Mapping[str, object] = {
    **NOBODY,
    "roles": [],
    "understood": {},
    "unknown": [],
    "missing": ["sector"],
    "optional": [],
}
DOCUMENT: Mapping[str, object] = {
    "call": CALL.id,
    "id": "p1",
    "session_type": "workshop",
    "modality": "hybrid",
    "duration": "75",
    "topic": "cybersecurity",
    "collaborators": "Dos personas del barrio",
    "answers": {
        "title": "Redes que cuidan",
        "description": "Un taller.\nCon dos párrafos.",
        "policy_issues": ["¿Quién decide?", "¿Quién paga?"],
        "interaction_minutes": 30,
    },
    "proponent": {"name": "Ana Gómez", "email": "ana@example.org", "country": "AR", "phone": "+54 351 555 1234"},
    "co_proponent": {"name": "Luz Vega", "email": "luz@example.org"},
    "participants": [
        {
            "id": "x1", "name": "Bruno Díaz", "email": "bruno@example.org", "roles": ["speaker"],
            "attendance": "online", "status": "confirmed", "sector": "academia", "country": "UY",
            "organisation": "UdelaR", "gender": "male",
        }
    ],
}  # fmt: skip
RECEIPT: Mapping[str, object] = {**ABOUT, "number": 12, "sent_at": SENT_AT, "closes": CLOSES, "document": DOCUMENT}
MISSING_TOPIC = {
    "rule": "required_field", "kind": "required_field", "severity": "blocks", "field": "topic",
    "facts": {"field": "topic"},
}  # fmt: skip


def section(*lines: Mapping[str, object], count: int | None = None) -> Mapping[str, object]:
    """A list of a digest; `count` where it is longer than what is told of it."""
    beyond = 0 if count is None else count - len(lines)
    return {"count": len(lines) + beyond, "lines": list(lines), "beyond": beyond}


def line(title: str | None, proponent: str | None, number: int | None = None, waits_for: int = 0) -> dict[str, object]:
    """One proposal of a digest."""
    return {"id": "p1", "number": number, "title": title, "proponent": proponent, "waits_for": waits_for}


DIGEST: Mapping[str, object] = {
    "day": "2025-08-10",
    "since": "2025-08-09",
    "changed": {"new": 1, "sent": 1, "withdrawn": 1, "extended": 1, "confirmed": 2, "declined": 1},
    "new": section(line("Radios libres", "Luz Vega")),
    "sent": section(line("Redes que cuidan", "Ana Gómez", 3, 1)),
    "withdrawn": section(line("Sin red", "Eva Paz", 2)),
    "extended": section(line("Voces del Chaco", "Luis Paz", 5)),
    "held": section(line("Mar adentro", "Luz Vega", 6)),
    "waiting": section(line("Redes que cuidan", "Ana Gómez", 3, 1)),
    "problems": section(*(
        {"kind": kind, "name": "Bruno Díaz", "title": "Redes que cuidan", "number": 3, "count": 1}
        for kind in ProblemKind
    )),
    "deadlines": [
        {"key": "submission_closes", "at": CLOSES, "days": 14, "unsure": False},
        {"key": "of_another_call", "at": SENT_AT, "days": 0, "unsure": True},
    ],
    "undated": [{"key": "event_ends", "blocks": 3}],
    "reminders": 12,
    "versions": [{
        "reason": "Un corte de luz",
        "changes": [
            {"kind": "date", "path": "dates.submission_closes.at", "before": "2025-08-24", "after": "2025-08-26",
             "name": {"es": "Cierre del envío de propuestas"}},
        ],
    }],
    "totals": {"drafts": 1200, "sent": 2, "confirmed": 3, "invited": 4},
    "figures": facts(DAYS, ANSWERS),
}  # fmt: skip
QUIET_DAY: Mapping[str, object] = {
    **DIGEST,
    "since": None,
    "changed": {"new": 1, "sent": 0, "withdrawn": 0, "confirmed": 0, "declined": 0},
    **{key: section() for key in ("sent", "withdrawn", "extended", "held", "problems")},
    "deadlines": [],
    "undated": [],
    "versions": [],
    "reminders": 0,
    "figures": [],
    "new": section(line(None, None)),
    "waiting": section(line(None, None, waits_for=2)),
    "totals": {"drafts": 0, "sent": 0, "confirmed": 0, "invited": 0},
}

NEWS: list[Mapping[str, object]] = [
    {"kind": "participant_confirmed", "facts": {"name": "Luis Paz"}},
    {"kind": "participant_incomplete", "facts": {"name": None, "missing": ["sector", "country"]}},
    {"kind": "participant_bounced", "facts": {"name": "Eva Sol", "address": "eva@example.org"}},
    {"kind": "draft_reminder", "facts": {"title": "Redes que cuidan", "closes": CLOSES}},
    {"kind": "sendable", "facts": {"title": "Redes que cuidan"}},
]

ANNOUNCED: Mapping[str, object] = {
    "person_name": "Ana Gómez",
    "subject": "Dos días más para enviar",
    "text": "El envío cierra el 24 de agosto.\n\nPara mandarla:\n1. Abra su propuesta.\n2. Toque «Enviar».",
    "audience": "drafts",
}

EVENT: Mapping[str, object] = {
    "method": "request",
    "uid": "x1.0",
    "sequence": 0,
    "starts_at": "2025-11-05T18:00:00+00:00",
    "minutes": 75,
    "place": "Sala 2",
    "accepted": True,
    "token": {"subject": "x1", "generation": 0},
}
BARE_EVENT: Mapping[str, object] = {
    **EVENT, "method": "publish", "minutes": 1, "place": "", "accepted": False, "token": None,
}  # fmt: skip
MOVED: Mapping[str, object] = {
    "how": "deadline_later",
    "until": "2025-08-26T23:59:59-03:00",
    "before": "2025-08-24T23:59:59-03:00",
    "reason": "Un corte de luz dejó sin red a media Centroamérica.",
    "person_name": "Ana Gómez",
    "drafts": [{"title": "Redes que cuidan"}, {"title": None}],
}
BARELY_MOVED: Mapping[str, object] = {
    **MOVED, "how": "deadline_reopened", "before": None, "reason": "", "person_name": None, "drafts": [],
}  # fmt: skip


def due(kind: str, **known: object) -> Mapping[str, object]:
    """A thing that a reminder tells of."""
    facts = {"kind": kind, "subject": f"x-{kind}", "generation": 0, "key": "k", "count": 1, "deadline": None}
    return {**facts, "title": "Redes que cuidan", **known}


CLOSED = "2025-08-25T03:00:00+00:00"
ALL_DUE: list[Mapping[str, object]] = [
    due("draft", deadline=CLOSED),
    due("invitation", title="Voces del Chaco", proponent="Luis Paz", deadline=CLOSED, subject="x1"),
    due("profile", title=None, proponent=None, missing=["sector", "attendance"], deadline=CLOSED, subject="x2"),
    due("bounced", name="Eva Sol", address="eva@example.org", deadline=CLOSED),
    due("evaluation", title=None, count=3, deadline="2025-09-08T03:00:00+00:00"),
    due("confirmation", deadline="2025-09-20T03:00:00+00:00"),
    due("report"),
    due("task"),
]
BEFORE: Mapping[str, object] = {"starts_at": "2025-11-04T13:30:00+00:00", "minutes": 75, "place": "Sala 1"}
DATED: Mapping[str, object] = {**ABOUT, "roles": ["speaker"], "missing": [], "optional": ["gender"], "calendar": EVENT}

WHOLE: Mapping[str, Mapping[str, object]] = {
    "sign_in": {"person_name": "Ana Gómez"},
    "prove_address": {"person_name": "Ana Gómez"},
    "chat_code": {"person_name": "Ana Gómez"},
    "invitation": ASKED,
    "invitation_changed": {**KNOWN, "changed": ["roles", "modality", "attendance"]},
    "invitation_reminder": KNOWN,
    "profile_missing": ANSWERED,
    "echo_accepted": ANSWERED,
    "echo_declined": ANSWERED,
    "unclear": {**ABOUT, "text": "Quizá.\n¿Cuándo es?", "unknown": ["Organizasión: UdelaR"]},
    "was_this_you": {
        **ABOUT,
        "sender": "bruno.diaz@else.example",
        "doubt": "other_sender",
        "would": "accept",
        "told": {"sector": "academia", "organisation": "UdelaR"},
        "remembers": True,
    },
    "removed": ABOUT,
    "withdrawn_participant": ABOUT,
    "muted": ABOUT,
    "receipt": RECEIPT,
    "receipt_changes": RECEIPT,
    "withdrawn": {**ABOUT, "number": 12},
    "draft_reminder": {
        "person_name": "Ana Gómez",
        "closes": CLOSES,
        "drafts": [{"title": "Redes que cuidan", "findings": [MISSING_TOPIC]}],
    },
    "reminder": {"person_name": "Ana Gómez", "about": ALL_DUE},
    "deadline": MOVED,
    "deadline_own": {**MOVED, "how": "deadline_own", "drafts": [{"title": "Redes que cuidan"}]},
    "news": {"person_name": "Ana Gómez", "news": NEWS},
    "digest": DIGEST,
    "announcement": ANNOUNCED,
    "orders_echo": told(*DONE, EXTENDED),
    "orders_unheard": {"person_name": "María Paz", "why": "other_sender"},
    "session_dated": DATED,
    "session_moved": {**DATED, "before": BEFORE},
    "session_cancelled": {**DATED, "calendar": {**EVENT, "method": "cancel"}, "why": "cancelled"},
}
BARE: Mapping[str, Mapping[str, object]] = {
    "sign_in": {},
    "prove_address": {"person_name": None},
    "chat_code": {"person_name": None},
    "invitation": BARELY_ASKED,
    "invitation_changed": {**BARELY_ASKED, "changed": ["roles"]},
    "invitation_reminder": BARELY_ASKED,
    "profile_missing": BARELY_ANSWERED,
    "echo_accepted": {**BARELY_ANSWERED, "missing": []},
    "echo_declined": BARELY_ANSWERED,
    "unclear": {**NOBODY, "text": "", "unknown": [], "held": True},
    "was_this_you": {**NOBODY, "sender": None, "doubt": "dmarc", "would": "decline", "told": {}, "remembers": False},
    "removed": NOBODY,
    "withdrawn_participant": NOBODY,
    "muted": NOBODY,
    "receipt": {**NOBODY, "number": 1, "sent_at": SENT_AT, "closes": None, "document": {"call": CALL.id}},
    "receipt_changes": {**NOBODY, "number": 1, "sent_at": SENT_AT, "closes": None, "document": {"call": CALL.id}},
    "withdrawn": {**NOBODY, "number": None},
    "draft_reminder": {"person_name": None, "closes": CLOSES, "drafts": [{"title": None, "findings": []}]},
    "reminder": {"person_name": None, "about": [due("bounced", title=None, name=None, address=None)]},
    "deadline": BARELY_MOVED,
    "deadline_own": {**BARELY_MOVED, "how": "deadline_own"},
    "news": {"person_name": None, "news": [{"kind": "sendable", "facts": {"title": None}}]},
    "digest": QUIET_DAY,
    "announcement": {**ANNOUNCED, "person_name": None, "text": "Gracias."},
    "orders_echo": {**told(), "person_name": None},
    "orders_unheard": {"person_name": None, "why": "dmarc"},
    "session_dated": {**NOBODY, "calendar": BARE_EVENT},
    "session_moved": {**NOBODY, "calendar": BARE_EVENT, "before": {**BEFORE, "place": ""}},
    "session_cancelled": {**NOBODY, "calendar": {**BARE_EVENT, "method": "unpublish"}, "why": "cancelled"},
}
ANSWERABLE = (
    "invitation",
    "invitation_changed",
    "invitation_reminder",
    "profile_missing",
    "echo_accepted",
    "echo_declined",
    "unclear",
    "was_this_you",
    "session_dated",
    "session_moved",
    "session_cancelled",
)


def a_letter(kind: str, language: str = "es", **facts: Any) -> Letter:
    """A letter of a kind, where only the facts that a test is about need to be said."""
    return render(kind, language, {**WHOLE[kind], **facts}, CALL, LINKS)
