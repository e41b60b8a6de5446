"""One finding in one language, with the names that the call gives to things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.call.definition import Call, Option, Rule
from core.dialogue.reading.cleaning import one_line, shortened
from core.model.finding import Finding
from core.model.proposal import Proposal
from templates.say import listed, number
from templates.words import Words

LONGEST = 80
"""Characters of a name that a sentence repeats."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in one language: what is wrong, and what would mend it."""

    message: str
    cure: str


class Telling:
    """One finding with everything that its words may need."""

    def __init__(self, finding: Finding, rule: Rule, call: Call, words: Words, proposal: Proposal | None) -> None:
        self.finding, self.rule, self.call, self.words, self.proposal = finding, rule, call, words, proposal

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the gate found."""
        return self.finding.facts

    @property
    def parameters(self) -> Any:
        """The rule's own, of the class that its kind names."""
        return self.rule.parameters

    def __call__(self, message: str = "message", cure: str = "cure", /, **further: object) -> Told:
        """Say two entries of the kind, with the finding's facts under their names."""
        facts = self._said(further)
        return Told(*(self.words(f"findings.{self.finding.kind}.{key}", **facts) for key in (message, cure)))

    def _said(self, further: Mapping[str, object]) -> dict[str, object]:
        facts: dict[str, object] = {"contact": self.call.contact, **self.facts}
        if isinstance(role := facts.get("role"), str):
            facts["role"] = self.name(self.call.roles, role)
        if isinstance(path := facts.get("field"), str):
            facts["field"] = self.field(path)
        facts |= further
        return {key: self._number(value) for key, value in facts.items()}

    def _number(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        return number(value, self.words.language)

    def list(self, names: Iterable[str]) -> str:
        """Return names as the language lists them."""
        return listed(list(names), self.words.language)

    def either(self, names: Iterable[str]) -> str:
        """Return names as a list of which one is to be chosen."""
        return listed(list(names), self.words.language, "or")

    def name(self, options: Iterable[Option], key: str) -> str:
        """Return what the call names an option; a key that it does not know stays as it is."""
        return next((item.name.said_in(self.words.language) for item in options if item.key == key), key)

    def names(self, options: Iterable[Option], keys: Iterable[str]) -> str:
        """Return what the call names several options, as a list."""
        return self.list(self.name(options, key) for key in keys)

    def attribute(self, key: str) -> str:
        """Return what people call something that is known about participants."""
        found = self.call.attribute(key)
        return found.label.said_in(self.words.language) if found else key

    def value(self, attribute: str, key: str) -> str:
        """Return what people call one value of an attribute."""
        found = self.call.attribute(attribute)
        return self.name(found.options, key) if found else key

    def field(self, path: str) -> str:
        """Return what people call a place of the proposal."""
        section, _, key = path.rpartition(".")
        if section == "answers":
            return next((item.label.said_in(self.words.language) for item in self.call.fields if item.key == key), key)
        label = self.words(f"chat.field.{'address' if key == 'email' else key}")
        return self.words(f"findings.field.{section}", field=label) if section else label

    def person(self) -> str:
        """Return the name of whom the finding is about, where it is known."""
        people = self.proposal.participants if self.proposal else ()
        names = (short(item.name) for item in people if item.id == self.facts["person"] and item.name)
        return next((name for name in names if name), self.words("findings.somebody"))

    def counted(self, **further: object) -> dict[str, object]:
        """Return the words of the attribute and the people that a counting rule looks at."""
        scope = self.words(f"call.scope.{self.parameters.scope}")
        return {"attribute": self.attribute(self.parameters.attribute), "scope": scope, **further}


def short(text: str) -> str:
    """Return somebody's own words so that they fit inside a sentence."""
    return shortened(one_line(text), LONGEST)
