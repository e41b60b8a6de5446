"""What a person takes along: everything of theirs, of others only what they typed, and no secret."""

from __future__ import annotations

import json
from typing import Any

from core.model.chats import Chat, IncomingUpdate
from core.model.own_data import OwnData
from core.model.records import ConversationRecord, Person
from core.model.token import HELD
from core.usecases.privacy.own_data import own_data
from tests.builders import ACCEPT, PROFILE, House
from tests.support.records import a_letter

MARK, OTHERS = "zairamark", "secretofothers"
TOKEN = "abcdefghijklmnopqrstuvwxyz"


async def gathered(house: House, person: Person) -> OwnData:
    async with house.store.look() as work:
        found = await own_data(house.desk, work, person.id)
    assert found is not None
    return found


async def told(house: House, person: Person) -> dict[str, Any]:
    read = json.loads((await gathered(house, person)).to_json())
    assert isinstance(read, dict)
    return read


async def test_the_file_has_a_version_and_every_part_of_somebody_who_did_nothing(house: House) -> None:
    eva = await house.visitor("eva@example.org", name="Eva")
    assert await told(house, eva) == {
        "schema_version": 1,
        "made_at": "2025-08-10T15:00:00+00:00",
        "call": "lacigf-2025",
        "person": {
            "id": eva.id, "address": "eva@example.org", "created_at": "2025-08-10T15:00:00+00:00", "name": "Eva",
            "language": "es", "country": None, "organisation": None, "phone": None, "attributes": {},
            "proved_at": None, "muted_at": None, "bounced_at": None, "digest_stopped_at": None, "digest_table_at": None,
            "announcements_stopped_at": None, "zone": None, "wants": "all",
        },
        "aliases": [], "proposals": [], "lists": [], "named_in": [], "conversations": [], "chats": [], "ways_in": [],
        "letters_from": [], "held": [], "told": [], "written": [], "log": [], "orders": [], "announcements": [],
        "call_versions": [],
    }  # fmt: skip


async def test_another_address_of_the_persons_is_told_and_what_came_from_it_is_theirs(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    await house.reply(bruno, ACCEPT, PROFILE, sender="b@else.example")
    question = (await house.mail("bruno@example.org"))[-1]
    await house.reply(bruno, ACCEPT, to=question, purpose=HELD, is_bare=True)
    data = await told(house, await house.at("bruno@example.org"))
    assert [(alias["address"], alias["since"]) for alias in data["aliases"]] == [
        ("b@else.example", "2025-08-10T15:00:00+00:00")
    ]
    assert [letter["sender"] for letter in data["letters_from"]] == ["b@else.example", "bruno@example.org"]


async def test_somebody_unknown_or_erased_has_no_file(house: House) -> None:
    eva = await house.visitor("eva@example.org")
    async with house.work() as work:
        assert await own_data(house.desk, work, "nobody") is None
        await work.erasure.erase(eva.id, house.now)
        assert await own_data(house.desk, work, eva.id) is None


async def test_a_proponent_takes_answers_document_and_people_as_typed_along(house: House) -> None:
    ana = await house.ana()
    _, bruno, _ = await house.team(ana)
    await house.reply(bruno, ACCEPT, {**PROFILE, "gender": "female"})
    (proposal,) = (await told(house, ana))["proposals"]
    assert proposal["answers"]["answers.title"] == "Redes que cuidan"
    assert [sorted(entry) for entry in proposal["people"]] == [
        ["address", "answered_at", "attendance", "invited_at", "name", "roles", "status"]
    ] * 2
    assert proposal["people"][0] | {"answered_at": None} == {
        "name": "Bruno Díaz", "address": "bruno@example.org", "roles": ["speaker"], "attendance": "in_person",
        "status": "confirmed", "invited_at": "2025-08-10T15:00:00+00:00", "answered_at": None,
    }  # fmt: skip


async def test_what_others_said_of_themselves_stays_theirs_in_every_part(house: House) -> None:
    ana = await house.ana()
    proposal_id, bruno, _ = await house.confirmed_team(ana)
    await house.reply(bruno, None, {"gender": "female"})
    assert (await house.stands(bruno)).attributes["gender"] == "female"
    assert await house.send(proposal_id)
    text = (await gathered(house, ana)).to_json()
    assert '"number": 1' in text
    for key in ("gender", "female", "sector", "academia", "NIC.br"):
        assert key not in text


async def test_an_invited_person_takes_their_own_profile_along(house: House) -> None:
    proposal_id, bruno, _ = await house.confirmed_team(await house.ana())
    await house.reply(bruno, None, {"gender": "female"})
    data = await told(house, await house.at("bruno@example.org"))
    (place,) = data["lists"]
    assert (place["proposal_title"], place["proponent_name"]) == ("Redes que cuidan", "Ana Gómez")
    assert (place["attributes"]["gender"], data["person"]["attributes"]["gender"]) == ("female", "female")
    assert (place["roles"], place["status"]) == (["speaker"], "confirmed")
    assert "carla@example.org" not in json.dumps(data)
    assert proposal_id in {line["proposal_id"] for line in data["log"]}


async def test_who_is_named_as_co_proponent_sees_where_and_with_what(house: House) -> None:
    contact = {"co_proponent.name": "Eva", "co_proponent.email": "EVA@example.org", "co_proponent.phone": "+598 99"}
    await house.proposal(await house.ana(), {"answers.title": "Redes", **contact})
    await house.proposal(await house.visitor("luz@example.org"), {"co_proponent.email": "otra@example.org"})
    data = await told(house, await house.visitor("eva@example.org"))
    assert data["named_in"] == [{"proposal_title": "Redes", "proponent_name": "Ana Gómez", "answers": contact}]


async def test_ways_in_are_told_without_their_secrets(house: House) -> None:
    secret = await house.enter("ana@example.org")
    ana = await house.ana()
    await house.team(ana)
    text = (await gathered(house, ana)).to_json()
    kinds = {way["kind"] for way in json.loads(text)["ways_in"]}
    assert kinds == {"session", "sign_in", "own_bounce"}
    async with house.work() as work:
        kept = await work.keeping.of(ana.id)
    for mark in (secret, *(item.fingerprint for item in kept.tokens), *(item.fingerprint for item in kept.sessions)):
        assert mark not in text


async def test_own_letters_can_be_read_and_strangers_cannot(house: House) -> None:
    ana = await house.ana()
    letter = (
        f"From: ana@example.org\r\nSubject: =?utf-8?b?wqFIb2xhIQ==?=\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\nS=C3=AD, {MARK} https://x/i/{TOKEN}\r\n"
    ).encode()
    async with house.work() as work:
        await work.inbox.add(
            [
                a_letter("hers", mail_from="Ana@example.org", raw=letter),
                a_letter("strange", mail_from="x@else.example", raw=OTHERS.encode()),
                a_letter("other", mail_from="x@else.example", raw=OTHERS.encode()),
            ]
        )
        await work.inbox.done("strange", "", person_id=ana.id)
    text = (await gathered(house, ana)).to_json()
    letters = [(item["sender"], item["subject"], item["text"]) for item in json.loads(text)["letters_from"]]
    assert letters == [
        ("Ana@example.org", "¡Hola!", f"Sí, {MARK} https://x/i/…\r\n"),
        (None, None, None),
    ]
    assert OTHERS not in text


async def test_everything_written_in_a_chat_is_there_as_it_came(house: House) -> None:
    ana = await house.ana()
    raw = {"update_id": 5, "message": {"text": f"/start {TOKEN}", "from": {"id": 7, "first_name": "Ana"}}}
    async with house.work() as work:
        await work.chats.put(Chat(id=7, opened_at=house.now, person_id=ana.id, linked_at=house.now))
        await work.updates.add(
            [
                IncomingUpdate(id=5, chat=7, received_at=house.now, raw=raw),
                IncomingUpdate(id=6, chat=8, received_at=house.now, raw={"text": OTHERS}),
            ]
        )
        await work.conversations.save(
            ConversationRecord(person_id=ana.id, channel="web", state={"typed": MARK}, revision=3, changed_at=house.now)
        )
    data = await told(house, ana)
    assert [(chat["id"], chat["linked_at"]) for chat in data["chats"]] == [(7, "2025-08-10T15:00:00+00:00")]
    assert [(item["channel"], item["state"]) for item in data["conversations"]] == [("web", {"typed": MARK})]
    assert [item["raw"] for item in data["written"]] == [
        {"update_id": 5, "message": {"text": "/start …", "from": {"id": 7, "first_name": "Ana"}}}
    ]


async def test_letters_and_notices_to_them_are_told_by_kind_and_what_they_are_about(house: House) -> None:
    await house.confirmed_team(await house.ana())
    data = await told(house, await house.at("bruno@example.org"))
    assert [(item["channel"], item["kind"], item["about"]) for item in data["told"]] == [
        ("mail", "invitation", "Redes que cuidan"),
        ("chat", "invited", "Redes que cuidan"),
        ("mail", "echo_accepted", "Redes que cuidan"),
    ]


async def test_the_secretariats_digest_is_not_its_readers_data(house: House) -> None:
    await house.team(await house.ana())
    await house.digest()
    data = await told(house, await house.at("mesa@lacigf.test"))
    assert [(item["kind"], item["facts"]) for item in data["told"]] == [("digest", {})]


async def test_what_they_did_is_told_from_what_was_done_about_them(house: House) -> None:
    await house.team(await house.ana())
    bruno = await house.at("bruno@example.org")
    assert {(line["kind"], line["is_own_act"]) for line in (await told(house, bruno))["log"]} == {("invitation", False)}
    assert ("proposal_begun", True) in {
        (line["kind"], line["is_own_act"]) for line in (await told(house, await house.at("ana@example.org")))["log"]
    }
