"""HTML as Telegram reads it: few tags, four named references, and errors that tell a byte offset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.telegram.fake.schema.refusals import Refused, broken

Entity = dict[str, Any]

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+));?")
_NAME = re.compile(r"[^\s>]*", re.ASCII)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=>]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<token>[A-Za-z0-9.\-]*)(?=[\s>]))""",
    re.ASCII,
)
_EXPANDABLE = re.compile(r"expandable(?=[\s>])", re.ASCII)
_SPACE = re.compile(r"\s*", re.ASCII)
_TELLING = {"a": "href", "span": "class", "tg-emoji": "emoji-id", "tg-time": "unix"}


def utf16(text: str) -> int:
    """Return how many UTF-16 units the text takes: what entities are measured in."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    at: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.said: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def refusal(self, reason: str, at: int | None = None) -> Refused:
        """Say what is wrong and at which byte."""
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return broken(f"can't parse entities: {reason}{where}")

    def read(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            if self.source[self.position] == "<":
                (self._close_tag if self.source.startswith("</", self.position) else self._open_tag)()
            else:
                self._character()
        if self.open:
            raise self.refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.said), self.entities

    def _character(self) -> None:
        character, self.position = _referred(self.source, self.position)
        self.said.append(character)
        self.offset += utf16(character)

    def _open_tag(self) -> None:
        at = self.position
        name = _NAME.match(self.source, at + 1)
        if name is None or name.end() == len(self.source):
            raise self.refusal("Unclosed start tag", at)
        tag = name.group().lower()
        if tag not in KINDS:
            raise self.refusal(f'Unsupported start tag "{tag}"', at)
        self.position = name.end()
        argument = self._argument(tag, at)
        if tag == "span" and argument != "tg-spoiler":
            raise self.refusal('Tag "span" must have class "tg-spoiler"', at)
        self.open.append(_Open(tag, argument, self.offset, at))

    def _argument(self, tag: str, at: int) -> str:
        """Read the attributes up to the end of the tag; return the value of the one that matters for it."""
        argument = ""
        self._skip_space()
        while not self.source.startswith(">", self.position):
            if self.position == len(self.source):
                raise self.refusal("Unclosed start tag", at)
            name, value = self._attribute(tag, at)
            if name == _TELLING.get(tag):
                argument = value
            self._skip_space()
        self.position += 1
        return argument

    def _attribute(self, tag: str, at: int) -> tuple[str, str]:
        bare = _EXPANDABLE.match(self.source, self.position) if tag == "blockquote" else None
        if bare is not None:
            self.position = bare.end()
            return "expandable", ""
        attribute = _ATTRIBUTE.match(self.source, self.position)
        if attribute is None:
            raise self.refusal(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', at)
        self.position = attribute.end()
        quoted = attribute["double"] if attribute["double"] is not None else attribute["single"]
        return attribute["name"], unescaped(quoted) if quoted is not None else attribute["token"].lower()

    def _close_tag(self) -> None:
        at = self.position
        if not self.open:
            raise self.refusal("Unexpected end tag", at)
        name = _NAME.match(self.source, at + 2)
        self.position = name.end() if name else at
        self._skip_space()
        if not self.source.startswith(">", self.position):
            raise self.refusal("Unclosed end tag", at)
        self.position += 1
        found = name.group().lower() if name else ""
        expected = self.open.pop()
        if found and found != expected.tag:
            where = f"Unmatched end tag at byte offset {len(self.source[:at].encode())}"
            raise self.refusal(f'{where}, expected "</{expected.tag}>", found "</{found}>"')
        self._keep(expected)

    def _keep(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        said = "".join(self.said).encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
        argument = opened.argument or (said if opened.tag == "a" else "")
        if length and (opened.tag != "a" or argument):
            entity: Entity = {"type": KINDS[opened.tag], "offset": opened.offset, "length": length}
            self.entities.append({**entity, "url": argument} if opened.tag == "a" else entity)

    def _skip_space(self) -> None:
        space = _SPACE.match(self.source, self.position)
        self.position = space.end() if space else self.position


def parse(source: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities, offsets and lengths in UTF-16 units; raises Refused."""
    return _Reader(source).read()


def unescaped(source: str) -> str:
    """Return the text with its references read."""
    said: list[str] = []
    position = 0
    while position < len(source):
        character, position = _referred(source, position)
        said.append(character)
    return "".join(said)


def _referred(source: str, position: int) -> tuple[str, int]:
    """Return the character that stands here, be it spelled as a reference, and where the next one begins."""
    match = _REFERENCE.match(source, position) if source[position] == "&" else None
    if match is None:
        return source[position], position + 1
    if match["name"]:
        named = NAMED.get(match["name"])
        return (named, match.end()) if named else ("&", position + 1)
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    readable = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF and match.end() - position <= 10
    return (chr(code), match.end()) if readable else ("&", position + 1)
