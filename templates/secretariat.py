"""The secretariat's pages and its table, in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from core.call.definition import Call, Option
from core.dialogue.screen import Phrase
from core.model.records import Channel, ProposalState
from core.ports import ProposalFilter
from core.usecases.ordering.on_the_page import notes_in
from core.usecases.scheduling.reading import slot_form
from core.usecases.secretariat import PersonRow, ProposalPage, ProposalRow
from templates.pages import Frame, page
from templates.telling import Telling

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for a formula at the beginning of a cell."""
BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the table is UTF-8."""


def overview_page(frame: Frame, rows: Sequence[ProposalRow], wanted: ProposalFilter, query: str, unread: int) -> str:
    """Return the list of proposals; `query` is the filter as a query, for the download; `unread` letters wait."""
    return page(
        "overview.html",
        frame,
        rows=rows,
        wanted=wanted,
        query=query,
        unread=unread,
        states=tuple(ProposalState),
        telling=Telling(frame.call, frame.language),
    )


def reading_page(
    frame: Frame,
    shown: ProposalPage,
    *,
    done: str | None = None,
    problem: Phrase | None = None,
    typed: Mapping[str, str] | None = None,
) -> str:
    """Return one proposal for reading; `done` names what was just done, `problem` why it was not.

    `typed` is what stood in the form of the session's date when it was refused.
    """
    letters = [item for item in shown.letters if item.channel is Channel.MAIL]
    names = {item.id: item.name for item in shown.row.draft.participations}
    telling = Telling(frame.call, frame.language)
    notes = notes_in(shown.log)
    session = slot_form(frame.call, shown.row.draft.proposal, shown.slot, typed)
    return page(
        "reading.html", frame, shown=shown, letters=letters, names=names, telling=telling, done=done, problem=problem,
        session=session, notes=notes,
    )  # fmt: skip


def people_page(frame: Frame, rows: Sequence[PersonRow], text: str) -> str:
    """Return the people, with what they stand for in which proposals."""
    return page("people.html", frame, rows=rows, text=text, telling=Telling(frame.call, frame.language))


def table(
    call: Call, language: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """Return the secretariat's table with its header and the call's keys in words, safe to open in a spreadsheet."""
    telling = Telling(call, language)
    named: Mapping[str, Sequence[Option]] = {
        "session_type": call.session_types,
        "modality": call.modalities,
        "duration": call.durations,
        "topic": call.topics,
    }

    def cell(column: str, value: str) -> str:
        if column == "state":
            return telling.words(f"web.states.{value}")
        return harmless(telling.name(named[column], value) if column in named else value)

    header = [telling.words(f"web.columns.{column}") for column in columns]
    return header, [[cell(column, value) for column, value in zip(columns, row, strict=True)] for row in rows]


def table_file(call: Call, language: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    """Return the secretariat's table as a file for spreadsheets: its name and its bytes, CSV in UTF-8."""
    header, cells = table(call, language, columns, rows)
    file = io.StringIO()
    csv.writer(file).writerows([header, *cells])
    return f"{call.id}.csv", f"{BYTE_ORDER_MARK}{file.getvalue()}".encode()


def harmless(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
