"""What is kept about one person is found in every table, on both databases; nobody else's is."""

from __future__ import annotations

from datetime import timedelta

from core.model.chats import Chat, IncomingUpdate
from core.model.kept import Kept
from core.model.records import ConversationRecord, Invitation, Session
from core.store import SqlStore
from tests.support.records import NOON, a_letter, a_line, a_notice, a_participation, a_person, a_proposal

LATER = NOON + timedelta(days=1)


async def fill(store: SqlStore) -> None:
    """The same for two people, Ana and Beto."""
    async with store.work() as work:
        for number, name in enumerate(("ana", "beto"), 1):
            await work.people.add(a_person(name))
            await work.proposals.add(a_proposal(f"of {name}", of=name))
            await work.participations.add(a_participation(f"place {name}", on="of ana", person_id=name))
            await work.conversations.save(
                ConversationRecord(person_id=name, channel="web", state={}, revision=1, changed_at=NOON)
            )
            await work.chats.put(Chat(id=number, opened_at=NOON, person_id=name))
            await work.sessions.add(Session(fingerprint=name, person_id=name, created_at=NOON, expires_at=LATER))
            for subject in (name, f"place {name}"):
                await work.tokens.put(
                    Invitation(fingerprint=f"t {subject}", purpose="x", subject=subject, generation=0, expires_at=LATER)
                )
            await work.inbox.add([a_letter(f"from {name}", mail_from=f"{name.upper()}@example.org")])
            await work.inbox.add([a_letter(f"handled {name}", mail_from="x@else.example")])
            await work.inbox.done(f"handled {name}", person_id=name)
            await work.updates.add(
                [
                    IncomingUpdate(id=number, chat=number, received_at=NOON, raw={}),
                    IncomingUpdate(id=number + 10, chat=None, received_at=NOON, raw={}),
                ]
            )
            await work.updates.done({number + 10: name})
            await work.outbox.put(a_notice(f"linked {name}", person_id=name))
            await work.outbox.put(a_notice(f"by address {name}", address=f"{name}@EXAMPLE.org"))
            await work.log.add(a_line("about", actor="system", person_id=name))
            await work.log.add(a_line("by", actor=name))
        await work.proposals.add(a_proposal("naming", of="beto", values={"co_proponent.email": "Ana@Example.org"}))
        await work.inbox.add([a_letter("nobody's", mail_from="")])


def ids(kept: Kept) -> dict[str, list[object]]:
    return {
        "proposals": [item.id for item in kept.proposals],
        "naming": [item.id for item in kept.naming],
        "places": [item.id for item in kept.places],
        "conversations": [item.person_id for item in kept.conversations],
        "chats": [item.id for item in kept.chats],
        "sessions": [item.fingerprint for item in kept.sessions],
        "tokens": [item.fingerprint for item in kept.tokens],
        "letters": [item.id for item in kept.letters],
        "updates": [item.id for item in kept.updates],
        "notices": [item.id for item in kept.notices],
        "log": [(item.kind, item.actor) for item in kept.log],
    }


async def test_everything_of_one_person_is_found_and_nothing_of_another(store: SqlStore) -> None:
    await fill(store)
    async with store.look() as view:
        kept = await view.keeping.of("ana")
    assert ids(kept) == {
        "proposals": ["of ana"],
        "naming": ["naming"],
        "places": ["place ana"],
        "conversations": ["ana"],
        "chats": [1],
        "sessions": ["ana"],
        "tokens": ["t ana", "t place ana"],
        "letters": ["from ana", "handled ana"],
        "updates": [1, 11],
        "notices": ["linked ana", "by address ana"],
        "log": [("about", "system"), ("by", "ana")],
    }


async def test_nothing_is_kept_of_somebody_unknown_or_erased(store: SqlStore) -> None:
    await fill(store)
    async with store.work() as work:
        assert await work.keeping.of("nobody") == Kept()
        await work.erasure.erase("beto", NOON)
        found = ids(await work.keeping.of("beto"))
    gone = ("naming", "conversations", "chats", "sessions", "tokens", "updates")
    assert [found[key] for key in gone] == [[]] * len(gone)
    assert found["letters"] == ["handled beto"]
