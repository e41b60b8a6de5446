"""How the service lives: what runs where, how it ends, what it keeps, and what it never writes down."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from convoca.example.browser import Browser
from convoca.example.mailbox import Mailbox, reply_to, send
from convoca.example.ports import free_port
from convoca.tour.building import write
from core.system import SystemClock
from templates.words import Words
from tests.convoca.process import COMMAND, HOST, Serving, arrived, environment, invite, sign_in, to_the_title
from tests.faults.crowd import open_call

ANA = "ana@valleclaro.example"
LUIS = "luis@redandina.example"
WORDS = Words("es")


def answers(port: int) -> bool:
    """Whether anybody listens."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


async def ask_for_a_link(serving: Serving) -> None:
    browser = Browser(serving.home)
    await browser.open("/")
    page = await browser.press("ask", address=ANA)
    assert page.status == 200


def test_it_starts_from_nothing_and_says_where_it_is(tmp_path: Path) -> None:
    """As operators start it; in the other tests it begins as a fork of a process that has read the code."""
    web = f"{HOST}:{free_port()}"
    settings = environment(tmp_path, web_listen=web, smtp_listen=f"{HOST}:{free_port()}")
    started = subprocess.Popen([*COMMAND, "serve"], env=settings, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        assert web in started.stdout.readline()
        started.terminate()
        assert (started.wait(60), started.stdout.read().strip()) == (0, WORDS("commands.serve.stopping"))
    finally:
        started.kill()
        started.communicate()


@pytest.mark.parametrize(
    ("only", "web", "mail"), [("web", True, False), ("mail", False, True), ("scheduler,couriers", False, False)]
)
def test_only_the_parts_that_are_named_run_here(serving: Serving, only: str, web: bool, mail: bool) -> None:
    serving.start(only)
    assert (answers(serving.web), answers(serving.smtp)) == (web, mail)
    assert serving.stop() == 0


async def test_pages_queue_letters_that_the_couriers_of_another_process_carry(
    serving: Serving, mailbox: Mailbox
) -> None:
    serving.relay = mailbox.port
    serving.start("web")
    await ask_for_a_link(serving)
    assert serving.stop() == 0
    assert (serving.rows("SELECT state, attempts FROM outbox"), mailbox.letters) == ([("waiting", 0)], [])
    serving.start("couriers")
    await arrived(mailbox, ANA)
    assert serving.stop() == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_well_when_told_to_though_people_hang_on(serving: Serving, how: signal.Signals) -> None:
    serving.start()
    with socket.create_connection((HOST, serving.web)) as page, socket.create_connection((HOST, serving.smtp)) as post:
        assert post.recv(100).startswith(b"220")
        post.sendall(b"EHLO someone.example\r\n")
        page.sendall(b"GET /chat HTTP/1.1\r\nHost: convoca.example\r\n")
        assert serving.stop(how) == 0
    assert serving.log.splitlines()[-1] == WORDS("commands.serve.stopping")
    assert "Traceback" not in serving.log


async def test_the_key_is_its_owners_alone_and_links_outlive_a_restart(serving: Serving, mailbox: Mailbox) -> None:
    serving.relay = mailbox.port
    serving.start()
    key, database = serving.folder / "convoca.key", serving.folder / "convoca.sqlite"
    assert [file.stat().st_mode & 0o777 for file in (key, database)] == [0o600, 0o600]
    made = key.read_bytes()
    await ask_for_a_link(serving)
    letter = (await arrived(mailbox, ANA))[0]
    assert serving.stop() == 0
    serving.start()
    assert key.read_bytes() == made
    link = re.search(r"http://\S+/enter/\w+", letter.text)
    assert link
    browser = Browser(serving.home)
    await browser.open(link.group(0))
    page = await browser.send(browser.page.forms[-1])
    assert page.url.endswith("/chat")


async def test_a_relay_that_is_not_there_delays_letters_and_nothing_else(serving: Serving) -> None:
    serving.start()
    await ask_for_a_link(serving)
    for _ in range(500):
        if serving.rows("SELECT error FROM outbox WHERE error <> ''"):
            break
        await asyncio.sleep(0.02)
    assert serving.rows("SELECT state, attempts, error FROM outbox") == [("waiting", 0, "unreachable")]
    relay = Mailbox()
    await relay.open(HOST, serving.relay)
    serving.rows("UPDATE outbox SET next_at = created_at")  # the minute of its pause has gone by
    await arrived(relay, ANA)
    await relay.close()
    assert serving.stop() == 0


async def test_a_call_that_is_closed_answers_and_says_what_is_open(serving: Serving, mailbox: Mailbox) -> None:
    serving.relay = mailbox.port
    serving.start()
    browser = await sign_in(serving, mailbox, ANA)
    await browser.press("begin|")
    for text in ("Ana Pereyra", "Argentina"):
        await write(browser, text)
    assert "El envío de propuestas cerró el 24 de agosto de 2025" in browser.page.text
    assert browser.page.form_with(button="new|") is None


async def test_the_log_bears_no_token_no_address_and_no_words_of_people(serving: Serving, mailbox: Mailbox) -> None:
    serving.call, serving.relay = str(open_call(serving.folder)), mailbox.port
    serving.start()
    browser = await sign_in(serving, mailbox, ANA)
    await to_the_title(browser)
    await write(browser, "Redes comunitarias")
    await invite(browser, "Luis Quispe", LUIS)
    invitation = (await arrived(mailbox, LUIS))[0]
    page = re.search(r"http://\S+/i/\w+", invitation.text)
    assert page
    assert (await Browser(serving.home).open(page.group(0))).status == 200
    answer = reply_to(invitation, "Sí, acepto", name="", attribution="El lunes escribió:", clock=SystemClock())
    await send(answer, LUIS, host=HOST, port=serving.smtp)
    await arrived(mailbox, LUIS, 2)
    assert serving.stop() == 0
    tokens = {
        found
        for letter in mailbox.letters
        for found in re.findall(r"(?:/enter/|/i/|[rb]\+)(\w{16,})", letter.raw.decode())
    }
    assert len(tokens) >= 3
    for unwanted in (*tokens, "@", "Quispe", "Pereyra", "Traceback", (serving.folder / "convoca.key").read_text()):
        assert unwanted not in serving.log
