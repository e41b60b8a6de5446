"""Files that pages load: packaged, and named by a mark of their bytes so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ASSETS = ("chart.css", "convoca.css", "convoca.js", "mark.svg")
ASSET_FOLDER = "/static"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load; `mark` changes with its bytes, so that it can be kept for ever."""

    name: str
    body: bytes
    media_type: str
    mark: str

    @property
    def path(self) -> str:
        """Where pages find it."""
        return f"{ASSET_FOLDER}/{self.mark}/{self.name}"


@cache
def asset(name: str) -> Asset | None:
    """Return a packaged file that pages load, or None where there is none of that name."""
    if name not in ASSETS:
        return None
    body = files("templates").joinpath("web", name).read_bytes()
    media_type = mimetypes.types_map[name[name.rindex(".") :]]
    return Asset(name, body, media_type, hashlib.sha256(body).hexdigest()[:12])
