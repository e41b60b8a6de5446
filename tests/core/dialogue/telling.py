"""Saying everything on a screen, for checks that nothing lacks its words."""

from __future__ import annotations

from collections.abc import Iterator

from core.call.definition import Call
from core.dialogue.screen import Block, Phrase, Screen
from templates.say import say
from templates.words import LANGUAGES, Words

LABEL_LIMIT = 64
"""Characters of a button that every channel can show."""

TAP_LIMIT = 48
"""Bytes of verb and argument: a channel adds its own marks and has 64 in all."""


def phrases(screen: Screen) -> Iterator[Phrase]:
    """Every phrase of a screen."""
    yield screen.title
    for block in (*screen.blocks, *screen.trail):
        yield from _of_block(block)
    for action in screen.actions:
        yield action.label
    if screen.toast:
        yield screen.toast


def _of_block(block: Block) -> Iterator[Phrase]:
    yield block.label
    yield from block.detail


def assert_speakable(screen: Screen, call: Call) -> None:
    """Every phrase has words in every language; every label is short, and not empty."""
    for language in LANGUAGES:
        words = Words(language)
        for phrase in phrases(screen):
            assert say(phrase, words, call).strip(), (language, phrase)
        labels = [say(action.label, words, call) for action in screen.actions]
        assert all(len(label) <= LABEL_LIMIT for label in labels), labels
        assert len(set(labels)) == len(labels), labels
    assert all(len(f"{item.verb}|{item.argument}".encode()) <= TAP_LIMIT for item in screen.actions)
