"""The day's digest as the secretariat's chat shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from core.usecases.office_chat import digest_screen
from tests.builders import CALL, House
from tests.core.usecases.office.telling import PAGE, lines

CLOSING = "24 de agosto de 2025, 23:59 (hora de Argentina; 25 de agosto de 2025, 02:59 UTC)"
PARTY = "14 de agosto de 2025, 12:00 (hora de Argentina; 14 de agosto de 2025, 15:00 UTC)"
EIGHT = datetime(2025, 8, 13, 11, tzinfo=UTC)

NOBODY_THERE = "porque su dirección no existe o ya no recibe correo"


async def test_the_digest_tells_what_needs_a_person_first(house: House) -> None:
    ana = await house.ana()
    await house.send((await house.confirmed_team(ana))[0])
    _, bruno, _ = await house.team(ana)
    await house.proposal(ana, {}, session_type="workshop")
    await house.bounce(bruno)
    house.clock.moment = EIGHT
    assert await house.digest() == 1
    (letter,) = await house.mail("mesa@lacigf.test")
    screen = digest_screen(CALL, letter.facts, "es", PAGE)
    assert (screen.place, screen.language, screen.actions) == ("office", "es", ())
    assert lines(screen) == [
        "LACIGF 18: resumen del 13 de agosto de 2025",
        "Hay 1 asunto para atender.",
        "# Para atender (1)",
        f"- El correo no le llega a Bruno Díaz, de «Redes que cuidan» (n.º 2), {NOBODY_THERE}: hay que corregirla.",
        "# Enviadas (1)",
        "- N.º 1: Redes que cuidan: Ana Gómez",
        "# Empezadas (2)",
        "- N.º 2: Redes que cuidan: Ana Gómez",
        "- N.º 3: Propuesta sin título: Ana Gómez",
        "# Esperan respuestas (1)",
        "- N.º 2: Redes que cuidan: Ana Gómez; 1 persona sin responder",
        "# Lo que viene",
        f"- Cierre del envío de propuestas: {CLOSING}: faltan 11 días",
        "- Comienzo de la evaluación: 25 de agosto de 2025 (hora de Argentina): faltan 12 días",
        "- Fin del foro: Sin fecha todavía: por eso hay 5 avisos sin planear.",
        "- Recordatorios: Si nada cambia, saldrán 6 en 14 días.",
        "# En total",
        "- Borradores: 2",
        "- Propuestas enviadas: 1",
        "- Personas sin responder: 1",
        "- Personas confirmadas: 2",
        f"Todo está en {PAGE}",
    ]


def test_a_moment_that_the_call_lost_is_told_by_its_key_and_nobody_by_words() -> None:
    facts = {
        "day": "2025-08-13",
        "problems": {
            "count": 4,
            "lines": [
                {"kind": "failed", "name": None, "title": None, "count": 1},
                {"kind": "quarantined", "name": None, "title": None, "count": 3},
            ],
            "beyond": 0,
        },
        "deadlines": [{"key": "party", "at": "2025-08-14T12:00:00-03:00", "days": 0, "unsure": True}],
        "versions": [
            {"reason": "Un corte\nde luz", "changes": [{"name": {"es": "Cierre"}}, {"name": None, "path": "x"}]},
        ],
        "totals": {},
    }
    assert lines(digest_screen(CALL, facts, "es", "")) == [
        "LACIGF 18: resumen del 13 de agosto de 2025",
        "Hay 4 asuntos para atender.",
        "# Cambió la convocatoria",
        "- Cierre: Un corte de luz",
        "# Para atender (4)",
        "- No se pudo enviar un correo a alguien del foro, sobre una sesión sin título.",
        "- Llegaron 3 correos que no se pudieron leer de forma automática: esperan en la página.",
        "# Lo que viene",
        f"- party: {PARTY}: es hoy (fecha por confirmar)",
        "# En total",
        "- Borradores: 0",
        "- Propuestas enviadas: 0",
        "- Personas sin responder: 0",
        "- Personas confirmadas: 0",
    ]
