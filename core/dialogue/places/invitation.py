"""Being asked to take part: who asks, for what, what a yes includes, and one's own profile."""

from __future__ import annotations

from core.dialogue.asking.sheet import participant_values
from core.dialogue.composing import Content, Rows, action, block, navigation, phrase
from core.dialogue.dates import dated
from core.dialogue.effects import AnswerInvitation
from core.dialogue.forms.people import profile_form
from core.dialogue.scene import Scene, move, said_yes
from core.dialogue.screen import Block, BlockKind, Phrase, Style
from core.dialogue.state import FormName, Outcome, Place, Said
from core.dialogue.wording import attendance_of, name_of, option_name, own_status_of, roles_of, short, title_of, told
from core.dialogue.world import InvitationSeen
from core.model.proposal import ParticipationStatus
from core.model.records import Participation


def draw(scene: Scene) -> Content:
    """Show the invitation; what accepting includes stands before the yes, in plain words."""
    seen = scene.invitation
    if seen is None:
        return Content(title=phrase("chat.invitation.gone"), rows=(navigation("home"),))
    return Content(
        title=phrase("chat.invitation.title", title=title_of(seen.proposal_title)),
        blocks=(*_about(scene, seen), *_consent(scene, seen.participation), *_profile(scene, seen.participation)),
        rows=(*_answers(scene, seen.participation), navigation("home", "help")),
        help=(phrase("chat.help.invitation", contact=scene.world.call.contact),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Say yes or no, or change one's own profile."""
    state, mine = scene.state, scene.state.participation_id or ""
    match verb:
        case "accept":
            asking = move(state, Place.ASK, form=FormName.PROFILE, toast=Said("chat.toast.accepted"))
            return Outcome(asking, (AnswerInvitation(mine, accept=True),))
        case "decline":
            here = move(state, Place.INVITATION, toast=Said("chat.toast.declined"))
            return Outcome(here, (AnswerInvitation(mine, accept=False),))
        case "continue":
            return Outcome(move(state, Place.ASK, form=FormName.PROFILE))
        case _:
            return Outcome(move(state, Place.ASK, form=FormName.PROFILE, step=argument, origin=Place.INVITATION))


def _about(scene: Scene, seen: InvitationSeen) -> tuple[Block, ...]:
    """Say what is proposed; how one takes part is told where that is known, and once: the profile tells it too."""
    call, item = scene.world.call, seen.participation
    attends = block(BlockKind.ROW, phrase("chat.field.attendance"), attendance_of(item))
    return (
        block(BlockKind.TEXT, phrase("chat.invitation.who", name=name_of(seen.proponent_name))),
        *dated(seen.slot),
        block(BlockKind.ROW, phrase("chat.field.session_type"), option_name(call.session_types, seen.session_type)),
        block(BlockKind.ROW, phrase("chat.field.roles"), roles_of(call, item)),
        *((attends,) if item.attendance and not said_yes([item]) else ()),
        block(BlockKind.ROW, phrase("chat.field.status"), own_status_of(item)),
    )


def _consent(scene: Scene, item: Participation) -> tuple[Block, ...]:
    consent = scene.world.call.consent
    if said_yes([item]) or not consent:
        return ()
    return (block(BlockKind.NOTE, phrase("chat.invitation.includes"), Phrase(local=consent)),)


def _profile(scene: Scene, item: Participation) -> tuple[Block, ...]:
    """Return one's own profile, once one takes part; here the private parts show too, for they are one's own."""
    if not said_yes([item]):
        return ()
    values = participant_values(item)
    return tuple(
        block(
            BlockKind.ROW,
            step.label,
            *told(step, values),
            action=action("edit", phrase("chat.action.edit", field=short(step.label)), step.path),
        )
        for step in profile_form(scene.world.call).steps
    )


def _answers(scene: Scene, item: Participation) -> Rows:
    if not said_yes([item]):
        declined = item.status is ParticipationStatus.DECLINED
        return ((action("accept", style=Style.PRIMARY),), () if declined else (action("decline"),))
    values = participant_values(item)
    open_steps = profile_form(scene.world.call).next_open(values, frozenset(_optional(scene)))
    completing = (
        (action("continue", phrase("chat.action.complete_profile"), style=Style.PRIMARY),) if open_steps else ()
    )
    return (completing, (action("decline", phrase("chat.action.step_down"), style=Style.DANGER),))


def _optional(scene: Scene) -> list[str]:
    return [step.path for step in profile_form(scene.world.call).steps if not step.required]
