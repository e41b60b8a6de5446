"""Letters to many: nothing leaves by accident, nobody gets one twice, nobody who asked for none gets one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model.records import Channel, Notice, OutboxState
from tests.bot.web.conftest import SECRETARY
from tests.bot.web.guest import Guest, House
from tests.bot.web.story import ADDRESS, LUIS, with_luis
from tests.bot.web.test_secretariat import clerk, luis_of

SPANISH = {"subject_es": "Dos días más", "text_es": "El envío cierra el domingo.\n\nGracias por proponer."}
PORTUGUESE = {"subject_pt": "Mais dois dias", "text_pt": "O envio fecha no domingo."}


async def writing(house: House, audience: str = "everybody", **texts: str) -> Guest:
    """The clerk has typed a letter to many and looks at it; Ana proposes, and Luis was asked by her."""
    await with_luis(house)
    guest = await clerk(house)
    await guest.open("/secretariat/write")
    await guest.press("show", audience=audience, **(texts or SPANISH))
    return guest


async def announced(house: House) -> list[Notice]:
    """Return what is queued of letters to many, by address."""
    async with house.store.look() as work:
        people = await work.people.all()
        letters = [one for person in people for one in await work.outbox.of_person(person.id, Channel.MAIL, 50)]
    return sorted((one for one in letters if one.kind == "announcement"), key=lambda one: one.address or "")


async def states(house: House) -> list[tuple[str | None, OutboxState]]:
    return [(letter.address, letter.state) for letter in await announced(house)]


async def due(house: House) -> list[str | None]:
    """Return whom the courier would write to now."""
    now = house.desk.clock.now()
    async with house.store.work() as work:
        claimed = await work.outbox.claim(Channel.MAIL, now, now + timedelta(minutes=1), 100)
    return sorted(letter.address or "" for letter in claimed if letter.kind == "announcement")


async def lines(house: House) -> list[tuple[str, str, object]]:
    async with house.store.look() as work:
        log = await work.log.since(0)
        secretary = await work.people.by_address("secretaria@foro.example")
    assert secretary is not None
    return [
        (line.kind, line.actor.replace(secretary.id, "clerk"), line.facts["letters"])
        for line in log
        if line.kind.startswith("announcement_")
    ]


async def test_a_preview_shows_the_letter_as_it_leaves_and_whom_it_reaches_and_queues_nothing(house: House) -> None:
    guest = await writing(house, **SPANISH, **PORTUGUESE)
    for shown in ("Les llega a 2 personas.", "En español: 2 correos", "En portugués: 0 correos", "Dos días más",
                  "Hola, Ana Gómez:", "El envío cierra el domingo.", "Mais dois dias", "forum.test/u/…"):  # fmt: skip
        assert shown in guest.page.text
    assert await announced(house) == []


async def test_the_frame_shows_the_letters_html_which_runs_nothing(house: House) -> None:
    guest = await writing(house)
    here = guest.here
    assert "frame-src 'self'" in guest.answer.headers["content-security-policy"]
    await guest.open(f"{here}/letter/es")
    assert "<p" in guest.answer.text
    assert "El envío cierra el domingo." in guest.answer.text
    policy = guest.answer.headers["content-security-policy"]
    assert ("default-src 'none'" in policy, "script-src" in policy) == (True, False)
    assert guest.answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert (await guest.open(f"{here}/letter/pt")).status == 404


async def test_held_letters_wait_until_they_are_released_and_each_step_says_who(house: House) -> None:
    guest = await writing(house)
    page = await guest.press("hold")
    assert "Hay 2 correos retenidos." in page.text
    assert await states(house) == [(ADDRESS, OutboxState.HELD), (LUIS, OutboxState.HELD)]
    assert await due(house) == []
    page = await guest.press("release")
    assert "Se soltaron 2 correos." in page.text
    assert await due(house) == [ADDRESS, LUIS]
    assert await lines(house) == [
        ("announcement_held", "secretariat:clerk", 2), ("announcement_released", "secretariat:clerk", 2),
    ]  # fmt: skip


async def test_a_test_goes_to_the_clerk_alone_in_each_language_and_as_often_as_asked(house: House) -> None:
    guest = await writing(house, **SPANISH, **PORTUGUESE)
    for _ in range(2):
        page = await guest.press("try")
        assert "Salió una prueba, solo para usted." in page.text
    assert await due(house) == [SECRETARY] * 4
    assert sorted(letter.language for letter in await announced(house)) == ["es", "es", "pt", "pt"]
    assert "Todavía no hay nada en la cola." in page.text


async def test_proving_an_address_frees_no_letter_to_many(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    await house.signed_in(ADDRESS)
    async with house.store.work() as work:
        ana = await work.people.by_address(ADDRESS)
        assert ana is not None
        assert await work.outbox.release(ana.id) == 0
    assert await due(house) == []


async def test_the_same_act_twice_is_done_once(house: House) -> None:
    guest = await writing(house)
    here = guest.here
    held = guest.page.form_with(button="hold")
    assert held is not None
    for status in (303, 422):
        assert (await guest.post(here, {**held.values, "act": "hold"}, follow=False)).status == status
    for status in (303, 422):
        assert (await guest.post(here, {**held.values, "act": "release"}, follow=False)).status == status
    assert "alguien ya lo retuvo, lo soltó o lo descartó" in guest.page.text
    assert (await guest.post(here, {**held.values, "act": "discard"}, follow=False)).status == 422
    assert await due(house) == [ADDRESS, LUIS]
    assert len(await announced(house)) == 2


async def test_what_is_discarded_never_leaves(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    page = await guest.press("discard")
    assert "Se descartó: no salió ningún correo." in page.text
    assert await announced(house) == []
    assert (await lines(house))[-1] == ("announcement_discarded", "secretariat:clerk", 2)


async def test_who_asks_for_no_letters_meanwhile_gets_none(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("mute")
    page = await guest.open(guest.here)
    assert "Hay 1 correo retenido." in page.text
    await guest.press("release")
    assert await due(house) == [ADDRESS]


async def test_who_cannot_be_reached_any_more_at_the_release_is_left_out(house: House) -> None:
    guest = await writing(house)
    await guest.press("hold")
    person, _ = await luis_of(house)
    async with house.store.work() as work:
        await work.people.save(replace(person, bounced_at=house.desk.clock.now()))
    page = await guest.press("release")
    assert "Se soltó 1 correo." in page.text
    assert await states(house) == [(ADDRESS, OutboxState.WAITING)]


async def test_who_answered_meanwhile_is_not_told_that_they_have_not(house: House) -> None:
    guest = await writing(house, "unanswered")
    await guest.press("hold")
    luis = house.guest()
    await luis.open(await house.invitation_link(LUIS))
    await luis.press("decline")
    page = await guest.press("release")
    assert await announced(house) == []
    assert "ya no son de ese grupo" in page.text
    assert (await lines(house))[-1] == ("announcement_released", "secretariat:clerk", 0)


async def test_each_reads_it_in_their_language_where_it_was_typed_in_that(house: House) -> None:
    guest = await writing(house, **SPANISH, **PORTUGUESE)
    async with house.store.work() as work:
        ana, luis = await work.people.by_address(ADDRESS), await work.people.by_address(LUIS)
        assert ana is not None
        assert luis is not None
        await work.people.save(replace(ana, language="en"))
        await work.people.save(replace(luis, language="pt"))
    await guest.open(guest.here)
    assert "En español: 1 correo" in guest.page.text
    await guest.press("hold")
    assert [(one.address, one.language, one.facts["subject"]) for one in await announced(house)] == [
        (ADDRESS, "es", "Dos días más"), (LUIS, "pt", "Mais dois dias"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("audience", "reached"),
    [("drafts", [ADDRESS]), ("sent", []), ("unanswered", [LUIS]), ("confirmed", []), ("everybody", [ADDRESS, LUIS])],
)
async def test_an_audience_is_who_it_says(house: House, audience: str, reached: list[str]) -> None:
    guest = await writing(house, audience)
    page = await guest.press("hold")
    assert [letter.address for letter in await announced(house)] == reached
    assert ("no le llegaría a nadie" in page.text) == (not reached)


async def test_who_is_left_out_is_told_with_the_reason(house: House) -> None:
    guest = await writing(house)
    person, participation = await luis_of(house)
    async with house.store.work() as work:
        await work.people.save(replace(person, muted_at=house.desk.clock.now()))
        nameless = replace(participation, id="only-a-name", person_id=None, address=None, name="Eva Sol")
        await work.participations.add(replace(nameless, status=type(participation.status).LISTED))
    page = await guest.open(guest.here)
    assert "Le llega a 1 persona." in page.text
    assert "Quedan fuera 2 personas" in page.text
    for shown in ("Pidieron que no les escribamos (1)", "Luis Quispe", "No tenemos su dirección (1)", "Eva Sol"):
        assert shown in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"audience": ""}, "Elija a quiénes les escribe."),
        ({"subject_es": "", "text_es": ""}, "Falta el texto en español"),
        ({"subject_es": " "}, "Al correo en español le falta el asunto."),
        ({"text_es": "\u200b"}, "Al correo en español le falta el texto."),
        ({"subject_pt": "Dois dias"}, "Al correo en portugués le falta el texto."),
        ({"subject_es": "x" * 151}, "El asunto en español tiene 151 caracteres; el máximo es 150."),
        ({"text_es": "x" * 4001}, "El texto en español tiene 4.001 caracteres; el máximo es 4.000."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(house: House, typed: dict[str, str], said: str) -> None:
    guest = await writing(house, **{"audience": "everybody", **SPANISH, "text_en": "Kept", "subject_en": "K", **typed})
    assert guest.page.status == 422
    assert said in guest.page.text
    assert ">Kept</textarea>" in guest.page.html


async def test_what_was_typed_can_be_changed_and_is_then_another_letter(house: House) -> None:
    guest = await writing(house)
    first = guest.here
    await guest.open(f"/secretariat/write?from={first.rpartition('/')[2]}")
    assert ">El envío cierra el domingo." in guest.page.html
    await guest.press("show", text_es="Otra cosa.")
    assert guest.here != first
    assert "Otra cosa." in guest.page.text
    page = await guest.open("/secretariat/write")
    assert page.text.count("Dos días más") == 2


async def test_whatever_is_typed_stays_text(house: House) -> None:
    words = {"subject_es": "=?utf-8?q?x=0ABcc=3A_y?= <b>", "text_es": "<script>alert(1)</script>"}
    guest = await writing(house, **words)
    assert "<script>alert" not in guest.page.html
    await guest.open(f"{guest.here}/letter/es")
    assert "<script>alert" not in guest.answer.text


@pytest.mark.parametrize("path", ["/secretariat/write", "/secretariat/write/b1", "/secretariat/write/b1/letter/es"])
async def test_nobody_else_comes_in(house: House, path: str) -> None:
    stranger, ana = house.guest(), await house.signed_in(ADDRESS)
    await stranger.open(path)
    assert stranger.here == "/"
    assert (await ana.open(path)).status == 403
    assert (await ana.post(path, {"act": "hold"})).status in (403, 405)


async def test_only_our_own_page_acts(house: House) -> None:
    guest = await writing(house)
    assert (await guest.post(guest.here, {"act": "hold"})).status == 403
    assert await announced(house) == []


async def test_an_unknown_letter_or_act_does_nothing(house: House) -> None:
    guest = await writing(house)
    form = guest.page.form_with(button="hold")
    assert form is not None
    here = guest.here
    assert (await guest.post(here, {**form.values, "act": "sing"})).status == 400
    assert (await guest.open("/secretariat/write/nothing")).status == 404


@pytest.mark.parametrize("language", ["pt", "en"])
async def test_the_pages_speak_the_clerks_language(house: House, language: str) -> None:
    guest = await writing(house)
    here = guest.here
    await guest.open("/chat")
    await guest.tap("speak", language)
    for path in ("/secretariat/write", here):
        page = await guest.open(path)
        assert (page.status, f'<html lang="{language}">' in page.html) == (200, True)
