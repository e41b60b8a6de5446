"""The pieces that every screen is made of, and what all screens share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from core.dialogue.scene import Scene
from core.dialogue.screen import Action, Block, BlockKind, Hour, Input, Phrase, Progress, Screen, Style
from core.dialogue.state import Place, Said
from core.dialogue.wording import name_of
from core.dialogue.world import News
from core.rules.calendar.clocks import zone_by

Rows = tuple[tuple[Action, ...], ...]
NO_INPUT = Input()
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a place has to say; `compose_screen` adds what all screens share."""

    title: Phrase
    blocks: tuple[Block, ...] = ()
    rows: Rows = ()
    input: Input = NO_INPUT
    progress: Progress | None = None
    trail: tuple[Block, ...] = ()
    help: tuple[Phrase, ...] = ()
    with_missing: bool = True


def compose_screen(scene: Scene, content: Content, told: Sequence[tuple[News, Action | None]] = ()) -> Screen:
    """Return the whole screen: what went wrong first, then the place's own words, then help where asked for.

    `told` are the news in the order in which they are told, with what each offers to do.
    """
    state = scene.state
    problem = (block(BlockKind.ERROR, phrase(state.problem.key, **state.problem.facts)),) if state.problem else ()
    helps = tuple(block(BlockKind.HELP, words) for words in (*content.help, phrase("chat.help.general")))
    at_hand = scene.draft if content.with_missing else None
    news = _since_last_act(scene, told)
    blocks, rows = _told_apart(
        problem + content.blocks + (helps if state.helping else ()), (*content.rows, *_offered(scene, content, news))
    )
    return Screen(
        place=state.place,
        revision=state.revision,
        title=content.title,
        blocks=blocks,
        rows=rows,
        input=content.input,
        progress=content.progress,
        missing=scene.missing if at_hand else (),
        trail=content.trail,
        toast=_passing(state.toast) if state.toast else None,
        proposal_id=at_hand.record.id if at_hand else None,
        language=scene.world.person.language,
        zone=zone_by(scene.world.call, scene.world.person),
        news=tuple(item.phrase for item, _ in news),
    )


def _told_apart(blocks: tuple[Block, ...], rows: Rows) -> tuple[tuple[Block, ...], Rows]:
    """Number labels that would read the same ('Open: Networks (2)'), so that each is meaningful alone."""
    before: list[Phrase] = []

    def apart(item: Action) -> Action:
        before.append(item.label)
        times = before.count(item.label)
        return replace(item, label=phrase("chat.action.nth", label=item.label, nth=times)) if times > 1 else item

    told = tuple(
        replace(
            item,
            action=apart(item.action) if item.action else None,
            more=tuple(apart(further) for further in item.more),
        )
        for item in blocks
    )
    return told, tuple(tuple(apart(item) for item in row) for row in rows if row)


def _since_last_act(scene: Scene, told: Sequence[tuple[News, Action | None]]) -> Sequence[tuple[News, Action | None]]:
    """Return what came while the person looked at this screen; home and the news tell it in their own blocks."""
    since = scene.world.acted_at
    if since is None or scene.state.place in (Place.HOME, Place.NEWS):
        return ()
    return [(item, offer) for item, offer in told if item.unread and item.at > since]


def _offered(scene: Scene, content: Content, news: Sequence[tuple[News, Action | None]]) -> Rows:
    """Return what the news offer that the place itself does not, last of all: no number on the screen changes.

    Nothing is offered over ticks that are not saved yet: they belong to the list at hand.
    """
    if scene.state.picked is not None:
        return ()
    there = {(item.verb, item.argument) for item in _actions(content)}
    there |= {(f"to_{verb}", scene.state.proposal_id or "") for verb, argument in there if not argument}
    offers = {(offer.verb, offer.argument): offer for _, offer in news if offer}
    return tuple((offer,) for key, offer in offers.items() if key not in there)


def _actions(content: Content) -> tuple[Action, ...]:
    within = tuple(item for piece in content.blocks for item in piece.actions)
    return within + tuple(item for row in content.rows for item in row)


def _passing(said: Said) -> Phrase:
    """Return a passing word ready to be said: people by name, moments as such."""
    return Phrase(said.key, {name: _fact(name, value) for name, value in said.facts.items()})


def _fact(name: str, value: str | int) -> object:
    match name:
        case "name" | "other":
            return name_of(str(value))
        case "again":
            return Hour(datetime.fromisoformat(str(value)))
        case "after":
            return datetime.fromisoformat(str(value))
        case _:
            return value


def phrase(key: str, /, **facts: object) -> Phrase:
    """Return a phrase of the catalogues."""
    return Phrase(key, facts)


def block(
    kind: BlockKind, label: Phrase, *detail: Phrase, action: Action | None = None, more: tuple[Action, ...] = ()
) -> Block:
    """Return one piece of a screen."""
    return Block(kind, label, detail, action, more)


def action(verb: str, label: Phrase | None = None, argument: str = "", style: Style = Style.PLAIN) -> Action:
    """Return an action; its words are `chat.action.<verb>` unless given."""
    return Action(verb, label or Phrase(f"chat.action.{verb}"), argument, style)


def navigation(*verbs: str) -> tuple[Action, ...]:
    """Return a row of ways to other places."""
    return tuple(action(verb, style=Style.NAVIGATION) for verb in verbs)


def paged(items: Sequence[_Item], page: int, size: int) -> tuple[tuple[_Item, ...], tuple[Action, ...]]:
    """Return one page of a list, and the row that turns pages ('2/4'); no row where all fit."""
    pages = max(1, -(-len(items) // size))
    page = min(page, pages - 1)
    if pages == 1:
        return tuple(items), ()
    turns = [action("page", phrase("chat.action.page", page=number + 1, pages=pages), str(number), Style.NAVIGATION)
             for number in (page - 1, page + 1) if 0 <= number < pages]  # fmt: skip
    return tuple(items[page * size : (page + 1) * size]), tuple(turns)
