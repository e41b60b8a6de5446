"""Names and values of one's own data in the words of a call and a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from core.call.definition import Call, Option
from core.dialogue.forms.form import Step, StepKind
from core.dialogue.forms.proposal import proposal_form
from core.dialogue.wording import told
from core.model.own_data import Dated
from templates.say import country, day, listed, say
from templates.words import Words

_MOMENTS = (
    "created_at",
    "sent_at",
    "withdrawn_at",
    "extended_to",
    "invited_at",
    "accepted_at",
    "consented_at",
    "answered_at",
)
_CHOSEN = frozenset({StepKind.CHOICE, StepKind.MULTI_CHOICE, StepKind.COUNTRY})


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled value; a text keeps its line breaks."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a section; `text` is somebody's own words, `more` an earlier version of it."""

    heading: str
    rows: tuple[Row, ...] = ()
    text: str = ""
    more: tuple[Row, ...] = ()


class Pen:
    """Names and values of the call in one language."""

    def __init__(self, call: Call, words: Words) -> None:
        self.call, self.words = call, words

    def label(self, key: str) -> str:
        """Return what a moment or a state of the page is called."""
        return self.words(f"privacy.page.label.{key}")

    def or_raw(self, room: str, key: str) -> str:
        """Return the words for a kind of thing; one that is newer than the words is told as it stands."""
        found = f"{room}.{key}"
        return self.words(found) if self.words.has(found) else key

    def when(self, at: datetime) -> str:
        """Return a moment in the call's zone, which the top of the page names."""
        local = at.astimezone(ZoneInfo(self.call.zone))
        return f"{day(local.date(), self.words.language)}, {local:%H:%M}"

    def named(self, options: Sequence[Option], key: str) -> str:
        """Return the name of an option; a key that the call does not know stands as it is."""
        return next((item.name.said_in(self.words.language) for item in options if item.key == key), key)

    def title(self, title: str | None) -> str:
        """Return a title, or the words for none."""
        return title or self.words("chat.untitled")

    def field(self, key: str, value: str | None) -> Iterator[Row]:
        """Yield a field of the conversation, where it has a value."""
        if value:
            yield Row(self.words(f"chat.field.{key}"), value)

    def moments(self, of: object) -> Iterator[Row]:
        """Yield the moments that a record bears."""
        for name in _MOMENTS:
            at = getattr(of, name, None)
            if at is not None:
                yield Row(self.label(name), self.when(at))

    def session(self, session: Dated | None) -> Iterator[Row]:
        """Yield when and where a session is, as far as it has a date."""
        if session is None:
            return
        told = self.words("privacy.page.session", at=self.when(session.starts_at), minutes=session.minutes)
        yield Row(self.label("session"), f"{told} · {session.place}" if session.place else told)
        if session.cancelled_at is not None:
            yield Row(self.label("session_cancelled"), self.when(session.cancelled_at))

    def roles(self, keys: Sequence[str]) -> str:
        """Return roles as a list of the language."""
        return listed([self.named(self.call.roles, key) for key in keys], self.words.language)

    def attendance(self, key: str | None) -> str:
        """Return how somebody takes part, '' where it is not known."""
        return self.words(f"chat.attendance.{key}") if key else ""

    def attributes(self, known: Mapping[str, str]) -> Iterator[Row]:
        """Yield what is known of somebody, by the labels of the call."""
        for key, value in known.items():
            attribute = self.call.attribute(key)
            if attribute is None:
                yield Row(key, value)
                continue
            said = country(value, self.words.language) if attribute.is_country else self.named(attribute.options, value)
            yield Row(attribute.label.said_in(self.words.language), said)

    def answers(self, values: Mapping[str, object]) -> Iterator[Row]:
        """Tell answers by dotted path in the order of the form; what the form does not know comes last, as it is."""
        steps = {step.path: step for step in proposal_form(self.call).steps}
        for path, step in steps.items():
            if values.get(path) not in (None, "", (), []):
                yield Row(say(step.label, self.words, self.call), self.answer(step, values[path]))
        for path, value in values.items():
            if path not in steps and value not in (None, "", (), [], {}):
                yield Row(path, _flat(value))

    def answer(self, step: Step, value: object) -> str:
        """Tell one answer whole: a list on a screen would cut a long one."""
        if step.kind not in _CHOSEN:
            return _flat(value)
        chosen = tuple(map(str, value)) if isinstance(value, list | tuple) else str(value)
        return "\n".join(say(part, self.words, self.call) for part in told(step, {step.path: chosen}))


def _flat(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
