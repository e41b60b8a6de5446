"""Forms built once a call: a call never changes, and every screen needs its forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

from core.call.definition import Call
from core.dialogue.forms.form import Form

CALLS = 8
"""Calls whose forms are kept; a service runs one, tests a few."""


class _This:
    """A call as a key: itself, not its contents (which cannot be hashed)."""

    __slots__ = ("call",)

    def __init__(self, call: Call) -> None:
        self.call = call

    def __hash__(self) -> int:
        return id(self.call)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.call is other.call


def once_a_call(build: Callable[[Call], Form]) -> Callable[[Call], Form]:
    """Keep what `build` makes of a call."""

    @lru_cache(maxsize=CALLS)
    def built(key: _This) -> Form:
        return build(key.call)

    @wraps(build)
    def form(call: Call) -> Form:
        return built(_This(call))

    return form
