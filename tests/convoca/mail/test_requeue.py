"""`convoca mail requeue`: letters that nobody could read are listed, and read once more."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from convoca.__main__ import main
from core.model.records import InboxState, IncomingLetter
from core.store import SqlStore
from core.system import SystemClock


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with two letters put apart and one that waits."""
    file = str(tmp_path / "convoca.sqlite")
    monkeypatch.setenv("CONVOCA_DATABASE", file)
    asyncio.run(_filled(file))
    return file


async def _filled(file: str) -> None:
    store = await SqlStore.open(file)
    async with store.work() as work:
        await work.inbox.add([_letter(name) for name in ("one", "two", "three")])
        for name in ("one", "two"):
            await work.inbox.quarantine(name, "took_too_long")
    await store.close()


def _letter(name: str) -> IncomingLetter:
    now = SystemClock().now()
    return IncomingLetter(
        id=name, key=name, received_at=now, mail_from=f"{name}@example.org", recipient="r+x@y.example", raw=b"x"
    )


async def _waiting(file: str) -> list[tuple[str, InboxState, int, str]]:
    store = await SqlStore.open(file)
    async with store.look() as work:
        found = [(item.id, item.state, item.attempts, item.note) for item in await work.inbox.waiting(10)]
    await store.close()
    return found


def test_what_was_put_apart_is_listed(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "requeue", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["letter"], each["from"], each["why"]) for each in told] == [
        ("one", "one@example.org", "took_too_long"),
        ("two", "two@example.org", "took_too_long"),
    ]
    assert main(["mail", "requeue"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Hay 2 correos apartados.\none  20")
    assert said.splitlines()[1].endswith("  one@example.org  Algo falló al leerlo, tres veces.")


def test_a_letter_is_read_once_more(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "requeue", "two"]) == 0
    assert capsys.readouterr().out == "El correo se leerá otra vez.\n"
    waits = InboxState.WAITING
    assert asyncio.run(_waiting(database)) == [("two", waits, 0, ""), ("three", waits, 0, "")]


def test_a_letter_named_twice_is_one_letter(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "requeue", "two", "two"]) == 0
    assert capsys.readouterr().out == "El correo se leerá otra vez.\n"


def test_where_one_is_none_of_them_nothing_is_done(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "requeue", "one", "three"]) == 2
    found = capsys.readouterr()
    assert (found.out, found.err.count("\n")) == ("", 1)
    assert "«three»" in found.err
    assert len(asyncio.run(_waiting(database))) == 1
