"""The tour as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def play(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the tour as a process with a bare environment, in a folder of its own."""
    bare = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "convoca", "tour", *options]
    root = Path(__file__).parents[3]
    return subprocess.run(
        command,
        cwd=folder,
        env={**bare, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
