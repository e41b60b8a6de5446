"""The wheel carries everything: installed outside the checkout, the commands work from it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.convoca.tour.playing import play

ROOT = Path(__file__).parent.parent
UV = Path(sys.executable).parent / "uv"


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=500, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with nothing but the wheel and what it asks for; returns its folder of commands."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(UV, "build", "--wheel", "--out-dir", folder, ROOT, folder=folder)
    assert built.returncode == 0, built.stderr
    wheel = next(folder.glob("*.whl"))
    assert run(UV, "venv", "--python", sys.executable, folder / "env", folder=folder).returncode == 0
    put_in = run(UV, "pip", "install", "--python", folder / "env/bin/python", wheel, folder=folder)
    assert put_in.returncode == 0, put_in.stderr
    return folder / "env/bin"


def test_every_milestone_of_the_tour_holds_and_the_wheel_tells_the_same_story(installed: Path, tmp_path: Path) -> None:
    first, second = play(tmp_path), run(installed / "convoca", "tour", "--fast", folder=tmp_path)
    assert (first.returncode, first.stderr) == (0, ""), first.stdout
    assert (second.returncode, second.stdout) == (0, first.stdout), second.stderr
    assert first.stdout.count("✓") == 33
    assert list(tmp_path.iterdir()) == []


def test_a_call_is_shown_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    shown = run(installed / "python", "-m", "convoca", "call", "show", "igf-2023", folder=tmp_path)
    assert shown.returncode == 0, shown.stderr


def test_it_holds_words_pages_calls_and_migrations_and_no_tests(installed: Path) -> None:
    wheel = next(installed.parents[1].glob("*.whl"))
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "templates/words/es/chat.toml", "templates/web/chat.html", "templates/letters/letter.html",
        "core/call/shipped/lacigf-2025.toml", "templates/web/convoca.css",
    ):  # fmt: skip
        assert name in names
    assert any(name.startswith("core/store/migrations/versions/") for name in names)
    assert not any(name.startswith("tests/") for name in names)
