"""Letters that do not arrive although the address is right: a full mailbox, a server that refuses them."""

from __future__ import annotations

import pytest

from core.dialogue.screen import Phrase
from core.model.letter import Bounce, LetterKind, Reading
from core.model.proposal import ParticipationStatus
from core.model.records import Person
from core.model.token import BOUNCE, OWN_BOUNCE, derive, local_part
from core.model.undelivered import Undelivered
from core.usecases import secretariat
from core.usecases.letters.letter_refused import letter_refused
from core.usecases.notices import write_to
from tests.builders import KEY, House

S = ParticipationStatus
BRUNO = "bruno@example.org"


async def full(house: House) -> tuple[Person, str]:
    """Ana asks Bruno, whose mailbox is full."""
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.post()
    house.clock.move(minutes=1)
    await house.bounce(bruno, why=Undelivered.FULL)
    return ana, bruno


async def another_letter_fails(house: House, address: str, why: Undelivered, blamed: str | None = None) -> None:
    """A letter that belongs to no invitation comes back."""
    person = await house.at(address)
    async with house.work() as work:
        await write_to(house.desk, work, person, "removed", {}, house.now, key=house.desk.ids.new())
    recipient = local_part(OWN_BOUNCE, derive(KEY, OWN_BOUNCE, person.id, 0))
    bounce = Bounce(recipients=(blamed or address,), status="5.2.0", permanent=True, why=why)
    reading = Reading(kind=LetterKind.BOUNCE, sender="mailer@x.test", bounce=bounce)
    await house.letter(reading, f"{recipient}@convoca.test")


async def test_a_full_mailbox_marks_who_was_asked_and_gives_no_address_up(house: House) -> None:
    ana, bruno = await full(house)
    item = await house.stands(bruno)
    assert (item.status, item.undelivered, item.undelivered_since) == (S.BOUNCED, Undelivered.FULL, house.now)
    assert (await house.at(BRUNO)).bounced_at is None
    told = {"name": "Bruno Díaz", "address": BRUNO, "why": "full"}
    assert await house.news(ana.id) == [("participant_bounced", told)]
    lines = await house.log("letter_bounced", "participant_bounced")
    assert [line.facts["why"] for line in lines] == ["full", "full"]


async def test_a_report_about_an_address_to_which_mail_is_passed_on_does_not_call_the_right_one_wrong(
    house: House,
) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    elsewhere = Bounce(recipients=("b@else.example",), status="5.1.1", permanent=True, why=Undelivered.NO_MAILBOX)
    await house.reply(
        bruno, None, kind=LetterKind.BOUNCE, bounce=elsewhere, sender="mailer@x.test", purpose=BOUNCE
    )  # fmt: skip
    told = {"name": "Bruno Díaz", "address": BRUNO, "why": "other"}
    assert await house.news(ana.id) == [("participant_bounced", told)]
    lines = await house.log("letter_bounced", "participant_bounced")
    assert [line.facts["why"] for line in lines] == ["other", "other"]


async def test_nor_does_one_about_a_letter_that_belongs_to_no_invitation(house: House) -> None:
    ana = await house.ana()
    await another_letter_fails(house, ana.address, Undelivered.NO_MAILBOX, blamed="a@else.example")
    assert await house.news(ana.id) == [("own_address_bounced", {"address": ana.address, "why": "other"})]


async def test_one_tap_sends_the_letter_again_and_a_second_failure_is_told_again(house: House) -> None:
    ana, bruno = await full(house)
    await house.command(ana, "home")
    screen = await house.tap(ana, "send_again", bruno)
    assert (screen.place, screen.toast) == ("participant", Phrase("chat.toast.resent"))
    item = await house.stands(bruno)
    assert (item.status, item.undelivered, item.undelivered_since) == (S.INVITED, None, None)
    assert await house.kinds(BRUNO) == ["invitation", "invitation"]
    await house.post()
    house.clock.move(hours=1)
    await house.bounce(bruno, why=Undelivered.FULL)
    assert len(await house.news(ana.id)) == 2


async def test_a_relay_that_tells_of_a_full_mailbox_counts_like_a_report(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    letter = (await house.mail(BRUNO))[0]
    async with house.work() as work:
        await letter_refused(house.desk, work, letter, why=Undelivered.FULL)
    item = await house.stands(bruno)
    assert (item.status, item.undelivered, (await house.at(BRUNO)).bounced_at) == (S.BOUNCED, Undelivered.FULL, None)
    assert [line.facts["why"] for line in await house.log("letter_failed")] == ["full"]


async def test_an_address_that_was_given_up_is_given_another_try_by_who_writes_there_again(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    mesa = await house.visitor("mesa@lacigf.test", proved_at=house.now)
    await house.bounce(bruno)
    async with house.work() as work:
        assert await secretariat.resend(house.desk, work, bruno, mesa) is None
    assert (await house.status(bruno), (await house.at(BRUNO)).bounced_at) == (S.INVITED, None)


async def test_the_same_address_typed_once_more_is_given_another_try_too(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.bounce(bruno)
    assert await house.change(bruno, "address", BRUNO) is None
    item = await house.stands(bruno)
    assert (item.status, item.undelivered, (await house.at(BRUNO)).bounced_at) == (S.INVITED, None, None)


async def test_a_full_mailbox_is_told_to_its_owner_once_a_day_and_to_who_waits_for_them(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    for hours in (0, 1, 24):
        house.clock.move(hours=hours)
        await another_letter_fails(house, BRUNO, Undelivered.FULL)
    person = await house.at(BRUNO)
    told = ("own_address_bounced", {"address": BRUNO, "why": "full"})
    assert [item for item in await house.news(person.id) if item[0] != "invited"] == [told, told]
    assert (person.bounced_at, await house.status(bruno)) == (None, S.BOUNCED)
    assert [kind for kind, _ in await house.news(ana.id)] == ["participant_bounced"]


async def test_one_refused_letter_says_nothing_of_the_invitations_of_before(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await another_letter_fails(house, BRUNO, Undelivered.REFUSED)
    assert (await house.status(bruno), await house.news(ana.id)) == (S.INVITED, [])


@pytest.mark.parametrize(
    ("why", "ways"),
    [
        (Undelivered.NO_MAILBOX, ["mend", "replace"]),
        (Undelivered.FULL, ["send_again", "mend", "replace"]),
        (Undelivered.OTHER, ["mend", "send_again", "replace"]),
    ],
)
async def test_what_can_be_done_follows_from_the_cause(house: House, why: Undelivered, ways: list[str]) -> None:
    ana = await house.ana()
    proposal, bruno, _ = await house.team(ana)
    await house.bounce(bruno, why=why)
    await house.command(ana, "home")
    await house.tap(ana, "open", proposal)
    await house.tap(ana, "people")
    screen = await house.tap(ana, "person", bruno)
    assert [item.verb for item in screen.actions if item.argument == bruno] == ways
