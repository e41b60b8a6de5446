"""Where a state really stands, given the facts: what it points at may be gone, sent, closed or finished meanwhile."""

from __future__ import annotations

from core.dialogue.asking.sheet import after_last, sheet_of
from core.dialogue.places.summary import may_send
from core.dialogue.scene import Scene, move
from core.dialogue.state import FormName, Place, State
from core.dialogue.world import World
from core.model.records import ProposalState

_OF_A_PROPOSAL = frozenset(
    {
        Place.SUMMARY, Place.PEOPLE, Place.PARTICIPANT, Place.REMOVE, Place.MISSING, Place.SEND, Place.RECEIPT,
        Place.WITHDRAW,
    }
)  # fmt: skip


def settled(world: World, state: State) -> State:
    """Return the state, moved to the nearest place that makes sense where its own does not. Ends always."""
    scene = Scene(world, state)
    place = _place(scene)
    if place is state.place:
        return state
    return settled(world, move(state, place, toast=state.toast))


def _place(scene: Scene) -> Place:
    """Return the place where the state belongs; each step leads nearer to home, so that settling ends."""
    here = scene.state.place
    if here is Place.HOME and not scene.state.greeted and not scene.world.person.name:
        return Place.WELCOME
    if here in _OF_A_PROPOSAL:
        return _of_proposal(scene)
    if here is Place.ASK:
        return _asking(scene)
    if here is Place.INVITATION and scene.invitation is None:
        return Place.HOME
    return here


def _of_proposal(scene: Scene) -> Place:
    here, draft = scene.state.place, scene.draft
    if draft is None:
        return Place.HOME
    if here in (Place.PARTICIPANT, Place.REMOVE) and scene.participation is None:
        return Place.PEOPLE
    if here is Place.SEND and not may_send(scene):
        return Place.MISSING
    if here is Place.RECEIPT and (draft.record.state is not ProposalState.SENT or draft.changed_since_sent):
        return Place.MISSING
    withdrawn = draft.record.state is ProposalState.WITHDRAWN
    if (here is Place.WITHDRAW and withdrawn) or (here in (Place.MISSING, Place.REMOVE) and not scene.editable):
        return Place.SUMMARY
    return here


def _asking(scene: Scene) -> Place:
    sheet = sheet_of(scene)
    if sheet is None:
        return _without_subject(scene)
    if sheet.current(scene.state.step) is None:
        return after_last(scene)
    return Place.ASK


def _without_subject(scene: Scene) -> Place:
    if scene.state.form is FormName.PROFILE or scene.draft is None:
        return Place.HOME
    return Place.PEOPLE if scene.state.form is FormName.PARTICIPANT else Place.SUMMARY
