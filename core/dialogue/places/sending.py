"""Sending, its receipt, and withdrawing."""

from __future__ import annotations

from core.dialogue.composing import Content, action, block, navigation, phrase
from core.dialogue.effects import Submit, Withdraw
from core.dialogue.places.home import person_limit
from core.dialogue.places.missing import told
from core.dialogue.scene import Scene, closing, move, on_list
from core.dialogue.screen import Block, BlockKind, Style
from core.dialogue.state import Outcome, Place, Said
from core.dialogue.wording import option_name, title_at_hand
from core.model.records import ProposalState


def draw_send(scene: Scene) -> Content:
    """Show once more what is about to be sent, with what could still be better."""
    again = scene.draft is not None and scene.draft.record.state is ProposalState.SENT
    title = title_at_hand(scene)
    return Content(
        title=phrase("chat.send.title", title=title),
        blocks=(
            block(BlockKind.QUESTION, phrase("chat.send.question_again" if again else "chat.send.question")),
            *_in_short(scene),
            *_warnings(scene),
            *_afterwards(scene),
        ),
        rows=((action("submit", style=Style.PRIMARY),), navigation("summary", "missing"), navigation("home", "help")),
        help=(phrase("chat.help.send"),),
        with_missing=False,
    )


def tap_send(scene: Scene, verb: str, argument: str) -> Outcome:
    """Send."""
    return Outcome(move(scene.state, Place.RECEIPT), (Submit(),))


def draw_receipt(scene: Scene) -> Content:
    """Say that it was sent, under which number, and what comes next."""
    draft = scene.draft
    number = draft.record.number or 0 if draft else 0
    sent = (phrase("chat.receipt.at", at=draft.record.sent_at),) if draft and draft.record.sent_at else ()
    return Content(
        title=phrase("chat.receipt.title", title=title_at_hand(scene)),
        blocks=(
            block(BlockKind.GOOD, phrase("chat.receipt.number", number=number)),
            *(block(BlockKind.TEXT, words) for words in (*sent, phrase("chat.receipt.copy"))),
            *_afterwards(scene),
        ),
        rows=(navigation("summary", "people"), navigation("home", "help")),
        help=(phrase("chat.help.summary"),),
        with_missing=False,
    )


def draw_withdraw(scene: Scene) -> Content:
    """Ask once more before a proposal is withdrawn or a draft thrown away."""
    sent = scene.draft is not None and scene.draft.record.state is ProposalState.SENT
    what = "sent" if sent else "draft"
    people = len(on_list(scene.draft)) if scene.draft else 0
    warned = (block(BlockKind.NOTE, phrase("chat.withdraw.people", count=people)),) if people else ()
    return Content(
        title=phrase(f"chat.withdraw.title_{what}", title=title_at_hand(scene)),
        blocks=(block(BlockKind.QUESTION, phrase(f"chat.withdraw.question_{what}")), *warned),
        rows=(
            (action("withdraw_now", phrase(f"chat.action.withdraw_{what}"), style=Style.DANGER),),
            (action("back", phrase("chasing.action.no_back")),),
            navigation("home"),
        ),
        with_missing=False,
    )


def tap_withdraw(scene: Scene, verb: str, argument: str) -> Outcome:
    """Withdraw and go home, or leave everything as it is."""
    if verb == "back":
        return Outcome(move(scene.state, Place.SUMMARY))
    home = move(scene.state, Place.HOME, toast=Said("chat.toast.withdrawn"))
    return Outcome(home, (Withdraw(),))


def _in_short(scene: Scene) -> tuple[Block, ...]:
    draft, call = scene.draft, scene.world.call
    if draft is None:
        return ()
    kind = option_name(call.session_types, draft.proposal.session_type)
    return (
        block(BlockKind.ROW, phrase("chat.field.session_type"), kind),
        block(BlockKind.ROW, phrase("chat.field.people"), phrase("chat.send.people", count=len(scene.people))),
        *_limit(scene),
    )


def _limit(scene: Scene) -> tuple[Block, ...]:
    maximum = person_limit(scene.world)
    if maximum is None or scene.draft is None or scene.draft.record.state is ProposalState.SENT:
        return ()
    sent = sum(item.record.state is ProposalState.SENT for item in scene.world.drafts)
    return (block(BlockKind.NOTE, phrase("chat.send.limit", place=sent + 1, maximum=maximum)),)


def _warnings(scene: Scene) -> tuple[Block, ...]:
    return tuple(told(scene, item, BlockKind.NOTE) for item in scene.missing)


def _afterwards(scene: Scene) -> tuple[Block, ...]:
    end = closing(scene.world, scene.draft)
    if end is None or end.at is None or not scene.world.call.policies.edit_sent_until_close:
        return ()
    return (block(BlockKind.NOTE, phrase("chat.send.until", closes=end)),)
