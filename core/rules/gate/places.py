"""The places that people fill: each person one, or one in each of several roles that combine (R12, Z08).

Where nobody could fill two places at once this is a matching, found role by role with augmenting paths; else every
way of placing people is followed, of which `call check` keeps the number small (`core.call.reading.parts`).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from core.model.proposal import Participant

Held = tuple[str, ...]
"""The roles of one person that have places, in the order of the places."""
State = tuple[int, ...]
"""Places filled of each role, in the same order."""


def filled_places(
    people: Iterable[Participant], places: Mapping[str, int], combinable: Sequence[frozenset[str]]
) -> Mapping[str, int]:
    """Return how many places of each role are filled when as many as possible are.

    Of several best ways the one that fills earlier roles counts, so that the answer does not depend on the order of
    the people. `combinable` are pairs; a person takes on several roles where every two of them combine.
    """
    wanted = {role: number for role, number in places.items() if number > 0}
    held = [tuple(role for role in wanted if role in person.roles) for person in people]
    if any(set(pair) <= set(mine) for pair in combinable for mine in held):
        return _combined(wanted, held, combinable)
    return _matched(wanted, held)


def _matched(wanted: Mapping[str, int], held: Sequence[Held]) -> Mapping[str, int]:
    """Fill the roles in order, as far as each goes: a place that is filled stays filled, whoever sits there."""
    if all(len(mine) < 2 for mine in held):
        return {role: min(number, held.count((role,))) for role, number in wanted.items()}
    filled = dict.fromkeys(wanted, 0)
    seats: list[str | None] = [None] * len(held)
    holders = {role: [place for place, mine in enumerate(held) if role in mine] for role in wanted}
    for role, number in wanted.items():
        while filled[role] < number and _seat_one_more(role, holders, seats):
            filled[role] += 1
    return filled


def _seat_one_more(role: str, holders: Mapping[str, Sequence[int]], seats: list[str | None]) -> bool:
    """Seat somebody in a role, if need be by moving others on to roles that they hold too; False where nobody can."""
    taken_from: dict[str, tuple[str, int]] = {}
    """role -> (the role that takes somebody from it, whom)"""
    waiting = deque([role])
    while waiting:
        takes = waiting.popleft()
        for person in holders[takes]:
            seat = seats[person]
            if seat is None:
                seats[person] = takes
                while takes != role:
                    takes, person = taken_from[takes]
                    seats[person] = takes
                return True
            if seat != role and seat not in taken_from:
                taken_from[seat] = (takes, person)
                waiting.append(seat)
    return False


def _combined(
    wanted: Mapping[str, int], held: Sequence[Held], combinable: Sequence[frozenset[str]]
) -> Mapping[str, int]:
    """Follow every way of placing people; those who hold the same roles are alike."""
    most = tuple(min(number, sum(role in mine for mine in held)) for role, number in wanted.items())
    reached = {tuple(0 for _ in wanted)}
    alike = sorted(Counter(filter(None, held)).items(), key=lambda item: len(item[0]))
    for mine, people in alike:
        choices = [tuple(int(role in chosen) for role in wanted) for chosen in _choices(mine, combinable)]
        for _ in range(people):
            before, reached = reached, {_seated(state, most, choice) for state in reached for choice in choices}
            if most in reached:
                return dict(zip(wanted, most, strict=True))
            if reached == before:
                break
    best = max(reached, key=lambda state: (sum(state), state))
    return dict(zip(wanted, best, strict=True))


def _choices(held: Held, combinable: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return the largest sets of roles that one holder may fill together."""
    found: list[frozenset[str]] = []
    for size in range(len(held), 0, -1):
        for chosen in map(frozenset, combinations(held, size)):
            together = all(frozenset(pair) in combinable for pair in combinations(chosen, 2))
            if together and not any(chosen <= larger for larger in found):
                found.append(chosen)
    return found


def _seated(state: State, most: State, choice: State) -> State:
    return tuple(min(number + more, limit) for number, more, limit in zip(state, choice, most, strict=True))
