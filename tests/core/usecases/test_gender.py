"""What a person says of themselves in private is counted and nothing else: no channel shows it to anybody else."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.terminal.drawing import drawn
from core.dialogue.engine import draw, reduce
from core.dialogue.events import Tap
from core.dialogue.state import State
from core.dialogue.world import World
from core.model.records import Notice, Person
from core.ports import ProposalFilter
from core.usecases import secretariat
from core.usecases.invitation_page import invitation_of
from core.usecases.office_chat import Asked, office_answer
from core.usecases.privacy.history import person_page
from core.usecases.privacy.own_data import own_data
from core.usecases.world import gather
from templates import own_data as own_page
from templates.history import person_screen
from templates.invitation_page import invitation_page as drawn_invitation
from templates.letters import render
from templates.pages import Frame
from templates.secretariat import overview_page, people_page, reading_page
from templates.words import LANGUAGES, Words
from tests.builders import CALL, PROFILE, House
from tests.core.usecases.test_speakable import LINKS

MARK = "zqprivate"
"""Bruno's gender, in a call that takes any words for it: nobody else's options spell it."""
MOST_SCREENS = 400


@pytest.fixture
async def told(house: House) -> House:
    """A workshop that was sent and then changed; its speaker has said more of himself than is asked."""
    house.set_call(
        attributes=tuple(replace(item, options=()) if item.key == "gender" else item for item in CALL.attributes)
    )
    ana = await house.ana()
    proposal_id, bruno, _ = await house.confirmed_team(ana)
    await house.post()
    await house.reply(bruno, None, {**PROFILE, "gender": MARK})
    assert (await house.stands(bruno)).attributes["gender"] == MARK
    assert (await house.at("bruno@example.org")).attributes["gender"] == MARK
    assert await house.send(proposal_id)
    await house.answer(proposal_id, "answers.title", "Redes que curan")
    assert await house.send(proposal_id)
    await house.answer(proposal_id, "answers.title", "Redes que sanan")
    await house.visitor("mesa@lacigf.test", proved_at=house.now)
    await house.digest()
    return house


def screens(world: World) -> Iterator[str]:
    """Every screen that can be walked to by tapping, as text in its language."""
    waiting, seen = deque([State(greeted=True)]), set[str]()
    while waiting and len(seen) < MOST_SCREENS:
        state = waiting.popleft()
        mark = repr(replace(state, revision=0, toast=None))
        if mark in seen:
            continue
        seen.add(mark)
        screen = draw(world, state)
        yield drawn(screen, Words(screen.language), world.call)
        taps = [Tap(item.verb, item.argument, state.revision) for item in screen.actions]
        waiting.extend(reduce(world, state, tap).state for tap in taps)


async def world_of(house: House, person: Person) -> World:
    async with house.store.look() as work:
        return await gather(house.desk, work, person, house.now)


async def the_proposal(house: House) -> str:
    async with house.store.look() as work:
        (record,) = await work.proposals.find(house.desk.call.id, ProposalFilter())
    return record.id


async def test_the_mark_is_found_where_it_may_be(told: House) -> None:
    """Its own giver sees it: what the other tests look for is there to be found."""
    assert any(MARK in shown for shown in screens(await world_of(told, await told.at("bruno@example.org"))))


@pytest.mark.parametrize("address", ["ana@example.org", "carla@example.org", "mesa@lacigf.test"])
async def test_no_screen_of_anybody_else_shows_it(told: House, address: str) -> None:
    world = await world_of(told, await told.at(address))
    shown = list(screens(world))
    assert len(shown) > 10
    assert [text for text in shown if MARK in text] == []


async def test_no_letter_or_notice_to_anybody_else_bears_it(told: House) -> None:
    bruno = await told.at("bruno@example.org")
    async with told.store.look() as work:
        kept = [await work.keeping.of(person.id) for person in await work.people.all() if person.id != bruno.id]
    notices: list[Notice] = [notice for one in kept for notice in one.notices]
    assert {"receipt", "receipt_changes", "digest", "participant_confirmed"} <= {notice.kind for notice in notices}
    assert [notice.kind for notice in notices if MARK in repr(notice)] == []
    for notice in notices:
        for language in LANGUAGES if notice.channel == "mail" else ():
            letter = render(notice.kind, language, notice.facts, told.desk.call, LINKS)
            assert MARK not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_secretariat_sees_it_nowhere_beside_a_name(told: House, language: str) -> None:
    frame = Frame(call=told.desk.call, language=language, is_secretary=True)
    async with told.store.look() as work:
        rows = await secretariat.overview(told.desk, work, ProposalFilter())
        people = await secretariat.people(told.desk, work, "")
        page = await secretariat.proposal_page(told.desk, work, rows[0].draft.record.id)
        table = await secretariat.csv_table(told.desk, work, ProposalFilter())
        stories = [await person_page(told.desk, work, person.id, 1) for person in await work.people.all()]
        asked = [(what, words) for what in Asked for words in ("", "1", "Bruno", "Redes", MARK)]
        answers = [(await office_answer(told.desk, work, what, words, language, ""), words) for what, words in asked]
    assert page is not None
    pages = (
        overview_page(frame, rows, ProposalFilter(), "", 0),
        people_page(frame, people, ""),
        reading_page(frame, page),
        *(person_screen(frame, story, is_own=False) for story in stories if story),
    )
    assert len(pages) > len(stories) > 1
    assert [shown for shown in (*pages, repr(table)) if MARK in shown] == []
    for answer, words in answers:
        said = drawn(answer, Words(language), told.desk.call)
        assert MARK not in (said.replace(MARK, "", 1) if words == MARK else said)  # what was typed is said back


async def test_with_people_enough_it_is_a_number_and_no_more(told: House) -> None:
    proposal_id = await the_proposal(told)
    await told.listed(proposal_id, "Dana Luz", "dana@example.org", "speaker")
    frame = Frame(call=told.desk.call, language="es", is_secretary=True)
    async with told.store.look() as work:
        page = await secretariat.proposal_page(told.desk, work, proposal_id)
    assert page is not None
    html = reading_page(frame, page)
    assert html.count(MARK) == html.count(f">Género: {MARK}: 1 y sin indicar: 2<") == 1


async def test_other_peoples_files_do_not_hold_it(told: House) -> None:
    for address in ("ana@example.org", "carla@example.org", "mesa@lacigf.test"):
        person = await told.at(address)
        async with told.store.look() as work:
            data = await own_data(told.desk, work, person.id)
        assert data is not None
        assert MARK not in data.to_json() + own_page.page(data, "es", told.desk.call)


async def test_the_page_of_another_invitation_does_not_show_it(told: House) -> None:
    proposal_id = await the_proposal(told)
    async with told.store.look() as work:
        (carla,) = [item for item in await work.participations.of_proposal(proposal_id) if item.name == "Carla Souza"]
    token = await told.page(carla.id)
    async with told.store.look() as work:
        shown = await invitation_of(told.desk, work, token)
    assert shown is not None
    assert MARK not in drawn_invitation(Frame(call=told.desk.call, language="es"), shown)
