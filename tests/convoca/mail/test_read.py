"""`convoca mail read`, as a person or a program runs it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from convoca.__main__ import main
from core.model.caps import LARGEST

FOLDER = Path(__file__).parents[2] / "letters"
EXPECTED = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text("utf-8").splitlines()]
YES = str(FOLDER / "001-gmail-es-si.eml")
NO = str(FOLDER / "002-gmail-es-no.eml")
INVITATION = ["--invitation", str(FOLDER / "invitation-es.txt")]
TOKEN = "r+" + "a2" * 13


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    def told(*arguments: str) -> tuple[int, str, str]:
        status = main(["mail", "read", *arguments])
        found = capsys.readouterr()
        return status, found.out, found.err

    return told


def letter(folder: Path, *headers: str, body: str = "Sí", name: str = "letter.eml") -> str:
    file = folder / name
    file.write_text("\r\n".join((*headers, "From: ana@example.org", "", body, "")), "utf-8", newline="")
    return str(file)


def test_one_letter_is_one_document_with_every_key_of_the_contract(told: Any) -> None:
    for more in ([], ["--json"]):
        status, out, err = told(*INVITATION, YES, *more)
        assert (status, err) == (0, "")
        assert json.loads(out) == {
            "kind": "reply", "decision": "accept", "fields": {}, "unknown_fields": [], "text": "Sí",
            "from": "elena.paz@correo.example.org", "recipient_token": True, "bounce": None,
            "reasons": ["written_by_a_person", "first_line"],
        }  # fmt: skip


def test_a_calendars_answer_has_a_kind_of_its_own(told: Any) -> None:
    status, out, _ = told(str(FOLDER / "calendar" / "04-exchange-es-aceptada.eml"))
    assert (status, json.loads(out)) == (
        0,
        {
            "kind": "calendar_reply", "decision": "accept", "fields": {}, "unknown_fields": [], "text": "",
            "from": "ana.gomez@univ.example.org", "recipient_token": True, "bounce": None,
            "reasons": ["calendar_reply", "accepted"],
        },
    )  # fmt: skip


def test_several_letters_are_a_list_or_a_line_each_in_order(told: Any) -> None:
    status, out, _ = told(YES, NO)
    assert (status, [answer["decision"] for answer in json.loads(out)]) == (0, ["accept", "decline"])
    status, out, _ = told("--jsonl", NO, YES)
    assert (status, [json.loads(line)["decision"] for line in out.splitlines()]) == (0, ["decline", "accept"])


def test_every_letter_of_the_collection_is_answered_as_it_was_judged(told: Any) -> None:
    files = [str(FOLDER / each["file"]) for each in EXPECTED]
    status, out, _ = told("--jsonl", *INVITATION, *files)
    answers = [json.loads(line) for line in out.splitlines()]
    judged = [(each["kind"], each["fields"], each["from"]) for each in EXPECTED]
    assert (status, [(each["kind"], each["fields"], each["from"]) for each in answers]) == (0, judged)
    wrong = [
        each["file"]
        for each, answer in zip(EXPECTED, answers, strict=True)
        if answer["decision"] not in (each["decision"], "unclear")
    ]
    assert wrong == []


def test_a_file_that_is_not_there_has_its_own_line_and_the_rest_is_answered(told: Any) -> None:
    status, out, _ = told("--jsonl", YES, "/nowhere.eml", NO)
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, list(lines[1])) == (2, ["error"])
    assert "/nowhere.eml" in lines[1]["error"]
    assert [lines[0]["decision"], lines[2]["decision"]] == ["accept", "decline"]


@pytest.mark.parametrize("wrong", [["/nowhere.eml"], [YES, "/nowhere.eml"], [YES, "--invitation", "/nowhere.eml"]])
def test_alone_it_is_one_line_and_nothing_else(told: Any, wrong: list[str]) -> None:
    status, out, err = told(*wrong)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "/nowhere.eml" in err


def test_standard_input_is_a_letter(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(NO).read_bytes())))
    status, out, _ = told("-")
    assert (status, json.loads(out)["decision"]) == (0, "decline")


@pytest.mark.parametrize(
    ("headers", "borne"),
    [
        ([f"To: Foro <{TOKEN}@foro.example>"], True),
        (["To: foro@foro.example", f"Delivered-To: {TOKEN.upper()}@foro.example"], True),
        ([f"To: {TOKEN}@foro.example", "Delivered-To: foro@foro.example"], False),
        (["To: r+short@foro.example"], False),
        ([], False),
    ],
)
def test_the_token_is_known_by_its_shape(told: Any, tmp_path: Path, headers: list[str], borne: bool) -> None:
    assert json.loads(told(letter(tmp_path, *headers))[1])["recipient_token"] is borne


def test_our_letter_may_be_given_as_a_letter_and_its_lines_are_not_the_persons(told: Any, tmp_path: Path) -> None:
    ours = letter(tmp_path, "Subject: x", body="Si acepta, escriba\n\nSÍ", name="ours.eml")
    reply = letter(tmp_path, body="Si acepta, escriba\n\nSÍ\n\nNo puedo")
    read = [json.loads(told(*given, reply)[1]) for given in ([], ["--invitation", ours])]
    assert [(each["decision"], each["text"].count("SÍ")) for each in read] == [("unclear", 1), ("decline", 0)]


def test_a_letter_beyond_every_cap_is_unreadable_and_says_why(told: Any, tmp_path: Path) -> None:
    file = tmp_path / "huge.eml"
    file.write_bytes(b"From: a@b.example\r\n\r\n" + b"x" * LARGEST)
    status, out, _ = told(str(file))
    assert (status, json.loads(out)["kind"], json.loads(out)["reasons"]) == (0, "unreadable", ["too_large"])
