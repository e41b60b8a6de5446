from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from core.model.records import ProposalRecord, ProposalState
from core.model.sent import SentCounts
from core.ports import ProposalFilter, UnitOfWork
from core.store import SqlStore
from tests.support.records import CALL, NOON, a_participation, a_person, a_proposal

FULL = a_proposal(
    state=ProposalState.SENT,
    number=7,
    values={
        "session_type": "panel",
        "topic": "cybersecurity",
        "answers.title": "Redes comunitarias",
        "answers.policy_issues": ("one", "two"),
        "answers.interaction_minutes": 20,
        "answers.nri_origin": None,
    },
    sent={"proponent": {"name": "Ana", "organisation": "Red"}, "participants": [{"roles": ["speaker"]}]},
    sent_at=NOON,
    withdrawn_at=NOON + timedelta(days=1),
    revision=3,
)


async def arrange(work: UnitOfWork, *proposals: ProposalRecord) -> None:
    await work.people.add(a_person("ana", name="Ana Peña"))
    await work.people.add(a_person("beto", name="Beto Luz"))
    for proposal in proposals:
        await work.proposals.add(proposal)


async def test_a_proposal_comes_back_whole(store: SqlStore) -> None:
    async with store.work() as work:
        await arrange(work, FULL)
    async with store.look() as view:
        assert await view.proposals.get("p1") == FULL
        assert await view.proposals.get("p2") is None


async def test_a_saved_proposal_replaces_what_was_there(store: SqlStore) -> None:
    changed = replace(FULL, values={}, sent=None, sent_at=None, number=None, state=ProposalState.DRAFT, revision=4)
    async with store.work() as work:
        await arrange(work, FULL)
        await work.proposals.save(changed)
        assert await work.proposals.get("p1") == changed
        with pytest.raises(LookupError, match="p9"):
            await work.proposals.save(a_proposal("p9"))


async def test_a_proponents_proposals_come_oldest_first_and_of_one_call(store: SqlStore) -> None:
    late, early = a_proposal("late", created_at=NOON + timedelta(hours=1)), a_proposal("early")
    async with store.work() as work:
        await arrange(work, late, early, a_proposal("other", of="beto"), a_proposal("fib", call="fib"))
        assert await work.proposals.of_proponent(CALL, "ana") == [early, late]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (ProposalFilter(), ["a", "b", "c"]),
        (ProposalFilter(state="sent"), ["b"]),
        (ProposalFilter(session_type="panel"), ["a", "b"]),
        (ProposalFilter(session_type="panel", topic="environment"), ["b"]),
        (ProposalFilter(topic="nothing of the kind"), []),
        (ProposalFilter(text="COMUNITARIAS"), ["a"]),
        (ProposalFilter(text="pena"), ["a", "b"]),
        (ProposalFilter(text="zoë"), ["c"]),
        (ProposalFilter(text="zoe@arbol"), ["c"]),
        (ProposalFilter(text="pena", state="sent"), ["b"]),
        (ProposalFilter(text="  "), ["a", "b", "c"]),
        (ProposalFilter(text="%"), []),
    ],
)
async def test_the_secretariat_finds_what_it_asks_for(store: SqlStore, wanted: ProposalFilter, ids: list[str]) -> None:
    first = a_proposal("a", values={"session_type": "panel", "answers.title": "Redes comunitarias"})
    second = a_proposal("b", state=ProposalState.SENT, values={"session_type": "panel", "topic": "environment"})
    third = a_proposal("c", of="beto", values={"session_type": "workshop"})
    async with store.work() as work:
        await arrange(work, first, second, third, replace(first, id="elsewhere", call="fib"))
        await work.participations.add(a_participation("x1", on="c", name="ZOE Árbol", address="zoe@arbol.example"))
        await work.participations.add(a_participation("x2", on="c"))
    async with store.look() as view:
        assert [one.id for one in await view.proposals.find(CALL, wanted)] == ids


async def test_an_unknown_state_is_refused_rather_than_found_nowhere(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="lost"):
        async with store.look() as view:
            await view.proposals.find(CALL, ProposalFilter(state="lost"))


async def test_numbers_rise_from_one_in_each_call(store: SqlStore) -> None:
    async with store.work() as work:
        given = [await work.proposals.next_number(call) for call in (CALL, CALL, "fib")]
    async with store.work() as work:
        given.append(await work.proposals.next_number(CALL))
    assert given == [1, 2, 1, 3]


async def test_a_number_is_never_kept_by_two_proposals_of_a_call(store: SqlStore) -> None:
    async with store.work() as work:
        await arrange(work, a_proposal("a", number=1), a_proposal("b", number=1, call="fib"))
    with pytest.raises(IntegrityError):
        async with store.work() as work:
            await work.proposals.add(a_proposal("c", number=1))


async def test_limits_see_how_much_was_sent_by_whom_and_for_which_organisation(store: SqlStore) -> None:
    def sent(name: str, organisation: str | None, **given: object) -> ProposalRecord:
        return a_proposal(name, state=ProposalState.SENT, sent={"proponent": {"organisation": organisation}}, **given)

    async with store.work() as work:
        await arrange(
            work,
            sent("a", "Red"),
            sent("b", None, of="beto"),
            sent("c", " RÉD", of="beto"),
            sent("other", "Otra", of="beto"),
            sent("elsewhere", "Red", call="fib"),
            a_proposal("draft"),
            replace(sent("gone", "Red"), state=ProposalState.WITHDRAWN),
        )
        ana, beto = a_person("ana", organisation="red"), a_person("beto", organisation="")
        counts = [await work.proposals.sent_counts(CALL, people) for people in ([ana], [beto], [ana, beto])]
    assert counts == [
        SentCounts({"ana": 1}, {"red": 2}),
        SentCounts({"beto": 3}, {}),
        SentCounts({"ana": 1, "beto": 3}, {"red": 2}),
    ]


async def test_limits_see_what_was_sent_and_withdrawn_in_the_same_unit_of_work(store: SqlStore) -> None:
    sent = replace(a_proposal("a"), state=ProposalState.SENT, number=1, sent={"proponent": {"organisation": "Red"}})
    ana, none = a_person("ana", organisation="Red"), SentCounts({}, {})
    async with store.work() as work:
        await arrange(work, a_proposal("a"))
        seen = [await work.proposals.sent_counts(CALL, [ana])]
        for changed in (sent, replace(sent, state=ProposalState.WITHDRAWN), replace(a_proposal("a"), number=1)):
            await work.proposals.save(changed)
            seen.append(await work.proposals.sent_counts(CALL, [ana]))
    assert seen == [none, SentCounts({"ana": 1}, {"red": 1}), none, none]


async def test_a_draft_is_removed_with_its_people(store: SqlStore) -> None:
    async with store.work() as work:
        await arrange(work, a_proposal())
        await work.participations.add(a_participation())
        await work.proposals.remove("p1")
    async with store.look() as view:
        assert await view.proposals.get("p1") is None
        assert await view.participations.get("x1") is None


async def test_what_was_sent_is_never_removed(store: SqlStore) -> None:
    async with store.work() as work:
        await arrange(work, FULL)
        with pytest.raises(LookupError, match="p1"):
            await work.proposals.remove("p1")
        assert await work.proposals.get("p1") == FULL
