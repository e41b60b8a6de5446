"""Signing in by a link: one-time, short-lived, never telling who is known."""

from __future__ import annotations

from pathlib import Path

from core.dialogue.screen import Phrase
from core.model.records import LogEntry
from core.model.token import SIGN_IN, fingerprint
from core.store import SqlStore
from core.usecases.entering.sign_in import ask_for_link, is_secretary, link_is_good, sign_in, sign_out, who
from core.usecases.ticking.duty import Done
from core.usecases.ticking.tidy import tidy
from tests.builders import House, token_of


async def ask(house: House, address: str, language: str = "es") -> Phrase | None:
    async with house.work() as work:
        return await ask_for_link(house.desk, work, address, language)


async def enter(house: House, token: str) -> str | None:
    async with house.work() as work:
        return await sign_in(house.desk, work, token)


async def is_good(house: House, token: str) -> bool:
    async with house.store.look() as work:
        return await link_is_good(house.desk, work, token)


async def test_a_link_is_sent_in_the_language_of_who_asks(house: House) -> None:
    assert await ask(house, "ana@example.org", "pt") is None
    (letter,) = await house.mail()
    assert (letter.kind, letter.address, letter.language, letter.facts) == (
        "sign_in",
        "ana@example.org",
        "pt",
        {"person_name": None},
    )
    assert (await house.at("ana@example.org")).language == "pt"


async def test_known_and_unknown_people_get_the_same_answer(house: House) -> None:
    await house.ana()
    assert await ask(house, "ana@example.org") is None
    assert await ask(house, "nobody@example.org") is None
    assert await house.kinds() == ["sign_in", "sign_in"]


async def test_what_is_no_address_is_refused_and_nothing_is_kept(house: House) -> None:
    for typed in ("", "ana", "ana@", "a b@example.org", "ana@example.org\r\nBcc: x@y.org", "x" * 5000):
        said = await ask(house, typed)
        assert said is not None, typed
        assert said.key
    assert await house.mail() == []
    async with house.store.look() as work:
        assert await work.people.all() == []


async def test_one_address_gets_five_links_an_hour(house: House) -> None:
    for _ in range(5):
        assert await ask(house, "ana@example.org") is None
        house.clock.move(minutes=1)
    assert await ask(house, "Ana@example.org") == Phrase("acts.sign_in.too_many")
    assert await ask(house, "other@example.org") is None
    house.clock.move(hours=1)
    assert await ask(house, "ana@example.org") is None


async def test_whoever_owns_the_address_is_never_locked_out(house: House) -> None:
    for _ in range(5):
        await ask(house, "ana@example.org")
        house.clock.move(seconds=1)
    for letter in await house.mail():
        assert await enter(house, token_of(letter, SIGN_IN)) is not None
    assert await ask(house, "ana@example.org") is None


async def test_looking_at_a_link_does_not_use_it_up(house: House) -> None:
    token = await house.link_for("ana@example.org")
    assert [await is_good(house, token) for _ in range(3)] == [True] * 3
    assert await enter(house, token) is not None


async def test_a_link_opens_once(house: House) -> None:
    token = await house.link_for("ana@example.org")
    assert await enter(house, token) is not None
    assert await enter(house, token) is None
    assert not await is_good(house, token)


async def test_a_link_ends_after_two_hours(house: House) -> None:
    token = await house.link_for("ana@example.org")
    house.clock.move(hours=2, seconds=-1)
    assert await is_good(house, token)
    house.clock.move(seconds=1)
    assert not await is_good(house, token)
    assert await enter(house, token) is None


async def test_other_tokens_and_other_texts_open_nothing(house: House) -> None:
    _, bruno, _ = await house.team(await house.ana())
    for token in (await house.page(bruno), "", "a" * 26, "../../etc/passwd", "ñ" * 26):
        assert not await is_good(house, token)
        assert await enter(house, token) is None


async def test_the_session_lives_thirty_days_or_until_signing_out(house: House) -> None:
    secret = await house.enter("ana@example.org")

    async def seen(known: str) -> str | None:
        async with house.store.look() as work:
            person = await who(house.desk, work, known)
        return person.address if person else None

    assert await seen(secret) == "ana@example.org"
    assert await seen("another secret") is None
    second = await house.enter("ana@example.org")
    async with house.work() as work:
        await sign_out(house.desk, work, second)
    assert await seen(second) is None
    house.clock.move(days=30, seconds=-1)
    assert await seen(secret) == "ana@example.org"
    house.clock.move(seconds=1)
    assert await seen(secret) is None


async def test_signing_in_proves_the_address_and_is_noted(house: House) -> None:
    await house.enter("ana@example.org")
    ana = await house.at("ana@example.org")
    assert ana.proved_at == house.now
    (line,) = await house.log("signed_in")
    assert line == LogEntry(at=house.now, kind="signed_in", actor=ana.id, person_id=ana.id, seq=line.seq)


async def test_the_link_of_the_letter_that_asks_for_proof_signs_in(house: House) -> None:
    await house.team(await house.ana(proved_at=None))
    (letter,) = await house.mail()
    assert letter.kind == "prove_address"
    assert await enter(house, token_of(letter, SIGN_IN)) is not None
    assert (await house.kinds())[1:] == ["invitation", "invitation"]


async def test_the_secretariat_is_who_the_settings_name_once_proved(house: House) -> None:
    unproved = await house.visitor("Mesa@lacigf.test")
    assert not is_secretary(house.desk, unproved)
    await house.enter("mesa@LACIGF.test")
    assert is_secretary(house.desk, await house.at("mesa@lacigf.test"))
    assert not is_secretary(house.desk, await house.ana())


async def test_no_secret_and_no_token_is_kept_in_clear(house: House, store: SqlStore, database: str) -> None:
    token = await house.link_for("ana@example.org")
    secret = await enter(house, token)
    assert secret is not None
    await store.close()
    kept = b"".join(path.read_bytes() for path in Path(database).parent.glob("convoca.sqlite*"))
    assert token.encode() not in kept
    assert secret.encode() not in kept


async def test_what_has_ended_is_forgotten_and_what_still_opens_is_not(house: House) -> None:
    for address in ("ana@example.org", "bruno@example.org"):
        await ask(house, address)
    ana, bruno = [token_of(letter, SIGN_IN) for letter in await house.mail()]
    secret = await enter(house, ana)
    assert secret is not None
    await run(house)
    async with house.store.look() as work:
        assert await work.tokens.get(fingerprint(bruno)) is not None
        assert await work.sessions.get(fingerprint(secret)) is not None
    house.clock.move(days=31)
    await run(house)
    async with house.store.look() as work:
        assert [await work.tokens.get(fingerprint(token)) for token in (ana, bruno)] == [None, None]
        assert await work.sessions.get(fingerprint(secret)) is None


async def run(house: House) -> None:
    async with house.work() as work:
        assert await tidy(house.desk, work) == Done()
