"""How the Bot API says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818 - the name says what happens, as in core
    """An answer that is not ok; `fault_of_caller` tells what no state of the chats can excuse."""

    def __init__(self, code: int, description: str, *, fault_of_caller: bool = False, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.fault_of_caller = fault_of_caller

    def body(self) -> dict[str, Any]:
        told: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**told, "parameters": self.parameters} if self.parameters else told


def broken(reason: str) -> Refused:
    """A call that breaks the schema or a limit: it would be refused whatever the state of the chats."""
    return Refused(400, f"Bad Request: {reason}", fault_of_caller=True)


def not_now(reason: str) -> Refused:
    """A call in good order that the state of the chat does not allow."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    return Refused(403, f"Forbidden: {reason}")


def conflict(reason: str, *, fault_of_caller: bool = False) -> Refused:
    return Refused(409, f"Conflict: {reason}", fault_of_caller=fault_of_caller)


def flooded(retry_after: int) -> Refused:
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
