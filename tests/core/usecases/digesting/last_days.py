"""A call in its last days, put straight into the store: as many proposals as one likes, with people of all sorts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.call.definition import Call
from core.model.proposal import Attendance, ParticipationStatus
from core.model.records import LogEntry, Participation, Person, ProposalRecord, ProposalState
from core.ports import UnitOfWork
from core.rules.digests import digest_key

NOW = datetime(2025, 8, 20, 11, 5, tzinfo=UTC)
"""Five past eight in Córdoba, four days before the close."""
TITLES = (
    "Redes comunitarias que se sostienen", "Lenguas originarias en la red", "Niñez y algoritmos",
    "¿Quién paga la última milla?", "Cifrado y acceso a la justicia", "Periodismo e inteligencia artificial",
    "Datos abiertos para municipios", "Basura electrónica en el Caribe", "Mujeres en los puntos de intercambio",
    "Voto electrónico: qué aprendimos", "Seguridad de las redes pequeñas", "Accesibilidad desde el diseño",
)  # fmt: skip
NAMES = (
    "Ana Gómez", "Bruno Díaz", "Carla Souza", "Dario Núñez", "Elena Ibáñez", "Fábio Conceição", "Graciela Peña",
    "Hugo Ñamandú", "Inés Villagrán", "João Araújo",
)  # fmt: skip
COUNTRIES = ("AR", "BR", "CO", "UY", "MX", "CL", "CR", "PE", "BO", "PY", "EC", "TT")
STATUSES = (
    *([ParticipationStatus.CONFIRMED] * 4), ParticipationStatus.INVITED, ParticipationStatus.INVITED,
    ParticipationStatus.DECLINED, ParticipationStatus.LISTED,
)  # fmt: skip
GENDERS = ("female", "male", "female", None, "male", "female", "non_binary")


YESTERDAY = NOW - timedelta(days=1)


async def last_days(work: UnitOfWork, call: Call, count: int, *, people: int = 6) -> None:
    """Put proposals into the store, two of three of them sent; and their log, of which yesterday's digest has told."""
    entries: list[LogEntry] = []
    for number in range(1, count + 1):
        await _proposal(work, call, number, count, people, entries)
    for entry in sorted(entries, key=lambda entry: entry.at):
        await work.log.add(entry)
    told = await work.log.since(0)
    last = max((entry.seq or 0 for entry in told if entry.at < YESTERDAY), default=0)
    await work.ledger.enter(digest_key(call, YESTERDAY.date()), YESTERDAY, str(last))


def _sent_at(number: int, count: int) -> datetime:
    """Late in the window, as people send."""
    back = timedelta(days=16) * (1 - number / count) ** 2
    return NOW - timedelta(hours=2) - back


async def _proposal(
    work: UnitOfWork, call: Call, number: int, count: int, people: int, entries: list[LogEntry]
) -> None:
    key, begun = f"p{number:03}", NOW - timedelta(days=18 * (1 - number / (count + 1)))
    is_sent = number % 3 != 0
    sent_at = max(_sent_at(number, count), begun) if is_sent else None
    proponent = Person(
        id=f"ana{number:03}", address=f"ana{number}@example.org", created_at=begun, name=NAMES[number % len(NAMES)],
        proved_at=begun,
    )  # fmt: skip
    await work.people.add(proponent)
    topics, types = [item.key for item in call.topics], [item.key for item in call.session_types]
    chosen = {
        "topic": topics[min(number * 5 % 11, number * 3 % 7) % len(topics)],
        "session_type": types[number * 7 % 13 % len(types)],
    }
    unchosen = {} if number % 9 == 0 else chosen
    await work.proposals.add(
        ProposalRecord(
            id=key, call=call.id, proponent_id=proponent.id, created_at=begun, changed_at=sent_at or begun,
            state=ProposalState.SENT if is_sent else ProposalState.DRAFT,
            number=await work.proposals.next_number(call.id),
            values={"answers.title": TITLES[number % len(TITLES)], **unchosen}, sent={} if is_sent else None,
            sent_at=sent_at,
        )
    )  # fmt: skip
    entries.append(_entry(begun, "proposal_begun", key))
    if sent_at:
        entries.append(_entry(sent_at, "proposal_sent", key))
    for place in range(people):
        await _participation(work, key, number, place, begun, entries)


async def _participation(
    work: UnitOfWork, key: str, number: int, place: int, begun: datetime, entries: list[LogEntry]
) -> None:
    turn = number * 5 + place * 3
    status = ParticipationStatus.BOUNCED if turn % 97 == 0 else STATUSES[turn % len(STATUSES)]
    said = {
        "sector": ("academia", "civil_society", "technical", "civil_society", "government", "private", "academia")[
            turn % 7
        ],
        "country": COUNTRIES[min(turn * 7 % 23, turn * 5 % 17) % len(COUNTRIES)],
        "organisation": "Red Abierta",
        **({"gender": gender} if (gender := GENDERS[turn * 3 % len(GENDERS)]) else {}),
    }
    is_confirmed = status is ParticipationStatus.CONFIRMED
    await work.participations.add(
        Participation(
            id=f"{key}-{place}", proposal_id=key, position=place, created_at=begun,
            name=NAMES[(turn + place) % len(NAMES)], address=f"x{number}.{place}@example.org", roles=("speaker",),
            attendance=Attendance.ONLINE, status=status, attributes=said if is_confirmed else {},
            invited_at=begun + timedelta(hours=1), accepted_at=begun if turn % 12 == 0 else None,
        )
    )  # fmt: skip
    if is_confirmed:
        answered = min(begun + timedelta(hours=4 * (turn % 9)), NOW - timedelta(minutes=10))
        entries.append(_entry(answered, "participant_confirmed", key))


def _entry(at: datetime, kind: str, proposal_id: str) -> LogEntry:
    return LogEntry(at=at, kind=kind, actor="system", proposal_id=proposal_id)
