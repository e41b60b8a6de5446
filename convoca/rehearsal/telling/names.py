"""What things of a rehearsal are called in one language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from convoca.rehearsal.counting.warnings import Warned
from convoca.rehearsal.log import Told
from convoca.rehearsal.people.cast import SECRETARIAT, Cast, Someone
from core.call.definition import Call, Moment
from core.model.records import Channel
from templates.say import day, number
from templates.words import Words

_LOCALES = {"es": "es", "pt": "pt", "en": "en_GB"}


class Names:
    """Says days, people, kinds and warnings."""

    def __init__(self, call: Call, cast: Cast, language: str) -> None:
        self.call, self.words = call, Words(language)
        self.language = self.words.language
        self.zone = ZoneInfo(call.zone)
        self._people = cast.by_address()
        self._proponents = {item.proponent.address for item in cast.proposals}
        self._evaluators = {item.address for item in cast.evaluators}

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return words of the rehearsal's room."""
        shown = {name: self._shown(value) for name, value in facts.items()}
        return self.words(f"rehearsal.{key}", **shown)

    def counted(self, key: str, count: int) -> str:
        """Return how many there are of something."""
        return self(f"count.{key}", count=count)

    def someone(self, address: str) -> Someone | None:
        """Return who lives at an address."""
        return self._people.get(address)

    def name(self, address: str) -> str:
        """Return somebody's name."""
        known = self.someone(address)
        return known.name if known else self("role.secretariat") if address == SECRETARIAT else address

    def role_key(self, address: str) -> str:
        """Return what somebody is in the call, as a key."""
        if address == SECRETARIAT:
            return "secretariat"
        if address in self._proponents:
            return "proponent"
        if address in self._evaluators:
            return "evaluator"
        return "invited" if address in self._people else "nobody"

    def role(self, address: str) -> str:
        """Return what somebody is in the call."""
        return self(f"role.{self.role_key(address)}")

    def who(self, address: str) -> str:
        """Return somebody's name and role; the secretariat has no name of its own."""
        name, role = self.name(address), self.role(address)
        return role if name == role else f"{name}, {role}"

    def kind(self, channel: str, kind: str) -> str:
        """Return what a notice is called: the names that the secretariat's pages give it."""
        if channel == Channel.MAIL:
            said = self._known(f"web.letters.{kind}", kind)
            return self("total.mail", kind=said, channel=self("channel.mail"))
        return self._known(f"history.news.{kind}", kind)

    def _known(self, key: str, otherwise: str) -> str:
        return self.words(key) if self.words.has(key) else otherwise

    def matter(self, key: str) -> str:
        """Return what reminders of a kind are about."""
        return self._known(f"rehearsal.matter.{key}", key)

    def hour(self, told: Told) -> str:
        """Return when a notice came by the call's clock, and by the person's own where that shows another hour."""
        here = told.at.astimezone(self.zone)
        known = self.someone(told.address)
        there = told.at.astimezone(ZoneInfo(known.zone)) if known else here
        return f"{here:%H:%M}" if there.utcoffset() == here.utcoffset() else f"{here:%H:%M} ({there:%H:%M})"

    def weekday(self, on: date) -> str:
        """Return a day with its weekday."""
        return str(format_date(on, "full", locale=_LOCALES[self.language]))

    def moment(self, at: datetime) -> str:
        """Return a day and an hour in the call's zone."""
        here = at.astimezone(self.zone)
        return f"{day(here.date(), self.language)}, {here:%H:%M}"

    def warning(self, warned: Warned) -> str:
        """Return a warning in a sentence or two."""
        facts = dict(warned.facts)
        if "matter" in facts:
            facts["matter"] = self.matter(str(facts["matter"]))
        if "why" in facts:
            facts["why"] = self(f"why.{facts['why']}")
        for name in ("first", "second"):
            moment = facts.get(name)
            if isinstance(moment, Moment) and moment.day:
                facts[f"{name}_day"] = moment.day
        return self(f"warning.{warned.kind}", **facts)

    def _shown(self, value: object) -> object:
        match value:
            case datetime():
                return self.moment(value)
            case date():
                return day(value, self.language)
            case Moment():
                return value.name.said_in(self.language)
            case int():
                return number(value, self.language)
            case _:
                return value
