"""What happened between the service and one person, out of three tables, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, literal, null, or_, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.history import Happened, Source
from core.model.records import Channel
from core.store.rows import record_of
from core.store.tables import inbox, log, outbox
from core.store.types import Moment, OneOf, Words

_NOTHING = type_coerce(null(), Words)
_NEVER = type_coerce(null(), Moment)
_NO_WORD = literal("", Words)


class SqlHistory:
    """Reads; changes nothing. No row brings a letter's bytes, facts or words along."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, person_id: str, without: Collection[str], skip: int, limit: int) -> Sequence[Happened]:
        every = union_all(_to(person_id), _from(person_id), _logged(person_id, without)).subquery("every")
        newest = select(every).order_by(every.c.at.desc(), every.c.source, every.c.seq.desc())
        found = await self._connection.execute(newest.offset(skip).limit(limit))
        return [record_of(Happened, row) for row in found.mappings()]


def _to(person_id: str) -> Select[Any]:
    return select(
        literal(Source.TO, OneOf(Source)).label("source"), outbox.c.seq, outbox.c.created_at.label("at"), outbox.c.kind,
        type_coerce(outbox.c.channel, Words).label("channel"), type_coerce(outbox.c.state, Words).label("state"),
        outbox.c.sent_at, outbox.c.error, outbox.c.address, outbox.c.proposal_id, _NOTHING.label("actor"),
        _NOTHING.label("why"),
    ).where(outbox.c.person_id == person_id)  # fmt: skip


def _from(person_id: str) -> Select[Any]:
    return select(
        literal(Source.FROM, OneOf(Source)).label("source"), inbox.c.seq, inbox.c.received_at, inbox.c.note,
        literal(Channel.MAIL, Words), type_coerce(inbox.c.state, Words), _NEVER.label("sent_at"),
        _NO_WORD.label("error"), inbox.c.mail_from, _NOTHING.label("proposal_id"), _NOTHING.label("actor"),
        _NOTHING.label("why"),
    ).where(inbox.c.person_id == person_id)  # fmt: skip


def _logged(person_id: str, without: Collection[str]) -> Select[Any]:
    return select(
        literal(Source.LOG, OneOf(Source)).label("source"), log.c.seq, log.c.at, log.c.kind, log.c.channel,
        _NO_WORD.label("state"), _NEVER.label("sent_at"), _NO_WORD.label("error"), _NOTHING.label("address"),
        log.c.proposal_id, log.c.actor, type_coerce(log.c.facts["why"].as_string(), Words).label("why"),
    ).where(or_(log.c.person_id == person_id, log.c.actor == person_id), log.c.kind.not_in(without))  # fmt: skip
