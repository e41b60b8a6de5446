"""One proposal has more time than its neighbours: everywhere it is asked about, its own close holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.dialogue.screen import Screen
from core.model.finding import Severity
from core.model.records import Person, ProposalRecord
from core.rules.calendar.extending import Refused, Why
from core.rules.calendar.standing import as_it_stands_for
from core.usecases.calendar.extend_proposals import OwnExtended, given_since, take_back_newest_own, take_back_own
from core.usecases.listing import participants
from core.usecases.office.proposal import proposal
from core.usecases.world import draft_at
from templates.letters import render
from templates.say import say
from templates.words import Words
from tests.builders import CALL, CLOSES, House
from tests.core.usecases.calendar.moving import give, settle
from tests.templates.letters.queued import LINKS

AFTER = CLOSES + timedelta(hours=1)
OWN = datetime(2025, 8, 27, 3, tzinfo=UTC)
"""Two days after the close."""


def text_of(screen: Screen) -> str:
    """Everything that a screen says in Spanish, by the call's clock."""
    phrases = [phrase for block in screen.blocks for phrase in (block.label, *block.detail)]
    return "\n".join(say(phrase, Words("es"), CALL) for phrase in phrases)


async def two_drafts(house: House) -> tuple[str, str]:
    """One that could be sent, and another person's; the first gets two days more."""
    house.clock.moment = CLOSES - timedelta(days=1)
    first, _, _ = await house.confirmed_team(await house.ana())
    eva = await house.visitor("eva@example.org", name="Eva Paz", country="PE", organisation="Otra", phone="+51 1",
                              proved_at=house.now)  # fmt: skip
    second, _, _ = await house.team(eva)
    given = await give(house, 2, first)
    assert [item.record.extended_to for item in given if isinstance(item, OwnExtended)] == [OWN]
    return first, second


async def blocked_by_window(house: House, proposal_id: str) -> bool:
    """Whether the gate refuses for the window alone (whatever else is missing)."""
    async with house.work() as work:
        record = await work.proposals.get(proposal_id)
        assert record is not None
        proponent = await work.people.get(record.proponent_id)
        assert proponent is not None
        draft = await draft_at(house.desk, work, record, proponent, house.now)
    return any(item.rule == "submission_window" and item.severity is Severity.BLOCKS for item in draft.findings)


async def test_after_the_close_the_one_with_more_time_can_be_changed_and_sent_and_its_neighbour_not(
    house: House,
) -> None:
    first, second = await two_drafts(house)
    house.clock.moment = AFTER
    assert [await blocked_by_window(house, key) for key in (first, second)] == [False, True]
    assert [await house.answer(key, "answers.title", "Redes nuevas") for key in (first, second)] == [True, False]
    assert [await house.send(key) for key in (first, second)] == [True, False]


async def test_its_own_close_is_a_close(house: House) -> None:
    first, _ = await two_drafts(house)
    house.clock.moment = OWN - timedelta(seconds=1)
    assert not await blocked_by_window(house, first)
    house.clock.moment = OWN
    assert await blocked_by_window(house, first)
    assert not await house.send(first)


async def test_people_can_be_added_and_invited_to_it_after_the_close(house: House) -> None:
    first, second = await two_drafts(house)
    house.clock.moment = AFTER
    await house.listed(first, "Dana", "dana@example.org", "speaker")
    assert (await house.kinds("dana@example.org")) == ["invitation"]
    async with house.work() as work:
        record, eva = await house._whole(work, second)
        assert await participants.add(house.desk, work, record, eva, "Dana", house.now) is None


async def test_the_home_page_says_the_right_date_for_each(house: House) -> None:
    await two_drafts(house)
    house.clock.moment = AFTER
    ana, eva = await house.at("ana@example.org"), await house.at("eva@example.org")
    own, missed = text_of(await house.look(ana)), text_of(await house.look(eva))
    assert "Tiene un plazo propio: hasta el 26 de agosto de 2025, 23:59" in own
    assert "plazo propio" not in missed
    assert [await can_be_edited(house, person) for person in (ana, eva)] == [True, False]


async def can_be_edited(house: House, person: Person) -> bool:
    opened = await house.tap(person, "open")
    return opened.place == "ask" or any(item.verb in {"to_send", "send", "edit"} for item in opened.actions)


async def test_the_proponent_hears_of_it_with_the_new_date_and_the_receipt_names_it(house: House) -> None:
    first, _ = await two_drafts(house)
    assert await settle(house) == 1
    assert (await house.kinds("ana@example.org"))[-1] == "deadline_own"
    house.clock.moment = AFTER
    await house.send(first)
    receipt = (await house.mail("ana@example.org"))[-1]
    assert datetime.fromisoformat(str(receipt.facts["closes"])) == OWN
    assert not {"deadline", "deadline_own"} & {*await house.kinds("eva@example.org")}


async def test_days_are_counted_from_the_close_that_holds_and_after_it_from_today(house: House) -> None:
    first, second = await two_drafts(house)
    again = await give(house, 1, first)
    house.clock.moment = CLOSES + timedelta(days=5, hours=1)
    late = await give(house, 1, second)
    assert [item.record.extended_to for item in (*again, *late) if isinstance(item, OwnExtended)] == [
        OWN + timedelta(days=1),
        CLOSES + timedelta(days=7),
    ]


async def test_what_cannot_be_given_is_refused_one_by_one(house: House) -> None:
    first, _ = await two_drafts(house)
    await house.send(first)
    wrong = await give(house, 200, 1), await give(house, 0, 1), await give(house, 2, 7, 1)
    assert [
        [item.why if isinstance(item, Refused) else item.record.number for item in answers] for answers in wrong
    ] == [
        [Why.TOO_FAR],
        [Why.TOO_FAR],
        [Why.NO_SUCH_PROPOSAL, 1],
    ]


async def test_taking_it_back_is_told_too(house: House) -> None:
    first, _ = await two_drafts(house)
    await settle(house)
    await house.post()
    async with house.work() as work:
        assert isinstance(await take_back_own(house.desk, work, first, None, by="operator", now=house.now), OwnExtended)
    assert (await house.record(first)).extended_to is None
    assert await settle(house) == 1
    assert (await house.news((await house.at("ana@example.org")).id))[-1][0] == "deadline_earlier"
    async with house.work() as work:
        again = await take_back_own(house.desk, work, first, None, by="operator", now=house.now)
    assert again == Refused(Why.NOTHING_TO_TAKE_BACK)


async def test_whoever_wants_no_letters_is_not_written_to(house: House) -> None:
    muted = await house.ana(muted_at=house.now)
    await give(house, 2, await house.proposal(muted))
    assert await settle(house) == 0
    assert await house.news(muted.id) == []
    assert "deadline_own" not in await house.kinds("ana@example.org")


def test_a_close_of_its_own_that_is_earlier_than_the_calls_does_not_count() -> None:
    record = ProposalRecord(id="p", call=CALL.id, proponent_id="a", created_at=CLOSES, changed_at=CLOSES)
    assert as_it_stands_for(CALL, replace(record, extended_to=CLOSES - timedelta(days=1))) is CALL
    later = as_it_stands_for(CALL, replace(record, extended_to=OWN)).moments["submission_closes"]
    assert (later.at, str(later.day), later.whole_day, later.ends) == (OWN, "2025-08-26", True, True)
    by_hour = as_it_stands_for(CALL, replace(record, extended_to=OWN + timedelta(hours=9))).moments["submission_closes"]
    assert (str(by_hour.day), by_hour.whole_day) == ("2025-08-27", False)


async def test_the_secretariat_sees_until_when(house: House) -> None:
    _, second = await two_drafts(house)
    await house.answer(second, "answers.title", "Radios libres")
    async with house.work() as work:
        seen = [
            text_of(await proposal(house.desk, work, title, "es", ""))
            for title in ("Redes que cuidan", "Radios libres")
        ]
    assert ["plazo propio" in text for text in seen] == [True, False]


async def test_who_sent_already_is_written_to_as_somebody_who_sent(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    assert await house.send(proposal_id)
    await give(house, 2, proposal_id)
    await settle(house)
    letter = (await house.mail("ana@example.org"))[-1]
    said = render(letter.kind, "es", letter.facts, CALL, LINKS).text
    assert "porque envió una propuesta" in said
    assert "Si decidió no enviarla" not in said


async def test_the_newest_time_of_its_own_is_taken_back_step_by_step(house: House) -> None:
    await house.proposal(await house.ana(), {"answers.title": "Radios libres"})
    await give(house, 2, 1)
    await give(house, 3, 1)
    found: list[datetime | Why | None] = []
    for number in (1, 1, 1, 7):
        async with house.work() as work:
            (answer,) = await take_back_newest_own(house.desk, work, [number], "operator", house.now)
        found.append(answer.why if isinstance(answer, Refused) else answer.record.extended_to)
        async with house.work() as work:
            since = [await given_since(house.desk, work, at) for at in (house.now, house.now + timedelta(minutes=1))]
        assert since == [[1] if found == [OWN] else [], []]
    assert found == [OWN, None, Why.NOTHING_TO_TAKE_BACK, Why.NO_SUCH_PROPOSAL]
