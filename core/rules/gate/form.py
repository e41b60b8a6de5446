"""Rules about the form: the window, the fields and what the session type allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from core.call.definition import Field, Moment, Rule
from core.call.rule_kinds import AudienceInteraction, DurationJustified, OnlineParticipation, RequiredField
from core.model.finding import Finding
from core.model.proposal import Answer
from core.rules.gate.case import Case, blank


def submission_window(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """D02, Z12: stored between the opening and the close, both days whole; a day not known yet binds nobody."""
    opens, closes = case.call.moments.get("submission_opens"), case.call.moments.get("submission_closes")
    ahead = opens is not None and opens.at is not None and case.now < opens.at
    over = closes is not None and closes.at is not None and case.now >= closes.at
    if ahead or over:
        yield case.found(rule, "submission_window", opens=_told(opens), closes=_told(closes))


def _told(moment: Moment | None) -> str | None:
    """Of the close, the last second that still counts: people read '23:59:59', not the next day's midnight."""
    told = moment.last_second if moment is not None else None
    return told.isoformat() if told is not None else None


def required_field(case: Case, rule: Rule, asked: RequiredField) -> Iterator[Finding]:
    """F01, Z34: one finding for each required field without an answer."""
    for path in asked.always:
        if blank(getattr(case.proposal, path)):
            yield case.found(rule, path, field=path)
    for field in case.call.fields:
        if field.required_in(case.proposal.session_type) and _unanswered(field, case.proposal.answers.get(field.key)):
            yield case.found(rule, field.path, field=field.path)
    for key in asked.proponent:
        if blank(getattr(case.proposal.proponent, key)):
            yield case.found(rule, f"proponent.{key}", field=f"proponent.{key}")


def _unanswered(field: Field, value: Answer) -> bool:
    if isinstance(value, tuple):
        return sum(not blank(item) for item in value) < max(1, field.minimum_items)
    return blank(value)


def field_length(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """F04 and caps: characters are counted composed (NFC), so that an accent costs the same however it is typed."""
    for field in case.call.fields:
        value = case.proposal.answers.get(field.key)
        if value is not None:
            for maximum, found in _excess(field, value):
                yield case.found(rule, field.path, field=field.path, maximum=maximum, found=found)


def _excess(field: Field, value: str | int | tuple[str, ...]) -> Iterator[tuple[int, int]]:
    if isinstance(value, tuple):
        items = sum(not blank(item) for item in value)
        if field.maximum_items is not None and items > field.maximum_items:
            yield field.maximum_items, items
    if field.maximum is not None:
        found = value if isinstance(value, int) else _longest(value, field.maximum)
        if found > field.maximum:
            yield field.maximum, found


def _longest(value: str | tuple[str, ...], maximum: int) -> int:
    """Return the characters of the longest text; texts that fit however they are composed are passed over."""
    texts = (value,) if isinstance(value, str) else value
    return max((_length(text) for text in texts if 3 * len(text) > maximum), default=0)


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(unicodedata.normalize("NFC", text))


def modality_allowed(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """M02: debate, panel and lightning talk are hybrid; the others may choose."""
    if case.type is not None and case.proposal.modality and case.proposal.modality not in case.type.modalities:
        yield case.found(rule, "modality", allowed=list(case.type.modalities))


def duration_allowed(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """U02: the type's own durations, compared as codes (Z05)."""
    if case.type is not None and case.proposal.duration and case.proposal.duration not in case.type.durations:
        yield case.found(rule, "duration", allowed=list(case.type.durations))


def duration_specified(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """U03: a duration to specify needs minutes above zero and a text."""
    duration = case.call.duration(case.proposal.duration)
    if duration is None or not duration.to_specify:
        return
    lacks_minutes = (case.proposal.duration_minutes or 0) <= 0
    if lacks_minutes or blank(case.proposal.duration_detail):
        allowed = list(case.type.durations) if case.type else []
        yield case.found(rule, "duration_minutes" if lacks_minutes else "duration_detail", allowed=allowed)


def duration_justified(case: Case, rule: Rule, asked: DurationJustified) -> Iterator[Finding]:
    """U01: types that choose a duration say why, whichever they chose."""
    if case.type is not None and case.type.duration_justified and blank(case.proposal.answers.get(asked.answer)):
        yield case.found(rule, f"answers.{asked.answer}", allowed=list(case.type.durations))


def audience_interaction(case: Case, rule: Rule, asked: AudienceInteraction) -> Iterator[Finding]:
    """F08, Z10: from a certain length on, enough minutes with the public; a missing number is told too."""
    duration = case.call.duration(case.proposal.duration)
    minutes = None if duration is None else case.proposal.duration_minutes if duration.to_specify else duration.minutes
    if minutes is None or minutes < asked.from_minutes:
        return
    given = case.proposal.answers.get(asked.answer)
    if not isinstance(given, int) or given < asked.required:
        yield case.found(rule, f"answers.{asked.answer}", required=asked.required, found=given)


def online_participation(case: Case, rule: Rule, asked: OnlineParticipation) -> Iterator[Finding]:
    """M03: a hybrid proposal says how online people take part."""
    path = f"answers.{asked.answer}"
    if case.proposal.modality in case.call.hybrid_modalities and blank(case.proposal.answers.get(asked.answer)):
        yield case.found(rule, path, field=path)
