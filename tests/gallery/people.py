"""Ana, her drafts and everybody around her, in as many states as a situation needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.dialogue.screen import Phrase
from core.dialogue.state import Place, State
from core.dialogue.world import InvitationSeen, News
from core.model.proposal import Answer, Attendance, ParticipationStatus
from core.model.records import Participation, ProposalRecord, ProposalState
from tests.core.dialogue.stage import OPEN, Stage, gate, somebody

TITLE = "Redes comunitarias: quién las sostiene"
LONG = "Redes de cinco países cuentan cómo se organizan cuando falla la conexión, y qué aprendieron. " * 12
ANSWERS: dict[str, Answer] = {
    "session_type": "debate",
    "modality": "hybrid",
    "duration": "75",
    "topic": "cybersecurity",
    "answers.title": TITLE,
    "answers.description": "Un debate sobre cómo se sostienen las redes comunitarias.",
    "answers.objectives": "Comparar modelos de sostenimiento.",
    "answers.relevance": "Interesa a toda la región.",
    "answers.policy_issues": ("Espectro para redes comunitarias", "Fondos de servicio universal"),
    "answers.expected_results": "Una lista de recomendaciones.",
    "answers.methodology": "Presentaciones breves y debate abierto.",
    "answers.participation_strategy": "Preguntas en línea cada diez minutos.",
    "answers.interaction_minutes": 25,
    "answers.nri_origin": None,
    "answers.marginalised_groups": None,
    "co_proponent.name": None,
    "collaborators": None,
}
_TEAM = (
    ("Eva Ríos", "speaker", Attendance.IN_PERSON, "academia", "AR", "female"),
    ("Beto Paz", "speaker", Attendance.ONLINE, "civil_society", "BR", "male"),
    ("Carla Luz", "speaker", Attendance.IN_PERSON, "technical", "UY", "female"),
    ("Dora Sol", "moderator", Attendance.IN_PERSON, "academia", "CL", "female"),
    ("Elio Mar", "online_moderator", Attendance.IN_PERSON, "government", "CO", "male"),
    ("Fina Paz", "rapporteur", Attendance.ONLINE, "private", "MX", "female"),
)


def ana(language: str, **changes: object) -> Stage:
    """Ana, who is known, at home."""
    return Stage(person=somebody(language=language, **changes), judge=gate)


def drafting(language: str, *, upto: str = "", **changes: Answer) -> Stage:
    """Ana at the first open question of a draft; `upto` is the first path that is not answered yet."""
    stage = ana(language)
    stage.tap("new")
    paths = list(ANSWERS)
    known = {path: ANSWERS[path] for path in (paths[: paths.index(upto)] if upto else paths)}
    answer(stage, **known, **changes)
    return stage


def answer(stage: Stage, **values: Answer) -> None:
    """Set answers of the proposal at hand."""
    record = stage.draft.record
    stage.records[record.id] = replace(record, values={**record.values, **values})


def with_team(stage: Stage, status: ParticipationStatus = ParticipationStatus.CONFIRMED) -> Stage:
    """Six people fill every place of a debate."""
    for place, (name, role, attendance, sector, country, gender) in enumerate(_TEAM):
        said_yes = status is ParticipationStatus.CONFIRMED
        profile = {"sector": sector, "country": country, "gender": gender, "organisation": "Red Abierta"}
        guest(
            stage, name, role, attendance=attendance, status=status, position=place,
            attributes=profile if said_yes else {}, accepted_at=OPEN if said_yes else None,
        )  # fmt: skip
    return stage


def guest(stage: Stage, name: str, *roles: str, **changes: object) -> Participation:
    """Add somebody to the list of the proposal at hand."""
    assert stage.state.proposal_id
    first = name.split()[0].lower()
    known: dict[str, object] = {
        "id": f"guest-{first}", "proposal_id": stage.state.proposal_id, "position": len(stage.people),
        "created_at": OPEN, "name": name, "roles": roles, "address": f"{first}@example.org",
        "status": ParticipationStatus.INVITED,
    }  # fmt: skip
    item = Participation(**{**known, **changes})  # type: ignore[arg-type]
    stage.people[item.id] = item
    return item


def at(stage: Stage, place: Place, **changes: object) -> Stage:
    """Stand in a place."""
    stage.state = replace(stage.state, place=place, toast=None, **changes)  # type: ignore[arg-type]
    return stage


def sent(stage: Stage, *, number: int = 7) -> Stage:
    """The proposal at hand was sent."""
    record = stage.draft.record
    stage.records[record.id] = replace(
        record, state=ProposalState.SENT, number=number, sent_at=OPEN,
        sent={"values": dict(record.values), "people": stage.draft.participations},
    )  # fmt: skip
    return stage


def other_draft(stage: Stage, number: int, title: str | None, state: ProposalState = ProposalState.DRAFT) -> None:
    """One more proposal of Ana's."""
    values: dict[str, Answer] = {"session_type": "panel", "answers.title": title} if title else {}
    record = ProposalRecord(
        id=f"other-{number}", call=stage.call.id, proponent_id=stage.person.id, created_at=OPEN, changed_at=OPEN,
        values=values, state=state, number=number + 1 if state is not ProposalState.DRAFT else None,
        sent={"values": values, "people": ()} if state is ProposalState.SENT else None,
    )  # fmt: skip
    stage.records[record.id] = record


def invited(language: str, **changes: object) -> Stage:
    """Ana was asked by Luz to speak in a panel."""
    stage = ana(language)
    known: dict[str, object] = {
        "id": "asked", "proposal_id": "luz", "position": 1, "created_at": OPEN, "name": "Ana Gómez",
        "roles": ("speaker",), "address": "ana@example.org", "person_id": stage.person.id,
        "status": ParticipationStatus.INVITED,
    }  # fmt: skip
    item = Participation(**{**known, **changes})  # type: ignore[arg-type]
    stage.foreign.append(
        InvitationSeen(
            participation=item, proposal_title="Puentes digitales", proponent_name="Luz Prado", session_type="panel"
        )
    )
    return stage


def before_it(stage: Stage) -> Stage:
    """Look at the invitation."""
    return at(stage, Place.INVITATION, participation_id="asked")


def news(stage: Stage, *phrases: Phrase, unread: bool = True) -> Stage:
    """This happened, the first last."""
    stage.news = [News(at=OPEN + timedelta(hours=n), phrase=item, unread=unread) for n, item in enumerate(phrases)]
    stage.news.reverse()
    return stage


def newcomer(language: str) -> Stage:
    """Somebody of whom only the address is known."""
    person = replace(somebody(language=language), name=None, country=None, organisation=None, phone=None)
    return Stage(person=person, judge=gate, state=State())
