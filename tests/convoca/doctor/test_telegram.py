"""`convoca doctor` and Telegram: what it says of the bot, and that the token is said nowhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from convoca.examining import Finding
from convoca.settings import load_settings
from convoca.telegram_examined import PORTS, telegram_examined
from templates.words import LANGUAGES, Words
from tests.convoca.process import COMMAND, HOST, environment, told
from tests.telegram.fake import BOT_NAME, FakeTelegram, fake_telegram

CLOSED = f"{HOST}:1"
SECRET = "tests" * 7
TOKEN = f"7000000001:{SECRET}"
OTHER_TOKEN = f"7000000002:{'other' * 7}"
HOME = "https://convoca.example"
Found = list[tuple[str, str]]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


def finding(state: str, key: str, language: str = "es", /, **facts: object) -> tuple[str, str]:
    return state, Words(language)(f"commands.doctor.{key}", **facts)


NAMED = finding("fine", "telegram", name=BOT_NAME)


async def doctor(folder: Path, fake: FakeTelegram, *, language: str = "es", **given: object) -> tuple[int, Found]:
    """Look, as a process; return the exit status and what was found about Telegram."""
    usual = {"telegram_token": fake.token, "telegram_base_url": fake.url, "public_url": HOME, "smtp_relay": CLOSED}
    ended = await asyncio.to_thread(told, folder, "doctor", "--json", "--lang", language, settings={**usual, **given})
    assert ended.err == ""
    assert not [part for part in (SECRET, OTHER_TOKEN) if part in ended.out]
    found = [(item["state"], item["text"]) for item in json.loads(ended.out)["findings"]]
    begin = found.index(finding("attention", "no_relay", language, place=CLOSED)) + 1
    prefix = finding("", "to_confirm", language, question="\0", key="", reading="")[1].partition("\0")[0]
    return ended.status, [item for item in found[begin:] if not item[1].startswith(prefix)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_good_token_is_told_by_the_bots_name_and_nothing_is_changed(
    tmp_path: Path, fake: FakeTelegram, language: str
) -> None:
    found = await doctor(tmp_path, fake, language=language)
    assert found == (0, [finding("fine", "telegram", language, name=BOT_NAME)])
    assert [call.method for call in fake.world.calls] == ["getMe", "getWebhookInfo"]
    assert fake.violations == []


async def test_it_reads_as_a_line_too(tmp_path: Path, fake: FakeTelegram) -> None:
    settings = {"telegram_token": fake.token, "telegram_base_url": fake.url, "smtp_relay": CLOSED}
    ended = await asyncio.to_thread(told, tmp_path, "doctor", settings=settings)
    assert f"{Words('es')('commands.doctor.fine')}: {NAMED[1]}" in ended.out.splitlines()


@pytest.mark.parametrize("token", [OTHER_TOKEN, "7000000001:short-but-well-formed"])
async def test_a_token_that_telegram_does_not_know_is_wrong(tmp_path: Path, fake: FakeTelegram, token: str) -> None:
    """Telegram answers 401 to a token of the right length, and 404 to others."""
    found = await doctor(tmp_path, fake, telegram_token=token)
    assert found == (1, [finding("wrong", "telegram_refused", place=HOST)])


async def test_where_nobody_answers_the_service_waits(tmp_path: Path, fake: FakeTelegram) -> None:
    found = await doctor(tmp_path, fake, telegram_base_url=f"http://{CLOSED}")
    assert found == (0, [finding("attention", "telegram_away", place=HOST)])


@pytest.mark.parametrize("code", [500, 502])
async def test_a_fault_of_telegrams_own_is_no_fault_of_ours(tmp_path: Path, fake: FakeTelegram, code: int) -> None:
    fake.fail_next("getMe", code)
    assert await doctor(tmp_path, fake) == (0, [finding("attention", "telegram_away", place=HOST)])


async def test_what_telegram_says_against_it_is_quoted_without_the_token(tmp_path: Path, fake: FakeTelegram) -> None:
    fake.fail_next("getMe", 400, description=f"Bad Request: logged out of {fake.token}\n just now")
    said = finding("attention", "telegram_said", said="Logged out of … just now")
    assert await doctor(tmp_path, fake) == (0, [said])


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
async def test_a_webhook_that_telegram_can_deliver_to_is_fine(tmp_path: Path, fake: FakeTelegram, port: str) -> None:
    found = await doctor(tmp_path, fake, telegram_webhook=True, public_url=f"{HOME}{port}")
    assert found == (0, [NAMED])


@pytest.mark.parametrize("home", ["http://convoca.example", f"{HOME}:8444", f"{HOME}:99999", ""])
async def test_a_webhook_that_telegram_would_refuse_is_wrong(tmp_path: Path, fake: FakeTelegram, home: str) -> None:
    ports = ", ".join(map(str, PORTS))
    wrong = finding("wrong", "telegram_undeliverable", place=home or "http://127.0.0.1:8080", ports=ports)
    assert await doctor(tmp_path, fake, telegram_webhook=True, public_url=home) == (1, [NAMED, wrong])


@pytest.mark.parametrize(("webhook", "key"), [(False, "telegram_hooked"), (True, "telegram_hooked_elsewhere")])
async def test_a_webhook_of_somebody_else_is_told_by_its_host_alone(
    tmp_path: Path, fake: FakeTelegram, webhook: bool, key: str
) -> None:
    async with fake.bot() as bot:
        await bot.set_webhook(f"https://other.example/hook/{SECRET}")
    found = await doctor(tmp_path, fake, telegram_webhook=webhook)
    assert found == (0, [NAMED, finding("attention", key, place="other.example")])


async def test_the_last_delivery_that_failed_is_told_in_telegrams_words_without_the_token(
    tmp_path: Path, fake: FakeTelegram
) -> None:
    async with fake.bot() as bot:
        await bot.set_webhook(f"{HOME}/telegram")
    fake.webhook_failed(f"Wrong response from {fake.token}:\n503 {SECRET}")
    status, found = await doctor(tmp_path, fake, telegram_webhook=True)
    (when,) = [call for call in found if call != NAMED]
    said, at = "Wrong response from …: 503 …", when[1].partition(" UTC")[0][-16:] + " UTC"
    assert (status, when) == (0, finding("attention", "telegram_delivery", at=at, said=said))


async def test_a_bot_that_reads_everything_in_groups_wants_attention(tmp_path: Path, fake: FakeTelegram) -> None:
    fake.switch_privacy_off()
    reads = finding("attention", "telegram_reads_all", name=BOT_NAME)
    assert await doctor(tmp_path, fake) == (0, [NAMED, reads])


async def test_ending_it_while_telegram_hangs_tells_nothing(tmp_path: Path, fake: FakeTelegram) -> None:
    gate = fake.hold_next("getMe")
    settings = environment(tmp_path, telegram_token=fake.token, telegram_base_url=fake.url, smtp_relay=CLOSED)
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "doctor", env=settings, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        # Whoever runs the tests in the background may have us ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    await gate.reached()
    process.send_signal(signal.SIGINT)
    said = await process.communicate()
    assert (process.returncode, said) == (130, (b"", b""))


# ── whoever answers in Telegram's place


@asynccontextmanager
async def answering(answer: bytes | None) -> AsyncIterator[str]:
    """A server that says the same to everybody, with what it was asked in place of PATH; it hangs with None."""
    under_way: list[asyncio.Task[None]] = []
    asked = asyncio.Event()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readline()).split()[1].removeprefix(b"/")
        if answer is None:
            await reader.read()
        else:
            writer.write(answer.replace(b"PATH", path))
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        under_way.append(asyncio.create_task(converse(reader, writer)))
        asked.set()

    async with await asyncio.start_server(connected, HOST, 0) as server:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
        async with asyncio.timeout(20):  # on a busy machine, who asked may have given up before this server looked
            await asked.wait()
    await asyncio.gather(*under_way)


def http(body: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.0 {status}\r\nContent-Type: application/json\r\n\r\n{body}".encode()


USER = '{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "x", "username": %s}}'
IN_ITS_PLACE = [
    (b"not HTTP at all PATH\r\n\r\n", "attention", "telegram_away"),
    (http("", "302 Found\r\nLocation: http://127.0.0.1:1/PATH"), "attention", "telegram_away"),
    (http("<html>PATH</html>", "503 Service Unavailable"), "attention", "telegram_away"),
    (http("<html>PATH</html>", "404 Not Found"), "wrong", "telegram_refused"),
    (http("<html>Welcome to PATH</html>"), "attention", "telegram_strange"),
    (http("[]"), "attention", "telegram_strange"),
    (http('{"ok": true, "result": "PATH"}'), "attention", "telegram_strange"),
    (http('{"ok": true, "result": {"id": "PATH"}}'), "attention", "telegram_strange"),
    (http(USER % '"PATH"'), "attention", "telegram_strange"),
    (http(USER % "[7]"), "attention", "telegram_strange"),
    (http(USER % '"some_bot"'), "attention", "telegram_strange"),
    (None, "attention", "telegram_away"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "state", "key"), IN_ITS_PLACE)
async def test_whatever_answers_it_is_one_finding_and_no_line_of_any_log_holds_the_token(
    answer: bytes | None,
    state: str,
    key: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    async with answering(answer) as place:
        settings = load_settings(telegram_token=TOKEN, telegram_base_url=place)
        found = await telegram_examined(settings, Words("es"), patience=20 if answer else 0.3)
    assert found == (Finding(*finding(state, key, place=HOST)),)
    assert SECRET not in f"{caplog.text}{found}{capsys.readouterr()}"


async def test_logging_is_as_it_was_afterwards(fake: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "httpx")
    await telegram_examined(load_settings(telegram_token=TOKEN, telegram_base_url=fake.url), Words("es"))
    assert caplog.text == ""
    logging.getLogger("httpx").info("a line of somebody else")
    assert "a line of somebody else" in caplog.text
