"""What a button carries."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.telegram.card import Tapped, data_of, parsed

TAPS = st.builds(
    Tapped,
    tag=st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True),
    revision=st.integers(0, 999_999_999),
    verb=st.sampled_from(["choose", "remove_now", "edit"]),
    argument=st.text("abcñ.|_-1234", max_size=15),
)


@given(TAPS)
def test_what_a_button_carries_is_read_back(tapped: Tapped) -> None:
    assert parsed(data_of(tapped)) == tapped


def test_the_data_of_a_button_are_plain() -> None:
    assert data_of(Tapped("ana7", 12, "edit", "answers.title")) == "v1|ana7|12|edit|answers.title"


@given(st.text(max_size=80))
@example("v1|a|1|edit|" + "x" * 60)
@example("v1|a|01|edit|")
@example("v1|a|-1|edit|")
@example("v1|a|1|Edit|")
@example("v1||1|edit|")
@example("v1|a|1|edit|\n")
@example("v1|a|٣|edit|")
@example("v2|a|1|edit|")
def test_nothing_else_is_read(data: str) -> None:
    assert parsed(data) is None


@pytest.mark.parametrize(
    "tapped",
    [
        Tapped("ana", 1, "edit", "x" * 60),
        Tapped("a b", 1, "edit", ""),
        Tapped("", 1, "edit", ""),
        Tapped("ana|1", 1, "edit", ""),
        Tapped("ana", -1, "edit", ""),
        Tapped("ana", 1, "", ""),
    ],
)
def test_what_could_not_be_read_back_is_no_button(tapped: Tapped) -> None:
    with pytest.raises(ValueError, match="a button cannot carry"):
        data_of(tapped)
