"""The web: a browser without JavaScript over ASGI, and its pages read from their HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from templates.words import Words
from tests.bot.web.guest import Guest
from tests.bot.web.guest import House as Pages
from tests.golden.house import House, Script, Step
from tests.golden.view import Pressable, View, pressed

_VOID = frozenset({"br", "img", "input", "link", "meta"})


class Browsing:
    """A conversation in the browser, step by step."""

    def __init__(self, house: House, script: Script) -> None:
        self.house, self.script = house, script
        self.pages = Pages(house.desk, house.store)
        self.views: list[View] = []

    async def play(self, steps: list[Step]) -> None:
        """Come in by the link of a letter, and do what the steps say."""
        guest = self.pages.guest(**{"Accept-Language": self.script.language})
        await guest.enter(self.script.address)
        self._seen(guest)
        for step in steps:
            if step.is_act:
                await self._do(guest, step.words)
                self._seen(guest)
            else:
                await self.house.direct(step.words)
        await self.pages.close()

    async def _do(self, guest: Guest, words: str) -> None:
        page = _read(guest.page.html)
        place = pressed(words, page.offered, writes=page.writes) if words else None
        if not words:
            await guest.open("/chat")
        elif place is not None:
            await guest.press(page.values[place])
        elif page.writes:
            await guest.write(words)
        else:  # no page offers it, but one left open from before may send it
            form = guest.page.form_with(name="revision")
            assert form
            await guest.post("/chat", {**form.values, "text": words})

    def _seen(self, guest: Guest) -> None:
        assert guest.answer.status_code == 200, guest.page.text
        assert guest.here == "/chat"
        self.views.append(view_of(guest.page.html))


def view_of(html: str) -> View:
    """Return what a page of the chat shows."""
    page = _read(html)
    return View(
        title=page.one("h1"),
        progress="/".join(page.progress),
        passing=page.all("p.toast"),
        news=page.all("ul.news li"),
        trail=page.trail(),
        errors=page.all("div.error p"),
        questions=page.all("h2.question", "div.heading h2"),
        options=tuple(item.label for item in page.offered),
        missing=int((re.findall(r"\d+", page.one("span.tally")) or ["0"])[0]),
        writes=page.writes,
    )


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


class _Reader(HTMLParser):
    """Keeps each text with the elements around it ('div.error p'), and the buttons that are taps.

    What the page offers as links to files, one a format, the other channels offer as one button.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.begun: list[tuple[str, list[str]]] = []
        self.offered: list[Pressable] = []
        self.values: list[str] = []
        self.progress: tuple[str, ...] = ()
        self.writes = False
        self.language = ""
        self._tap: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.language = given["lang"] if tag == "html" else self.language
        if tag == "a" and "download" in given and "download" not in self.values:
            self.offered.append(Pressable(Words(self.language)("privacy.action.download"), "download"))
            self.values.append("download")
        if tag == "progress":
            self.progress = (given["value"], given["max"])
        if given.get("name") == "text":
            self.writes = True
        if tag in _VOID:
            return
        first = given.get("class", "").split(" ")[0]
        self.open.append(f"{tag}.{first}" if first else tag)
        self.begun.append((" ".join(self.open), []))
        self._tap = given["value"] if tag == "button" and given.get("name") == "tap" else None

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            while self.open and self.open.pop().partition(".")[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        here = " ".join(self.open)
        of_this = next((texts for path, texts in reversed(self.begun) if path == here), None)
        if of_this is not None and data.strip():
            of_this.append(" ".join(data.split()))
        if self._tap is not None:
            self.offered.append(Pressable(data, self._tap.partition("|")[0]))
            self.values.append(self._tap)
            self._tap = None

    def all(self, *paths: str) -> tuple[str, ...]:
        """Return the texts of the elements whose path ends so, in order; empty ones are left out."""
        ends = tuple(f" {path}" for path in paths)
        return tuple(" ".join(texts) for path, texts in self.begun if texts and f" {path}".endswith(ends))

    def one(self, path: str) -> str:
        return " ".join(self.all(path))

    def trail(self) -> tuple[str, ...]:
        """Return the latest answers, each as 'field: answer; answer'."""
        lines: list[tuple[str, list[str]]] = []
        for path, texts in self.begun:
            if "section.trail" in path and path.endswith((" dt", " dd")):
                (lines.append((" ".join(texts), [])) if path.endswith("dt") else lines[-1][1].append(" ".join(texts)))
        return tuple(f"{label}: {'; '.join(details)}" for label, details in lines)
