"""Why a letter did not arrive, in every language and wherever it is told."""

from __future__ import annotations

import pytest

from core.dialogue.news import news_said
from core.dialogue.screen import Phrase
from core.model.undelivered import Undelivered
from templates.letters import render
from templates.say import say
from templates.words import LANGUAGES, Words
from tests.templates.letters.queued import CALL, LINKS, due

TOLD = {"name": "Bruno Díaz", "address": "bruno@example.org"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", list(Undelivered))
def test_each_cause_is_told_to_whom_it_concerns_in_words_of_its_own(why: Undelivered, language: str) -> None:
    words = Words(language)
    news = Phrase("chat.news.participant_bounced", {**TOLD, "why": why})
    own = Phrase("chat.news.own_address_bounced", {"address": TOLD["address"], "why": why})
    said = [say(news_said(CALL, phrase), words, CALL) for phrase in (news, own)]
    assert [("Bruno Díaz" in text, "bruno@example.org" in text) for text in said] == [(True, True), (False, True)]
    about = due("bounced", title="Voces", name="Bruno Díaz", why=why)
    letter = render("reminder", language, {"person_name": "Ana", "about": [about]}, CALL, LINKS)
    told = words(f"undelivered.told.{why}", who="Bruno Díaz", title=words("letters.title", title="Voces"))
    assert told in " ".join(letter.text.split())


def test_news_of_before_causes_were_known_are_told_as_they_were() -> None:
    news = Phrase("chat.news.participant_bounced", TOLD)
    assert news_said(CALL, news).key == news.key
