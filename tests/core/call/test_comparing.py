"""What one call file says and another does not, key by key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.call.comparing import Change, changes, fingerprint_of, said_by
from core.call.dates import redated
from core.call.definition import Call, MailPolicy
from core.call.load import parse_call
from core.call.shipped import shipped_call, shipped_ids, shipped_text
from core.model.words import LocalText

CALL = shipped_call("lacigf-2025")


def between(before: Call, after: Call) -> list[tuple[object, ...]]:
    told: tuple[Change, ...] = changes(said_by(before), said_by(after))
    return [(item["kind"], item["path"], item["before"], item["after"]) for item in told]


def test_the_same_meaning_laid_out_otherwise_is_the_same() -> None:
    text = shipped_text("lacigf-2025")
    other = parse_call("# Ours.\r\n" + text.replace("\n", "\r\n"), name="ours")
    assert isinstance(other, Call)
    assert fingerprint_of(said_by(other)) == fingerprint_of(said_by(CALL))


def test_nothing_of_a_call_is_left_out() -> None:
    marks = {fingerprint_of(said_by(shipped_call(name))) for name in shipped_ids()}
    assert len(marks) == len(shipped_ids())
    assert between(CALL, CALL) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"report_days": 7}, [("value", "report_days", 5, 7)]),
        ({"report_days": None}, [("value", "report_days", 5, None)]),
        ({"mail": MailPolicy(invitations_per_proposal=9)}, [("value", "mail.invitations_per_proposal", None, 9)]),
        ({"name": LocalText({"es": "Foro"})}, [
            ("text", "name.es", CALL.name.said_in("es"), "Foro"),
            ("text", "name.pt", CALL.name.said_in("pt"), None),
            ("text", "name.en", CALL.name.said_in("en"), None),
        ]),
        ({"topics": CALL.topics[1:]}, [("removed", f"topics.{CALL.topics[0].key}", None, None)]),
        ({"contact": "otra@lacigf.org"}, [("value", "contact", "contacto@lacigf.org", "otra@lacigf.org")]),
    ],
)  # fmt: skip
def test_what_is_different_is_told_by_its_key(changed: dict[str, object], told: list[tuple[object, ...]]) -> None:
    found = between(CALL, replace(CALL, **changed))  # type: ignore[arg-type]  # names of Call
    assert sorted(found, key=str) == sorted(told, key=str)


def test_a_thing_that_came_is_one_change_with_its_name() -> None:
    fewer = replace(CALL, fields=CALL.fields[1:])
    assert changes(said_by(fewer), said_by(CALL)) == (
        {
            "kind": "added", "path": "fields.title", "name": dict(CALL.fields[0].label.by_language),
            "before": None, "after": None,
        },
    )  # fmt: skip


def test_a_rule_switched_off_is_told_as_such() -> None:
    rules = tuple(replace(rule, enabled=False) if rule.name == "diversity" else rule for rule in CALL.rules)
    assert between(CALL, replace(CALL, rules=rules)) == [("off", "rules.diversity.enabled", True, False)]


def test_a_date_is_told_as_written_and_what_leans_on_it_is_not_told_twice() -> None:
    later = redated(CALL, {"results": "2025-09-20"})
    assert isinstance(later, Call)
    assert between(CALL, later) == [("date", "dates.results.at", "2025-09-18", "2025-09-20")]
    assert str(later.moments["scoring_closes"].day) == "2025-09-19"


@pytest.mark.parametrize("name", shipped_ids())
def test_a_call_whose_dates_are_read_again_is_the_same_call(name: str) -> None:
    assert redated(shipped_call(name), {}) == shipped_call(name)
