"""What follows from a letter that did not arrive: whether the address is given up, and what may mend it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.model.letter import Bounce
from core.model.records import Participation
from core.model.undelivered import Undelivered


class Cure(StrEnum):
    """What a proponent can do about somebody whom a letter did not reach."""

    MEND = "mend"
    """Correct the address: a letter goes to the new one."""
    SEND_AGAIN = "send_again"
    """Have the letter sent once more to the same address, once the person knows of it."""


def why_at(bounce: Bounce, *addresses: str) -> Undelivered:
    """Return why a letter to `addresses` (one person's) did not arrive, by a report that may be about another one.

    Who has their mail passed on, or an address that stands for several people, has a right one: that nobody has the
    address, or its domain, behind it says nothing of it.
    """
    blamed = {address.casefold() for address in bounce.recipients if "@" in address}
    is_elsewhere = bool(blamed) and blamed.isdisjoint(address.casefold() for address in addresses)
    return Undelivered.OTHER if is_elsewhere and bounce.why in _OF_AN_ADDRESS else bounce.why


def gives_up(why: Undelivered) -> bool:
    """Whether no other letter is worth sending to an address: a full mailbox or a refused letter say nothing of it."""
    return why not in (Undelivered.FULL, Undelivered.REFUSED)


def is_of_one_letter(why: Undelivered) -> bool:
    """Whether it says nothing of the other letters to somebody: what is taken for spam is one of them."""
    return why is Undelivered.REFUSED


def why_of(item: Participation) -> Undelivered:
    """Return why no letter reaches somebody whose status is `bounced`."""
    return item.undelivered or Undelivered.OTHER


def cures(why: Undelivered) -> tuple[Cure, ...]:
    """Return what may help, the likeliest first; writing again to an address that is wrong helps nobody."""
    return _CURES[why]


_OF_AN_ADDRESS = frozenset({Undelivered.NO_MAILBOX, Undelivered.NO_DOMAIN})

_CURES: Mapping[Undelivered, tuple[Cure, ...]] = {
    Undelivered.NO_MAILBOX: (Cure.MEND,),
    Undelivered.NO_DOMAIN: (Cure.MEND,),
    Undelivered.FULL: (Cure.SEND_AGAIN, Cure.MEND),
    Undelivered.REFUSED: (Cure.SEND_AGAIN, Cure.MEND),
    Undelivered.OTHER: (Cure.MEND, Cure.SEND_AGAIN),
}
