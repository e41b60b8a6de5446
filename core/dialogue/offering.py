"""What the news offer to do, as long as it is still to be done."""

from __future__ import annotations

from core.dialogue.chasing import found, named
from core.dialogue.composing import action, phrase
from core.dialogue.scene import can_change, can_send
from core.dialogue.screen import Action, Style
from core.dialogue.world import Draft, News, World
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalState
from core.model.reminder import REMINDER
from core.rules.invitations import is_waited_for, may_be_replaced
from core.rules.undelivered import cures, why_of

TROUBLES = frozenset(
    {
        "participant_bounced", "participant_declined", "participant_erased", "participant_muted", "participant_unclear",
        "draft_reminder", "own_address_bounced", REMINDER,
    }
)  # fmt: skip
"""News that are no reason to be glad."""
_CLOSES = frozenset({"deadline_later", "deadline_earlier", "deadline_reopened"})
_OWN_CLOSE = "deadline_own"


def told_first(world: World) -> tuple[tuple[News, Action | None], ...]:
    """Return the news with what each offers: that all is complete comes first, then what asks for an act."""
    return tuple(sorted(with_offers(world), key=_weight))


def is_over(world: World, item: News) -> bool:
    """Whether what is told was mended since: another address stands there now, or somebody else; or another close."""
    if item.kind in _CLOSES or item.kind == _OWN_CLOSE:
        return any(_moves_again(later, item) for later in world.news[: world.news.index(item)])
    if item.kind not in ("participant_bounced", "participant_declined") or item.participation_id is None:
        return False
    known = found(world, item.participation_id)
    return known is None or known[1].status not in (ParticipationStatus.BOUNCED, ParticipationStatus.DECLINED)


def _moves_again(later: News, item: News) -> bool:
    """Whether newer news tell another close than these did: two of them at once would be two dates."""
    if item.kind == _OWN_CLOSE:
        return later.proposal_id == item.proposal_id and later.kind in (*_CLOSES, _OWN_CLOSE)
    return later.kind in _CLOSES


def _weight(told: tuple[News, Action | None]) -> int:
    item, offer = told
    return 2 if offer is None else int(item.kind != "sendable")


def with_offers(world: World) -> tuple[tuple[News, Action | None], ...]:
    """Return the news, newest first, with what each offers to do; the same thing is offered once."""
    told: list[tuple[News, Action | None]] = []
    for item in world.news:
        offer = _offer(world, item)
        known = [(other.verb, other.argument) for _, other in told if other]
        told.append((item, offer if offer and (offer.verb, offer.argument) not in known else None))
    return tuple(told)


def _offer(world: World, news: News) -> Action | None:
    """Return what can be done about a piece of news; None where nothing can, or it was done."""
    match news.kind:
        case "participant_bounced" | "participant_declined" | "participant_muted":
            known = found(world, news.participation_id)
            return _about_somebody(world, news.kind, *known) if known else None
        case "reminder" if news.participation_id:
            known = found(world, news.participation_id)
            return _about_somebody(world, "participant_bounced", *known) if known else None
        case "sendable" | "draft_reminder" | "reminder" | "deadline_later" | "deadline_reopened" | "deadline_own":
            draft = world.draft(news.proposal_id)
            return _about_draft(world, news.kind, draft) if draft else None
        case _:
            return None


def _about_somebody(world: World, kind: str, draft: Draft, item: Participation) -> Action | None:
    if not can_change(world, draft):
        return None
    if kind == "participant_bounced":
        return named(str(cures(why_of(item))[0]), item) if item.status is ParticipationStatus.BOUNCED else None
    if kind == "participant_declined":
        return named("replace", item) if item.status is ParticipationStatus.DECLINED else None
    return named("replace", item) if is_waited_for(item) and may_be_replaced(item) else None


def _about_draft(world: World, kind: str, draft: Draft) -> Action | None:
    if kind == "sendable":
        words = "chat.action.send" if draft.record.state is ProposalState.DRAFT else "chat.action.send_changes"
        return action("to_send", phrase(words), draft.record.id, Style.PRIMARY) if can_send(world, draft) else None
    if draft.record.state is not ProposalState.DRAFT or not can_change(world, draft):
        return None
    return action("to_missing", phrase("chasing.action.to_missing"), draft.record.id)
