"""What people answer in their calendars: the same act as any other yes or no, and never more than they said."""

from __future__ import annotations

from typing import Any

import pytest

from core.model.letter import CalendarAnswer, Decision, Dmarc, LetterKind
from core.model.proposal import ParticipationStatus as S
from core.model.records import Participation
from core.model.token import BOUNCE, HELD
from tests.builders import DECLINE, PROFILE, House
from tests.support.sessions import LATER, click, date, newest_event, sent_team, undate

ACCEPTED, DECLINED = CalendarAnswer.ACCEPTED, CalendarAnswer.DECLINED
BRUNO, OTHER = "bruno@example.org", "bruno.diaz@else.example"
UNSETTLED = (CalendarAnswer.TENTATIVE, CalendarAnswer.COUNTER, CalendarAnswer.OTHER)


@pytest.fixture
async def dated(house: House) -> tuple[str, str]:
    """A sent proposal with a date, and its confirmed speaker; every letter has left."""
    proposal_id, bruno, _ = await sent_team(house)
    await date(house, proposal_id)
    await house.post()
    return proposal_id, bruno


@pytest.fixture
async def asked(house: House, dated: tuple[str, str]) -> str:
    """Somebody invited to a session that has a date."""
    dana = await house.listed(dated[0], "Dana Ríos", "dana@example.org", "speaker")
    await house.post()
    return dana


async def why_nothing(house: House) -> list[object]:
    return [line.facts["why"] for line in await house.log("letter_without_effect", "letter_held")]


async def left_as(house: House, place: str, before: Participation) -> bool:
    return await house.stands(place) == before


async def test_a_click_declines_and_the_answer_says_how_to_undo_it(house: House, dated: tuple[str, str]) -> None:
    _, bruno = dated
    await click(house, bruno, DECLINED, message_id="<click@example.org>")
    assert await house.status(bruno) is S.DECLINED
    (line,) = await house.log("participant_declined")
    assert (line.channel, line.actor) == ("calendar", (await house.at(BRUNO)).id)
    echo = (await house.mail(BRUNO))[-1]
    assert (echo.kind, echo.in_reply_to) == ("echo_declined", "<click@example.org>")
    ana = await house.at("ana@example.org")
    assert ("participant_declined", {"name": "Bruno Díaz"}) in await house.news(ana.id)
    await click(house, bruno, ACCEPTED)
    assert await house.status(bruno) is S.CONFIRMED
    assert (await house.kinds(BRUNO))[-1] == "echo_accepted"


async def test_a_yes_in_the_calendar_stays_incomplete_while_the_profile_is(house: House, asked: str) -> None:
    await click(house, asked, ACCEPTED)
    item = await house.stands(asked)
    assert (item.status, item.accepted_at) == (S.INVITED, house.now)
    assert (await house.kinds("dana@example.org"))[-1] == "profile_missing"
    await house.reply(asked, None, PROFILE)
    assert await house.status(asked) is S.CONFIRMED


async def test_who_had_confirmed_and_clicks_yes_is_noted_and_not_written_to(
    house: House, dated: tuple[str, str]
) -> None:
    _, bruno = dated
    letters, before = await house.kinds(BRUNO), await house.stands(bruno)
    await click(house, bruno, ACCEPTED)
    assert await house.kinds(BRUNO) == letters
    assert await left_as(house, bruno, before)
    assert [line.channel for line in await house.log("participant_confirmed")][-1] == "calendar"


@pytest.mark.parametrize("answer", UNSETTLED)
async def test_what_is_neither_yes_nor_no_changes_nothing_and_goes_to_people(
    house: House, asked: str, answer: CalendarAnswer
) -> None:
    letters, before = await house.kinds(), await house.stands(asked)
    await click(house, asked, answer, text="¿Y el viernes?")
    assert await left_as(house, asked, before)
    assert await house.kinds() == letters
    (line,) = await house.log("calendar_unsettled")
    assert line.facts == {"participation": asked, "answer": answer, "text": "¿Y el viernes?"}
    ana = await house.at("ana@example.org")
    assert (await house.news(ana.id))[-1] == (f"participant_{answer}", {"name": "Dana Ríos"})
    house.clock.move(days=1)
    await house.digest()
    facts: Any = (await house.mail("mesa@lacigf.test"))[-1].facts
    told = [(item["kind"], item["name"], item["title"]) for item in facts["problems"]["lines"]]
    assert told == [(answer, "Dana Ríos", "Redes que cuidan")]


async def test_perhaps_clicked_again_and_again_is_told_once_a_day(house: House, asked: str) -> None:
    for _ in range(3):
        await click(house, asked, CalendarAnswer.TENTATIVE)
    ana = await house.at("ana@example.org")
    assert [kind for kind, _ in await house.news(ana.id)].count("participant_tentative") == 1


async def test_who_answered_plainly_since_is_no_problem_any_more(house: House, asked: str) -> None:
    await click(house, asked, CalendarAnswer.TENTATIVE)
    house.clock.move(hours=1)
    await click(house, asked, DECLINED)
    house.clock.move(days=1)
    await house.digest()
    assert (await house.mail("mesa@lacigf.test"))[-1].facts["problems"] == {"count": 0, "lines": [], "beyond": 0}


async def test_an_answer_to_the_date_before_says_nothing_of_the_new_one(house: House, dated: tuple[str, str]) -> None:
    proposal_id, bruno = dated
    first = next(letter for letter in await house.mail(BRUNO) if letter.kind == "session_dated")
    await date(house, proposal_id, LATER)
    before = await house.stands(bruno)
    for answer in (DECLINED, ACCEPTED, CalendarAnswer.TENTATIVE):
        await click(house, bruno, answer, to=first)
    await click(house, bruno, DECLINED, to=first, starts_at=None)
    assert await left_as(house, bruno, before)
    assert await why_nothing(house) == ["old_date"] * 4
    await click(house, bruno, DECLINED)
    assert await house.status(bruno) is S.DECLINED


async def test_an_older_event_of_the_same_hour_counts(house: House, dated: tuple[str, str]) -> None:
    proposal_id, bruno = dated
    first = next(letter for letter in await house.mail(BRUNO) if letter.kind == "session_dated")
    await date(house, proposal_id, place="Auditorio")
    await click(house, bruno, DECLINED, to=first)
    assert await house.status(bruno) is S.DECLINED


async def test_nothing_is_answered_about_a_date_that_was_cancelled(house: House, dated: tuple[str, str]) -> None:
    proposal_id, bruno = dated
    await undate(house, proposal_id)
    await click(house, bruno, DECLINED)
    assert await house.status(bruno) is S.CONFIRMED
    assert await why_nothing(house) == ["no_session"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"uid": "sesion-17@convoca.example.org"}, "other_event"),
        ({"attendee": "mallory@evil.example"}, "other_attendee"),
        ({"attendee": None}, "other_attendee"),
        ({"calendar": None}, "calendar_not_plain"),
    ],
)
async def test_an_answer_that_is_not_about_this_person_and_session_does_nothing(
    house: House, dated: tuple[str, str], said: dict[str, Any], why: str
) -> None:
    _, bruno = dated
    before, letters = await house.stands(bruno), await house.kinds()
    if "calendar" in said:
        await house.reply(bruno, DECLINE, kind=LetterKind.CALENDAR_REPLY, calendar=None)
    else:
        await click(house, bruno, DECLINED, **said)
    assert await left_as(house, bruno, before)
    assert await house.kinds() == letters
    assert await why_nothing(house) == [why]


async def test_the_event_of_another_place_on_the_list_is_not_this_one(house: House, dated: tuple[str, str]) -> None:
    _, bruno = dated
    carlas = (await newest_event(house, "carla@example.org"))["uid"]
    await click(house, bruno, DECLINED, uid=f"{carlas}@convoca.test")
    assert await why_nothing(house) == ["other_event"]


@pytest.mark.parametrize("doubt", ["dmarc", "other_sender"])
@pytest.mark.parametrize("answer", [ACCEPTED, DECLINED])
async def test_a_click_that_may_be_somebody_elses_waits_for_the_persons_own_word(
    house: House, asked: str, answer: CalendarAnswer, doubt: str
) -> None:
    before = await house.stands(asked)
    how: dict[str, Any] = {"dmarc": Dmarc.FAIL} if doubt == "dmarc" else {"sender": OTHER}
    await click(house, asked, answer, **how)
    assert await left_as(house, asked, before)
    question = (await house.mail("dana@example.org"))[-1]
    would = "accept" if answer is ACCEPTED else "decline"
    assert (question.kind, question.facts["doubt"], question.facts["would"]) == ("was_this_you", doubt, would)
    house.clock.move(hours=1)
    await house.reply(asked, Decision.ACCEPT, to=question, purpose=HELD, sender="dana@example.org", is_bare=True)
    item = await house.stands(asked)
    assert (item.status, item.accepted_at) == ((S.INVITED, house.now) if answer is ACCEPTED else (S.DECLINED, None))
    assert (await house.log("participant_incomplete", "participant_declined"))[-1].channel == "calendar"


async def test_a_click_that_waited_is_not_carried_out_on_another_date(house: House, dated: tuple[str, str]) -> None:
    proposal_id, bruno = dated
    house.clock.move(hours=1)
    await click(house, bruno, DECLINED, dmarc=Dmarc.FAIL)
    question = (await house.mail(BRUNO))[-1]
    await date(house, proposal_id, LATER)
    await house.reply(bruno, Decision.ACCEPT, to=question, purpose=HELD, is_bare=True)
    assert await house.status(bruno) is S.CONFIRMED
    assert (await why_nothing(house))[-1] == "old_date"


async def test_nobody_is_asked_about_a_strangers_perhaps(house: House, asked: str) -> None:
    letters = await house.kinds()
    await click(house, asked, CalendarAnswer.TENTATIVE, sender=OTHER)
    assert await house.kinds() == letters
    assert await why_nothing(house) == ["other_sender"]
    assert await house.log("calendar_unsettled") == []


async def test_an_alias_clicks_as_the_person_does(house: House, asked: str) -> None:
    await click(house, asked, DECLINED, sender=OTHER)
    question = (await house.mail("dana@example.org"))[-1]
    await house.reply(asked, Decision.ACCEPT, to=question, purpose=HELD, sender="dana@example.org", is_bare=True)
    await click(house, asked, ACCEPTED, sender=OTHER, attendee="dana@example.org")
    assert (await house.stands(asked)).accepted_at is not None
    await click(house, asked, DECLINED, attendee=OTHER)
    assert await house.status(asked) is S.DECLINED


async def test_a_calendar_answers_at_the_address_of_its_event_alone(house: House, asked: str) -> None:
    await click(house, asked, DECLINED, dmarc=Dmarc.FAIL)
    question = (await house.mail("dana@example.org"))[-1]
    ways: list[dict[str, Any]] = [{"to": question, "purpose": HELD}, {"purpose": BOUNCE}]
    for way in ways:
        await house.reply(asked, None, kind=LetterKind.CALENDAR_REPLY, **way)
    assert (await house.status(asked), (await why_nothing(house))[1:]) == (S.INVITED, ["calendar_reply"] * 2)


async def test_the_same_click_twice_is_one(house: House, asked: str) -> None:
    for _ in range(2):
        await click(house, asked, DECLINED, key="the same letter")
    assert len(await house.log("participant_declined")) == 1


async def test_a_click_that_asks_us_to_stop_is_heard(house: House, asked: str) -> None:
    await click(house, asked, DECLINED, stop=True)
    assert (await house.at("dana@example.org")).muted_at == house.now
    assert await house.status(asked) is S.INVITED
