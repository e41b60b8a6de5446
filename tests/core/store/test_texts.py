"""Texts of every script come back as they were; the little that a database cannot hold is dropped in both alike."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from core.model.folding import folded
from core.store import SqlStore
from core.store.text import address_key, storable
from tests.support.records import NOON, a_letter, a_line, a_person, a_proposal

TEXTS = {
    "nfc": "Peñarol é",
    "nfd": "Pen\u0303arol e\u0301",
    "right to left": "\u202bمرحبا שלום\u202c",
    "emoji": "👩🏽‍💻🧉\U0010ffff",
    "control characters": "a\r\n\tb\x1b[0m\x7f",
    "quotes": 'Robert\'); DROP TABLE people;-- "x" \\u0000 %s :name {}',
    "long": "ñ" * 10_000,
    "empty": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_texts_come_back_as_they_were(store: SqlStore, text: str) -> None:
    person = a_person(name=text, attributes={text: text})
    proposal = a_proposal(values={"answers.title": text, "answers.policy_issues": (text, text)})
    line = a_line(facts={"nested": [{text: [text]}]}, seq=1)
    async with store.work() as work:
        await work.people.add(person)
        await work.proposals.add(proposal)
        await work.log.add(line)
    async with store.look() as view:
        assert await view.people.get("ana") == person
        assert await view.proposals.get("p1") == proposal
        assert await view.log.since(0) == [line]


@pytest.mark.parametrize(
    ("given", "kept"), [("a\0b\0", "ab"), ("a\udcffb", "a\ufffdb"), ("\ud83e\uddc9", "🧉"), ("ñ\ud83e", "ñ\ufffd")]
)
async def test_what_cannot_be_stored_is_left_out_and_the_rest_stands(store: SqlStore, given: str, kept: str) -> None:
    async with store.work() as work:
        await work.people.add(a_person(name=given, attributes={given: given}))
        await work.inbox.add([a_letter(mail_from=given, note=given)])
        await work.log.add(a_line(given, facts={"said": (given,)}))
        assert await work.people.get("ana") == a_person(name=kept, attributes={kept: kept})
        assert await work.inbox.waiting(1) == [a_letter(mail_from=kept, note=kept)]
        assert await work.log.since(0) == [a_line(kept, facts={"said": [kept]}, seq=1)]


async def test_an_address_with_a_nul_is_found_again(store: SqlStore) -> None:
    async with store.work() as work:
        await work.people.add(a_person(address="ana\0@example.org"))
        found = await work.people.by_address("ana@example.org")
    assert found == a_person(address="ana@example.org")


async def test_moments_are_kept_to_the_microsecond_in_utc(store: SqlStore) -> None:
    moment = datetime(2025, 8, 1, 9, 30, 1, 7, tzinfo=timezone(timedelta(hours=-3)))
    async with store.work() as work:
        await work.people.add(a_person(created_at=moment))
        person = await work.people.get("ana")
    assert person is not None
    assert person.created_at == moment
    assert person.created_at.isoformat() == "2025-08-01T12:30:01.000007+00:00"


async def test_a_moment_without_a_zone_is_a_fault(store: SqlStore) -> None:
    with pytest.raises(StatementError, match="aware"):
        async with store.work() as work:
            await work.people.add(a_person(created_at=NOON.replace(tzinfo=None)))


@pytest.mark.parametrize(
    ("one", "other"),
    [("ANA@X.org", "ana@x.ORG"), ("e\u0301@x", "É@x"), ("straße@x", "STRASSE@x"), (" a@x\n", "a@x"), ("σς@x", "ΣΣ@x")],
)
def test_two_spellings_of_one_address_are_equal(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_other_addresses_stay_apart() -> None:
    assert len({address_key(one) for one in ("ana@x", "aná@x", "ana+x@x", "a.na@x", "ana@y")}) == 5


def test_searching_forgets_case_accents_and_blanks() -> None:
    assert folded("  Ñandú\n\tÁÉ ") == "nandu ae"
    assert storable("ñ\0") == "ñ"
