"""What the secretariat sees and does."""

from __future__ import annotations

from core.dialogue.screen import Phrase
from core.model.proposal import ParticipationStatus
from core.ports import ProposalFilter
from core.usecases import secretariat
from core.usecases.privacy.erase import erase
from tests.builders import ACCEPT, PROFILE, House

S = ParticipationStatus
ANY = ProposalFilter()


async def test_the_overview_tells_what_each_proposal_waits_for(house: House) -> None:
    ana = await house.ana()
    await house.team(ana)
    house.clock.move(hours=1)
    whole, _, _ = await house.confirmed_team(ana)
    house.clock.move(hours=1)
    await house.send(whole)
    async with house.store.look() as work:
        rows = await secretariat.overview(house.desk, work, ANY)
        drafts = await secretariat.overview(house.desk, work, ProposalFilter(state="draft"))
    told = [(row.draft.record.number, row.confirmed, row.waits_for, row.bounced, row.blocking) for row in rows]
    assert told == [(2, 2, 0, 0, 0), (1, 0, 2, 0, 3)]
    assert [row.draft.record.number for row in drafts] == [1]
    assert rows[0].title == "Redes que cuidan"
    assert rows[0].proponent.name == "Ana Gómez"


async def test_who_said_yes_and_owes_details_is_not_counted_as_silent(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT)
    async with house.store.look() as work:
        (row,) = await secretariat.overview(house.desk, work, ANY)
    assert (row.confirmed, row.waits_for, row.incomplete) == (0, 1, 1)


async def test_one_proposal_is_read_with_its_letters_and_its_log(house: House) -> None:
    proposal_id, _, _ = await house.team(await house.ana())
    async with house.store.look() as work:
        page = await secretariat.proposal_page(house.desk, work, proposal_id)
        assert await secretariat.proposal_page(house.desk, work, "unknown") is None
    assert page is not None
    assert page.row.draft.record.id == proposal_id
    assert [letter.kind for letter in page.letters if letter.channel == "mail"] == ["invitation", "invitation"]
    assert page.log[0].kind == "proposal_begun"


async def test_people_are_found_by_name_address_or_organisation(house: House) -> None:
    await house.team(await house.ana())
    async with house.store.look() as work:
        found = {
            text: [row.person.address for row in await secretariat.people(house.desk, work, text)]
            for text in ("díaz", "CARLA@", "red abierta", "", "nobody")
        }
        (bruno,) = await secretariat.people(house.desk, work, "bruno")
    assert found == {
        "díaz": ["bruno@example.org"],
        "CARLA@": ["carla@example.org"],
        "red abierta": ["ana@example.org"],
        "": ["ana@example.org", "bruno@example.org", "carla@example.org"],
        "nobody": [],
    }
    assert [(item.roles, title) for item, title in bruno.participations] == [(("speaker",), "Redes que cuidan")]


async def test_a_letter_is_sent_again_in_the_secretariats_name(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    mesa = await house.visitor("mesa@lacigf.test")
    async with house.work() as work:
        assert await secretariat.resend(house.desk, work, bruno, mesa) is None
        assert await secretariat.resend(house.desk, work, "unknown", mesa) == Phrase("acts.gone")
    assert await house.kinds("bruno@example.org") == ["invitation", "invitation"]
    assert (await house.log("invitation"))[-1].actor == f"secretariat:{mesa.id}"
    await house.reply(bruno, ACCEPT, PROFILE)
    async with house.work() as work:
        said = await secretariat.resend(house.desk, work, bruno, mesa)
    assert said == Phrase("acts.not_invited.confirmed")


async def test_an_address_is_corrected_and_written_to(house: House) -> None:
    _, bruno, carla = await house.team(await house.ana())
    mesa = await house.visitor("mesa@lacigf.test")
    await house.bounce(bruno)
    async with house.work() as work:
        assert await secretariat.correct_address(house.desk, work, bruno, " bruno@example.net ", mesa) is None
        refused = await secretariat.correct_address(house.desk, work, carla, "carla", mesa)
        gone = await secretariat.correct_address(house.desk, work, "unknown", "x@example.org", mesa)
    assert await house.status(bruno) is S.INVITED
    assert await house.kinds("bruno@example.net") == ["invitation"]
    assert (refused is not None, gone) == (True, Phrase("acts.gone"))
    assert (await house.log("participant_changed"))[-1].actor == f"secretariat:{mesa.id}"


async def test_correcting_an_address_brings_nobody_back_who_was_taken_off(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.post()
    await house.take_off(bruno)
    mesa = await house.visitor("mesa@lacigf.test")
    async with house.work() as work:
        said = await secretariat.correct_address(house.desk, work, bruno, "x@example.org", mesa)
    assert (said, await house.status(bruno)) == (Phrase("acts.gone"), S.WITHDRAWN)


async def test_the_table_has_keys_and_one_row_a_proposal(house: House) -> None:
    proposal_id, _, _ = await house.confirmed_team(await house.ana())
    await house.answer(proposal_id, "answers.title", "=2+2")
    await house.send(proposal_id)
    async with house.store.look() as work:
        columns, rows = await secretariat.csv_table(house.desk, work, ANY)
    (row,) = [dict(zip(columns, row, strict=True)) for row in rows]
    assert row == {
        "number": "1",
        "state": "sent",
        "title": "=2+2",
        "session_type": "workshop",
        "modality": "in_person",
        "duration": "75",
        "topic": "cybersecurity",
        "proponent": "Ana Gómez",
        "proponent_email": "ana@example.org",
        "organisation": "Red Abierta",
        "country": "AR",
        "participants": "2",
        "confirmed": "2",
        "blocking": "0",
        "created_at": house.now.isoformat(),
        "sent_at": house.now.isoformat(),
    }


async def test_letters_that_nobody_could_read_are_listed(house: House) -> None:
    async with house.store.look() as work:
        assert await secretariat.unread_letters(work) == []


async def test_an_erased_person_leaves_no_name_and_the_log_says_who_did_it(house: House) -> None:
    _, bruno, _ = await house.confirmed_team(await house.ana())
    person = await house.at("bruno@example.org")
    async with house.work() as work:
        await erase(house.desk, work, person, actor="secretariat:x")
    item = await house.stands(bruno)
    assert (item.name, item.address, item.status) == (None, None, S.WITHDRAWN)
    (line,) = await house.log("person_erased")
    assert (line.actor, line.person_id) == ("secretariat:x", None)
    assert (await house.person(person.id)).name is None
    await house.remind()
    await house.digest()
