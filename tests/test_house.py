"""The law of the house, checked by machines: imports go downwards, and only one room asks for the time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


PACKAGES = ("bot", "convoca", "core", "mail", "scheduler", "templates")


BROKEN = {
    "core/rules/upwards.py": "core.usecases.desk",
    "mail/sideways.py": "scheduler",
    "core/usecases/transport.py": "sqlalchemy",
    "core/dialogue/impure.py": "random",
}
"""Modules that break a law each, with what they import."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_broken_law_is_found_and_nothing_else_breaks_one(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for module, imported in BROKEN.items():
        (tmp_path / module).write_text(f"import {imported}\n", encoding="utf-8")
    answer = lint_imports(tmp_path)
    found = set(re.findall(r"^-\s+(\S+) -> (\S+) \(l\.\d+\)$", answer.stdout, re.MULTILINE))
    wanted = {(module.removesuffix(".py").replace("/", "."), imported) for module, imported in BROKEN.items()}
    assert (answer.returncode, found) == (1, wanted), answer.stdout


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
