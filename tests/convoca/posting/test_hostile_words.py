"""Whatever people type into titles and names, every letter leaves with the headers that it always has, and parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache

import pytest

from convoca.posting import rendering
from tests.convoca.posting.test_posting import DESK, SETTINGS, posted, queued, read
from tests.templates.letters.queued import WHOLE

TRICKS = {
    "encoded word": "=?utf-8?q?hola=0ABcc=3A_x=40y?=", "encoded word in pieces": "=?utf-8?b?", "end of one": "?=",
    "line ends": "x\r\nBcc: eva@example.org\r\n\r\n<b>otra</b>", "bare LF": "x\nBcc: eva@example.org",
    "bare CR": "x\rBcc: eva@example.org", "other line ends": "x\u2028Bcc: y\u2029z\x85w\x0bv\x0cu",
    "the end of a letter": "x\r\n.\r\nMAIL FROM:<eva@example.org>", "a boundary": "\n--=_\n--=_--\n",
    "NUL and controls": "".join(map(chr, range(32))) + "x\x7f\x9b31m",
    "directions": "\u202egro.elpmaxe\u202c\u2066x\u2069",
    "half a pair": "x\ud83d", "marks": '"<>(),;:@[]\\', "tags": "<script>alert(1)</script><!--",
    "very long": "ñ" * 5_000,
    "one long word": "x" * 5_000, "accents": "a" + "\u0301" * 500, "template": "{{ 7 * 7 }}{% raw %}%(x)s{0}",
    "spaces": " \t ",
    "a calendar's line": "x\r\nEND:VEVENT\r\nATTENDEE:mailto:eva@example.org",
}  # fmt: skip
TYPED = {
    "person_name", "proposal_title", "proponent_name", "proponent_organisation", "description", "title", "name", "text",
    "organisation", "collaborators", "proponent", "unknown", "place", "policy_issues", "subject",
}  # fmt: skip
"""Facts that somebody types."""


def with_trick(facts: object, trick: str, *, is_typed: bool = False) -> object:
    """Return the facts with all that somebody typed in place of what a test meant."""
    if isinstance(facts, Mapping):
        return {
            key: value if _is_ours(key, facts) else with_trick(value, trick, is_typed=key in TYPED)
            for key, value in facts.items()
        }
    if isinstance(facts, list | tuple):
        return [with_trick(value, trick, is_typed=is_typed) for value in facts]
    return trick if is_typed and isinstance(facts, str) else facts


def _is_ours(key: str, facts: Mapping[str, object]) -> bool:
    """Whether a fact is no word at all: what a token stands for, the id of what a reminder is about."""
    return key == "token" or (key == "subject" and "generation" in facts)


def properties(letter: EmailMessage) -> list[str]:
    """The names of the lines of its event, in order; [] where there is none."""
    events = [part.get_content() for part in letter.walk() if part.get_content_type() == "text/calendar"]
    lines = [line for event in events for line in re.sub(r"\r?\n[ \t]", "", event).splitlines()]
    return [re.split("[;:]", line)[0] for line in lines]


@cache
def usual(kind: str) -> EmailMessage:
    """A letter as it always is."""
    return read(posted(queued(kind)))


@pytest.mark.parametrize("trick", TRICKS)
def test_words_stay_words_in_every_letter(trick: str) -> None:
    ready = rendering(DESK, SETTINGS)
    for kind, facts in WHOLE.items():
        tricked = with_trick(facts, TRICKS[trick])
        assert isinstance(tricked, dict)
        letter = ready(queued(kind, tricked))
        found = read(letter)
        assert found.keys() == usual(kind).keys(), kind
        assert (letter.recipient, str(found["To"])) == ("bruno@example.org", "bruno@example.org")
        assert [part.get_content_type() for part in found.walk()] == [
            part.get_content_type() for part in usual(kind).walk()
        ]
        assert properties(found) == properties(usual(kind))
        assert not [mark for mark in str(found["Subject"]) if unicodedata.category(mark) in {"Cc", "Cf", "Zl", "Zp"}]
        assert re.search(rb"(?<!\r)\n|\r(?!\n)|\0", letter.raw) is None


def test_tags_are_shown_and_not_obeyed() -> None:
    for kind, facts in WHOLE.items():
        tricked = with_trick(facts, TRICKS["tags"])
        assert isinstance(tricked, dict)
        html = read(posted(queued(kind, tricked))).get_body(("html",))
        assert html is not None
        assert "<script" not in html.get_content()
