"""Rules about the team: how many people in which roles, who confirmed, who is on site."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from core.call.definition import Rule
from core.call.rule_kinds import Confirmations, InPersonMinimum, InPersonRole, OneRolePerPerson
from core.model.finding import Finding
from core.model.proposal import Attendance, ParticipationStatus
from core.rules.gate.case import Case
from core.rules.gate.people import holders
from core.rules.gate.places import filled_places

TEAM = "participants"


def role_minimum(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """R02, R05: a distinct person for every place that the type and the modality ask for."""
    minima = case.minima
    filled = filled_places(case.people, minima, case.call.combinable_roles)
    for role, required in minima.items():
        if filled[role] < required:
            yield case.found(rule, TEAM, role=role, required=required, found=filled[role])


def role_maximum(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """R03, Z09, Z19: every role that a person holds counts here."""
    for role in case.call.roles:
        maximum = case.maxima.get(role.key)
        found = len(holders(case.people, role.key))
        if maximum is not None and found > maximum:
            yield case.found(rule, TEAM, role=role.key, maximum=maximum, found=found)


def one_role_per_person(case: Case, rule: Rule, asked: OneRolePerPerson) -> Iterator[Finding]:
    """R12, Z08: roles of one session are simultaneous tasks, but for pairs that the call lets combine."""
    for person in case.people:
        if len(person.roles) < 2:
            continue
        roles = [role.key for role in case.call.roles if role.key in person.roles]
        pairs = [frozenset(pair) for pair in combinations(roles, 2)]
        if any(pair in asked.pairs if asked.pairs else pair not in case.call.combinable_roles for pair in pairs):
            yield case.found(rule, TEAM, person=person.id, roles=roles)


def confirmations(case: Case, rule: Rule, asked: Confirmations) -> Iterator[Finding]:
    """C02: distinct role holders who said yes themselves."""
    people = case.people if asked.role is None else holders(case.people, asked.role)
    found = sum(person.status is ParticipationStatus.CONFIRMED for person in people)
    if found < asked.required:
        yield case.found(rule, TEAM, required=asked.required, found=found)


def in_person_minimum(case: Case, rule: Rule, asked: InPersonMinimum) -> Iterator[Finding]:
    """M10: enough holders of the role on site; an unknown attendance is not on site."""
    for role, required in asked.minima.items():
        found = sum(person.attendance is Attendance.IN_PERSON for person in holders(case.people, role))
        if found < required:
            yield case.found(rule, TEAM, role=role, required=required, found=found)


def in_person_role(case: Case, rule: Rule, asked: InPersonRole) -> Iterator[Finding]:
    """M11, M12: whoever holds one of these roles is on site, in every type and modality."""
    for person in case.people:
        for role in asked.roles:
            if role in person.roles and person.attendance is not Attendance.IN_PERSON:
                yield case.found(rule, TEAM, person=person.id, role=role)


def presence_mismatch(case: Case, rule: Rule, _: object) -> Iterator[Finding]:
    """Z18: in an in-person session, nobody online and no remote host that the minima do not ask for.

    While the type is unknown no minimum is known to ask for one, so the remote host is told.
    """
    if case.proposal.modality not in case.call.in_person_modalities:
        return
    for person in case.people:
        if person.attendance is Attendance.ONLINE:
            yield case.found(rule, TEAM, person=person.id)
    host = case.call.remote_host_role
    if host is not None and host not in case.minima and holders(case.people, host):
        yield case.found(rule, TEAM, role=host)
