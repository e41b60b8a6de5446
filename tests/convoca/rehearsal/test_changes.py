"""What changes on the way is played and judged: withdrawals, other addresses and people, wishes, more time for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from convoca.rehearsal.acting.acts import DONE, Act, Choose, Correct, GiveTime, Replace, Withdraw
from convoca.rehearsal.acting.plans import Plans
from convoca.rehearsal.directing import Play
from convoca.rehearsal.log import Did, Told, reminded_of
from convoca.rehearsal.people.cast import cast_for
from convoca.rehearsal.people.temper import Temper
from convoca.rehearsal.staging.stage import Order, Reply, Stage
from core.model.matter import MatterKind, Wants
from tests.convoca.rehearsal.playing import (
    BEGINS,
    CALL,
    CLOSES,
    DAY,
    GIVEN,
    LATE,
    SEED,
    SENT,
    WITHDRAWN,
    Played,
    everything_happens,
    played,
)

pytestmark = pytest.mark.xdist_group("rehearsal")  # one small rehearsal for all
CHANGES = Withdraw | GiveTime | Correct | Replace | Choose
Kind = TypeVar("Kind", bound=Act)


def did(rehearsal: Played, kind: type[Kind]) -> list[tuple[Did, Kind]]:
    """What was done of one kind."""
    return [(item, item.act) for item in rehearsal.log.did if isinstance(item.act, kind) and item.came == DONE]


def told(rehearsal: Played, kind: str, address: str) -> list[Told]:
    return [item for item in rehearsal.log.told if item.kind == kind and item.address == address]


def reminded(rehearsal: Played, address: str) -> list[Told]:
    return [item for item in rehearsal.log.told if item.address == address and reminded_of(item)]


def moved_before(rehearsal: Played, act: Did, later: Told) -> Played:
    """The same rehearsal in which an act came just before something that was told before it."""
    rest = [item for item in rehearsal.log.happened if item is not act]
    place = rest.index(later)
    return rehearsal.happened(*rest[:place], replace(act, at=later.at), *rest[place:])


def proponent(rehearsal: Played, begun: str) -> str:
    return next(item.proponent.address for item in rehearsal.cast.proposals if f"begin:{item.number}" == begun)


def test_everything_that_changes_on_the_way_is_played(small: Played) -> None:
    assert all(did(small, kind) for kind in (Withdraw, GiveTime, Correct, Replace, Choose))


def test_people_change_their_plans_in_believable_shares() -> None:
    cast = cast_for(CALL, proposals=300, seed=SEED)
    plans = Plans(call=CALL, seed=SEED, opens=BEGINS, closes=CLOSES)
    acts = [act for item in cast.proposals for _, act in plans.sets_out(f"begin:{item.number}", item)]
    assert 5 <= sum(isinstance(act, Withdraw) for act in acts) <= 30
    assert 10 <= sum(isinstance(act, GiveTime) for act in acts) <= 45
    people = [person for item in cast.proposals for person, _ in item.people]
    assert 15 <= sum(person.temper is Temper.MISTYPED for person in people) <= 70
    wishes = [sum(person.wants is wants for person in people) for wants in (Wants.ONE_BEFORE_DEADLINE, Wants.NONE)]
    assert all(30 <= count <= 250 for count in wishes)


def test_a_reminder_after_a_withdrawal_is_found(small: Played) -> None:
    [(act, _)] = did(small, Withdraw)
    about = small.id_of(WITHDRAWN)
    last = [item for item in small.log.told if item.proposal_id == about and reminded_of(item)][-1]
    assert "after_the_end" in moved_before(small, act, last).broken()


def test_who_was_asked_and_does_not_hear_of_a_withdrawal_is_missed(small: Played) -> None:
    letters = [item for item in small.log.told if item.kind == "withdrawn_participant"]
    assert letters
    assert [small.without(letter).broken() for letter in letters] == [{"untold"}] * len(letters)


def test_a_corrected_address_that_is_not_asked_is_missed(small: Played) -> None:
    _, act = did(small, Correct)[0]
    [letter] = told(small, "invitation", act.address)
    assert "uninvited" in small.without(letter).broken()


def test_a_letter_to_the_address_that_was_corrected_is_found(small: Played) -> None:
    _, act = did(small, Correct)[0]
    [letter] = told(small, "invitation", act.address)
    [wrong] = [who.address for item in small.cast.proposals for who, _ in item.people if who.right == act.address]
    place = small.log.happened.index(letter)
    assert small.with_one_instead(place, letter, replace(letter, id="old", address=wrong)).broken() >= {"old_place"}


def test_who_takes_a_place_and_is_not_asked_is_missed(small: Played) -> None:
    for _, act in did(small, Replace):
        assert "uninvited" in small.without(*told(small, "invitation", act.address)).broken()


def test_who_leaves_a_place_and_does_not_hear_of_it_is_missed(small: Played) -> None:
    """Somebody silent is said to have been replaced after the last that they were told."""
    silent = {who.address for item in small.cast.proposals for who, _ in item.people if who.temper is Temper.NEVER}
    last = [item for item in small.log.told if item.address in silent and item.kind == "invitation_reminder"][-1]
    [asked] = told(small, "invitation", last.address)
    assert asked.participation_id
    act = Replace(
        key="otra", proposal=SENT, participation=asked.participation_id, name="Otra", address="otra@personas.example"
    )
    place = small.log.happened.index(last)
    found = [
        small.with_one_instead(place, last, Did(at=last.at, act=act, came=DONE), *letters).broken()
        for letters in ([], [replace(last, id="gone", kind="removed", facts={})])
    ]
    assert ["untold" in broken for broken in found] == [True, False]


@pytest.mark.parametrize("wants", [Wants.ONE_BEFORE_DEADLINE, Wants.NONE])
def test_a_reminder_that_somebody_did_not_want_is_found(small: Played, wants: Wants) -> None:
    """Somebody who has two reminders about one thing is said to have chosen before the first."""
    first = next(
        item
        for item in small.log.told
        if any((about.kind, about.day) == (MatterKind.INVITATION, 3) for about in reminded_of(item))
        and len(reminded(small, item.address)) > 1
    )
    choice = Did(at=first.at, act=Choose(key="elige", address=first.address, wants=wants), came=DONE)
    place = small.log.happened.index(first)
    assert small.with_one_instead(place, choice, first).broken() == {"unwanted"}


def test_who_wants_one_reminder_gets_the_last_that_helps(small: Played) -> None:
    [(act, choice)] = [(item, act) for item, act in did(small, Choose) if act.wants is Wants.ONE_BEFORE_DEADLINE]
    [last] = [item for item in reminded(small, choice.address) if item.at >= act.at]
    assert [item.day for item in reminded_of(last)] == [7]
    assert small.without(last).broken() == {"forgotten"}


def test_who_wants_no_reminders_gets_none(small: Played) -> None:
    [(act, choice)] = [(item, act) for item, act in did(small, Choose) if act.wants is Wants.NONE]
    assert [item for item in reminded(small, choice.address) if item.at >= act.at] == []


def test_the_reminders_of_who_has_more_time_go_by_their_own_close(small: Played) -> None:
    [(act, _)] = did(small, GiveTime)
    own = [
        (item, about)
        for item in reminded(small, proponent(small, LATE))
        for about in reminded_of(item)
        if about.kind is MatterKind.DRAFT and item.at > act.at
    ]
    last_day = (CLOSES - timedelta(hours=6)).date() + GIVEN * DAY
    assert [(about.day, about.on) for _, about in own] == [(day, last_day + day * DAY) for day in (-3, -1)]
    assert [small.without(item).broken() for item, _ in own] == [{"forgotten"}] * 2
    assert "unplanned" in small.without(act).broken()


async def test_a_service_that_hears_nothing_of_changes_is_found(tmp_path: Path) -> None:
    spoilt = await played(tmp_path, *everything_happens(), ends=CLOSES + (GIVEN + 1) * DAY, spoil=deaf)
    broken = spoilt.checked().broken
    assert {item.guarantee for item in broken} >= {"after_the_end", "untold", "uninvited", "unwanted", "forgotten"}
    late = proponent(spoilt, LATE)
    assert {item.at > CLOSES for item in broken if (item.guarantee, item.address) == ("forgotten", late)} == {True}


def deaf(stage: Stage) -> Play:
    """A service that says that it was done, and does nothing."""

    async def play(order: Order) -> Reply:
        unheard = [act for act in order.acts if isinstance(act, CHANGES)]
        reply = await stage.play(replace(order, acts=_besides(order.acts, unheard)))
        return replace(reply, came={**reply.came, **{act.key: DONE for act in unheard}})

    return play


def _besides(acts: Iterable[Act], others: Iterable[Act]) -> tuple[Act, ...]:
    passed = list(others)
    return tuple(act for act in acts if act not in passed)
