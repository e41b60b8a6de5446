"""One Postfix, rspamd, name server and service for all tests here, and the mailboxes of the rest of the world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.convoca.process import HOST, Serving
from tests.faults.crowd import open_call
from tests.postfix.acts import Proponent
from tests.postfix.instance import Postfix, running_postfix
from tests.postfix.mailboxes import World, receiving
from tests.postfix.rspamd import Rspamd, running_rspamd
from tests.postfix.world import AUTHSERV_ID, MESA, SELECTOR, SICK, SLOW, zone
from tests.support.dkim import key_file
from tests.support.names import Names, serving_names


@dataclass(frozen=True, slots=True)
class Border:
    """All that runs."""

    rspamd: Rspamd
    postfix: Postfix
    serving: Serving


@pytest.fixture(scope="session")
def names() -> Iterator[Names]:
    with serving_names(Names(zone(), sick=f"_dmarc.{SICK}", slow=SLOW)) as names:
        yield names


@pytest.fixture(scope="session")
def border(names: Names, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Border]:
    """Started side by side: none of them needs another before the first letter."""
    folder = tmp_path_factory.mktemp("service")
    with (
        running_rspamd(names.port) as (rspamd, filters),
        running_postfix(rspamd.milter) as (postfix, delivers),
    ):
        more = {
            "lmtp_listen": f"{HOST}:{postfix.lmtp}", "authserv_id": AUTHSERV_ID, "secretariat": MESA,
            "dkim_key": str(key_file(folder)), "dkim_selector": SELECTOR,
        }  # fmt: skip
        serving = Serving(folder, call=str(open_call(folder)), relay=postfix.port, more=more)
        try:
            serving.start()
            filters()
            delivers()
            yield Border(rspamd, postfix, serving)
        finally:
            serving.end()


@pytest.fixture(scope="session")
def rspamd(border: Border) -> Rspamd:
    return border.rspamd


@pytest.fixture(scope="session")
def postfix(border: Border) -> Postfix:
    return border.postfix


@pytest.fixture(scope="session")
def serving(border: Border) -> Serving:
    return border.serving


@pytest.fixture(scope="session")
def world(postfix: Postfix) -> Iterator[World]:
    with receiving(HOST, postfix.next_hop) as world:
        yield world


@pytest.fixture(scope="session")
def inviter(serving: Serving, world: World) -> Proponent:
    """Somebody who names all whom a test wants to be invited, in one proposal."""
    return Proponent(serving, world, "ana@cordoba.example")
