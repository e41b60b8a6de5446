"""An answer of the secretariat's chat as lines of text, as everybody reads it."""

from __future__ import annotations

import html
import re

from bot.telegram.drawing import drawn
from core.call.definition import Call
from core.dialogue.screen import Block, BlockKind, Screen
from core.usecases.office_chat import Asked, office_answer
from templates.say import say
from templates.words import Words
from tests.builders import CALL, House

PAGE = "https://convoca.test/secretariat"
_SIGNS = {BlockKind.HEADING: "# ", BlockKind.ROW: "- ", BlockKind.GOOD: "+ ", BlockKind.TEXT: ""}
_TAG = re.compile(r"</?(?:b|i|blockquote)(?: expandable)?>")


async def asked(house: House, what: Asked, argument: str = "", language: str = "es", page: str = PAGE) -> list[str]:
    """Ask, and return the answer's title and blocks, said."""
    async with house.store.look() as work:
        screen = await office_answer(house.desk, work, what, argument, language, page)
    assert (screen.place, screen.language, screen.actions, screen.revision) == ("office", language, (), 0)
    return lines(screen, house.desk.call)


def lines(screen: Screen, call: Call = CALL) -> list[str]:
    words = Words(screen.language)
    return [say(screen.title, words, call), *(_line(block, words, call) for block in screen.blocks)]


def _line(block: Block, words: Words, call: Call) -> str:
    details = "; ".join(say(phrase, words, call) for phrase in block.detail)
    return f"{_SIGNS[block.kind]}{say(block.label, words, call)}{': ' if details else ''}{details}"


def uncut(screen: Screen) -> bool:
    """Whether every word of a screen stands on its one message in Telegram."""
    words = Words(screen.language)
    text = html.unescape(_TAG.sub("", drawn(screen, words, CALL, tag="office").text))
    said = [say(phrase, words, CALL) for block in screen.blocks for phrase in (block.label, *block.detail)]
    return len(text) <= 4096 and all(phrase in text for phrase in (say(screen.title, words, CALL), *said))
