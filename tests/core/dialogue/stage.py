"""A small world in memory that carries out what the dialogue asks, so that whole conversations can be played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from core.call.definition import Call
from core.call.shipped import shipped_call
from core.dialogue import effects as do
from core.dialogue.account import Account
from core.dialogue.engine import draw, entered, reduce
from core.dialogue.events import Command, Event, Tap, Text
from core.dialogue.forms.form import Values
from core.dialogue.screen import Phrase, Screen
from core.dialogue.state import State
from core.dialogue.wording import name_of
from core.dialogue.world import NOTHING, Draft, InvitationSeen, News, World
from core.model.compose import compose
from core.model.finding import Finding, Severity
from core.model.proposal import Answer, Attendance, History, ParticipationStatus, Proposal
from core.model.records import Participation, Person, ProposalRecord, ProposalState
from core.rules.gate import check
from core.rules.invitations import may_be_replaced

OPEN = datetime(2025, 8, 10, 15, 0, tzinfo=UTC)
CLOSED = datetime(2025, 8, 25, 3, 0, tzinfo=UTC)
CALL = shipped_call("lacigf-2025")

Judge = Callable[[Call, Proposal, datetime], tuple[Finding, ...]]


def lacking_fields(call: Call, proposal: Proposal, now: datetime) -> tuple[Finding, ...]:
    """Judge by the call's required answers only: enough to make sending possible and impossible."""
    return tuple(
        Finding("required_field", "required_field", Severity.BLOCKS, item.path, {"field": item.path})
        for item in call.fields
        if item.required_in(proposal.session_type) and not proposal.answers.get(item.key)
    )


def gate(call: Call, proposal: Proposal, now: datetime) -> tuple[Finding, ...]:
    """Judge as the service does."""
    return check(call, proposal, now=now)


def nothing_wrong(call: Call, proposal: Proposal, now: datetime) -> tuple[Finding, ...]:
    """Find no fault, so that everything can be sent."""
    return ()


def somebody(**changes: object) -> Person:
    """A person whose data are complete."""
    known = Person(
        id="person-ana", address="ana@example.org", created_at=OPEN, name="Ana Gómez", country="AR",
        organisation="Red Abierta", phone="+543515551234", proved_at=OPEN,
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def newcomer() -> Person:
    """A person of whom only the address is known."""
    return Person(id="person-new", address="new@example.org", created_at=OPEN)


@dataclass
class Stage:
    """The facts, the state of one conversation, and everything that was asked to be done."""

    person: Person = field(default_factory=somebody)
    call: Call = CALL
    now: datetime = OPEN
    judge: Judge = lacking_fields
    state: State = field(default_factory=lambda: State(greeted=True))
    records: dict[str, ProposalRecord] = field(default_factory=dict)
    people: dict[str, Participation] = field(default_factory=dict)
    foreign: list[InvitationSeen] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    done: list[do.Effect] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    account: Account = NOTHING
    calendar: str = ""
    replacing: dict[str, str] = field(default_factory=dict)
    acted_at: datetime | None = None
    ids: int = 0

    @property
    def world(self) -> World:
        return World(
            call=self.call, now=self.now, person=self.person,
            drafts=tuple(self._draft(record) for record in reversed(self.records.values())),
            invitations=(*self.foreign, *self._own_invitations()), news=tuple(self.news), account=self.account,
            calendar=self.calendar, acted_at=self.acted_at,
        )  # fmt: skip

    @property
    def screen(self) -> Screen:
        return draw(self.world, self.state)

    @property
    def draft(self) -> Draft:
        """The proposal at hand."""
        found = self.world.draft(self.state.proposal_id)
        assert found is not None
        return found

    def act(self, event: Event) -> Screen:
        """Reduce one event, carry out its effects, look again."""
        self.events.append(event)
        outcome = reduce(self.world, self.state, event)
        self.state = outcome.state
        for effect in outcome.effects:
            self.done.append(effect)
            self._carry_out(effect)
        self.state = State.from_json(self.state.to_json())
        self.acted_at = max([self.now, *(item.at for item in self.news)])
        return self.screen

    def happens(self, kind: str, item: Participation | None = None, **facts: object) -> None:
        """Something is told of somebody on a list, or of the proposal at hand."""
        about = item.proposal_id if item else self.state.proposal_id
        facts = {"title": Phrase("chat.untitled"), "name": name_of(item.name if item else None), **facts}
        at = max([self.now, *(known.at for known in self.news)]) + timedelta(seconds=1)
        why = facts.get("why")
        phrase = Phrase(f"undelivered.news.{why}" if why else f"chat.news.{kind}", facts)
        told = News(
            at=at, phrase=phrase, unread=True, kind=kind, proposal_id=about, participation_id=item.id if item else None
        )
        self.news.insert(0, told)

    def tap(self, verb: str, argument: str | None = None) -> Screen:
        """Tap what stands on the screen under this verb (and argument, where several do)."""
        return self.act(self.tap_of(verb, argument))

    def tap_of(self, verb: str, argument: str | None = None) -> Tap:
        found = [item for item in self.screen.actions if item.verb == verb and argument in (None, item.argument)]
        assert found, f"no {verb} {argument or ''} on {self.offered()}"
        return Tap(verb, found[0].argument, self.screen.revision)

    def type(self, text: str) -> Screen:
        return self.act(Text(text, self.screen.revision))

    def command(self, name: str) -> Screen:
        return self.act(Command(name))

    def offered(self) -> list[str]:
        """The verbs on the screen."""
        return [item.verb for item in self.screen.actions]

    def begin_proposal(self, session_type: str = "debate") -> None:
        """Begin a proposal, up to its topic."""
        self.tap("new")
        self.tap("choose", session_type)

    def at(self, path: str) -> None:
        """Go to one question of the proposal at hand, by way of the summary."""
        if self.state.place != "summary":
            self.tap("summary")
        while not any(item.verb == "edit" and item.argument == path for item in self.screen.actions):
            self.tap("page", str(self.state.page + 1))
        self.tap("edit", path)

    def _draft(self, record: ProposalRecord) -> Draft:
        people = tuple(item for item in self.people.values() if item.proposal_id == record.id)
        proposal = compose(record, self.person, people, History())
        changed = record.sent is not None and dict(record.sent) != _snapshot(record, people)
        return Draft(
            record=record, participations=people, proposal=proposal,
            findings=self.judge(self.call, proposal, self.now), changed_since_sent=changed,
            replacing={new: old for new, old in self.replacing.items() if {new, old} <= {item.id for item in people}},
        )  # fmt: skip

    def _own_invitations(self) -> list[InvitationSeen]:
        return [
            self._seen(item, self.records[item.proposal_id].values)
            for item in self.people.values()
            if item.person_id == self.person.id and item.proposal_id in self.records
        ]

    def _seen(self, item: Participation, values: Values) -> InvitationSeen:
        title, kind = values.get("answers.title"), values.get("session_type")
        return InvitationSeen(
            participation=item, proponent_name=self.person.name,
            proposal_title=title if isinstance(title, str) else None,
            session_type=kind if isinstance(kind, str) else None,
        )  # fmt: skip

    def _new_id(self, kind: str) -> str:
        self.ids += 1
        return f"{kind}-{self.ids}"

    def _carry_out(self, effect: do.Effect) -> None:
        match effect:
            case do.SetLanguage(language):
                self.person = replace(self.person, language=language)
            case do.SavePerson(path, value):
                self.person = replace(self.person, **{path: value})  # type: ignore[arg-type]
            case do.ChooseReminders(wants):
                self.person = replace(self.person, wants=wants)
            case do.LiveBy(zone):
                self.person = replace(self.person, zone=zone)
            case do.OwnCalendar(act):
                self.calendar = "" if act is do.CalendarLink.END else f"https://x.test/calendar/{self._new_id(act)}.ics"
            case do.NewProposal():
                self._new_proposal()
            case do.SaveAnswer(path, answer):
                self._save_answer(path, answer)
            case do.NewParticipant(name, replaces):
                self._new_participant(name, replaces)
            case do.SaveParticipant(participation_id, path, answer):
                self._save_participant(participation_id, path, answer)
            case do.RemoveParticipant(participation_id):
                del self.people[participation_id]
            case do.Submit():
                self._submit()
            case do.Withdraw():
                self._withdraw()
            case do.AnswerInvitation(participation_id, accept):
                self._answer(participation_id, accept)
            case do.SaveProfile(participation_id, path, text):
                self._save_participant(participation_id, path, text)
            case do.MarkRead():
                self.news = [replace(item, unread=False) for item in self.news]
            case do.Invite(participation_id):
                self._set(participation_id, status=ParticipationStatus.INVITED)

    def _new_proposal(self) -> None:
        new = ProposalRecord(
            id=self._new_id("proposal"), call=self.call.id, proponent_id=self.person.id, created_at=self.now,
            changed_at=self.now,
        )  # fmt: skip
        self.records[new.id] = new
        self.state = entered(self.state, proposal_id=new.id)

    def _save_answer(self, path: str, value: Answer) -> None:
        record = self.draft.record
        self.records[record.id] = replace(record, values={**record.values, path: value})

    def _new_participant(self, name: str, replaces: str) -> None:
        assert self.state.proposal_id
        new = Participation(
            id=self._new_id("person"), proposal_id=self.state.proposal_id, position=self.ids, created_at=self.now,
            name=name,
        )  # fmt: skip
        self.people[new.id] = new
        if replaces:
            self.replacing[new.id] = replaces
        self.state = entered(self.state, participation_id=new.id)

    def _save_participant(self, participation_id: str, path: str, value: Answer) -> None:
        if path.startswith("attributes."):
            known = dict(self._participation(participation_id).attributes)
            known.pop(path.removeprefix("attributes."), None)
            if isinstance(value, str):
                known[path.removeprefix("attributes.")] = value
            self._set(participation_id, attributes=known)
        elif path == "attendance":
            self._set(participation_id, attendance=Attendance(value) if isinstance(value, str) else None)
        else:
            self._set(participation_id, **{path: value})
        if path == "address":
            mine = self.person.id if value == self.person.address else None
            self._set(participation_id, person_id=mine, status=ParticipationStatus.INVITED)
            self._take_place(participation_id)

    def _take_place(self, participation_id: str) -> None:
        old = self.people.get(self.replacing.pop(participation_id, ""))
        if old is not None and may_be_replaced(old):
            new = self.people[participation_id]
            self._set(participation_id, roles=new.roles or old.roles, attendance=new.attendance or old.attendance)
            del self.people[old.id]

    def _participation(self, participation_id: str) -> Participation:
        seen = next((item.participation for item in self.foreign if item.participation.id == participation_id), None)
        return seen or self.people[participation_id]

    def _set(self, participation_id: str, **changes: object) -> None:
        new = replace(self._participation(participation_id), **changes)  # type: ignore[arg-type]
        if participation_id in self.people:
            self.people[participation_id] = new
        self.foreign = [
            replace(item, participation=new) if item.participation.id == participation_id else item
            for item in self.foreign
        ]

    def _submit(self) -> None:
        draft = self.draft
        assert not any(item.blocks for item in draft.findings)
        self.records[draft.record.id] = replace(
            draft.record, state=ProposalState.SENT, number=draft.record.number or 7, sent_at=self.now,
            sent=_snapshot(draft.record, draft.participations),
        )  # fmt: skip

    def _withdraw(self) -> None:
        record = self.draft.record
        if record.state is ProposalState.SENT:
            self.records[record.id] = replace(record, state=ProposalState.WITHDRAWN, withdrawn_at=self.now)
        else:
            del self.records[record.id]

    def _answer(self, participation_id: str, accept: bool) -> None:
        if accept:
            self._set(participation_id, accepted_at=self.now, consented_at=self.now)
        else:
            self._set(participation_id, status=ParticipationStatus.DECLINED, accepted_at=None)


def _snapshot(record: ProposalRecord, people: tuple[Participation, ...]) -> dict[str, object]:
    return {"values": dict(record.values), "people": people}
