"""The webhook: updates are posted, in order within a lane, until the bot's side takes them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from urllib.parse import urlsplit

import httpx

from tests.telegram.fake.chats import Json
from tests.telegram.fake.doing.polling import Polling, check_kinds
from tests.telegram.fake.schema.refusals import broken
from tests.telegram.fake.updates import Update
from tests.telegram.fake.world import Hook, World

PORTS = (443, 80, 88, 8443)
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
FIRST_WAIT = 0.02
"""Seconds before the second repetition; Telegram's are longer and grow the same way."""
LONGEST_WAIT = 60.0
PATIENCE = 10.0
"""Seconds that the bot's side has to answer."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Webhook:
    """Sets the webhook, and posts to it while it is set."""

    def __init__(self, world: World, polling: Polling) -> None:
        self._world, self._polling = world, polling
        self._posting: asyncio.Task[None] | None = None
        self.last_error: tuple[int, str] | None = None

    async def set_webhook(self, world: World, values: Json) -> bool:
        if not values["url"]:
            return await self.delete_webhook(world, values)
        _check_address(values["url"])
        secret: str | None = values.get("secret_token")
        if secret is not None and not _SECRET.fullmatch(secret):
            raise broken("secret token contains unallowed characters")
        connections = values.get("max_connections", USUAL_CONNECTIONS)
        if not 1 <= connections <= MOST_CONNECTIONS:
            raise broken("bad webhook: max_connections is out of range")
        world.updates.allow(check_kinds(values))
        self._polling.end("terminated by setWebhook request")
        await self._stop(drop=values.get("drop_pending_updates", False))
        world.hook = Hook(values["url"], secret, connections)
        self._posting = asyncio.create_task(self._post_all(world.hook))
        return True

    async def delete_webhook(self, world: World, values: Json) -> bool:
        await self._stop(drop=values.get("drop_pending_updates", False))
        world.hook = None
        return True

    def get_webhook_info(self, world: World, values: Json) -> Json:
        hook = world.hook
        told: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(world.updates),
            "allowed_updates": sorted(world.updates.allowed),
        }
        if hook:
            told["max_connections"] = hook.max_connections
        if hook and self.last_error:
            told["last_error_date"], told["last_error_message"] = self.last_error
        return told

    async def close(self) -> None:
        await self._stop(drop=False)

    async def _stop(self, *, drop: bool) -> None:
        if self._posting is not None:
            self._posting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._posting
            self._posting = None
        if drop:
            self._world.updates.drop_all()

    async def _post_all(self, hook: Hook) -> None:
        """Post one update of every lane at a time, lanes side by side."""
        updates = self._world.updates
        slots = asyncio.Semaphore(hook.max_connections)
        busy: set[str] = set()
        async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client, asyncio.TaskGroup() as posts:

            async def post(update: Update) -> None:
                async with slots:
                    await self._post(client, hook, update)
                busy.discard(update.lane)
                updates.acknowledged(update)
                updates.changes.tell()

            while True:
                for lane, update in updates.lanes().items():
                    if lane not in busy:
                        busy.add(lane)
                        posts.create_task(post(update))
                await updates.changes.until(lambda: updates.lanes().keys() - busy, None)

    async def _post(self, client: httpx.AsyncClient, hook: Hook, update: Update) -> None:
        """Post until it is taken: again at once, then after growing waits, or as the answer asks."""
        wait = 0.0
        headers = {"Content-Type": "application/json"}
        if hook.secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        while True:
            try:
                answer = await client.post(hook.url, content=json.dumps(update.json()), headers=headers)
            except httpx.HTTPError as error:
                self.failed(f"Connection failed: {type(error).__name__}")
                asked = None
            else:
                if answer.is_success:
                    return
                self.failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
                asked = answer.headers.get("Retry-After")
            await asyncio.sleep(float(asked) if asked else wait)
            wait = min(wait * 2, LONGEST_WAIT) if wait else FIRST_WAIT

    def failed(self, reason: str) -> None:
        """Note why a post was not taken."""
        self.last_error = (int(self._world.clock.now()), reason)
        self._world.changes.tell()


def _check_address(url: str) -> None:
    """Take what Telegram takes, and plain HTTP on this machine."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname == "127.0.0.1":
        return
    if parts.scheme != "https" or not parts.hostname:
        raise broken("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise broken("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
