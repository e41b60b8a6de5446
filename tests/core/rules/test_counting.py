"""What the pictures count: worked out by hand, and by another way for many."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.call.definition import Call
from core.call.shipped import shipped_call
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalRecord, ProposalState
from core.rules.counting import ENOUGH, MOST_BARS, STEP, Reviews, answered, figures, rounded
from core.rules.figures import REST, Answered, Bar, Figure, Kind, for_letter

CALL = shipped_call("lacigf-2025")
NOW = datetime(2025, 8, 20, 15, tzinfo=UTC)
CONFIRMED, INVITED = ParticipationStatus.CONFIRMED, ParticipationStatus.INVITED


def proposal(key: str, state: ProposalState = ProposalState.SENT, **values: str) -> ProposalRecord:
    return ProposalRecord(
        id=key, call=CALL.id, proponent_id="ana", created_at=NOW, changed_at=NOW, state=state, values=values
    )


def person(key: str, status: ParticipationStatus = CONFIRMED, **given: object) -> Participation:
    item = Participation(id=key, proposal_id="p", position=0, created_at=NOW, status=status)
    return replace(item, **given)  # type: ignore[arg-type]  # names of a participation


def figure(kind: Kind, *lists: tuple[ProposalRecord, list[Participation]], subject: str = "", now: datetime = NOW,
           sent: dict[str, datetime] | None = None, call: Call = CALL) -> Figure | None:  # fmt: skip
    found = figures(call, lists, sent or {}, now)
    return next((one for one in found if (one.kind, one.subject) == (kind, subject)), None)


def bars(shown: Figure | None) -> dict[str | None, tuple[int, ...]]:
    assert shown is not None
    return {bar.key: bar.counts for bar in shown.bars}


def test_a_day_is_one_of_the_calls_zone_and_only_the_first_sending_counts() -> None:
    late = datetime(2025, 8, 20, 2, 59, tzinfo=UTC)  # 23:59 of the 19th in Córdoba
    sent = {"a": late, "b": late + timedelta(minutes=1), "c": NOW}
    shown = figure(Kind.DAYS, *((proposal(key), []) for key in "abc"), sent=sent)
    counts = {key: counts[0] for key, counts in bars(shown).items() if counts[0]}
    assert counts == {"2025-08-19": 1, "2025-08-20": 2}


def test_the_last_days_of_the_window_are_shown_to_its_close_and_today_is_among_them() -> None:
    shown = figure(Kind.DAYS, (proposal("a"), []), sent={"a": NOW})
    assert shown is not None
    keys = [bar.key for bar in shown.bars]
    assert (keys[0], keys[-1], len(keys)) == ("2025-08-04", "2025-08-24", 21)
    assert (shown.today, shown.close) == ("2025-08-20", "2025-08-24")


def test_long_before_the_close_a_week_ahead_is_shown_and_nothing_before_the_opening() -> None:
    early = datetime(2025, 8, 2, 15, tzinfo=UTC)
    shown = figure(Kind.DAYS, (proposal("a"), []), sent={"a": early}, now=early)
    assert list(bars(shown))[:: len(bars(shown)) - 1] == ["2025-07-29", "2025-08-09"]


def test_a_call_whose_close_nobody_knows_shows_the_days_up_to_now() -> None:
    unknown = replace(CALL.moments["submission_closes"], at=None, day=None)
    call = replace(CALL, moments={**CALL.moments, "submission_closes": unknown})
    shown = figure(Kind.DAYS, (proposal("a"), []), sent={"a": NOW}, call=call)
    assert shown is not None
    assert (shown.bars[-1].key, shown.close) == ("2025-08-20", None)


def test_sent_ones_and_drafts_are_counted_apart_withdrawn_ones_not_at_all_and_the_unchosen_last() -> None:
    sent = [(proposal(f"s{n}", topic="diversity"), []) for n in range(2)]
    draft = (proposal("d", ProposalState.DRAFT, topic="cybersecurity"), [])
    empty = (proposal("e", ProposalState.DRAFT), [])
    gone = (proposal("w", ProposalState.WITHDRAWN, topic="diversity"), [])
    shown = figure(Kind.TOPICS, *sent, draft, empty, gone)
    assert shown is not None
    assert shown.bars == (Bar("diversity", (2, 0)), Bar("cybersecurity", (0, 1)), Bar(None, (0, 1)))


def test_how_people_on_lists_stand() -> None:
    people = [
        person("a"), person("b", INVITED), person("c", INVITED, accepted_at=NOW),
        *(person(status, status) for status in ParticipationStatus if status not in (CONFIRMED, INVITED)),
    ]  # fmt: skip
    assert answered(people) == dict.fromkeys(Answered, 1)


def test_somebody_on_three_lists_is_one_person_of_their_country() -> None:
    lists = [(proposal(f"p{n}"), [person(f"x{n}", person_id="bruno", attributes={"country": "UY"})]) for n in range(3)]
    assert bars(figure(Kind.ATTRIBUTE, *lists, subject="country")) == {"UY": (1,)}


def test_only_the_confirmed_are_counted_by_what_they_said_and_who_did_not_say_is_told() -> None:
    people = [
        person("a", attributes={"sector": "academia"}), person("b"),
        person("c", INVITED, attributes={"sector": "academia"}),
    ]  # fmt: skip
    assert bars(figure(Kind.ATTRIBUTE, (proposal("p"), people), subject="sector")) == {"academia": (1,), None: (1,)}


def test_countries_beyond_the_most_are_one_bar_and_none_is_lost() -> None:
    codes = [chr(ord("A") + n) * 2 for n in range(MOST_BARS + 5)]
    people = [person(f"{code}{n}", attributes={"country": code}) for n, code in enumerate([*codes, "AA", "AA", "BB"])]
    counts = bars(figure(Kind.ATTRIBUTE, (proposal("p"), people), subject="country"))
    assert len(counts) == MOST_BARS
    assert (counts["AA"], counts["BB"], counts[REST]) == ((3,), (2,), (6,))
    assert sum(count for (count,) in counts.values()) == len(people)


# ── what is private points at nobody


def genders(**said: int) -> list[Participation]:
    return [
        person(f"{key}{n}", attributes={} if key == "unsaid" else {"gender": key})
        for key, count in said.items()
        for n in range(count)
    ]


def test_private_answers_of_a_few_people_are_not_told_at_all() -> None:
    people = genders(female=ENOUGH - 1, unsaid=40)
    assert figure(Kind.ATTRIBUTE, (proposal("p"), people), subject="gender") is None


def test_private_numbers_are_rounded_and_every_option_is_told() -> None:
    people = genders(female=12, male=8, non_binary=1, unsaid=3)
    shown = figure(Kind.ATTRIBUTE, (proposal("p"), people), subject="gender")
    assert shown is not None
    assert shown.step == STEP
    assert bars(shown) == {"female": (10,), "male": (10,), "non_binary": (0,), "other": (0,), None: (0,)}


@given(st.integers(0, 10_000))
def test_a_rounded_number_hides_ones_below_a_step_and_is_never_far_off(count: int) -> None:
    told = rounded(count)
    assert told % STEP == 0
    assert told == 0 if count < STEP else abs(told - count) <= STEP // 2


# ── evaluators, as plain values


def test_who_has_most_to_do_comes_first_and_who_has_nothing_is_left_out() -> None:
    reviews = [Reviews("Inés", 10, 9), Reviews("Paulo", 10, 2), Reviews("Nobody", 0, 0)]
    (shown,) = figures(CALL, [], {}, NOW, reviews)
    assert (shown.kind, shown.series) == (Kind.REVIEWS, ("done", "open"))
    assert shown.bars == (Bar("Paulo", (2, 8)), Bar("Inés", (9, 1)))


def test_without_anything_there_is_nothing_to_draw() -> None:
    assert figures(CALL, [], {}, NOW) == ()


# ── what a letter bears

DAYS = Figure(kind=Kind.DAYS, bars=(Bar("2025-08-20", (1,)),), today="2025-08-20", close="2025-08-24")
TYPES, TOPICS = (Figure(kind=kind, bars=(Bar("a", (1, 0)),)) for kind in (Kind.TYPES, Kind.TOPICS))
SILENT = Figure(kind=Kind.ANSWERS, bars=(Bar(Answered.CONFIRMED, (5,)), Bar(Answered.SILENT, (1,))))
SETTLED = Figure(kind=Kind.ANSWERS, bars=(Bar(Answered.CONFIRMED, (5,)), Bar(Answered.DECLINED, (1,))))
GENDER = Figure(kind=Kind.ATTRIBUTE, subject="gender", bars=(Bar("female", (10,)),), step=STEP)
REVIEWS = Figure(kind=Kind.REVIEWS, bars=(Bar("Inés", (1, 2)),))


@pytest.mark.parametrize(
    ("given", "borne"),
    [
        ((DAYS, TYPES, TOPICS, SILENT, GENDER), (DAYS, SILENT)),
        ((DAYS, TYPES, TOPICS, SETTLED), (DAYS, TOPICS)),
        ((replace(DAYS, today="2025-08-26"), SETTLED, GENDER), (replace(DAYS, today="2025-08-26"),)),
        ((replace(DAYS, today="2025-08-27"), TYPES, SILENT, REVIEWS), (REVIEWS, SILENT)),
        ((GENDER,), ()),
    ],
)
def test_a_letter_bears_the_few_that_matter_today(given: tuple[Figure, ...], borne: tuple[Figure, ...]) -> None:
    assert for_letter(given) == borne


@given(st.lists(st.sampled_from(sorted(ProposalState)), max_size=40))
def test_every_standing_proposal_is_in_just_one_bar(states: list[ProposalState]) -> None:
    lists = [(proposal(f"p{n}", state, topic=CALL.topics[n % 3].key), []) for n, state in enumerate(states)]
    counted = Counter(states)
    found = [one for one in figures(CALL, lists, {}, NOW) if one.kind is Kind.TOPICS]
    sums = [sum(numbers) for one in found for numbers in zip(*(bar.counts for bar in one.bars), strict=True)]
    assert (sums or [0, 0]) == [counted[ProposalState.SENT], counted[ProposalState.DRAFT]]


def test_the_days_begin_with_a_day_that_is_a_date() -> None:
    shown = figure(Kind.DAYS, (proposal("a"), []), sent={"a": NOW})
    days = [date.fromisoformat(str(key)) for key in bars(shown)]
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=1)] * 20
