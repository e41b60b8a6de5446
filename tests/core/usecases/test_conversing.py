"""The chat end to end over a real file: a whole proposal, its people's answers, sending, and what is refused."""

from __future__ import annotations

import pytest

from core.dialogue.events import Event, Tap, Text
from core.dialogue.screen import Expects, Phrase, Screen
from core.model.proposal import ParticipationStatus
from core.model.records import Person, ProposalState
from core.rules.invitations import NotNow
from core.usecases.converse import NobodyError, converse, look
from core.usecases.listing.participants import Refused
from templates.words import LANGUAGES, Words
from tests.builders import ACCEPT, CALL, CLOSES, DECLINE, PROFILE, House

S = ParticipationStatus
CHOSEN = {"session_type": "workshop", "modality": "in_person", "duration": "75", "topic": "cybersecurity"}
TYPED = {Expects.PHONE: "+54 351 555 1234", Expects.INTEGER: "30", Expects.LIST: "¿Quién decide?\n¿Quién paga?"}


async def newcomer(house: House) -> Person:
    """Somebody who has signed in for the first time."""
    await house.enter("ana@example.org")
    return await house.at("ana@example.org")


async def tells_name_and_country(house: House, ana: Person) -> None:
    await house.tap(ana, "begin")
    await house.type(ana, "Ana Gómez")
    await house.type(ana, "argentina")


async def answers_the_form(house: House, ana: Person) -> Screen:
    """Answer whatever is asked, passing over what may be, until nothing is asked any more."""
    for number in range(40):
        screen = await house.look(ana)
        verbs = {item.verb for item in screen.actions}
        offered = {item.argument for item in screen.actions if item.verb == "choose"}
        if screen.place != "ask":
            return screen
        if "skip" in verbs:
            await house.tap(ana, "skip")
        elif screen.input.expects is Expects.NOTHING:
            await house.tap(ana, "choose", next(value for value in CHOSEN.values() if value in offered))
        else:
            await house.type(ana, TYPED.get(screen.input.expects, f"Texto {number}"))
    raise AssertionError("the form does not end")


async def adds(house: House, ana: Person, name: str, role: str, address: str) -> None:
    await house.tap(ana, "add")
    await house.type(ana, name)
    await house.tap(ana, "toggle", role)
    await house.tap(ana, "done")
    await house.tap(ana, "choose", "in_person")
    await house.type(ana, address)


async def test_a_whole_proposal_from_the_first_hello_to_the_receipt(house: House) -> None:
    ana = await newcomer(house)
    await tells_name_and_country(house, ana)
    await house.tap(ana, "new")
    await answers_the_form(house, ana)
    await adds(house, ana, "Bruno Díaz", "speaker", "bruno@example.org")
    await adds(house, ana, "Carla Souza", "rapporteur", "carla@example.org")
    screen = await house.look(ana)
    proposal_id = screen.proposal_id
    assert proposal_id is not None
    assert [finding.rule for finding in screen.missing if finding.blocks] == ["confirmations", "diversity"]

    async with house.store.look() as work:
        bruno, carla = [item.id for item in await work.participations.of_proposal(proposal_id)]
    await house.post()
    await house.reply(bruno, ACCEPT, PROFILE)
    await house.reply(carla, ACCEPT, {**PROFILE, "sector": "technical", "country": "BR"})
    assert [finding.rule for finding in (await house.look(ana)).missing if finding.blocks] == []

    await house.tap(ana, "summary")
    await house.tap(ana, "send")
    screen = await house.tap(ana, "submit")

    assert screen.place == "receipt"
    record = await house.record(proposal_id)
    assert (record.state, record.number, record.proponent_id) == (ProposalState.SENT, 1, ana.id)
    assert [kind for kind, _ in await house.news(ana.id)] == [
        "participant_confirmed",
        "participant_confirmed",
        "sendable",
        "receipt",
    ]
    assert await house.kinds("ana@example.org") == ["sign_in", "receipt"]
    assert (await house.person(ana.id)).name == "Ana Gómez"


async def test_looking_changes_nothing(house: House) -> None:
    ana = await newcomer(house)
    before = await house.log()
    first = await house.look(ana)
    assert await house.look(ana) == first
    assert await house.log() == before
    async with house.store.look() as work:
        assert await work.conversations.get(ana.id, "web") is None


async def test_an_old_tap_acts_neither_twice_nor_late(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    screen = await house.look(ana)
    tap = Tap("new", "", screen.revision)
    await house.say(ana, tap)
    screen = await house.say(ana, tap)
    assert screen.toast == Phrase("chat.toast.old_tap")
    assert len(await house.log("proposal_begun")) == 1


async def test_every_channel_has_a_place_of_its_own_and_one_draft(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    await house.tap(ana, "new")
    await house.tap(ana, "choose", "workshop")
    async with house.work() as work:
        screen = await look(house.desk, work, ana.id, "terminal")
    assert screen.place == "home"
    assert len([item for item in screen.actions if item.verb == "open"]) == 1


async def test_coming_back_after_days_one_is_where_one_was(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    await house.tap(ana, "new")
    left = await house.tap(ana, "choose", "workshop")
    house.clock.move(days=5)
    back = await house.look(ana)
    assert (back.place, back.title, back.revision, back.actions) == (
        left.place,
        left.title,
        left.revision,
        left.actions,
    )


async def test_news_are_unread_until_they_are_opened(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, DECLINE)
    await house.command(ana, "start")
    screen = await house.look(ana)
    assert [item.label.facts for item in screen.actions if item.verb == "news"] == [{"unread": 1}]
    await house.tap(ana, "news")
    await house.tap(ana, "home")
    screen = await house.look(ana)
    assert [item.label.facts for item in screen.actions if item.verb == "news"] == [{}]


async def test_the_language_chosen_is_the_persons_everywhere(house: House) -> None:
    ana = await newcomer(house)
    screen = await house.tap(ana, "speak", "pt")
    assert screen.language == "pt"
    assert (await house.person(ana.id)).language == "pt"


async def test_nobody_converses_without_being_known(house: House) -> None:
    async with house.store.look() as work:
        with pytest.raises(NobodyError):
            await look(house.desk, work, "unknown", "web")


async def test_words_typed_after_the_close_are_answered_and_change_nothing(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    await house.tap(ana, "new")
    await house.tap(ana, "choose", "workshop")
    house.clock.moment = CLOSES
    proposal_id = (await house.log("proposal_begun"))[0].proposal_id or ""
    before = await house.record(proposal_id)
    screen = await house.type(ana, "Un título tardío")
    assert screen.place != "ask"
    assert await house.record(proposal_id) == before


async def test_somebody_is_taken_off_by_chat(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.post()
    await house.command(ana, "start")
    await house.tap(ana, "open", proposal_id)
    await house.tap(ana, "people")
    await house.tap(ana, "person", bruno)
    await house.tap(ana, "remove")
    screen = await house.tap(ana, "remove_now")
    assert (screen.place, await house.status(bruno)) == ("people", S.WITHDRAWN)
    assert (await house.kinds("bruno@example.org"))[-1] == "removed"


async def test_a_letter_that_may_not_leave_again_is_explained(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.team(ana)
    await house.reply(bruno, None, stop=True)
    await house.command(ana, "start")
    await house.tap(ana, "open", proposal_id)
    await house.tap(ana, "people")
    await house.tap(ana, "person", bruno)
    screen = await house.tap(ana, "nudge")
    assert screen.toast == Phrase("acts.not_invited.muted")


async def test_a_sent_proposal_is_withdrawn_by_chat(house: House) -> None:
    ana = await house.ana()
    proposal_id, _, _ = await house.confirmed_team(ana)
    await house.send(proposal_id)
    await house.command(ana, "start")
    await house.tap(ana, "open", proposal_id)
    await house.tap(ana, "withdraw")
    await house.tap(ana, "withdraw_now")
    assert (await house.record(proposal_id)).state is ProposalState.WITHDRAWN


async def test_an_invited_person_says_no_by_chat(house: House) -> None:
    ana = await house.ana()
    _, place, _ = await house.team(ana)
    await house.enter("bruno@example.org")
    bruno = await house.at("bruno@example.org")
    await house.command(bruno, "start")
    await house.tap(bruno, "invitation", place)
    await house.tap(bruno, "decline")
    assert await house.status(place) is S.DECLINED
    assert (await house.news(ana.id))[-1][0] == "participant_declined"
    assert "echo_declined" not in await house.kinds("bruno@example.org")


async def power_cut_while(house: House, ana: Person, event: Event) -> None:
    async with house.work() as work:
        await converse(house.desk, work, ana.id, "web", event)
        raise RuntimeError("power cut")


async def test_an_event_that_fails_leaves_nothing_behind(house: House) -> None:
    ana = await house.ana()
    await house.command(ana, "start")
    before = (await house.look(ana), await house.log())
    with pytest.raises(RuntimeError, match="power cut"):
        await power_cut_while(house, ana, Tap("new", "", before[0].revision))
    assert (await house.look(ana), await house.log()) == before


async def test_whatever_is_typed_is_answered(house: House) -> None:
    ana = await house.ana()
    for text in ("hola", "/x", "", "9" * 30_000, "\u202e\u0000🙂", "1"):
        screen = await house.say(ana, Text(text))
        assert screen.place


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: str) -> None:
    words = Words(language)
    keys = [f"acts.{key}" for key in (*Refused, "not_yet", "not_proved", "sign_in.too_many")]
    keys += [f"acts.not_invited.{reason}" for reason in NotNow]
    assert [key for key in keys if not words.has(key)] == []
    assert CALL.languages == LANGUAGES


async def test_a_passing_word_is_not_said_to_who_comes_back_later(house: House) -> None:
    ana = await newcomer(house)
    await tells_name_and_country(house, ana)
    assert (await house.look(ana)).toast is not None
    house.clock.move(minutes=3)
    assert (await house.look(ana)).toast is None
