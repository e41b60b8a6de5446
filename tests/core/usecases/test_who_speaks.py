"""Replies that may be somebody else's: they do nothing, the invited address is asked, and only its plain yes counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.letter import Decision, Dmarc, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import Notice, Participation
from core.model.token import HELD, local_part
from core.ports import UnitOfWork
from core.usecases.answering.answer import Answer
from core.usecases.answering.confirm import confirm
from core.usecases.privacy.erase import erase
from core.usecases.proposing.withdraw import withdraw
from core.usecases.ticking.tidy import tidy
from tests.builders import ACCEPT, DECLINE, PROFILE, UNCLEAR, House, token_of

S = ParticipationStatus
BRUNO, OTHER, MALLORY = "bruno@example.org", "bruno.diaz@else.example", "mallory@evil.example"


@pytest.fixture
async def bruno(house: House) -> str:
    """Bruno's place on Ana's list; he has been invited."""
    _, bruno, _ = await house.team(await house.ana())
    await house.post()
    return bruno


async def questions(house: House) -> list[Notice]:
    return [letter for letter in await house.mail() if letter.kind == "was_this_you"]


async def say(house: House, bruno: str, decision: Decision = ACCEPT, **reading: object) -> None:
    """Bruno answers the newest question: with the bare word, and from the address that was asked, unless told."""
    question, said = (await questions(house))[-1], {"sender": BRUNO, "is_bare": True, **reading}
    await house.reply(bruno, decision, to=question, purpose=HELD, **said)  # type: ignore[arg-type]  # names of Reading


async def untouched(house: House, bruno: str) -> bool:
    item = await house.stands(bruno)
    return (item.status, item.attributes, item.answered_at, item.accepted_at) == (S.INVITED, {}, None, None)


async def test_a_reply_from_elsewhere_does_nothing_and_the_invited_address_is_asked(house: House, bruno: str) -> None:
    letters, news = await house.mail(), await house.news((await house.at("ana@example.org")).id)
    await house.reply(bruno, DECLINE, {"organisation": "UdelaR"}, sender=OTHER.upper())
    assert await untouched(house, bruno)
    (question,) = (await house.mail())[len(letters) :]
    assert (question.kind, question.address, question.in_reply_to) == ("was_this_you", BRUNO, None)
    asked = {key: question.facts[key] for key in ("sender", "doubt", "would", "told", "remembers")}
    assert asked == {
        "sender": OTHER.upper(), "doubt": "other_sender", "would": "decline", "told": {"organisation": "UdelaR"},
        "remembers": True,
    }  # fmt: skip
    assert await house.news((await house.at("ana@example.org")).id) == news
    (line,) = await house.log("letter_held")
    assert (set(line.facts), line.facts["why"]) == ({"letter", "why"}, "other_sender")


@pytest.mark.parametrize("link", ["https://evil.example", "www.evil.example", "evil.example/in"])
async def test_our_letters_carry_no_strangers_links(house: House, bruno: str, link: str) -> None:
    fields = {"sector": "academia", "organisation": f"Gane dinero en {link}", "name": "NIC.br"}
    await house.reply(bruno, ACCEPT, fields, sender=OTHER, unknown_fields=(f"País: {link}", "País: Urugay"))
    (question,) = [letter for letter in await house.mail(BRUNO) if letter.kind == "was_this_you"]
    assert question.facts["told"] == {"sector": "academia", "name": "NIC.br"}
    await say(house, bruno)
    assert not [letter for letter in await house.mail() if link in str(letter.facts)]
    assert "organisation" not in (await house.stands(bruno)).attributes


@pytest.mark.parametrize("decision", [ACCEPT, DECLINE])
async def test_a_plain_yes_carries_out_what_the_reply_says(house: House, bruno: str, decision: Decision) -> None:
    await house.reply(bruno, decision, PROFILE, sender=OTHER)
    await say(house, bruno)
    assert await house.status(bruno) is (S.CONFIRMED if decision is ACCEPT else S.DECLINED)
    assert (await house.kinds(BRUNO))[-1] == ("echo_accepted" if decision is ACCEPT else "echo_declined")
    assert (await house.log("letter_owned"))[0].actor == (await house.at(BRUNO)).id


async def test_the_act_is_the_same_as_if_the_reply_had_come_cleanly(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, {"sector": "academia"}, sender=OTHER, unknown_fields=("País: Urugay",))
    await say(house, bruno)
    held, news = await house.stands(bruno), await house.news((await house.at("ana@example.org")).id)
    carla = await carla_beside(house, bruno)
    await house.reply(carla, ACCEPT, {"sector": "academia"}, unknown_fields=("País: Urugay",))
    clean = await house.stands(carla)
    is_carla = replace(clean, id=held.id, person_id=held.person_id, name=held.name, address=held.address)
    assert replace(is_carla, roles=held.roles, position=held.position) == held
    assert [kind for kind, _ in await house.news((await house.at("ana@example.org")).id)] == [news[0][0]] * 2
    echoes = [letter.facts["unknown"] for letter in await house.mail() if letter.kind == "profile_missing"]
    assert echoes == [["País: Urugay"]] * 2


async def carla_beside(house: House, bruno: str) -> str:
    """The place of Carla, who stands on the same list."""
    proposal = (await house.stands(bruno)).proposal_id
    async with house.work() as work:
        _, carla = await work.participations.of_proposal(proposal)
    return carla.id


async def test_an_address_that_was_owned_counts_from_then_on(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await say(house, bruno)
    await house.reply(bruno, DECLINE, sender=OTHER.upper())
    assert await house.status(bruno) is S.DECLINED
    assert len(await house.log("alias_accepted")) == 1
    assert {letter.address for letter in await house.mail()} == {BRUNO, "carla@example.org"}


async def test_an_alias_is_its_persons_alone(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await say(house, bruno)
    carla = await carla_beside(house, bruno)
    await house.reply(carla, ACCEPT, PROFILE, sender=OTHER)
    assert await house.status(carla) is S.INVITED


async def test_an_alias_counts_for_the_persons_other_invitations(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await say(house, bruno)
    luz = await house.visitor("luz@example.org", name="Luz Vega", proved_at=house.now)
    again = await house.listed(await house.proposal(luz), "Bruno", BRUNO, "speaker")
    await house.reply(again, DECLINE, sender=OTHER)
    assert await house.status(again) is S.DECLINED


async def test_an_address_that_is_somebodys_here_is_nobodys_alias(house: House, bruno: str) -> None:
    """Ana could otherwise answer for whomever she lists."""
    await house.reply(bruno, ACCEPT, PROFILE, sender="ana@example.org")
    assert (await questions(house))[0].facts["remembers"] is False
    await say(house, bruno)
    assert await house.status(bruno) is S.CONFIRMED
    await house.reply(bruno, DECLINE, sender="ana@example.org")
    assert (await house.status(bruno), await house.log("alias_accepted")) == (S.CONFIRMED, [])


async def test_a_no_changes_nothing_and_that_sender_is_not_asked_about_again(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=MALLORY)
    await say(house, bruno, DECLINE)
    assert await untouched(house, bruno)
    house.clock.move(days=2)
    await house.reply(bruno, ACCEPT, PROFILE, sender=MALLORY.upper())
    assert len(await questions(house)) == 1
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    assert len(await questions(house)) == 2
    assert len(await house.log("letter_disowned")) == 1


@pytest.mark.parametrize(
    "reading",
    [
        {"decision": ACCEPT, "is_bare": False},
        {"decision": DECLINE, "is_bare": False},
        {"decision": UNCLEAR},
        {"decision": UNCLEAR, "fields": PROFILE},
    ],
)
async def test_anything_but_the_bare_word_is_asked_back(house: House, bruno: str, reading: dict[str, object]) -> None:
    """'I accept' may be meant for the invitation, while the held reply declines."""
    await house.reply(bruno, DECLINE, sender=OTHER)
    await say(house, bruno, **reading)  # type: ignore[arg-type]  # names of Reading
    assert await untouched(house, bruno)
    asked = (await house.mail(BRUNO))[-1]
    assert (asked.kind, asked.facts["held"]) == ("unclear", True)
    await say(house, bruno)
    assert await house.status(bruno) is S.DECLINED


@pytest.mark.parametrize(
    "reading",
    [
        {"sender": OTHER},
        {"sender": MALLORY},
        {"sender": None},
        {"kind": LetterKind.AUTO_REPLY, "decision": None},
        {"kind": LetterKind.LIST, "decision": None},
        {"kind": LetterKind.BOUNCE, "decision": None},
        {"kind": LetterKind.CALENDAR_REPLY, "decision": None},
    ],
)
async def test_only_the_address_that_was_asked_answers_and_no_machine_does(
    house: House, bruno: str, reading: dict[str, object]
) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    letters = await house.mail()
    read = Reading(**{"kind": LetterKind.REPLY, "decision": ACCEPT, "is_bare": True, "sender": BRUNO, **reading})  # type: ignore[arg-type]  # names of Reading
    await house.letter(read, f"{local_part(HELD, token_of(letters[-1], HELD))}@convoca.test")
    assert await untouched(house, bruno)
    assert (await house.mail(), await house.log("letter_owned", "letter_disowned")) == (letters, [])
    await say(house, bruno)
    assert await house.status(bruno) is S.CONFIRMED


@pytest.mark.parametrize(("first", "status"), [(DECLINE, S.INVITED), (ACCEPT, S.CONFIRMED)])
@pytest.mark.parametrize("then", [ACCEPT, DECLINE])
async def test_a_question_is_answered_once_and_what_comes_later_is_asked_back(
    house: House, bruno: str, first: Decision, status: ParticipationStatus, then: Decision
) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await say(house, bruno, first)
    house.clock.move(hours=1)
    letters = await house.mail(BRUNO)
    await say(house, bruno, then)
    assert await house.status(bruno) is status
    assert [letter.kind for letter in (await house.mail(BRUNO))[len(letters) :]] == ["unclear"]


async def test_what_the_person_answered_meanwhile_stands(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    house.clock.move(hours=1)
    await house.reply(bruno, DECLINE)
    await say(house, bruno)
    assert await house.status(bruno) is S.DECLINED
    assert (await house.kinds(BRUNO))[-1] == "unclear"


async def test_a_thousand_letters_of_a_stranger_are_one_question_a_day(house: House, bruno: str) -> None:
    for number in range(30):
        await house.reply(bruno, ACCEPT if number % 2 else DECLINE, PROFILE, sender=f"m{number}@evil.example")
    assert len(await questions(house)) == 1
    house.clock.move(days=1, seconds=-1)
    await house.reply(bruno, ACCEPT, sender=MALLORY)
    assert len(await questions(house)) == 1
    house.clock.move(seconds=1)
    await house.reply(bruno, DECLINE, sender=MALLORY)
    assert len(await questions(house)) == 2
    assert [line.facts["why"] for line in await house.log("letter_without_effect")] == ["other_sender"] * 30
    assert {letter.address for letter in await house.mail()} == {BRUNO, "carla@example.org"}


async def test_the_yes_is_to_the_reply_that_was_asked_about_and_to_no_other(house: House, bruno: str) -> None:
    await house.reply(bruno, DECLINE, sender=OTHER)
    await house.reply(bruno, ACCEPT, PROFILE, sender=MALLORY)
    await say(house, bruno)
    assert await house.status(bruno) is S.DECLINED


@pytest.mark.parametrize(
    "reading",
    [
        {"decision": UNCLEAR},
        {"decision": UNCLEAR, "fields": PROFILE},
        {"decision": ACCEPT, "sender": None},
        {"decision": ACCEPT, "sender": "not-an-address"},
        {"decision": ACCEPT, "sender": "ana@ex\u0430mple..org"},
    ],
)
async def test_a_reply_that_would_do_nothing_or_has_no_sender_is_not_asked_about(
    house: House, bruno: str, reading: dict[str, object]
) -> None:
    letters = await house.mail()
    token = token_of(letters[0], "reply")
    read = Reading(**{"kind": LetterKind.REPLY, "sender": MALLORY, **reading})  # type: ignore[arg-type]  # names of Reading
    await house.letter(read, f"{local_part('reply', token)}@convoca.test")
    assert (await house.mail(), await untouched(house, bruno)) == (letters, True)


async def test_an_address_in_letters_that_look_like_others_is_shown_as_name_servers_spell_it(
    house: House, bruno: str
) -> None:
    await house.reply(bruno, ACCEPT, sender="bruno@ex\u0430mple.org")
    assert (await questions(house))[0].facts["sender"] == "bruno@xn--exmple-4nf.org"


async def test_who_wants_no_letters_or_gets_none_is_asked_nothing(house: House, bruno: str) -> None:
    person = await house.at(BRUNO)
    for told in (replace(person, muted_at=house.now), replace(person, bounced_at=house.now)):
        async with house.work() as work:
            await work.people.save(told)
        await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    assert (await questions(house), await untouched(house, bruno)) == ([], True)


async def test_a_stranger_cannot_silence_a_person_who_says_so_can(house: House, bruno: str) -> None:
    await house.reply(bruno, UNCLEAR, sender=OTHER, stop=True)
    assert ((await questions(house))[0].facts["would"], (await house.at(BRUNO)).muted_at) == ("stop", None)
    await say(house, bruno)
    assert (await house.at(BRUNO)).muted_at == house.now


async def test_silence_may_be_asked_for_in_answer_to_the_question(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=MALLORY)
    await say(house, bruno, UNCLEAR, stop=True)
    assert (await house.at(BRUNO)).muted_at == house.now
    assert await house.status(bruno) is S.INVITED


async def test_an_invitation_that_changed_makes_the_question_void(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await house.post()
    await house.change(bruno, "roles", ("moderator",))
    assert (await house.stands(bruno)).generation == 1
    await say(house, bruno)
    assert await house.status(bruno) is S.INVITED
    assert (await house.log("alias_accepted"), len(await house.log("letter_unrouted"))) == ([], 1)


async def test_a_proposal_that_was_withdrawn_is_not_answered(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    assert len(await house.post()) == 1
    async with house.work() as work:
        record = await work.proposals.get((await house_item(work, bruno)).proposal_id)
        ana = await work.people.by_address("ana@example.org")
        assert record is not None
        assert ana is not None
        await withdraw(house.desk, work, record, ana, house.now)
    await say(house, bruno)
    assert (await house.stands(bruno)).accepted_at is None
    house.clock.move(days=2)
    await house.reply(bruno, ACCEPT, PROFILE, sender=MALLORY)
    assert len(await questions(house)) == 1


async def test_a_reply_that_our_border_doubts_does_nothing_until_it_is_owned(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, dmarc=Dmarc.FAIL)
    assert await untouched(house, bruno)
    (question,) = await questions(house)
    asked = [question.facts[key] for key in ("sender", "doubt", "would", "remembers")]
    assert (question.address, asked) == (BRUNO, [BRUNO, "dmarc", "accept", False])
    await say(house, bruno, dmarc=Dmarc.FAIL)
    assert (await house.status(bruno), await house.log("alias_accepted")) == (S.CONFIRMED, [])


@pytest.mark.parametrize("verdict", [Dmarc.PASS, Dmarc.NONE])
async def test_a_reply_that_nobody_doubts_counts(house: House, bruno: str, verdict: Dmarc) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, dmarc=verdict)
    assert (await house.status(bruno), await questions(house)) == (S.CONFIRMED, [])


async def test_a_forged_reply_that_was_disowned_can_be_asked_about_another_day(house: House, bruno: str) -> None:
    """Their own mail server may be set up badly: a later letter may well be theirs."""
    await house.reply(bruno, ACCEPT, PROFILE, dmarc=Dmarc.FAIL)
    await say(house, bruno, DECLINE)
    await house.reply(bruno, DECLINE, dmarc=Dmarc.FAIL)
    assert len(await questions(house)) == 1
    house.clock.move(days=1)
    await house.reply(bruno, DECLINE, dmarc=Dmarc.FAIL)
    assert len(await questions(house)) == 2


async def test_an_alias_that_our_border_doubts_is_asked_about_too(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await say(house, bruno)
    house.clock.move(days=1)
    await house.reply(bruno, DECLINE, sender=OTHER, dmarc=Dmarc.FAIL)
    assert (await house.status(bruno), len(await questions(house))) == (S.CONFIRMED, 2)


async def test_what_a_held_reply_says_is_forgotten_once_it_is_settled(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    async with house.work() as work:
        (held,) = await work.held.of_participation(bruno)
        assert held.said == {"decision": "accept", "fields": PROFILE, "unknown": [], "stop": False}
    await say(house, bruno)
    async with house.work() as work:
        (held,) = await work.held.of_participation(bruno)
    assert (held.said, held.state) == ({}, "theirs")


async def test_who_is_erased_has_no_alias_and_nothing_held(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    await say(house, bruno)
    person = await house.at(BRUNO)
    async with house.work() as work:
        await erase(house.desk, work, person, actor=person.id)
        assert await work.held.of_participation(bruno) == []
        assert not await work.aliases.knows(person.id, OTHER)


async def test_an_answer_in_chat_before_the_yes_stands_too(house: House, bruno: str) -> None:
    await house.reply(bruno, ACCEPT, PROFILE, sender=OTHER)
    house.clock.move(hours=1)
    async with house.work() as work:
        item, person = await house_item(work, bruno), await work.people.by_address(BRUNO)
        assert person is not None
        await confirm(house.desk, work, item, person, Answer(accept=False, profile={}, channel="chat"), house.now)
    await say(house, bruno)
    assert await house.status(bruno) is S.DECLINED


async def house_item(work: UnitOfWork, bruno: str) -> Participation:
    item = await work.participations.get(bruno)
    assert item is not None
    return item


async def test_a_reply_that_nobody_spoke_for_is_forgotten_when_its_question_is_no_longer_answered(
    house: House, bruno: str
) -> None:
    await house.reply(bruno, DECLINE, sender=OTHER)
    house.clock.move(days=2)
    await house.reply(bruno, DECLINE, sender=MALLORY)
    await say(house, bruno, DECLINE)
    kept = []
    for days in (362, 1):
        house.clock.move(days=days)
        async with house.store.work() as work:
            await tidy(house.desk, work)
            kept.append([letter.sender for letter in await work.held.of_participation(bruno)])
    assert kept == [[OTHER, MALLORY], [MALLORY]]
