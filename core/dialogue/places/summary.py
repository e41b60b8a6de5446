"""The whole proposal on a few pages, every answer with a way to change it."""

from __future__ import annotations

from core.dialogue.asking.drawing import progress
from core.dialogue.asking.settled import settled_notes
from core.dialogue.asking.sheet import Sheet, proposal_sheet
from core.dialogue.composing import Content, Rows, action, block, navigation, paged, phrase
from core.dialogue.dates import dated
from core.dialogue.forms.form import Step
from core.dialogue.places.home import standing, window
from core.dialogue.scene import Scene, can_send, move
from core.dialogue.screen import Action, Block, BlockKind, Style
from core.dialogue.state import FormName, Outcome, Place
from core.dialogue.wording import short, title_at_hand, told
from core.dialogue.world import Draft
from core.model.records import ProposalState

PAGE = 8


def draw(scene: Scene) -> Content:
    """Return one page of the summary."""
    draft, sheet = scene.draft, proposal_sheet(scene)
    if draft is None or sheet is None:
        return Content(title=phrase("chat.summary.title", title=title_at_hand(scene)), rows=(navigation("home"),))
    steps = [step for step in sheet.form.steps if step.shown.holds(sheet.values)]
    shown, turns = paged(steps, scene.state.page, PAGE)
    return Content(
        title=phrase("chat.summary.title", title=title_at_hand(scene)),
        blocks=(
            *settled_notes(scene, sheet),
            *_state(scene, draft),
            *dated(draft.slot),
            *(_answer(scene, sheet, step) for step in shown),
        ),
        rows=(turns, *ways_on(scene, draft, sheet), _ways_out(scene, draft), navigation("home", "help")),
        progress=progress(sheet) if scene.editable else None,
        help=(phrase("chat.help.summary"),),
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Change an answer, go on with the questions, or go to sending or withdrawing."""
    state = scene.state
    match verb:
        case "edit":
            edit = {"step": argument, "origin": Place.SUMMARY, "page": state.page}
            return Outcome(move(state, Place.ASK, form=FormName.PROPOSAL, **edit))
        case "continue":
            return Outcome(move(state, Place.ASK, form=FormName.PROPOSAL))
        case "send":
            return Outcome(move(state, Place.SEND))
        case _:
            return Outcome(move(state, Place.WITHDRAW))


def may_send(scene: Scene) -> bool:
    """Whether there is something to send and nothing keeps it."""
    return scene.draft is not None and can_send(scene.world, scene.draft)


def ways_on(scene: Scene, draft: Draft, sheet: Sheet) -> Rows:
    """Return what can be done with the proposal now, the most useful first."""
    if not scene.editable:
        return ((action("people", style=Style.NAVIGATION),),)
    going_on = (action("continue", style=Style.PRIMARY),) if sheet.next_open else ()
    sending = (send_action(draft),) if may_send(scene) else ()
    return (going_on, sending, navigation("people", "missing"))


def send_action(draft: Draft) -> Action:
    """Return the way to sending, or to sending the changes of what was sent."""
    again = draft.record.state is ProposalState.SENT
    return action("send", phrase("chat.action.send_changes") if again else None, style=Style.PRIMARY)


def _ways_out(scene: Scene, draft: Draft) -> tuple[Action, ...]:
    if draft.record.state is ProposalState.WITHDRAWN:
        return ()
    words = "chat.action.withdraw" if draft.record.state is ProposalState.SENT else "chat.action.throw_away"
    return (action("withdraw", phrase(words), style=Style.DANGER),)


def _state(scene: Scene, draft: Draft) -> tuple[Block, ...]:
    told_state = [block(BlockKind.TEXT, words) for words in standing(scene.world, draft)]
    if draft.changed_since_sent and scene.editable:
        told_state.append(block(BlockKind.NOTE, phrase("chat.summary.sent_stands")))
    return (*told_state, *(window(scene.world) if not scene.editable else ()))


def _answer(scene: Scene, sheet: Sheet, step: Step) -> Block:
    changes = scene.editable and not step.is_fixed(sheet.values)
    edit = action("edit", phrase("chat.action.edit", field=short(step.label)), step.path) if changes else None
    return block(BlockKind.ROW, step.label, *told(step, sheet.values), action=edit)
