from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from core.call.document import dump_document
from core.call.shipped import shipped_call
from core.model.records import Participation, Person, ProposalState
from core.usecases.world import draft_at
from templates.telling import Telling
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import ADDRESS, LUIS, TITLE, at_title, with_luis
from tests.support.records import a_participation

PROFILE = {"sector": "academia", "country": "BO", "organisation": "Red Andina", "gender": "male"}
PLACES = ("/secretariat", "/secretariat/people", "/secretariat/table.csv", "/secretariat/proposals/p1")


async def clerk(house: House) -> Guest:
    """Somebody of the secretariat, signed in."""
    return await house.signed_in(SECRETARY)


async def luis_of(house: House) -> tuple[Person, Participation]:
    async with house.store.look() as work:
        person = await work.people.by_address(LUIS)
        assert person is not None
        (participation,) = await work.participations.of_person(person.id)
    return person, participation


async def reading(house: House) -> Guest:
    """The clerk reads Ana's proposal, where Luis stands on the list."""
    await with_luis(house)
    guest = await clerk(house)
    _, participation = await luis_of(house)
    await guest.open(f"/secretariat/proposals/{participation.proposal_id}")
    return guest


async def test_the_secretariat_lands_on_its_own_page(house: House) -> None:
    assert (await clerk(house)).here == "/secretariat"


@pytest.mark.parametrize("path", PLACES)
async def test_nobody_else_comes_in(house: House, path: str) -> None:
    stranger, ana = house.guest(), await house.signed_in(ADDRESS)
    await stranger.open(path)
    assert stranger.here == "/"
    assert (await ana.open(path)).status == 403
    assert (await ana.post("/secretariat/proposals/p1", {"act": "resend"})).status in (403, 405)


async def test_proposals_are_listed_with_what_they_wait_for(house: House) -> None:
    await with_luis(house)
    page = await (await clerk(house)).open("/secretariat")
    for shown in (TITLE, "Ana Gómez", "Debate o mesa redonda", "0 de 1 confirmadas", "1 invitación sin respuesta",
                  "requisitos para enviar"):  # fmt: skip
        assert shown in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 1), ("?state=draft", 1), ("?state=sent", 0), ("?session_type=debate", 1), ("?session_type=panel", 0),
     ("?topic=cybersecurity", 1), ("?text=comunitarias", 1), ("?text=%25", 0), ("?text=nadie", 0), ("?state=", 1),
     ("?state=zzz", 1), ("?state=%00", 1), ("?topic=%00", 0),
     ("?text=" + "x" * 5000, 1)],
)  # fmt: skip
async def test_the_list_can_be_narrowed(house: House, query: str, found: int) -> None:
    await with_luis(house)
    page = await (await clerk(house)).open(f"/secretariat{query}")
    assert (page.status, TITLE in page.text) == (200, bool(found))


async def test_a_proposal_can_be_read_whole(house: House) -> None:
    page = (await reading(house)).page
    for shown in (TITLE, "Luis Quispe", LUIS, "Invitada; todavía no responde", "Invitación", "Ciberseguridad",
                  "+543515550147", "Ana Gómez"):  # fmt: skip
        assert shown in page.text


async def test_whom_no_letter_reaches_is_told_beside_the_name_that_leads_to_their_history(house: House) -> None:
    guest = await reading(house)
    assert "Pidió no recibir más correos" not in guest.page.text
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("mute")
    page = await guest.open(guest.here)
    assert "Pidió no recibir más correos" in page.text
    history = next(href for href, label in page.links if label == "Luis Quispe")
    assert (await guest.open(history)).title.startswith("Historia de Luis Quispe")


async def test_gender_is_never_shown_beside_a_name(house: House) -> None:
    guest = await reading(house)
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("accept", **PROFILE)
    page = await guest.open(guest.here)
    luis_as_shown = page.html.partition('class="row person"')[2].partition("</li>")[0]
    assert "Academia" in luis_as_shown
    assert "asculino" not in luis_as_shown
    for path in ("/secretariat", "/secretariat/people"):
        assert "asculino" not in (await guest.open(path)).text
    table = (await guest.browser.get("/secretariat/table.csv")).text
    assert "asculino" not in table


def people_of(*genders: str | None) -> list[Participation]:
    return [
        a_participation(str(position), roles=("speaker",), attributes={"gender": gender} if gender else {})
        for position, gender in enumerate(genders)
    ]


def test_gender_is_told_as_numbers_once_there_are_people_enough_to_hide_among() -> None:
    telling = Telling(shipped_call("lacigf-2025"), "es")
    assert telling.counts(people_of("male", "female")) == []
    assert telling.counts(people_of("male", "male", "male")) == []
    (told,) = telling.counts(people_of("male", "female", "male", None))
    assert (told.label, told.value) == ("Género", "Masculino: 2, Femenino: 1 y sin indicar: 1")


async def test_an_invitation_is_sent_again(house: House) -> None:
    guest = await reading(house)
    before = len(await house.letters(LUIS))
    page = await guest.press("resend")
    assert "saldrá otra vez" in page.text
    assert len(await house.letters(LUIS)) == before + 1


async def test_an_address_is_corrected_and_the_letter_goes_there(house: House) -> None:
    guest = await reading(house)
    page = await guest.press("address", address="luis.quispe@example.org")
    assert "Dirección corregida" in page.text
    assert "luis.quispe@example.org" in page.text
    assert len(await house.letters("luis.quispe@example.org", "invitation")) == 1


async def test_a_wrong_address_is_told_how_to_mend(house: House) -> None:
    guest = await reading(house)
    page = await guest.press("address", address="luis.example.org")
    assert page.status == 422
    assert "arroba" in page.text
    assert (await luis_of(house))[1].address == LUIS


async def test_what_may_not_be_sent_is_told_why(house: House) -> None:
    guest = await reading(house)
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("mute")
    page = await guest.press("resend")
    assert page.status == 422
    assert "pidió no recibir más correos" in page.text


async def test_an_unknown_proposal_says_so(house: House) -> None:
    assert (await (await clerk(house)).open("/secretariat/proposals/nothing")).status == 404


async def test_people_are_found_by_name_and_show_where_they_stand(house: House) -> None:
    await with_luis(house)
    guest = await clerk(house)
    page = await guest.open("/secretariat/people?text=luis")
    for shown in (LUIS, TITLE, "Ponente", "Invitada; todavía no responde"):
        assert shown in page.text
    assert "Ana Gómez" not in page.text


async def test_the_table_opens_in_a_spreadsheet(house: House) -> None:
    await with_luis(house)
    guest = await clerk(house)
    answer = await guest.browser.get("/secretariat/table.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="lacigf-2025.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    header, row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told = dict(zip(header, row, strict=True))
    assert (told["Título"], told["Estado"], told["Tipo de sesión"], told["Personas en la lista"]) == (
        TITLE, "Borrador", "Debate o mesa redonda", "1"
    )  # fmt: skip


@pytest.mark.parametrize("title", ['=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0"])
async def test_no_cell_of_the_table_is_a_formula(house: House, title: str) -> None:
    ana = await at_title(house)
    await ana.write(title)
    answer = await (await clerk(house)).browser.get("/secretariat/table.csv")
    _, row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert row[2] == f"'{title}"


async def test_whatever_people_write_is_shown_as_text(house: House) -> None:
    ana = await at_title(house)
    await ana.write("<script>alert(1)</script>")
    guest = await clerk(house)
    for path in ("/secretariat", "/secretariat/people", '/secretariat?text="><script>alert(2)</script>'):
        assert "<script>alert" not in (await guest.open(path)).html


@pytest.mark.parametrize("language", ["pt", "en"])
async def test_the_pages_speak_the_clerks_language(house: House, language: str) -> None:
    await with_luis(house)
    guest = await clerk(house)
    await guest.open("/chat")
    await guest.tap("speak", language)
    page = await guest.open("/secretariat")
    assert f'<html lang="{language}">' in page.html
    _, participation = await luis_of(house)
    assert (await guest.open(f"/secretariat/proposals/{participation.proposal_id}")).status == 200


async def test_changes_after_sending_are_read_beside_the_version_that_stands(house: House) -> None:
    guest = await reading(house)
    before = guest.page.text
    _, participation = await luis_of(house)
    desk, now = house.desk, house.desk.clock.now()
    async with house.store.work() as work:
        record = await work.proposals.get(participation.proposal_id)
        assert record is not None
        ana = await work.people.get(record.proponent_id)
        assert ana is not None
        draft = await draft_at(desk, work, record, ana, now)
        sent = dump_document(desk.call, draft.proposal)
        values = {**record.values, "answers.title": "Otro título"}
        state = ProposalState.SENT
        await work.proposals.save(replace(record, state=state, number=1, sent=sent, sent_at=now, values=values))
    page = await guest.open(guest.here)
    assert "La versión enviada" not in before
    standing, _, later = page.text.partition("La versión enviada")[2].partition("Lo último guardado")
    assert (TITLE in standing, "Otro título" in standing) == (True, False)
    assert (TITLE in later, "Otro título" in later) == (False, True)
