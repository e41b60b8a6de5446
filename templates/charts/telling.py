"""Figures in words: titles, the numbers bar by bar, and the sentence for whoever cannot see the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from core.call.definition import Call, Option
from core.dialogue.reading.cleaning import one_line, shortened
from core.rules.figures import REST, Bar, Figure, Kind
from templates.say import country, day, listed, number
from templates.words import Words

LONGEST_LABEL = 80
"""Characters of a label: two lines in the width of a telephone."""
NAMED = 3
"""Largest bars that the sentence for whoever cannot see names."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar in words: what it stands for, its numbers as they are shown, and both as one line's value."""

    label: str
    shown: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure in words. `legend` names the series where there are several; `note` says what to bear in mind."""

    figure: Figure
    title: str
    legend: tuple[str, ...]
    rows: tuple[Row, ...]
    alt: str
    note: str = ""


def brief_day(value: date, language: str) -> str:
    """Return a day of a month, as short as it goes ('24 ago') and never on two lines."""
    return str(format_date(value, "d\N{NO-BREAK SPACE}MMM", locale=language)).rstrip(".")


def figure_of(facts: Mapping[str, Any]) -> Figure:
    """Return a figure from the JSON of a notice."""
    bars = tuple(Bar(bar["key"], tuple(bar["counts"])) for bar in facts["bars"])
    return Figure(**{**facts, "kind": Kind(facts["kind"]), "series": tuple(facts["series"]), "bars": bars})


class Telling:
    """Tells figures of a call in one language."""

    def __init__(self, call: Call, words: Words) -> None:
        self._call, self._words = call, words

    def __call__(self, figure: Figure) -> Told:
        """Return a figure in words."""
        rows = tuple(self._row(figure, bar) for bar in figure.bars)
        is_several = len(figure.series) > 1
        return Told(
            figure=figure,
            title=self.title(figure),
            legend=tuple(self._words(f"digest.series.{key}") for key in figure.series) if is_several else (),
            rows=rows,
            alt=self._alt(figure, rows),
            note=self._words("digest.figure.rounded", step=figure.step) if figure.step > 1 else self._left_note(figure),
        )

    def title(self, figure: Figure) -> str:
        """Return what a figure is called."""
        attribute = self._call.attribute(figure.subject) if figure.kind is Kind.ATTRIBUTE else None
        label = attribute.label.said_in(self._words.language) if attribute else figure.subject
        return self._words(f"digest.figure.{figure.kind}.title", label=label[:1].lower() + label[1:])

    def _row(self, figure: Figure, bar: Bar) -> Row:
        shown = tuple(self._number(figure, count) for count in bar.counts)
        if len(figure.series) == 1:
            return Row(self._label(figure, bar.key), shown, shown[0])
        said = (
            self._words(f"digest.counted.{key}", count=number(count, self._words.language))
            for key, count in zip(figure.series, bar.counts, strict=True)
            if count
        )
        return Row(self._label(figure, bar.key), shown, ", ".join(said))

    def _number(self, figure: Figure, count: int) -> str:
        if figure.step == 1:
            return str(number(count, self._words.language))
        key = "about" if count else "fewer"
        return self._words(f"digest.figure.{key}", count=number(count or figure.step, self._words.language))

    def _label(self, figure: Figure, key: str | None) -> str:
        if key is None:
            return self._words(f"digest.unsaid.{figure.kind}")
        if key == REST:
            return self._words("digest.rest")
        return shortened(one_line(self._name(figure, key)), LONGEST_LABEL)

    def _name(self, figure: Figure, key: str) -> str:
        match figure.kind:
            case Kind.DAYS:
                return brief_day(date.fromisoformat(key), self._words.language)
            case Kind.TYPES:
                return self._option(self._call.session_types, key)
            case Kind.TOPICS:
                return self._option(self._call.topics, key)
            case Kind.ANSWERS:
                return self._words(f"digest.answered.{key}")
            case Kind.ATTRIBUTE:
                attribute = self._call.attribute(figure.subject)
                if attribute is not None and attribute.is_country:
                    return country(key, self._words.language)
                return self._option(attribute.options if attribute else (), key)
            case Kind.REVIEWS:
                return key

    def _option(self, options: tuple[Option, ...], key: str) -> str:
        found = next((item for item in options if item.key == key), None)
        return found.name.said_in(self._words.language) if found else key

    # ── for whoever cannot see

    def _alt(self, figure: Figure, rows: tuple[Row, ...]) -> str:
        title = self.title(figure)
        if figure.kind is Kind.DAYS:
            return self._days(figure, title)
        largest = sorted(zip(figure.bars, rows, strict=True), key=lambda pair: -sum(pair[0].counts))[:NAMED]
        named = listed([f"{row.label} ({row.said})" for _, row in largest], self._words.language)
        if len(rows) > NAMED:
            return self._words("digest.figure.alt_most", title=title, named=named, bars=len(rows))
        return self._words("digest.figure.alt", title=title, named=named)

    def _days(self, figure: Figure, title: str) -> str:
        largest = max(figure.bars, key=lambda bar: bar.counts)
        today = next((bar.counts[0] for bar in figure.bars if bar.key == figure.today), 0)
        told = self._words(
            "digest.figure.days.alt",
            title=title,
            first=self._day(figure.bars[0]),
            last=self._day(figure.bars[-1]),
            count=number(sum(bar.counts[0] for bar in figure.bars), self._words.language),
            day=self._day(largest),
            most=number(largest.counts[0], self._words.language),
            today=number(today, self._words.language),
        )
        left = self.left(figure)
        return f"{told} {left}." if left else told

    def _day(self, bar: Bar) -> str:
        return day(date.fromisoformat(str(bar.key)), self._words.language)

    def _left_note(self, figure: Figure) -> str:
        left = self.left(figure)
        return f"{left}." if left else ""

    def left(self, figure: Figure) -> str:
        """Return how many days are left for sending, '' where nobody knows."""
        if figure.close is None or figure.today is None:
            return ""
        days = (date.fromisoformat(figure.close) - date.fromisoformat(figure.today)).days
        if days < 0:
            return self._words("digest.figure.days.closed")
        return self._words("digest.figure.days.left", days=days) if days else self._words("digest.figure.days.last")
