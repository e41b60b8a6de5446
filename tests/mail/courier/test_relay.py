"""How a connection to the relay is kept safe: TLS where a password or a network asks for it."""

from __future__ import annotations

import logging
import ssl

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from core.store import SqlStore
from mail.courier.relay import Relay
from tests.mail.courier.stage import a_letter_to, on_stage
from tests.support.relay import scripted_relay


def knows_us(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=given == LoginPassword(b"convoca", b"secret"), handled=False)


@pytest.mark.parametrize(
    ("relay", "needs_tls", "checks_certificate"),
    [
        (Relay(host="127.0.0.1", port=25), False, False),
        (Relay(host="::1", port=25), False, False),
        (Relay(host="localhost", port=25, username="a", password="b"), False, False),
        (Relay(host="relay.test", port=25), None, False),
        (Relay(host="192.0.2.1", port=25), None, False),
        (Relay(host="relay.test", port=587, username="a", password="b"), True, True),
        (Relay(host="relay.test", port=465, use_tls=True, username="a", password="b"), False, True),
        (Relay(host="relay.test", port=465, use_tls=True), False, True),
    ],
)
def test_a_password_never_travels_in_the_clear(relay: Relay, needs_tls: bool | None, checks_certificate: bool) -> None:
    assert (relay.needs_tls, relay.checks_certificate) == (needs_tls, checks_certificate)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Relay(host="relay.test", port=25, username="name", password="secret"))


async def test_the_relay_is_greeted_by_our_mail_domain(store: SqlStore) -> None:
    async with scripted_relay() as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
    assert relay.greeted_by == ["convoca.test"]


async def test_a_relay_on_this_machine_with_a_certificate_of_its_own_takes_letters(store: SqlStore) -> None:
    async with scripted_relay(tls_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)) as relay:
        stage = on_stage(store, relay)
        await stage.queue(a_letter_to("ana"))
        await stage.courier().drain()
    assert (await stage.states(), len(relay.letters)) == ({"n1": "sent"}, 1)


@pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS"
)  # aiosmtpd's advice, right for the open net
@pytest.mark.parametrize(("password", "state"), [("secret", "sent"), ("another", "waiting")])
async def test_who_is_not_let_in_waits(
    store: SqlStore, caplog: pytest.LogCaptureFixture, password: str, state: str
) -> None:
    settings = {"authenticator": knows_us, "auth_required": True, "auth_require_tls": False}
    async with scripted_relay(**settings) as relay:
        stage = on_stage(store, relay, username="convoca", password=password)
        await stage.queue(a_letter_to("ana"))
        with caplog.at_level(logging.DEBUG, logger="convoca"):
            await stage.courier().drain()
    assert (await stage.states(), stage.refused) == ({"n1": state}, [])
    assert password not in caplog.text
