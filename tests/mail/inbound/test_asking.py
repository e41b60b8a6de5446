"""Many who ask at the same time are asked about together, and each hears what is true of theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from mail.inbound.asking import AT_MOST_TOGETHER, Together


class Register:
    """Knows some names, and answers its first question only when it is let."""

    def __init__(self, *known: str) -> None:
        self.known = set(known)
        self.asked: list[set[str]] = []
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()
        self.failure: Exception | None = None

    async def __call__(self, names: Collection[str]) -> Collection[str]:
        self.asked.append(set(names))
        self.reached.set()
        await self.go_on.wait()
        if self.failure:
            raise self.failure
        return self.known & set(names)


def asking(together: Together, *names: str) -> list[asyncio.Task[bool]]:
    return [asyncio.create_task(together.is_there(name)) for name in names]


async def test_what_is_asked_during_a_question_is_asked_together_after_it() -> None:
    register = Register("ana", "bea")
    together = Together(register)
    first = asking(together, "ana")
    await register.reached.wait()
    others = asking(together, "bea", "nobody", "bea")
    await asyncio.sleep(0)
    register.go_on.set()
    assert await asyncio.gather(*first, *others) == [True, True, False, True]
    assert register.asked == [{"ana"}, {"bea", "nobody"}]


async def test_no_answer_is_kept_for_the_next_question() -> None:
    register = Register("ana")
    register.go_on.set()
    together = Together(register)
    assert await together.is_there("ana")
    register.known.clear()
    assert not await together.is_there("ana")


async def test_a_question_is_of_so_many_at_most() -> None:
    names = [str(number) for number in range(AT_MOST_TOGETHER + 1)]
    register = Register(*names)
    register.go_on.set()
    assert all(await asyncio.gather(*asking(Together(register), *names)))
    assert [len(asked) for asked in register.asked] == [AT_MOST_TOGETHER, 1]


async def test_a_failure_is_told_to_each_who_asked_and_the_next_question_is_asked_again() -> None:
    register = Register("ana")
    register.go_on.set()
    register.failure = OSError("disk")
    together = Together(register)
    told = await asyncio.gather(*asking(together, "ana", "bea"), return_exceptions=True)
    assert told == [register.failure] * 2
    register.failure = None
    assert await together.is_there("ana")


async def test_who_asked_and_went_away_keeps_nobody_waiting() -> None:
    register = Register("ana", "bea")
    together = Together(register)
    gone, stays = asking(together, "ana", "bea")
    await register.reached.wait()
    gone.cancel()
    await asyncio.sleep(0)
    register.go_on.set()
    assert await stays
    with pytest.raises(asyncio.CancelledError):
        await gone
