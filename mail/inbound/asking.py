"""Asking about the recipients of one moment together: a look into the store costs much more than one more row of it.

Nobody waits for company: a question that finds nobody asking is asked at once, and whatever comes while it is being
answered is asked next, together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from itertools import islice

AT_MOST_TOGETHER = 64

Asks = Callable[[Collection[str]], Awaitable[Collection[str]]]
"""Which of these there are."""


class Together:
    """Answers whether there is such a thing, for many who ask one at a time."""

    def __init__(self, ask: Asks) -> None:
        self._ask = ask
        # Who asks waits for the answer, so there are never more than connections are let in.
        self._waiting: dict[asyncio.Future[bool], str] = {}
        self._asking: asyncio.Task[None] | None = None

    async def is_there(self, name: str) -> bool:
        """Return whether there is such a one; raises what kept it from being known, to all who asked with it."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[answer] = name
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask_all(), name="asking")
        return await answer

    async def _ask_all(self) -> None:
        try:
            while self._waiting:
                answers = tuple(islice(self._waiting, AT_MOST_TOGETHER))
                names = [self._waiting.pop(answer) for answer in answers]
                _tell(answers, await self._found(names))
        finally:
            self._asking = None

    async def _found(self, names: Sequence[str]) -> Sequence[bool] | Exception:
        try:
            found = await self._ask(set(names))
        except Exception as failure:  # noqa: BLE001 - whatever it was, each who asked must hear of it
            return failure
        return [name in found for name in names]


def _tell(answers: Sequence[asyncio.Future[bool]], told: Sequence[bool] | Exception) -> None:
    for index, answer in enumerate(answers):
        if answer.done():  # who asked has hung up
            continue
        if isinstance(told, Exception):
            answer.set_exception(told)
        else:
            answer.set_result(told[index])
