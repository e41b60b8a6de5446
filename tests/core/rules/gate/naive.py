"""The contract read a second time, slowly and literally, over plain JSON documents: an oracle for the real gate.

It shares no code and no call file with the gate: LACIGF's numbers are written out here.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from itertools import product
from typing import Any

MINIMA = {
    "debate": {"speaker": 3, "moderator": 1, "online_moderator": 1, "rapporteur": 1},
    "artistic_mediation": {"speaker": 1, "rapporteur": 1},
    "panel": {"speaker": 4, "moderator": 1, "online_moderator": 1, "rapporteur": 1},
    "lightning_talk": {"speaker": 1, "online_moderator": 1, "rapporteur": 1},
    "workshop": {"speaker": 1, "rapporteur": 1},
    "other": {"speaker": 1, "rapporteur": 1},
}
MAXIMA = {"speaker": 5, "moderator": 1, "online_moderator": 1, "rapporteur": 1}
MODALITIES = {kind: ["hybrid"] for kind in ("debate", "panel", "lightning_talk")}
DURATIONS = {
    "debate": ["75"],
    "artistic_mediation": ["75", "other", "permanent_exhibition"],
    "panel": ["75"],
    "lightning_talk": ["15"],
    "workshop": ["75", "105"],
    "other": ["75", "105"],
}
JUSTIFIED = ("artistic_mediation", "workshop", "other")
ROLES = ("speaker", "moderator", "online_moderator", "rapporteur")
STRENGTH = ("confirmed", "invited", "bounced", "listed")
ANSWERS = ("title", "description", "objectives", "relevance", "policy_issues", "expected_results", "methodology")
SPACE = ("space_requirements", "max_people", "resources")
CONTACT = ("name", "email", "country", "organisation", "phone")
TEXT_CAP, TITLE_CAP, ISSUE_CAP = 10_000, 180, 5000
WARNINGS = (
    "role_maximum", "one_role_per_person", "diversity_missing_dimension", "presence_mismatch",
    "audience_interaction", "online_participation",
)  # fmt: skip
LATER = ("sector_minimum", "single_gender")
NOT_ASKED_AGAIN = ("submission_window", "proposal_limit_person", "proposal_limit_organisation")

Told = tuple[str, str, dict[str, Any]]


def judge(document: dict[str, Any], at: datetime, stage: str) -> list[Told]:
    """Return (rule, severity, facts) of everything that is wrong, in no order of rules in particular."""
    found = []
    for rule, facts in _failures(document, at):
        severity = "warns" if rule in WARNINGS else "blocks"
        if rule in LATER and (stage == "submission" or facts.get("to_review")):
            severity = "warns"
        if not (stage == "screening" and rule in NOT_ASKED_AGAIN):
            found.append((rule, severity, facts))
    return found


def _missing(value: Any) -> bool:
    if isinstance(value, list):
        return all(_missing(item) for item in value)
    return value is None or (isinstance(value, str) and value.strip() == "")


def _failures(document: dict[str, Any], at: datetime) -> list[tuple[str, dict[str, Any]]]:
    kind, modality, duration = (document.get(key) for key in ("session_type", "modality", "duration"))
    answers = document.get("answers") or {}
    proponent = document.get("proponent") or {}
    history = document.get("history") or {}
    people = merged(document.get("participants") or [])
    found: list[tuple[str, dict[str, Any]]] = []

    if not datetime(2025, 7, 29, 3, tzinfo=UTC) <= at < datetime(2025, 8, 25, 3, tzinfo=UTC):
        window = {"opens": "2025-07-29T00:00:00-03:00", "closes": "2025-08-24T23:59:59-03:00"}
        found.append(("submission_window", window))
    paths = {key: document.get(key) for key in ("session_type", "modality", "duration", "topic")}
    paths |= {f"answers.{key}": answers.get(key) for key in ANSWERS}
    if kind == "artistic_mediation":
        paths |= {f"answers.{key}": answers.get(key) for key in SPACE}
    paths |= {f"proponent.{key}": proponent.get(key) for key in CONTACT}
    found += [("required_field", {"field": path}) for path, value in paths.items() if _missing(value)]
    found += _too_long(answers)

    if kind and modality and modality not in MODALITIES.get(kind, ["hybrid", "in_person"]):
        found.append(("modality_allowed", {"allowed": ["hybrid"]}))
    if kind and duration and duration not in DURATIONS[kind]:
        found.append(("duration_allowed", {"allowed": DURATIONS[kind]}))
    if duration == "other" and (
        (document.get("duration_minutes") or 0) < 1 or _missing(document.get("duration_detail"))
    ):
        found.append(("duration_specified", {"allowed": DURATIONS.get(kind, [])}))
    if kind in JUSTIFIED and _missing(answers.get("duration_justification")):
        found.append(("duration_justified", {"allowed": DURATIONS[kind]}))
    found += _team(kind, modality, people)
    found += _values(people)

    lasts = {"75": 75, "105": 105, "15": 15, "other": document.get("duration_minutes")}.get(duration)
    given = answers.get("interaction_minutes")
    if lasts is not None and lasts >= 75 and (given is None or given < 20):
        found.append(("audience_interaction", {"required": 20, "found": given}))
    if modality == "hybrid" and _missing(answers.get("participation_strategy")):
        found.append(("online_participation", {"field": "answers.participation_strategy"}))
    if history.get("sent_by_proponent", 0) >= 4:
        found.append(("proposal_limit_person", {"maximum": 4, "sent": history["sent_by_proponent"]}))
    if history.get("sent_by_organisation", 0) >= 4 and not _independent(proponent.get("organisation")):
        found.append(("proposal_limit_organisation", {"maximum": 4, "sent": history["sent_by_organisation"]}))
    if history.get("reports_owed"):
        found.append(("report_owed", {"sessions": history["reports_owed"]}))
    return found


def _too_long(answers: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for key, value in answers.items():
        path = f"answers.{key}"
        if isinstance(value, str):
            cap = TITLE_CAP if key == "title" else TEXT_CAP
            length = len(unicodedata.normalize("NFC", value))
            if length > cap:
                found.append(("field_length", {"field": path, "maximum": cap, "found": length}))
        if isinstance(value, list):
            filled = [item for item in value if not _missing(item)]
            if len(filled) > 3:
                found.append(("field_length", {"field": path, "maximum": 3, "found": len(filled)}))
            longest = max((len(unicodedata.normalize("NFC", item)) for item in value), default=0)
            if longest > ISSUE_CAP:
                found.append(("field_length", {"field": path, "maximum": ISSUE_CAP, "found": longest}))
    return found


def _independent(name: str | None) -> bool:
    letters = unicodedata.normalize("NFD", (name or "").lower())
    return "".join(letter for letter in letters if letter.isalpha()) in ("", "independiente", "independente", "ninguna")


def merged(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """People with a role: entries of one id or one address put together until nothing more can be."""
    groups = [[entry] for entry in entries if entry.get("status") not in ("declined", "withdrawn")]
    changed = True
    while changed:
        changed = False
        for one in range(len(groups)):
            for other in range(one + 1, len(groups)):
                if any(_same(left, right) for left in groups[one] for right in groups[other]):
                    groups[one] += groups.pop(other)
                    changed = True
                    break
            if changed:
                break
    order = {id(entry): place for place, entry in enumerate(entries)}
    people = []
    for group in groups:
        group.sort(key=lambda entry: order[id(entry)])
        person: dict[str, Any] = {"id": group[0]["id"]}
        roles = {role for entry in group for role in entry.get("roles") or []}
        person["roles"] = [role for role in ROLES if role in roles]
        person["status"] = min((entry.get("status") or "listed" for entry in group), key=STRENGTH.index)
        for key in ("attendance", "sector", "country", "gender"):
            person[key] = next((entry[key] for entry in group if entry.get(key)), None)
        people.append(person)
    return [person for person in people if person["roles"]]


def _same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    addresses = [(entry.get("email") or "").strip().lower() for entry in (left, right)]
    return bool(left["id"] == right["id"] or (addresses[0] and addresses[0] == addresses[1]))


def most_filled(people: list[list[str]], places: dict[str, int]) -> int:
    """How many places can be filled, by trying every way of giving each person one of their roles."""
    best = 0
    for way in product(*(roles or [""] for roles in people)):
        best = max(best, sum(min(number, way.count(role)) for role, number in places.items()))
    return best


def _team(kind: str | None, modality: str | None, people: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    minima = dict(MINIMA.get(kind or "", {}))
    if modality == "hybrid":
        minima["online_moderator"] = 1
    short = sum(minima.values()) - most_filled([person["roles"] for person in people], minima)
    if short:
        found.append(("role_minimum", {"places": short}))
    for role, maximum in MAXIMA.items():
        held = sum(role in person["roles"] for person in people)
        if held > maximum:
            found.append(("role_maximum", {"role": role, "maximum": maximum, "found": held}))
    doubled = [person for person in people if len(person["roles"]) > 1]
    found += [("one_role_per_person", {"person": item["id"], "roles": item["roles"]}) for item in doubled]
    said_yes = sum(person["status"] == "confirmed" for person in people)
    if said_yes < 2:
        found.append(("confirmations", {"required": 2, "found": said_yes}))
    if not any("speaker" in person["roles"] and person["attendance"] == "in_person" for person in people):
        found.append(("in_person_minimum", {"role": "speaker", "required": 1, "found": 0}))
    for person in people:
        remote = [] if person["attendance"] == "in_person" else person["roles"]
        hosts = [role for role in ("moderator", "online_moderator") if role in remote]
        found += [("in_person_role", {"person": person["id"], "role": role}) for role in hosts]
        if modality == "in_person" and person["attendance"] == "online":
            found.append(("presence_mismatch", {"person": person["id"]}))
    hosted = any("online_moderator" in person["roles"] for person in people)
    if modality == "in_person" and hosted and not minima.get("online_moderator"):
        found.append(("presence_mismatch", {"role": "online_moderator"}))
    return found


def _values(people: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    known = {key: {person[key] for person in people} - {None} for key in ("sector", "country", "gender")}
    met = [key for key, values in known.items() if len(values) >= 2]
    if len(met) < 2:
        found.append(("diversity", {"dimensions_met": met, "required": 2}))
    else:
        found += [("diversity_missing_dimension", {"dimension": key}) for key in known if key not in met]
    if len(known["sector"]) < 2:
        found.append(("sector_minimum", {"required": 2, "found": len(known["sector"])}))
    if known["gender"] == {"male"}:
        unknown = any(person["gender"] is None for person in people)
        found.append(("single_gender", {"gender": "male"} | ({"to_review": True} if unknown else {})))
    return found
