"""The secretariat's digest as a page: all of the letter, and every picture."""

from __future__ import annotations

from dataclasses import asdict

from core.rules.counting import ENOUGH, STEP
from core.usecases.digesting.telling import Digest
from templates.charts.drawing import drawn
from templates.charts.telling import Telling
from templates.letters import office
from templates.letters.blocks import Block, Title
from templates.letters.pen import Pen
from templates.pages import Frame, page
from templates.say import listed
from templates.words import Words


def digest_page(frame: Frame, told: Digest, *, wants_table: bool, done: bool = False) -> str:
    """Return the page; `wants_table` says whether the reader's letters bring the table, `done` that it just changed."""
    words = Words(frame.language)
    pen = Pen(words, frame.call, asdict(told))
    telling = Telling(frame.call, words)
    charts = [
        drawn(telling(figure), frame.call, words, alone=False, mark=f"-{place}")
        for place, figure in enumerate(told.figures)
    ]
    return page(
        "digest.html",
        frame,
        title=office.title(pen),
        needs=office.needs(pen),
        sections=_sections(pen),
        lists=[_list(pen, key) for key in office.LISTS if pen.facts[key]["lines"]],
        charts=[(chart, office.numbers(chart.told)) for chart in charts],
        wants_table=wants_table,
        done=done,
        privately=_privately(frame, words),
    )


def _sections(pen: Pen) -> list[list[Block]]:
    """Return everything but pictures and lists of proposals, a heading and what is below it together."""
    blocks = (
        *office.changed(pen),
        *office.totals(pen),
        *office.versions(pen),
        *office.problems(pen),
        *office.coming(pen),
    )
    sections: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Title):
            sections.append([])
        sections[-1].append(block)
    return sections


def _list(pen: Pen, key: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the heading of a list, and its lines with the proposal of each."""
    return office.heading(pen, key), [(office.LISTS[key](pen, item), item["id"]) for item in pen.facts[key]["lines"]]


def _privately(frame: Frame, words: Words) -> str:
    """Return how private attributes are told, '' for a call that asks for none."""
    labels = [
        item.label.said_in(words.language).lower() for item in frame.call.attributes if item.private and item.options
    ]
    if not labels:
        return ""
    return words("digest.page.private", labels=listed(labels, words.language), enough=ENOUGH, step=STEP)
