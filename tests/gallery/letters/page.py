"""The wing of the letters: as a phone lists them, as HTML on a phone and on a desk, light and dark, as plain text."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator

from templates.charts.png import png
from templates.letters import Letter
from templates.words import LANGUAGES
from tests.gallery.letters.samples import ROOMS, Sample
from tests.templates.letters.queued import CALL

WIDTHS = {"narrow": "360 px", "wide": "700 px"}
SCHEMES = {"light": "light", "dark": "dark"}
_WHERE_DARK = "@media (prefers-color-scheme: dark)"


def wing() -> Iterator[str]:
    """Yield the sections of the letters; the switches of the page choose language, width and scheme."""
    for number, (title, room) in enumerate(ROOMS.items()):
        yield f'<section class="letters"><h2 id="letters-{number}">{html.escape(title)}</h2>'
        for place, sample in enumerate(room):
            yield from _figure(f"l{number}-{place}", sample)
        yield "</section>"


def index() -> Iterator[tuple[str, str, int]]:
    """Yield the anchor, the title and the number of letters of each section."""
    for number, (title, room) in enumerate(ROOMS.items()):
        yield f"letters-{number}", title, len(room)


def in_scheme(source: str, scheme: str) -> str:
    """Return an HTML letter as a reader with this scheme sees it, whatever scheme the gallery's reader has."""
    return source.replace(_WHERE_DARK, "@media all" if scheme == "dark" else "@media not all")


def _figure(anchor: str, sample: Sample) -> Iterator[str]:
    name = html.escape(sample.name)
    yield f'<figure id="{anchor}"><figcaption><a href="#{anchor}">{name}</a> <code>{sample.kind}</code></figcaption>'
    for language in LANGUAGES:
        letter = sample.in_language(language)
        yield f'<div class="letter {language}" lang="{language}">'
        yield f"<div>{_listed(letter)}{''.join(_drawn(letter, scheme) for scheme in SCHEMES)}</div>"
        yield f"<pre>{html.escape(letter.text)}</pre></div>"
    yield "</figure>"


def _listed(letter: Letter) -> str:
    """Draw the line of an inbox: sender and subject on one line each, two lines of the preview."""
    said = (CALL.short_name, letter.subject, letter.preview)
    return '<p class="inbox"><b>{}</b><span>{}</span><small>{}</small></p>'.format(*map(html.escape, said))


def _with_pictures(letter: Letter) -> str:
    """Return the HTML with the pictures that travel beside it put in their places."""
    source = letter.html
    for picture in letter.pictures:
        data = base64.b64encode(png(picture.svg)).decode()
        source = source.replace(f"cid:{picture.cid}", f"data:image/png;base64,{data}")
    return source


def _drawn(letter: Letter, scheme: str) -> str:
    source = html.escape(in_scheme(_with_pictures(letter), scheme))
    title = html.escape(f"{letter.subject} ({scheme})")
    return f'<iframe class="{scheme}" title="{title}" sandbox="" loading="lazy" srcdoc="{source}"></iframe>'
