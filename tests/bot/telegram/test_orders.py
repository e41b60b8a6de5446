"""Commands as orders."""

from __future__ import annotations

import pytest

from bot.telegram.heard import Commanded
from bot.telegram.orders import order_of
from core.model.order import Misread, Order, Verb, Wrong
from core.usecases.ordering.in_chat import Typed


def read(name: str, argument: str = "") -> Typed | None:
    return order_of(Commanded(name, argument, "", f"/{name} {argument}".strip()))


def test_a_command_that_is_a_verb_is_an_order() -> None:
    assert read("Retener", "7, 8") == Typed(read=Order(verb=Verb.HOLD, line="Retener 7, 8", numbers=(7, 8)))
    assert read("hold", "seven") == Typed(read=Misread(line="hold seven", why=Wrong.NUMBERS, nearest=Verb.HOLD))
    assert read("undo_12_1a2b3c") == Typed(read=Order(verb=Verb.UNDO, line="undo"), batch=12, mark="1a2b3c")


@pytest.mark.parametrize("name", ["retner", "start", "resumen", "_", "holds"])
def test_what_is_only_like_a_verb_is_none(name: str) -> None:
    assert read(name, "7") is None


@pytest.mark.parametrize("name", ["hold_12_1a2b3c", "undo_12", "undo_0_1a2b3c", "undo_12_1a2b3c_9", "yes_12_XYZ"])
def test_what_answers_no_order_of_ours_is_asked_back(name: str) -> None:
    typed = read(name)
    assert typed is not None
    assert isinstance(typed.read, Misread)
    assert typed.batch == 0
