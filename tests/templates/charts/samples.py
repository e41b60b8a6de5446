"""One figure of every kind, as in the last days of a call."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from core.call.shipped import shipped_call
from core.rules.figures import REST, Answered, Bar, Figure, Kind

CALL = shipped_call("lacigf-2025")
SENT_BY_DAY = (0, 0, 1, 0, 2, 1, 0, 3, 1, 2, 0, 4, 5, 3, 9, 12, 7, 0, 0, 0, 0)
BOTH = ("sent", "draft")


def _day(place: int) -> str:
    return (date(2025, 8, 4) + timedelta(days=place)).isoformat()


def _ones(*counts: tuple[str | None, int]) -> tuple[Bar, ...]:
    return tuple(Bar(key, (count,)) for key, count in counts)


DAYS = Figure(
    kind=Kind.DAYS,
    bars=_ones(*((_day(place), count) for place, count in enumerate(SENT_BY_DAY))),
    today="2025-08-20",
    close="2025-08-24",
)
TYPES = Figure(
    kind=Kind.TYPES,
    series=BOTH,
    bars=(*(Bar(item.key, (12 - 2 * n, n)) for n, item in enumerate(CALL.session_types)), Bar(None, (0, 4))),
)
TOPICS = Figure(
    kind=Kind.TOPICS, series=BOTH, bars=tuple(Bar(item.key, (14 - 2 * n, 1 + n)) for n, item in enumerate(CALL.topics))
)
ANSWERS = Figure(kind=Kind.ANSWERS, bars=_ones(*zip(Answered, (143, 12, 61, 4, 9, 17), strict=True)))
COUNTRIES = Figure(
    kind=Kind.ATTRIBUTE,
    subject="country",
    bars=_ones(
        ("AR", 40), ("BR", 31), ("CO", 22), ("UY", 14), ("MX", 9), ("CL", 7), ("CR", 5), ("PE", 4), ("BO", 2), (REST, 9)
    ),
)
SECTORS = Figure(
    kind=Kind.ATTRIBUTE,
    subject="sector",
    bars=_ones(("academia", 52), ("civil_society", 47), ("technical", 30), ("government", 9), ("private", 5)),
)
GENDER = Figure(
    kind=Kind.ATTRIBUTE,
    subject="gender",
    step=5,
    bars=_ones(("female", 60), ("male", 40), ("non_binary", 5), ("other", 0), (None, 35)),
)
REVIEWS = Figure(
    kind=Kind.REVIEWS,
    series=("done", "open"),
    bars=(Bar("Lucía Ferrari", (2, 10)), Bar("Paulo Nakamura", (5, 5)), Bar("Inés Ñamandú", (9, 1))),
)
EVERY = (DAYS, TYPES, TOPICS, ANSWERS, COUNTRIES, SECTORS, GENDER, REVIEWS)


def facts(*figures: Figure) -> list[dict[str, object]]:
    """Figures as a notice bears them."""
    return [
        {**asdict(figure), "bars": [{"key": bar.key, "counts": list(bar.counts)} for bar in figure.bars]}
        for figure in figures
    ]
