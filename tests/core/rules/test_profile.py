"""What is known of a participant, and what a yes still needs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.call.shipped import shipped_call
from core.model.proposal import Attendance
from core.rules.profile import missing_to_confirm, optional_unknown, understood, with_values, without, without_own_words
from tests.support.records import a_participation

CALL = shipped_call("lacigf-2025")
WHOLE = {"name": "Bruno", "sector": "academia", "country": "UY", "organisation": "UdelaR", "attendance": "online"}


def test_a_yes_needs_name_sector_country_organisation_and_attendance() -> None:
    nobody = a_participation()
    assert missing_to_confirm(CALL, nobody) == ("name", "sector", "country", "organisation", "attendance")
    assert missing_to_confirm(CALL, with_values(nobody, WHOLE)) == ()


def test_each_single_lack_is_named() -> None:
    for key in WHOLE:
        known = {other: value for other, value in WHOLE.items() if other != key}
        assert missing_to_confirm(CALL, with_values(a_participation(), known)) == (key,)


def test_gender_is_only_offered() -> None:
    item = with_values(a_participation(), WHOLE)
    assert optional_unknown(CALL, item) == ("gender",)
    assert optional_unknown(CALL, with_values(item, {"gender": "other"})) == ()


def test_values_are_kept_only_where_they_are_the_calls() -> None:
    given_values = {
        "sector": "academia", "country": "uy", "organisation": "  UdelaR\r\n  Facultad ", "gender": "",
        "attendance": "maybe", "name": "x" * 201, "shoe_size": "44",
    }  # fmt: skip
    assert understood(CALL, given_values) == (
        {"sector": "academia", "organisation": "UdelaR Facultad"},
        ("country", "attendance", "name", "shoe_size"),
    )


def test_values_change_only_what_they_name() -> None:
    item = a_participation(name="Bruno", attendance=Attendance.ONLINE, attributes={"country": "UY"})
    assert with_values(item, {"sector": "private"}) == replace(item, attributes={"country": "UY", "sector": "private"})
    assert without(item, ("country",)) == replace(item, attributes={})


def test_what_only_the_person_may_say_stays_with_the_person() -> None:
    item = with_values(a_participation(), {**WHOLE, "gender": "male"})
    assert without_own_words(CALL, item) == {"country": "UY", "organisation": "UdelaR"}


@given(st.dictionaries(st.sampled_from([*WHOLE, "gender", "x"]), st.text(max_size=300)))
def test_whatever_is_typed_what_is_kept_is_one_line_and_the_calls(typed: dict[str, str]) -> None:
    kept, wrong = understood(CALL, typed)
    assert set(kept) | set(wrong) <= set(typed)
    assert not set(kept) & set(wrong)
    for value in kept.values():
        assert value == " ".join(value.split())
    with_values(a_participation(), kept)
