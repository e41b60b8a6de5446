"""The law of the house, checked by machines: imports go downwards, and only one room asks for the time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


PACKAGES = ("bot", "convoca", "core", "mail", "scheduler", "templates")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_module_imports_only_from_floors_below_its_own() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/rules/upwards.py", "import core.usecases.desk"),
        ("mail/sideways.py", "import scheduler"),
        ("core/usecases/transport.py", "import sqlalchemy"),
        ("core/dialogue/impure.py", "import random"),
    ],
)
def test_a_broken_law_is_found(tmp_path: Path, module: str, line: str) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    (tmp_path / module).write_text(f"{line}\n", encoding="utf-8")
    assert lint_imports(tmp_path).returncode == 1


def test_every_folder_of_tests_is_a_package() -> None:
    lacking = [
        folder.relative_to(ROOT)
        for folder in (ROOT / "tests").rglob("*")
        if folder.is_dir()
        and folder.name != "__pycache__"
        and any(folder.glob("test_*.py"))
        and not (folder / "__init__.py").exists()
    ]
    assert lacking == []
