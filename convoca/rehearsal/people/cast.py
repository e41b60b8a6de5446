"""The people of a rehearsal, from its seed: who proposes, whom they name, who evaluates."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from convoca.rehearsal.people.names import COUNTRIES, FIRST, LAST, ORGANISATIONS, QUESTIONS, SUBJECTS
from convoca.rehearsal.people.temper import (
    FATES,
    PACES,
    TEMPERS,
    WISHES,
    ZEALS,
    Fate,
    Pace,
    Temper,
    Zeal,
)
from core.call.definition import Call
from core.model.matter import Wants

PEOPLE_EACH = 6
"""Names on a list, where the session type asks for no more."""
SPARE = 2
"""People at hand for each proposal, should others drop out."""
SHARED = 0.013
"""The part of the places on lists that somebody has who is on another list, too."""
SECRETARIAT = "secretaria@foro.example"
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """Somebody invented. `zone` is where they really are; `chat` their chat with the bot, None without one."""

    address: str
    name: str
    language: str
    country: str
    zone: str
    organisation: str
    chat: int | None = None
    temper: Temper = Temper.AT_ONCE
    pace: Pace = Pace.STEADY
    zeal: Zeal = Zeal.EARLY
    leaves_chat: bool = False
    wants: Wants = Wants.ALL
    """Which reminders they will ask for."""
    right: str | None = None
    """Their own address, where the one above has a slip in it."""

    def as_they_are(self) -> Someone:
        """Return somebody whose address was mistyped as who reads at their own."""
        return replace(self, address=self.right, right=None, temper=Temper.AT_ONCE) if self.right else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A proposal that somebody will make: its form, and (person, roles) of its list."""

    number: int
    proponent: Someone
    session_type: str
    modality: str
    title: str
    people: tuple[tuple[Someone, tuple[str, ...]], ...]
    spare: tuple[Someone, ...] = ()
    """Who can be put in somebody's place."""
    fate: Fate = Fate.STAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody."""

    proposals: tuple[Planned, ...]
    evaluators: tuple[Someone, ...]

    def invited(self) -> Collection[str]:
        """Return the addresses of everybody on a list."""
        return {person.address for item in self.proposals for person, _ in item.people}

    def by_address(self) -> Mapping[str, Someone]:
        """Return everybody by address."""
        people = [
            one for proposal in self.proposals for one in (proposal.proponent, *dict(proposal.people), *proposal.spare)
        ]
        everybody = (*people, *(one.as_they_are() for one in people), *self.evaluators)
        return {one.address: one for one in everybody}


def dice(*what: object) -> random.Random:
    """Return a source of chance that follows from these values alone."""
    return random.Random(":".join(map(str, what)))  # noqa: S311 - a rehearsal repeats itself; nothing secret hangs on it


def cast_for(call: Call, *, proposals: int, seed: int, shared: float = SHARED) -> Cast:
    """Return the people of a rehearsal of so many proposals; the same seed gives the same people.

    The larger the part `shared` (0 to 1), the fewer people are on many lists.
    """
    chance = dice(seed, "cast")
    invited = [_invited(chance, f"p{number}") for number in range(1, proposals * (PEOPLE_EACH + 1) + 1)]
    pool = iter(invited)
    planned: list[Planned] = []
    for number in range(1, proposals + 1):
        proponent = _proponent(chance, number)
        planned.append(_planned(call, chance, number, proponent, pool, planned, shared))
    count = max(4, min(40, round(proposals * 3 / 20)))
    return Cast(
        proposals=tuple(planned),
        evaluators=tuple(_evaluator(chance, number) for number in range(1, count + 1)),
    )


def _planned(
    call: Call,
    chance: random.Random,
    number: int,
    proponent: Someone,
    pool: Iterator[Someone],
    others: list[Planned],
    shared: float,
) -> Planned:
    kind = chance.choice(call.session_types)
    modality = chance.choice(kind.modalities or tuple(item.key for item in call.modalities))
    roles = list(_roles(call, kind.minima, kind.minima_by_modality.get(modality, {}), kind.maxima))
    people: dict[Someone, tuple[str, ...]] = {}
    for role in roles:
        known = chance.choice(chance.choice(others).people)[0] if others and chance.random() < shared else None
        people[next(pool) if known is None or known in people else known] = (role,)
    language = proponent.language
    title = f"{chance.choice(SUBJECTS[language])}: {chance.choice(QUESTIONS[language])}"
    return Planned(
        number=number,
        proponent=proponent,
        session_type=kind.key,
        modality=modality,
        title=title,
        people=tuple(people.items()),
        spare=tuple(_invited(chance, f"s{number}-{place}") for place in range(1, SPARE + 1)),
        fate=_drawn(chance, FATES),
    )


def _roles(call: Call, minima: Mapping[str, int], more: Mapping[str, int], maxima: Mapping[str, int]) -> Iterator[str]:
    """Return the roles of a list: those that the type asks for, and speakers up to its usual length."""
    wanted = {role: max(minima.get(role, 0), more.get(role, 0)) for role in {**minima, **more}}
    missing = PEOPLE_EACH - sum(wanted.values())
    room = maxima.get(call.speaker_role, PEOPLE_EACH) - wanted.get(call.speaker_role, 0)
    wanted[call.speaker_role] = wanted.get(call.speaker_role, 0) + max(0, min(missing, room))
    for role, count in sorted(wanted.items()):
        yield from [role] * count


def _someone(chance: random.Random, mark: str, domain: str) -> Someone:
    country = chance.choices(list(COUNTRIES), [weight for _, _, weight in COUNTRIES.values()])[0]
    language, zone, _ = COUNTRIES[country]
    return Someone(
        address=f"{mark}@{domain}.example",
        name=f"{chance.choice(FIRST[language])} {chance.choice(LAST[language])}",
        language=language,
        country=country,
        zone=zone,
        organisation=f"{chance.choice(ORGANISATIONS[language])} {mark[1:]}",
        temper=_drawn(chance, TEMPERS),
        wants=_drawn(chance, WISHES),
    )


def _invited(chance: random.Random, mark: str) -> Someone:
    known = _someone(chance, mark, "personas")
    if known.temper is not Temper.MISTYPED:
        return known
    return replace(known, address=f"{mark}@persona.example", right=known.address)


def _proponent(chance: random.Random, number: int) -> Someone:
    known = _someone(chance, f"a{number}", "proponentes")
    has_chat = chance.random() < 0.5
    return replace(
        known,
        chat=10_000 + number if has_chat else None,
        pace=_drawn(chance, PACES),
        zeal=_drawn(chance, ZEALS),
        leaves_chat=has_chat and chance.random() < 0.05,
    )


def _evaluator(chance: random.Random, number: int) -> Someone:
    known = _someone(chance, f"e{number}", "evaluacion")
    return replace(known, chat=90_000 + number if chance.random() < 0.3 else None, zeal=_drawn(chance, ZEALS))


def _drawn(chance: random.Random, weights: Mapping[_Kind, int]) -> _Kind:
    return chance.choices(list(weights), list(weights.values()))[0]
