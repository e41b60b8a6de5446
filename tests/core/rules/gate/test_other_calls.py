"""The same rules with other numbers: two forums that are nothing but data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.call.definition import FieldKind
from core.call.shipped import shipped_call
from core.model.finding import Stage
from core.model.proposal import Contact, History, Participant, ParticipationStatus, Proposal
from core.rules.window import is_closed
from tests.core.rules.gate.proposals import ANA, ONLINE, somebody, told, told_by, with_people

FIB, IGF = shipped_call("fib"), shipped_call("igf-2023")
FIB_OPEN = datetime(2025, 2, 1, tzinfo=UTC)
IGF_OPEN = datetime(2023, 5, 1, tzinfo=UTC)


def of(key: str, *roles: str, **attributes: str) -> Participant:
    """A confirmed person on site with any attributes."""
    return replace(somebody(key, *roles), attributes=attributes)


PANEL = (
    of("a", "panellist", sector="government", region="north", gender="female", race="black"),
    of("b", "panellist", sector="business", region="south", gender="male", race="white"),
    of("c", "panellist", sector="third_sector", region="northeast", gender="female", race="brown"),
    of("d", "panellist", sector="science_technology", region="southeast", gender="male", race="white"),
    of("e", "moderator", "rapporteur", sector="business"),
)


def a_fib_workshop(*people: Participant) -> Proposal:
    answers = {item.key: "Texto" for item in FIB.fields if item.required}
    made = Proposal(
        call="fib",
        session_type="workshop",
        modality="in_person",
        duration="90",
        topic=FIB.topics[0].key,
        answers=answers,
        proponent=ANA,
        participants=PANEL,
    )
    return with_people(made, *people)


def test_a_complete_workshop_with_a_combinable_pair_has_nothing_wrong() -> None:
    assert told(a_fib_workshop(), call=FIB, at=FIB_OPEN) == []


def test_a_window_whose_opening_is_not_known_has_an_end_all_the_same() -> None:
    late = datetime(2025, 2, 17, 3, tzinfo=UTC)
    closed = {"opens": None, "closes": "2025-02-16T23:59:59-03:00"}
    assert told_by("submission_window", a_fib_workshop(), call=FIB, at=late) == [closed]


def test_the_last_second_that_a_close_with_an_hour_names_still_counts() -> None:
    for call, proposal, last in (
        (FIB, a_fib_workshop(), "2025-02-16T23:59:59-03:00"),
        (IGF, an_igf_panel(), "2023-05-19T23:59:59+00:00"),
    ):
        inside = datetime.fromisoformat(last) + timedelta(microseconds=999_999)
        assert told_by("submission_window", proposal, call=call, at=inside) == []
        assert not is_closed(call, inside)
        after = inside + timedelta(microseconds=1)
        assert told_by("submission_window", proposal, call=call, at=after) == [{"opens": None, "closes": last}]
        assert is_closed(call, after)


def test_every_sector_is_on_the_panel() -> None:
    moved = of("d", "panellist", sector="business", region="southeast", gender="male")
    assert told_by("all_sectors", a_fib_workshop(moved), call=FIB, at=FIB_OPEN) == [
        {"value": "science_technology", "required": 1, "found": 0}
    ]


def test_a_sector_of_somebody_who_is_no_panellist_does_not_count() -> None:
    people = (of("d", "panellist"), of("e", "moderator", "rapporteur", sector="science_technology"))
    found = told_by("all_sectors", a_fib_workshop(*people), call=FIB, at=FIB_OPEN)
    assert [item["value"] for item in found] == ["science_technology"]


def test_no_more_than_four_panellists_from_one_region() -> None:
    crowd = [of(f"s{place}", "panellist", region="southeast") for place in range(3)]
    assert told_by("southeast_at_most_half", a_fib_workshop(*crowd), call=FIB, at=FIB_OPEN) == []
    fifth = of("s3", "panellist", region="southeast")
    assert told(a_fib_workshop(*crowd, fifth), call=FIB, at=FIB_OPEN) == [
        ("southeast_at_most_half", "warns", "participants", {"maximum": 4, "found": 5})
    ]


def test_somebody_black_brown_or_indigenous_is_welcome() -> None:
    people = (
        of("a", "panellist", sector="government", region="north", gender="female"),
        of("c", "panellist", sector="third_sector", region="northeast", gender="female", race="white"),
    )
    assert told(a_fib_workshop(*people), call=FIB, at=FIB_OPEN) == [
        ("black_brown_or_indigenous", "warns", "participants", {"required": 1, "found": 0})
    ]


def test_a_rule_that_is_off_is_not_asked() -> None:
    remote = replace(PANEL[4], attendance=ONLINE)
    assert told_by("in_person_role", a_fib_workshop(remote), call=FIB, at=FIB_OPEN) == []


SPEAKERS = (
    of("a", "speaker", sector="government", region="africa", gender="female"),
    of("b", "speaker", sector="private", region="lac", gender="male"),
    of("c", "speaker", sector="technical", region="weog", gender="male"),
    of("d", "moderator"),
    of("e", "online_moderator", "rapporteur"),
)


def an_igf_panel(*people: Participant, **given: object) -> Proposal:
    made = Proposal(
        call="igf-2023",
        session_type="panel",
        modality="hybrid",
        duration="60",
        topic=IGF.topics[0].key,
        answers={
            item.key: ("Which?",) if item.kind is FieldKind.LIST else "Text"
            for item in IGF.fields
            if item.required_in("panel")
        },
        proponent=ANA,
        co_proponent=Contact(name="Bo", country="BR"),
        participants=SPEAKERS,
    )
    return with_people(replace(made, **given), *people)  # type: ignore[arg-type] # the test says which


def test_a_complete_panel_has_nothing_wrong() -> None:
    assert told(an_igf_panel(), call=IGF, at=IGF_OPEN) == []


def test_three_speakers_confirm_whoever_else_does() -> None:
    waiting = replace(SPEAKERS[0], status=ParticipationStatus.INVITED)
    assert told_by("confirmations", an_igf_panel(waiting), call=IGF, at=IGF_OPEN) == [{"required": 3, "found": 2}]


def test_only_some_pairs_of_roles_are_told() -> None:
    free = of("d", "moderator", "rapporteur")
    assert told_by("one_role_per_person", an_igf_panel(free), call=IGF, at=IGF_OPEN) == []
    bound = of("a", "speaker", "moderator", "rapporteur")
    assert told_by("one_role_per_person", an_igf_panel(bound), call=IGF, at=IGF_OPEN) == [
        {"person": "a", "roles": ["speaker", "moderator", "rapporteur"]}
    ]


def test_minima_on_site_differ_by_role() -> None:
    remote = [replace(person, attendance=ONLINE) for person in SPEAKERS[1:4]]
    assert told_by("in_person_minimum", an_igf_panel(*remote), call=IGF, at=IGF_OPEN) == [
        {"role": "moderator", "required": 1, "found": 0},
        {"role": "speaker", "required": 2, "found": 1},
    ]


def test_a_speaker_of_another_gender_whoever_moderates() -> None:
    men = [replace(person, attributes={**person.attributes, "gender": "male"}) for person in SPEAKERS[:3]]
    host = of("d", "moderator", gender="female")
    assert told_by("another_gender", an_igf_panel(*men, host), call=IGF, at=IGF_OPEN) == [{"required": 2, "found": 1}]


@pytest.mark.parametrize(("country", "found"), [("AR", 1), (None, 1), ("BR", 2)])
def test_proponents_of_two_countries_are_welcome(country: str | None, found: int) -> None:
    proposal = an_igf_panel(co_proponent=Contact(name="Bo", country=country))
    warning = [{"required": 2, "found": found}] if found < 2 else []
    assert told_by("proponent_countries", proposal, call=IGF, at=IGF_OPEN) == warning


def test_a_limit_may_close_the_gate_or_only_warn() -> None:
    proposal = an_igf_panel(history=History(sent_by_proponent=3, sent_by_organisation=3))
    assert [item[:2] for item in told(proposal, call=IGF, at=IGF_OPEN)] == [
        ("proposal_limit_person", "blocks"), ("proposal_limit_organisation", "warns"),
    ]  # fmt: skip


def test_a_report_that_is_owed_may_warn_first_and_bar_later() -> None:
    proposal = an_igf_panel(history=History(reports_owed=("Panel 2022",)))
    weights = [
        severity
        for stage in Stage
        for rule, severity, _, _ in told(proposal, call=IGF, at=IGF_OPEN, stage=stage)
        if rule == "report_owed"
    ]
    assert weights == ["warns", "blocks"]
