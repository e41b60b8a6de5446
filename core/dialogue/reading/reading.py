"""One answer read: `read(step, text, …)` gives the value, or a refusal that says what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers

from core.dialogue.forms.form import Choice, Step, StepKind, Values
from core.dialogue.reading import cleaning
from core.dialogue.reading.countries import country
from core.dialogue.state import Said
from core.model.proposal import Answer

FLOOD = 100_000
"""Characters beyond which a text is refused unread."""

_NUMBER = re.compile(r"-?\d{1,9}")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with a text, in words that name the mend."""

    said: Said


def read(step: Step, text: str, values: Values, region: str | None) -> Answer | Refused:
    """Read what was typed for a step; `region` is the country whose telephone plan holds where no code is given."""
    if len(text) > FLOOD:
        return Refused(Said("chat.problem.flood", {"found": len(text), "maximum": step.maximum or FLOOD}))
    if step.kind is StepKind.PHONE:
        return read_phone(text, region)
    return _READERS[step.kind](step, text, values)


def read_address(text: str) -> str | Refused:
    """Read one mail address, also out of 'Ana <ana@example.org>' or a mailto: link; the form only is judged."""
    line = cleaning.one_line(text)
    within = re.fullmatch(r"[^<>]*<([^<>]*)>", line)
    address = (within.group(1) if within else line).strip().removeprefix("mailto:").rstrip(".,;")
    local, at, domain = address.rpartition("@")
    if not at:
        return Refused(Said("chat.problem.address_at"))
    if " " in address or "@" in local:
        return Refused(Said("chat.problem.address_one"))
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(_is_label(label) for label in labels):
        return Refused(Said("chat.problem.address_domain", {"domain": cleaning.shortened(domain, 60)}))
    if len(local) > 64 or len(address.encode()) > 254 or not _LOCAL.fullmatch(local):
        return Refused(Said("chat.problem.address_local", {"local": cleaning.shortened(local, 60)}))
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"


def _is_label(label: str) -> bool:
    """Whether one part of a domain can stand in a name server, accents allowed (they travel as punycode)."""
    if not _LABEL.fullmatch(label):
        return False
    try:
        return label.isascii() or len(label.encode("idna")) <= 63
    except UnicodeError:
        return False


def read_phone(text: str, region: str | None) -> str | Refused:
    """Read a telephone number; the answer is international (+54…)."""
    line = cleaning.one_line(text)
    if len(line) > 40:
        return Refused(Said("chat.problem.phone"))
    if line.startswith("00"):
        line = "+" + line[2:]
    try:
        number = phonenumbers.parse(line, region)
    except phonenumbers.NumberParseException as error:
        without_code = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        return Refused(Said("chat.problem.phone_code" if without_code else "chat.problem.phone"))
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.TOO_SHORT:
        return Refused(Said("chat.problem.phone_short"))
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        return Refused(Said("chat.problem.phone_long"))
    if not phonenumbers.is_possible_number(number):
        return Refused(Said("chat.problem.phone"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def chosen(choices: tuple[Choice, ...], text: str) -> Choice | None:
    """Return the choice meant by its name in any language, an alias or its key, or by its number in the list."""
    typed = cleaning.folded(text).rstrip(".")
    if typed.isdecimal() and len(typed) < 4 and 1 <= int(typed) <= len(choices):
        return named(choices, typed) or choices[int(typed) - 1]
    return named(choices, text)


def named(choices: tuple[Choice, ...], text: str) -> Choice | None:
    """Return the choice meant by name, alias or key; never by number."""
    typed = cleaning.folded(text)
    return next((choice for choice in choices if typed and typed in _names(choice)), None)


def _names(choice: Choice) -> set[str]:
    local = choice.label.local.by_language.values() if choice.label.local else ()
    own = (choice.label.own,) if choice.label.own else ()
    return {cleaning.folded(name) for name in (choice.value, *choice.aliases, *local, *own)}


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
