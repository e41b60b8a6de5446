"""Entries that are one person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.proposal import Participant, ParticipationStatus
from core.rules.gate.people import counted_people
from tests.core.rules.gate.proposals import IN_PERSON, LACIGF, ONLINE, somebody

ROLES = ("speaker", "moderator", "rapporteur")
LISTED, INVITED, BOUNCED, CONFIRMED = (
    ParticipationStatus.LISTED,
    ParticipationStatus.INVITED,
    ParticipationStatus.BOUNCED,
    ParticipationStatus.CONFIRMED,
)


def test_of_one_person_the_strongest_status_and_the_first_known_values_hold() -> None:
    entries = (
        Participant(id="a", email="ana@x.org", roles=("speaker",), attributes={"sector": "academia"}),
        Participant(id="z", name="Zoe", roles=("moderator",), status=CONFIRMED),
        Participant(
            id="b",
            name="Ana",
            email=" ANA@X.org",
            roles=("rapporteur", "speaker"),
            attendance=ONLINE,
            status=INVITED,
            attributes={"sector": "private", "country": "AR"},
        ),
    )
    assert counted_people(LACIGF, entries) == (
        Participant(
            id="a",
            name="Ana",
            email="ana@x.org",
            roles=("speaker", "rapporteur"),
            attendance=ONLINE,
            status=INVITED,
            attributes={"sector": "academia", "country": "AR"},
        ),
        entries[1],
    )


@pytest.mark.parametrize(
    ("statuses", "strongest"),
    [
        ((LISTED, BOUNCED), BOUNCED),
        ((BOUNCED, INVITED), INVITED),
        ((INVITED, CONFIRMED), CONFIRMED),
        ((ParticipationStatus.WITHDRAWN, LISTED), LISTED),
    ],
)
def test_confirmed_is_stronger_than_invited_than_bounced_than_listed(
    statuses: tuple[ParticipationStatus, ...], strongest: ParticipationStatus
) -> None:
    for order in (statuses, statuses[::-1]):
        (person,) = counted_people(LACIGF, [somebody("a", "speaker", status=status) for status in order])
        assert person.status is strongest


def test_what_a_declined_entry_said_is_forgotten() -> None:
    declined = somebody("a", "moderator", sector="private", status=ParticipationStatus.DECLINED)
    kept = somebody("a", "speaker", attendance=IN_PERSON)
    assert counted_people(LACIGF, (declined, kept)) == (kept,)


def test_entries_meet_through_a_third() -> None:
    entries = (
        somebody("a", "speaker"),
        somebody("b", "moderator", email="ana@x.org"),
        somebody("a", "rapporteur", email="Ana@x.org"),
    )
    assert [(person.id, person.roles) for person in counted_people(LACIGF, entries)] == [
        ("a", ("speaker", "moderator", "rapporteur"))
    ]


@pytest.mark.parametrize("email", [None, "", "  "])
def test_people_without_an_address_are_not_one_person(email: str | None) -> None:
    entries = (somebody("a", "speaker", email=email), somebody("b", "speaker", email=email))
    assert counted_people(LACIGF, entries) == entries


@given(people=st.lists(st.sets(st.sampled_from(ROLES), min_size=1), max_size=5), order=st.randoms())
@settings(max_examples=100, deadline=None)
def test_how_many_people_there_are_does_not_depend_on_the_order(people: list[set[str]], order: object) -> None:
    entries = [somebody(f"p{place % 3}", *sorted(roles)) for place, roles in enumerate(people)]
    mixed = list(entries)
    order.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis hands in a random.Random
    told = (
        {(person.id, frozenset(person.roles)) for person in counted_people(LACIGF, way)} for way in (entries, mixed)
    )
    assert next(told) == next(told)
