"""Where the tests' files lie: in memory where there is room, since what they wait for most is the disk.

The files are as real there as anywhere: SQLite writes, locks and syncs as it always does, only nobody waits for a disk.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PLACE = Path("/dev/shm")  # the system's own name for it
ROOM = 4 * 1024**3
"""Bytes that must be free; a run needs about half of it."""


def put_files_in_memory() -> None:
    """Let temporary files of this process and of all that it starts lie there, unless TMPDIR says where."""
    if "TMPDIR" not in os.environ and _serves(PLACE):
        os.environ["TMPDIR"] = str(PLACE)
        tempfile.tempdir = None


def _serves(place: Path) -> bool:
    """Whether there is such a disk with room on it, from which programs may be started."""
    if not os.access(place, os.W_OK | os.X_OK):
        return False
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & getattr(os, "ST_NOEXEC", 0)
