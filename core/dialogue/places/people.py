"""Who takes part: the list, and one person of it."""

from __future__ import annotations

from core.dialogue import chasing
from core.dialogue.asking.sheet import participant_values
from core.dialogue.composing import Content, action, block, navigation, paged, phrase
from core.dialogue.effects import Invite, RemoveParticipant
from core.dialogue.forms.form import Step, is_answered
from core.dialogue.forms.people import participant_form, replacement_form
from core.dialogue.news import field_name
from core.dialogue.scene import Scene, move, open_invitations
from core.dialogue.screen import Action, Block, BlockKind, Phrase, Style
from core.dialogue.state import FormName, Outcome, Place, Said
from core.dialogue.wording import attendance_of, name_of, option_name, roles_of, short, title_at_hand, told
from core.model.proposal import ParticipationStatus
from core.model.records import Participation

PAGE = 8


def draw(scene: Scene) -> Content:
    """Return the list of people."""
    shown, turns = paged(scene.people, scene.state.page, PAGE)
    nobody = () if scene.people else (block(BlockKind.TEXT, phrase("chat.people.nobody")),)
    adding = (action("add", style=Style.PRIMARY),) if scene.editable else ()
    reminding = chasing.everybody(scene)
    return Content(
        title=phrase("chat.people.title", title=title_at_hand(scene)),
        blocks=(*_needs(scene), *_hints(scene), *nobody, *(_line(scene, item) for item in shown)),
        rows=(turns, reminding, adding, navigation("summary", "missing") if scene.editable else navigation("summary"),
              navigation("home", "help")),
        help=(phrase("chat.help.people"), phrase("chasing.help")),
    )  # fmt: skip


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Open somebody, or add somebody new."""
    if verb == "add":
        return Outcome(move(scene.state, Place.ASK, form=FormName.PARTICIPANT, participation_id=None))
    return Outcome(move(scene.state, Place.PARTICIPANT, participation_id=argument))


def draw_participant(scene: Scene) -> Content:
    """Return one person of the list."""
    item = scene.participation
    if item is None:
        return Content(title=phrase("chat.people.new"), rows=(navigation("people"),))
    return Content(
        title=name_of(item.name),
        blocks=(_standing(scene, item), *_lacking(scene, item), *_fields(scene, item)),
        rows=(*((act,) for act in _acts(scene, item)), navigation("people", "home", "help")),
        help=(phrase("chat.help.participant"),),
    )


def tap_participant(scene: Scene, verb: str, argument: str) -> Outcome:
    """Change something about the person, write again, take them off, or answer for oneself."""
    state = scene.state
    match verb:
        case "edit":
            asking = move(state, Place.ASK, form=FormName.PARTICIPANT, step=argument, origin=Place.PARTICIPANT)
            return Outcome(asking)
        case "continue":
            return Outcome(move(state, Place.ASK, form=FormName.PARTICIPANT))
        case "resend":
            invite = Invite(state.participation_id or "")
            return Outcome(move(state, Place.PARTICIPANT, toast=Said("chat.toast.resent")), (invite,))
        case "answer_myself":
            return Outcome(move(state, Place.INVITATION))
        case _:
            return Outcome(move(state, Place.REMOVE))


def draw_remove(scene: Scene) -> Content:
    """Ask once more before somebody is taken off."""
    name = name_of(scene.participation.name if scene.participation else None)
    return Content(
        title=phrase("chat.remove.title", name=name),
        blocks=(block(BlockKind.QUESTION, phrase("chat.remove.question", name=name)),),
        rows=((action("remove_now", style=Style.DANGER),), (action("back", phrase("chasing.action.no_back")),)),
    )


def tap_remove(scene: Scene, verb: str, argument: str) -> Outcome:
    """Take the person off, or leave them."""
    if verb == "remove_now":
        gone = RemoveParticipant(scene.state.participation_id or "")
        away = move(scene.state, Place.PEOPLE, participation_id=None, toast=Said("chat.toast.removed"))
        return Outcome(away, (gone,))
    return Outcome(move(scene.state, Place.PARTICIPANT))


def _needs(scene: Scene) -> tuple[Block, ...]:
    """Say how many people of each role the session type asks for (R02, R05)."""
    call, draft = scene.world.call, scene.draft
    kind = call.session_type(draft.proposal.session_type) if draft else None
    if draft is None or kind is None:
        return ()
    more = kind.minima_by_modality.get(draft.proposal.modality or "", {})
    wanted = {role.key: max(kind.minima.get(role.key, 0), more.get(role.key, 0)) for role in call.roles}
    needs = tuple(
        phrase("chat.people.need", role=option_name(call.roles, role), count=count)
        for role, count in wanted.items()
        if count
    )
    return (block(BlockKind.TEXT, phrase("chat.people.needs", needs=needs)),) if needs else ()


def _hints(scene: Scene) -> tuple[Block, ...]:
    """Say what keeps the invitations from leaving."""
    if not scene.editable or not scene.people:
        return ()
    proved = scene.world.person.proved_at is not None
    title = scene.draft.record.values.get("answers.title") if scene.draft else None
    keys = (["chat.people.prove"] if not proved else []) + (["chat.people.title_first"] if not title else [])
    return tuple(block(BlockKind.NOTE, phrase(key)) for key in keys)


def _standing(scene: Scene, item: Participation) -> Block:
    """Say where somebody stands, and beside it what helps."""
    words, *further = chasing.standing_of(scene, item)
    return block(BlockKind.TEXT, words, *further, more=chasing.about(scene, item))


def _line(scene: Scene, item: Participation) -> Block:
    opens = action("person", phrase("chat.action.person", name=name_of(item.name)), item.id)
    details = (roles_of(scene.world.call, item), attendance_of(item), *chasing.standing_of(scene, item))
    return block(BlockKind.ROW, name_of(item.name), *details, action=opens, more=chasing.beside(scene, item))


def _lacking(scene: Scene, item: Participation) -> tuple[Block, ...]:
    """Say what keeps somebody who was asked from counting as confirmed; only they can give it."""
    if item.status not in (ParticipationStatus.INVITED, ParticipationStatus.LISTED) or not item.accepted_at:
        return ()
    call = scene.world.call
    wanted = [entry.key for entry in call.attributes if entry.required_to_confirm and entry.key not in item.attributes]
    missing = wanted + ([] if item.attendance else ["attendance"]) + ([] if item.name else ["name"])
    if not missing:
        return ()
    return (
        block(BlockKind.NOTE, phrase("chat.person.lacks", missing=tuple(field_name(call, key) for key in missing))),
    )


def _fields(scene: Scene, item: Participation) -> tuple[Block, ...]:
    values = participant_values(item)
    return tuple(_field(scene, item, step, told(step, values)) for step in participant_form(scene.world.call).steps)


def _field(scene: Scene, item: Participation, step: Step, words: tuple[Phrase, ...]) -> Block:
    """Return one thing known of somebody; an address that took no letter is corrected by the way above."""
    is_address = step.path == "address"
    key = "chat.action.correct_address" if is_address and item.address is not None else "chat.action.edit"
    is_above = is_address and item.status is ParticipationStatus.BOUNCED
    changes = scene.editable and not is_above
    edit = action("edit", phrase(key, field=short(step.label)), step.path) if changes else None
    return block(BlockKind.ROW, step.label, *words, action=edit)


def _acts(scene: Scene, item: Participation) -> tuple[Action, ...]:
    mine = any(seen.participation.id == item.id for seen in open_invitations(scene.world))
    acts = [action("answer_myself", style=Style.PRIMARY)] if mine else []
    if not scene.editable:
        return tuple(acts)
    values, form = participant_values(item), replacement_form if scene.replaced else participant_form
    if any(step.asked and not is_answered(step, values) for step in form(scene.world.call).steps):
        acts.append(action("continue", phrase("chat.action.complete_person")))
    if item.address and item.status in (ParticipationStatus.LISTED, ParticipationStatus.DECLINED):
        acts.append(action("resend"))
    return (*acts, action("remove", style=Style.DANGER))
