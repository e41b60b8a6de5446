"""What every place has before its eyes, and the pieces that every screen is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.call.definition import Moment
from core.dialogue.state import Place, State
from core.dialogue.world import Draft, InvitationSeen, World
from core.model.finding import Finding
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, ProposalState
from core.rules.calendar.standing import as_it_stands_for
from core.rules.window import keeps_window


@dataclass(frozen=True, slots=True)
class Scene:
    """The facts and where the person stands in them."""

    world: World
    state: State

    @property
    def draft(self) -> Draft | None:
        """The proposal at hand."""
        return self.world.draft(self.state.proposal_id)

    @property
    def people(self) -> tuple[Participation, ...]:
        """Who stands on the list of the proposal at hand; whoever was taken off is not shown."""
        return on_list(self.draft) if self.draft else ()

    @property
    def participation(self) -> Participation | None:
        """The person of the list at hand."""
        return next((item for item in self.people if item.id == self.state.participation_id), None)

    @property
    def replaced(self) -> Participation | None:
        """Whose place the person of the list at hand is to take, or the one whose name is asked for."""
        plans = self.draft.replacing if self.draft else {}
        wanted = plans.get(self.state.participation_id) if self.state.participation_id else self.state.replacing
        return next((item for item in self.people if item.id == wanted), None)

    @property
    def invitation(self) -> InvitationSeen | None:
        """The invitation to oneself at hand."""
        wanted = self.state.participation_id
        return next((item for item in open_invitations(self.world) if item.participation.id == wanted), None)

    @property
    def editable(self) -> bool:
        """Whether the proposal at hand can still be changed: not withdrawn, the call not closed (Z28)."""
        return self.draft is not None and can_change(self.world, self.draft)

    @property
    def missing(self) -> tuple[Finding, ...]:
        """The gate's findings for the proposal at hand, blocking ones first; none once nothing can be changed."""
        return ordered(self.draft.findings) if self.draft and self.editable else ()


def on_list(draft: Draft) -> tuple[Participation, ...]:
    """Return the people of a proposal without those taken off."""
    return tuple(item for item in draft.participations if item.status is not ParticipationStatus.WITHDRAWN)


def said_yes(people: Sequence[Participation]) -> tuple[Participation, ...]:
    """Return the people whose yes stands, with a complete profile or not."""
    return tuple(item for item in people if item.accepted_at and item.status is not ParticipationStatus.DECLINED)


def open_invitations(world: World) -> tuple[InvitationSeen, ...]:
    """Return the invitations that still stand, answered or not."""
    gone = ParticipationStatus.WITHDRAWN
    return tuple(item for item in world.invitations if item.participation.status is not gone)


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings with the blocking ones first, otherwise in the gate's order."""
    return tuple(sorted(findings, key=lambda finding: not finding.blocks))


def opening(world: World) -> Moment | None:
    """Return when sending begins, where the call keeps a window."""
    return world.call.moments.get("submission_opens") if keeps_window(world.call) else None


def closing(world: World, draft: Draft | None = None) -> Moment | None:
    """Return when sending ends, for all or for one proposal that may have more time; None without a window."""
    call = as_it_stands_for(world.call, draft.record) if draft else world.call
    return call.moments.get("submission_closes") if keeps_window(call) else None


def is_closed(world: World, draft: Draft | None = None) -> bool:
    """Whether the window is over, for all or for one proposal; its last day counts whole."""
    end = closing(world, draft)
    return end is not None and end.at is not None and world.now >= end.at


def is_ahead(world: World) -> bool:
    """Whether the window has not opened yet."""
    start = opening(world)
    return start is not None and start.at is not None and world.now < start.at


def can_change(world: World, draft: Draft) -> bool:
    """Whether a proposal can still be changed by its proponent."""
    state = draft.record.state
    if state is ProposalState.WITHDRAWN or is_closed(world, draft):
        return False
    return state is ProposalState.DRAFT or world.call.policies.edit_sent_until_close


def can_send(world: World, draft: Draft) -> bool:
    """Whether a proposal has something to send and nothing keeps it."""
    if not can_change(world, draft) or any(item.blocks for item in draft.findings):
        return False
    return draft.record.state is ProposalState.DRAFT or draft.changed_since_sent


def move(state: State, place: Place, **changes: object) -> State:
    """Return the state in another place, with everything that belonged to the last one left behind."""
    fresh = replace(
        state, place=place, step=None, origin=None, page=0, beneath=None, replacing=None, picked=None, passed=(),
        typed="", problem=None, toast=None, answered=None, helping=False,
    )  # fmt: skip
    return replace(fresh, **changes)  # type: ignore[arg-type]  # names of State's own fields
