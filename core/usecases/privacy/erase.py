"""Erasing a person at their own wish: values are blanked everywhere, order and kinds stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.dialogue.account import Account, ListLeft, SentProposal
from core.model.finding import Finding
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.gate import check
from core.usecases.desk import Desk
from core.usecases.notices import note, tell_in_chat, title_of
from core.usecases.proposing.withdraw import withdraw
from core.usecases.speaking import say_in
from core.usecases.world import draft_at

_OF_PERSON = ("name", "address", "country", "organisation", "phone")
_COUNTS_PEOPLE = frozenset({"role_minimum", "confirmations", "in_person_minimum"})
"""Kinds of rule that only count who is there; others would tell what a list's people said of themselves."""
_LEFT = "participant_erased"
ELSEWHERE = "erased_elsewhere"
"""The message in every other chat of somebody who was erased; it names nobody, and nothing of it is kept."""


async def account_of(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> Account:
    """Return what erasing a person touches, as things stand; changes nothing."""
    own = await work.proposals.of_proponent(desk.call.id, person.id)
    known = [key for key in _OF_PERSON if getattr(person, key)]
    lists = [
        await _left(desk, work, record, item, now)
        for record, item in await _lists(desk, work, person)
        if item.status is not ParticipationStatus.LISTED
    ]
    return Account(
        data=(*known, *(("profile",) if person.attributes else ())),
        drafts=tuple(title_of(record) for record in own if record.state is ProposalState.DRAFT),
        sent=tuple(_sent(record) for record in own if record.sent_at is not None),
        lists=tuple(lists),
        chats=len(await work.chats.of_person(person.id)),
    )


async def erase(desk: Desk, work: UnitOfWork, person: Person, *, actor: str, here: int | None = None) -> Account:
    """Blank everything personal about somebody; return what was touched. The log keeps that it was done, and by whom.

    Their drafts are thrown away first, so that whoever was invited hears of it; proponents on whose lists they stood
    are told in chat that somebody has gone, without a name. `here` is the chat in which it was asked for, which tells
    it itself: every other open one is told once that it is linked to nobody any more.
    """
    now = desk.clock.now()
    account = await account_of(desk, work, person, now)
    for record in await work.proposals.of_proponent(desk.call.id, person.id):
        if record.state is ProposalState.DRAFT:
            await withdraw(desk, work, record, person, now)
    lists = await _lists(desk, work, person)
    chats = await work.chats.of_person(person.id)
    await work.erasure.erase(person.id, now)
    for chat in chats:
        if chat.id != here and chat.closed_at is None:
            await say_in(desk, work, chat.id, ELSEWHERE, {}, now, key=now.isoformat(), language=chat.language)
    for before, item in lists:
        standing = await work.proposals.get(before.id)  # its title may have borne their name
        news = {"title": title_of(standing) if standing else None}
        await tell_in_chat(desk, work, before.proponent_id, _LEFT, news, now, key=item.id, proposal_id=before.id)
    await note(work, now, "person_erased", actor)
    return account


async def _lists(desk: Desk, work: UnitOfWork, person: Person) -> Sequence[tuple[ProposalRecord, Participation]]:
    """Return the standing proposals of others on whose lists the person has a place."""
    places = [
        (await work.proposals.get(item.proposal_id), item)
        for item in await work.participations.of_person(person.id)
        if item.status is not ParticipationStatus.WITHDRAWN
    ]
    return [
        (record, item)
        for record, item in places
        if record is not None
        and record.proponent_id != person.id
        and record.call == desk.call.id
        and record.state is not ProposalState.WITHDRAWN
    ]


async def _left(desk: Desk, work: UnitOfWork, record: ProposalRecord, item: Participation, now: datetime) -> ListLeft:
    proponent = await work.people.get(record.proponent_id)
    lacks = await _lacks(desk, work, record, proponent, item, now) if proponent else ()
    return ListLeft(title=title_of(record), proponent=proponent.name if proponent else None, lacks=lacks)


async def _lacks(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, proponent: Person, item: Participation, now: datetime
) -> tuple[Finding, ...]:
    """Return what a proposal has enough of now and would lack without this person."""
    whole = (await draft_at(desk, work, record, proponent, now)).proposal
    others = tuple(entry for entry in whole.participants if entry.id != item.person_id)
    lacking = {_about(finding) for finding in check(desk.call, whole, now=now)}
    without = check(desk.call, replace(whole, participants=others), now=now)
    return tuple(
        finding
        for finding in without
        if finding.blocks and finding.kind in _COUNTS_PEOPLE and _about(finding) not in lacking
    )


def _about(finding: Finding) -> tuple[str, object]:
    return finding.rule, finding.facts.get("role")


def _sent(record: ProposalRecord) -> SentProposal:
    is_withdrawn = record.state is ProposalState.WITHDRAWN
    return SentProposal(id=record.id, title=title_of(record), number=record.number or 0, is_withdrawn=is_withdrawn)
