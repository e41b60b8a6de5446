"""Kinds of notices that remind: by letter, and as news in a chat."""

from __future__ import annotations

REMINDER = "reminder"
"""All that is due to one person, whichever kinds; as a letter or as news in the chat."""
INVITATION_REMINDER = "invitation_reminder"
"""The letter about one invitation, which an answer to it answers."""
DRAFT_REMINDER = "draft_reminder"
"""The letter about one draft, with what it lacks."""

NEWS = "news"
"""The letter with news for somebody whose chats are all closed."""

REMINDERS = frozenset({REMINDER, INVITATION_REMINDER, DRAFT_REMINDER})
"""They wait for nobody's sleep and hold no other letter up: what comes after them may leave before them."""
BY_DAY = REMINDERS | {NEWS}
"""Letters that nobody waits for: they leave in nobody's quiet hours."""
