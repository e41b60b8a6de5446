"""Letters that the relay does not take: later, never, and what is told of it."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from core.model.records import OutboxState
from core.model.undelivered import Undelivered
from core.store import SqlStore
from mail.courier.courier import TOGETHER, pause
from tests.mail.courier.stage import a_letter_to, on_stage
from tests.support.records import NOON, a_notice
from tests.support.relay import At, Dies, Hangs, Says, Step, scripted_relay

BUSY = Says(At.RCPT, "451 4.7.1 Greylisted")


async def test_a_refusal_for_now_waits_and_then_leaves_with_the_same_bytes(store: SqlStore) -> None:
    async with scripted_relay(Says(At.DATA, "451 4.3.0 Not now")) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
        waiting = await stage.notice()
        assert (waiting.state, waiting.error) == (OutboxState.WAITING, "451 4.3.0")
        assert [await stage.courier().drain(), relay.tried] == [0, 1]
        stage.clock.pass_by(minutes=1, seconds=20)
        await stage.courier().drain()
    (letter,) = relay.letters
    assert letter.raw == waiting.rendered
    assert (await stage.notice()).state is OutboxState.SENT


async def test_letters_of_which_nobody_can_tell_whether_they_may_leave_wait_and_hold_no_other_up(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay, puzzling=("reminder",))
        puzzles = [a_letter_to("bruno", f"n{number}", kind="reminder") for number in range(5)]
        await stage.queue(*puzzles, a_letter_to("ana", "n9"))
        with caplog.at_level(logging.WARNING):
            await stage.courier().drain()
        assert [letter.recipients for letter in relay.letters] == [("ana@example.org",)]
        assert (await stage.notice("n0")).error == "LookupError"
        assert len(caplog.records) == 5
        assert "bruno" not in caplog.text
        stage.puzzling = ()
        stage.clock.pass_by(minutes=1, seconds=20)
        await stage.courier().drain()
        assert len(relay.letters) == 6


async def test_pauses_double_up_to_four_hours_and_are_spread() -> None:
    pauses = [pause(a_notice(attempts=attempts)) for attempts in range(1, 13)]
    doubled = [timedelta(minutes=min(2**power, 240)) for power in range(12)]
    assert all(least <= given <= least * 1.25 for given, least in zip(pauses, doubled, strict=True))
    assert len({pause(a_notice(f"n{number}", attempts=1)) for number in range(50)}) > 25


async def test_after_five_days_of_refusals_a_letter_is_given_up_and_shown(store: SqlStore) -> None:
    async with scripted_relay(*[BUSY] * 100) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        while (await stage.notice()).state is OutboxState.WAITING:
            await stage.courier().drain()
            stage.clock.at = (await stage.notice()).next_at or stage.clock.at
    assert stage.refused == [("n1", Undelivered.REFUSED)]
    assert timedelta(days=5) < stage.clock.at - NOON < timedelta(days=5, hours=6)
    async with store.look() as work:
        assert [(item.id, item.error, item.rendered) for item in await work.outbox.failed()] == [
            ("n1", "451 4.7.1", None)
        ]


@pytest.mark.parametrize(
    ("step", "why", "codes"),
    [
        (Says(At.RCPT, "550 5.1.1 <ana@example.org>: no such user"), Undelivered.NO_MAILBOX, "550 5.1.1"),
        (Says(At.RCPT, "550 No such user here"), Undelivered.NO_MAILBOX, "550"),
        (Says(At.RCPT, "553 5.1.2 Name service error"), Undelivered.NO_DOMAIN, "553 5.1.2"),
        (Says(At.RCPT, "550 5.7.1 Looks like spam"), Undelivered.REFUSED, "550 5.7.1"),
        (Says(At.RCPT, "552 5.2.2 Mailbox full"), Undelivered.FULL, "552 5.2.2"),
        (Says(At.DATA, "552 Requested mail action aborted: exceeded storage allocation"), Undelivered.FULL, "552"),
        (Says(At.DATA, "550 No such user here"), Undelivered.NO_MAILBOX, "550"),
        (Says(At.RCPT, "554 5.7.1 Client host is on a list"), None, "554 5.7.1"),
        (Says(At.DATA, "554 5.6.0 We do not like it"), None, "554 5.6.0"),
        (Says(At.DATA, "550 We do not like it"), None, "550"),
    ],
)
async def test_a_refusal_for_good_is_told_once_with_its_cause(
    store: SqlStore, step: Step, why: Undelivered | None, codes: str
) -> None:
    async with scripted_relay(step) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"), a_letter_to("eva", "n2"))
        await stage.courier().drain()
        stage.clock.pass_by(days=1)
        assert await stage.courier().drain() == 0
    (refused,) = stage.refused
    failed = await stage.notice(refused[0])
    assert (failed.state, failed.error, refused[1]) == (OutboxState.FAILED, codes, why)
    assert sorted((await stage.states()).values()) == ["failed", "sent"]


@pytest.mark.parametrize(
    ("step", "codes"),
    [
        (Says(At.MAIL, "530 5.7.0 Authentication required"), "530 5.7.0"),
        (Says(At.RCPT, "550 5.1.8 <convoca@convoca.test>: Sender address rejected: Domain not found"), "550 5.1.8"),
        (Says(At.RCPT, "554 5.7.1 <ana@example.org>: Relay access denied"), "554 5.7.1"),
        (Says(At.RCPT, "550 relay not permitted"), "550"),
        (Says(At.RCPT, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"), "550 5.7.54"),
    ],
)
async def test_a_relay_that_does_not_know_us_delays_and_loses_nothing(store: SqlStore, step: Says, codes: str) -> None:
    async with scripted_relay(step) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
        assert (await stage.notice()).error == codes
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    assert (await stage.states(), stage.refused) == ({"n1": "sent"}, [])


@pytest.mark.parametrize("at", list(At))
async def test_a_relay_that_hangs_holds_up_one_letter_only(store: SqlStore, at: At) -> None:
    async with scripted_relay(Hangs(at)) as relay:
        stage = on_stage(store, relay, timeout=0.3)
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(6)))
        await stage.courier().drain()
        assert sorted((await stage.states()).values()) == ["sent"] * 5 + ["waiting"]
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    assert set((await stage.states()).values()) == {"sent"}


@pytest.mark.parametrize("at", [At.MAIL, At.RCPT])
async def test_a_connection_that_breaks_early_leaves_one_letter_for_later(store: SqlStore, at: At) -> None:
    async with scripted_relay(Dies(at)) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
        assert await stage.states() == {"n1": "waiting"}
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    assert (await stage.states(), len(relay.letters)) == ({"n1": "sent"}, 1)


async def test_a_connection_that_breaks_after_the_dot_sends_the_same_letter_again(store: SqlStore) -> None:
    async with scripted_relay(Dies(At.DATA)) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    first, again = relay.letters
    assert (first.message["Message-ID"], first.raw) == (again.message["Message-ID"], again.raw)
    assert await stage.states() == {"n1": "sent"}


async def test_a_thread_waits_for_the_letter_that_was_refused_for_now(store: SqlStore) -> None:
    async with scripted_relay(BUSY) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana", thread="t"), a_letter_to("ana", "n2", thread="t"))
        await stage.courier().drain()
        assert (await stage.states(), relay.tried) == ({"n1": "waiting", "n2": "waiting"}, 1)
        stage.clock.pass_by(minutes=2)
        await stage.courier().drain()
    assert [letter.message["Message-ID"] for letter in relay.letters] == ["<n1@convoca.test>", "<n2@convoca.test>"]


async def test_a_relay_that_cannot_be_reached_only_delays(store: SqlStore, unused_tcp_port: int) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        open_port, stage.relay_port = stage.relay_port, unused_tcp_port
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(TOGETHER + 5)))
        assert await stage.courier().drain() == TOGETHER
        assert set((await stage.states()).values()) == {"waiting"}
        async with store.look() as work:
            letters = await work.outbox.of_proposal("p1")
        assert [item.error for item in letters] == ["unreachable"] * TOGETHER + [""] * 5
        assert {item.attempts for item in letters} == {0}
        stage.relay_port = open_port
        stage.clock.pass_by(minutes=1, seconds=20)
        await stage.courier().drain()
    assert set((await stage.states()).values()) == {"sent"}
    assert stage.refused == []


async def test_a_letter_that_cannot_be_rendered_stops_nobody_elses(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana", facts={}), a_letter_to("eva", "n2"), a_letter_to("a b", "n3"))
        await stage.courier().drain()
    assert await stage.states() == {"n1": "failed", "n2": "sent", "n3": "failed"}
    assert sorted(stage.refused) == [("n1", None), ("n3", None)]


async def test_nothing_is_logged_that_could_hold_an_address_or_a_relays_words(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    steps: list[Step] = [
        Says(At.RCPT, "550 5.1.1 ana@example.org is unknown"),
        Dies(At.DATA),
        Says(At.DATA, "451 ana@example.org"),
    ]
    async with scripted_relay(*steps) as relay:
        stage = on_stage(store, relay)
        await stage.queue(*(a_letter_to("ana", f"n{number}") for number in range(4)))
        with caplog.at_level(logging.DEBUG, logger="convoca"):
            await stage.courier().drain()
    kept = [await stage.notice(f"n{number}") for number in range(4)]
    assert "example" not in caplog.text + " ".join(notice.error for notice in kept)
    assert "b+" not in caplog.text


async def test_what_the_store_failed_to_keep_is_done_again_by_the_next_courier(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    nobody = Says(At.RCPT, "550 5.1.1 Nobody")
    async with scripted_relay(nobody, nobody) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        stage.disk_full = True
        with caplog.at_level(logging.ERROR, logger="convoca"):
            await stage.courier().drain()
        assert ("OSError" in caplog.text, await stage.states()) == (True, {"n1": "sending"})
        stage.disk_full = False
        stage.clock.pass_by(seconds=31)
        await stage.courier().drain()
    assert (await stage.states(), stage.refused) == ({"n1": "failed"}, [("n1", Undelivered.NO_MAILBOX)])
