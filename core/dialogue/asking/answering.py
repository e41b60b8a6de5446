"""What happens at a question: an answer typed or tapped, passing over, going back, leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.dialogue.asking.drawing import picked_now
from core.dialogue.asking.offers import offers
from core.dialogue.asking.sheet import Sheet, after_last, sheet_of
from core.dialogue.effects import Effect
from core.dialogue.forms.form import Step, StepKind
from core.dialogue.reading.reading import FLOOD, read
from core.dialogue.reading.refused import Refused
from core.dialogue.scene import Scene, move
from core.dialogue.state import KEPT_TEXT, FormName, Outcome, Place, Said, State
from core.model.proposal import Answer
from core.rules.ours import is_ours

SAVED = Said("chat.toast.saved")


def hear(scene: Scene, sheet: Sheet, step: Step, text: str) -> Outcome:
    """Take a typed answer: save it, or say what is wrong and keep the text for mending."""
    value = read(step, text, sheet.values, region(scene, sheet, step))
    problem = value.said if isinstance(value, Refused) else _objection(scene, sheet, step, value)
    if problem is not None or isinstance(value, Refused):
        kept = text if len(text) <= KEPT_TEXT else ""
        return Outcome(replace(scene.state, problem=problem, typed=kept))
    return answered(scene, sheet, step, value)


def _objection(scene: Scene, sheet: Sheet, step: Step, value: Answer) -> Said | None:
    """Return what speaks against an answer that is well written: an address of ours, or whose place is to be taken."""
    if step.kind is StepKind.ADDRESS and isinstance(value, str) and is_ours(value, scene.world.ours):
        return Said("acts.ours")
    replaced = scene.replaced if sheet.name is FormName.PARTICIPANT else None
    if replaced is None or step.path != "address" or not isinstance(value, str) or not replaced.address:
        return None
    return Said("acts.same_person") if value.casefold() == replaced.address.casefold() else None


def is_answer(sheet: Sheet, step: Step, text: str) -> bool:
    """Whether a text names options of a choice, by name or by number."""
    return not isinstance(read(step, text, sheet.values, None), Refused)


def is_repeated(scene: Scene, text: str) -> bool:
    """Whether a text is, once more, the answer that was saved last (a form sent twice)."""
    sheet = sheet_of(scene)
    step = sheet.form.step(scene.state.answered) if sheet else None
    if sheet is None or step is None or len(text) > FLOOD:
        return False
    return read(step, text, sheet.values, region(scene, sheet, step)) == sheet.values.get(step.path)


def region(scene: Scene, sheet: Sheet, step: Step) -> str | None:
    """Return the country whose telephone plan holds: the one given beside the number, else the person's own."""
    beside = sheet.values.get(step.path.rpartition(".")[0] + ".country" if "." in step.path else "country")
    return beside if isinstance(beside, str) else scene.world.person.country


def answered(scene: Scene, sheet: Sheet, step: Step, value: Answer) -> Outcome:
    """Save an answer and go on: to the next open question, or back to the list that it was changed from."""
    return Outcome(_onward(scene, step, SAVED), sheet.save(step.path, value))


def tap(scene: Scene, sheet: Sheet, step: Step, verb: str, argument: str) -> Outcome:
    """Do what was tapped at a question."""
    return _TAPS[verb](scene, sheet, step, argument)


def departing(scene: Scene, sheet: Sheet, step: Step) -> tuple[Effect, ...]:
    """Return what is still to be saved when somebody walks away from a question: ticks that were set."""
    picked = scene.state.picked
    if step.kind is not StepKind.MULTI_CHOICE or picked is None or picked == sheet.values.get(step.path, ()):
        return ()
    return sheet.save(step.path, picked)


def leaving(scene: Scene) -> State:
    """Return the state outside the question: where it was come from, or the place that the form belongs to."""
    state = scene.state
    if state.origin is not None:
        return move(state, state.origin, page=state.page)
    return move(state, after_last(scene) if state.form is not FormName.PROPOSAL else Place.HOME)


def _onward(scene: Scene, step: Step, toast: Said | None, *, passed: tuple[str, ...] = ()) -> State:
    state = scene.state
    if state.origin is not None:
        return move(state, state.origin, page=state.page, answered=step.path, toast=toast)
    return move(state, Place.ASK, passed=state.passed + passed, answered=step.path, toast=toast)


def _choose(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    value = next(choice.value for choice in offers(scene, sheet, step) if choice.argument == argument)
    return answered(scene, sheet, step, value)


def _toggle(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    ticked = set(picked_now(scene, sheet, step)) ^ {argument}
    in_order = tuple(choice.value for choice in step.options(sheet.values) if choice.value in ticked)
    return Outcome(replace(scene.state, picked=in_order))


def _done(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    picked = picked_now(scene, sheet, step)
    if picked == sheet.values.get(step.path, ()):
        return Outcome(_onward(scene, step, None, passed=() if picked else (step.path,)))
    return Outcome(_onward(scene, step, SAVED, passed=() if picked else (step.path,)), sheet.save(step.path, picked))


def _keep(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    return Outcome(_onward(scene, step, None))


def _skip(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    """Pass over: a proposal remembers it for good, the other forms for this walk."""
    if sheet.name is FormName.PROPOSAL:
        return Outcome(_onward(scene, step, None), sheet.save(step.path, None))
    return Outcome(_onward(scene, step, None, passed=(step.path,)))


def _clear(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    taken_back = Said("chat.toast.cleared")
    return Outcome(_onward(scene, step, taken_back, passed=(step.path,)), sheet.save(step.path, None))


def _back(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    """Go to the question before, or out where there is none; what is ticked is saved on the way."""
    saved = departing(scene, sheet, step)
    before = sheet.before(step)
    if scene.state.origin is not None or not before:
        return Outcome(leaving(scene), saved)
    return Outcome(move(scene.state, Place.ASK, step=before[-1].path, passed=scene.state.passed), saved)


def _leave(scene: Scene, sheet: Sheet, step: Step, argument: str) -> Outcome:
    return Outcome(move(scene.state, Place.HOME, toast=Said("chat.toast.left")), departing(scene, sheet, step))


_TAPS: dict[str, Callable[[Scene, Sheet, Step, str], Outcome]] = {
    "choose": _choose,
    "toggle": _toggle,
    "done": _done,
    "keep": _keep,
    "skip": _skip,
    "clear": _clear,
    "back": _back,
    "leave": _leave,
}
