"""HTML letters: what the person wrote, with one `>` in place of each container that holds what they answer.

A reader of our own, since the library's takes time that grows with the square of some malformed inputs: each `<` is
looked at once, up to the next one.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from html import unescape

QUOTED = ">"
"""What stands where a program's quote was."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30}+)((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([a-zA-Z][\w:-]{0,40}+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_LONGEST_TAG = 4_000
_QUOTING = re.compile(
    r"gmail_quote|gmail_attr|gmail_extra|moz-cite-prefix|yahoo_quoted|yahoo_ext_quoted|protonmail_quote|zmail_extra"
    r"|outlookmessageheader|reply-intro|mail-editor-reference-message|ms-outlook-mobile-reference|tutanota_quote"
)
_QUOTES_ALL_AFTER = re.compile(r"divrplyfwdmsg|appendonsend|stopspelling|replysplit")
_INDENT = re.compile(r"border(-left)?\s*:\s*(none|0|medium none)")
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt|;|\s|$)")
_STRUCK_STYLE = re.compile(r"text-decoration[^;]*line-through")
_WORDS_APART = frozenset(("dd", "td", "th"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "o:p")
)
_UNSEEN = frozenset(("script", "style", "head", "title", "template"))
_STRUCK = frozenset(("s", "strike", "del"))
_LINES = frozenset(
    (
        *("p", "div", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "section", "article"),
        *("blockquote", "figure", "center"),
    )
)


def read_html(html: str) -> tuple[str, bool]:
    """Return the text as lines, and whether some of the person's own words are struck out; never raises."""
    reader = _Reader()
    at = 0
    while not reader.over:
        opened = html.find("<", at)
        reader.say(html[at : opened if opened >= 0 else len(html)])
        if opened < 0:
            break
        at = reader.markup(html, opened)
    lines = (line.strip() for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), reader.struck


class _Reader:
    """What is open, and what was said so far."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.struck = False
        self.over = False
        self._stack: list[tuple[str, bool, bool]] = []
        self._open: Counter[str] = Counter()
        self._hidden = self._struck = 0

    def markup(self, html: str, at: int) -> int:
        """Take the tag or comment at `at`; return where to read on."""
        if html.startswith("<!--", at):
            end = html.find("-->", at + 4)
            return end + 3 if end >= 0 else len(html)
        if html.startswith(("<!", "<?"), at):
            end = html.find(">", at)
            return end + 1 if end >= 0 else len(html)
        tag = _TAG.match(html, at)
        if tag is None:
            self.say("<")
            return at + 1
        name = tag[2].lower()
        if tag[1]:
            self._closes(name)
        else:
            self._opens(name, _attributes(tag[3]), closed=tag[3].endswith("/"))
        return tag.end()

    def say(self, text: str) -> None:
        """Take text between tags."""
        if self._hidden or not text:
            return
        with suppress(ValueError):  # a character number beyond what Python turns into a number: it stays as it is
            text = unescape(text)
        self.words.append(re.sub(r"\s+", " ", text))
        self.struck = self.struck or bool(self._struck and text.strip())

    def _opens(self, name: str, given: dict[str, str], *, closed: bool) -> None:
        if name in {"br", "hr"}:
            self._line()
        marks = " ".join((given.get("class", ""), given.get("id", ""), given.get("name", "")))
        if _QUOTES_ALL_AFTER.search(marks) or (name == "hr" and _QUOTES_ALL_AFTER.search(str(given))):
            self._quoted()
            self.over = True
        if name in _VOID or closed:
            return
        style = given.get("style", "")
        quotes = bool(_QUOTING.search(marks)) or (name == "blockquote" and not _INDENT.search(style))
        if quotes:
            self._quoted()
        hides = quotes or name in _UNSEEN or "hidden" in given or bool(_UNSEEN_STYLE.search(style))
        strikes = name in _STRUCK or bool(_STRUCK_STYLE.search(style))
        self._stack.append((name, hides, strikes))
        self._open[name] += 1
        self._hidden += hides
        self._struck += strikes
        if name in _LINES or name == "dt":
            self._line()
        elif name in _WORDS_APART:
            self.say(" ")

    def _closes(self, name: str) -> None:
        if not self._open[name]:
            return
        while True:
            closed, hides, strikes = self._stack.pop()
            self._open[closed] -= 1
            self._hidden -= hides
            self._struck -= strikes
            if closed == name:
                break
        if name in _LINES:
            self._line()

    def _line(self) -> None:
        if not self._hidden:
            self.words.append("\n")

    def _quoted(self) -> None:
        if not self._hidden:
            self.words.append(f"\n{QUOTED}\n\n")


def _attributes(written: str) -> dict[str, str]:
    plain = written[:_LONGEST_TAG].lower()
    bare = dict.fromkeys(_ATTRIBUTE.sub(" ", plain).split(), "")
    return bare | {each[1]: each[2] or each[3] or each[4] or "" for each in _ATTRIBUTE.finditer(plain)}
