"""One answer read: `read(step, text, …)` gives the value, or a refusal that says what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.dialogue.forms.form import Choice, Step, StepKind, Values
from core.dialogue.reading import cleaning
from core.dialogue.reading.contacts import read_address, read_phone
from core.dialogue.reading.countries import country
from core.dialogue.reading.refused import Refused
from core.dialogue.state import Said
from core.model.folding import folded
from core.model.proposal import Answer

__all__ = ["FLOOD", "Refused", "chosen", "named", "read", "read_address", "read_phone"]

FLOOD = 100_000
"""Characters beyond which a text is refused unread."""

_NUMBER = re.compile(r"-?\d{1,9}")


def read(step: Step, text: str, values: Values, region: str | None) -> Answer | Refused:
    """Read what was typed for a step; `region` is the country whose telephone plan holds where no code is given."""
    if len(text) > FLOOD:
        return Refused(Said("chat.problem.flood", {"found": len(text), "maximum": step.maximum or FLOOD}))
    if step.kind is StepKind.PHONE:
        return read_phone(text, region)
    return _READERS[step.kind](step, text, values)


def chosen(choices: tuple[Choice, ...], text: str) -> Choice | None:
    """Return the choice meant by its name in any language, an alias or its key, or by its number in the list."""
    typed = folded(text).rstrip(".")
    if typed.isdecimal() and len(typed) < 4 and 1 <= int(typed) <= len(choices):
        return named(choices, typed) or choices[int(typed) - 1]
    return named(choices, text)


def named(choices: tuple[Choice, ...], text: str) -> Choice | None:
    """Return the choice meant by name, alias or key; never by number."""
    typed = folded(text)
    return next((choice for choice in choices if typed and typed in _names(choice)), None)


def _names(choice: Choice) -> set[str]:
    local = choice.label.local.by_language.values() if choice.label.local else ()
    own = (choice.label.own,) if choice.label.own else ()
    return {folded(name) for name in (choice.value, *choice.aliases, *local, *own)}


def _text(step: Step, text: str, values: Values) -> Answer | Refused:
    offered = named(step.options(values), text)
    return offered.value if offered else _capped(step, cleaning.one_line(text))


def _name(step: Step, text: str, values: Values) -> Answer | Refused:
    """Read a person's name, as they write it; an address or a number in its place is a slip."""
    line = cleaning.one_line(text)
    if line and ("@" in line or not any(char.isalpha() for char in line)):
        return Refused(Said("chat.problem.name"))
    return _capped(step, line)


def _long_text(step: Step, text: str, values: Values) -> Answer | Refused:
    return _capped(step, cleaning.many_lines(text))


def _capped(step: Step, clean: str) -> Answer | Refused:
    if not clean:
        return Refused(Said("chat.problem.blank"))
    if step.maximum is not None and len(clean) > step.maximum:
        facts = {"found": len(clean), "maximum": step.maximum, "over": len(clean) - step.maximum}
        return Refused(Said("chat.problem.too_long", facts))
    return clean


def _list(step: Step, text: str, values: Values) -> Answer | Refused:
    found = cleaning.items(text)
    if not found:
        return Refused(Said("chat.problem.blank"))
    if step.maximum_items is not None and len(found) > step.maximum_items:
        return Refused(Said("chat.problem.too_many", {"found": len(found), "maximum": step.maximum_items}))
    if len(found) < step.minimum_items:
        return Refused(Said("chat.problem.too_few", {"found": len(found), "minimum": step.minimum_items}))
    for position, item in enumerate(found, 1):
        if step.maximum is not None and len(item) > step.maximum:
            facts = {"item": position, "found": len(item), "maximum": step.maximum}
            return Refused(Said("chat.problem.item_too_long", facts))
    return found


def _integer(step: Step, text: str, values: Values) -> Answer | Refused:
    numbers = _NUMBER.findall(cleaning.one_line(text))
    if len(numbers) != 1 or re.search(r"\d[.,]\d", text):
        return Refused(Said("chat.problem.number"))
    number = int(numbers[0])
    if number < step.minimum or (step.maximum is not None and number > step.maximum):
        facts = {"found": number, "minimum": step.minimum, "maximum": step.maximum or 999_999_999}
        return Refused(Said("chat.problem.number_range", facts))
    return number


def _address(step: Step, text: str, values: Values) -> Answer | Refused:
    return read_address(text)


def _country(step: Step, text: str, values: Values) -> Answer | Refused:
    line = cleaning.one_line(text)
    if not line:
        return Refused(Said("chat.problem.blank"))
    return country(line) or Refused(Said("chat.problem.country", {"typed": cleaning.shortened(line, 60)}))


def _choice(step: Step, text: str, values: Values) -> Answer | Refused:
    found = chosen(step.options(values), text)
    return found.value if found else Refused(Said("chat.problem.choice"))


def _many(step: Step, text: str, values: Values) -> Answer | Refused:
    """Read several options, by numbers or names, with commas, semicolons or lines between them."""
    options = step.options(values)
    whole = chosen(options, text)
    parts = [text] if whole else [part for part in re.split(r"[,;\n]", text) if part.strip()]
    found = [chosen(options, part) for part in parts] if len(parts) <= 2 * len(options) else []
    if not found or None in found:
        return Refused(Said("chat.problem.choice"))
    return tuple(choice.value for choice in options if choice in found)


_READERS: dict[StepKind, Callable[[Step, str, Values], Answer | Refused]] = {
    StepKind.TEXT: _text,
    StepKind.NAME: _name,
    StepKind.LONG_TEXT: _long_text,
    StepKind.LIST: _list,
    StepKind.INTEGER: _integer,
    StepKind.ADDRESS: _address,
    StepKind.COUNTRY: _country,
    StepKind.CHOICE: _choice,
    StepKind.MULTI_CHOICE: _many,
}
