"""Every screen of every shipped call fits on one message, in every language."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from bot.telegram.card import Tapped, parsed
from bot.telegram.drawing import drawn
from bot.telegram.heard import Heard, TappedButton
from bot.telegram.meaning import event_of
from core.call.definition import Call
from core.call.shipped import shipped_call, shipped_ids
from core.dialogue.events import Tap
from core.dialogue.forms.form import Form
from core.dialogue.forms.people import participant_form, person_form, profile_form
from core.dialogue.forms.proposal import proposal_form
from core.dialogue.screen import BlockKind, Screen
from core.dialogue.state import Place
from templates.say import say
from templates.words import LANGUAGES, Words
from tests.bot.telegram.gallery import of_call, of_transcript, wordy
from tests.bot.telegram.reading import assert_sound
from tests.core.dialogue.stage import CALL
from tests.core.dialogue.test_transcripts import PEOPLE

TAG = "abcd1234"


def assert_drawn(screens: Iterable[Screen], call: Call) -> set[str]:
    """Each screen fits, with its question and all its buttons; return the places seen."""
    seen: set[str] = set()
    for screen, language in itertools.product(screens, LANGUAGES):
        seen.add(screen.place)
        words = Words(language)
        card = drawn(screen, words, call, tag=TAG)
        text = assert_sound(card).text
        needed = [item for item in screen.blocks if item.kind in (BlockKind.QUESTION, BlockKind.ERROR)]
        assert all(say(item.label, words, call) in text for item in needed)
        assert [parsed(button.data) for row in card.rows for button in row] == [
            Tapped(TAG, screen.revision, item.verb, item.argument) for item in screen.actions
        ]
    return seen


@pytest.mark.parametrize("name", sorted(PEOPLE))
async def test_every_screen_of_a_transcript_is_a_sound_card(name: str) -> None:
    assert len(assert_drawn(await of_transcript(name), CALL)) > 4


@pytest.mark.parametrize("call_id", shipped_ids())
def test_every_screen_of_a_walk_through_a_call_is_a_sound_card(call_id: str) -> None:
    seen = assert_drawn(of_call(call_id), shipped_call(call_id))
    assert seen >= {Place.WELCOME, Place.HOME, Place.ASK, Place.SUMMARY}


@pytest.mark.parametrize("call_id", shipped_ids())
def test_however_much_people_write_each_card_fits_with_its_buttons(call_id: str) -> None:
    screens = list(wordy(call_id))
    assert assert_drawn(screens, shipped_call(call_id)) >= {Place.SUMMARY, Place.PEOPLE, Place.MISSING, Place.SEND}
    assert max(len(drawn(screen, Words("es"), shipped_call(call_id), tag=TAG).text) for screen in screens) > 4000


@pytest.mark.parametrize("call_id", shipped_ids())
def test_every_verb_and_argument_of_a_call_is_carried_whole(call_id: str) -> None:
    call = shipped_call(call_id)
    forms: list[Form] = [form(call) for form in (proposal_form, person_form, participant_form, profile_form)]
    taps = {("edit", step.path) for form in forms for step in form.steps}
    taps |= {("toggle", item.argument) for form in forms for step in form.steps for item in step.choices}
    taps |= {("invitation", "x" * 20)}
    assert max(len(f"v1|{TAG}|999999|{verb}|{argument}".encode()) for verb, argument in taps) <= 64


async def test_a_tap_comes_back_as_what_stands_on_the_screen() -> None:
    for screen in await of_transcript("debate"):
        card = drawn(screen, Words("es"), CALL, tag=TAG)
        meant = [event_of(_tap(button.data), screen, Words("es"), CALL, tag=TAG) for row in card.rows for button in row]
        assert meant == [Tap(item.verb, item.argument, screen.revision) for item in screen.actions]


def _tap(data: str) -> Heard:
    return Heard(
        update_id=1, chat_id=7, chat_type="private", user_id=7, language="es", message_id=3,
        what=TappedButton("q", data, None),
    )  # fmt: skip
