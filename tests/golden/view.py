"""What a person finds on a screen, whatever shows it: read from the terminal's text, the page's HTML, the card."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.model.folding import folded

LONGEST_LABEL = 64
"""Characters of a button in Telegram: the other channels show a label whole."""
FEW = 3
"""News that Telegram shows one by one."""


@dataclass(frozen=True, kw_only=True)
class View:
    """One screen as it is read. `options` are the labels in order, `missing` how many requirements it says lack.

    `passing` is the passing word, `news` what happened since, `trail` the latest answers: the page alone tells
    the three apart.
    """

    title: str
    progress: str = ""
    passing: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    missing: int = 0
    writes: bool = False


def as_in_terminal(view: View) -> View:
    """Return what of a page's view the terminal tells apart: titles in capitals, earlier answers among the notes."""
    return replace(view, title=view.title.upper(), passing=view.passing + view.news, news=(), trail=())


def as_in_telegram(view: View) -> View:
    """Return what of a page's view a card tells apart: of much news the first and how many more; labels are short."""
    more = (f"+{len(view.news) - FEW}",) if len(view.news) > FEW else ()
    return replace(
        view,
        passing=view.passing + view.trail,
        news=view.news[:FEW] + more,
        trail=(),
        options=tuple(_short(label, place) for place, label in enumerate(view.options, 1)),
    )


def _short(label: str, place: int) -> str:
    room = LONGEST_LABEL - len(f"{place}. ")
    return label if len(label) <= room else label[: room - 1].rstrip() + "…"


@dataclass(frozen=True)
class Pressable:
    """Something that can be pressed: what it says, and the verb that it stands for."""

    label: str
    verb: str


_ANSWERS = frozenset({"choose", "skip", "keep", "clear"})


def pressed(line: str, offered: list[Pressable], *, writes: bool) -> int | None:
    """Return the place of the button that somebody with this line of a transcript in mind presses; None: they type.

    A slash always presses, by label or number. Without one a label does, and a number where nothing can be written;
    beside a place to write only the labels that answer the question do.
    """
    name = line.removeprefix("/")
    places = {folded(item.label): place for place, item in reversed(list(enumerate(offered)))}
    place = places.get(folded(name))
    if line.startswith("/"):
        place = int(name) - 1 if name.isdecimal() else place
        assert place is not None, f"nothing says {name!r}: {[item.label for item in offered]}"
        return place
    if writes:
        return place if place is not None and offered[place].verb in _ANSWERS else None
    return int(name) - 1 if name.isdecimal() else place
