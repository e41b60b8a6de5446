"""What came of a secretary's orders, as the use cases queue it: one outcome of every sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CLOSE, LATER, UNTIL = "2025-08-25T03:00:00+00:00", "2025-08-27T03:00:00+00:00", "2025-08-17T15:00:00+00:00"
NOT_DONE = (
    "withdrawn",
    "held_already",
    "not_held",
    "on_hold",
    "nobody_silent",
    "nobody_reminded",
    "changed_since",
    "too_late",
)
OF_ALL = ("nothing_to_answer", "not_yours", "too_late", "done_already", "undone_already", "changed_since")
REFUSED = ("too_far", "still_unknown", "no_reason", "out_of_order")
WRONG = (
    "unknown", "numbers", "no_number", "no_days", "too_many_days", "no_text", "too_long", "more_words", "not_alone",
    "struck_out",
)  # fmt: skip
UNHEARD = ("not_checked", "other_sender", "dmarc")


def on(number: int = 17, title: str | None = "Redes que cuidan", **facts: object) -> Mapping[str, object]:
    """What came of it for one proposal."""
    bare: dict[str, object] = {
        "why": None,
        "refusal": None,
        "until": None,
        "told": [],
        "not_told": [],
        "taken_back": 0,
        "left": 0,
    }
    return {"number": number, "title": title, **bare, **facts}


def came(verb: str, *abouts: Mapping[str, object], **facts: object) -> Mapping[str, object]:
    """What came of one order."""
    bare: dict[str, object] = {
        "undoes": None, "days": None, "text": "", "why": None, "missing": [], "asks": False, "before": None,
        "after": None, "overtaken": [], "refusal": None, "done": not facts.get("why"),
    }  # fmt: skip
    return {"verb": verb, "abouts": list(abouts), **bare, **facts}


REMINDED = on(4, told=[{"name": "Bruno Díaz"}, {"name": None}], not_told=[{"name": "Eva Paz", "why": "too_soon"}])
DONE = [
    came("extend", on(17, until=LATER), on(23, None, until=LATER), days=2),
    came("remind", REMINDED),
    came("note", on(12), text="pidieron otra sala; hold 7"),
    came("hold", on(7)),
    came("release", on(8)),
]
ASKED = came(
    "extend",
    days=2,
    text="Corte de luz",
    asks=True,
    before=CLOSE,
    after=LATER,
    overtaken=["evaluation_opens"],
    done=False,
)
UNDONE = [
    came("undo", on(17, until=CLOSE), undoes="extend", days=2),
    came("undo", on(4, taken_back=2, left=1), undoes="remind"),
    came("undo", on(12), undoes="note"),
    came("undo", on(7), undoes="hold"),
    came("undo", on(8), undoes="release"),
    came("undo", undoes="extend", before=LATER, after=CLOSE),
    came("undo", undoes="extend"),
]
PARTLY = [
    came("hold", *(on(number, why=why) for number, why in enumerate(NOT_DONE, 1)), on(30)),
    came("extend", *(on(number, refusal=why) for number, why in enumerate(REFUSED, 1)), days=2, done=False),
    *(came("undo", why=why) for why in OF_ALL),
    *(came("extend", refusal=why, done=False) for why in REFUSED),
    came("hold", why="no_such", missing=[99]),
    came("hold", why="no_such", missing=[98, 99]),
]
MISREAD = [{"line": "hold 7 and remind 9", "why": why, "nearest": "hold"} for why in WRONG] + [
    {"line": "¿y la 7?", "why": "unknown", "nearest": None}
]


def told(*outcomes: Mapping[str, object], misread: Sequence[Mapping[str, object]] = ()) -> Mapping[str, object]:
    """The facts of an echo."""
    until = UNTIL if any((item["done"] or item["asks"]) and not item["undoes"] for item in outcomes) else None
    return {"person_name": "María Paz", "outcomes": list(outcomes), "misread": list(misread), "until": until}


EXTENDED = came("extend", days=2, before=CLOSE, after=LATER)
ECHOES: Mapping[str, Mapping[str, object]] = {
    "done": told(*DONE, EXTENDED),
    "asks": told(ASKED),
    "undone": told(*UNDONE),
    "partly": told(*PARTLY, ASKED),
    "nothing": told(misread=MISREAD),
    "empty": told(),
    "again": {**told(), "until": UNTIL, "again": "2025-08-10T15:00:00+00:00"},
}
"""Echoes that together say every sentence of the room."""
