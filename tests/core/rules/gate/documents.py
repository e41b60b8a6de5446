"""Random proposal documents: near enough to valid ones that every rule both holds and fails."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.core.rules.gate.naive import ANSWERS, CONTACT, DURATIONS, ROLES, SPACE

SOMETIMES_NOTHING = st.sampled_from([None, "", "  ", "algo", "algo", "algo", "algo", "algo"])


def maybe(*values: object) -> st.SearchStrategy[Any]:
    return st.sampled_from([*values, None])


def entries() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"id": st.sampled_from([f"p{place}" for place in range(9)])},
        optional={
            "email": maybe("ana@x.org", "ANA@x.org ", "bo@x.org", "", "ćo@x.org"),
            "roles": st.lists(st.sampled_from(ROLES), max_size=3),
            "attendance": maybe("in_person", "in_person", "online"),
            "status": st.sampled_from(
                ["listed", "invited", "confirmed", "confirmed", "bounced", "declined", "withdrawn", None]
            ),
            "sector": maybe("academia", "private", "technical"),
            "country": maybe("AR", "BR", "UY"),
            "gender": maybe("male", "male", "female", "non_binary"),
        },
    )


def _history() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "sent_by_proponent": st.integers(0, 5),
            "sent_by_organisation": st.integers(0, 5),
            "reports_owed": st.lists(st.just("Taller 2024"), max_size=1),
        },
    )


def _answers() -> st.SearchStrategy[dict[str, Any]]:
    texts: dict[str, st.SearchStrategy[Any]] = {
        key: SOMETIMES_NOTHING
        for key in (*ANSWERS, *SPACE, "duration_justification", "participation_strategy", "nri_origin")
        if key not in ("policy_issues", "max_people")
    }
    texts["title"] = st.sampled_from(["Redes", None, "é" * 180, "e\u0301" * 180, "z" * 181])
    texts["methodology"] = st.sampled_from(["algo", "algo", " ", "m" * 10_001])
    texts["policy_issues"] = st.lists(st.sampled_from(["a", "b", "", "c" * 5001]), max_size=5) | st.none()
    texts["interaction_minutes"] = maybe(0, 19, 20, 25)
    texts["max_people"] = maybe(0, 12)
    return st.fixed_dictionaries({}, optional=texts)


def documents() -> st.SearchStrategy[dict[str, Any]]:
    organisation = maybe("Red Sur", "Independiente", " INDEPENDENTE", "ninguna", "")
    return st.fixed_dictionaries(
        {"call": st.just("lacigf-2025")},
        optional={
            "session_type": maybe(*DURATIONS),
            "modality": maybe("hybrid", "in_person"),
            "duration": maybe("15", "75", "105", "other", "permanent_exhibition"),
            "duration_minutes": maybe(-5, 0, 74, 75, 90),
            "duration_detail": SOMETIMES_NOTHING,
            "topic": maybe("cybersecurity", ""),
            "answers": _answers(),
            "proponent": st.fixed_dictionaries(
                {}, optional={**dict.fromkeys(CONTACT, SOMETIMES_NOTHING), "organisation": organisation}
            ),
            "participants": st.lists(entries(), max_size=8),
            "history": st.none() | _history(),
        },
    )
