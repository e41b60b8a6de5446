"""Many proposals with long names: answers stay within one message, by whole entries, and within few statements."""

from __future__ import annotations

import pytest

from core.model.words import LANGUAGES
from core.usecases.office.sections import shares
from core.usecases.office_chat import Asked, digest_screen, office_answer
from tests.builders import CALL, House
from tests.core.store.test_statements import counted
from tests.core.usecases.office.crowd import LONG, crowded
from tests.core.usecases.office.telling import PAGE, asked, uncut

MANY = 300
QUESTIONS = ((Asked.SUMMARY, ""), (Asked.PENDING, ""), (Asked.SEARCH, "nandu"), (Asked.PROPOSAL, "nandu"),
             (Asked.PROPOSAL, "2"), (Asked.PROPOSAL, f"1 {LONG}"), (Asked.EXPORT, ""))  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_answer_fits_one_message_uncut(house: House, language: str) -> None:
    await crowded(house, 30)
    async with house.store.look() as work:
        for what, argument in QUESTIONS:
            screen = await office_answer(house.desk, work, what, argument, language, PAGE)
            assert uncut(screen), (what, argument)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_of_many_fits_one_message_uncut(language: str) -> None:
    line = {"number": 1_234, "title": LONG, "proponent": LONG, "waits_for": 12}
    facts = {
        "day": "2025-08-13",
        "problems": {
            "count": 40,
            "beyond": 30,
            "lines": [{"kind": "bounced", "name": LONG, "title": LONG, "count": 1, "why": "full"}] * 10,
        },
        **{key: {"count": 40, "beyond": 30, "lines": [line] * 10} for key in ("new", "sent", "withdrawn", "waiting")},
        "deadlines": [
            {"key": key, "at": "2025-08-25T00:00:00-03:00", "days": 14, "unsure": True}
            for key in list(CALL.moments)[:4]
        ],
        "undated": [{"key": key, "blocks": 12} for key in list(CALL.moments)[4:8]],
        "reminders": 1_234,
        "versions": [
            {"reason": LONG, "changes": [{"name": {"es": LONG, "pt": LONG, "en": LONG}}] * 40},
        ],
        "totals": {"drafts": 1_234, "sent": 1_234, "invited": 1_234, "confirmed": 1_234},
    }
    assert uncut(digest_screen(CALL, facts, language, PAGE))


async def test_what_is_left_out_is_counted_and_its_place_named(house: House) -> None:
    await crowded(house, 30)
    said = await asked(house, Asked.PENDING)
    assert [line for line in said if line.startswith(("#", "- y "))] == [
        "# Personas a quienes no les llega el correo (60)",
        f"- y 56 más: {PAGE}",
        "# Correos que no se pudieron enviar (30)",
        f"- y 26 más: {PAGE}",
        "# Correos recibidos que no se pudieron leer (30)",
        f"- y 26 más: {PAGE}",
        "# Dijeron que sí y les falta completar su perfil (30)",
        f"- y 26 más: {PAGE}",
        "# Invitaciones sin responder (30)",
        f"- y 26 más: {PAGE}",
    ]
    assert "- y 26 más; se encuentran con /buscar" in await asked(house, Asked.PENDING, page="")


async def test_many_proposals_cost_no_more_statements_than_one(house: House) -> None:
    await crowded(house, 1, people=2)
    few = [await cost(house, what) for what in (Asked.SUMMARY, Asked.PENDING, Asked.SEARCH)]
    await crowded(house, MANY, after=1, people=2)
    assert [await cost(house, what) for what in (Asked.SUMMARY, Asked.PENDING, Asked.SEARCH)] == few


async def cost(house: House, what: Asked) -> int:
    async with house.store.look() as work:
        with counted() as seen:
            await office_answer(house.desk, work, what, "nandu", "es", PAGE)
    return len(seen)


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([], 5, []),
        ([2, 1], 5, [2, 1]),
        ([9, 1, 9], 10, [4, 1, 5]),
        ([9, 9, 9], 2, [0, 1, 1]),
        ([100, 0], 7, [7, 0]),
    ],
)
def test_room_goes_to_who_wants_little_first(wanted: list[int], room: int, given: list[int]) -> None:
    assert shares(wanted, room) == given
