"""Every kind of letter with facts as they are in a year of the forum, in the order in which somebody gets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from templates.letters import Letter, render
from tests.gallery.people import TITLE
from tests.templates.charts.samples import REVIEWS, TOPICS, facts
from tests.templates.letters.ordered import ECHOES
from tests.templates.letters.queued import (
    BARE_EVENT,
    CALL,
    CLOSED,
    CLOSES,
    DOCUMENT,
    EVENT,
    LINKS,
    MISSING_TOPIC,
    QUIET_DAY,
    WHOLE,
    due,
)

MARTA: Mapping[str, object] = {
    "person_name": "Marta Quiroga Ibáñez",
    "proposal_title": TITLE,
    "proponent_name": "Ana Gómez",
    "proponent_organisation": "Red Abierta",
    "description": (
        "Redes de cinco países cuentan cómo se organizan cuando se acaba el primer fondo, quién paga la antena que se "
        "rompe y qué le pedirían a quien regula el espectro. La mitad del tiempo es para preguntas del público."
    ),
    "session_type": "debate",
    "proposal_number": 7,
}
SENT = {"document": {**DOCUMENT, "answers": {"title": TITLE, "description": MARTA["description"]}}}
ANA: Mapping[str, object] = {"person_name": "Ana Gómez", "proposal_title": TITLE}
CLOSE = {"deadlines": [{"key": "submission_closes", "at": CLOSES, "days": 14, "unsure": False}]}
FORGED = {"sender": "marta@universidad.example", "doubt": "dmarc", "told": {}, "remembers": False}
LEADER: Mapping[str, object] = {**MARTA, "person_name": "Taita Arsenio Chindoy", "roles": ["speaker", "moderator"]}


@dataclass(frozen=True)
class Sample:
    """A letter; `name` says in English when somebody gets it, `facts` are those that differ from the tests' own."""

    name: str
    kind: str
    facts: Mapping[str, object]

    def in_language(self, language: str) -> Letter:
        """Return it as it is sent."""
        return render(self.kind, language, {**WHOLE[self.kind], **self.facts}, CALL, LINKS)


ROOMS: Mapping[str, tuple[Sample, ...]] = {
    "Letters to people on a list": (
        Sample("Asked, and nothing is known of them", "invitation", MARTA),
        Sample("Asked for the second time this year", "invitation", {**LEADER, "missing": [], "optional": []}),
        Sample("Asked for something else than before", "invitation_changed", {**MARTA, "changed": ["roles"]}),
        Sample("Asked some days ago, and silent", "invitation_reminder", LEADER),
        Sample("A yes without the details, some days ago", "invitation_reminder", {
            **MARTA, "accepted": True, "known": {"sector": "academia"}, "missing": ["organisation", "attendance"],
        }),
        Sample("A yes without the details", "profile_missing", {**MARTA, "understood": {}, "unknown": []}),
        Sample("A yes with a line that was not understood", "profile_missing", MARTA),
        Sample("A yes with all that is needed", "echo_accepted", {**MARTA, "unknown": []}),
        Sample("Not this time", "echo_declined", MARTA),
        Sample("Neither yes nor no", "unclear", {**MARTA, "unknown": [], "text": "Déjeme ver mi agenda."}),
        Sample("Neither yes nor no, asked whether a letter was theirs", "unclear", {
            **MARTA, "unknown": [], "text": "Sí, fui yo.", "held": True,
        }),
        Sample("An answer came from another address", "was_this_you", {**MARTA, "sender": "marta.q@correo.example"}),
        Sample("An answer that may be forged", "was_this_you", {**MARTA, **FORGED}),
        Sample("Taken off the list", "removed", MARTA),
        Sample("The proposal was withdrawn", "withdrawn_participant", MARTA),
        Sample("The session has a date, and they take part", "session_dated", MARTA),
        Sample("The session has a date, and they are silent", "session_dated", {
            **MARTA, "missing": ["sector"], "calendar": {**EVENT, "accepted": False},
        }),
        Sample("The session was moved", "session_moved", MARTA),
        Sample("The date was cancelled", "session_cancelled", MARTA),
        Sample("The event is replaced, for they are asked anew", "session_cancelled", {**MARTA, "why": "asked_again"}),
        Sample("No more letters, as they wished", "muted", MARTA),
    ),
    "Letters to proponents and the secretariat": (
        Sample("A way in", "sign_in", {}),
        Sample("The code for a chat", "chat_code", {}),
        Sample("Is this address yours?", "prove_address", {}),
        Sample("A draft, the day before the close", "draft_reminder", {
            "about": [due("draft", deadline=CLOSED, left={"unit": "tomorrow", "count": 1})],
            "drafts": [
                {"title": TITLE, "findings": [MISSING_TOPIC]},
                {"title": "Lenguas originarias en la red", "findings": []},
            ]
        }),
        Sample("All that is waiting, in one letter", "reminder", {}),
        Sample("One invitation beside a draft of their own", "reminder", {"about": [
            due("draft", title="Lenguas originarias en la red", deadline=CLOSED),
            due("invitation", title=TITLE, proponent="Ana Gómez", deadline=CLOSED, missing=["sector", "country"]),
        ]}),
        Sample("Evaluations that are left", "reminder", {"about": [due("evaluation", title=None, count=4)]}),
        Sample("More time for everybody", "deadline", {"zone": "America/Bogota"}),
        Sample("Sending is open again", "deadline", {"how": "deadline_reopened"}),
        Sample("The close comes earlier than was told", "deadline", {"how": "deadline_earlier", "reason": ""}),
        Sample("More time for one proposal", "deadline_own", {}),
        Sample("Sent", "receipt", {**ANA, **SENT}),
        Sample("Changes sent", "receipt_changes", {**ANA, **SENT}),
        Sample("Withdrawn, as they asked", "withdrawn", ANA),
        Sample("Their session has a date", "session_dated", {**ANA, "roles": [], "calendar": BARE_EVENT}),
        Sample("What happened while Telegram was closed", "news", {}),
        Sample("The secretariat writes to many", "announcement", ANA),
        Sample("The secretariat's day", "digest", CLOSE),
        Sample("A day of the evaluation", "digest", {**CLOSE, "figures": facts(REVIEWS, TOPICS)}),
        Sample("A quiet day", "digest", {**QUIET_DAY, **CLOSE}),
        Sample("Orders that were carried out", "orders_echo", {}),
        Sample("More time for everybody: a yes is asked for", "orders_echo", ECHOES["asks"]),
        Sample("Orders that were not understood", "orders_echo", ECHOES["nothing"]),
        Sample("Orders that came a second time", "orders_echo", ECHOES["again"]),
        Sample("Orders from another address", "orders_unheard", {}),
    ),
}  # fmt: skip
"""Whoever adds a kind of letter adds a line here: a test asks for it."""


def samples() -> Iterator[Sample]:
    """Yield all of them in their order."""
    for room in ROOMS.values():
        yield from room
