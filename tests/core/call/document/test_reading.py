"""Documents as people and programs write them: what is understood, and what is refused with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from core.call.document import Problem, dump_document, named_call, parse_document
from core.call.shipped import shipped_call
from core.model.proposal import Attendance, Contact, History, Participant, ParticipationStatus, Proposal
from tests.core.rules.gate.documents import documents

LACIGF, FIB = shipped_call("lacigf-2025"), shipped_call("fib")


def read(**document: Any) -> Proposal | Problem:
    return parse_document(LACIGF, document)


def person(**given: Any) -> dict[str, Any]:
    return {"participants": [{"id": "p1", **given}]}


def test_a_whole_document_is_understood() -> None:
    document = {
        "call": "lacigf-2025",
        "id": "x1",
        "session_type": "artistic_mediation",
        "modality": "in_person",
        "duration": "other",
        "duration_minutes": 40,
        "duration_detail": "Dos pases",
        "topic": "diversity",
        "answers": {"title": "Tejer", "policy_issues": ["a", None, "b"], "max_people": 0, "nri_origin": None},
        "proponent": {"name": "Ana", "email": "ana@x.org", "country": "ar", "organisation": "Red", "phone": "+54"},
        "co_proponent": {"name": "Bo"},
        "collaborators": "Vecinas",
        "participants": [
            {
                "id": "p1",
                "name": None,
                "email": "bo@x.org",
                "roles": ["speaker", "rapporteur", "speaker"],
                "attendance": "in_person",
                "status": "confirmed",
                "sector": "academia",
                "country": "uy",
                "gender": None,
                "organisation": "UdelaR",
            }
        ],
        "history": {"sent_by_proponent": 1, "sent_by_organisation": 2, "reports_owed": ["Taller"]},
    }
    assert parse_document(LACIGF, document) == Proposal(
        call="lacigf-2025",
        id="x1",
        session_type="artistic_mediation",
        modality="in_person",
        duration="other",
        duration_minutes=40,
        duration_detail="Dos pases",
        topic="diversity",
        answers={"title": "Tejer", "policy_issues": ("a", "b"), "max_people": 0},
        proponent=Contact(name="Ana", email="ana@x.org", country="AR", organisation="Red", phone="+54"),
        co_proponent=Contact(name="Bo"),
        collaborators="Vecinas",
        participants=(
            Participant(
                id="p1",
                email="bo@x.org",
                roles=("speaker", "rapporteur"),
                attendance=Attendance.IN_PERSON,
                status=ParticipationStatus.CONFIRMED,
                attributes={"sector": "academia", "country": "UY", "organisation": "UdelaR"},
            ),
        ),
        history=History(sent_by_proponent=1, sent_by_organisation=2, reports_owed=("Taller",)),
    )


@pytest.mark.parametrize(
    "document",
    [
        {},
        dict.fromkeys(
            ("call", "id", "session_type", "modality", "duration", "duration_minutes", "duration_detail", "topic",
             "answers", "proponent", "co_proponent", "collaborators", "participants", "history")
        ),
        {"session_type": "", "topic": " ", "modality": "prefer not to say", "answers": {}, "proponent": {}},
        {"history": {}, "participants": []},
    ],
)  # fmt: skip
def test_null_absent_blank_and_untold_all_mean_unknown(document: dict[str, Any]) -> None:
    assert read(**document) == Proposal(call="lacigf-2025")


UNTOLD = ["prefer not to say", "Prefer not to say", "prefer_not_to_say", "Prefiero no decir", " prefiero  no decirlo."]


@pytest.mark.parametrize(
    "untold",
    [
        None,
        "",
        "  ",
        "\u200e",
        "\u2800",
        *UNTOLD,
        "prefiro não dizer",
        "PREFIRO NAO DIZER",
        "prefiro_não_responder",
        "I prefer not to say",
    ],
)
def test_an_untold_attribute_is_unknown(untold: str | None) -> None:
    keys = ("name", "email", "sector", "country", "gender", "organisation", "attendance", "status")
    read_back = read(**person(**dict.fromkeys(keys, untold)))
    assert read_back == Proposal(call="lacigf-2025", participants=(Participant(id="p1"),))


@pytest.mark.parametrize("name", ["Preferencia", "Prefiero no decir nada más", "Pref."])
def test_a_name_that_only_begins_so_is_a_name(name: str) -> None:
    proposal = read(**person(name=name))
    assert isinstance(proposal, Proposal)
    assert proposal.participants[0].name == name


def test_a_participant_without_id_is_known_by_the_place_on_the_list() -> None:
    proposal = read(participants=[{"id": "p1"}, {"roles": ["speaker"]}, {"id": " "}])
    assert isinstance(proposal, Proposal)
    assert [item.id for item in proposal.participants] == ["p1", "participants[1]", "participants[2]"]


def test_further_attributes_of_a_call_stand_under_attributes() -> None:
    entry = {"id": "a", "sector": "business", "attributes": {"region": "south", "race": None}}
    document = {"call": "fib", "participants": [entry]}
    proposal = parse_document(FIB, document)
    assert isinstance(proposal, Proposal)
    assert proposal.participants == (Participant(id="a", attributes={"sector": "business", "region": "south"}),)
    assert dump_document(FIB, proposal)["participants"] == [
        {
            "id": "a", "name": None, "email": None, "roles": [], "attendance": None, "status": "listed",
            "sector": "business", "gender": None, "organisation": None,
            "attributes": {"region": "south", "race": None},
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "kind", "place"),
    [
        ({"sesion_type": "debate"}, "unknown_key", ""),
        ({"answers": {"titel": "x"}}, "unknown_key", "answers"),
        ({"proponent": {"mail": "x"}}, "unknown_key", "proponent"),
        ({"co_proponent": {"role": "x"}}, "unknown_key", "co_proponent"),
        (person(rols=[]), "unknown_key", "participants[0]"),
        (person(attributes={"region": "south"}), "unknown_key", "participants[0].attributes"),
        (person(attributes={"sector": "academia"}), "unknown_key", "participants[0].attributes"),
        ({"history": {"sent": 1}}, "unknown_key", "history"),
        ({"session_type": "panels"}, "unknown_option", "session_type"),
        ({"modality": "online"}, "unknown_option", "modality"),
        ({"duration": "90"}, "unknown_option", "duration"),
        ({"topic": "Ciberseguridad"}, "unknown_option", "topic"),
        (person(roles=["host"]), "unknown_option", "participants[0].roles"),
        (person(status="maybe"), "unknown_option", "participants[0].status"),
        (person(attendance="hybrid"), "unknown_option", "participants[0].attendance"),
        (person(sector="ngo"), "unknown_option", "participants[0].sector"),
        (person(gender="x"), "unknown_option", "participants[0].gender"),
        (person(country="Argentina"), "not_a_country", "participants[0].country"),
        ({"call": 1}, "wrong_type", "call"),
        ({"id": 7}, "wrong_type", "id"),
        ({"duration": 75}, "wrong_type", "duration"),
        ({"duration_minutes": "75"}, "wrong_type", "duration_minutes"),
        ({"duration_minutes": True}, "wrong_type", "duration_minutes"),
        ({"duration_minutes": 7.5}, "wrong_type", "duration_minutes"),
        ({"answers": []}, "wrong_type", "answers"),
        ({"answers": {"title": 5}}, "wrong_type", "answers.title"),
        ({"answers": {"policy_issues": "one"}}, "wrong_type", "answers.policy_issues"),
        ({"answers": {"policy_issues": ["a", 2]}}, "wrong_type", "answers.policy_issues[1]"),
        ({"answers": {"interaction_minutes": "20"}}, "wrong_type", "answers.interaction_minutes"),
        ({"proponent": "Ana"}, "wrong_type", "proponent"),
        ({"participants": {}}, "wrong_type", "participants"),
        ({"participants": [None]}, "wrong_type", "participants[0]"),
        (person(roles="speaker"), "wrong_type", "participants[0].roles"),
        (person(attributes=["region"]), "wrong_type", "participants[0].attributes"),
        ({"history": {"reports_owed": "Taller"}}, "wrong_type", "history.reports_owed"),
        ({"history": {"sent_by_proponent": -1}}, "out_of_range", "history.sent_by_proponent"),
        ({"answers": {"max_people": 10**12}}, "out_of_range", "answers.max_people"),
        ({"answers": {"max_people": -1}}, "out_of_range", "answers.max_people"),
        ({"answers": {"interaction_minutes": -5}}, "out_of_range", "answers.interaction_minutes"),
        ({"participants": [{"id": "a"}] * 501}, "too_many", "participants"),
    ],
)
def test_what_is_refused_is_named_by_its_place(document: dict[str, Any], kind: str, place: str) -> None:
    problem = read(**document)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.place) == (kind, place)


@pytest.mark.parametrize("raw", [None, [], "x", 5, True])
def test_a_document_is_an_object(raw: object) -> None:
    problem = parse_document(LACIGF, raw)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.place) == ("wrong_type", "")


def test_an_attribute_that_the_call_does_not_ask_is_refused_only_where_it_has_a_value() -> None:
    assert parse_document(FIB, {"participants": [{"id": "a", "country": None}]}) == Proposal(
        call="fib", participants=(Participant(id="a"),)
    )
    assert parse_document(FIB, {"participants": [{"id": "a", "country": "BR"}]}) == Problem(
        "attribute_of_no_use", "participants[0].country", {"name": "country"}
    )


def test_a_near_miss_is_told_with_what_was_meant() -> None:
    problem = read(session_type="debat")
    assert problem == Problem(
        "unknown_option",
        "session_type",
        {
            "value": "debat",
            "known": "debate, artistic_mediation, panel, lightning_talk, workshop, other",
            "suggestion": "debate",
        },
    )


def test_what_somebody_wrote_is_repeated_short_and_on_one_line() -> None:
    problem = read(**{"a\nb\x1b[31m" + "c" * 100_000: 1})
    assert isinstance(problem, Problem)
    assert problem.facts["name"] == "a?b?[31m" + "c" * 51 + "…"


def test_none_is_a_whole_number_too() -> None:
    answers = {"interaction_minutes": 0, "max_people": 0}
    assert read(answers=answers) == Proposal(call="lacigf-2025", answers=answers)


def test_the_call_that_a_document_names() -> None:
    assert named_call({"call": "fib", "any": 1}) == "fib"
    assert named_call({}) is None
    assert named_call({"call": ["fib"]}) == Problem("wrong_type", "call", {"wanted": "text", "found": "list"})


@settings(max_examples=150, deadline=None)
@given(document=documents())
def test_what_is_written_reads_back_the_same(document: dict[str, Any]) -> None:
    proposal = parse_document(LACIGF, document)
    assert isinstance(proposal, Proposal)
    written = dump_document(LACIGF, proposal)
    assert parse_document(LACIGF, written) == proposal
    assert dump_document(LACIGF, replace(proposal)) == written
