"""The secretariat's words and its table: every kind has a name, the file is one that spreadsheets open safely."""

from __future__ import annotations

import csv
import io

from core.call.shipped import shipped_call
from core.usecases.office.proposal import TOLD
from core.usecases.secretariat import CSV_COLUMNS
from templates.letters import KINDS
from templates.secretariat import table_file
from templates.words import Words

CALL = shipped_call("lacigf-2025")
WORDS = Words("es")
VALUES = ("12", "sent", "=1+1", "workshop", "in_person", "75", "cybersecurity", "@Ana", "ana@example.org", "Red; «Ñ»",
          "AR", "2", "2", "0", "2025-08-10T15:00:00+00:00", "")  # fmt: skip


def test_every_letter_has_a_name_for_the_secretariat() -> None:
    assert [kind for kind in KINDS if not WORDS.has(f"web.letters.{kind}")] == []


def test_every_line_of_the_log_that_is_told_has_words() -> None:
    assert [kind for kind in TOLD if not WORDS.has(f"office.log.{kind}")] == []


def test_the_table_is_a_file_with_words_and_no_formulas() -> None:
    name, file = table_file(CALL, "es", CSV_COLUMNS, [VALUES])
    assert (name, file[:3]) == ("lacigf-2025.csv", b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    assert dict(zip(header, row, strict=True)) == {
        "N.º": "12",
        "Estado": "Enviada",
        "Título": "'=1+1",
        "Tipo de sesión": "Taller práctico",
        "Modalidad": "Presencial",
        "Duración": "1 hora y 15 minutos",
        "Tema": "Ciberseguridad",
        "Quien propone": "'@Ana",
        "Correo de quien propone": "ana@example.org",
        "Organización": "Red; «Ñ»",
        "País": "AR",
        "Personas en la lista": "2",
        "Confirmadas": "2",
        "Requisitos que faltan": "0",
        "Comenzada": "2025-08-10T15:00:00+00:00",
        "Enviada": "",
    }
