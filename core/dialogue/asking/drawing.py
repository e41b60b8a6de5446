"""A question as a screen."""

from __future__ import annotations

from core.dialogue.asking.offers import offers
from core.dialogue.asking.settled import settled_notes
from core.dialogue.asking.sheet import Sheet
from core.dialogue.composing import Content, Rows, action, block, navigation, phrase
from core.dialogue.forms.form import Choice, Step, StepKind, is_answered
from core.dialogue.scene import Scene, said_yes
from core.dialogue.screen import Action, Block, BlockKind, Expects, Input, Phrase, Progress, Style
from core.dialogue.state import FormName
from core.dialogue.wording import BUTTON_CAP, name_of, roles_of, short, title_at_hand, told, told_briefly
from core.model.proposal import ParticipationStatus
from core.rules.undelivered import why_of

TRAIL = 3
"""Latest answers shown above a question."""

_EXPECTS = {
    StepKind.TEXT: Expects.TEXT,
    StepKind.NAME: Expects.TEXT,
    StepKind.LONG_TEXT: Expects.LONG_TEXT,
    StepKind.LIST: Expects.LIST,
    StepKind.INTEGER: Expects.INTEGER,
    StepKind.ADDRESS: Expects.ADDRESS,
    StepKind.PHONE: Expects.PHONE,
    StepKind.COUNTRY: Expects.TEXT,
}


def draw_question(scene: Scene, sheet: Sheet, step: Step) -> Content:
    """Return what one question shows."""
    helps = tuple(
        phrase("chat.ask.option_help", option=choice.label, help=choice.help)
        for choice in step.options(sheet.values)
        if choice.help
    )
    return Content(
        title=_title(scene, sheet),
        blocks=(
            *settled_notes(scene, sheet),
            block(BlockKind.QUESTION, _question(scene, sheet, step)),
            *_notes(scene, sheet, step),
        ),
        rows=(*_options(scene, sheet, step), *_ways_on(scene, sheet, step), *_ways_out(scene, sheet)),
        input=_input(scene, sheet, step),
        progress=progress(sheet) if sheet.name is FormName.PROPOSAL else None,
        trail=_trail(scene, sheet, step),
        help=helps,
        with_missing=sheet.name in (FormName.PROPOSAL, FormName.PARTICIPANT),
    )


def _question(scene: Scene, sheet: Sheet, step: Step) -> Phrase:
    replaced = scene.replaced if sheet.name is FormName.PARTICIPANT else None
    if replaced is not None and step.path == "name":
        return phrase("chasing.ask.name", name=name_of(replaced.name))
    return step.question


def progress(sheet: Sheet) -> Progress:
    """Return how many of the required questions are answered; what is fixed by itself is no question."""
    required = [step for step in sheet.form.visible(sheet.values) if step.is_required(sheet.values)]
    return Progress(sum(is_answered(step, sheet.values) for step in required), len(required))


def _title(scene: Scene, sheet: Sheet) -> Phrase:
    match sheet.name:
        case FormName.PROPOSAL:
            return title_at_hand(scene)
        case FormName.PARTICIPANT:
            name = sheet.values.get("name")
            return name_of(str(name)) if name else _newcomer(scene)
        case FormName.PROFILE:
            return phrase("chat.profile.title")
        case FormName.PERSON:
            return phrase("chat.data.title")


def _newcomer(scene: Scene) -> Phrase:
    replaced = scene.replaced
    return phrase("chasing.ask.title", name=name_of(replaced.name)) if replaced else phrase("chat.people.new")


def _notes(scene: Scene, sheet: Sheet, step: Step) -> tuple[Block, ...]:
    taken = _place_taken(scene, sheet, step)
    texts = [*taken] or ([step.help] if step.help else [])
    limits = _limits(step)
    if step.kind is StepKind.COUNTRY and scene.state.typed and offers(scene, sheet, step):
        texts.append(phrase("chat.ask.did_you_mean"))
    if step.kind is StepKind.MULTI_CHOICE:
        texts.append(phrase("chat.ask.pick_several"))
    if _asks_again(scene, sheet, step):
        texts.append(phrase("chat.ask.asks_again"))
    standing = told(step, sheet.values) if is_answered(step, sheet.values) else ()
    if not (taken or standing or step.decline or step.is_required(sheet.values)):
        texts.append(phrase("chat.ask.optional"))
    now = (block(BlockKind.TEXT, phrase("chat.ask.standing"), *standing),) if standing else ()
    return (*(block(BlockKind.NOTE, words) for words in (*texts, *limits)), *now)


def _place_taken(scene: Scene, sheet: Sheet, step: Step) -> tuple[Phrase, ...]:
    """Say at an address what it does: a letter came back from it, or it puts somebody in another's place."""
    if sheet.name is not FormName.PARTICIPANT or step.path != "address":
        return ()
    at_hand, replaced = scene.participation, scene.replaced
    if replaced is not None:
        told_to = "told" if replaced.status is ParticipationStatus.INVITED else "quietly"
        roles = roles_of(scene.world.call, replaced)
        return (phrase(f"chasing.ask.takes_place_{told_to}", name=name_of(replaced.name), roles=roles),)
    if at_hand is None or at_hand.status is not ParticipationStatus.BOUNCED:
        return ()
    return (phrase(f"undelivered.ask.{why_of(at_hand)}"),)


def _asks_again(scene: Scene, sheet: Sheet, step: Step) -> bool:
    """Whether changing this answer makes people who said yes be asked anew."""
    if sheet.name is FormName.PARTICIPANT:
        return step.path in ("roles", "attendance") and scene.participation in said_yes(scene.people)
    return sheet.name is FormName.PROPOSAL and step.path in ("session_type", "modality") and any(said_yes(scene.people))


def _limits(step: Step) -> tuple[Phrase, ...]:
    """Say before anybody writes how much fits."""
    if step.kind is StepKind.LIST and step.maximum_items:
        return (phrase("chat.ask.items", minimum=max(1, step.minimum_items), maximum=step.maximum_items),)
    if step.kind in (StepKind.TEXT, StepKind.LONG_TEXT) and step.maximum and step.path.startswith("answers."):
        return (phrase("chat.ask.characters", maximum=step.maximum),)
    return ()


def _options(scene: Scene, sheet: Sheet, step: Step) -> Rows:
    picked = picked_now(scene, sheet, step)
    if step.kind is not StepKind.MULTI_CHOICE:
        return tuple((_choose(choice),) for choice in offers(scene, sheet, step))
    return tuple((_toggle(choice, choice.value in picked),) for choice in step.options(sheet.values))


def picked_now(scene: Scene, sheet: Sheet, step: Step) -> tuple[str, ...]:
    """Return what is ticked at a question with several answers; nothing at any other."""
    if step.kind is not StepKind.MULTI_CHOICE:
        return ()
    if scene.state.picked is not None:
        return scene.state.picked
    standing = sheet.values.get(step.path)
    return standing if isinstance(standing, tuple) else ()


def _choose(choice: Choice) -> Action:
    return action("choose", short(choice.label, BUTTON_CAP), choice.argument)


def _toggle(choice: Choice, is_on: bool) -> Action:
    words = "chat.action.ticked" if is_on else "chat.action.unticked"
    return action("toggle", phrase(words, option=short(choice.label)), choice.value)


def _ways_on(scene: Scene, sheet: Sheet, step: Step) -> Rows:
    """Return the row under the options: done, keep, pass over, take back."""
    answered = is_answered(step, sheet.values)
    ticking = scene.state.picked is not None or bool(picked_now(scene, sheet, step))
    ways: list[Action] = []
    if ticking:
        ways.append(action("done", style=Style.PRIMARY))
    elif answered and scene.state.step:
        ways.append(action("keep"))
    if not step.is_required(sheet.values):
        if not answered and not ticking:
            ways.append(action("skip", step.decline))
        elif answered and step.kind is not StepKind.MULTI_CHOICE and not _stays(sheet, step):
            ways.append(action("clear"))
    return (tuple(ways),)


def _stays(sheet: Sheet, step: Step) -> bool:
    """Whether an answer can only be changed: letters went to that address."""
    return sheet.name is FormName.PARTICIPANT and step.path == "address"


def _ways_out(scene: Scene, sheet: Sheet) -> Rows:
    at_proposal = sheet.name is FormName.PROPOSAL and scene.state.origin is None
    return (
        navigation("back", "help", "language"),
        navigation("summary", "people", "missing") if at_proposal else (),
        navigation("leave"),
    )


def _input(scene: Scene, sheet: Sheet, step: Step) -> Input:
    expects = _EXPECTS.get(step.kind, Expects.NOTHING)
    if expects is Expects.NOTHING:
        return Input()
    return Input(expects, scene.state.typed or _standing(sheet, step), step.maximum)


def _standing(sheet: Sheet, step: Step) -> str:
    """Return the answer as it would be typed, for changing it in place."""
    value = sheet.values.get(step.path)
    if step.kind is StepKind.COUNTRY or value is None:
        return ""
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _trail(scene: Scene, sheet: Sheet, step: Step) -> tuple[Block, ...]:
    if scene.state.origin is not None:
        return ()
    done = [item for item in sheet.before(step) if is_answered(item, sheet.values)]
    return tuple(block(BlockKind.ANSWER, item.label, *told_briefly(item, sheet.values)) for item in done[-TRAIL:])
