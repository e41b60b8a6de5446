"""A person's marks are planted in every column that can hold one: after erasing them no byte of the file bears any."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias, HeldLetter
from core.model.order import GivenOrder, OrderState, Verb
from core.model.proposal import Attendance
from core.model.records import (
    Channel,
    ConversationRecord,
    InboxState,
    Invitation,
    OutboxState,
    ProposalState,
    Session,
)
from core.model.slot import Slot
from core.model.token import REPLY, derive, fingerprint, local_part
from core.model.version import CallVersion
from core.ports import UnitOfWork
from core.store import SqlStore
from core.store.tables import metadata
from tests.support.records import NOON, a_batch, a_letter, a_line, a_notice, a_participation, a_person, a_proposal

LATER = NOON + timedelta(days=3)
NAME, ADDRESS, PHONE, MARK = "Zaira Querandí Oyarzun", "zaira.q@lejos.example", "+506 7070 8181", "zairamark"
PRIVATE, GROUP, STRANGER, BETOS = 770_011_220_033, -100_5, 51, 61
TOKEN = derive(b"k" * 32, REPLY, "place", 1)
ALIAS, BETOS_ALIAS = "zq@otrolado.example", "luz@else.example"
NEEDLES = (ALIAS, NAME, "Zaira", ADDRESS, PHONE, MARK, str(PRIVATE))

PLANTED = {
    "people": {"address", "address_key", "name", "country", "organisation", "phone", "attributes", "zone"},
    "proposals": {"values", "sent", "organisation_key"},
    "slots": {"place"},
    "participations": {"name", "address", "attributes"},
    "conversations": {"state"},
    "tokens": {"fingerprint"},
    "sessions": {"fingerprint"},
    "inbox": {"key", "mail_from", "raw", "note"},
    "updates": {"chat", "raw", "note"},
    "held": {"fingerprint", "sender", "said"},
    "aliases": {"address", "address_key"},
    "chats": {"id", "entry", "notice", "answers"},
    "outbox": {"key", "address", "address_key", "facts", "token", "in_reply_to", "thread", "rendered", "error"},
    "batches": {"texts"},
    "call_versions": {"reason"},
    "orders": {"said"},
    "log": {"facts"},
    "ledger": {"key", "note"},
}
"""Columns in which a person can be found: each is planted below."""
NOBODY = {
    "numbers": {"call", "last"},
    "people": {"id", "created_at", "language", "proved_at", "muted_at", "bounced_at", "digest_stopped_at",
               "digest_table_at", "announcements_stopped_at", "wants"},
    "proposals": {
        "id", "call", "proponent_id", "created_at", "changed_at", "state", "number", "sent_at", "withdrawn_at",
        "revision", "look_at", "extended_to", "held_at",
    },
    "slots": {"proposal_id", "starts_at", "minutes", "sequence", "changed_at", "cancelled_at"},
    "participations": {
        "id", "proposal_id", "position", "created_at", "person_id", "roles", "attendance", "status", "generation",
        "accepted_at", "consented_at", "invited_at", "answered_at", "undelivered", "undelivered_since",
    },
    "conversations": {"person_id", "channel", "revision", "changed_at"},
    "tokens": {"purpose", "subject", "generation", "expires_at", "used_at"},
    "sessions": {"person_id", "created_at", "expires_at"},
    "held": {"participation_id", "held_at", "state"},
    "aliases": {"person_id", "since"},
    "inbox": {"seq", "id", "received_at", "recipient", "state", "attempts", "person_id"},
    "updates": {"seq", "id", "received_at", "state", "attempts", "person_id"},
    "chats": {
        "opened_at", "language", "person_id", "linked_at", "card", "wanted", "shown", "written", "always_fresh",
        "silent_until", "failures", "closed_at", "read_out", "revision",
    },
    "outbox": {
        "seq", "id", "channel", "kind", "created_at", "person_id", "language", "proposal_id", "participation_id",
        "state", "attempts", "next_at", "lease_until", "message_id", "sent_at", "batch_id",
    },
    "batches": {"id", "call", "audience", "made_at", "made_by", "state", "changed_at", "changed_by"},
    "call_versions": {
        "call", "version", "at", "by", "fingerprint", "said", "dates", "amendments", "changes", "takes_back",
    },
    "log": {"seq", "at", "kind", "actor", "channel", "proposal_id", "person_id", "blanked_at"},
    "ledger": {"at"},
    "leases": {"name", "holder", "taken_at", "until"},
    "orders": {"person_id", "batch", "position", "verb", "state", "given_at", "changed_at", "did"},
}  # fmt: skip
"""Columns of our own ids, kinds, states, counts and moments; a recipient is one of our own addresses."""


def test_every_column_is_known_to_hold_a_person_or_not() -> None:
    """Whoever adds a column decides here whether an erasure has to blank it."""
    assert {table.name: {column.name for column in table.columns} for table in metadata.sorted_tables} == {
        name: PLANTED.get(name, set()) | NOBODY[name] for name in NOBODY
    }


async def plant(work: UnitOfWork) -> None:
    await work.people.add(
        a_person(
            "p-z", address=ADDRESS, name=NAME, phone=PHONE, country=MARK, organisation=MARK,
            attributes={"sector": MARK}, proved_at=NOON, zone=MARK,
        )
    )  # fmt: skip
    await work.people.add(a_person("beto", name="Beto Luz"))
    await plant_proposals(work)
    await plant_slots(work)
    await plant_ways_in(work)
    await plant_letters(work)
    await plant_held(work)
    await plant_messages(work)
    await plant_notices(work)
    await work.log.add(a_line("person_said", actor="p-z", facts={"said": MARK}))
    await work.log.add(a_line("person_said", actor="system", person_id="p-z", facts={"said": MARK}))
    await work.log.add(a_line("listed", actor="beto", facts={"deep": [{"name": NAME, "email": ADDRESS, "note": MARK}]}))
    await work.ledger.enter(f"once:{ADDRESS}", NOON)
    await work.ledger.enter("digest", NOON, f"told {NAME}")


async def plant_proposals(work: UnitOfWork) -> None:
    contact = {"name": NAME, "email": ADDRESS, "phone": PHONE, "organisation": MARK, "country": MARK}
    entry = {"id": "p-z", "name": NAME, "email": ADDRESS, "roles": ["speaker"], "gender": MARK,
             "attributes": {"region": MARK}}  # fmt: skip
    document = {"answers": {"description": f"Con {NAME}, {PHONE}"}, "proponent": contact, "participants": [entry]}
    typed = {"answers.description": f"Escriba a {ADDRESS}", "answers.policy_issues": (f"Uno de {NAME}", "dos")}
    await work.proposals.add(a_proposal("draft", of="p-z", values={"answers.title": MARK}))
    sent = {"state": ProposalState.SENT, "sent_at": NOON, "sent": document}
    await work.proposals.add(a_proposal("hers", of="p-z", number=1, values={"proponent.phone": MARK} | typed, **sent))
    beside = {"co_proponent.name": "Z. Q.", "co_proponent.phone": PHONE, "co_proponent.organisation": MARK}
    betos = document | {"proponent": {"name": "Beto Luz", "email": "beto@example.org"}, "co_proponent": contact}
    await work.proposals.add(a_proposal("betos", of="beto", number=2, values=beside | typed, **sent | {"sent": betos}))
    await work.participations.add(
        a_participation("place", on="betos", person_id="p-z", name=NAME, address=ADDRESS, roles=("speaker",),
                        attendance=Attendance.ONLINE, attributes={"gender": MARK}, generation=1)
    )  # fmt: skip
    await work.participations.add(a_participation("unlinked", on="betos", name=MARK, address=ADDRESS.upper()))


async def plant_slots(work: UnitOfWork) -> None:
    room = f"Sala 2 ({NAME} abre)"
    await work.slots.put(
        Slot(proposal_id="betos", starts_at=LATER, minutes=75, place=room, sequence=0, changed_at=NOON)
    )


async def plant_ways_in(work: UnitOfWork) -> None:
    for name, said in (("p-z", MARK), ("beto", f"¿{NAME}?")):
        for channel in ("web", "telegram"):
            talk = {"typed": said, "toast": {"key": "k", "facts": {"name": NAME}}}
            await work.conversations.save(
                ConversationRecord(person_id=name, channel=channel, state=talk, revision=1, changed_at=NOON)
            )
    await work.sessions.add(Session(fingerprint=MARK, person_id="p-z", created_at=NOON, expires_at=LATER))
    for mark, subject in ((f"1{MARK}", "p-z"), (fingerprint(TOKEN), "place")):
        await work.tokens.put(
            Invitation(fingerprint=mark, purpose="reply", subject=subject, generation=1, expires_at=LATER)
        )


async def plant_letters(work: UnitOfWork) -> None:
    encoded = base64.encodebytes(f"Saludos a {NAME}".encode())
    base = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    await work.inbox.add(
        [
            a_letter("hers", mail_from=ADDRESS, raw=MARK.encode(), note=MARK, key=ADDRESS),
            a_letter("by header", mail_from="", raw=f"From: {NAME} <{ADDRESS.upper()}>\r\n\r\n{MARK}".encode()),
            a_letter("alias", mail_from=f"{MARK}@else.example", recipient=f"{local_part(REPLY, TOKEN)}@convoca.test"),
            a_letter("from alias", mail_from=ALIAS, raw=MARK.encode()),
            a_letter("handled", mail_from=f"{MARK}@else.example", raw=MARK.encode()),
            a_letter("plain", mail_from="beto@example.org", raw=f"\r\n\r\nCon {NAME}".encode()),
            a_letter("encoded", mail_from="beto@example.org", raw=base + encoded),
        ]
    )
    await work.inbox.done("handled", MARK, person_id="p-z")
    for name in ("plain", "encoded"):
        await work.inbox.done(name, "")


def message(sender: int, text: str, chat: int | None = None, **further: object) -> dict[str, object]:
    who = {"id": sender, "first_name": "Zaira" if sender == PRIVATE else "Beto"}
    return {"message": {"from": who, "chat": {"id": chat or sender}, "text": text, **further}}


async def plant_held(work: UnitOfWork) -> None:
    """Replies in her name, and from her addresses in another's; her aliases, and her address as another's alias."""
    await work.participations.add(a_participation("betos place", on="hers", person_id="beto", name="Beto Luz"))
    for mark, place, sender in (
        (MARK, "place", f"{MARK}@else.example"),
        ("hers", "betos place", ADDRESS.upper()),
        ("alias", "betos place", ALIAS),
        ("beto", "betos place", "luz@else.example"),
    ):
        said = {"decision": "accept", "fields": {"name": NAME}}
        await work.held.add(
            HeldLetter(fingerprint=mark, participation_id=place, sender=sender, said=said, held_at=NOON)
        )
    for person, address in (("p-z", ALIAS), ("p-z", "beto@example.org"), ("beto", ADDRESS), ("beto", BETOS_ALIAS)):
        await work.aliases.add(Alias(person_id=person, address=address, since=NOON))


async def plant_messages(work: UnitOfWork) -> None:
    raws: dict[int, tuple[int, dict[str, object]]] = {
        1: (PRIVATE, message(PRIVATE, MARK)),
        2: (PRIVATE, {"callback_query": {"from": {"id": PRIVATE, "first_name": "Zaira"}, "data": MARK}}),
        3: (GROUP, message(PRIVATE, MARK, GROUP)),
        4: (BETOS, message(BETOS, f"Sumo a {NAME}")),
        5: (GROUP, message(BETOS, "Eso", GROUP, reply_to_message=message(PRIVATE, MARK, GROUP)["message"])),
        6: (STRANGER, message(STRANGER, ADDRESS)),
        7: (99, message(99, MARK)),
    }
    await work.updates.add(
        [
            IncomingUpdate(id=number, chat=chat, received_at=NOON, raw=raw, note=MARK if number == 7 else "")
            for number, (chat, raw) in raws.items()
        ]
    )
    await work.updates.done({4: None, 6: None})
    await work.updates.done({7: "p-z"})
    await work.chats.put(
        Chat(id=PRIVATE, opened_at=NOON, person_id="p-z", entry={"a": MARK}, notice={"kind": MARK},
             answers={"9": {"path": MARK}})
    )  # fmt: skip
    await work.chats.put(Chat(id=STRANGER, opened_at=NOON, entry={"step": "code", "address": ADDRESS, "sent": 3}))
    await work.chats.put(Chat(id=BETOS, opened_at=NOON, person_id="beto", answers={"9": {"path": "answers.title"}}))


async def plant_notices(work: UnitOfWork) -> None:
    told = {"person_name": NAME, "text": MARK, "known": {"gender": MARK}}
    left = {"state": OutboxState.SENT, "facts": told, "sent_at": NOON}
    notices = [
        a_notice("sent", address=ADDRESS, person_id="p-z", in_reply_to=f"<{MARK}@x>", error=MARK, **left),
        a_notice("waiting", address=ADDRESS, rendered=MARK.encode(), facts=told),
        a_notice("code", address=ADDRESS, person_id="p-z", token={"subject": f"{PRIVATE}:p-z"}, **left),
        a_notice("message", channel=Channel.MESSENGER, thread=f"messenger:{PRIVATE}", key=f"messenger:x:{PRIVATE}:1",
                 state=OutboxState.FAILED, facts={"chat": PRIVATE, "argument": MARK}),
        a_notice("bounced", channel=Channel.CHAT, person_id="beto", key=f"chat:bounced:place:{ADDRESS}",
                 facts={"name": NAME, "address": ADDRESS}, error=f"about {NAME}"),
        a_notice("ready", address="beto@example.org", facts={"proponent_name": NAME}, rendered=NAME.encode()),
    ]  # fmt: skip
    for notice in notices:
        await work.outbox.put(notice)
    texts = {"es": {"subject": "Noticias", "text": f"Gracias a {NAME}, que responde en {ADDRESS}."}}
    await work.batches.add(a_batch("b", texts=texts))
    reason = f"A pedido de {NAME}"
    await work.versions.add(
        CallVersion(call="c", version=1, at=NOON, by="eva", reason=reason, fingerprint="f", said={})
    )
    for person, typed in (("beto", reason), ("p-z", f"Viajo con {MARK}")):
        await work.orders.add(
            GivenOrder(
                person_id=person, batch=1, position=0, verb=Verb.EXTEND, state=OrderState.ASKED, given_at=NOON,
                changed_at=NOON, said={"days": 2, "reason": typed},
            )
        )  # fmt: skip


@pytest.fixture
async def planted(store: SqlStore) -> SqlStore:
    async with store.work() as work:
        await plant(work)
    return store


def bytes_of(database: str) -> bytes:
    files = [Path(database + suffix) for suffix in ("", "-wal", "-shm")]
    return b"".join(file.read_bytes() for file in files if file.exists()).lower()


def forms(needle: str) -> set[bytes]:
    """How a text may stand in the file: as it is, with its accents spelt out for JSON, or encoded in a letter."""
    spelt = needle.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
    return {needle.lower().encode(), spelt.lower(), base64.b64encode(needle.encode())[:12].lower()}


def found(database: str) -> set[str]:
    content = bytes_of(database)
    return {needle for needle in NEEDLES if any(form in content for form in forms(needle))}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_no_byte_of_the_file_bears_a_mark(planted: SqlStore, database: str) -> None:
    assert found(database) == set(NEEDLES)
    async with planted.work() as work:
        await work.erasure.erase("p-z", LATER)
    assert found(database) == set()


async def test_what_others_said_and_are_stays(planted: SqlStore) -> None:
    async with planted.work() as work:
        await work.erasure.erase("p-z", LATER)
        betos = await work.proposals.get("betos")
        talk = await work.conversations.get("beto", "web")
        stranger, beto = await work.chats.get(STRANGER), await work.chats.get(BETOS)
        kept = await work.keeping.of("beto")
    assert betos is not None
    assert betos.sent is not None
    assert betos.sent["proponent"] == {"name": "Beto Luz", "email": "beto@example.org"}
    assert betos.values["answers.policy_issues"] == ("Uno de …", "dos")
    assert talk is not None
    assert talk.state == {"typed": "¿…?", "toast": {"key": "k", "facts": {"name": None}}}
    assert stranger == Chat(id=STRANGER, opened_at=NOON)
    assert beto == Chat(id=BETOS, opened_at=NOON, person_id="beto", answers={"9": {"path": "answers.title"}})
    in_the_group = message(BETOS, "Eso", GROUP, reply_to_message={})
    assert [update.raw for update in kept.updates] == [message(BETOS, "Sumo a …"), in_the_group]
    assert [order.said for order in kept.orders] == [{"days": 2, "reason": "A pedido de …"}]


async def test_what_others_await_and_their_other_addresses_stay(planted: SqlStore) -> None:
    async with planted.work() as work:
        await work.erasure.erase("p-z", LATER)
        (waits,) = await work.held.of_participation("betos place")
        assert await work.held.of_participation("place") == []
        known = [await work.aliases.knows("beto", address) for address in (BETOS_ALIAS, ADDRESS)]
        beto = await work.people.get("beto")
    assert (waits.fingerprint, waits.said) == ("beto", {"decision": "accept", "fields": {"name": None}})
    assert known == [True, False]
    assert beto == a_person("beto", name="Beto Luz")


async def test_order_kinds_and_moments_stay(planted: SqlStore) -> None:
    async with planted.look() as view:
        before = [(entry.seq, entry.at, entry.kind, entry.actor) for entry in await view.log.since(0)]
    async with planted.work() as work:
        await work.erasure.erase("p-z", LATER)
    async with planted.look() as view:
        assert [(entry.seq, entry.at, entry.kind, entry.actor) for entry in await view.log.since(0)] == before
        sent = (await view.keeping.of("p-z")).notices
        letters = [await view.inbox.get(name) for name in ("hers", "by header", "alias", "from alias", "handled")]
    assert [(notice.id, notice.kind, notice.created_at, notice.facts) for notice in sent] == [
        ("sent", "invitation", NOON, {}),
        ("code", "invitation", NOON, {}),
    ]
    assert [(letter.raw, letter.mail_from, letter.state) for letter in letters if letter] == [
        (b"", "", InboxState.DONE)
    ] * 5


async def test_a_letter_that_was_ready_for_somebody_else_is_made_anew(planted: SqlStore) -> None:
    async with planted.work() as work:
        await work.erasure.erase("p-z", LATER)
        (ready,) = await work.outbox.claim(Channel.MAIL, LATER, LATER, 5)
    assert (ready.id, ready.facts, ready.rendered) == ("ready", {"proponent_name": None}, None)


async def test_somebody_of_the_same_name_keeps_it(store: SqlStore) -> None:
    namesake = {"id": "other", "name": NAME, "email": "other@example.org", "roles": ["speaker"]}
    async with store.work() as work:
        await work.people.add(a_person("p-z", address=ADDRESS, name=NAME))
        await work.people.add(a_person("other", name=NAME))
        listed = a_participation("x", on="p", person_id="other", name=NAME, address="other@example.org")
        proposal = a_proposal("p", of="other", sent={"participants": [namesake]})
        await work.proposals.add(proposal)
        await work.participations.add(listed)
        await work.erasure.erase("p-z", LATER)
        assert await work.people.get("other") == a_person("other", name=NAME)
        assert await work.participations.get("x") == listed
        kept = await work.proposals.get("p")
    assert kept == replace(proposal, sent={"participants": [namesake]})
