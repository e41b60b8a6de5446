"""Orders of the secretariat: whose letter is heard, what may be done of it, and until when it can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from core.model.letter import Dmarc, Reading
from core.model.order import GivenOrder, Misread, Order, OrderState, Verb
from core.model.records import Person, ProposalRecord, ProposalState

UNDO_LIFE = timedelta(days=7)
"""How long an order can be undone, and one that was asked about be confirmed."""
ADDRESS_LIFE = timedelta(days=30)
"""How long a digest, or what we told of orders, can be answered with orders: each has an address of its own, and one
that lies in old letters for a year is of no use to whom it belongs to."""
TAKE_BACK = timedelta(minutes=10)
"""How long letters that were ordered wait before they leave, so that they can be taken back."""

MOST_ANSWERED = 60
"""Letters to a secretary in a day after which one that did nothing is answered no more. Whoever orders all day must
hear of the one line that was not done; two machines that answer each other end here."""


ANSWERS = frozenset({Verb.UNDO, Verb.YES})
"""What only answers a letter about orders: each stands alone in its letter, and does its work once anyway."""


class NotHeard(StrEnum):
    """Why a letter to a secretary's own address for orders is not heard; the first that holds is told."""

    FORMER = "former"
    """Whose address it is is not of the secretariat any more."""
    NOT_CHECKED = "not_checked"
    """No mail server of ours says here whether a sender is real: orders by mail are off."""
    OTHER_SENDER = "other_sender"
    DMARC = "dmarc"


class NotDone(StrEnum):
    """Why one order is not carried out."""

    NO_SUCH = "no_such"
    WITHDRAWN = "withdrawn"
    HELD_ALREADY = "held_already"
    NOT_HELD = "not_held"
    ON_HOLD = "on_hold"
    """Nobody is reminded of a proposal that is held."""
    NOBODY_SILENT = "nobody_silent"
    NOBODY_REMINDED = "nobody_reminded"
    """There are people who have not answered, but none of them may be written to now."""
    CLOSED = "closed"
    """The event, or whatever else comes after, leaves nothing to extend."""
    NOTHING_TO_ANSWER = "nothing_to_answer"
    """A yes or an undo that answers no letter about an order of theirs."""
    NOT_YOURS = "not_yours"
    """An undo or a yes that answers somebody else's order."""
    TOO_LATE = "too_late"
    DONE_ALREADY = "done_already"
    UNDONE_ALREADY = "undone_already"
    CHANGED_SINCE = "changed_since"
    """What was ordered is no more as the order left it: undoing it would undo somebody else's act."""


def why_not_heard(
    owner: Person, reading: Reading, *, secretariat: Collection[str], checks_senders: bool
) -> NotHeard | None:
    """Return why a letter to `owner`'s address for orders does nothing; None where it is plainly theirs.

    Only a 'pass' of DMARC counts: who orders must be known beyond doubt, unlike who answers an invitation (ADR 0018).
    """
    address = owner.address.casefold()
    return next(
        (
            why
            for why, holds in (
                (NotHeard.FORMER, address not in {known.casefold() for known in secretariat}),
                (NotHeard.OTHER_SENDER, (reading.sender or "").casefold() != address),
                (NotHeard.NOT_CHECKED, not checks_senders),
                (NotHeard.DMARC, reading.dmarc is not Dmarc.PASS),
            )
            if holds
        ),
        None,
    )


def wish_of(read: Sequence[Order | Misread]) -> str | None:
    """Return what a letter's lines wish, the same however they are written; None where nothing is done twice by it.

    The same wish in answer to the same letter is that letter come again, whatever Message-ID it bears: programs send
    anew, people forward, lists write headers of their own. A second wish answers the letter that tells of the first.
    """
    orders = [line for line in read if isinstance(line, Order)]
    if not orders or len(orders) < len(read) or any(order.verb in ANSWERS for order in orders):
        return None
    return "\n".join(
        f"{order.verb} {order.days or 0} {sorted(order.numbers)} {' '.join(order.text.split()).casefold()}"
        for order in orders
    )


def out_of_place(orders: Sequence[Order]) -> Sequence[Order]:
    """Return the orders of one letter that can't stand in it beside the others.

    An undo or a yes among any; and more than one that would be asked about, for a bare yes could mean either.
    """
    answers = [order for order in orders if order.verb in ANSWERS]
    asked = [order for order in orders if must_be_confirmed(order.verb, order.numbers)]
    return [*(answers if len(orders) > 1 else ()), *(asked if len(asked) > 1 else ())]


def why_not_done(verb: Verb, record: ProposalRecord | None) -> NotDone | None:
    """Return why an order about one proposal can't be carried out, as far as its record tells."""
    if record is None:
        return NotDone.NO_SUCH
    if record.state is ProposalState.WITHDRAWN and verb is not Verb.NOTE:
        return NotDone.WITHDRAWN
    is_held = record.held_at is not None
    against = {
        Verb.HOLD: NotDone.HELD_ALREADY if is_held else None,
        Verb.RELEASE: None if is_held else NotDone.NOT_HELD,
        Verb.REMIND: NotDone.ON_HOLD if is_held else None,
    }
    return against.get(verb)


def why_not_undone(order: GivenOrder, now: datetime) -> NotDone | None:
    """Return why an order can't be undone, as far as its age and state tell; one that waits for a yes can."""
    if order.state is OrderState.UNDONE:
        return NotDone.UNDONE_ALREADY
    return NotDone.TOO_LATE if now > order.given_at + UNDO_LIFE else None


def why_not_confirmed(order: GivenOrder, now: datetime) -> NotDone | None:
    """Return why a yes does not carry out what was asked about."""
    against = {OrderState.DONE: NotDone.DONE_ALREADY, OrderState.UNDONE: NotDone.UNDONE_ALREADY}
    return against.get(order.state) or (NotDone.TOO_LATE if now > order.given_at + UNDO_LIFE else None)


def must_be_confirmed(verb: Verb, numbers: Collection[int]) -> bool:
    """Whether an order is asked about before anything is done: one that moves a date of the whole call."""
    return verb is Verb.EXTEND and not numbers
