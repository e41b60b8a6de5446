"""What cannot be done: one clear line on stderr and exit status 2."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is a polite no, not a fault of ours
    """A reason why a command cannot be carried out; `key` names the words ('commands.settings.wrong')."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
