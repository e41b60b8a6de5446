"""What is due, compared with a slow reading of the rules, tick after tick, whatever the clocks do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings

from core.call.definition import Call
from core.model.matter import Due, Matter, State
from core.rules.due.planning import due
from tests.core.rules.due.naive import DAY, QUARTER, Reader, Said, name
from tests.core.rules.due.plays import Open, Play, plays

LEAST = 5
"""Messages in all plays together; there are some thirty. That two readings are silent alike shows little."""


class Service:
    """What the service remembers between ticks."""

    def __init__(self, play: Play) -> None:
        self.people = {person.person_id: person for person in play.people}
        self.done: set[str] = set()
        self.asked: dict[str, datetime] = {}
        self.messages: set[str] = set()

    def state(self, opened: tuple[Open, ...], now: datetime) -> State:
        found = [item.matter for item in opened if item.matter.since <= now and (not item.until or now < item.until)]
        matters = tuple(replace(item, asked_at=self.asked.get(name(item), item.asked_at)) for item in found)
        return State(matters=matters, recipients=self.people, done=self.done)

    def carry_out(self, found: Due, now: datetime) -> None:
        duties = [*found.for_secretariat, *(item.duty for item in found.dropped)]
        for message in found.messages:
            assert message.key not in self.messages
            self.messages.add(message.key)
            person = self.people[message.person_id]
            self.people[message.person_id] = replace(person, told=(*person.told, now))
            duties += message.duties
            self.asked.update({name(duty.matter): now for duty in message.duties})
        keys = {duty.key for duty in duties}
        assert not keys & self.done
        self.done |= keys


def as_said(found: Due) -> Said:
    return Said(
        messages={
            item.person_id: (item.way, frozenset((name(duty.matter), duty.day) for duty in item.duties))
            for item in found.messages
        },
        secretariat={(name(duty.matter), duty.day) for duty in found.for_secretariat},
        dropped={(name(item.duty.matter), item.duty.day, str(item.why)) for item in found.dropped},
    )


def looked_ahead(reader: Reader, state: State, now: datetime, until: datetime) -> list[datetime]:
    """Return the moments of some before `until` at which the slow reading has something to say."""
    quarters = int((until - now) / QUARTER)
    looks = {1, 2, quarters // 3, quarters // 2, quarters - 4, quarters - 1}
    moments = sorted(now + count * QUARTER for count in looks if count > 0 and now + count * QUARTER < until)
    return [moment for moment in moments if reader.answer(list(state.matters), state.recipients, moment)]


def hops(call: Call, state: State, now: datetime) -> int:
    """Return how often one must look again, each time at the next moment, until something is due or nothing ever is."""
    count, found = 0, due(call, state, now)
    while found.next_at is not None and not as_said(found):
        assert found.next_at > now
        count, now = count + 1, found.next_at
        found = due(call, state, now)
    return count


def test_what_is_due_is_what_the_rules_say_and_nothing_comes_before_the_next_moment() -> None:
    messages: list[int] = []

    @settings(max_examples=30, deadline=None)
    @given(plays())
    def compare(play: Play) -> None:
        messages.append(compared(play))

    compare()
    assert sum(messages) >= LEAST


def compared(play: Play) -> int:
    """Compare the two readings at every tick of a play; return how many messages they agree on."""
    service = Service(play)
    readers: dict[int, Reader] = {}
    book = Reader(play.calls[0][1]).book
    for tick, now in enumerate(play.clock):
        call: Call = play.call_at(now)
        reader = readers.setdefault(id(call), Reader(call, book))
        state = service.state(play.opened, now)
        matters: list[Matter] = list(state.matters)
        found, said = due(call, state, now), reader.answer(matters, state.recipients, now)
        assert as_said(found) == said
        reader.note(matters, state.recipients, said)
        service.carry_out(found, now)
        if not said and tick % 8:
            continue
        state = service.state(play.opened, now)
        again = due(call, state, now)
        assert not as_said(again)
        assert found.next_at == again.next_at or (
            found.next_at and (not again.next_at or found.next_at < again.next_at)
        )
        until = again.next_at or now + 9 * DAY
        assert looked_ahead(reader, state, now, until) == []
        assert hops(call, state, now) <= 1 + sum(len(item.days) for item in call.reminders) * len(matters)
    return len(service.messages)
