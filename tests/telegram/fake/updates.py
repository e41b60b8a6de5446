"""The queue of updates: what happened, numbered, until the bot's side confirms it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from random import Random

from tests.telegram.fake.chats import Changes, Json
from tests.telegram.fake.clock import Clock
from tests.telegram.fake.faults import Faults

ALL_KINDS = frozenset(
    [
        *("message", "edited_message", "channel_post", "edited_channel_post", "business_connection"),
        *("business_message", "edited_business_message", "deleted_business_messages", "message_reaction"),
        *("message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query"),
        *("pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member"),
        *("chat_join_request", "chat_boost", "removed_chat_boost"),
    ]
)
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFE = 24 * 3600.0
FARTHEST_AHEAD = 10
"""An offset farther beyond the newest update than this is taken for one of another numbering."""
HELD = 0.05
"""Seconds that a shuffled update waits for another one of the person to overtake it."""


@dataclass(frozen=True, slots=True)
class Update:
    """`lane` tells what keeps its order towards a webhook: a chat's messages, a person's taps."""

    id: int
    kind: str
    body: Json
    lane: str
    at: float

    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """Numbers rise but jump; a confirmed update may come again, and a person's neighbours swap, if faults say so."""

    def __init__(self, clock: Clock, faults: Faults, random: Random) -> None:
        self.changes = Changes()
        self.allowed = ALL_KINDS - ONLY_WHEN_ASKED
        self.delivered: list[int] = []
        """The ids given out, one for each time."""
        self._clock, self.faults, self._random = clock, faults, random
        self._next = random.randint(100_000_000, 900_000_000)
        self._pending: dict[int, Update] = {}
        self._again: list[Update] = []
        self._held: dict[int, Update] = {}
        self._confirmed: Update | None = None

    def __len__(self) -> int:
        return len(self._alive())

    def allow(self, kinds: list[str] | None) -> None:
        """Set what is to be told; an empty list is the default, none keeps what was."""
        if kinds is not None:
            self.allowed = frozenset(kinds) if kinds else ALL_KINDS - ONLY_WHEN_ASKED

    def put(self, kind: str, body: Json, person: int, lane: str) -> None:
        if kind not in self.allowed:
            return
        update = Update(0, kind, body, lane, self._clock.now())
        held = self._held.pop(person, None)
        if held is None and self.faults.chance("shuffle"):
            self._held[person] = update
            asyncio.get_running_loop().call_later(HELD, self._let_go, person, update)
            return
        for each in (update, held):
            if each is not None:
                self._number(each)
        self.changes.tell()

    def take(self, offset: int, limit: int) -> list[Update]:
        """Forget what comes before the offset and return what follows; a negative one counts from the end."""
        alive = self._alive()
        if offset < 0:
            offset = alive[max(len(alive) + offset, 0)].id if alive else 0
        if offset > self._next + FARTHEST_AHEAD:
            offset = 0
        for update in alive:
            if update.id < offset:
                self.confirm(update)
        again, self._again = self._again[:limit], self._again[limit:]
        given = [*again, *(update for update in alive if update.id >= offset)][:limit]
        self.delivered += [update.id for update in given]
        return given

    def confirm(self, update: Update) -> None:
        if self._pending.pop(update.id, None) is None:
            return
        self._confirmed = update
        if self.faults.chance("redeliver"):
            self._again.append(update)

    def lanes(self) -> dict[str, Update]:
        """Return the first waiting update of every lane."""
        first: dict[str, Update] = {}
        for update in [*self._again, *self._alive()]:
            first.setdefault(update.lane, update)
        return first

    def acknowledged(self, update: Update) -> None:
        """A webhook took it: if it came again, once more is enough."""
        self.delivered.append(update.id)
        if update in self._again:
            self._again.remove(update)
        self.confirm(update)

    def repeat(self) -> None:
        """Give the newest confirmed update once more."""
        if self._confirmed is not None:
            self._again.append(self._confirmed)
            self.changes.tell()

    def drop_all(self) -> None:
        self._pending.clear()
        self._again.clear()

    def restart_numbering(self) -> None:
        """An idle week is over: the numbers begin anew, perhaps lower."""
        self._next = self._random.randint(100_000_000, 900_000_000)

    @property
    def waiting(self) -> bool:
        return bool(self._again or self._alive())

    def _alive(self) -> list[Update]:
        oldest = self._clock.now() - LIFE
        return [update for update in self._pending.values() if update.at >= oldest]

    def _number(self, update: Update) -> None:
        self._next += self._random.choice((1, 1, 1, 2, 7))
        self._pending[self._next] = replace(update, id=self._next)

    def _let_go(self, person: int, update: Update) -> None:
        if self._held.get(person) is update:
            del self._held[person]
            self._number(update)
            self.changes.tell()
