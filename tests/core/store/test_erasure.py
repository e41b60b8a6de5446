"""After erasing a person nothing in the database betrays them, and what belongs to others stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import (
    Channel,
    ConversationRecord,
    InboxState,
    Invitation,
    OutboxState,
    Person,
    ProposalRecord,
    ProposalState,
    Session,
)
from core.ports import UnitOfWork
from core.store import SqlStore
from core.store.erasing.sweep import PAGE
from tests.support.records import NOON, a_letter, a_line, a_notice, a_participation, a_person, a_proposal

LATER = NOON + timedelta(days=3)
NAME, ADDRESS, PHONE = "Ana Lucía Quesada", "ana.quesada@lejos.example", "+506 8888 4321"
BETO = a_person("beto", name="Beto Luz")


def ana() -> Person:
    return a_person(
        "ana", address=ADDRESS, name=NAME, phone=PHONE, country="CR", organisation="Quesada & hijas",
        attributes={"sector": "quesadasector"}, proved_at=NOON,
    )  # fmt: skip


def document(proponent: dict[str, object], *people: dict[str, object]) -> dict[str, object]:
    return {"answers": {"title": "Redes"}, "proponent": proponent, "participants": list(people)}


THEIR_ENTRY = {"id": "x1", "name": NAME, "email": ADDRESS.upper(), "roles": ["speaker"], "gender": "quesadagender"}
OTHER_ENTRY = {"id": "x2", "name": "Beto Luz", "email": "beto@example.org", "roles": ["moderator"]}


def betos() -> ProposalRecord:
    return a_proposal(
        "betos", of="beto", state=ProposalState.SENT, number=1, sent_at=NOON,
        values={
            "answers.title": "Redes",
            "answers.description": f"Con {NAME.upper()} ({ADDRESS}).",
            "answers.policy_issues": ("one", "two"),
            "co_proponent.name": "A. L. Q.",
            "co_proponent.email": ADDRESS,
            "co_proponent.phone": PHONE,
        },
        sent=document({"name": "Beto Luz", "email": "beto@example.org"}, OTHER_ENTRY, THEIR_ENTRY),
    )  # fmt: skip


async def arrange(work: UnitOfWork) -> None:
    """Ana proposes, takes part, writes, is written to and is spoken of; Beto does so beside her."""
    for person in (ana(), BETO):
        await work.people.add(person)
    sent = {"name": NAME, "email": ADDRESS, "phone": PHONE, "organisation": "Quesada & hijas"}
    draft = a_proposal(
        "draft", number=3, values={"answers.title": "Idea de Quesada", "answers.description": f"Soy {NAME}"}
    )
    hers = a_proposal(
        "hers", state=ProposalState.SENT, number=2, sent_at=NOON, values={"proponent.phone": PHONE, "topic": "x"}
    )
    for proposal in (draft, replace(hers, sent=document(sent, OTHER_ENTRY)), betos()):
        await work.proposals.add(proposal)
    await work.participations.add(
        a_participation("x1", on="betos", person_id="ana", name="Analú Quesada Ríos", address=ADDRESS,
                        roles=("speaker",), attendance=Attendance.ONLINE, status=ParticipationStatus.CONFIRMED,
                        attributes={"gender": "quesadagender"}, accepted_at=NOON)
    )  # fmt: skip
    await work.participations.add(a_participation("x3", on="hers", name="Lucía", address=ADDRESS.upper()))
    await work.participations.add(a_participation("x2", on="betos", position=2, person_id="beto", name="Beto Luz"))
    await arrange_ways_in(work)
    await arrange_letters(work)
    await arrange_journals(work)


async def arrange_ways_in(work: UnitOfWork) -> None:
    for name in ("ana", "beto"):
        talk = {"typed": "Quesada"} if name == "ana" else {}
        await work.conversations.save(
            ConversationRecord(person_id=name, channel="web", state=talk, revision=1, changed_at=NOON)
        )
        await work.sessions.add(Session(fingerprint=f"s-{name}", person_id=name, created_at=NOON, expires_at=LATER))
    for subject in ("ana", "x1", "x2"):
        token = Invitation(fingerprint=f"t-{subject}", purpose="reply", subject=subject, generation=0, expires_at=LATER)
        await work.tokens.put(token)


async def arrange_letters(work: UnitOfWork) -> None:
    await work.inbox.add(
        [
            a_letter("from her", mail_from=ADDRESS, raw=f"Subject: hi\r\n\r\n{NAME}".encode()),
            a_letter("by header", mail_from="bounce@list.example", raw=b"From:\r\n " + ADDRESS.encode() + b"\r\n\r\n."),
            a_letter("by alias", mail_from="alq@other.example", raw=b"From: alq@other.example\r\n\r\nQuesada"),
            a_letter("names her", mail_from="beto@example.org", raw=f"\r\n\r\nSaludos, {NAME}".encode()),
            a_letter("unread", mail_from="beto@example.org", raw=f"To: {ADDRESS}\r\n\r\nSi".encode()),
            a_letter("beto's", mail_from="beto@example.org", raw=b"\r\n\r\nYes"),
        ]
    )
    await work.inbox.done("by alias", "Quesada said yes", person_id="ana")
    await work.inbox.done("names her", "")
    facts = {"person_name": NAME, "text": "Quesada text"}
    left = {"state": OutboxState.SENT, "facts": facts, "message_id": "<1@convoca>", "in_reply_to": "<q@lejos.example>"}
    notices = [
        a_notice("sent", address=ADDRESS, person_id="ana", error=f"<{ADDRESS}> busy", **left),
        a_notice("unlinked", address=ADDRESS.upper(), key=f"sign_in:{ADDRESS}", **left),
        a_notice("waiting", address=ADDRESS, person_id="ana", facts=facts, rendered=b"To: " + ADDRESS.encode()),
        a_notice("held", address=ADDRESS, state=OutboxState.HELD),
        a_notice("news", channel=Channel.CHAT, person_id="beto", facts={"name": NAME, "title": "Redes"}),
        a_notice("receipt", address="beto@example.org", facts={"number": 1, "document": betos().sent}),
    ]
    for notice in notices:
        await work.outbox.put(notice)


async def arrange_journals(work: UnitOfWork) -> None:
    await work.log.add(a_line("person_said", person_id="ana", facts={"sector": "quesadasector"}))
    await work.log.add(a_line("listed", actor="beto", facts={"name": NAME, "roles": ["speaker"]}))
    await work.log.add(a_line("sent", actor="beto", proposal_id="betos", facts={"number": 1}))
    await work.ledger.enter(f"sign_in:{ADDRESS}:2025", NOON)
    await work.ledger.enter("digest:2025", NOON, f"told {ADDRESS}")
    await work.ledger.enter("reminder:x2", NOON)


@pytest.fixture
async def erased(store: SqlStore) -> SqlStore:
    async with store.work() as work:
        await arrange(work)
    async with store.work() as work:
        await work.erasure.erase("ana", LATER)
    return store


async def test_the_person_is_an_empty_row_that_nobody_writes_to(erased: SqlStore) -> None:
    async with erased.look() as view:
        blank = Person(id="ana", address="", created_at=NOON, proved_at=NOON, muted_at=LATER)
        assert await view.people.get("ana") == blank
        assert await view.people.by_address(ADDRESS) is None
        assert await view.people.by_address("") is None
        assert await view.people.get("beto") == BETO


async def test_erased_people_are_saved_like_any_other(erased: SqlStore) -> None:
    async with erased.work() as work:
        await work.erasure.erase("beto", LATER)
        for person in await work.people.all():
            await work.people.save(replace(person, language="en"))
        assert [(person.address, person.language) for person in await work.people.all()] == [("", "en"), ("", "en")]


async def test_the_same_address_may_come_again_as_somebody_new(erased: SqlStore) -> None:
    async with erased.work() as work:
        await work.people.add(replace(ana(), id="again"))
        assert await work.people.by_address(ADDRESS) == replace(ana(), id="again")


async def test_a_draft_is_emptied_and_what_was_sent_stands_without_them(erased: SqlStore) -> None:
    async with erased.look() as view:
        draft, hers, betos_now = [await view.proposals.get(name) for name in ("draft", "hers", "betos")]
    assert draft == a_proposal("draft", number=3, state=ProposalState.WITHDRAWN, withdrawn_at=LATER)
    nobody = {"name": None, "email": None, "phone": None, "organisation": None}
    assert hers == a_proposal(
        "hers", state=ProposalState.SENT, number=2, sent_at=NOON, values={"proponent.phone": None, "topic": "x"},
        sent=document(nobody, OTHER_ENTRY),
    )  # fmt: skip
    values = {
        "answers.title": "Redes",
        "answers.description": "Con … (…).",
        "answers.policy_issues": ("one", "two"),
        "co_proponent.name": None,
        "co_proponent.email": None,
        "co_proponent.phone": None,
    }
    without = {"id": "x1", "name": None, "email": None, "roles": ["speaker"], "gender": None}
    sent = document({"name": "Beto Luz", "email": "beto@example.org"}, OTHER_ENTRY, without)
    assert betos_now == replace(betos(), values=values, sent=sent)


async def test_their_places_count_as_withdrawn_and_others_stay(erased: SqlStore) -> None:
    async with erased.look() as view:
        theirs, others = await view.participations.of_proposal("betos")
        unlinked = await view.participations.get("x3")
    assert theirs == a_participation(
        "x1", on="betos", person_id="ana", roles=("speaker",), status=ParticipationStatus.WITHDRAWN, accepted_at=NOON
    )
    assert unlinked == a_participation("x3", on="hers", status=ParticipationStatus.WITHDRAWN)
    assert others == a_participation("x2", on="betos", position=2, person_id="beto", name="Beto Luz")


async def test_every_way_in_of_theirs_is_closed(erased: SqlStore) -> None:
    async with erased.look() as view:
        talks = [await view.conversations.get(name, "web") is None for name in ("ana", "beto")]
        browsers = [await view.sessions.get(name) is None for name in ("s-ana", "s-beto")]
        tokens = [await view.tokens.get(name) is None for name in ("t-ana", "t-x1", "t-x2")]
    assert (talks, browsers, tokens) == ([True, False], [True, False], [True, True, False])


async def test_letters_from_them_are_emptied_and_answers_of_others_are_not_lost(erased: SqlStore) -> None:
    names = ("from her", "by header", "by alias", "names her", "unread", "beto's")
    async with erased.look() as view:
        letters = [await view.inbox.get(name) for name in names]
    seen = [(bool(letter.raw), letter.mail_from, letter.state) for letter in letters if letter]
    done, waiting = InboxState.DONE, InboxState.WAITING
    assert seen == [
        (False, "", done),
        (False, "", done),
        (False, "", done),
        (False, "beto@example.org", done),
        (True, "beto@example.org", waiting),
        (True, "beto@example.org", waiting),
    ]


async def test_notices_keep_their_order_and_kinds_and_lose_their_words(erased: SqlStore) -> None:
    async with erased.work() as work:
        assert [one.id for one in await work.outbox.claim("mail", LATER, LATER, 10)] == ["receipt"]
        (sent,) = await work.outbox.of_person("ana", "mail", 10)
        (news,) = await work.outbox.of_person("beto", "chat", 10)
    blank = a_notice("sent", key="erased:sent", person_id="ana", state=OutboxState.SENT, message_id="<1@convoca>")
    assert sent == blank
    assert news.facts == {"name": None, "title": "Redes"}


async def test_the_log_keeps_its_lines(erased: SqlStore) -> None:
    async with erased.look() as view:
        lines = await view.log.since(0)
        ledger = await view.ledger.known("")
    assert lines == [
        a_line("person_said", person_id="ana", seq=1),
        a_line("listed", actor="beto", facts={"name": None, "roles": ["speaker"]}, seq=2),
        a_line("sent", actor="beto", proposal_id="betos", facts={"number": 1}, seq=3),
    ]
    assert ledger == {"reminder:x2": ""}


async def test_erasing_again_or_somebody_unknown_changes_nothing_more(erased: SqlStore) -> None:
    async with erased.work() as work:
        before = await work.proposals.get("hers"), await work.people.all(), await work.log.since(0)
        await work.erasure.erase("ana", LATER)
        await work.erasure.erase("nobody", LATER)
        assert (await work.proposals.get("hers"), await work.people.all(), await work.log.since(0)) == before


async def test_however_many_lines_there_are_all_are_walked(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(ana())
        for number in range(2 * PAGE + 1):
            await work.log.add(a_line("listed", actor="beto", facts={"name": NAME, "number": number}))
    async with store.work() as work:
        await work.erasure.erase("ana", LATER)
        facts = [line.facts for line in await work.log.since(0)]
    assert facts == [{"name": None, "number": number} for number in range(2 * PAGE + 1)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_not_a_byte_of_the_file_betrays_them(store: SqlStore, database: str) -> None:
    async with store.work() as work:
        await arrange(work)
        await work.inbox.done("unread", "")
    async with store.work() as work:
        await work.people.save(replace(ana(), phone=PHONE * 3000))
    assert needles_in(database) != set()
    async with store.work() as work:
        await work.erasure.erase("ana", LATER)
    assert needles_in(database) == set()


def needles_in(database: str) -> set[bytes]:
    """Which of the person's values stand anywhere in the file or in what lies beside it."""
    needles = [b"quesada", PHONE.encode(), "Analú".encode(), "Lucía".encode()]
    files = [Path(database + suffix) for suffix in ("", "-wal", "-shm")]
    content = b"".join(file.read_bytes() for file in files if file.exists()).lower()
    return {needle for needle in needles if needle.lower() in content}
