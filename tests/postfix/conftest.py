"""One Postfix, rspamd, name server and service for all tests here, and the mailboxes of the rest of the world."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from convoca.example.mailbox import Mailbox
from tests.convoca.process import HOST, Serving
from tests.faults.crowd import open_call
from tests.postfix.instance import Postfix, running_postfix
from tests.postfix.rspamd import Rspamd, running_rspamd
from tests.postfix.world import AUTHSERV_ID, SELECTOR, SICK, SLOW, zone
from tests.support.dkim import key_file
from tests.support.names import Names, serving_names

NOBODY = "nadie"


class World(Mailbox):
    """Takes letters to everybody but `nadie`, who is nowhere."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith(f"{NOBODY}@"):
            return "550 5.1.1 The email account that you tried to reach does not exist"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture(scope="session")
def names() -> Iterator[Names]:
    with serving_names(Names(zone(), sick=f"_dmarc.{SICK}", slow=SLOW)) as names:
        yield names


@pytest.fixture(scope="session")
def rspamd(names: Names) -> Iterator[Rspamd]:
    with running_rspamd(names.port) as rspamd:
        yield rspamd


@pytest.fixture(scope="session")
def postfix(rspamd: Rspamd) -> Iterator[Postfix]:
    with running_postfix(rspamd.milter) as postfix:
        yield postfix


@pytest.fixture(scope="session")
def serving(postfix: Postfix, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("service")
    more = {
        "lmtp_listen": f"{HOST}:{postfix.lmtp}", "authserv_id": AUTHSERV_ID,
        "dkim_key": str(key_file(folder)), "dkim_selector": SELECTOR,
    }  # fmt: skip
    serving = Serving(folder, call=str(open_call(folder)), relay=postfix.port, more=more)
    serving.start()
    yield serving
    serving.end()


@pytest.fixture
async def world(postfix: Postfix) -> AsyncIterator[World]:
    world = World()
    await world.open(HOST, postfix.next_hop)
    yield world
    await world.close()
