"""One event of a conversation, whatever the channel: steer, carry out what follows, draw what is now.

A channel that must know the screen to understand what was said takes `standing` and then `heard`, and has gathered the
facts once; one that draws later needs no more. `look` and `converse` are for those that show the screen at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.dialogue import effects as do
from core.dialogue.account import Account
from core.dialogue.engine import draw, entered, reduce, told
from core.dialogue.events import Event
from core.dialogue.places.erasing import draw_erased
from core.dialogue.screen import Screen
from core.dialogue.state import Outcome, Place, State
from core.dialogue.world import World
from core.model.records import Channel, ConversationRecord, OutboxState, Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.usecases.answering.answer import Answer
from core.usecases.answering.confirm import confirm
from core.usecases.calendar.links import act_on_link, address_of, standing_link
from core.usecases.desk import Desk
from core.usecases.listing import participants
from core.usecases.listing.carrying import carry_out
from core.usecases.people import save_person
from core.usecases.privacy.erase import account_of, erase
from core.usecases.privacy.own_data import OWN_DATA, Form
from core.usecases.proposing import propose
from core.usecases.proposing.submit import submit
from core.usecases.proposing.withdraw import withdraw
from core.usecases.reminding.choosing import choose_reminders, live_by
from core.usecases.speaking import say_to_person
from core.usecases.world import NEWS_SHOWN, gather

TOAST_LIFE = timedelta(minutes=2)
"""How long a passing word ('saved') stands: who comes back later did not just do it."""


class NobodyError(LookupError):
    """There is no such person: a way in let somebody through that it should not have."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a channel, the facts as they are now, and the screen that is drawn of both."""

    channel: str
    world: World
    state: State
    screen: Screen


async def standing(desk: Desk, work: UnitOfWork, person_id: str, channel: str) -> Standing:
    """Gather what a person's screen is drawn from, changing nothing; raises NobodyError."""
    person = await _person(work, person_id)
    kept = await work.conversations.get(person_id, channel)
    now, acted_at = desk.clock.now(), kept.changed_at if kept else None
    world = await gather(desk, work, person, now, acted_at=acted_at)
    state = State.from_json(kept.state if kept else {})
    world = await _with_what_is_shown(desk, work, world, state)
    is_late = acted_at is not None and now - acted_at > TOAST_LIFE
    return Standing(channel, world, state, draw(world, replace(state, toast=None) if is_late else state))


async def heard(desk: Desk, work: UnitOfWork, at: Standing, event: Event, *, chat_id: int | None = None) -> Outcome:
    """Handle one event of somebody who stands there, in the same unit of work; return what came of it.

    `chat_id` is the messenger's chat that it came through, where it did.
    Where it had effects the world of `at` is of before: whoever draws now gathers anew. Where they erased themselves
    nothing is kept, and `draw_erased` has the last word.
    """
    now = at.world.now
    outcome = reduce(at.world, at.state, event, at.screen)
    hands = _Hands(desk, work, at.world, outcome.state, chat_id)
    await hands.carry_out(outcome.effects)
    state = hands.state
    if hands.erased is not None:
        return replace(outcome, state=state, erased=hands.erased)
    await work.conversations.save(
        ConversationRecord(
            person_id=at.world.person.id,
            channel=at.channel,
            state=state.to_json(),
            revision=state.revision,
            changed_at=now,
        )
    )
    return replace(outcome, state=state)


async def look(desk: Desk, work: UnitOfWork, person_id: str, channel: str) -> Screen:
    """Draw where the person is, changing nothing."""
    return (await standing(desk, work, person_id, channel)).screen


async def converse(desk: Desk, work: UnitOfWork, person_id: str, channel: str, event: Event) -> Screen:
    """Handle one event in this unit of work; return the screen that follows from it."""
    at = await standing(desk, work, person_id, channel)
    outcome = await heard(desk, work, at, event)
    if outcome.erased is not None:
        return draw_erased(desk.call, at.world.person.language, outcome.erased.counts)
    if outcome.effects:
        world = await gather(desk, work, await _person(work, person_id), at.world.now)
    else:
        world = replace(at.world, acted_at=None)
    return draw(await _with_what_is_shown(desk, work, world, outcome.state), outcome.state)


async def _with_what_is_shown(desk: Desk, work: UnitOfWork, world: World, state: State) -> World:
    """Return the world with what only one place shows, where that is where they are."""
    match state.place:
        case Place.ERASE:
            return replace(world, account=await account_of(desk, work, world.person, world.now))
        case Place.CALENDAR:
            token = await standing_link(desk, work, world.person, world.now)
            return replace(world, calendar=address_of(desk, token) if token else "")
        case _:
            return world


async def _person(work: UnitOfWork, person_id: str) -> Person:
    """Return who it is; an empty address is all that is left of somebody who was erased."""
    person = await work.people.get(person_id)
    if person is None or not person.address:
        raise NobodyError(person_id)
    return person


class _Hands:
    """Carries out the effects of one event, in order; `state` follows what was created or refused."""

    def __init__(self, desk: Desk, work: UnitOfWork, world: World, state: State, chat_id: int | None) -> None:
        self._desk, self._work, self._now, self._me = desk, work, world.now, world.person
        self._chat_id = chat_id
        self.state = state
        self._world: World | None = world
        """The facts, until something was carried out that may have changed them."""
        self.erased: Account | None = None
        """What was done where they erased themselves."""

    async def carry_out(self, effects: Sequence[do.Effect]) -> None:
        for effect in effects:
            await self._carry_out(effect)
            self._world = None

    async def _carry_out(self, effect: do.Effect) -> None:
        match effect:
            case do.SetLanguage(language):
                self._me = await save_person(self._work, self._me, "language", language)
            case do.SavePerson(path, value):
                self._me = await save_person(self._work, self._me, path, value)
            case do.ChooseReminders(wants):
                self._me = await choose_reminders(self._work, self._me, wants, Channel.CHAT, self._now)
            case do.LiveBy(zone):
                self._me = await live_by(self._work, self._me, zone, Channel.CHAT, self._now)
            case do.OwnCalendar(act):
                await self._own_calendar(act)
            case do.AnswerInvitation(participation_id, accept):
                await self._answer(participation_id, Answer(accept=accept, profile={}, channel=Channel.CHAT))
            case do.SaveProfile(participation_id, path, value):
                key = path.removeprefix("attributes.")
                said = {"profile": {key: value}} if value else {"profile": {}, "taken_back": (key,)}
                await self._answer(participation_id, Answer(accept=None, channel=Channel.CHAT, **said))
            case do.MarkRead():
                await self._mark_read()
            case do.SendOwnData():
                await self._send_own_data()
            case do.EraseMe():
                await self._erase()
            case do.NewProposal():
                begun = await propose.begin(self._desk, self._work, self._me, self._now)
                self._follow(proposal_id=begun.id if begun else None, refused=begun is None)
            case _:
                await self._about_proposal(effect)

    async def _about_proposal(self, effect: do.Effect) -> None:
        record = await self._record()
        if record is None:
            self._refuse("acts.gone")
            return
        me, desk, work, now = self._me, self._desk, self._work, self._now
        match effect:
            case do.SaveAnswer(path, value):
                self._follow(refused=not await propose.save_answer(desk, work, record, me, path, value, now))
            case do.NewParticipant(name, replaces):
                item = await participants.add(desk, work, record, me, name, now, replaces=replaces)
                self._follow(participation_id=item.id if item else None, refused=item is None)
            case do.Submit():
                if not await submit(desk, work, record, me, now):
                    self._refuse("acts.not_yet")
            case do.Withdraw():
                await withdraw(desk, work, record, me, now)
            case do.SaveParticipant() | do.RemoveParticipant() | do.Invite() | do.Nudge():
                said = await carry_out(desk, work, record, me, effect, self.state.participation_id, now)
                self.state = replace(self.state, toast=said) if said else self.state

    async def _answer(self, participation_id: str, answer: Answer) -> None:
        """Answer for oneself; whoever has not proved their address might be anybody (the terminal asks no proof)."""
        item = await self._mine(participation_id)
        if item is None:
            self._refuse("acts.gone")
        elif self._me.proved_at is None:
            self._refuse("acts.not_proved")
        else:
            await confirm(self._desk, self._work, item, self._me, answer, self._now)
            self._me = await _person(self._work, self._me.id)  # what they answer of themselves is theirs from now on

    async def _send_own_data(self) -> None:
        """Send the files to every open chat of theirs, at most once a minute; elsewhere they are on a page."""
        desk, work, now = self._desk, self._work, self._now
        chats = [
            await say_to_person(
                desk, work, self._me.id, OWN_DATA, {"form": form}, now, key=f"{form}:{now:%Y-%m-%dT%H:%M}"
            )
            for form in Form
        ]
        self.state = told(self.state, "privacy.toast.sent" if any(chats) else "privacy.toast.here")

    async def _own_calendar(self, act: do.CalendarLink) -> None:
        """Make, change or end the link; whoever has not proved their address might be anybody."""
        if self._me.proved_at is None:
            self._refuse("acts.not_proved")
        else:
            await act_on_link(self._desk, self._work, self._me, act, self._now, channel=Channel.CHAT)

    async def _erase(self) -> None:
        """Erase; whoever has not proved their address might be anybody."""
        if self._me.proved_at is None:
            self._refuse("acts.not_proved")
        else:
            self.erased = await erase(self._desk, self._work, self._me, actor=self._me.id, here=self._chat_id)

    async def _mine(self, participation_id: str) -> Participation | None:
        item = await self._work.participations.get(participation_id)
        return item if item is not None and item.person_id == self._me.id else None

    async def _mark_read(self) -> None:
        for notice in await self._work.outbox.of_person(self._me.id, Channel.CHAT, NEWS_SHOWN):
            if notice.state is not OutboxState.SENT:
                await self._work.outbox.sent(notice.id, self._now)

    async def _record(self) -> ProposalRecord | None:
        """The proposal at hand, only where it is this person's own (P06)."""
        if self._world is not None:
            draft = self._world.draft(self.state.proposal_id)
            return draft.record if draft else None
        record = await self._work.proposals.get(self.state.proposal_id) if self.state.proposal_id else None
        return record if record is not None and record.proponent_id == self._me.id else None

    def _follow(
        self, *, proposal_id: str | None = None, participation_id: str | None = None, refused: bool = False
    ) -> None:
        self.state = entered(self.state, proposal_id=proposal_id, participation_id=participation_id)
        if refused:
            self._refuse("acts.closed")

    def _refuse(self, key: str) -> None:
        self.state = told(self.state, key)
