"""The parts that every form is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.dialogue.screen import Phrase
from core.model.proposal import Answer

Values = Mapping[str, Answer]


class StepKind(StrEnum):
    """How a question is put and how its answer is read."""

    TEXT = "text"
    NAME = "name"
    LONG_TEXT = "long_text"
    LIST = "list"
    INTEGER = "integer"
    ADDRESS = "address"
    PHONE = "phone"
    COUNTRY = "country"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A condition over the answers: every clause holds.

    A clause of `one_of` is (path, values it may have); `answered` are paths with an answer.
    """

    one_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    answered: tuple[str, ...] = ()

    def holds(self, values: Values) -> bool:
        """Whether these answers fulfil the condition."""
        if self is ALWAYS:  # most are, and every question on every screen asks
            return True
        return all(values.get(path) in allowed for path, allowed in self.one_of) and all(
            values.get(path) for path in self.answered
        )


ALWAYS = When()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a question. `aliases` are further names by which it may be typed.

    `tap` stands for the value where that is somebody's own words, too long for a button to carry.
    """

    value: str
    label: Phrase
    help: Phrase | None = None
    aliases: tuple[str, ...] = ()
    shown: When = ALWAYS
    tap: str = ""

    @property
    def argument(self) -> str:
        """What a tap on it carries."""
        return self.tap or self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question.

    `label` names the field ('Title'), `question` asks for it. `choices` are the options of a choice, or suggestions
    beside free input. `maximum` is characters (of each item in a list) or the largest integer. A step that is not
    `asked` is never put by itself, only by choosing it from a list of answers. `derived` says that a choice with one
    single option is answered by itself.
    """

    path: str
    kind: StepKind
    label: Phrase
    question: Phrase
    help: Phrase | None = None
    choices: tuple[Choice, ...] = ()
    shown: When = ALWAYS
    required: tuple[When, ...] = ()
    maximum: int | None = None
    minimum: int = 0
    minimum_items: int = 0
    maximum_items: int | None = None
    asked: bool = True
    derived: bool = False
    decline: Phrase | None = None
    """What passing over is called, where it says more than 'skip' ('prefer not to say')."""

    def options(self, values: Values) -> tuple[Choice, ...]:
        """Return the choices that these answers leave."""
        return tuple(choice for choice in self.choices if choice.shown.holds(values))

    def is_required(self, values: Values) -> bool:
        """Whether it cannot be passed over: any of its conditions holds."""
        return any(condition.holds(values) for condition in self.required)

    def is_fixed(self, values: Values) -> bool:
        """Whether the answer is the only one possible, and stands already."""
        if not self.derived:
            return False
        options = self.options(values)
        return len(options) == 1 and values.get(self.path) == options[0].value


@dataclass(frozen=True, slots=True)
class Form:
    """Questions in order."""

    steps: tuple[Step, ...]

    def step(self, path: str | None) -> Step | None:
        """Return the step of that path, or None."""
        return next((item for item in self.steps if item.path == path), None)

    def visible(self, values: Values) -> tuple[Step, ...]:
        """Return the steps that these answers show, leaving out what is fixed by itself."""
        return tuple(step for step in self.steps if step.shown.holds(values) and not step.is_fixed(values))

    def next_open(self, values: Values, passed: frozenset[str] = frozenset()) -> Step | None:
        """Return the first visible question that is neither answered nor passed over on purpose."""
        # What is fixed is answered, so that of `visible` only the condition is left to ask, and of few steps.
        open_steps = (step for step in self.steps if step.asked and not is_answered(step, values))
        shown = (step for step in open_steps if step.shown.holds(values))
        return next((step for step in shown if not is_passed(step, values, passed)), None)


def is_answered(step: Step, values: Values) -> bool:
    """Whether the step has an answer; zero is one, blank is none."""
    value = values.get(step.path)
    return value is not None and value not in ("", ())


def is_passed(step: Step, values: Values, passed: frozenset[str] = frozenset()) -> bool:
    """Whether the step was passed over on purpose; nothing required can be."""
    return (step.path in values or step.path in passed) and not step.is_required(values)


def consequences(form: Form, before: Values, path: str, value: Answer) -> tuple[tuple[str, Answer], ...]:
    """Return the answers that follow by themselves once `path` is `value`.

    A derived choice with one option left takes it; one that opens again, or whose answer is no option any more,
    is to be asked again; what hung on an answer that was taken back goes with it.
    """
    after = {**before, path: value}
    changes: list[tuple[str, Answer]] = []
    for step in form.steps:
        if step.path != path and (found := _consequence(step, before, after, path)) is not None:
            after[step.path] = found[0]
            changes.append((step.path, found[0]))
    return tuple(changes)


def _consequence(step: Step, before: Values, after: Values, path: str) -> tuple[Answer] | None:
    now = after.get(step.path)
    if step.derived and step.options(before) != step.options(after):
        options = step.options(after)
        if len(options) == 1:
            return (options[0].value,) if now != options[0].value else None
        stands = any(option.value == now for option in options) and not step.is_fixed(before)
        return None if now is None or stands else (None,)
    if path in step.shown.answered and not after.get(path) and now is not None:
        return (None,)
    return None
