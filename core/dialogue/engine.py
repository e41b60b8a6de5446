"""The conversation as a pure, total function.

How a use case drives it, inside one transaction:

    state = State.from_json(record.state)            # State() for somebody new
    outcome = reduce(world, state, event)            # no event in any state raises
    state = outcome.state
    for effect in outcome.effects:                   # carried out in order
        ...
        NewProposal     -> state = entered(state, proposal_id=new_id)
        NewParticipant  -> state = entered(state, participation_id=new_id)
        refused         -> state = told(state, "chat.refused.<why>", **facts)
    save(state.to_json(), revision=state.revision)
    screen = draw(world_gathered_anew, state)

Looking (without an event) is `draw` alone. A tap acts only where its revision is the state's and its action stands on
the screen; anything else redraws and says so.
"""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.events import Event
from core.dialogue.screen import Phrase, Screen
from core.dialogue.state import Outcome, Said, State
from core.dialogue.world import World


def reduce(world: World, state: State, event: Event) -> Outcome:
    """Return where `event` leads and what is to be done. Pure and total."""
    del world, event
    return Outcome(replace(state, revision=state.revision + 1))


def draw(world: World, state: State) -> Screen:
    """Return the screen of this moment. Pure, total, the same for the same facts."""
    del world
    return Screen(place=state.place, revision=state.revision, title=Phrase("chat.home.title"))


def entered(state: State, *, proposal_id: str | None = None, participation_id: str | None = None) -> State:
    """Return the state inside what an effect has just created."""
    return replace(
        state,
        proposal_id=proposal_id or state.proposal_id,
        participation_id=participation_id or state.participation_id,
    )


def told(state: State, key: str, **facts: str | int) -> State:
    """Return the state with a passing word of the use case (an effect refused or done otherwise than asked)."""
    return replace(state, toast=Said(key, facts))
