"""The invitation as a web page: what a letter's link shows, and what its buttons do (GET shows, POST acts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.dialogue.reading.zones import zone_named
from core.model.matter import Wants
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord, ProposalState
from core.model.slot import Slot
from core.model.token import PAGE, fingerprint, is_token
from core.ports import UnitOfWork
from core.rules.profile import missing_to_confirm, optional_unknown
from core.usecases.answering.answer import Answer
from core.usecases.answering.confirm import confirm
from core.usecases.answering.unreachable import mute
from core.usecases.desk import Desk
from core.usecases.notices import title_of
from core.usecases.reminding.choosing import choose_reminders, live_by
from core.usecases.scheduling.agenda import standing

UNTOLD = "-"
"""The value by which somebody takes back what they had said of themselves (no option's key is a dash)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """Everything that the page shows to the one person who holds its link.

    `missing` and `optional` are keys of the profile ('name', 'attendance', attributes); `wrong` are keys whose last
    given value was not one of the call's. `gone` says that nothing can be answered any more.
    """

    language: str
    person_name: str | None
    address: str
    proponent_name: str | None
    proponent_organisation: str | None
    title: str | None
    description: str | None
    session_type: str | None
    modality: str | None
    roles: tuple[str, ...]
    attendance: Attendance | None
    status: ParticipationStatus
    accepted: bool
    attributes: Mapping[str, str]
    missing: tuple[str, ...]
    optional: tuple[str, ...]
    muted: bool
    gone: bool
    wrong: tuple[str, ...] = ()
    slot: Slot | None = None
    """When and where the session is, where it has a date that stands."""
    wants: Wants = Wants.ALL
    """Which reminders the person gets."""
    zone: str | None = None
    """The clock that they chose."""
    unknown_zone: str = ""
    """What was typed for a clock and is none."""


async def invitation_of(desk: Desk, work: UnitOfWork, token: str) -> InvitationPage | None:
    """Return what the link shows, None where it is not one of ours or no longer stands."""
    found = await _found(desk, work, token)
    return await _page(desk, work, *found) if found else None


async def answer_on_page(
    desk: Desk,
    work: UnitOfWork,
    token: str,
    accept: bool | None,
    profile: Mapping[str, str],
    language: str | None = None,
) -> InvitationPage | None:
    """Answer, or only complete the profile (`accept` None); the same act as a reply by mail.

    `language` is the one that the person asked the page for.
    """
    found = await _found(desk, work, token)
    if found is None:
        return None
    participation, person, _, _ = found
    told = {key: value for key, value in profile.items() if value != UNTOLD}
    answer = Answer(accept=accept, profile=told, taken_back=_untold(desk, profile), channel="page", language=language)
    outcome = await confirm(desk, work, participation, person, answer, desk.clock.now())
    after = await _found(desk, work, token)
    return await _page(desk, work, *after, wrong=outcome.wrong) if after else None


def _untold(desk: Desk, profile: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is taken back: only what a yes can do without."""
    asked = {item.key for item in desk.call.attributes if not item.required_to_confirm}
    return tuple(key for key, value in profile.items() if value == UNTOLD and key in asked)


async def mute_on_page(desk: Desk, work: UnitOfWork, token: str) -> bool:
    """Write to this person no more; False where the link is not one of ours."""
    found = await _found(desk, work, token)
    if found is None:
        return False
    await mute(desk, work, found[0], found[1], "page", desk.clock.now())
    return True


async def choose_on_page(desk: Desk, work: UnitOfWork, token: str, wants: Wants, clock: str) -> InvitationPage | None:
    """Choose which reminders come, and by whose clock: a city as people call it, '' for that of the country."""
    found = await _found(desk, work, token)
    if found is None:
        return None
    item, person, record, proponent = found
    now, zone = desk.clock.now(), zone_named(clock) if clock else None
    person = await choose_reminders(work, person, wants, "page", now)
    if zone is not None or not clock:
        person = await live_by(work, person, zone, "page", now)
    page = await _page(desk, work, item, person, record, proponent)
    return replace(page, unknown_zone=clock if clock and zone is None else "")


async def _found(
    desk: Desk, work: UnitOfWork, token: str
) -> tuple[Participation, Person, ProposalRecord, Person | None] | None:
    link = await work.tokens.get(fingerprint(token)) if is_token(token) else None
    if link is None or link.purpose != PAGE or link.expires_at <= desk.clock.now():
        return None
    item = await work.participations.get(link.subject)
    if item is None or item.generation != link.generation or item.person_id is None:
        return None
    person, record = await work.people.get(item.person_id), await work.proposals.get(item.proposal_id)
    if person is None or record is None:
        return None
    return item, person, record, await work.people.get(record.proponent_id)


async def _page(
    desk: Desk,
    work: UnitOfWork,
    item: Participation,
    person: Person,
    record: ProposalRecord,
    proponent: Person | None,
    wrong: tuple[str, ...] = (),
) -> InvitationPage:
    def text(path: str) -> str | None:
        value = record.values.get(path)
        return value if isinstance(value, str) else None

    return InvitationPage(
        language=person.language,
        person_name=item.name,
        address=person.address,
        proponent_name=proponent.name if proponent else None,
        proponent_organisation=proponent.organisation if proponent else None,
        title=title_of(record),
        description=text("answers.description"),
        session_type=text("session_type"),
        modality=text("modality"),
        roles=item.roles,
        attendance=item.attendance,
        status=item.status,
        accepted=item.accepted_at is not None and item.status.counts,
        attributes=item.attributes,
        missing=missing_to_confirm(desk.call, item),
        optional=optional_unknown(desk.call, item),
        muted=person.muted_at is not None,
        gone=record.state is ProposalState.WITHDRAWN or item.status is ParticipationStatus.WITHDRAWN,
        wrong=wrong,
        slot=await standing(work, record),
        wants=person.wants,
        zone=person.zone,
    )
