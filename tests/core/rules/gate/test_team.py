"""How many people in which roles, who confirmed, who is on site."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model.proposal import ParticipationStatus
from tests.core.rules.gate.proposals import (
    LACIGF,
    ONLINE,
    TYPES,
    a_proposal,
    somebody,
    told,
    told_by,
    with_people,
)

CONFIRMED, INVITED, LISTED = ParticipationStatus.CONFIRMED, ParticipationStatus.INVITED, ParticipationStatus.LISTED
BOUNCED, DECLINED, WITHDRAWN = (
    ParticipationStatus.BOUNCED,
    ParticipationStatus.DECLINED,
    ParticipationStatus.WITHDRAWN,
)


@pytest.mark.parametrize("session_type", TYPES)
def test_nobody_of_the_smallest_team_can_be_missed(session_type: str) -> None:
    whole = a_proposal(session_type)
    for place, person in enumerate(whole.participants):
        fewer = replace(whole, participants=whole.participants[:place] + whole.participants[place + 1 :])
        wanted = TYPES[session_type]["team"][person.roles[0]]
        assert told_by("role_minimum", fewer) == [{"role": person.roles[0], "required": wanted, "found": wanted - 1}]


@pytest.mark.parametrize("session_type", ["artistic_mediation", "workshop", "other"])
def test_a_hybrid_session_of_any_type_needs_an_online_moderator(session_type: str) -> None:
    proposal = with_people(a_proposal(session_type, modality="hybrid"), somebody("p3", "rapporteur"))
    assert told_by("role_minimum", proposal) == [{"role": "online_moderator", "required": 1, "found": 0}]
    assert told_by("role_minimum", replace(proposal, modality="in_person")) == []


@pytest.mark.parametrize("status", [LISTED, INVITED, BOUNCED, CONFIRMED])
def test_people_count_for_minima_before_they_answer(status: ParticipationStatus) -> None:
    waiting = with_people(a_proposal(), replace(a_proposal().participants[4], status=status))
    assert told(waiting) == []


@pytest.mark.parametrize("status", [DECLINED, WITHDRAWN])
def test_people_who_left_count_for_nothing(status: ParticipationStatus) -> None:
    gone = with_people(a_proposal(), replace(a_proposal().participants[4], status=status))
    assert told_by("role_minimum", gone) == [{"role": "rapporteur", "required": 1, "found": 0}]


def test_people_without_a_role_count_for_nothing() -> None:
    bare = a_proposal("workshop", participants=(somebody("a", "speaker"), somebody("b", "rapporteur")))
    idle = somebody("c", sector="academia", country="AR", gender="female", attendance=ONLINE)
    assert told(with_people(bare, idle)) == told(bare)


def test_a_person_with_two_roles_fills_one_place() -> None:
    doubled = a_proposal("workshop", participants=(somebody("a", "speaker", "rapporteur"),))
    assert told_by("role_minimum", doubled) == [{"role": "rapporteur", "required": 1, "found": 0}]
    assert told_by("one_role_per_person", doubled) == [{"person": "a", "roles": ["speaker", "rapporteur"]}]


def test_people_are_placed_so_that_most_places_are_filled() -> None:
    """Whoever comes first could take the speaker's place and leave the other out: the better way counts."""
    people = (somebody("a", "speaker", "rapporteur"), somebody("b", "speaker"))
    for order in (people, people[::-1]):
        assert told_by("role_minimum", a_proposal("workshop", participants=order)) == []


def test_entries_of_one_person_are_one_person_with_both_roles() -> None:
    split = (somebody("a", "speaker"), somebody("a", "rapporteur"))
    proposal = a_proposal("workshop", participants=split)
    assert told_by("role_minimum", proposal) == [{"role": "rapporteur", "required": 1, "found": 0}]
    assert told_by("one_role_per_person", proposal) == [{"person": "a", "roles": ["speaker", "rapporteur"]}]
    assert told_by("confirmations", proposal) == [{"required": 2, "found": 1}]


def test_maxima_warn_and_count_every_role_a_person_holds() -> None:
    more = with_people(
        a_proposal(),
        *(somebody(key, "speaker") for key in ("q1", "q2")),
        somebody("q3", "moderator", "speaker"),
    )
    assert [item[:2] for item in told(more)] == [
        ("role_maximum", "warns"), ("role_maximum", "warns"), ("one_role_per_person", "warns"),
    ]  # fmt: skip
    assert told_by("role_maximum", more) == [
        {"role": "speaker", "maximum": 5, "found": 6},
        {"role": "moderator", "maximum": 1, "found": 2},
    ]


def test_a_second_online_moderator_is_one_too_many_in_person_too() -> None:
    hosts = (somebody("h1", "online_moderator"), somebody("h2", "online_moderator"))
    assert told_by("role_maximum", with_people(a_proposal("workshop"), *hosts)) == [
        {"role": "online_moderator", "maximum": 1, "found": 2}
    ]


@pytest.mark.parametrize(("confirmed", "short"), [(0, True), (1, True), (2, False)])
def test_two_distinct_people_with_a_role_confirmed(confirmed: int, short: bool) -> None:
    people = tuple(
        replace(person, status=CONFIRMED if place < confirmed else INVITED)
        for place, person in enumerate(a_proposal().participants)
    )
    told_of = told_by("confirmations", a_proposal(participants=people))
    assert told_of == ([{"required": 2, "found": confirmed}] if short else [])


def test_a_confirmed_entry_without_a_role_is_no_confirmation() -> None:
    first, *rest = a_proposal().participants
    people = (first, *(replace(person, status=INVITED) for person in rest), somebody("idle"))
    assert told_by("confirmations", a_proposal(participants=people)) == [{"required": 2, "found": 1}]


def test_one_speaker_at_least_is_on_site() -> None:
    remote = tuple(
        replace(person, attendance=ONLINE if "speaker" in person.roles else person.attendance)
        for person in a_proposal().participants
    )
    assert told(a_proposal(participants=remote)) == [
        ("in_person_minimum", "blocks", "participants", {"role": "speaker", "required": 1, "found": 0})
    ]


def test_an_unknown_attendance_is_not_on_site() -> None:
    unknown = tuple(replace(person, attendance=None) for person in a_proposal().participants)
    proposal = a_proposal(participants=unknown)
    assert told_by("in_person_minimum", proposal) == [{"role": "speaker", "required": 1, "found": 0}]
    assert told_by("in_person_role", proposal) == [
        {"person": "p4", "role": "moderator"},
        {"person": "p6", "role": "online_moderator"},
    ]
    assert told_by("presence_mismatch", replace(proposal, modality="in_person")) == []


def test_each_role_of_a_person_that_must_be_on_site_is_told() -> None:
    both = somebody("q", "moderator", "online_moderator", attendance=ONLINE)
    assert told_by("in_person_role", a_proposal("lightning_talk", participants=(both,))) == [
        {"person": "q", "role": "moderator"},
        {"person": "q", "role": "online_moderator"},
    ]


def test_the_rapporteur_of_a_hybrid_session_may_be_online() -> None:
    remote = replace(a_proposal().participants[4], attendance=ONLINE)
    assert remote.roles == ("rapporteur",)
    assert told(with_people(a_proposal(), remote)) == []


def test_somebody_online_does_not_fit_an_in_person_session() -> None:
    remote = replace(a_proposal("workshop").participants[1], attendance=ONLINE)
    assert told(with_people(a_proposal("workshop"), remote)) == [
        ("presence_mismatch", "warns", "participants", {"person": "p2"})
    ]


def test_while_the_type_is_unknown_what_holds_in_every_type_is_asked() -> None:
    bare = replace(a_proposal(), session_type=None, modality="hybrid", participants=())
    assert told_by("role_minimum", bare) == [{"role": "online_moderator", "required": 1, "found": 0}]
    assert told_by("role_minimum", replace(bare, modality="in_person")) == []
    assert told_by("role_minimum", replace(bare, modality=None)) == []
    crowd = with_people(bare, *(somebody(f"s{place}", "speaker") for place in range(6)))
    assert told_by("role_maximum", crowd) == [{"role": "speaker", "maximum": 5, "found": 6}]
    hosts = replace(with_people(bare, *(somebody(key, "online_moderator") for key in "ab")), modality="in_person")
    assert told_by("role_maximum", hosts) == [{"role": "online_moderator", "maximum": 1, "found": 2}]
    assert told_by("presence_mismatch", hosts) == [{"role": "online_moderator"}]


def test_while_the_type_is_unknown_the_most_lenient_type_counts() -> None:
    debate, mediation, *others = LACIGF.session_types
    more = replace(debate, maxima={**debate.maxima, "speaker": 7}, minima_by_modality={})
    less = replace(mediation, maxima={"speaker": 2})
    call = replace(LACIGF, session_types=(more, less, *others))
    crowd = tuple(somebody(f"{role}{place}", role) for role in ("speaker", "moderator") for place in range(8))
    proposal = replace(a_proposal(), session_type=None, participants=crowd)
    assert told_by("role_maximum", proposal, call=call) == [{"role": "speaker", "maximum": 7, "found": 8}]
    assert told_by("role_minimum", proposal, call=call) == []


def test_an_online_moderator_is_not_needed_in_an_in_person_session() -> None:
    host = with_people(a_proposal("workshop"), somebody("h", "online_moderator"))
    assert told(host) == [("presence_mismatch", "warns", "participants", {"role": "online_moderator"})]
    asked_for = replace(a_proposal(), modality="in_person")
    assert told_by("presence_mismatch", asked_for) == []
