"""Answering taps."""

from __future__ import annotations

from tests.telegram.fake.chats import Json
from tests.telegram.fake.schema.refusals import broken, not_now
from tests.telegram.fake.world import World

LIFE = 150.0
"""Seconds that a tap waits for its answer."""
LONGEST_TOAST = 200


def answer_callback_query(world: World, values: Json) -> bool:
    if len(values.get("text", "")) > LONGEST_TOAST:
        raise broken("MESSAGE_TOO_LONG")
    query = world.queries.get(values["callback_query_id"])
    if query is None or query.answered or world.clock.now() - query.at > LIFE:
        raise not_now("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    query.toast, query.alert = values.get("text") or None, values.get("show_alert", False)
    query.message.chat.changes.tell()
    return True
