"""Orders typed in the secretariat's chat, or by one of its people in theirs: the same acts, told in the same chat."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from core.model.order import Misread, Order
from core.model.records import Person
from core.ports import UnitOfWork
from core.rules.orders import NotDone
from core.usecases.desk import Desk
from core.usecases.entering.linking import TELEGRAM
from core.usecases.entering.sign_in import is_secretary
from core.usecases.ordering.acts import Doing
from core.usecases.ordering.letters import ORDERED
from core.usecases.ordering.lines import carried
from core.usecases.ordering.telling import Json, Outcome, told
from core.usecases.speaking import say_in

_MARK_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One line as typed; `batch` and `mark` name the orders that it answers, 0 and '' for none."""

    read: Order | Misread
    batch: int = 0
    mark: str = ""


async def order_in_chat(
    desk: Desk, work: UnitOfWork, chat_id: int, user_id: int | None, typed: Typed, *, key: str, language: str
) -> None:
    """Carry out what somebody typed whose own chat is linked to an address of the secretariat's; tell it in this chat.

    In a group everybody's taps look alike: what answers an order bears a mark of whose it was, and counts from nobody
    else.
    """
    now, by = desk.clock.now(), await _secretary(desk, work, user_id)
    facts: Json = {"is_known": by is not None}
    if by is not None:
        facts = {
            **facts,
            **await _came(desk, work, typed, Doing(by=by, now=now, channel=TELEGRAM)),
            "mark": mark_of(by),
        }
    await say_in(desk, work, chat_id, ORDERED, facts, now, key=key, language=language)


def mark_of(person: Person) -> str:
    """Return the short mark of whose order it was."""
    return hashlib.sha256(person.id.encode()).hexdigest()[:_MARK_LENGTH]


async def _came(desk: Desk, work: UnitOfWork, typed: Typed, doing: Doing) -> Json:
    if typed.batch and typed.mark != mark_of(doing.by) and isinstance(typed.read, Order):
        return told([Outcome(verb=typed.read.verb, why=NotDone.NOT_YOURS)], (), 0, doing.now)
    return await carried(desk, work, [typed.read], typed.batch, doing)


async def _secretary(desk: Desk, work: UnitOfWork, user_id: int | None) -> Person | None:
    """Return who of the secretariat a user is: the chat of one person with the bot bears that person's number."""
    chat = await work.chats.get(user_id) if user_id is not None else None
    person = await work.people.get(chat.person_id) if chat is not None and chat.person_id else None
    return person if person is not None and is_secretary(desk, person) else None
