"""From decoded JSON to a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.call.definition import Attribute, Call, Field, FieldKind
from core.call.document.keys import CONTACT, HISTORY, OWN_ATTRIBUTES, PARTICIPANT, TOP
from core.call.document.values import (
    Problem,
    Unreadable,
    is_country,
    known,
    list_at,
    member_at,
    not_an_option,
    option_at,
    shown,
    table_at,
    text_at,
    texts_at,
    whole_at,
)
from core.model.proposal import Answer, Attendance, Contact, History, Participant, ParticipationStatus, Proposal

MAXIMUM_PARTICIPANTS = 500
_ATTENDANCES = {item.value: item for item in Attendance}
_STATUSES = {item.value: item for item in ParticipationStatus}


def parse_document(call: Call, raw: object) -> Proposal | Problem:
    """Return the proposal that decoded JSON holds, read by `call` whatever its own `call` key says."""
    try:
        return _proposal(call, raw)
    except Unreadable as unreadable:
        return unreadable.problem


def named_call(raw: object) -> str | Problem | None:
    """Return the id of the call that a document names, None where it names none."""
    try:
        return text_at(table_at(raw, "", None) or {}, "", "call")
    except Unreadable as unreadable:
        return unreadable.problem


def _proposal(call: Call, raw: object) -> Proposal:
    top = table_at(raw, "", TOP)
    if top is None:
        raise Unreadable("wrong_type", "", wanted="object", found="null")
    text_at(top, "", "call")
    co_proponent = table_at(top.get("co_proponent"), "co_proponent", CONTACT)
    return Proposal(
        call=call.id,
        id=text_at(top, "", "id"),
        session_type=option_at(top, "", "session_type", call.session_types),
        modality=option_at(top, "", "modality", call.modalities),
        duration=option_at(top, "", "duration", call.durations),
        duration_minutes=whole_at(top, "", "duration_minutes"),
        duration_detail=text_at(top, "", "duration_detail"),
        topic=option_at(top, "", "topic", call.topics),
        answers=_answers(call, top.get("answers")),
        proponent=_contact(table_at(top.get("proponent"), "proponent", CONTACT) or {}, "proponent."),
        co_proponent=None if co_proponent is None else _contact(co_proponent, "co_proponent."),
        collaborators=text_at(top, "", "collaborators"),
        participants=_participants(call, top),
        history=_history(top.get("history")),
    )


def _answers(call: Call, raw: object) -> dict[str, Answer]:
    fields = {item.key: item for item in call.fields}
    given = table_at(raw, "answers", fields) or {}
    return {key: _answer(given, fields[key]) for key, value in given.items() if value is not None}


def _answer(given: Mapping[str, Any], asked: Field) -> Answer:
    if asked.kind is FieldKind.INTEGER:
        return whole_at(given, "answers.", asked.key, least=0)
    if asked.kind is FieldKind.LIST:
        return texts_at(given, "answers.", asked.key)
    return text_at(given, "answers.", asked.key)


def _contact(given: Mapping[str, Any], at: str) -> Contact:
    told = {key: known(text_at(given, at, key)) for key in CONTACT}
    country = told.pop("country")
    return Contact(country=country.upper() if country and is_country(country) else country, **told)


def _participants(call: Call, top: Mapping[str, Any]) -> tuple[Participant, ...]:
    entries = list_at(top, "", "participants")
    if len(entries) > MAXIMUM_PARTICIPANTS:
        raise Unreadable("too_many", "participants", maximum=MAXIMUM_PARTICIPANTS, found=len(entries))
    people = _People(call)
    return tuple(people.read(raw, f"participants[{place}]") for place, raw in enumerate(entries))


class _People:
    """Reads participants; what the call knows of roles and attributes is looked up once a document."""

    def __init__(self, call: Call) -> None:
        self._roles = {role.key: role for role in call.roles}
        declared = {item.key: item for item in call.attributes}
        self._own = [item for key, item in declared.items() if key in OWN_ATTRIBUTES]
        self._further = {key: item for key, item in declared.items() if key not in OWN_ATTRIBUTES}
        self._of_no_use = [key for key in OWN_ATTRIBUTES if key not in declared]

    def read(self, raw: object, place: str) -> Participant:
        given = table_at(raw, place, PARTICIPANT)
        if given is None:
            raise Unreadable("wrong_type", place, wanted="object", found="null")
        at = f"{place}."
        return Participant(
            id=known(text_at(given, at, "id")) or place,
            name=known(text_at(given, at, "name")),
            email=known(text_at(given, at, "email")),
            roles=self._roles_of(given, at),
            attendance=member_at(given, at, "attendance", _ATTENDANCES),
            status=member_at(given, at, "status", _STATUSES) or ParticipationStatus.LISTED,
            attributes=self._attributes_of(given, at),
        )

    def _roles_of(self, given: Mapping[str, Any], at: str) -> tuple[str, ...]:
        roles = tuple(dict.fromkeys(texts_at(given, at, "roles")))
        for role in roles:
            if role not in self._roles:
                raise not_an_option(f"{at}roles", role, tuple(self._roles))
        return roles

    def _attributes_of(self, given: Mapping[str, Any], at: str) -> dict[str, str]:
        for key in self._of_no_use:
            if given.get(key) is not None:
                raise Unreadable("attribute_of_no_use", f"{at}{key}", name=key)
        values = _attributes(self._own, given, at)
        further = table_at(given.get("attributes"), f"{at}attributes", self._further)
        return values | _attributes(self._further.values(), further, f"{at}attributes.") if further else values


def _attributes(declared: Iterable[Attribute], given: Mapping[str, Any], at: str) -> dict[str, str]:
    values = {}
    for item in declared:
        value = _attribute(item, given, at)
        if value is not None:
            values[item.key] = value
    return values


def _attribute(attribute: Attribute, given: Mapping[str, Any], at: str) -> str | None:
    if attribute.options:
        return option_at(given, at, attribute.key, attribute.options)
    value = known(text_at(given, at, attribute.key))
    if value is None or not attribute.is_country:
        return value
    if not is_country(value):
        raise Unreadable("not_a_country", f"{at}{attribute.key}", value=shown(value))
    return value.upper()


def _history(raw: object) -> History:
    given = table_at(raw, "history", HISTORY)
    if not given:
        return History()
    return History(
        sent_by_proponent=whole_at(given, "history.", "sent_by_proponent", least=0) or 0,
        sent_by_organisation=whole_at(given, "history.", "sent_by_organisation", least=0) or 0,
        reports_owed=texts_at(given, "history.", "reports_owed"),
    )
