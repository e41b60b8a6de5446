"""Relays that answer 4xx, 5xx, nonsense or nothing, or go away, at every step: what becomes of the letter."""

from __future__ import annotations

from email import message_from_bytes

import pytest

from core.model.undelivered import Undelivered
from core.store import SqlStore
from mail.courier.relay import Relay
from tests.mail.courier.stage import Stage, a_letter_to
from tests.support.rude import At, RudeRelay, Wrong, rude_relay

PATIENCE = 0.3
IN_ORDER = (At.GREETING, At.EHLO, At.MAIL, At.RCPT, At.DATA, At.DOT)
NONSENSE = {
    "no number": b"hello\r\n", "no text": b"\r\n",
    "bytes": b"\xff\xfe\x00\r\n", "a number that there is not": b"999 x\r\n",
    "another step's": b"220-x\r\n199 y\r\n", "ten megabytes of lines": b"250-and so on\r\n" * 700_000,
    "a line of ten megabytes": b"250 " + b"x" * 10_000_000 + b"\r\n", "a line that never ends": b"250-" + b"x" * 40_000,
}  # fmt: skip
LASTING = {
    At.RCPT: ("550 5.1.1 Nobody", Undelivered.NO_MAILBOX),
    At.DATA: ("554 5.7.1 No", Undelivered.REFUSED),
    At.DOT: ("552 5.3.4 No", None),
}
"""Where a refusal for good is about the letter, and what it says of its recipient; elsewhere it is about us."""


async def tried(store: SqlStore, relay: RudeRelay) -> tuple[Stage, str]:
    """Queue a letter and try once; return what became of it."""
    stage = Stage(store, relay.port, timeout=PATIENCE)
    await stage.queue(a_letter_to("ana"))
    await stage.courier().drain()
    return stage, (await stage.states())["n1"]


async def leaves_later(stage: Stage, relay: RudeRelay) -> None:
    """After a while it leaves, and whatever arrived, arrived as one."""
    stage.clock.pass_by(minutes=2)
    await stage.courier().drain()
    assert (await stage.states(), stage.refused) == ({"n1": "sent"}, [])
    assert {message_from_bytes(raw)["Message-ID"] for raw in relay.letters} == {"<n1@convoca.test>"}
    assert len(set(relay.letters)) == 1


@pytest.mark.parametrize("at", IN_ORDER)
@pytest.mark.parametrize(
    "wrong",
    [
        Wrong(At.DOT, b"421 4.3.2 Going down\r\n", "die"), Wrong(At.DOT, b"451 4.3.0 Not now\r\n"),
        Wrong(At.DOT, then="hang"), Wrong(At.DOT, b"25", "hang"), Wrong(At.DOT, then="die"),
        *(Wrong(At.DOT, nonsense, then) for nonsense in NONSENSE.values() for then in ("hang", "die")),
    ],
    ids=[
        "421", "451", "hangs", "hangs in a word", "dies",
        *(f"{name} and {then}" for name in NONSENSE for then in ("hangs", "dies")),
    ],
)  # fmt: skip
async def test_what_is_no_lasting_no_delays_a_letter_and_loses_nothing(store: SqlStore, at: At, wrong: Wrong) -> None:
    async with rude_relay(Wrong(at, wrong.says, wrong.then)) as relay:
        stage, state = await tried(store, relay)
        assert state in {"waiting", "sent"} if at is At.EHLO else state == "waiting"
        await leaves_later(stage, relay)


@pytest.mark.parametrize("at", IN_ORDER)
async def test_a_lasting_no_stops_a_letter_only_where_it_is_about_it(store: SqlStore, at: At) -> None:
    says, why = LASTING.get(at, ("550 5.7.0 Who are you?", None))
    async with rude_relay(Wrong(at, f"{says}\r\n".encode())) as relay:
        stage, state = await tried(store, relay)
        if at in LASTING:
            assert (state, stage.refused) == ("failed", [("n1", why)])
            stage.clock.pass_by(days=6)
            assert await stage.courier().drain() == 0
        else:
            await leaves_later(stage, relay)


@pytest.mark.parametrize("wrong", [Wrong(At.QUIT, then="die"), Wrong(At.QUIT, then="hang"), Wrong(At.QUIT, b"5")])
async def test_a_bad_goodbye_changes_nothing(store: SqlStore, wrong: Wrong) -> None:
    async with rude_relay(wrong) as relay:
        stage, state = await tried(store, relay)
        assert (state, len(relay.letters)) == ("sent", 1)
        stage.clock.pass_by(days=1)
        assert await stage.courier().drain() == 0


@pytest.mark.parametrize(
    ("relay", "wrongs"),
    [
        (Relay(host="127.0.0.1", port=0, use_tls=True, timeout=PATIENCE), []),
        (Relay(host="127.1", port=0, username="a", password="b", timeout=PATIENCE), []),
        (
            Relay(host="127.1", port=0, timeout=PATIENCE),
            [Wrong(At.EHLO, b"250-x\r\n250 STARTTLS\r\n"), Wrong(At.STARTTLS, b"454 4.7.0 Not now\r\n")],
        ),
        (
            Relay(host="127.1", port=0, timeout=PATIENCE),
            [Wrong(At.EHLO, b"250-x\r\n250 STARTTLS\r\n"), Wrong(At.STARTTLS, b"220 Go on\r\n220 what?\r\n")],
        ),
    ],
    ids=["no TLS from the first byte", "no STARTTLS for a password", "STARTTLS refused", "STARTTLS and nonsense"],
)
async def test_tls_that_cannot_be_had_delays_letters(store: SqlStore, relay: Relay, wrongs: list[Wrong]) -> None:
    async with rude_relay(*wrongs) as there:
        stage = Stage(store, there.port, like=relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
        assert (await stage.states(), there.letters) == ({"n1": "waiting"}, [])
        stage.like = None
        await leaves_later(stage, there)


async def test_a_letter_taken_twice_is_one_letter_of_one_id(store: SqlStore) -> None:
    async with rude_relay(Wrong(At.DOT, then="die"), Wrong(At.DOT, then="hang")) as relay:
        stage, _ = await tried(store, relay)
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
        stage.clock.pass_by(minutes=2)
        await leaves_later(stage, relay)
        assert len(relay.letters) == 3
