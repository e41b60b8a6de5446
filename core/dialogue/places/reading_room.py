"""Places that only tell: the news and the dates of the call."""

from __future__ import annotations

from core.call.definition import Moment
from core.dialogue.composing import Content, block, navigation, phrase
from core.dialogue.offering import with_offers
from core.dialogue.places import calendar
from core.dialogue.places.home import window
from core.dialogue.scene import Scene
from core.dialogue.screen import Block, BlockKind, Phrase
from core.dialogue.world import World
from core.rules.calendar.order import by_time

LATEST = 12


def draw_news(scene: Scene) -> Content:
    """Return the latest news, newest first."""
    told = _news(scene.world)
    nothing = (block(BlockKind.TEXT, phrase("chat.no_news")),)
    return Content(
        title=phrase("chat.news_title"), blocks=told or nothing, rows=(navigation("home"),), with_missing=False
    )


def _news(world: World) -> tuple[Block, ...]:
    """Return the latest news, each with what it offers."""
    return tuple(
        block(BlockKind.ROW, item.phrase, phrase("chat.news_at", at=item.at), action=offer)
        for item, offer in with_offers(world)[:LATEST]
    )


def draw_deadlines(scene: Scene) -> Content:
    """Return every date of the call as they come, in its zone and in UTC; what is unknown is last, told as unknown."""
    moments = tuple(_moment(item) for item in by_time(scene.world.call))
    return Content(
        title=phrase("chat.deadlines.title"),
        blocks=(*window(scene.world), *moments),
        rows=(calendar.row(), navigation("home", "help")),
        help=(phrase("chat.help.deadlines", contact=scene.world.call.contact),),
        with_missing=False,
    )


def _moment(moment: Moment) -> Block:
    when = phrase("chat.value.told", value=moment) if moment.at else phrase("chat.deadlines.unknown")
    return block(BlockKind.ROW, Phrase(local=moment.name), when)
