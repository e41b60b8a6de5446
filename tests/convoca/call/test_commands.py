"""`convoca call check` and `convoca call show`, as a person runs them."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from convoca.__main__ import main
from convoca.calls import find_call, told
from convoca.refusal import Refusal
from core.call.faults import Fault, Refused
from core.call.load import parse_call
from core.call.rule_kinds import KINDS
from core.call.shipped import shipped_call, shipped_ids, shipped_text
from templates.call import as_document, as_text
from templates.words import LANGUAGES, Words, catalogue
from tests.core.call.test_faults import TEN
from tests.core.call.tiny import TINY, tiny
from tests.support.records import NOON


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    file = tmp_path / "spoilt.toml"
    file.write_text(TEN, "utf-8")
    return file


def test_shipped_calls_are_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", *shipped_ids()]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 3
    assert printed.err == ""


def test_every_fault_is_printed_with_its_line_and_key(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", str(spoilt), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{spoilt}: 11 faults to mend."
    assert lines[2] == (
        "  line 3, editon: The key “editon” is not used here. Remove it or correct its name. Did you mean “edition”?"
    )
    assert len(lines) == 12


def test_faults_as_json(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", str(spoilt), "lacigf-2025", "--json", "--lang", "pt"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["valid"] is False
    first, second = answer["files"]
    assert (first["valid"], first["call"], second["valid"], second["call"]) == (False, None, True, "lacigf-2025")
    assert first["faults"][1] == {
        "key": "editon",
        "line": 3,
        "fault": "unknown_key",
        "facts": first["faults"][1]["facts"],
        "message": "A chave “editon” não é usada nesta parte. Retire-a ou corrija o nome. Quis dizer “edition”?",
    }


@pytest.mark.parametrize(
    ("content", "told_as"),
    [
        (None, "No encuentro la convocatoria"),
        (b"id = '\xff'\n", "línea 1: no es texto en UTF-8"),
        (b"x" * 10_000_000, "mide más de 256 KiB"),
        ("folder", "No puedo leer"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_status_2(
    content: bytes | str | None, told_as: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.toml"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        file.mkdir()
    for command in (["call", "check", str(file)], ["call", "show", str(file)]):
        assert main(command) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert told_as in printed.err
        assert printed.err.count("\n") == 1


def test_a_file_that_cannot_be_read_does_not_hide_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", "nothing.toml", "fib"]) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith("fib: ")
    assert "nothing.toml" in printed.err


def test_a_name_with_odd_signs_stays_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", "a\nb\x1b[31m\0"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_show_refuses_a_call_with_faults_and_says_where(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "show", str(spoilt)]) == 2
    printed = capsys.readouterr().err
    assert "línea 1, id" in printed
    assert "11 faltas" in printed


def test_find_call_takes_an_id_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(TINY.replace("\n", "\r\n"), "utf-8-sig", newline="")
    assert find_call(str(file)).id == "tiny"
    assert find_call("fib") == shipped_call("fib")
    with pytest.raises(Refusal):
        find_call("fib.toml")


def test_show_tells_dates_in_both_zones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "show", "lacigf-2025"]) == 0
    printed = capsys.readouterr().out
    assert (
        "  Cierre del envío de propuestas: domingo, 24 de agosto de 2025, hasta las 23:59 inclusive "
        "(UTC−03:00; 25 ago, 02:59 UTC).\n"
    ) in printed
    assert "  Comienzo del foro: todavía no se conoce.\n" in printed


def test_show_tells_how_much_mail_may_leave(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "show", "lacigf-2025", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "\nEmails\n  Invitations by one person in a day: up to 40.\n" in printed
    assert "  At least 24 hours pass between two emails that ask somebody for the same.\n" in printed


def test_show_tells_what_bounds_reminders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "show", "lacigf-2025", "--lang", "en"]) == 0
    told = """
Reminders
  From 21:00 to 08:00, in each person’s own time, none is sent.
  In seven days each person gets at most 3 messages; each holds all there is to remind them of.
  What would come less than 2 hours before its deadline is not sent any more.
"""
    assert told in capsys.readouterr().out
    hours = "at = 03:00:00\nquiet_from = 00:00:00\nquiet_until = 00:00:00\nhours_before_deadline = 0\n"
    (tmp_path / "mine.toml").write_text(tiny(more=f"[reminding]\n{hours}messages_per_week = 1\n"), "utf-8")
    assert main(["call", "show", str(tmp_path / "mine.toml"), "--lang", "en"]) == 0
    alone = "\nReminders\n  In seven days each person gets at most 1 message, with all there is to remind them of.\n"
    assert capsys.readouterr().out.endswith(alone)


def test_show_without_a_name_shows_the_call_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONVOCA_CALL", "igf-2023")
    assert main(["call", "show", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Internet Governance Forum 2023\n")


def test_show_as_json_holds_the_facts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "show", "lacigf-2025", "--json", "--lang", "en"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["moments"]["submission_closes"] == {
        "name": "Proposals close",
        "written": "2025-08-24",
        "day": "2025-08-24",
        "whole_day": True,
        "at": "2025-08-25T00:00:00-03:00",
        "utc": "2025-08-25T03:00:00+00:00",
    }
    assert document["session_types"][0]["minima"]["speaker"] == 3
    diversity = next(rule for rule in document["rules"] if rule["name"] == "diversity")
    assert diversity["parameters"]["dimensions"] == ["sector", "country", "gender"]
    assert diversity["severity"] == {"submission": "blocks", "screening": "blocks"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call_id", shipped_ids())
def test_a_call_is_told_whole_in_every_language(call_id: str, language: str) -> None:
    call = shipped_call(call_id)
    text = as_text(call, language, NOON)
    for item in (*call.topics, *call.session_types, *call.roles):
        assert item.name.said_in(language) in text
    for rule in call.rules:
        assert f"[{rule.name}]" in text
    assert all(item.question.said_in(language) in text for item in call.to_confirm)
    assert as_document(call, language, NOON)["zone"] == call.zone


def test_every_kind_of_rule_has_its_sentence_in_every_language() -> None:
    spoken = {"proposal_limit": ["proposal_limit_person", "proposal_limit_organisation"],
              "value_count": ["value_count_least", "value_count_most", "value_count_between"]}  # fmt: skip
    wanted = {key for kind in KINDS for key in spoken.get(kind, [kind])}
    for language in LANGUAGES:
        assert wanted <= {key.removeprefix("call.gate.") for key in catalogue(language) if key.startswith("call.gate.")}


def test_the_catalogues_hold_the_same_keys_and_places() -> None:
    def places(language: str) -> dict[str, set[str]]:
        found = {key: value for key, value in catalogue(language).items() if key.startswith("call.")}
        return {key: set(re.findall(r"\{(\w+)\}", str(value))) for key, value in found.items()}

    spanish = places("es")
    assert len(spanish) > 100
    for language in LANGUAGES:
        assert places(language) == spanish


SPOILT = [
    'combinable_roles = [["speaker", "moderator"]]\n'
    + tiny(("minima = { speaker = 2 }", "minima = { speaker = 500, moderator = 1 }")),
    tiny(
        ('languages = ["es"]', 'languages = []\nhybrid_modalities = ["hybrid"]\nin_person_modalities = ["hybrid"]'),
        ("at = 2025-07-29", "at = 2025-07-29T10:00:00\nend_of_day = true"),
        more='[attributes.email]\nlabel.es = "Correo"\n',
    ),
    TEN,
    "",
    "a = " + "[" * 1000,
    "x" * 300_000,
    "a = [1\nb = 2025-02-30\nc = = 3",
    shipped_text("lacigf-2025").replace("maximum = 4", 'maximum = "four"').replace("required = 2", "required = 9"),
    shipped_text("lacigf-2025").replace("submission_closes]", "closes]").replace("days = [3, 7, 10]", "days = 3"),
    tiny(more="[reminding]\nat = 07:00:00\n[mail]\ndigest_at = 8\n[[to_confirm]]\nkey = 'x'\n"),
    tiny(("at = 2025-08-24", 'at = "submission_closes + 1d"')),
    tiny(("at = 2025-08-24", 'at = "someday"'), ('zone = "America/Argentina/Cordoba"', 'zone = "X"')),
    "scale = [5, 1]\n" + tiny(more='[rules.one_role_per_person]\npairs = [["speaker"]]\n[topics.b]\nname.es = " "\n'),
    tiny(more="".join(f"[reminders.r{number}]\n" for number in range(200))),
    tiny(more='[topics.b]\nname.es = "B"\naliases = ["X"]\n[topics.c]\nname.es = "C"\naliases = ["x"]\n'),
    tiny(('kind = "text"', 'kind = "text"\nrequired_for = ["panel"]\nshown_for = ["talk"]')),
    tiny(('severity.submission = "blocks"', "severity = {}"), ("minutes = 75", "minutes = 0")),
    tiny(('languages = ["es"]', 'languages = ["es", "es"]'), ('short_name = "Tiny"', 'short_name = "a\\u0007"')),
    tiny(('contact = "hola@foro.example"', 'contact = "x"'), ("[topics.access]", "[topics.B]")),
    tiny(
        more='[rules.field_length]\n[rules.diversity_missing_dimension]\nof = "field_length"\n',
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_can_be_told_in_every_language(language: str) -> None:
    words = Words(language)
    problems: set[str] = set()
    for text in SPOILT:
        found = parse_call(text, name="x")
        assert isinstance(found, Refused)
        assert all(told(fault, words).endswith((".", "?", '"')) for fault in found.faults)
        problems |= {fault.problem for fault in found.faults}
    known = {key.removeprefix("call.faults.") for key in catalogue(language) if key.startswith("call.faults.")}
    assert problems == known - {"suggestion", "known"}


def test_a_wrong_type_is_told_in_words() -> None:
    fault = Fault(key="x", line=1, problem="wrong_type", facts={"wanted": "whole", "found": "text"})
    assert told(fault, Words("es")) == "Aquí va un número entero, y hay un texto entre comillas."
    assert told(dataclasses.replace(fault, facts={"wanted": "list", "found": "moment"}), Words("en")) == (
        "This should be a list in brackets, and it is a date or time."
    )


def test_show_tells_what_the_service_will_do_and_what_an_unknown_date_keeps_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["call", "show", "lacigf-2025"]) == 0
    printed = capsys.readouterr().out
    assert "  Borradores sin enviar: 17 de agosto de 2025 (chat), " in printed
    assert "  Relatorías sin entregar: no se puede planificar mientras no se conozca «Fin del foro».\n" in printed
    assert main(["call", "show", "lacigf-2025", "--json"]) == 0
    calendar = {item["key"]: item for item in json.loads(capsys.readouterr().out)["calendar"]}
    assert calendar["event_ends"]["keeps_back"] == ["reminders.report", "report"]
    close = calendar["submission_closes"]
    assert (close["known"], close["zone"], close["utc"]) == (
        "absolute", "America/Argentina/Cordoba", "2025-08-25T03:00:00+00:00",
    )  # fmt: skip
