"""A web page as a person without JavaScript has it: its text, its links, and the forms that can be sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
_UNSEEN = {"script", "style", "template", "title", "head"}
_BREAKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "tr", "br", "dt", "dd", "section", "form", "summary", "label"}


@dataclass(slots=True)
class Button:
    """A button of a form: what it says, and the name and value that it sends."""

    label: str = ""
    name: str = ""
    value: str = ""


@dataclass(slots=True)
class Form:
    """A form with the values that stand in it."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)

    def button(self, value: str) -> Button | None:
        """Return the button that sends `value`, or one whose value begins with it."""
        return next(
            (button for button in self.buttons if button.value == value or button.value.startswith(value)), None
        )


@dataclass(slots=True)
class Page:
    """What came back: where from, how, and what it says."""

    url: str
    status: int
    html: str
    title: str = ""
    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)

    def form_with(self, *, button: str = "", name: str = "") -> Form | None:
        """Return the first form that has a button sending `button`, or a place called `name`."""
        for form in self.forms:
            if (button and form.button(button)) or (name and name in form.values):
                return form
        return None


def read_page(url: str, status: int, html: str) -> Page:
    """Parse a page."""
    reader = _Reader()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).splitlines())
    return Page(
        url=url,
        status=status,
        html=html,
        title=" ".join(reader.title.split()),
        text="\n".join(line for line in lines if line),
        links=[(href, " ".join(label.split())) for href, label in reader.links],
        forms=reader.forms,
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.title = ""
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._open: list[str] = []
        self._form: Form | None = None
        self._button: Button | None = None
        self._textarea = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BREAKS:
            self.words.append("\n")
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "a":
            self.links.append((given.get("href", ""), ""))
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._in_form(self._form, tag, given)

    def _in_form(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and given.get("type") == "submit":
            form.buttons.append(Button(given.get("value", ""), name, given.get("value", "")))
        elif tag == "input" and name and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            form.values[name] = given.get("value", "")
        elif tag == "input" and name:
            form.values.setdefault(name, "")
        elif tag == "textarea":
            self._textarea = name
            form.values[name] = ""
        elif tag == "select":
            self._select = name
            form.values.setdefault(name, "")
        elif tag == "option" and "selected" in given:
            form.values[self._select] = given.get("value", "")
        elif tag == "button":
            self._button = Button("", name, given.get("value", ""))
            form.buttons.append(self._button)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag == "form":
            self._form = None
        elif tag == "button":
            self._button = None
        elif tag == "textarea":
            self._textarea = ""
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "title":
            self.title += data
        if self._textarea and self._form is not None:
            self._form.values[self._textarea] += data
            return
        if self._button is not None:
            self._button.label = f"{self._button.label} {data.strip()}".strip()
        if "a" in self._open and self.links:
            self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)
        if not _UNSEEN.intersection(self._open):
            self.words.append(data)
