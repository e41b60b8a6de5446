"""`convoca check`, as a person or a program runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from convoca.__main__ import main
from core.call.document import dump_document
from core.call.document.text import MAXIMUM_BYTES
from core.call.shipped import shipped_text
from tests.core.rules.gate.proposals import LACIGF, a_proposal, somebody

AT = ["--at", "2025-08-20T10:00:00-03:00"]
Write = Callable[..., str]


def document(**given: Any) -> dict[str, Any]:
    return dump_document(LACIGF, a_proposal(**given))


def changed(**keys: Any) -> dict[str, Any]:
    return {**document(), **keys}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write proposals, or raw bytes, to a file of one line each."""

    def write(*lines: dict[str, Any] | bytes, name: str = "proposals.json") -> str:
        raw = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        file = tmp_path / name
        file.write_bytes(b"\n".join(raw))
        return str(file)

    return write


def answers(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


Out = pytest.CaptureFixture[str]


def test_a_complete_proposal_can_be_sent(write: Write, capsys: Out) -> None:
    assert main(["check", write(document()), "--json", *AT]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "sendable": True, "stage": "submission", "at": "2025-08-20T10:00:00-03:00", "findings": [],
    }  # fmt: skip


def test_a_finding_has_its_rule_its_facts_and_words(write: Write, capsys: Out) -> None:
    asked = write(changed(topic=None))
    assert main(["check", asked, "--json", "--lang", "en", *AT]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "sendable": False,
        "stage": "submission",
        "at": "2025-08-20T10:00:00-03:00",
        "findings": [
            {
                "rule": "required_field",
                "severity": "blocks",
                "field": "topic",
                "facts": {"field": "topic"},
                "message": "“Main topic” has no answer yet.",
                "cure": "Fill in “Main topic”.",
            }
        ],
    }
    assert printed.err == ""


def test_a_warning_does_not_keep_a_proposal_from_being_sent(write: Write, capsys: Out) -> None:
    people = tuple(somebody(person.id, *person.roles, sector="academia") for person in a_proposal().participants)
    with_one_sector = [
        {**entry, "country": country, "gender": gender}
        for entry, country, gender in zip(
            document(participants=people)["participants"], ["AR", "BR"] * 3, ["female", "male"] * 3, strict=True
        )
    ]
    asked = write(changed(participants=with_one_sector))
    assert main(["check", asked, "--json", *AT]) == 0
    assert main(["check", asked, "--json", "--stage", "screening", *AT]) == 1
    first, second = (json.loads(part + "}") for part in capsys.readouterr().out.split("\n}\n")[:2])
    assert [item["severity"] for item in first["findings"] if item["rule"] == "sector_minimum"] == ["warns"]
    assert [item["severity"] for item in second["findings"] if item["rule"] == "sector_minimum"] == ["blocks"]
    assert (first["sendable"], second["sendable"], second["stage"]) == (True, False, "screening")


def test_people_read_what_blocks_first_then_the_warnings(write: Write, capsys: Out) -> None:
    spoilt = changed(topic=None)
    spoilt["answers"]["interaction_minutes"] = 5
    asked = write(spoilt)
    assert main(["check", asked, "--lang", "pt", *AT]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{asked}: ainda não pode ser enviada; há 1 ponto a resolver.",
        "  Impede: Falta responder “Tema principal”.",
        "    Para resolver: Preencha “Tema principal”.",
        "  Aviso: A sessão dedica 5 minutos ao público, e se pedem ao menos 20.",
        (
            "    Para resolver: Reserve ao menos 20 minutos para o público e diga isso em "
            "“Minutos de interação com o público”."
        ),
    ]


def test_without_a_moment_it_is_now_told_in_the_zone_of_the_call(write: Write, capsys: Out) -> None:
    assert main(["check", write(document()), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["at"].endswith("-03:00")
    assert [item["rule"] for item in answer["findings"]] == ["submission_window"]


def test_a_bad_line_is_answered_and_the_rest_too(write: Write, capsys: Out) -> None:
    asked = write(
        document(), b"", b"{nope", changed(topic=None), changed(topik=1), b"\xff", {"call": "nada"}, {}, document()
    )
    assert main(["check", asked, "--jsonl", "--lang", "en", *AT]) == 2
    printed = capsys.readouterr()
    told = answers(printed.out)
    assert [item.get("sendable") for item in told] == [True, None, False, None, None, None, None, True]
    assert [item["error"] for item in told if "error" in item] == [
        "Line 3, column 2: it is not valid JSON. Check quotes, commas and braces at that place.",
        "Line 5: the key “topik” is not used here. Remove it or correct its name. Did you mean “topic”?",
        "Line 6, column 1: it is not text in UTF-8. Save it in that encoding.",
        (
            "Line 7: at call: “nada” is not one of the shipped calls (fib, igf-2023, lacigf-2025). "
            'Correct "call", or use --call with the file of yours.'
        ),
        (
            "Line 8: it does not say which call it is for. "
            'Add "call" with one of these names, or use --call: fib, igf-2023, lacigf-2025.'
        ),
    ]
    assert printed.err == ""


def test_with_lines_the_status_says_only_whether_all_could_be_read(write: Write, capsys: Out) -> None:
    assert main(["check", write(changed(topic=None), document()), "--jsonl", *AT]) == 0
    assert [item["sendable"] for item in answers(capsys.readouterr().out)] == [False, True]


def test_a_line_that_is_too_long_does_not_swallow_the_next(write: Write, capsys: Out) -> None:
    huge = b'{"call": "' + b"x" * (2 * MAXIMUM_BYTES) + b'"}'
    assert main(["check", write(huge, document()), "--jsonl", "--lang", "en", *AT]) == 2
    assert [item.get("error", item.get("sendable")) for item in answers(capsys.readouterr().out)] == [
        "Line 1: it is larger than 4096 KiB. Shorten the texts.",
        True,
    ]


def test_a_call_file_of_ones_own_judges_whatever_the_document_says(write: Write, tmp_path: Path, capsys: Out) -> None:
    own = tmp_path / "own.toml"
    own.write_text(shipped_text("lacigf-2025").replace("maximum = 180", "maximum = 5"), "utf-8")
    assert main(["check", write(document()), "--json", "--call", str(own), *AT]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["facts"] == {"field": "answers.title", "maximum": 5, "found": 18}


def test_a_document_never_makes_us_open_a_file(write: Write, tmp_path: Path, capsys: Out) -> None:
    own = tmp_path / "own.toml"
    own.write_text(shipped_text("lacigf-2025"), "utf-8")
    assert main(["check", write({"call": str(own)}), *AT]) == 2


def test_a_proposal_of_a_megabyte_is_judged(write: Write, capsys: Out) -> None:
    pasted = changed()
    pasted["answers"]["methodology"] = "m" * 1_000_000
    assert main(["check", write(pasted), "--json", *AT]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["rule"], finding["facts"]["found"]) == ("field_length", 1_000_000)


def test_a_byte_order_mark_is_no_fault(write: Write, capsys: Out) -> None:
    assert main(["check", write(b"\xef\xbb\xbf" + json.dumps(document()).encode()), *AT]) == 0


def test_a_file_of_lines_that_is_read_as_one_document_is_told_how_to_read_it(write: Write, capsys: Out) -> None:
    lines = write(document(), document(), name="lines.jsonl")
    assert main(["check", lines]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"convoca: {lines}: línea 2, columna 1: ")
    assert "--jsonl" in said


def refusals(write: Write, tmp_path: Path) -> Iterable[tuple[list[str], str]]:
    good = write(document(), name="good.json")
    yield [str(tmp_path / "none.json")], "none.json"
    yield [str(tmp_path)], str(tmp_path)[:30]
    yield ["a\0b"], "a?b"
    yield [write(b"", name="empty.json")], "empty.json"
    yield [write(b"[" * 50_000, name="deep.json")], "deep.json"
    yield [write(b"9" * 6000, name="digits.json")], "digits.json"
    yield [write(b" " * (MAXIMUM_BYTES + 1), name="large.json")], "large.json"
    yield [write(b'{"a": 1,', b' "a": 2}', name="twice.json")], "twice.json: línea 2, columna 2: "
    yield [write({"call": "lacigf-2025", "participants": 3}, name="wrong.json")], "participants"
    yield [good, "--call", "nada"], "nada"
    yield [good, "--at", "yesterday"], "yesterday"
    yield [good, "--at", "2025-08-20T10:00:00"], "2025-08-20T10:00:00"
    yield [good, "--stage", "later"], "--stage"
    yield [good, "--lang", "fr"], "--lang"
    yield [good, "--nothing"], "--nothing"


@pytest.mark.parametrize("place", range(15))
def test_what_cannot_be_done_is_one_line_that_names_the_place(
    place: int, write: Write, tmp_path: Path, capsys: Out
) -> None:
    arguments, named = list(refusals(write, tmp_path))[place]
    assert main(["check", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert named in printed.err


def test_names_from_a_document_cannot_break_the_answer(write: Write, capsys: Out) -> None:
    people = [{"id": "a\nb", "name": "Ana\n\x1b[31m\u202eBo", "roles": ["speaker", "moderator"]}]
    assert main(["check", write(changed(participants=people)), *AT]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(line.isprintable() for line in lines)
    assert any(line.startswith("  Aviso: Ana [31mBo tiene los roles Ponente y Moderación") for line in lines)


def test_standard_input_is_read_by_a_real_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "convoca", "check", "-", "--json", *AT],
        input=json.dumps(document()).encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, json.loads(done.stdout)["sendable"], done.stderr) == (0, True, b"")
