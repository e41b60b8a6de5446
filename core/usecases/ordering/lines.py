"""Lines that were read as orders, whatever they came through: all of them plain, or nothing is done."""

from __future__ import annotations

from collections.abc import Sequence

from core.model.order import Misread, Order, Verb, Wrong
from core.ports import UnitOfWork
from core.rules.orders import out_of_place
from core.usecases.desk import Desk
from core.usecases.ordering.acts import Doing
from core.usecases.ordering.carrying import carry_out
from core.usecases.ordering.telling import Json, told
from core.usecases.ordering.undoing import confirm, undo


async def carried(desk: Desk, work: UnitOfWork, read: Sequence[Order | Misread], answers: int, doing: Doing) -> Json:
    """Carry out lines that were read, or nothing where not all are plain; return what there is to tell.

    `answers` is the letter of orders that they answer, 0 for none: an undo or a yes is about that one, and stands
    alone.
    """
    misread = [line for line in read if isinstance(line, Misread)]
    orders = [line for line in read if isinstance(line, Order)]
    misread += [Misread(line=line.line, why=Wrong.NOT_ALONE, nearest=line.verb) for line in out_of_place(orders)]
    if misread or not orders:
        return told((), misread, 0, doing.now)
    if orders[0].verb is Verb.UNDO:
        return told(await undo(desk, work, answers, doing), (), 0, doing.now)
    if orders[0].verb is Verb.YES:
        outcomes = await confirm(desk, work, answers, doing)
        return told(outcomes, (), answers if any(item.is_done for item in outcomes) else 0, doing.now)
    came = await carry_out(desk, work, orders, doing)
    return told(came.outcomes, (), came.batch, doing.now)
