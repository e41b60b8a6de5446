"""The digest of a secretariat that orders by mail: its address takes orders, and what is held is marked."""

from __future__ import annotations

from core.model.token import ORDERS, derive, fingerprint
from core.usecases.notices import note
from core.usecases.office_chat import Asked
from templates.letters import Links, render
from tests.builders import KEY
from tests.core.usecases.office.telling import asked
from tests.core.usecases.ordering.office import MESA, Office

MOMENT = "10 de agosto de 2025, 12:00 (hora de Argentina; 10 de agosto de 2025, 15:00 UTC)"


async def digest_of(office: Office) -> dict[str, object]:
    office.clock.move(days=1)
    async with office.work() as work:
        await note(work, office.now, "proposal_sent", "system", proposal_id="p7")
    assert await office.digest() == 1
    return dict([letter for letter in await office.mail(MESA) if letter.kind == "digest"][-1].facts)


async def test_it_takes_orders_only_where_somebody_checks_senders(office: Office, seven: str) -> None:
    office.desk.checks_senders = False
    assert "orders" not in await digest_of(office)
    office.desk.checks_senders = True
    mesa, of_days = await office.at(MESA), list[int]()
    for _ in range(2):
        generation = (await digest_of(office))["orders"]
        assert isinstance(generation, int)
        async with office.work() as work:
            token = await work.tokens.get(fingerprint(derive(KEY, ORDERS, mesa.id, generation)))
        assert token is not None
        assert (token.subject, token.generation) == (mesa.id, generation)
        of_days.append(generation)
    assert of_days[1] < of_days[0] < 0, "each day's has an address of its own"


async def test_what_is_held_is_marked(office: Office, seven: str) -> None:
    line = "N.º 7: «Redes que cuidan», de Ana Gómez"
    for held, orders in ((False, "note 7 x"), (True, "hold 7")):
        await office.orders(orders)
        facts = await digest_of(office)
        text = render("digest", "es", facts, office.desk.call, Links(home="https://convoca.test/")).text
        assert (f"{line} (en espera)" in text, line in text) == (held, True)


async def test_a_proposal_read_in_the_chat_tells_that_it_is_held_and_what_was_noted(office: Office, seven: str) -> None:
    plain = await asked(office, Asked.PROPOSAL, "7")
    await office.orders("hold 7", "nota 7: Pidieron la sala B", "note 7 wrong")
    await office.orders("note 7 mistaken")
    await office.orders("undo", batch=2)
    told = await asked(office, Asked.PROPOSAL, "7")
    assert [line for line in told if line not in plain] == [
        f"En espera desde el {MOMENT}: nadie recibe recordatorios.",
        "# Notas de la secretaría",
        "- wrong: 10 de agosto de 2025",
        "- Pidieron la sala B: 10 de agosto de 2025",
    ]
