"""Letters that come in: whose they are, what they do once, and all the ways in which they do nothing."""

from __future__ import annotations

from core.model.letter import Bounce, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import InboxState, Person
from core.model.token import BOUNCE, OWN_BOUNCE, REPLY, derive, local_part
from core.model.undelivered import Undelivered
from core.usecases.entering.proving import proved
from core.usecases.letters.answer_by_letter import answer_by_letter, expects
from core.usecases.letters.letter_refused import letter_refused
from core.usecases.notices import write_to
from tests.builders import ACCEPT, DECLINE, KEY, PROFILE, UNCLEAR, House

S = ParticipationStatus
BRUNO = "bruno@example.org"


async def test_another_sender_has_no_effect_and_nothing_is_sent_to_them(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    letters, news = await house.mail(), await house.news(ana.id)
    for decision in (ACCEPT, DECLINE, UNCLEAR):
        await house.reply(bruno, decision, PROFILE, sender="mallory@example.org")
    await house.reply(bruno, None, stop=True, sender="mallory@example.org")
    await house.reply(bruno, ACCEPT, PROFILE, sender="x", text="two From headers")
    item = await house.stands(bruno)
    assert (item.status, item.attributes, item.answered_at) == (S.INVITED, {}, None)
    assert {letter.address for letter in await house.mail()} == {letter.address for letter in letters}
    assert await house.news(ana.id) == news
    told = await house.log("letter_held", "letter_without_effect")
    assert [(line.kind, line.facts["why"]) for line in told] == [
        ("letter_held", "other_sender"),
        *[("letter_without_effect", "other_sender")] * 4,
    ]


async def test_a_letter_whose_sender_is_not_one_clean_address_has_no_effect(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    token = derive(KEY, REPLY, bruno, 0)
    reading = Reading(kind=LetterKind.REPLY, decision=ACCEPT, fields=PROFILE, sender=None)
    await house.letter(reading, f"{local_part(REPLY, token)}@convoca.test")
    assert await house.status(bruno) is S.INVITED


async def test_the_senders_address_is_compared_without_case(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, PROFILE, sender="BRUNO@example.ORG")
    assert await house.status(bruno) is S.CONFIRMED


async def test_the_same_letter_twice_acts_once(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, ACCEPT, PROFILE, key="the same")
    letters, news = await house.mail(), await house.news(ana.id)
    await house.reply(bruno, ACCEPT, PROFILE, key="the same")
    assert (await house.mail(), await house.news(ana.id)) == (letters, news)
    assert len(await house.log("participant_confirmed")) == 1


async def test_a_letter_that_was_handled_is_not_handled_again(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    letter_id, bruno_id = await house.reply(bruno, UNCLEAR), (await house.stands(bruno)).person_id
    async with house.work() as work:
        kept = await work.inbox.get(letter_id)
        assert kept is not None
        assert (kept.state, kept.person_id) == (InboxState.DONE, bruno_id)
        reading = Reading(kind=LetterKind.REPLY, decision=ACCEPT, fields=PROFILE, sender=BRUNO)
        await answer_by_letter(house.desk, work, kept, reading)
    assert await house.status(bruno) is S.INVITED


async def test_letters_to_unknown_places_are_only_noted(house: House) -> None:
    await house.team(await house.ana())
    reading = Reading(kind=LetterKind.REPLY, decision=ACCEPT, sender=BRUNO)
    for local in ("r+aaaaaaaaaaaaaaaaaaaaaaaaaa", "info", "r+", ""):
        await house.letter(reading, f"{local}@convoca.test")
    assert len(await house.log("letter_unrouted")) == 4


async def test_the_address_of_a_letter_a_year_old_no_longer_acts(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    house.clock.move(days=365, seconds=-1)
    await house.reply(bruno, ACCEPT, PROFILE)
    house.clock.move(seconds=1)
    await house.reply(carla, ACCEPT, PROFILE)
    assert (await house.status(bruno), await house.status(carla)) == (S.CONFIRMED, S.INVITED)


async def test_asking_twice_for_silence_is_asking_once(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, None, stop=True)
    house.clock.move(days=1)
    await house.reply(bruno, None, stop=True)
    assert (await house.kinds(BRUNO), len(await house.log("muted"))) == (["muted"], 1)
    muted_at = (await house.at(BRUNO)).muted_at
    assert muted_at is not None
    assert muted_at < house.now


async def test_a_permanent_bounce_marks_and_tells_once_a_temporary_one_waits(house: House) -> None:
    ana = await house.ana()
    _, bruno, carla = await house.team(ana)
    await house.post()
    await house.bounce(carla, permanent=False)
    assert await house.status(carla) is S.INVITED
    await house.bounce(bruno)
    await house.bounce(bruno)
    assert await house.status(bruno) is S.BOUNCED
    assert (await house.person((await house.at(BRUNO)).id)).bounced_at == house.now
    assert [kind for kind, _ in await house.news(ana.id)] == ["participant_bounced"]
    assert await house.kinds(BRUNO) == ["invitation"]


async def test_only_the_bounce_address_takes_bounces_and_it_takes_nothing_else(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    bounce = Reading(kind=LetterKind.BOUNCE, sender="mailer@x.test", bounce=None)
    await house.letter(bounce, f"{local_part(REPLY, derive(KEY, REPLY, bruno, 0))}@convoca.test")
    yes = Reading(kind=LetterKind.REPLY, decision=ACCEPT, fields=PROFILE, sender="carla@example.org")
    await house.letter(yes, f"{local_part(BOUNCE, derive(KEY, BOUNCE, carla, 0))}@convoca.test")
    assert (await house.status(bruno), await house.status(carla)) == (S.INVITED, S.INVITED)
    assert len(await house.log("letter_without_effect")) == 2


async def test_a_person_whose_letter_once_bounced_can_still_confirm(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.bounce(bruno)
    await house.reply(bruno, ACCEPT, PROFILE)
    assert await house.status(bruno) is S.CONFIRMED
    assert (await house.at(BRUNO)).bounced_at is None


async def test_a_bounce_after_the_yes_takes_nothing_back(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    await house.bounce(bruno)
    assert await house.status(bruno) is S.CONFIRMED


async def test_an_unclear_letter_is_asked_back_and_cut(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, UNCLEAR, text="quizás " * 200, message_id="<q@x>", unknown_fields=("Sector: magia",))
    asked = (await house.mail(BRUNO))[-1]
    assert (asked.kind, asked.in_reply_to, asked.facts["unknown"]) == ("unclear", "<q@x>", ["Sector: magia"])
    assert asked.facts["text"] == ("quizás " * 200)[:300]


async def test_two_machines_that_answer_each_other_stop_at_the_days_cap(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    for _ in range(25):
        await house.reply(bruno, UNCLEAR)
    assert len(await house.mail(BRUNO)) == 10
    house.clock.move(days=1, seconds=1)
    await house.reply(bruno, UNCLEAR)
    assert len(await house.mail(BRUNO)) == 11


async def test_a_letter_proves_the_address_it_came_from(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, DECLINE)
    assert (await house.at(BRUNO)).proved_at == house.now


async def test_only_addresses_of_ours_that_stand_are_expected(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    token = derive(KEY, REPLY, bruno, 0)
    others = [f"b+{token}", token, "r+" + "a" * 26]
    async with house.work() as work:
        assert await expects(work, [f"r+{token}", f"R+{token.upper()}", *others], house.now) == {
            f"r+{token}",
            f"R+{token.upper()}",
        }
    house.clock.move(days=366)
    async with house.work() as work:
        assert await expects(work, [f"r+{token}"], house.now) == set()


async def test_a_relay_that_knows_no_such_recipient_counts_as_a_bounce(house: House) -> None:
    ana = await house.ana()
    _, bruno, carla = await house.team(ana)
    first, second = await house.mail()
    async with house.work() as work:
        await letter_refused(house.desk, work, first, why=Undelivered.NO_MAILBOX)
        await letter_refused(house.desk, work, second, why=None)
    assert (await house.status(bruno), await house.status(carla)) == (S.BOUNCED, S.INVITED)
    assert [kind for kind, _ in await house.news(ana.id)] == ["participant_bounced"]
    assert len(await house.log("letter_failed")) == 2


async def written(house: House, address: str) -> Person:
    """Somebody gets a letter that belongs to no invitation."""
    person = await house.at(address)
    async with house.work() as work:
        await write_to(house.desk, work, person, "removed", {}, house.now, key=house.desk.ids.new())
    return person


async def own_report(
    house: House, address: str, *, permanent: bool = True, kind: LetterKind = LetterKind.BOUNCE
) -> None:
    """A report comes back about a letter to somebody that belongs to no invitation."""
    recipient = local_part(OWN_BOUNCE, derive(KEY, OWN_BOUNCE, (await house.at(address)).id, 0))
    bounce = Bounce(status="5.1.1" if permanent else "4.2.2", permanent=permanent)
    await house.letter(Reading(kind=kind, sender="mailer@x.test", bounce=bounce), f"{recipient}@convoca.test")


async def test_who_gets_a_letter_without_an_invitation_has_an_address_for_reports_that_ends(house: House) -> None:
    ana = await written(house, (await house.ana()).address)
    local = local_part(OWN_BOUNCE, derive(KEY, OWN_BOUNCE, ana.id, 0))
    found = []
    for days in (89, 2):
        house.clock.move(days=days)
        async with house.work() as work:
            found.append(await expects(work, [local], house.now))
    assert found == [{local}, set()]


async def test_a_failure_for_good_of_a_letter_to_a_proponent_is_told_in_their_chat_once(house: House) -> None:
    ana = await written(house, (await house.ana()).address)
    await own_report(house, ana.address, permanent=False)
    await own_report(house, ana.address, kind=LetterKind.AUTO_REPLY)
    assert (await house.at(ana.address)).bounced_at is None
    await own_report(house, ana.address)
    await own_report(house, ana.address)
    assert (await house.at(ana.address)).bounced_at == house.now
    assert await house.news(ana.id) == [("own_address_bounced", {"address": ana.address, "why": "other"})]
    assert [line.kind for line in await house.log("letter_bounced", "letter_without_effect")] == [
        "letter_bounced", "letter_without_effect", "letter_bounced", "letter_bounced",
    ]  # fmt: skip


async def test_where_letters_fail_for_good_whoever_counts_on_that_person_hears_it(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await written(house, BRUNO)
    await own_report(house, BRUNO)
    assert await house.status(bruno) is S.BOUNCED
    assert [kind for kind, _ in await house.news(ana.id)] == ["participant_bounced"]


async def test_whoever_comes_in_by_a_letter_shows_that_letters_arrive(house: House) -> None:
    ana = await written(house, (await house.ana()).address)
    await own_report(house, ana.address)
    known = await house.at(ana.address)
    async with house.work() as work:
        await proved(house.desk, work, known, house.now)
    assert (await house.at(ana.address)).bounced_at is None


async def test_a_relay_that_knows_nobody_there_counts_for_letters_without_an_invitation_too(house: House) -> None:
    ana = await written(house, (await house.ana()).address)
    letter = (await house.mail(ana.address))[-1]
    async with house.work() as work:
        await letter_refused(house.desk, work, letter, why=Undelivered.NO_MAILBOX)
    assert [kind for kind, _ in await house.news(ana.id)] == ["own_address_bounced"]


async def test_a_refusal_of_a_letter_to_an_address_that_was_corrected_since_is_about_nobody(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    letter = (await house.mail(BRUNO))[-1]
    await house.post()
    assert await house.change(bruno, "address", "bruno.diaz@example.org") is None
    async with house.work() as work:
        await letter_refused(house.desk, work, letter, why=Undelivered.NO_MAILBOX)
    assert (await house.status(bruno), (await house.at("bruno.diaz@example.org")).bounced_at) == (S.INVITED, None)
    assert "participant_bounced" not in [kind for kind, _ in await house.news(ana.id)]


async def test_a_token_counts_at_the_address_of_its_purpose_alone(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    bounce = Reading(kind=LetterKind.BOUNCE, sender="mailer@x.test", bounce=Bounce(status="5.1.1", permanent=True))
    answer = Reading(kind=LetterKind.REPLY, sender=BRUNO, decision=DECLINE)
    for purpose, other, reading in ((REPLY, BOUNCE, bounce), (BOUNCE, REPLY, answer)):
        await house.letter(reading, f"{local_part(other, derive(KEY, purpose, bruno, 0))}@convoca.test")
    assert (await house.status(bruno), len(await house.log("letter_unrouted"))) == (S.INVITED, 2)


async def test_an_unclear_answer_is_told_to_nobody_who_wrote_it_nor_after_the_invitation_was_taken_back(
    house: House,
) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    me = await house.listed((await house.stands(bruno)).proposal_id, "Ana Gómez", ana.address, "moderator")
    await house.post()
    await house.take_off(bruno)
    for who in (me, bruno):
        await house.reply(who, UNCLEAR)
    assert [line.actor for line in await house.log("answer_unclear")] == [ana.id]
    assert "participant_unclear" not in [kind for kind, _ in await house.news(ana.id)]
    assert "unclear" not in await house.kinds(BRUNO)
