"""Where everything stands in a picture, and the SVG of it; one unit is a pixel at the width of a telephone's letter."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import Environment

from core.call.definition import Call
from core.rules.figures import Kind
from templates.charts.telling import Telling, Told, brief_day
from templates.environment import templates_in
from templates.words import Words

WIDTH = 336
EDGE = 12
"""Room around what is drawn."""
BAR, LINE, GAP = 14, 18, 12
"""Height of a bar, of a line of text, and of what is free below a bar."""
LEGEND = 30
TALL = 110
"""Height of the tallest day."""
TEXT = 14
"""Smallest size of text: shown at 316 pixels (a letter on a screen of 360) it is still above 12."""
_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What no XML may hold, whoever typed it."""
_EM = 0.5
"""Width of an average character, in sizes of the type: a little more than it is."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its SVG, its size, and the words that go with it."""

    told: Told
    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Bar:
    lines: tuple[str, ...]
    shown: str
    y: int
    """Where its text begins; the bar stands below the last line."""
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    x: float
    height: float
    shown: str
    label: str
    is_today: bool
    is_ahead: bool


def drawn(told: Told, call: Call, words: Words, *, alone: bool, mark: str = "") -> Drawn:
    """Return the picture of a figure; `alone` it bears its own style, else the page's.

    `mark` sets its parts apart from those of other pictures on one page.
    """
    layout = _days(told, call, words) if told.figure.kind is Kind.DAYS else _bars(told)
    height = int(str(layout["height"]))
    template = "days.svg" if told.figure.kind is Kind.DAYS else "bars.svg"
    svg = (
        _environment()
        .get_template(template)
        .render(told=told, width=WIDTH, edge=EDGE, thickness=BAR, mark=mark, style=style() if alone else "", **layout)
    )
    return Drawn(told, _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", svg), WIDTH, height)


@cache
def style() -> str:
    """Return the palette and the type of every picture."""
    return files("templates").joinpath("web", "chart.css").read_text("utf-8")


def _bars(told: Told) -> dict[str, object]:
    y = EDGE + (LEGEND if told.legend else 0)
    largest = max(sum(bar.counts) for bar in told.figure.bars)
    room = WIDTH - 2 * EDGE
    bars = []
    for bar, row in zip(told.figure.bars, told.rows, strict=True):
        shown = " + ".join(row.shown) if any(bar.counts[1:]) else row.shown[0]
        lines = _broken(row.label, room - _width(shown) - EDGE)
        bars.append(_Bar(lines, shown, y, tuple(round(count / largest * room, 1) for count in bar.counts)))
        y += len(lines) * LINE + 2 + BAR + GAP
    return {"height": y - GAP + EDGE, "bars": bars, "legend": _legend(told), "room": room, "line": LINE}


def _legend(told: Told) -> list[tuple[float, str]]:
    placed, x = [], float(EDGE)
    for name in told.legend:
        placed.append((round(x, 1), name))
        x += 22 + _width(name) + 18
    return placed


def _width(text: str) -> float:
    return len(text) * TEXT * _EM


def _broken(label: str, room: float) -> tuple[str, ...]:
    """Return a label in as many lines as it takes to stand beside its number."""
    return tuple(textwrap.wrap(label, max(int(room / (TEXT * _EM)), 8))) or ("",)


def _days(told: Told, call: Call, words: Words) -> dict[str, object]:
    figure = told.figure
    pitch = (WIDTH - 2 * EDGE) / len(figure.bars)
    largest = max(bar.counts[0] for bar in figure.bars)
    foot = EDGE + 26 + 20 + TALL
    days = [
        _Day(
            x=round(EDGE + place * pitch, 1),
            height=round(bar.counts[0] / largest * TALL, 1),
            shown=row.shown[0] if bar.counts[0] else "",
            label="",
            is_today=bar.key == figure.today,
            is_ahead=str(bar.key) > str(figure.today),
        )
        for place, (bar, row) in enumerate(zip(figure.bars, told.rows, strict=True))
    ]
    return {
        "height": foot + 44 + EDGE - 8,
        "days": days,
        "labels": _labels(told, words, pitch),
        "pitch": round(pitch, 1),
        "thick": round(min(pitch - 3, 24), 1),
        "foot": foot,
        "left": Telling(call, words).left(figure),
        "close_x": next(
            (round(EDGE + (place + 1) * pitch, 1) for place, bar in enumerate(figure.bars) if bar.key == figure.close),
            None,
        ),
    }


def _labels(told: Told, words: Words, pitch: float) -> list[tuple[float, int, str, bool]]:
    """Return what stands below the days (middle, line, words, whether strong): what matters on a line of its own."""
    figure = told.figure
    labels: list[tuple[float, int, str, bool]] = []
    free = 0.0
    for place, bar in enumerate(figure.bars):
        at = date.fromisoformat(str(bar.key))
        middle = EDGE + (place + 0.5) * pitch
        name = brief_day(at, words.language)
        half = _width(name) / 2
        if middle - half >= free and middle + half <= WIDTH - 2:
            labels.append((round(middle, 1), 0, name, False))
            free = middle + half + 10
    return labels + _marks(told, words, pitch)


def _marks(told: Told, words: Words, pitch: float) -> list[tuple[float, int, str, bool]]:
    """Return 'today' and 'close' below their days; in the last days, when both have no room there, side by side."""
    marks, free = list[tuple[float, int, str, bool]](), float(WIDTH)
    places = {str(bar.key): place for place, bar in enumerate(told.figure.bars)}
    named = {told.figure.close: "close", told.figure.today: "today"}
    for day in sorted((day for day in named if day in places), reverse=True):
        name = words(f"digest.figure.days.{named[day]}")
        half = _width(name) / 2
        middle = min(_kept(EDGE + (places[day] + 0.5) * pitch, name), free - half)
        marks.append((round(middle, 1), 1, name, True))
        free = middle - half - 10
    return marks


def _kept(middle: float, name: str) -> float:
    """Return the middle of a label moved as far as it takes to stand inside the picture."""
    half = _width(name) / 2
    return round(min(max(middle, EDGE + half), WIDTH - EDGE - half), 1)


@cache
def _environment() -> Environment:
    return templates_in("charts")
