"""What somebody does who is asked to take part, by their temper and by how often they were asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from convoca.rehearsal.acting.acts import Post
from convoca.rehearsal.acting.forms import profile_of
from convoca.rehearsal.acting.timing import awake, on_grid
from convoca.rehearsal.people.cast import Someone, dice
from convoca.rehearsal.people.temper import Temper
from convoca.rehearsal.staging.keys import KEY
from core.call.definition import Call
from core.model.letter import Bounce, Decision, LetterKind, Reading
from core.model.token import BOUNCE, REPLY, derive, local_part

MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
SAYS_YES_AT = {Temper.AT_ONCE: 1, Temper.AFTER_FIRST: 2, Temper.AFTER_SECOND: 3, Temper.FULL_MAILBOX: 2}
"""At the how-manieth letter."""
MAILER = "mailer-daemon@personas.example"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a list, and how many times it was asked for anew: what an answer's address stands for."""

    participation: str
    generation: int


def answers_to(
    call: Call, someone: Someone, place: Place, asked_at: datetime, times: int, *, seed: int
) -> Iterator[tuple[datetime, Post]]:
    """Return what comes of being asked, each with when; `times` counts how often somebody was, about this place."""
    chance = dice(seed, someone.address, asked_at, times)
    said = awake(asked_at + min(chance.expovariate(1 / 14), 60) * HOUR + MINUTES, someone.zone, chance)
    profile = profile_of(call, someone)
    match someone.temper, times:
        case Temper.DECLINES, 1:
            yield said, _reply(someone, place, times, Decision.DECLINE)
        case ((Temper.INCOMPLETE | Temper.OWES), 1):
            yield said, _reply(someone, place, times, Decision.ACCEPT)
        case Temper.INCOMPLETE, 2:
            yield said, _reply(someone, place, times, Decision.UNCLEAR, profile)
        case Temper.AWAY, 1:
            yield on_grid(asked_at), _reply(someone, place, times, None, kind=LetterKind.AUTO_REPLY)
            back = awake(asked_at + chance.uniform(2, 6) * DAY, someone.zone, chance)
            yield back, _reply(someone, place, times + 1, Decision.ACCEPT, profile)
        case Temper.STOPS, 1:
            yield said, _reply(someone, place, times, Decision.UNCLEAR, stop=True)
        case ((Temper.NO_MAILBOX | Temper.MISTYPED), _):
            yield on_grid(asked_at + MINUTES), _report(someone, place, times, permanent=True)
        case Temper.FULL_MAILBOX, 1:
            yield on_grid(asked_at + MINUTES), _report(someone, place, times, permanent=False)
        case temper, _ if SAYS_YES_AT.get(temper) == times:
            yield said, _reply(someone, place, times, Decision.ACCEPT, profile)


def _reply(
    someone: Someone,
    place: Place,
    times: int,
    decision: Decision | None,
    fields: Mapping[str, str] | None = None,
    *,
    kind: LetterKind = LetterKind.REPLY,
    stop: bool = False,
) -> Post:
    reading = Reading(
        kind=kind,
        decision=decision,
        fields=fields or {},
        sender=someone.address,
        message_id=f"<{_key(someone, place, times)}@{someone.address.partition('@')[2]}>",
        language=someone.language if decision is not None else None,
        stop=stop,
    )
    return Post(
        about=place.participation,
        key=_key(someone, place, times),
        to=_our_address(place, REPLY),
        reading=reading,
        mail_from=someone.address,
    )


def _report(someone: Someone, place: Place, times: int, *, permanent: bool) -> Post:
    status = "5.1.1" if permanent else "4.2.2"
    bounce = Bounce(recipients=(someone.address,), status=status, permanent=permanent)
    reading = Reading(kind=LetterKind.BOUNCE, bounce=bounce, sender=MAILER)
    return Post(
        about=place.participation,
        key=f"{_key(someone, place, times)}:report",
        to=_our_address(place, BOUNCE),
        reading=reading,
    )


def _our_address(place: Place, purpose: str) -> str:
    return local_part(purpose, derive(KEY, purpose, place.participation, place.generation))


def _key(someone: Someone, place: Place, times: int) -> str:
    return f"answer:{someone.address}:{place.participation}:{times}"
