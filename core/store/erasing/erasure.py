"""Erasing a person, table by table. What is blanked and what stays, and why, is told in docs/store.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import ColumnElement, RowMapping, Table, delete, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, InboxState, OutboxState, ProposalState
from core.model.sent import organisation_key
from core.store.erasing.letters import letter_without
from core.store.erasing.messenger import chat_without, talk_without, update_without
from core.store.erasing.sweep import sweep
from core.store.erasing.traces import Traces
from core.store.tables import (
    aliases,
    batches,
    call_versions,
    chats,
    conversations,
    held,
    inbox,
    ledger,
    log,
    orders,
    outbox,
    participations,
    people,
    proposals,
    sessions,
    slots,
    tokens,
    updates,
)
from core.store.text import address_key, person_key

_Value = TypeVar("_Value")
_ERASED = "erased:"
"""What a key that held an address becomes, followed by the row's own id."""


class SqlErasure:
    """Blanks personal values everywhere; order, kinds, ids and moments stay."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.happened = False
        """Whether somebody was erased: the journal must then be emptied after the commit."""

    async def erase(self, person_id: str, now: datetime) -> None:
        traces = await self._traces(person_id)
        marks = frozenset(await self._column(tokens.c.fingerprint, tokens.c.subject.in_(traces.ids)))
        users = frozenset(await self._column(chats.c.id, chats.c.person_id == person_id))
        await self._whose_letters(person_id, traces)
        await self._proposals(person_id, traces, now)
        await self._person(person_id, traces, now)
        await self._notices(person_id, traces, users)
        await self._messenger(person_id, traces, users)
        await sweep(self._connection, inbox, partial(letter_without, person_id, traces, marks))
        await self._journals(person_id, traces, now)
        self.happened = True

    async def _traces(self, person_id: str) -> Traces:
        """Every address and name that the person is known by, also on lists that have no link to them."""
        person = await self._connection.execute(
            select(people.c.id, people.c.address, people.c.name).where(people.c.id == person_id)
        )
        known = [tuple(row) for row in person]
        known += [(person_id, address, "") for address in await self._aliases(person_id)]
        phones = await self._column(people.c.phone, people.c.id == person_id)
        keys = {address_key(address) for _, address, _ in known if address}
        listed = await self._connection.execute(
            select(participations.c.id, participations.c.address, participations.c.name, participations.c.person_id)
        )
        for participation_id, address, name, of in listed:
            if of == person_id or (address and address_key(address) in keys):
                known.append((participation_id, address, name))
        ids, addresses, names = zip((person_id, "", ""), *known, strict=True)
        return Traces(ids, filter(None, addresses), filter(None, names), filter(None, phones))

    async def _aliases(self, person_id: str) -> list[str]:
        """Return the person's other addresses, but for one by which somebody else is known here."""
        others = select(people.c.address_key).where(people.c.id != person_id)
        where = (aliases.c.person_id == person_id) & aliases.c.address_key.not_in(others)
        return await self._column(aliases.c.address, where)

    async def _whose_letters(self, person_id: str, traces: Traces) -> None:
        """Replies in their name, or from an address of theirs in another's name, wait no more."""
        addresses = or_(aliases.c.person_id == person_id, aliases.c.address_key.in_(traces.addresses))
        await self._connection.execute(delete(aliases).where(addresses))
        senders = await self._connection.execute(select(held.c.fingerprint, held.c.sender))
        from_them = [fingerprint for fingerprint, sender in senders if traces.is_address(sender)]
        waiting = or_(held.c.participation_id.in_(traces.ids), held.c.fingerprint.in_(from_them))
        await self._connection.execute(delete(held).where(waiting))
        await sweep(self._connection, held, partial(_held_without, traces))

    async def _proposals(self, person_id: str, traces: Traces, now: datetime) -> None:
        """A draft that never left is theirs alone and is emptied; what was sent stays, without the person."""
        never_sent = (proposals.c.proponent_id == person_id, proposals.c.sent_at.is_(None))
        emptied = {"values": {}, "state": ProposalState.WITHDRAWN, "withdrawn_at": now}
        await self._connection.execute(update(proposals).where(*never_sent).values(emptied))

        def without_them(row: RowMapping) -> Mapping[str, object]:
            theirs = row["proponent_id"] == person_id
            values, sent = _answers_without(traces, row["values"], theirs), traces.out_of_json(row["sent"])
            key = organisation_key(row["state"], sent if isinstance(sent, Mapping) else None)
            return {"values": values, "sent": sent, "organisation_key": key}

        await sweep(self._connection, proposals, without_them)
        await sweep(self._connection, slots, partial(_slot_without, traces))

    async def _person(self, person_id: str, traces: Traces, now: datetime) -> None:
        """The row stays, for what hangs on it; a place on a list with nobody behind it counts as withdrawn."""
        nobody: dict[str, object] = {"name": None, "attributes": {}}
        await self._change(
            people,
            people.c.id == person_id,
            **nobody,
            address="",
            address_key=person_key(person_id, ""),
            country=None,
            organisation=None,
            phone=None,
            zone=None,
            muted_at=now,
        )
        await self._change(
            participations,
            participations.c.id.in_(traces.ids),
            **nobody,
            address=None,
            attendance=None,
            status=ParticipationStatus.WITHDRAWN,
        )
        for table in (conversations, sessions, orders):
            await self._connection.execute(delete(table).where(table.c.person_id == person_id))
        await self._connection.execute(delete(tokens).where(tokens.c.subject.in_(traces.ids)))

    async def _notices(self, person_id: str, traces: Traces, users: frozenset[int]) -> None:
        """What is still to be said to them is not said; what was said stays as a row without words."""
        threads = [f"{Channel.MESSENGER}:{chat_id}" for chat_id in users]
        to_them = or_(
            outbox.c.person_id == person_id,
            outbox.c.address_key.in_(traces.addresses),
            outbox.c.thread.in_(threads),
        )
        left = (OutboxState.SENT, OutboxState.FAILED)
        await self._connection.execute(delete(outbox).where(to_them, outbox.c.state.not_in(left)))
        await self._change(
            outbox,
            to_them,
            key=literal(_ERASED) + outbox.c.id,
            address=None,
            address_key=None,
            facts={},
            token=None,
            thread=None,
            in_reply_to=None,
            rendered=None,
            error="",
        )
        await sweep(self._connection, outbox, partial(_notice_without, traces), and_then={"rendered": None})
        await sweep(self._connection, batches, partial(_batch_without, traces))
        await sweep(self._connection, call_versions, partial(_version_without, traces))
        await sweep(self._connection, orders, partial(_order_without, traces))

    async def _messenger(self, person_id: str, traces: Traces, users: frozenset[int]) -> None:
        """What they wrote in a chat stays as rows without words, and the chat is forgotten."""
        from_them = or_(updates.c.person_id == person_id, updates.c.chat.in_(users))
        await self._change(updates, from_them, raw={}, chat=None, note="", state=InboxState.DONE, person_id=None)
        await self._connection.execute(delete(chats).where(chats.c.person_id == person_id))
        await sweep(self._connection, updates, partial(update_without, traces, users))
        await sweep(self._connection, chats, partial(chat_without, traces))
        await sweep(self._connection, conversations, partial(talk_without, traces))

    async def _journals(self, person_id: str, traces: Traces, now: datetime) -> None:
        """Lines about them or by them lose their facts; the ledger loses the keys that spell an address."""
        about_them = or_(log.c.person_id == person_id, log.c.actor == person_id)
        await self._change(log, about_them, facts={}, blanked_at=now)
        await sweep(self._connection, log, partial(_facts_without, traces), and_then={"blanked_at": now})
        entered = await self._connection.execute(select(ledger.c.key, ledger.c.note))
        bearing = [key for key, note in entered if traces.are_in(key) or traces.are_in(note)]
        await self._connection.execute(delete(ledger).where(ledger.c.key.in_(bearing)))

    async def _column(self, column: ColumnElement[_Value], where: ColumnElement[bool]) -> list[_Value]:
        return list((await self._connection.execute(select(column).where(where))).scalars())

    async def _change(self, table: Table, where: ColumnElement[bool], **values: object) -> None:
        await self._connection.execute(update(table).where(where).values(values))


def _facts_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    return {"facts": traces.out_of_json(row["facts"])}


def _slot_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    return {"place": traces.out_of(row["place"])}


def _held_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    return {"said": traces.out_of_json(row["said"])}


def _notice_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    """A letter to somebody else that was made ready already is made ready anew, from what is left of its facts."""
    key = _ERASED + row["id"] if traces.are_in(row["key"]) else row["key"]
    return {"key": key, "facts": traces.out_of_json(row["facts"]), "error": traces.out_of(row["error"])}


def _batch_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    return {"texts": traces.out_of_json(row["texts"])}


def _order_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    """A reason that waits for a yes can speak of somebody."""
    return {"said": traces.out_of_json(row["said"])}


def _version_without(traces: Traces, row: RowMapping) -> Mapping[str, object]:
    """An organiser's reason for another date can speak of somebody."""
    return {"reason": traces.out_of(row["reason"])}


def _answers_without(traces: Traces, values: Mapping[str, object], theirs: bool) -> Mapping[str, object]:
    """Answers by dotted path: those of a contact who is the person are blanked, texts are cut."""
    them = {path.rpartition(".")[0] for path, answer in values.items() if traces.is_reached_by(answer)}
    if theirs:
        them.add("proponent")
    blanked = them - {""}
    return {
        path: None if path.rpartition(".")[0] in blanked else traces.out_of_json(answer)
        for path, answer in values.items()
    }
