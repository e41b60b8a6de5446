"""The service with its bot as a process that is killed, and the file that it leaves behind."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.store import SqlStore
from tests.faults.crowd import DOMAIN, HOST, Service
from tests.support.forked import command


@dataclass(slots=True)
class BotService(Service):
    """`convoca serve` with a bot and outgoing letters; `down` are the times in which nobody was at home."""

    token: str = ""
    telegram: str = ""
    down: list[tuple[float, float]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "convoca.sqlite"

    def start(self) -> None:
        settings = {
            "HOME": str(self.folder), "LANG": "C.UTF-8",
            "CONVOCA_CALL": str(self.folder / "call.toml"), "CONVOCA_DATABASE": str(self.database),
            "CONVOCA_WEB_LISTEN": f"{HOST}:{self.web}", "CONVOCA_SMTP_RELAY": f"{HOST}:{self.relay}",
            "CONVOCA_MAIL_DOMAIN": DOMAIN, "CONVOCA_TELEGRAM_TOKEN": self.token,
            "CONVOCA_TELEGRAM_BASE_URL": self.telegram,
        }  # fmt: skip
        words = ["serve", "--only", "telegram,couriers,web"]
        self.process = command(words, self.folder, settings, self.folder / "service.log")

    async def revive(self, killed_at: float) -> None:
        """Start again after a kill, and note how long nobody was at home."""
        self.start()
        await self.ready()
        self.down.append((killed_at, asyncio.get_running_loop().time()))

    def was_down(self, began: float, ended: float) -> float:
        """Seconds of this time in which nobody was at home."""
        return sum(max(0.0, min(ended, up) - max(began, down)) for down, up in self.down)

    @asynccontextmanager
    async def left(self) -> AsyncIterator[SqlStore]:
        """What the killed process left, as a copy: the next one finds its file as it was."""
        folder = self.folder / "left"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for file in self.folder.glob(f"{self.database.name}*"):
            shutil.copy(file, folder)
        store = SqlStore(str(folder / self.database.name))
        try:
            yield store
        finally:
            await store.close()
