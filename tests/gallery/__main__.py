"""`python -m tests.gallery [FILE]` writes the gallery."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.gallery.page import gallery

target = Path(sys.argv[1] if len(sys.argv) > 1 else "dist/gallery.html")
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(gallery(), "utf-8")
sys.stdout.write(f"{target}\n")
