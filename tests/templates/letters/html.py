"""An HTML letter as a strict reader sees it: its text, its links, what it would fetch, and whether tags pair up."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "img"}
_FETCHING = {"img", "link", "script", "iframe", "object", "embed", "video", "audio", "source", "form", "input"}


@dataclass
class Seen:
    words: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    taps: dict[str, str] = field(default_factory=dict)
    """Links that open an answer, by their label: only HTML has them, so they are in neither of the two above."""
    fetches: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    language: str | None = None

    @property
    def text(self) -> str:
        """All words in order, white space, and what fills up a preview line, as one space."""
        return " ".join(" ".join(self.words).replace("\u200c", " ").split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self.tap = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.seen.tags.add(tag)
        self.seen.language = told.get("lang") if tag == "html" else self.seen.language
        href = told.get("href") or ""
        self.tap = href if href.startswith("mailto:") else self.tap
        self.seen.hrefs += [href] if "href" in told and not self.tap else []
        is_inside = tag == "img" and (told.get("src") or "").startswith("cid:") and "srcset" not in told
        fetching = not is_inside and (tag in _FETCHING or {"src", "srcset", "background"} & set(told))
        self.seen.fetches += [tag] if fetching else []
        self.seen.styles += [told.get("style") or ""]
        if tag not in _VOID:
            self.seen.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tap = "" if tag == "a" else self.tap
        if tag in _VOID or not self.seen.open or self.seen.open[-1] != tag:
            self.seen.wrong.append(tag)
        else:
            self.seen.open.pop()

    def handle_data(self, data: str) -> None:
        if self.tap:
            self.seen.taps[data] = self.tap
        elif not {"style", "title"} & set(self.seen.open):
            self.seen.words.append(data)
        elif "style" in self.seen.open:
            self.seen.styles.append(data)


def seen(html: str) -> Seen:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen
