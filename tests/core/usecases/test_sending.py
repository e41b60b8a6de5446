"""Sending through the gate, editing what was sent, limits, and withdrawing."""

from __future__ import annotations

from dataclasses import replace

from core.call.document import parse_document
from core.dialogue.events import Tap
from core.model.proposal import ParticipationStatus
from core.model.records import ConversationRecord, Person, ProposalState
from core.usecases.converse import converse
from core.usecases.proposing.withdraw import withdraw
from core.usecases.world import draft_at
from tests.builders import ACCEPT, CLOSES, CONTACT, PROFILE, WORKSHOP, House

S = ParticipationStatus


async def retract(house: House, proposal_id: str) -> None:
    record = await house.record(proposal_id)
    ana = await house.person(record.proponent_id)
    async with house.work() as work:
        await withdraw(house.desk, work, record, ana, house.now)


async def blocking(house: House, proposal_id: str) -> list[str]:
    """The rules that keep a proposal from being sent."""
    record = await house.record(proposal_id)
    ana = await house.person(record.proponent_id)
    async with house.work() as work:
        draft = await draft_at(house.desk, work, record, ana, house.now)
    return [finding.rule for finding in draft.findings if finding.blocks]


async def sent_by(house: House, person: Person) -> str:
    """A proposal of this person's that was sent."""
    proposal_id, _, _ = await house.confirmed_team(person)
    assert await house.send(proposal_id)
    return proposal_id


async def test_what_the_gate_refuses_is_not_sent_and_leaves_no_trace(house: House) -> None:
    ana = await house.ana()
    proposal_id, _, _ = await house.team(ana)
    assert await blocking(house, proposal_id) == ["confirmations", "diversity", "in_person_minimum"]
    assert not await house.send(proposal_id)
    record = await house.record(proposal_id)
    assert (record.state, record.sent_at, record.sent) == (ProposalState.DRAFT, None, None)
    assert "receipt" not in await house.kinds()
    assert await house.log("proposal_sent") == []


async def test_a_sent_proposal_gets_a_number_a_receipt_and_a_full_copy(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.confirmed_team(ana)
    house.clock.move(minutes=7)
    assert await house.send(proposal_id)

    record = await house.record(proposal_id)
    assert (record.state, record.number, record.sent_at) == (ProposalState.SENT, 1, house.now)
    assert (await house.news(ana.id))[-1] == ("receipt", {"number": 1, "title": "Redes que cuidan"})
    letter = (await house.mail("ana@example.org"))[-1]
    assert (letter.kind, letter.facts["number"], letter.facts["sent_at"]) == ("receipt", 1, house.now.isoformat())
    assert letter.facts["document"] == record.sent
    document = parse_document(house.desk.call, record.sent)
    assert document.answers["title"] == WORKSHOP["answers.title"]  # type: ignore[union-attr]  # what we wrote can be read
    assert [person.name for person in document.participants] == ["Bruno Díaz", "Carla Souza"]  # type: ignore[union-attr]  # the same
    (line,) = await house.log("proposal_sent")
    assert (line.actor, line.at, line.facts) == (ana.id, house.now, {"number": 1})
    assert await house.status(bruno) is S.CONFIRMED


async def test_what_people_say_in_private_is_not_in_the_proponents_copy(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.confirmed_team(ana)
    await house.reply(bruno, ACCEPT, {"gender": "male"})
    await house.send(proposal_id)
    document = (await house.mail("ana@example.org"))[-1].facts["document"]
    sent = (await house.record(proposal_id)).sent
    assert "'gender': 'male'" in str(sent)
    assert str(document) == str(sent).replace("'gender': 'male'", "'gender': None")


async def test_a_draft_has_its_number_from_the_first_day_and_keeps_it_when_sent(house: House) -> None:
    ana = await house.ana()
    first, second = await house.confirmed_team(ana), await house.confirmed_team(ana)
    begun = [(await house.record(team[0])).number for team in (first, second)]
    assert await house.send(second[0])
    assert await house.send(first[0])
    assert [begun, [(await house.record(team[0])).number for team in (first, second)]] == [[1, 2], [1, 2]]


async def test_sending_twice_is_one_sending(house: House) -> None:
    ana = await house.ana()
    proposal_id = await sent_by(house, ana)
    record, letters = await house.record(proposal_id), await house.mail()
    house.clock.move(hours=1)
    assert await house.send(proposal_id)
    assert (await house.record(proposal_id), await house.mail()) == (record, letters)


async def test_an_edit_stays_a_draft_until_the_changes_are_sent(house: House) -> None:
    ana = await house.ana()
    proposal_id = await sent_by(house, ana)
    before = (await house.record(proposal_id)).sent
    house.clock.move(days=1)
    assert await house.answer(proposal_id, "answers.title", "Redes que cuidan y curan")
    assert (await house.record(proposal_id)).sent == before

    assert await house.send(proposal_id)

    record = await house.record(proposal_id)
    assert record.number == 1
    assert record.sent is not None
    assert record.sent["answers"]["title"] == "Redes que cuidan y curan"  # type: ignore[index]  # the document's shape
    assert record.sent_at == house.now
    assert (await house.mail("ana@example.org"))[-1].kind == "receipt_changes"
    assert (await house.news(ana.id))[-1] == ("receipt_changes", {"number": 1, "title": "Redes que cuidan y curan"})
    assert len(await house.log("proposal_resent")) == 1


async def test_an_edit_that_does_not_pass_leaves_the_sent_version_standing(house: House) -> None:
    proposal_id = await sent_by(house, await house.ana())
    sent = await house.record(proposal_id)
    await house.answer(proposal_id, "answers.methodology", None)
    assert await blocking(house, proposal_id) == ["required_field"]
    assert not await house.send(proposal_id)
    now = await house.record(proposal_id)
    assert (now.state, now.sent, now.sent_at) == (ProposalState.SENT, sent.sent, sent.sent_at)


async def test_where_a_call_lets_nobody_edit_what_was_sent_changes_are_not_sent(house: House) -> None:
    proposal_id = await sent_by(house, await house.ana())
    await house.answer(proposal_id, "answers.title", "Otro")
    before = await house.record(proposal_id)
    house.set_call(policies=replace(house.desk.call.policies, edit_sent_until_close=False))
    assert not await house.answer(proposal_id, "answers.title", "Otro más")
    assert not await house.send(proposal_id)
    assert await house.record(proposal_id) == before


async def test_the_answers_of_invited_people_are_no_edit_of_the_proponents(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, carla = await house.team(ana)
    dana = await house.listed(proposal_id, "Dana", "dana@example.org", "speaker")
    await house.reply(bruno, ACCEPT, PROFILE)
    await house.reply(carla, ACCEPT, {**PROFILE, "sector": "technical", "country": "BR"})
    assert await house.send(proposal_id)
    await house.reply(dana, ACCEPT, PROFILE)
    record = await house.record(proposal_id)
    async with house.work() as work:
        assert not (await draft_at(house.desk, work, record, ana, house.now)).changed_since_sent
    await house.change(dana, "roles", ("moderator",))
    async with house.work() as work:
        assert (await draft_at(house.desk, work, record, ana, house.now)).changed_since_sent


async def test_the_last_moment_of_the_window_counts_and_the_next_does_not(house: House) -> None:
    ana = await house.ana()
    one, two = (await house.confirmed_team(ana))[0], (await house.confirmed_team(ana))[0]
    house.clock.moment = CLOSES
    house.clock.move(microseconds=-1)
    assert await house.send(one)
    house.clock.move(microseconds=1)
    assert not await house.send(two)
    assert not await house.answer(one, "answers.title", "Tarde")


async def test_one_person_may_send_four_and_a_withdrawn_one_frees_its_place(house: House) -> None:
    ana = await house.ana(organisation="Independiente")
    sent = [await sent_by(house, ana) for _ in range(4)]
    fifth, _, _ = await house.confirmed_team(ana)
    assert await blocking(house, fifth) == ["proposal_limit_person"]
    assert not await house.send(fifth)
    assert await blocking(house, sent[0]) == []
    await retract(house, sent[0])
    assert await house.send(fifth)
    assert (await house.record(fifth)).number == 5


async def test_organisations_are_compared_folded_and_counted_over_people(house: House) -> None:
    names = ["Fundación Árbol", "fundacion arbol", "FUNDACIÓN  ÁRBOL", "Fundacio\u0301n A\u0301rbol"]
    for number, name in enumerate(names):
        person = await house.visitor(
            f"p{number}@example.org", **{**CONTACT, "organisation": name, "proved_at": house.now}
        )
        await sent_by(house, person)
    ana = await house.ana(organisation="Fundación Árbol")
    fifth, _, _ = await house.confirmed_team(ana)
    assert await blocking(house, fifth) == ["proposal_limit_organisation"]


async def test_independents_have_no_organisation_limit(house: House) -> None:
    for number in range(5):
        person = await house.visitor(
            f"p{number}@example.org", **{**CONTACT, "organisation": "INDEPENDIENTE", "proved_at": house.now}
        )
        await sent_by(house, person)
    assert len(await house.log("proposal_sent")) == 5


async def test_a_proponents_own_sent_proposal_never_counts_against_itself(house: House) -> None:
    """Also where the organisation is another than when it was sent: then the others of the new one all count."""
    ana = await house.ana()
    mine = await sent_by(house, ana)
    eva = await house.visitor("eva@example.org", **{**CONTACT, "organisation": "Otra casa", "proved_at": house.now})
    await sent_by(house, eva)
    for organisation, others in (("Red Abierta", 0), ("Otra casa", 1)):
        ana, record = await house.ana(organisation=organisation), await house.record(mine)
        async with house.work() as work:
            draft = await draft_at(house.desk, work, record, ana, house.now)
        history = draft.proposal.history
        assert (history.sent_by_proponent, history.sent_by_organisation) == (0, others)


async def test_withdrawing_tells_everybody_and_keeps_the_record(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, carla = await house.confirmed_team(ana)
    eva = await house.listed(proposal_id, "Eva", None)
    await house.post()
    assert await house.send(proposal_id)
    await retract(house, proposal_id)

    record = await house.record(proposal_id)
    assert (record.state, record.withdrawn_at, record.number) == (ProposalState.WITHDRAWN, house.now, 1)
    assert [await house.status(who) for who in (bruno, carla, eva)] == [S.WITHDRAWN] * 3
    for who in ("bruno", "carla"):
        assert (await house.kinds(f"{who}@example.org"))[-1] == "withdrawn_participant"
    assert (await house.mail("ana@example.org"))[-1].kind == "withdrawn"
    assert (await house.news(ana.id))[-1] == ("withdrawn", {"title": "Redes que cuidan"})
    assert [line.facts for line in await house.log("proposal_withdrawn")] == [{"was_sent": True}]
    assert not await house.send(proposal_id)


async def test_withdrawing_twice_is_one_withdrawal_and_who_had_left_is_not_told(house: House) -> None:
    proposal_id, bruno, _ = await house.team(await house.ana())
    await house.post()
    await house.take_off(bruno)
    await retract(house, proposal_id)
    letters = await house.mail()
    await retract(house, proposal_id)
    assert await house.mail() == letters
    assert await house.kinds("bruno@example.org") == ["invitation", "removed"]


async def test_a_draft_thrown_away_cancels_letters_that_have_not_left(house: House) -> None:
    proposal_id, _, _ = await house.team(await house.ana())
    await retract(house, proposal_id)
    assert await house.kinds() == []


async def test_nobody_sends_somebody_elses_proposal(house: House) -> None:
    ana = await house.ana()
    proposal_id, _, _ = await house.confirmed_team(ana)
    eve = await house.visitor("eve@example.org", **{**CONTACT, "proved_at": house.now})
    async with house.work() as work:
        kept = {"place": "send", "proposal_id": proposal_id}
        await work.conversations.save(
            ConversationRecord(person_id=eve.id, channel="web", state=kept, revision=0, changed_at=house.now)
        )
        screen = await converse(house.desk, work, eve.id, "web", Tap("submit", "", 0))
    assert screen.place == "home"
    assert (await house.record(proposal_id)).state is ProposalState.DRAFT
