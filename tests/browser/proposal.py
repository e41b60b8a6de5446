"""What Ana answers, question by question, and whom she asks to take part."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Redes comunitarias: lo que aprendimos en diez años"

ANSWERS = {
    "¿Cómo se llama usted?": "Ana Pereyra",
    "¿En qué país vive": "Argentina",
    "¿A qué organización pertenece?": "Universidad del Valle Claro",
    "¿A qué teléfono": "+54 351 555 0147",
    "¿Qué tipo de sesión": "» Debate o mesa redonda",
    "¿Cuál es el tema principal?": "» Ciberseguridad",
    "Título de la sesión": TITLE,
    "Descripción": "Una conversación sobre redes que construyen sus comunidades.\n\nCon ejemplos de tres países.",
    "Objetivos": "Comparar experiencias y escribir una guía breve.",
    "Relevancia": "Millones de personas siguen sin conexión.",
    "Asuntos de política pública": "Uso del espectro\nFondos de acceso universal",
    "Resultados previstos": "Una guía de cuatro páginas, publicada en tres idiomas.",
    "Metodología": "Ronda de casos, preguntas de la sala y cierre con acuerdos.",
    "Estrategia de participación": "Preguntas en línea leídas por quien modera en línea.",
    "Minutos de interacción con el público": "25",
}
"""The beginning of a question -> what is typed, or, after '» ', the button that is pressed."""


@dataclass(frozen=True)
class Invited:
    """Somebody Ana asks, and what they say of themselves on the page behind their letter."""

    name: str
    role: str
    attendance: str
    sector: str
    country: str
    organisation: str

    @property
    def address(self) -> str:
        return f"{self.name.split()[0].lower()}@example.org"


PEOPLE = (
    Invited("Luis Quispe", "Ponente", "Presencial", "Sociedad civil", "Bolivia", "Red Andina"),
    Invited("Marina Duarte", "Ponente", "En línea", "Sector privado", "Brasil", "Nuvem Aberta"),
    Invited("Grace Baptiste", "Ponente", "Presencial", "Comunidad técnica", "Trinidad y Tobago", "Caribbean Operators"),
    Invited("Tomas Rios", "Moderación", "Presencial", "Academia", "Chile", "Instituto Faro"),
    Invited("Yamile Ochoa", "Moderación virtual", "Presencial", "Gobierno", "Colombia", "Ministerio de Redes"),
    Invited("Julia Sosa", "Relatoría", "En línea", "Sociedad civil", "Uruguay", "Memoria Abierta"),
)
