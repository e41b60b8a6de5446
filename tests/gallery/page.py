"""The gallery: one page with every situation in every language, as Telegram and the web show it, and every letter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from bot.telegram.card import Card
from bot.telegram.drawing import drawn
from templates.pages import Frame, chat_page
from templates.words import LANGUAGES, Words
from tests.core.dialogue.stage import CALL, somebody
from tests.gallery.letters.page import SCHEMES, WIDTHS
from tests.gallery.letters.page import index as letters
from tests.gallery.letters.page import wing as wing_of_letters
from tests.gallery.rooms import ROOMS
from tests.gallery.situation import Room, Shown, Situation, shown

HERE = Path(__file__).parent
SITE_STYLE = HERE.parents[1] / "templates" / "web" / "convoca.css"
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_NAMES = {"es": "Español", "pt": "Português", "en": "English"}


def gallery() -> str:
    """Return the whole page; it needs nothing beside itself."""
    style = (HERE / "gallery.css").read_text("utf-8").replace("/* the site's own style */", _site_style())
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>convoca: every screen</title>',
            f"<style>\n{style}</style></head><body>",
            '<header class="bar"><h1>Every screen</h1>',
            _switch("language", _NAMES),
            _switch("channel", {"telegram": "Telegram", "web": "Web"}),
            _switch("letters", WIDTHS),
            _switch("scheme of the letters", SCHEMES),
            "</header>",
            _index(),
            *(part for number, room in enumerate(ROOMS) for part in _room(number, room)),
            *wing_of_letters(),
            "</body></html>\n",
        )
    )


def card_of(seen: Shown, language: str) -> Card:
    """Return what Telegram shows."""
    return drawn(seen.screen, Words(language), CALL, tag="gallery")


def web_of(seen: Shown, language: str) -> str:
    """Return what the web shows between its header and its footer."""
    frame = Frame(call=CALL, language=language, person=somebody(language=language))
    found = _MAIN.search(chat_page(frame, seen.screen, "mark"))
    assert found
    return re.sub(r' (?:id|for|aria-labelledby|aria-describedby)="[^"]*"| autofocus', "", found[1])


def _switch(name: str, options: dict[str, str]) -> str:
    first = next(iter(options))
    choices = (
        f'<label><input type="radio" name="{name}" id="{key}"{" checked" if key == first else ""}> {label}</label>'
        for key, label in options.items()
    )
    return f'<fieldset class="switch"><legend>{name}</legend>{"".join(choices)}</fieldset>'


def _index() -> str:
    rooms = [(f"room-{number}", room.title, len(room.situations)) for number, room in enumerate(ROOMS)]
    rows = (
        f'<li><a href="#{anchor}">{html.escape(title)}</a> ({count})</li>'
        for anchor, title, count in (*rooms, *letters())
    )
    return f'<nav><ol class="index">{"".join(rows)}</ol></nav>'


def _room(number: int, room: Room) -> Iterator[str]:
    yield f'<section><h2 id="room-{number}">{html.escape(room.title)}</h2><div class="wall">'
    for place, situation in enumerate(room.situations):
        yield from _situation(f"s{number}-{place}", situation)
    yield "</div></section>"


def _situation(anchor: str, situation: Situation) -> Iterator[str]:
    yield f'<figure id="{anchor}"><figcaption><a href="#{anchor}">{html.escape(situation.name)}</a></figcaption>'
    for language in LANGUAGES:
        seen = shown(situation, language)
        yield f'<div class="telegram {language}" lang="{language}">{_bubble(card_of(seen, language))}</div>'
        if seen.is_on_web:
            yield f'<div class="web {language}" lang="{language}" inert>{web_of(seen, language)}</div>'
    yield "</figure>"


def _bubble(card: Card) -> str:
    """Draw a card as Telegram's apps do; its HTML is a part of ours. A quote stands on lines of its own anyway."""
    text = card.text.replace("\n<blockquote", "<blockquote").replace("</blockquote>\n", "</blockquote>")
    rows = "".join(
        f'<div class="keys">{"".join(f"<span>{html.escape(item.label)}</span>" for item in row)}</div>'
        for row in card.rows
    )
    return f'<div class="bubble">{text}</div>{rows}'


def _site_style() -> str:
    """Return the web's style, kept to what is drawn as the web."""
    rules = SITE_STYLE.read_text("utf-8").replace(":root", ":scope")
    return "@scope (.web) {\n" + re.sub(r"^(html|body) ", ":scope ", rules, flags=re.MULTILINE) + "}\n"
