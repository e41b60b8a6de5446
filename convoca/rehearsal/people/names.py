"""Names, countries and titles that nobody bears: a rehearsal is read by people, and `user17` reads badly."""

from __future__ import annotations

from collections.abc import Mapping

COUNTRIES: Mapping[str, tuple[str, str, int]] = {
    "AR": ("es", "America/Argentina/Buenos_Aires", 22),
    "BR": ("pt", "America/Sao_Paulo", 18),
    "MX": ("es", "America/Mexico_City", 12),
    "CO": ("es", "America/Bogota", 11),
    "CL": ("es", "America/Santiago", 8),
    "PE": ("es", "America/Lima", 6),
    "UY": ("es", "America/Montevideo", 5),
    "BO": ("es", "America/La_Paz", 4),
    "CR": ("es", "America/Costa_Rica", 4),
    "TT": ("en", "America/Port_of_Spain", 4),
    "JM": ("en", "America/Jamaica", 3),
    "ES": ("es", "Europe/Madrid", 3),
}
"""Country -> (language, zone, how many of a hundred)."""
FIRST: Mapping[str, tuple[str, ...]] = {
    "es": (
        "Ana", "Bruno", "Camila", "Diego", "Elena", "Fabián", "Gabriela", "Hugo", "Inés", "Joaquín", "Karina",
        "Lautaro", "Marta", "Nicolás", "Olga", "Pablo", "Quimey", "Rosa", "Saúl", "Teresa", "Ulises", "Valeria",
        "Wara", "Ximena", "Yamilé", "Zulma",
    ),
    "pt": (
        "Adriana", "Bento", "Clarice", "Davi", "Eduarda", "Flávio", "Graça", "Heitor", "Iracema", "João", "Lívia",
        "Moacir", "Nádia", "Otávio", "Priscila", "Rui", "Simone", "Tainá", "Vicente", "Yara",
    ),
    "en": (
        "Alicia", "Basil", "Camille", "Dwayne", "Earl", "Faith", "Grace", "Hollis", "Ivy", "Jerome", "Kezia", "Lloyd",
    ),
}  # fmt: skip
LAST: Mapping[str, tuple[str, ...]] = {
    "es": (
        "Acosta", "Benítez", "Cáceres", "Domínguez", "Echeverría", "Fuentes", "Gutiérrez", "Huamán", "Ibarra",
        "Juárez", "Kuri", "Lagos", "Mamani", "Núñez", "Ojeda", "Páez", "Quispe", "Rojas", "Sandoval", "Toledo",
        "Urrutia", "Vargas", "Yupanqui", "Zamora",
    ),
    "pt": (
        "Almeida", "Barbosa", "Cardoso", "Duarte", "Esteves", "Fontes", "Gouveia", "Lacerda", "Macedo", "Nogueira",
        "Peixoto", "Queiroz", "Ramalho", "Saraiva", "Teixeira", "Valente",
    ),
    "en": (
        "Alleyne", "Baptiste", "Charles", "Daniel", "Francis", "Greaves", "Henry", "Joseph", "Lewis", "Mohammed",
        "Reid",
    ),
}  # fmt: skip
ORGANISATIONS: Mapping[str, tuple[str, ...]] = {
    "es": ("Red Abierta", "Universidad del Litoral Norte", "Cooperativa El Cerro", "Instituto Faro", "Cámara Digital"),
    "pt": ("Nuvem Aberta", "Universidade do Cerrado", "Instituto Maré", "Coletivo Fio"),
    "en": ("Caribbean Operators", "Open Shore", "Island University"),
}
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "es": (
        "Redes comunitarias", "Datos abiertos", "Infancias en línea", "Lenguas originarias",
        "Inteligencia artificial", "Ciberseguridad en municipios", "Acceso rural", "Periodismo y plataformas",
        "Identidad digital", "Archivos vivos",
    ),
    "pt": (
        "Redes comunitárias", "Dados abertos", "Infâncias na rede", "Línguas indígenas", "Inteligência artificial",
        "Acesso na Amazônia", "Jornalismo e plataformas",
    ),
    "en": ("Island networks", "Open data", "Children online", "Small operators", "Storms and networks"),
}  # fmt: skip
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "es": (
        "¿quién decide?",
        "lo aprendido en cinco años",
        "una agenda común",
        "del papel a la práctica",
        "¿y ahora qué?",
    ),
    "pt": ("quem decide?", "o que aprendemos em cinco anos", "uma agenda comum", "do papel à prática"),
    "en": ("who decides?", "five years on", "a common agenda", "what next?"),
}
