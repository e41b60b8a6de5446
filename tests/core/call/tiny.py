"""A tiny valid call, as an organiser would write it, and ways to spoil it."""

from __future__ import annotations

from core.call.definition import Call
from core.call.faults import Fault, Refused
from core.call.load import parse_call

TINY = """\
id = "tiny"
short_name = "Tiny"
edition = "1"
zone = "America/Argentina/Cordoba"
languages = ["es"]
contact = "hola@foro.example"
name.es = "Foro mínimo"

[dates.submission_opens]
at = 2025-07-29
name.es = "Apertura"

[dates.submission_closes]
at = 2025-08-24
name.es = "Cierre"

[dates.event_starts]
at = "unknown"
name.es = "Comienzo"

[dates.event_ends]
at = "unknown"
name.es = "Fin"

[topics.access]
name.es = "Acceso"

[roles.speaker]
name.es = "Ponente"

[roles.moderator]
name.es = "Moderación"

[modalities.hybrid]
name.es = "Híbrida"

[durations.75]
minutes = 75
name.es = "75 minutos"

[criteria.quality]
name.es = "Calidad"

[session_types.panel]
name.es = "Panel"
minima = { speaker = 2 }
modalities = ["hybrid"]
durations = ["75"]
weights = { quality = 100 }

[groups.content]
name.es = "Contenido"

[fields.title]
kind = "text"
group = "content"
label.es = "Título"

[attributes.sector]
label.es = "Sector"

[attributes.sector.options.academia]
name.es = "Academia"

[attributes.sector.options.private]
name.es = "Privado"

[rules.submission_window]
severity.submission = "blocks"
"""


def tiny(*changes: tuple[str, str], more: str = "") -> str:
    """Return the tiny call with lines replaced (old, new), each of which must be there, and `more` at the end."""
    text = TINY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text + more


def call_of(text: str) -> Call:
    """Return the call of a text that must be valid."""
    found = parse_call(text, name="test")
    assert isinstance(found, Call), found
    return found


def faults_of(text: str) -> list[Fault]:
    """Return the faults of a text that must be refused."""
    found = parse_call(text, name="test")
    assert isinstance(found, Refused), found
    return list(found.faults)


def told(text: str) -> list[tuple[str, int, str]]:
    """Return (key, line, problem) of every fault of a text."""
    return [(fault.key, fault.line, fault.problem) for fault in faults_of(text)]


def line_of(text: str, written: str) -> int:
    """Return the line on which `written` first stands."""
    return text[: text.index(written)].count("\n") + 1
