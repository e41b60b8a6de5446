"""Who stands where on lists, from what proponents did and people were told: who must hear of it, and who must not.

A place that changes hands is asked about at its new address and no longer at the old; who leaves a list hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from convoca.rehearsal.judging.known import Known
from convoca.rehearsal.judging.verdict import Broken
from convoca.rehearsal.log import Log, Told, reminded_of

INVITING = frozenset({"invitation", "invitation_changed"})
REMOVED, WITHDRAWN = "removed", "withdrawn_participant"
"""Letters to who was asked and no longer is: one was taken off, or all of it was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somebody's place on a list, as far as letters told of it."""

    participation: str
    proposal: str
    address: str
    is_out: bool = False
    """They said no, or letters do not reach them: who leaves the list then is not told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A letter that somebody must get."""

    guarantee: str
    kinds: frozenset[str]
    address: str
    proposal: str
    at: datetime


@dataclass(slots=True)
class Places:
    """All places that anybody was asked about."""

    all: dict[str, Place] = field(default_factory=dict)
    """By participation."""
    gone: set[str] = field(default_factory=set)
    """Those that nobody stands at any more."""
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    """(participation, address) -> the place in the log at which somebody left it."""
    awaited: list[Awaited] = field(default_factory=list)

    def asked(self, told: Told, participation: str) -> None:
        """Somebody was asked."""
        self.all[participation] = Place(
            participation=participation, proposal=told.proposal_id or "", address=told.address
        )

    def drops_out(self, participation: str) -> None:
        """Somebody said no, or is not reached."""
        self.all[participation] = replace(self.all[participation], is_out=True)

    def comes_back(self, participation: str) -> None:
        """Somebody says yes after all."""
        self.all[participation] = replace(self.all[participation], is_out=False)

    def of_proposal(self, proposal: str) -> list[str]:
        """Return the places on a list that are still there."""
        return [key for key, item in self.all.items() if item.proposal == proposal and key not in self.gone]

    def moves(self, participation: str, address: str, place: int, at: datetime) -> None:
        """A place is given another address."""
        was = self.all[participation]
        self.left[participation, was.address] = place
        self.all[participation] = replace(was, address=address, is_out=True)
        self.awaits(address, was.proposal, at)

    def awaits(self, address: str, proposal: str, at: datetime) -> None:
        """Somebody is to be asked there."""
        self._expects("uninvited", INVITING, address, proposal, at)

    def ends(self, participation: str, letter: str, place: int, at: datetime) -> None:
        """Nobody stands there any more."""
        item = self.all[participation]
        self.gone.add(participation)
        self.left[participation, item.address] = place
        if not item.is_out:
            self._expects("untold", frozenset({letter}), item.address, item.proposal, at)

    def broken(self, log: Log, known: Known, slack: timedelta) -> Iterator[Broken]:
        """Yield the letters that are missing, and those about a place that somebody had left."""
        for item in self.awaited:
            excused = known.is_muted(item.address, item.at) or item.at + slack >= log.ends
            if not excused and not any(_is(told, item, slack) for told in log.told):
                yield Broken(guarantee=item.guarantee, kind=min(item.kinds), address=item.address, at=item.at)
        for place, told in enumerate(log.happened):
            if isinstance(told, Told) and any(self._had_left(told, key, place) for key in _about(told)):
                yield Broken(guarantee="old_place", kind=told.kind, address=told.address, at=told.at)

    def _expects(self, guarantee: str, kinds: frozenset[str], address: str, proposal: str, at: datetime) -> None:
        self.awaited.append(Awaited(guarantee=guarantee, kinds=kinds, address=address, proposal=proposal, at=at))

    def _had_left(self, told: Told, participation: str, place: int) -> bool:
        return self.left.get((participation, told.address), place) < place


def _is(told: Told, item: Awaited, slack: timedelta) -> bool:
    is_theirs = told.address == item.address and told.proposal_id == item.proposal
    return is_theirs and told.kind in item.kinds and item.at <= told.queued_at <= item.at + slack


def _about(told: Told) -> Iterator[str]:
    """Yield the places on lists that a notice asks about."""
    if told.kind in INVITING and told.participation_id:
        yield told.participation_id
    yield from (item.subject for item in reminded_of(told))
