"""Which recipients are taken by the service as it is put together: those of tokens that stand in its store."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import example, given
from hypothesis import strategies as st

from convoca.example.clock import HandClock
from convoca.letters import expecting
from core.call.shipped import shipped_call
from core.model.records import Invitation
from core.model.token import BOUNCE, REPLY, derive, fingerprint, local_part
from core.store import SqlStore
from core.system import SystemIds
from core.usecases.desk import Desk
from mail.inbound.intake import Intake
from mail.inbound.server import NOT_NOW, Connection
from tests.mail.inbound.post import Post, served
from tests.support.records import NOON

KEY = b"any key"
DOMAIN = "convoca.test"
TOKENS = [derive(KEY, REPLY, str(number), 0) for number in range(20)]
STANDING = [f"{local_part(REPLY, token)}@{DOMAIN}" for token in TOKENS]
ENDED = derive(KEY, REPLY, "ended", 0)


def an_invitation(token: str, days: int = 1) -> Invitation:
    ends = NOON + timedelta(days=days)
    return Invitation(fingerprint=fingerprint(token), purpose=REPLY, subject="x", generation=0, expires_at=ends)


@pytest.fixture
async def service(store: SqlStore, intake: Intake) -> AsyncIterator[Post]:
    async with store.work() as work:
        for token in TOKENS:
            await work.tokens.put(an_invitation(token))
        await work.tokens.put(an_invitation(ENDED, days=-1))
    desk = Desk(call=shipped_call("lacigf-2025"), clock=HandClock(NOON), ids=SystemIds(), key=KEY)
    async with served(intake, expects=expecting(store, desk, DOMAIN, f"convoca@{DOMAIN}")) as post:
        yield post


async def asked(post: Post, address: str) -> str:
    async with post.line() as line:
        await line.say("MAIL FROM:<ana@example.org>")
        return (await line.say(f"RCPT TO:<{address}>")).rstrip()


async def test_many_who_write_at_once_hear_each_whether_theirs_stands(service: Post) -> None:
    unknown = [
        f"{local_part(REPLY, 'a' * 26)}@{DOMAIN}",
        f"{local_part(REPLY, ENDED)}@{DOMAIN}",
        f"{local_part(BOUNCE, TOKENS[0])}@{DOMAIN}",
        STANDING[0].replace(DOMAIN, "elsewhere.test"),
        f"ana@{DOMAIN}",
    ]
    ours = [*STANDING, STANDING[0].upper(), f"CONVOCA@{DOMAIN}", f"Postmaster@{DOMAIN}"]
    answers = await asyncio.gather(*(asked(service, address) for address in (*ours, *unknown)))
    assert [answer[:3] for answer in answers] == ["250"] * len(ours) + ["550"] * len(unknown)


async def test_a_store_that_cannot_be_asked_refuses_nobody_for_good(service: Post, database: str) -> None:
    with sqlite3.connect(database) as other:
        other.execute("ALTER TABLE tokens RENAME TO elsewhere")
    answers = await asyncio.gather(*(asked(service, address) for address in STANDING))
    assert set(answers) == {NOT_NOW}
    with sqlite3.connect(database) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO tokens")
    assert (await asked(service, STANDING[0])).startswith("250")


class Unconnected(Connection):
    """Reads addresses, and needs no line for it."""

    def __init__(self) -> None:
        pass

    def __del__(self) -> None:
        pass


PARTS = st.sampled_from(["a", "R2", ".", "+", "-", "_", "=", "?", "é", '"', " ", "=?utf-8?q?a?=", "\t", "(x)"])
ADDRESSES = st.lists(PARTS, max_size=6).map("".join)


@given(ADDRESSES, ADDRESSES, st.sampled_from(["", " SIZE=3", " SIZE=3 BODY=8BITMIME", " (x)", "SIZE=1", "\t", " <"]))
@example("r+a-b=c.d_e", "mail.convoca.test", " SIZE=3")
def test_an_address_is_read_as_aiosmtpd_reads_it(local: str, domain: str, further: str) -> None:
    told = f"<{local}@{domain}>{further}".strip()
    try:
        expected = SMTP._getaddr(Unconnected(), told)
    except (AttributeError, IndexError, UnboundLocalError):
        expected = (None, None)
    if expected[0] is not None and not expected[0].isprintable():
        expected = (None, None)
    assert Unconnected()._getaddr(told) == expected
