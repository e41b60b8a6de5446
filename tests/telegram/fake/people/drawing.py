"""A message as text, the way a person sees it."""

from __future__ import annotations

from tests.telegram.fake.chats import Message


def drawn(message: Message) -> str:
    """Return who says it, what, and the rows of buttons in brackets."""
    who = "bot" if message.by_bot else message.sender["first_name"]
    shown = [_attached(message), message.text]
    lines = [f"{who}: " + " ".join(part for part in shown if part)]
    lines += [" ".join(f"[{button['text']}]" for button in row) for row in message.rows]
    return "\n".join(lines)


def _attached(message: Message) -> str:
    if "document" in message.media:
        return f"<{message.media['document']['file_name']}>"
    return " ".join(f"<{kind}>" for kind in message.media)
