"""The whole service on the loopback address of IPv6: pages, letters in by SMTP and LMTP, letters out."""

from __future__ import annotations

import asyncio
import re
import smtplib
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from convoca.example.browser import Browser
from convoca.example.mailbox import Mailbox
from convoca.example.ports import free_port
from convoca.listening import listening
from convoca.service import Part, running
from convoca.settings import Settings
from core.system import SystemClock, SystemIds
from tests.builders import CALL, KEY
from tests.convoca.process import arrived

HOST = "::1"
OURS = "postmaster@convoca.example"


def delivered(port: int, kind: type[smtplib.SMTP]) -> None:
    with kind(HOST, port, "[IPv6:::1]", timeout=20) as post:
        post.sendmail("ana@example.org", [OURS], b"From: ana@example.org\r\n\r\nHola\r\n")


async def test_it_is_reached_and_reaches_others(tmp_path: Path) -> None:
    relay = Mailbox()
    await relay.open(HOST)
    lmtp = free_port(HOST)
    settings = Settings(
        database=str(tmp_path / "convoca.sqlite"), web_listen=f"[{HOST}]:0", smtp_listen=f"[{HOST}]:0",
        lmtp_listen=f"[{HOST}]:{lmtp}", smtp_relay=f"[{HOST}]:{relay.port}", mail_domain="convoca.example",
    )  # fmt: skip
    parts = {Part.WEB, Part.MAIL, Part.COURIERS}
    async with running(settings, CALL, clock=SystemClock(), ids=SystemIds(), key=KEY, parts=parts) as service:
        for port, kind in ((service.smtp_port, smtplib.SMTP), (lmtp, smtplib.LMTP)):
            await asyncio.to_thread(delivered, port, kind)
        browser = Browser(f"http://[{HOST}]:{service.web_port}")
        await browser.open("/")
        await browser.press("ask", address="ana@example.org")
        (letter,) = await arrived(relay, "ana@example.org")
    assert re.search(r"http://\[::1\]:\d+/enter/\w+", letter.text)
    await relay.close()


@pytest.mark.parametrize("proxy", ["127.0.0.1", HOST])
async def test_a_proxy_on_this_machine_says_who_asks(proxy: str) -> None:
    async def asked_by(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["client"][0])(scope, receive, send)

    async with listening(asked_by, proxy, 0) as port, httpx.AsyncClient() as client:
        place = f"[{proxy}]" if ":" in proxy else proxy
        answer = await client.get(f"http://{place}:{port}/", headers={"X-Forwarded-For": "2001:db8::7"})
    assert answer.text == "2001:db8::7"
