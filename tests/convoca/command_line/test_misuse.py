"""Words on the command line that make no command: what is wrong and how it is written, in the language asked for."""

from __future__ import annotations

import pytest

from convoca.__main__ import main
from templates.words import LANGUAGES, Words

COMMANDS = "demo, tour, serve, chat, doctor, check, rehearse, backup, call, mail, db"
OPTIONS = "--call, --at, --stage, --jsonl, --lang, --json, --help"
CHECK = "convoca check [OPTIONS] FILE"
MISUSES = [
    (
        "check LANG --stag x",
        "unknown_option",
        {"name": "--stag", "command": "convoca check"},
        {"suggestion": "--stage"},
    ),
    ("check LANG -x", "unknown_option", {"name": "-x", "command": "convoca check"}, {"known": OPTIONS}),
    ("--foo LANG", "unknown_option", {"name": "--foo", "command": "convoca"}, {"known": "--help"}),
    ("chekc LANG", "unknown_command", {"name": "chekc", "command": "convoca"}, {"suggestion": "check"}),
    ("nada LANG", "unknown_command", {"name": "nada", "command": "convoca"}, {"known": COMMANDS}),
    ("db a\x1bb LANG", "unknown_command", {"name": "a?b", "command": "convoca db"}, {"known": "upgrade"}),
    ("check LANG", "missing", {"name": "FILE", "usage": CHECK}, {}),
    ("call check LANG", "missing", {"name": "FILES", "usage": "convoca call check [OPTIONS] FILES..."}, {}),
    ("check LANG my file.json", "extra", {"usage": CHECK}, {}),
    ("check LANG x --stage later", "choice", {"name": "--stage", "known": "submission, screening"}, {}),
    ("demo LANG --port many", "whole", {"name": "--port"}, {}),
    ("check LANG x --call", "needs_value", {"name": "--call"}, {}),
    ("check LANG x --json=3", "takes_no_value", {"name": "--json"}, {}),
    ("check LANG x --at ", "empty", {"name": "--at"}, {}),
    ("check LANG x --call ", "empty", {"name": "--call"}, {}),
    ("check LANG x --call=", "empty", {"name": "--call"}, {}),
    ("call show LANG ", "empty", {"name": "CALL"}, {}),
    ("serve LANG --only ", "empty", {"name": "--only"}, {}),
    ("serve LANG --only ,", "empty", {"name": "--only"}, {}),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "key", "facts", "mend"), MISUSES, ids=[item[0] for item in MISUSES])
def test_a_misuse_is_one_line_with_its_mend(
    typed: str, key: str, facts: dict[str, str], mend: dict[str, str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = Words(language)
    said = [words(f"commands.usage.{key}", **facts), *(words(f"commands.usage.{name}", **mend) for name in mend)]
    assert main(typed.replace("LANG", f"--lang={language}").split(" ")) == 2
    assert tuple(capsys.readouterr()) == ("", f"convoca: {' '.join(said)}\n")


@pytest.mark.parametrize(("typed", "known"), [([], COMMANDS), (["db"], "upgrade")])
def test_without_a_command_the_help_is_shown_and_what_there_is_told(
    typed: list[str], known: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Words("es")("commands.usage.no_command"), Words("es")("commands.usage.known", known=known)
    assert main(typed) == 2
    shown = capsys.readouterr()
    assert "Usage: convoca" in shown.out
    assert shown.err == f"convoca: {' '.join(said)}\n"


@pytest.mark.parametrize(
    "command", ["check x", "call show", "db upgrade", "backup x", "doctor", "demo", "tour", "serve"]
)
def test_a_language_that_there_is_not_is_refused_in_spanish(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = Words("es")("commands.usage.choice", name="--lang", known="es, pt, en")
    assert main([*command.split(), "--lang", "fr"]) == 2
    assert tuple(capsys.readouterr()) == ("", f"convoca: {said}\n")
