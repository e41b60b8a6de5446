"""The digest as it leaves: pictures in it, small enough for every mailbox, the table only where it was wished for."""

from __future__ import annotations

import csv
import io
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from core.usecases.digesting.table import TABLE
from tests.convoca.posting.test_posting import TOKEN, posted, queued
from tests.templates.charts.samples import COUNTRIES, TOPICS, facts
from tests.templates.letters.queued import LANGUAGES, WHOLE

ROWS = [["12", "sent", "=cmd()", "workshop"], ["", "draft", "Niñez", ""]]
COLUMNS = ["number", "state", "title", "session_type"]


def digest(**given: object) -> tuple[bytes, EmailMessage]:
    language = str(given.pop("language", "es"))
    notice = queued("digest", {**WHOLE["digest"], **given}, token=TOKEN, language=language)
    raw = posted(notice).raw
    read: EmailMessage = message_from_bytes(raw, policy=policy.default)  # type: ignore[assignment]  # what this policy makes
    return raw, read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_that_the_html_shows_travels_with_it(language: str) -> None:
    raw, read = digest(language=language)
    html = next(part.get_content() for part in read.walk() if part.get_content_type() == "text/html")
    ids = [str(part["Content-ID"])[1:-1] for part in read.walk() if part.get_content_type() == "image/png"]
    assert len(ids) == 2
    assert [f'src="cid:{cid}"' in html for cid in ids] == [True, True]
    assert len(raw) < 100_000


def test_the_largest_pictures_of_a_letter_keep_it_small() -> None:
    raw, _ = digest(figures=facts(TOPICS, COUNTRIES))
    assert len(raw) < 130_000


def test_without_a_wish_there_is_no_table_and_with_it_one_that_spreadsheets_can_trust() -> None:
    assert list(digest()[1].iter_attachments()) == []
    (table,) = digest(**{TABLE: {"columns": COLUMNS, "rows": ROWS}})[1].iter_attachments()
    assert table.get_filename() == "lacigf-2025.csv"
    rows = list(csv.reader(io.StringIO(table.get_content().removeprefix("\ufeff"))))
    assert rows == [
        ["N.º", "Estado", "Título", "Tipo de sesión"], ["12", "Enviada", "'=cmd()", "Taller práctico"],
        ["", "Borrador", "Niñez", ""],
    ]  # fmt: skip
