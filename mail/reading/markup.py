"""HTML letters: what the person wrote, without the containers in which mail programs put what they answer."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_QUOTING = re.compile(
    r"gmail_quote|gmail_attr|gmail_extra|moz-cite-prefix|yahoo_quoted|yahoo_ext_quoted|protonmail_quote|zmail_extra"
    r"|divrplyfwdmsg|appendonsend|outlookmessageheader|reply-intro|mail-editor-reference-message|quoted-text"
    r"|ms-outlook-mobile-reference|isforwardcontent|wordsection-quote|tutanota_quote|edo-original|x_gmail_quote",
    re.IGNORECASE,
)
_OUTLOOK_RULE = re.compile(
    r"border(-top)?:\s*(none|solid)[^;]*;?.*border-top:\s*solid\s+#?(e1e1e1|b5c4df)", re.IGNORECASE
)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNSEEN = {"script", "style", "head", "title", "template"}
_LINES = {
    "p",
    "div",
    "li",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "pre",
    "section",
    "article",
    "blockquote",
}
_CLOSES_ALL_AFTER = re.compile(r"divrplyfwdmsg|appendonsend", re.IGNORECASE)


def text_of_html(html: str) -> str:
    """Return the text of an HTML body as lines, quote containers left out; never raises."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        pass
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in "".join(reader.words).split("\n"))).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._hidden = 0
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._say("\n")
        if tag == "hr" and any(
            value and re.search("stopspelling|replysplit", value, re.IGNORECASE) for _, value in attrs
        ):
            self._over = True
        if tag in _VOID:
            return
        marks = " ".join(value or "" for name, value in attrs if name in {"class", "id", "name", "data-marker"})
        style = next((value or "" for name, value in attrs if name == "style"), "")
        if _CLOSES_ALL_AFTER.search(marks) or _OUTLOOK_RULE.search(style):
            self._over = True
        hides = tag in _UNSEEN or tag == "blockquote" or bool(_QUOTING.search(marks))
        self._open.append((tag, hides))
        self._hidden += hides
        if tag in _LINES:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        while self._open:
            name, hides = self._open.pop()
            self._hidden -= hides
            if name == tag:
                break
        if tag in _LINES:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        self._say(re.sub(r"\s+", " ", data))

    def _say(self, words: str) -> None:
        if not self._hidden and not self._over:
            self.words.append(words)
