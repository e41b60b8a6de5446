"""The short sections of a call: who it is, its switches and caps."""

from __future__ import annotations

import re

from core.call.definition import MailPolicy, Policies, Selection, ToConfirm
from core.call.reading.table import Names, Table
from core.model.proposal import ParticipationStatus
from core.model.words import LANGUAGES

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")

LONGEST_PAUSE = 30 * 24
"""Hours between two reminders: a longer pause would be none at all, for the window is over."""


def read_id(top: Table) -> str:
    """Return the id that commands and settings name the call by."""
    found = top.text("id")
    if found and not _ID.fullmatch(found):
        top.flaw("bad_key", "id", name=found[:60])
    return found


def read_languages(top: Table) -> tuple[str, ...]:
    """Return the languages of the call."""
    found = top.references("languages", Names("languages", LANGUAGES, "unknown_choice"), required=True, filled=True)
    return found or LANGUAGES


def read_contact(top: Table) -> str:
    """Return the organisers' address."""
    found = top.text("contact")
    if found and not _ADDRESS.fullmatch(found):
        top.flaw("not_an_address", "contact", value=found[:60])
    return found


def read_statuses(top: Table) -> tuple[ParticipationStatus, ...]:
    """Return the statuses of participants that count (Z06); people who left never do."""
    counting = tuple(item for item in ParticipationStatus if item.counts)
    named = top.references("counted_statuses", Names("counted_statuses", counting, "unknown_choice"), filled=True)
    return tuple(item for item in counting if item in named) or counting


def read_sorts_of_modality(top: Table, modalities: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which modalities are hybrid and which are in person; none is both."""
    hybrid = top.references("hybrid_modalities", modalities)
    in_person = top.references("in_person_modalities", modalities)
    for position, value in enumerate(in_person):
        if value in hybrid:
            top.flaw("in_both", "in_person_modalities", position, value=value[:60], other="hybrid_modalities")
    return hybrid, in_person


def read_selection(table: Table) -> Selection:
    """Return how many proposals may be selected together."""
    keys = ("per_proponent", "per_organisation", "per_participant")
    found = {key: table.optional_whole(key, least=1) for key in keys}
    table.close()
    return Selection(**found)


def read_policies(table: Table, fields: Names) -> Policies:
    """Return the switches about the life of a sent proposal."""
    usual = Policies()
    ties = Names("fields", (*fields.keys, "proponent_diversity"))
    found = Policies(
        edit_sent_until_close=table.flag("edit_sent_until_close", default=usual.edit_sent_until_close),
        rescore_after_change=table.flag("rescore_after_change", default=usual.rescore_after_change),
        anonymise_proponents=table.flag("anonymise_proponents", default=usual.anonymise_proponents),
        tie_breakers=table.references("tie_breakers", ties),
        notify_not_selected=table.flag("notify_not_selected", default=usual.notify_not_selected),
        lapse_unconfirmed=table.flag("lapse_unconfirmed", default=usual.lapse_unconfirmed),
        late_report_bars=table.flag("late_report_bars", default=usual.late_report_bars),
    )
    table.close()
    return found


def read_scale(top: Table) -> tuple[int, int] | None:
    """Return the lowest and the highest score, None while unknown."""
    value = top.raw("scale")
    if value in (None, "unknown"):
        return None
    if isinstance(value, list) and len(value) == 2 and all(type(item) is int for item in value):
        lowest, highest = value
        if lowest < highest:
            return lowest, highest
    top.flaw("bad_scale", "scale")
    return None


def read_mail(table: Table) -> MailPolicy:
    """Return the caps on letters."""
    usual = MailPolicy()
    found = MailPolicy(
        invitations_per_day_person=table.whole("invitations_per_day_person", usual.invitations_per_day_person, least=1),
        invitations_per_proposal=table.whole("invitations_per_proposal", usual.invitations_per_proposal, least=1),
        letters_per_day_address=table.whole("letters_per_day_address", usual.letters_per_day_address, least=1),
        hours_between_reminders=table.whole(
            "hours_between_reminders", usual.hours_between_reminders, least=1, most=LONGEST_PAUSE
        ),
        digest_at=table.hour("digest_at", usual.digest_at),
    )
    table.close()
    return found


def read_to_confirm(top: Table) -> tuple[ToConfirm, ...]:
    """Return the readings that the organisers have not confirmed; each names a place of this file."""
    found = []
    for table in top.array("to_confirm"):
        key = table.text("key")
        values = _values_at(top.values, key.split(".")) if key else [""]
        if not values:
            table.flaw("no_such_place", "key", value=key[:60])
        question = table.words("question", lines=True)
        found.append(ToConfirm(key=key, question=question, reading=_as_written(values[0]) if values else ""))
        table.close()
    return tuple(found)


def _values_at(value: object, parts: list[str]) -> list[object]:
    """Return the value at a dotted place in a list, empty where there is no such place."""
    for part in parts:
        if not isinstance(value, dict) or part not in value:
            return []
        value = value[part]
    return [value]


def _as_written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(_as_written(item) for item in value)
    return "" if isinstance(value, dict) else str(value)
