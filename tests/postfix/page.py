"""The settings that docs/mail-server.md tells people to use."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "mail-server.md"


def blocks() -> dict[str, str]:
    """Return the page's settings by the files that they belong into."""
    found = re.findall(r"^```(\S+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    named = dict(found)
    assert len(named) == len(found), "two blocks for one file"
    return named
