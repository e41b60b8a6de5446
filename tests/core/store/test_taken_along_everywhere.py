"""A mark in every column that can hold a person is in the file that they take along, or left out for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from core.call.shipped import shipped_call
from core.model.chats import Chat, IncomingUpdate
from core.model.held import Alias, HeldLetter
from core.model.order import GivenOrder, OrderState, Verb
from core.model.proposal import ParticipationStatus
from core.model.records import Channel, ConversationRecord, Invitation, OutboxState, Session
from core.model.slot import Slot
from core.model.version import CallVersion
from core.ports import UnitOfWork
from core.store import SqlStore
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from core.usecases.privacy.own_data import own_data
from tests.core.store.test_erasing_everywhere import PLANTED
from tests.support.records import CALL, NOON, a_batch, a_letter, a_line, a_notice, a_participation, a_person, a_proposal

LATER = NOON + timedelta(days=3)
DESK = Desk(call=shipped_call(CALL), clock=SystemClock(), ids=SystemIds(), key=b"k" * 32)
PRIVATE, GROUP = 770_011_220_033, -100_5

AS_COMPARED = "an address as it is compared: it is told as it was typed"
SECRET = "of a link or a sign-in: what opens something is not taken along; its purpose and its end are"
LEFT_OUT = {
    ("people", "address_key"): AS_COMPARED,
    ("aliases", "address_key"): AS_COMPARED,
    ("outbox", "address_key"): AS_COMPARED,
    ("proposals", "organisation_key"): "an organisation's name as it is compared: it is told as it was sent",
    ("tokens", "fingerprint"): SECRET,
    ("sessions", "fingerprint"): SECRET,
    ("held", "fingerprint"): SECRET,
    ("outbox", "token"): SECRET,
    ("outbox", "rendered"): "holds links, and is forgotten once sent; the facts say the same",
    ("outbox", "key"): "our own name of a notice that is told itself",
    ("outbox", "thread"): "the number of a chat that is told itself",
    ("inbox", "key"): "our own name of a letter that is told itself; it holds a reply address",
    ("ledger", "key"): "that something was said once: what was said is told",
    ("ledger", "note"): "that something was said once: what was said is told",
}
"""Columns that the file leaves out, each with the reason; those of `AS_COMPARED` cannot bear a mark of their own."""


def mark(table: str, column: str) -> str:
    return f"zz-{table}-{column}-zz".replace("_", "-")


def test_every_column_that_can_hold_a_person_is_taken_along_or_left_out_for_a_reason() -> None:
    """Whoever adds one decides here whether the person gets to read it."""
    columns = {(table, column) for table, found in PLANTED.items() for column in found}
    assert {*SHOWN, *LEFT_OUT} == columns
    assert not {*SHOWN} & {*LEFT_OUT}


def address(table: str, column: str = "address") -> str:
    return f"{mark(table, column)}@lejos.example"


ADDRESS = address("people")
SHOWN: Mapping[tuple[str, str], str] = {
    ("people", "address"): ADDRESS,
    ("aliases", "address"): address("aliases"),
    ("inbox", "mail_from"): ADDRESS.upper(),
    ("outbox", "address"): ADDRESS.title(),
    ("chats", "id"): f'"id": {PRIVATE}',
    ("updates", "chat"): f'"chat": {PRIVATE}',
    **{
        (table, column): mark(table, column)
        for table, columns in {
            "people": ("name", "country", "organisation", "phone", "attributes", "zone"),
            "proposals": ("values", "sent"),
            "slots": ("place",),
            "participations": ("name", "address", "attributes"),
            "conversations": ("state",),
            "inbox": ("raw", "note"),
            "updates": ("raw", "note"),
            "held": ("sender", "said"),
            "chats": ("entry", "notice", "answers"),
            "outbox": ("facts", "in_reply_to", "error"),
            "batches": ("texts",),
            "call_versions": ("reason",),
            "orders": ("said",),
            "log": ("facts",),
        }.items()
        for column in columns
    },
}
"""What is to be found in the file, by the column that it is planted in."""


async def plant(work: UnitOfWork) -> None:
    told = {column: mark("people", column) for column in ("name", "country", "organisation", "phone", "zone")}
    await work.people.add(a_person("p-z", address=ADDRESS, attributes={"sector": mark("people", "attributes")}, **told))
    await work.people.add(a_person("beto", name="Beto Luz"))
    await plant_proposals(work)
    await plant_ways_in(work)
    await plant_mail(work)
    await plant_messenger(work)
    await plant_acts(work)


async def plant_proposals(work: UnitOfWork) -> None:
    values, sent = {"answers.title": mark("proposals", "values")}, {"answers": {"title": mark("proposals", "sent")}}
    await work.proposals.add(a_proposal("hers", of="p-z", values=values, sent=sent))
    await work.proposals.add(a_proposal("betos", of="beto"))
    place = mark("slots", "place")
    await work.slots.put(
        Slot(proposal_id="hers", starts_at=LATER, minutes=75, place=place, sequence=0, changed_at=NOON)
    )
    await work.participations.add(
        a_participation(
            "place", on="betos", person_id="p-z", name=mark("participations", "name"),
            address=address("participations"), attributes={"gender": mark("participations", "attributes")},
            status=ParticipationStatus.INVITED, invited_at=NOON,
        )
    )  # fmt: skip


async def plant_ways_in(work: UnitOfWork) -> None:
    state = {"typed": mark("conversations", "state")}
    await work.conversations.save(
        ConversationRecord(person_id="p-z", channel="web", state=state, revision=1, changed_at=NOON)
    )
    await work.sessions.add(
        Session(fingerprint=mark("sessions", "fingerprint"), person_id="p-z", created_at=NOON, expires_at=LATER)
    )
    token = mark("tokens", "fingerprint")
    await work.tokens.put(Invitation(fingerprint=token, purpose="reply", subject="p-z", generation=1, expires_at=LATER))


async def plant_mail(work: UnitOfWork) -> None:
    raw = f"Subject: Hola\r\n\r\n{mark('inbox', 'raw')}".encode()
    note, key = mark("inbox", "note"), mark("inbox", "key")
    await work.inbox.add([a_letter("hers", mail_from=ADDRESS.upper(), raw=raw, note=note, key=key)])
    held = HeldLetter(
        fingerprint=mark("held", "fingerprint"), participation_id="place", sender=address("held", "sender"),
        said={"fields": {"name": mark("held", "said")}, "unknown": ["othersword"]}, held_at=NOON,
    )  # fmt: skip
    await work.held.add(held)
    await work.aliases.add(Alias(person_id="p-z", address=address("aliases"), since=NOON))
    await work.outbox.put(
        a_notice(
            "letter", key=mark("outbox", "key"), address=ADDRESS.title(), facts={"text": mark("outbox", "facts")},
            token={"subject": mark("outbox", "token")}, rendered=mark("outbox", "rendered").encode(),
            in_reply_to=f"<{mark('outbox', 'in_reply_to')}@x>", error=mark("outbox", "error"),
            state=OutboxState.SENT,
        )
    )  # fmt: skip
    await work.ledger.enter(f"once:{ADDRESS}:{mark('ledger', 'key')}", NOON, mark("ledger", "note"))


async def plant_messenger(work: UnitOfWork) -> None:
    entry, notice = {"address": mark("chats", "entry")}, {"kind": mark("chats", "notice")}
    answers = {"9": {"text": mark("chats", "answers")}}
    await work.chats.put(Chat(id=PRIVATE, opened_at=NOON, person_id="p-z", entry=entry, notice=notice, answers=answers))
    raw = {"message": {"from": {"id": PRIVATE}, "text": mark("updates", "raw")}}
    note = mark("updates", "note")
    await work.updates.add([IncomingUpdate(id=1, chat=PRIVATE, received_at=NOON, raw=raw, note=note)])
    await work.outbox.put(
        a_notice(
            "beside", channel=Channel.MESSENGER, thread=f"messenger:{PRIVATE}", facts={"argument": "in the thread"}
        )
    )


async def plant_acts(work: UnitOfWork) -> None:
    await work.log.add(a_line("said", actor="p-z", facts={"said": mark("log", "facts")}))
    await work.batches.add(a_batch("b", made_by="p-z", texts={"es": {"text": mark("batches", "texts")}}))
    reason = mark("call_versions", "reason")
    await work.versions.add(
        CallVersion(call=CALL, version=1, at=NOON, by="secretariat:p-z", reason=reason, fingerprint="f", said={})
    )
    await work.orders.add(
        GivenOrder(
            person_id="p-z", batch=1, position=0, verb=Verb.EXTEND, state=OrderState.ASKED, given_at=NOON,
            changed_at=NOON, said={"reason": mark("orders", "said")},
        )
    )  # fmt: skip


async def taken_along(store: SqlStore) -> str:
    async with store.look() as view:
        data = await own_data(DESK, view, "p-z")
    assert data is not None
    return data.to_json()


async def test_every_mark_is_in_the_file_and_none_that_is_left_out(store: SqlStore) -> None:
    async with store.work() as work:
        await plant(work)
    text = await taken_along(store)
    assert {column for column, needle in SHOWN.items() if needle not in text} == set()
    assert {column for column in LEFT_OUT if mark(*column) in text} == set()
    assert "in the thread" in text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_others_wrote_and_did_is_not(store: SqlStore) -> None:
    """In a group, from an address that became somebody else's, of what was done for the secretariat, of a session that
    they said no to.
    """
    quoted = {"from": {"id": 61, "first_name": "Luz"}, "text": "othersword"}
    hers = {"from": {"id": PRIVATE}, "text": "hers in the group", "reply_to_message": quoted}
    async with store.work() as work:
        await plant(work)
        await work.updates.add(
            [
                IncomingUpdate(id=2, chat=GROUP, received_at=NOON, raw={"message": hers}),
                IncomingUpdate(id=3, chat=GROUP, received_at=NOON, raw={"message": quoted}),
            ]
        )
        await work.aliases.add(Alias(person_id="p-z", address="beto@example.org", since=NOON))
        await work.inbox.add([a_letter("betos", mail_from="beto@example.org", raw=b"\r\n\r\nothersword")])
        facts = {"text": "her note", "reason": "her reason", "names": ["othersword"]}
        await work.log.add(a_line("office_note", actor="secretariat:p-z", facts=facts))
        await work.log.add(a_line("office_note", actor="secretariat:beto", facts={"text": "othersword"}))
        await work.batches.add(a_batch("betos", made_by="beto", changed_by="p-z", texts={"es": {"text": "othersword"}}))
        await work.proposals.add(a_proposal("another", of="beto"))
        declined = ParticipationStatus.DECLINED
        await work.participations.add(a_participation("no", on="another", person_id="p-z", status=declined))
        room = Slot(
            proposal_id="another", starts_at=LATER, minutes=75, place="othersword", sequence=0, changed_at=NOON
        )  # fmt: skip
        await work.slots.put(room)
    text = await taken_along(store)
    assert [word for word in ("hers in the group", "her note", "her reason", "othersword") if word in text] == [
        "hers in the group", "her note", "her reason",
    ]  # fmt: skip
