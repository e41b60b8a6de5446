"""Where everybody starts: what is open, one's own proposals, invitations and news."""

from __future__ import annotations

from core.call.rule_kinds import LimitPer, ProposalLimit
from core.dialogue.composing import Content, action, block, navigation, paged, phrase
from core.dialogue.effects import NewProposal
from core.dialogue.offering import TROUBLES, is_over, told_first
from core.dialogue.scene import Scene, can_change, closing, is_ahead, is_closed, move, open_invitations, opening
from core.dialogue.screen import Action, Block, BlockKind, Phrase, Style
from core.dialogue.state import FormName, Outcome, Place, State
from core.dialogue.wording import name_of, own_status_of, title_of
from core.dialogue.world import Draft, InvitationSeen, World
from core.model.records import ProposalState

PAGE = 8
LATEST_NEWS = 3


def draw(scene: Scene) -> Content:
    """Return the home screen."""
    world = scene.world
    entries = [_invitation(item) for item in open_invitations(world)] + [_draft(world, item) for item in world.drafts]
    shown, turns = paged(entries, scene.state.page, PAGE)
    return Content(
        title=phrase("chat.home.title", call=Phrase(local=world.call.name)),
        blocks=(*_greeting(world), *window(world), *_limit(world), *_news(world), *shown),
        rows=(turns, _new(world), navigation("deadlines", "data"), navigation("language", "help"), _more_news(world)),
        help=(phrase("chat.help.home", contact=world.call.contact),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Open a proposal or an invitation, or begin a proposal."""
    if verb == "open":
        return Outcome(opened(scene, argument))
    if verb == "invitation":
        return Outcome(move(scene.state, Place.INVITATION, participation_id=argument))
    untouched = next((item for item in scene.world.drafts if _is_untouched(item)), None)
    if untouched is not None:
        return Outcome(opened(scene, untouched.record.id))
    fresh = move(scene.state, Place.ASK, form=FormName.PROPOSAL, proposal_id=None, participation_id=None)
    return Outcome(fresh, (NewProposal(),))


def _is_untouched(draft: Draft) -> bool:
    """Whether nothing was said in a draft yet: beginning a proposal twice is one draft."""
    return draft.record.state is ProposalState.DRAFT and not draft.record.values and not draft.participations


def opened(scene: Scene, proposal_id: str) -> State:
    """Return the state inside a proposal: at the first open question, or at its summary where none is."""
    draft = scene.world.draft(proposal_id)
    asking = draft is not None and draft.record.state is ProposalState.DRAFT and can_change(scene.world, draft)
    place = Place.ASK if asking else Place.SUMMARY
    return move(scene.state, place, form=FormName.PROPOSAL, proposal_id=proposal_id, participation_id=None)


def window(world: World) -> tuple[Block, ...]:
    """Say until when proposals can be sent, and once that is over what is still open."""
    start, end = opening(world), closing(world)
    if end is None or end.at is None:
        return ()
    if is_closed(world):
        return (block(BlockKind.NOTE, phrase("chat.window.closed", closes=end)),)
    if is_ahead(world):
        return (block(BlockKind.NOTE, phrase("chat.window.ahead", opens=start.at if start else None, closes=end)),)
    return (block(BlockKind.TEXT, phrase("chat.window.open", closes=end)),)


def person_limit(world: World) -> int | None:
    """Return how many proposals one person may send (L01), where the call says."""
    limits = (rule.parameters for rule in world.call.rules if rule.enabled)
    return next(
        (item.maximum for item in limits if isinstance(item, ProposalLimit) and item.per is LimitPer.PERSON), None
    )


def _greeting(world: World) -> tuple[Block, ...]:
    if world.person.name:
        return (block(BlockKind.TEXT, phrase("chat.home.hello", name=name_of(world.person.name))),)
    return (block(BlockKind.TEXT, phrase("chat.home.hello_somebody")),)


def _limit(world: World) -> tuple[Block, ...]:
    """Show the limit at the start: nobody should meet it at the end of a long form."""
    maximum = person_limit(world)
    if maximum is None or is_closed(world):
        return ()
    sent = sum(item.record.state is ProposalState.SENT for item in world.drafts)
    words = "limit_reached" if sent >= maximum else "limit_used" if sent else "limit"
    return (block(BlockKind.NOTE, phrase(f"chat.home.{words}", maximum=maximum, sent=sent)),)


def _news(world: World) -> tuple[Block, ...]:
    """Return the news that most ask to be seen, each with what it offers."""
    unread = [(item, offer) for item, offer in told_first(world) if item.unread and not is_over(world, item)]
    return tuple(
        block(BlockKind.TEXT if item.kind in TROUBLES else BlockKind.GOOD, item.phrase, action=offer)
        for item, offer in unread[:LATEST_NEWS]
    )


def _more_news(world: World) -> tuple[Action, ...]:
    if not world.news:
        return ()
    unread = sum(item.unread for item in world.news)
    return (action("news", phrase("chat.action.news_unread", unread=unread) if unread else None, "", Style.NAVIGATION),)


def _new(world: World) -> tuple[Action, ...]:
    return () if is_closed(world) else (action("new", style=Style.PRIMARY),)


def _invitation(item: InvitationSeen) -> Block:
    title = title_of(item.proposal_title)
    label = phrase("chat.home.invitation", title=title)
    who = phrase("chat.home.invited_by", name=name_of(item.proponent_name))
    opens = action("invitation", phrase("chat.action.invitation", title=title), item.participation.id)
    return block(BlockKind.ROW, label, who, own_status_of(item.participation), action=opens)


def _draft(world: World, draft: Draft) -> Block:
    title = draft.record.values.get("answers.title")
    label = title_of(title if isinstance(title, str) else None)
    opens = action("open", phrase("chat.action.open", title=label), draft.record.id)
    return block(BlockKind.ROW, label, *standing(world, draft), action=opens)


def standing(world: World, draft: Draft) -> tuple[Phrase, ...]:
    """Say where a proposal stands: draft or sent, and what keeps it from being sent."""
    state = draft.record.state
    missed = state is ProposalState.DRAFT and is_closed(world, draft)
    told = [phrase("chat.state.missed" if missed else f"chat.state.{state}", number=draft.record.number or 0)]
    if draft.changed_since_sent and state is ProposalState.SENT:
        told.append(phrase("chat.state.changed"))
    if can_change(world, draft) and (state is ProposalState.DRAFT or draft.changed_since_sent):
        blocking = sum(item.blocks for item in draft.findings)
        told.append(phrase("chat.state.blocking", count=blocking) if blocking else phrase("chat.state.ready"))
    return (*told, *_own_time(world, draft))


def _own_time(world: World, draft: Draft) -> tuple[Phrase, ...]:
    """Say until when a proposal can be sent that has more time than the others."""
    end, own = closing(world), closing(world, draft)
    if end is None or own is None or own.at == end.at or not can_change(world, draft):
        return ()
    return (phrase("calendar.chat.own_time", closes=own),)
