"""What must have come of one answer, however often the service died: each thing once."""

from __future__ import annotations

import sqlite3
from email import message_from_bytes

from core.model.proposal import ParticipationStatus
from core.model.records import Channel, InboxState, OutboxState
from core.ports import UnitOfWork
from core.store import SqlStore
from tests.faults.letters.wire import Sender, Sink


async def check(database: str, participation: str, proponent: str, sender: Sender, sink: Sink) -> None:
    """One confirmation, one line of the log, one piece of news, one echo of one Message-ID; nothing waits."""
    store = SqlStore(database)
    try:
        async with store.look() as work:
            item = await work.participations.get(participation)
            assert item is not None
            confirmed = [line for line in await work.log.since(0) if line.kind == "participant_confirmed"]
            news = await work.outbox.of_person(proponent, Channel.CHAT, 100)
            assert (item.status, len(confirmed), len(news)) == (ParticipationStatus.CONFIRMED, 1, 1)
            await _check_letters(work, str(item.person_id), sink)
            waiting, apart = await work.inbox.waiting(1, 1), await work.inbox.quarantined()
    finally:
        await store.close()
    assert (waiting, apart) == ([], [])
    assert sender.answers[-1].startswith("250")
    if "://" not in database:
        _check_file(database)


async def _check_letters(work: UnitOfWork, person: str, sink: Sink) -> None:
    """The echo may have arrived several times, as long as it was the same bytes."""
    letters = await work.outbox.of_person(person, Channel.MAIL, 100)
    assert [letter.kind for letter in letters] == ["echo_accepted", "invitation"]
    assert {(letter.lease_until, letter.rendered) for letter in letters} == {(None, None)}
    told = [line for line in await work.log.since(0) if line.kind == "letter_failed"]
    if letters[0].state is OutboxState.FAILED:
        assert (len(told), sink.letters) == (1, [])
        return
    assert (letters[0].state, told) == (OutboxState.SENT, [])
    arrived = {(letter.sender, letter.recipients, letter.raw) for letter in sink.letters}
    ((envelope_from, recipients, raw),) = arrived
    assert (envelope_from, recipients) == ("", (letters[0].address,))
    assert message_from_bytes(raw)["Message-ID"] == letters[0].message_id


def _check_file(database: str) -> None:
    """The file is whole, and one letter came in, however often it was delivered."""
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT state FROM inbox").fetchall() == [(InboxState.DONE,)]
    connection.close()
