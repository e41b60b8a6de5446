"""Time and ids of a rehearsal: both follow from its seed alone."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime


class StillClock:
    """Stands still until it is set, also to an earlier moment: a machine's clock can jump back."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        """Return the moment it was last set to."""
        return self.moment


class SeededIds:
    """Ids that are the same at every rehearsal of one seed; `life` tells one process from another that died."""

    def __init__(self, seed: int, life: int = 0) -> None:
        self._root = f"{seed}:{life}"
        self._count = 0

    def new(self) -> str:
        """Return 20 characters of lower-case base32."""
        return self._next()[:20]

    def secret(self) -> str:
        """Return 32 characters of lower-case base32."""
        return self._next()[:32]

    def _next(self) -> str:
        self._count += 1
        raw = hashlib.blake2b(f"{self._root}:{self._count}".encode(), digest_size=25).digest()
        return base64.b32encode(raw).decode("ascii").lower()
