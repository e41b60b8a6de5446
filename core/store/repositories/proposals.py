"""Proposals of all calls."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, literal, select, union_all, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model.folding import folded
from core.model.records import Person, ProposalRecord, ProposalState
from core.model.sent import SentCounts, organisation_key
from core.ports import ProposalFilter
from core.store.repositories.looking import AT_ALL_OF_CALL, AT_ALL_OF_PERSON, AT_ONCE, LOOK_AGAIN, NEXT_LOOK, TO_LOOK_AT
from core.store.rows import changed_one, record_of, row_of
from core.store.tables import numbers, participations, people, proposals
from core.store.upsert import insert

_VALUES = proposals.c["values"]
_OLDEST_FIRST = select(proposals).order_by(proposals.c.created_at, proposals.c.id)
_ONE = _OLDEST_FIRST.where(proposals.c.id == bindparam("proposal"))
_MANY = _OLDEST_FIRST.where(proposals.c.id.in_(bindparam("these", expanding=True)))
_OF_PROPONENT = _OLDEST_FIRST.where(
    proposals.c.call == bindparam("of_call"), proposals.c.proponent_id == bindparam("proponent")
)
_OF_PROPONENTS = _OLDEST_FIRST.where(
    proposals.c.call == bindparam("of_call"), proposals.c.proponent_id.in_(bindparam("proponents", expanding=True))
)
_ADD = plain_insert(proposals)
_SAVE = update(proposals).where(proposals.c.id == bindparam("proposal"))
_OF_CALL = proposals.c.call == bindparam("of_call")
_KEY = proposals.c.organisation_key
_SENT_BY = select(literal("person"), proposals.c.proponent_id, func.count()).where(
    _OF_CALL, proposals.c.state == ProposalState.SENT, proposals.c.proponent_id.in_(bindparam("who", expanding=True))
)
_SENT_FOR = select(literal("organisation"), _KEY, func.count()).where(
    _OF_CALL, _KEY.in_(bindparam("whose", expanding=True))
)
_SENT_COUNTS = union_all(_SENT_BY.group_by(proposals.c.proponent_id), _SENT_FOR.group_by(_KEY))


class SqlProposals:
    """Proposals as rows; their answers are one JSON value each."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, proposal_id: str) -> ProposalRecord | None:
        found = await self._select(_ONE, proposal=proposal_id)
        return found[0] if found else None

    async def many(self, proposal_ids: Collection[str]) -> Mapping[str, ProposalRecord]:
        if not proposal_ids:
            return {}
        return {record.id: record for record in await self._select(_MANY, these=list(proposal_ids))}

    async def add(self, proposal: ProposalRecord) -> None:
        await self._connection.execute(_ADD, _row(proposal))

    async def save(self, proposal: ProposalRecord) -> None:
        saved = await self._connection.execute(_SAVE, {"proposal": proposal.id, **_row(proposal)})
        changed_one(saved, f"proposal {proposal.id}")

    async def of_proponent(self, call: str, person_id: str) -> Sequence[ProposalRecord]:
        return await self._select(_OF_PROPONENT, of_call=call, proponent=person_id)

    async def of_proponents(self, call: str, person_ids: Collection[str]) -> Sequence[ProposalRecord]:
        return await self._select(_OF_PROPONENTS, of_call=call, proponents=list(person_ids))

    async def find(self, call: str, wanted: ProposalFilter) -> Sequence[ProposalRecord]:
        conditions = [proposals.c.call == call]
        if wanted.state is not None:
            conditions.append(proposals.c.state == ProposalState(wanted.state))
        if wanted.session_type is not None:
            conditions.append(_VALUES["session_type"].as_string() == wanted.session_type)
        if wanted.topic is not None:
            conditions.append(_VALUES["topic"].as_string() == wanted.topic)
        found = await self._select(_OLDEST_FIRST.where(*conditions))
        text = folded(wanted.text or "")
        if not text:
            return found
        people_said = await self._people_said(call)
        return [one for one in found if text in folded(f"{one.values.get('answers.title')} {people_said[one.id]}")]

    async def next_number(self, call: str) -> int:
        raised = (
            insert(self._connection, numbers)
            .values(call=call, last=1)
            .on_conflict_do_update(index_elements=[numbers.c.call], set_={"last": numbers.c.last + 1})
            .returning(numbers.c.last)
        )
        return int((await self._connection.execute(raised)).scalar_one())

    async def sent_counts(self, call: str, proponents: Collection[Person]) -> SentCounts:
        who = {person.id for person in proponents}
        whose = {folded(person.organisation or "") for person in proponents}
        told = {"of_call": call, "who": list(who), "whose": list(whose)}
        counts: dict[str, dict[str, int]] = {"person": {}, "organisation": {}}
        for kind, key, count in await self._connection.execute(_SENT_COUNTS, told):
            counts[kind][key] = count
        return SentCounts(counts["person"], counts["organisation"])

    async def remove(self, proposal_id: str) -> None:
        never_sent = delete(proposals).where(proposals.c.id == proposal_id, proposals.c.sent_at.is_(None))
        changed_one(await self._connection.execute(never_sent), f"unsent proposal {proposal_id}")

    async def to_look_at(self, call: str, now: datetime, limit: int) -> Sequence[str]:
        told = {"of_call": call, "now": now, "most": limit}
        return list((await self._connection.execute(TO_LOOK_AT, told)).scalars())

    async def look_again(self, at: Mapping[str, datetime | None]) -> None:
        if at:
            told = [{"proposal": proposal_id, "at": moment} for proposal_id, moment in at.items()]
            await self._connection.execute(LOOK_AGAIN, told)

    async def next_look(self, call: str) -> datetime | None:
        moment: datetime | None = (await self._connection.execute(NEXT_LOOK, {"of_call": call})).scalar_one()
        return moment

    async def look_anew(self, call: str) -> None:
        await self._connection.execute(AT_ALL_OF_CALL, {"of_call": call})

    async def look_for(self, person_id: str) -> None:
        await self._connection.execute(AT_ALL_OF_PERSON, {"who": person_id})

    async def _select(self, which: Select[Any], **told: object) -> list[ProposalRecord]:
        found = await self._connection.execute(which, told)
        return [record_of(ProposalRecord, row) for row in found.mappings()]

    async def _people_said(self, call: str) -> dict[str, str]:
        """Names and addresses around each proposal, in one text: case and accents are compared in Python, where
        both databases agree."""
        found = await self._connection.execute(
            select(proposals.c.id, people.c.name, people.c.address, participations.c.name, participations.c.address)
            .join(people, people.c.id == proposals.c.proponent_id)
            .join(participations, participations.c.proposal_id == proposals.c.id, isouter=True)
            .where(proposals.c.call == call)
        )
        said: dict[str, str] = {}
        for proposal_id, *texts in found:
            said[proposal_id] = " ".join([said.get(proposal_id, ""), *(text for text in texts if text)])
        return said


def _row(proposal: ProposalRecord) -> dict[str, object]:
    key = organisation_key(proposal.state, proposal.sent)
    return row_of(proposal, look_at=AT_ONCE, organisation_key=key)
