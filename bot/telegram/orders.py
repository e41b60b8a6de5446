"""Orders as commands: '/hold 7', '/nota 12 …', and '/undo_3_1a2b3c', which answers what we told of an order."""

from __future__ import annotations

import re

from bot.telegram.heard import Commanded
from core.dialogue.reading.orders import read_order, verb_of
from core.model.order import Misread, Verb, Wrong
from core.usecases.ordering.in_chat import Typed

_ANSWERED = re.compile(r"(?P<batch>[1-9][0-9]{0,5})_(?P<mark>[0-9a-f]{6})")


def order_of(command: Commanded) -> Typed | None:
    """Return what a command orders; None for one whose name is no verb of ours."""
    word, _, rest = command.name.partition("_")
    verb = verb_of(word)
    if verb is None:
        return None
    read = read_order(f"{word} {command.argument}".strip())
    if not rest:
        return Typed(read=read)
    answered = _ANSWERED.fullmatch(rest)
    if answered is None or verb not in (Verb.UNDO, Verb.YES):
        return Typed(read=Misread(line=command.text, why=Wrong.UNKNOWN, nearest=verb))
    return Typed(read=read, batch=int(answered["batch"]), mark=answered["mark"])
