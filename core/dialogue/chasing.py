"""What a proponent can do about people who keep a list waiting, beside each of them and from the news itself.

Correct an address that took no letter, or write there again, remind who is silent, put somebody else in a place: each
is one tap, from whatever screen stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from core.dialogue.composing import action, phrase
from core.dialogue.effects import Invite, Nudge
from core.dialogue.scene import Scene, move, on_list
from core.dialogue.screen import Action, Phrase, Style
from core.dialogue.state import FormName, Outcome, Place, Said, State
from core.dialogue.wording import name_of, status_of
from core.dialogue.world import Draft, World
from core.model.proposal import ParticipationStatus
from core.model.records import Participation
from core.rules.due import is_long_silent
from core.rules.invitations import is_waited_for, may_be_replaced, reminded_from
from core.rules.undelivered import Cure, cures, why_of

WANTED = 4
"""Ways to more confirmations that are offered at once; the list of people has them all."""


def about(scene: Scene, item: Participation) -> tuple[Action, ...]:
    """Return what can be done about somebody who keeps the list waiting, on the page that is about them."""
    return tuple(action(verb, phrase(f"chasing.action.{verb}"), item.id, style) for verb, style in _ways(scene, item))


def beside(scene: Scene, item: Participation) -> tuple[Action, ...]:
    """Return the one thing that helps most about somebody, for a line of a list; who was just asked is left alone."""
    is_early = is_waited_for(item) and item not in _silent(scene)
    return () if is_early else tuple(named(verb, item) for verb, _ in list(_ways(scene, item))[:1])


def everybody(scene: Scene) -> tuple[Action, ...]:
    """Return the way to remind all who are silent, where there are several."""
    count = len(_silent(scene))
    return (action("nudge_all", phrase("chasing.action.nudge_all", count=count)),) if count > 1 else ()


def wanted(scene: Scene) -> tuple[Action, ...]:
    """Return the ways to more confirmations: who was not reached, who is silent, who is out, who is silent for long."""
    if not scene.editable:
        return ()
    silent, world = _silent(scene), scene.world
    long_silent = [item for item in silent if is_long_silent(world.call, item, world.now)]
    ways = (
        *(way for item in scene.people if item.status is ParticipationStatus.BOUNCED for way in beside(scene, item)),
        *(everybody(scene) or [named("nudge", item) for item in silent]),
        *(way for item in scene.people if item.status is ParticipationStatus.DECLINED for way in beside(scene, item)),
        *(named("replace", item) for item in long_silent),
    )
    return ways[:WANTED]


def standing_of(scene: Scene, item: Participation) -> tuple[Phrase, ...]:
    """Say where somebody's invitation stands, and who is to take whose place."""
    plans = scene.draft.replacing if scene.draft else {}
    names = {other.id: name_of(other.name) for other in scene.people}
    if plans.get(item.id) in names:
        return (phrase("chasing.status.replaces", name=names[plans[item.id]]),)
    newcomer = next((new for new, old in plans.items() if old == item.id and new in names), None)
    leaving = (phrase("chasing.status.gives_way", name=names[newcomer]),) if newcomer else ()
    return (status_of(item), *leaving)


def act(scene: Scene, verb: str, argument: str) -> Outcome:
    """Do one of `VERBS`, wherever the person stands."""
    return VERBS[verb](scene, argument)


def outdated(world: World, verb: str, argument: str) -> Said | None:
    """Return the kind word for a tap on something that was settled meanwhile; None for any other tap."""
    if verb not in _STILL:
        return None
    known = found(world, argument)
    return None if known is not None and _STILL[verb](known[1]) else Said("chasing.toast.settled")


def _ways(scene: Scene, item: Participation) -> Iterator[tuple[str, Style]]:
    if not scene.editable:
        return
    if item.status is ParticipationStatus.BOUNCED:
        first, *others = map(str, cures(why_of(item)))
        yield first, Style.PRIMARY
        yield from ((cure, Style.PLAIN) for cure in others)
    is_other = item.person_id != scene.world.person.id
    if is_waited_for(item) and is_other:
        yield "nudge", Style.PRIMARY
    if may_be_replaced(item) and (is_other or not is_waited_for(item)):
        yield "replace", Style.PLAIN


def _silent(scene: Scene) -> tuple[Participation, ...]:
    """Return who was asked a while ago and is still waited for; one's own answer is a button."""
    if not scene.editable:
        return ()
    world, waited_for = scene.world, [item for item in scene.people if is_waited_for(item)]
    return tuple(
        item
        for item in waited_for
        if item.person_id != world.person.id
        and item.invited_at is not None
        and reminded_from(world.call.mail, item.invited_at, world.now) is None
    )


def named(verb: str, item: Participation) -> Action:
    """Return what can be done about somebody, called by their name."""
    return action(verb, phrase(f"chasing.action.{verb}_named", name=name_of(item.name)), item.id)


def found(world: World, participation_id: str | None) -> tuple[Draft, Participation] | None:
    """Return somebody on a list of the person's own, with the proposal."""
    people = ((draft, item) for draft in world.drafts for item in on_list(draft))
    return next((known for known in people if known[1].id == participation_id), None)


def _mend(scene: Scene, argument: str) -> Outcome:
    return Outcome(_asking(scene, argument, step="address", origin=Place.PARTICIPANT))


def _send_again(scene: Scene, argument: str) -> Outcome:
    here = _at(scene, argument, Place.PARTICIPANT, toast=Said("chat.toast.resent"))
    return Outcome(here, (Invite(argument),))


def _replace(scene: Scene, argument: str) -> Outcome:
    """Ask for the newcomer's name; who has named somebody already goes on from there."""
    known = found(scene.world, argument)
    plans = known[0].replacing if known else {}
    newcomer = next((new for new, old in plans.items() if old == argument), None)
    if newcomer is not None:
        return Outcome(_asking(scene, newcomer))
    return Outcome(replace(_asking(scene, argument, replacing=argument), participation_id=None))


def _asking(scene: Scene, participation_id: str, **at: object) -> State:
    return _at(scene, participation_id, Place.ASK, form=FormName.PARTICIPANT, **at)


def _at(scene: Scene, participation_id: str, place: Place, **at: object) -> State:
    known = found(scene.world, participation_id)
    proposal_id = known[0].record.id if known else scene.state.proposal_id
    subject = {"proposal_id": proposal_id, "participation_id": participation_id}
    return move(scene.state, place, **subject, **at)


def _nudge(scene: Scene, argument: str) -> Outcome:
    known = found(scene.world, argument)
    name = known[1].name or "" if known else ""
    return _reminding(scene, Said("chasing.toast.nudged", {"name": name}), (argument,))


def _nudge_all(scene: Scene, argument: str) -> Outcome:
    silent = tuple(item.id for item in _silent(scene))
    return _reminding(scene, Said("chasing.toast.nudged_all", {"count": len(silent)}), silent)


def _reminding(scene: Scene, toast: Said, whom: tuple[str, ...]) -> Outcome:
    return Outcome(replace(scene.state, toast=toast), (Nudge(whom),))


def _to(place: Place) -> Callable[[Scene, str], Outcome]:
    return lambda scene, argument: Outcome(move(scene.state, place, proposal_id=argument, participation_id=None))


VERBS: Mapping[str, Callable[[Scene, str], Outcome]] = {
    Cure.MEND: _mend,
    Cure.SEND_AGAIN: _send_again,
    "nudge": _nudge,
    "nudge_all": _nudge_all,
    "replace": _replace,
    "to_send": _to(Place.SEND),
    "to_missing": _to(Place.MISSING),
}
"""What can be tapped from anywhere."""

_STILL: Mapping[str, Callable[[Participation], bool]] = {
    **dict.fromkeys(Cure, lambda item: item.status is ParticipationStatus.BOUNCED),
    "nudge": is_waited_for,
    "replace": may_be_replaced,
}
"""Whether an act about somebody is still to be done."""
