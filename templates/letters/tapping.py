"""Answers by one tap: links that open a letter to us, already begun, in the reader's own mail program.

What they begin is ASCII, for programs differ in what else they take from a link, and everything is percent-encoded: a
plus sign or a space that stands for itself is read as the other one by some.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from core.dialogue.reading.cleaning import one_line, shortened
from templates.letters.blocks import Block, Button, Taps
from templates.letters.filling import choices, is_closed
from templates.letters.pen import Pen

LONGEST_URL = 1_400
"""Characters of a whole link: programs exist that cut one at about 2,000, and HTML writes '&' as five."""
LONGEST_TITLE = 40


def taps(pen: Pen, *, yes: str, no: str = "", keys: Iterable[str] = ()) -> tuple[Block, ...]:
    """Return a link for a yes and one for a no, labelled by the words of these keys; `no` '' leaves that one out.

    The yes brings lines for the profile fields `keys`. Nothing where an answer would reach nobody.
    """
    if not pen.links.answer:
        return ()
    accept = Button(pen(yes), _begun_yes(pen, list(keys)))
    decline = (Button(pen(no), _link(pen, pen.words("letters.tap.no"), ()), "second"),) if no else ()
    return (Taps((accept, *decline)),)


def _begun_yes(pen: Pen, keys: Sequence[str]) -> str:
    """Return the link of a yes with as many lines as fit: choices are left out first, then the last lines."""
    answer = pen.words("letters.tap.yes")
    whole = _link(pen, answer, [_line(pen, key, with_choices=True) for key in keys])
    if len(whole) <= LONGEST_URL:
        return whole
    for count in range(len(keys), 0, -1):
        url = _link(pen, answer, [_line(pen, key, with_choices=False) for key in keys[:count]])
        if len(url) <= LONGEST_URL:
            return url
    return _link(pen, answer, ())


def _line(pen: Pen, key: str, *, with_choices: bool) -> str:
    """Return a line to fill in: choices in the brackets that the reading knows for ours, else only the label.

    No space ends it: a program that marks its text as flowed (RFC 3676) would join the next line to it.
    """
    offered = f"[{choices(pen, key)}]" if with_choices and is_closed(pen, key) else ""
    return f"{pen.label(key)}: {offered}".rstrip()


def _link(pen: Pen, answer: str, lines: Sequence[str]) -> str:
    """Return the link. The thanks at the end keep a signature below from being read as part of the lines."""
    parts = (answer, "\n".join(lines), pen.words("letters.tap.end"))
    body = _ascii("\n\n".join(part for part in parts if part)).replace("\n", "\r\n")
    title = shortened(_ascii(one_line(str(pen.facts.get("proposal_title") or ""))), LONGEST_TITLE)
    about = title or pen.words("letters.untitled")
    subject = _ascii(pen("tap.subject", about=about, call=shortened(pen.call.short_name, LONGEST_TITLE)))
    return f"mailto:{quote(pen.links.answer, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _ascii(text: str) -> str:
    """Return text without accents and without what ASCII has no sign for; never the beginning of an encoded word."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return plain.replace("=?", "= ?").strip(" ")
