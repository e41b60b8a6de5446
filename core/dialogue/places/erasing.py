"""Erasing oneself: what it means, told before anything happens; a word typed on purpose; what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.call.definition import Call
from core.dialogue.account import Account, ListLeft, SentProposal
from core.dialogue.composing import Content, action, block, navigation, phrase
from core.dialogue.effects import EraseMe, SendOwnData
from core.dialogue.places.home import opened
from core.dialogue.scene import Scene
from core.dialogue.screen import Block, BlockKind, Cause, Expects, Input, Phrase, Screen, Style
from core.dialogue.state import KEPT_TEXT, Outcome, Said
from core.dialogue.wording import name_of, title_of
from core.model.folding import folded

ERASED = "erased"
"""The place of the last screen of all: nothing can be tapped or typed there."""
_WORDS = {"es": "BORRAR", "pt": "APAGAR", "en": "ERASE"}
"""What has to be typed, so that nobody is erased by a slip of the finger."""
_AROUND = " .,!¡\"'«»“”*"
"""Marks that people type around a word."""


def draw(scene: Scene) -> Content:
    """Return what would be erased and what stays, and ask for the word."""
    account = scene.world.account
    asks = block(BlockKind.QUESTION, phrase("privacy.erase.question", word=_word(scene)))
    proved = _is_proved(scene)
    return Content(
        title=phrase("privacy.erase.title"),
        blocks=(
            block(BlockKind.TEXT, phrase("privacy.erase.first")),
            block(BlockKind.HEADING, phrase("privacy.erase.goes")),
            *_goes(account),
            block(BlockKind.HEADING, phrase("privacy.erase.stays")),
            *(_sent(item) for item in account.sent),
            *(_left(item) for item in account.lists),
            *_stays(account),
            asks if proved else block(BlockKind.NOTE, phrase("privacy.erase.not_proved")),
        ),
        rows=(
            (action("data", phrase("privacy.action.back"), style=Style.PRIMARY),),
            (action("download", phrase("privacy.action.download")),),
            navigation("home", "help"),
        ),
        input=Input(Expects.TEXT if proved else Expects.NOTHING, scene.state.typed),
        help=(phrase("privacy.erase.help", contact=scene.world.call.contact),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Open a proposal that would stay, to withdraw it first; or take everything along."""
    if verb == "open":
        return Outcome(opened(scene, argument))
    return Outcome(scene.state, (SendOwnData(),))


def hear(scene: Scene, text: str) -> Outcome | None:
    """Erase where the word was typed; anything else is kept to be mended. None where nothing is to be typed."""
    if not _is_proved(scene):
        return None
    if folded(text.strip(_AROUND)) == folded(_word(scene)):
        return Outcome(scene.state, (EraseMe(),))
    typed = text if len(text) <= KEPT_TEXT else ""
    problem = Said("privacy.problem.word", {"word": _word(scene)})
    return Outcome(replace(scene.state, problem=problem, typed=typed))


def draw_erased(call: Call, language: str, counts: Mapping[str, int]) -> Screen:
    """Return the last screen: how much was erased (`Account.counts`), and what stays."""
    return Screen(
        place=ERASED,
        revision=0,
        title=phrase("privacy.erased.title"),
        blocks=(
            block(BlockKind.GOOD, phrase("privacy.erased.done")),
            *_was_told(counts),
            block(BlockKind.NOTE, phrase("privacy.erased.again", contact=call.contact)),
        ),
        language=language,
    )


def _goes(account: Account) -> tuple[Block, ...]:
    data = tuple(phrase(f"privacy.data.{key}") for key in account.data)
    drafts = tuple(title_of(title) for title in account.drafts)
    return (
        *((_row("data", phrase("privacy.erase.list", items=data)),) if data else ()),
        *((_row("drafts", *drafts, phrase("privacy.erase.drafts_told")),) if drafts else ()),
        *((_row("chats", phrase("privacy.erase.chats_told", count=account.chats)),) if account.chats else ()),
        _row("written", phrase("privacy.erase.written_told")),
    )


def _sent(item: SentProposal) -> Block:
    title = title_of(item.title)
    label = phrase("privacy.erase.sent", title=title, number=item.number)
    if item.is_withdrawn:
        return block(BlockKind.ROW, label, phrase("privacy.erase.sent_withdrawn"))
    opens = action("open", phrase("chat.action.open", title=title), item.id)
    return block(BlockKind.ROW, label, phrase("privacy.erase.sent_stands"), action=opens)


def _left(item: ListLeft) -> Block:
    by, unnamed = item.proponent, phrase("privacy.erase.left_unnamed")
    told = [phrase("privacy.erase.left", name=name_of(by)) if by else unnamed]
    if item.lacks:
        told.append(phrase("privacy.erase.lacks_first"))
    told += [phrase("privacy.erase.lacks", finding=Cause(finding)) for finding in item.lacks]
    return block(BlockKind.ROW, phrase("privacy.erase.listed", title=title_of(item.title)), *told)


def _stays(account: Account) -> tuple[Block, ...]:
    kinds = ("log", "backups", "reports") if account.sent else ("log", "backups")
    return tuple(_row(kind, phrase(f"privacy.erase.{kind}_told")) for kind in kinds)


def _was_told(counts: Mapping[str, int]) -> tuple[Block, ...]:
    """Say how much of each there was; whoever reads it knows the names, and they are gone."""
    return tuple(
        block(BlockKind.TEXT, phrase(f"privacy.erased.{kind}", count=count)) for kind, count in counts.items() if count
    )


def _row(kind: str, *details: Phrase) -> Block:
    return block(BlockKind.ROW, phrase(f"privacy.erase.{kind}"), *details)


def _is_proved(scene: Scene) -> bool:
    """Whether it is they themselves: the terminal asks no proof, and this can't be undone."""
    return scene.world.person.proved_at is not None


def _word(scene: Scene) -> str:
    return _WORDS.get(scene.world.person.language, _WORDS["es"])
