"""What came of orders, as a message of a chat tells it: the sentences of the letter, and commands to tap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.call.definition import Call
from core.rules.orders import NotDone
from templates.letters.orders import forms, lines_of
from templates.letters.pen import Pen
from templates.words import Words


def ordered_lines(call: Call, words: Words, facts: Mapping[str, Any]) -> list[str]:
    """Return the paragraphs of the message; `facts` are those that `core.usecases.ordering.in_chat` queues."""
    if not facts["is_known"]:
        return [words("orders.chat.unknown")]
    pen = Pen(words, call, facts)
    outcomes = pen.many("outcomes")
    if any(item["why"] == NotDone.NOTHING_TO_ANSWER for item in outcomes):
        return [words("orders.chat.nothing_to_answer")]
    return [*lines_of(pen), *_taps(pen)]


def _taps(pen: Pen) -> list[str]:
    """Return what can be tapped: the undo of what was done, the yes that an order waits for."""
    outcomes, mark = pen.many("outcomes"), f"{pen.facts['batch']}_{pen.facts['mark']}"
    if not pen.facts["batch"]:
        return []
    asks = any(item["asks"] for item in outcomes)
    yes = [pen.words("orders.chat.confirm", yes=f"/{pen.words('orders.chat.yes')}_{mark}")] if asks else []
    undo = pen.words("orders.chat.undo", undo=f"/{forms(pen.words)['undo']}_{mark}")
    return [*yes, *([undo] if any(item["done"] for item in outcomes) else [])]
