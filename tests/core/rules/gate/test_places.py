"""People in places, against every way of placing them; and many roles, which nobody could try one by one."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.gate.places import filled_places
from tests.core.rules.gate.proposals import somebody

ROLES = ("speaker", "moderator", "rapporteur", "host")
PAIRS = [frozenset(pair) for pair in combinations(ROLES, 2)]
TEAMS = st.lists(st.sets(st.sampled_from(ROLES)), max_size=5)
PLACES = st.permutations(ROLES).flatmap(
    lambda roles: st.fixed_dictionaries({role: st.integers(0, 3) for role in roles})
)


@given(people=TEAMS, places=PLACES, combinable=st.just([]) | st.lists(st.sampled_from(PAIRS), unique=True))
@settings(max_examples=300, deadline=None)
def test_most_places_are_filled_and_of_the_best_ways_the_one_of_earlier_roles_counts(
    people: list[set[str]], places: dict[str, int], combinable: list[frozenset[str]]
) -> None:
    placed = [somebody(f"p{place}", *sorted(roles)) for place, roles in enumerate(people)]
    filled = filled_places(placed, places, combinable)
    assert filled == _best(people, places, combinable)
    assert filled == filled_places(placed[::-1], places, combinable)


def _best(people: list[set[str]], places: dict[str, int], combinable: list[frozenset[str]]) -> dict[str, int]:
    """Try every set of tasks that each person could take on."""
    wanted = {role: number for role, number in places.items() if number}
    tasks = [
        [
            chosen
            for size in range(len(roles) + 1)
            for chosen in combinations(sorted(roles), size)
            if all(frozenset(pair) in combinable for pair in combinations(chosen, 2))
        ]
        for roles in (held & wanted.keys() for held in people)
    ]
    ways = (
        [min(number, sum(role in chosen for chosen in way)) for role, number in wanted.items()]
        for way in product(*tasks)
    )
    return dict(zip(wanted, max(ways, key=lambda way: (sum(way), way)), strict=True))


def test_many_people_with_very_many_roles_are_placed_without_trying_every_way() -> None:
    """Here every way of giving each person one of their roles would be sixty to the power of forty."""
    roles = [f"r{number}" for number in range(60)]
    people = [somebody(f"p{number}", *roles) for number in range(40)]
    filled = filled_places(people, dict.fromkeys(roles, 1), ())
    assert list(filled.values()) == [1] * 40 + [0] * 20


def test_people_move_along_a_chain_of_roles_until_all_are_seated() -> None:
    """Whoever came first sits where only the last can: all but one have to move."""
    roles = [f"r{number}" for number in range(50)]
    chain = [somebody(f"p{number}", roles[number], roles[number + 1]) for number in range(49)]
    people = [*chain, somebody("last", roles[0])]
    assert set(filled_places(people, dict.fromkeys(roles, 1), ()).values()) == {1}


def test_any_number_of_people_who_could_combine_roles_is_followed() -> None:
    roles = [f"r{number}" for number in range(9)]
    pairs = [frozenset(pair) for pair in zip(roles[1::2], roles[2::2], strict=True)]
    people = [somebody(f"p{number}", *roles[1:]) for number in range(400)]
    assert filled_places(people, dict.fromkeys(roles, 1), pairs) == {"r0": 0, **dict.fromkeys(roles[1:], 1)}
