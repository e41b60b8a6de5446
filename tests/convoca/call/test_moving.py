"""`convoca call extend`, `take-back` and `history`, on a database of their own."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from convoca.__main__ import main
from core.store import SqlStore
from core.system import SystemClock
from core.usecases.calendar.versions import CHANGED
from tests.core.call.tiny import TINY
from tests.support.records import a_person, a_proposal

TODAY = SystemClock().now().date()
OPENS, CLOSES = TODAY - timedelta(days=9), TODAY + timedelta(days=9)
NEXT = CLOSES + timedelta(days=2)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A call that is open, as the call of the settings."""
    found = tmp_path / "mine.toml"
    found.write_text(TINY.replace("2025-07-29", OPENS.isoformat()).replace("2025-08-24", CLOSES.isoformat()), "utf-8")
    monkeypatch.setenv("CONVOCA_CALL", str(found))
    monkeypatch.setenv("CONVOCA_DATABASE", str(tmp_path / "convoca.sqlite"))
    return found


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["call", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["call", *arguments]) == 2
    return capsys.readouterr().err


def test_an_extension_is_a_version_that_the_log_and_the_history_tell(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "extend", "--days", "2", "--reason", "Sin luz")
    assert (done["version"], done["reopens"], done["told"]) == (2, False, 0)
    assert [(item["key"], item["before"]["day"], item["after"]["day"]) for item in done["moved"]] == [
        ("submission_closes", CLOSES.isoformat(), NEXT.isoformat())
    ]
    newest, first = run(capsys, "history")["versions"]
    assert (newest["by"], newest["reason"], first["by"], first["changes"]) == ("operator", "Sin luz", "system", [])
    assert newest["amendments"] == {"submission_closes": {"at": NEXT.isoformat(), "over": CLOSES.isoformat()}}
    assert [item["version"] for item in asyncio.run(_logged(tmp_path / "convoca.sqlite"))] == [2]


async def _logged(database: Path) -> list[dict[str, Any]]:
    store = await SqlStore.open(str(database))
    async with store.look() as work:
        found = [dict(line.facts) for line in await work.log.of_kinds([CHANGED])]
    await store.close()
    return found


def test_all_of_it_is_told_in_people_s_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "extend", "--to", NEXT.isoformat(), "--reason", "Sin luz"]) == 0
    assert main(["call", "take-back"]) == 0
    file.write_text(file.read_text("utf-8").replace('contact = "', 'contact = "otra.', 1), "utf-8")
    assert main(["call", "extend", "--days", "1", "--reason", "x"]) == 0
    for language in ("es", "pt", "en"):
        capsys.readouterr()
        assert main(["call", "history", "--lang", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len([line for line in lines if not line.startswith(" ")]) == 5
        assert any("contact" in line for line in lines)


def test_what_cannot_be_is_refused_in_one_line_and_leaves_no_version(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, told in REFUSED.items():
        said = refused(capsys, "extend", *arguments.split(), "--reason", "x")
        assert told in said
        assert said.count("\n") == 1
    assert "deshacer" in refused(capsys, "take-back")
    assert run(capsys, "history")["versions"] == []


REFUSED = {
    "": "--to",
    "--to 2031-01-01 --days 1": "--to",
    "--to pronto": "«pronto» no es una fecha",
    "--days 500": "más de 120 días",
    "--days -1": "--shorten",
    f"--to {OPENS} --shorten": "ya pasó",
    "--date submission_opens --days 30": "posterior a la apertura",
    "--days 0": "No hay nada que mover",
    "--days 1 --date closing": "submission_closes",
    "--days 1 --date event_starts": "todavía no se conoce",
    "--days 1 --by yo@example.org": "yo@example.org",
    "--days 1 --proposal 7": "número 7",
    "--to 2031-01-01 --proposal 7": "--days",
    "--days 1 --date results --proposal 7": "«results»",
}


def test_whoever_looks_at_the_call_of_the_settings_sees_the_date_in_force(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "extend", "--days", "2", "--reason", "Sin luz")
    days = [run(capsys, *asked)["moments"]["submission_closes"]["day"] for asked in (("show",), ("show", str(file)))]
    assert days == [NEXT.isoformat(), CLOSES.isoformat()]
    main(["doctor", "--lang", "en"])
    assert f"{NEXT:%-d %B %Y}" in capsys.readouterr().out


def test_nobody_takes_everybodys_date_back_who_meant_one_proposals(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "extend", "--days", "2", "--reason", "Sin luz")
    asyncio.run(_a_draft(tmp_path / "convoca.sqlite"))
    run(capsys, "extend", "--days", "1", "--proposal", "1", "--reason", "Sin luz")
    assert "take-back --proposal 1" in refused(capsys, "take-back")
    taken = run(capsys, "take-back", "--proposal", "1")["proposals"]
    assert [(item["number"], item["until"]) for item in taken] == [(1, None)]
    assert run(capsys, "take-back")["moved"][0]["after"]["day"] == CLOSES.isoformat()


async def _a_draft(database: Path) -> None:
    store = await SqlStore.open(str(database))
    async with store.work() as work:
        await work.people.add(a_person())
        await work.proposals.add(a_proposal(call="tiny", number=1))
    await store.close()
