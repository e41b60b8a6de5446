"""What a proposal is asked in the crowd's call, and what each of the crowd answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.call.definition import Call
from templates.words import Words
from tests.faults.crowd import open_call

WORDS = Words("es")
RULES = ("submission_window", "required_field", "field_length")
"""Those that stay: nobody needs a team to send."""
LEFT_OUT = (
    "description", "relevance", "expected_results", "methodology", "participation_strategy", "nri_origin",
    "marginalised_groups",
)  # fmt: skip
"""Questions that would only be more of the same."""


@dataclass(frozen=True, slots=True)
class Step:
    """A question as the card asks it; what is typed, or the button that is tapped, and what the store keeps of it."""

    path: str
    asked: str
    said: str
    kept: object
    is_tapped: bool = False


def lenient_call(folder: Path) -> Path:
    """A call that is open today, asks for less, and takes a proposal without people."""
    file = open_call(folder)
    tables = re.split(r"^(?=\[)", file.read_text("utf-8"), flags=re.MULTILINE)
    text = "".join(filter(_stays, tables))
    file.write_text(re.sub(r"^tie_breakers = .*", "tie_breakers = []", text, flags=re.MULTILINE), encoding="utf-8")
    return file


def _stays(table: str) -> bool:
    kind, _, key = table.partition("]")[0].strip("[").partition(".")
    match kind:
        case "fields":
            return key not in LEFT_OUT
        case "rules":
            return key in RULES
        case _:
            return kind != "to_confirm"


def steps_of(call: Call, number: int) -> tuple[Step, ...]:
    """The questions of a debate, and what this person answers: everybody something else."""
    return (*_about_oneself(number), *_choices(call), *_texts(call, number))


def _about_oneself(number: int) -> Iterator[Step]:
    name, organisation, phone = f"Ana Primera {number}", f"Organización {number}", f"+54351555{number:04}"
    answers = {"name": (name, name), "country": ("Argentina", "AR"), "organisation": (organisation, organisation),
               "phone": (phone, phone)}  # fmt: skip
    for key, (said, kept) in answers.items():
        yield Step(f"person.{key}", WORDS(f"chat.ask.person_{key}"), said, kept)


def _choices(call: Call) -> Iterator[Step]:
    debate = next(item for item in call.session_types if item.key == "debate")
    topic = next(item for item in call.topics if item.key == "cybersecurity")
    for path, chosen in (("session_type", debate), ("topic", topic)):
        yield Step(path, WORDS(f"chat.ask.{path}"), chosen.name.said_in("es"), chosen.key, is_tapped=True)


def _texts(call: Call, number: int) -> Iterator[Step]:
    labels = {item.key: item.label.said_in("es") for item in call.fields}
    title, minutes = f"Sesión {number}: ¿quién responde?", 20 + number % 40
    issues = (f"Espectro {number}", f"Fallas {number}")
    text = f"Texto {number}: con <etiquetas> & signos,\ny otro renglón."
    answers: dict[str, tuple[str, object]] = {
        "title": (title, title), "objectives": (text, text), "policy_issues": ("\n".join(issues), issues),
        "interaction_minutes": (str(minutes), minutes),
    }  # fmt: skip
    for key, (said, kept) in answers.items():
        yield Step(f"answers.{key}", labels[key], said, kept)
