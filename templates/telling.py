"""What the secretariat reads of proposals and people, in the words of a call and a language.

What a call keeps private about people (gender) is only ever counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.call.definition import Call, Option
from core.dialogue.screen import Phrase
from core.dialogue.wording import status_of
from core.model.proposal import Answer, Contact, Proposal
from core.model.records import Participation
from core.rules.profile import missing_to_confirm
from core.usecases.secretariat import ProposalRow
from templates.say import country, listed, number
from templates.words import Words

FEWEST_COUNTED = 3
"""Below this many people a count would tell what one of them has said."""


@dataclass(frozen=True, slots=True)
class Told:
    """One labelled value for reading; `is_long` keeps its line breaks."""

    label: str
    value: str
    is_long: bool = False


class Telling:
    """Names of a call's keys in one language."""

    def __init__(self, call: Call, language: str) -> None:
        self._call = call
        self.words = Words(language)
        self.language = self.words.language

    def name(self, options: Sequence[Option], key: str | None) -> str:
        """Return the name of an option; a key that the call does not know stands as it is."""
        return next((item.name.said_in(self.language) for item in options if item.key == key), key or "")

    def field(self, key: str) -> str:
        """Return what a field of the profile is called."""
        attribute = self._call.attribute(key)
        return attribute.label.said_in(self.language) if attribute else self.words(f"chat.field.{key}")

    def listed(self, names: Sequence[str]) -> str:
        """Return names as a list of the language."""
        return listed(list(names), self.language)

    def roles(self, item: Participation) -> str:
        """Return somebody's roles."""
        return self.listed([self.name(self._call.roles, role) for role in item.roles])

    def lacking(self, item: Participation) -> str:
        """Return what somebody who said yes still has to give, '' for nothing."""
        said_yes = item.accepted_at is not None and item.status.counts
        return self.listed([self.field(key) for key in missing_to_confirm(self._call, item)]) if said_yes else ""

    def status(self, item: Participation) -> Phrase:
        """Return where an invitation stands."""
        return status_of(item)

    def attributes(self, item: Participation) -> list[Told]:
        """Return what is known of somebody and may be shown to others."""
        public = [entry for entry in self._call.attributes if not entry.private and item.attributes.get(entry.key)]
        return [
            Told(
                entry.label.said_in(self.language),
                country(item.attributes[entry.key], self.language)
                if entry.is_country
                else self.name(entry.options, item.attributes[entry.key]),
            )
            for entry in public
        ]

    def counts(self, people: Sequence[Participation]) -> list[Told]:
        """Return what is private about people as numbers alone; what all of them said alike would tell of each."""
        counted = [item for item in people if item.status.counts]
        return [
            Told(
                entry.label.said_in(self.language),
                self.listed(
                    [
                        self.words("web.office.counted", name=self._counted(entry.options, key), count=found)
                        for key, found in Counter(item.attributes.get(entry.key) for item in counted).items()
                    ]
                ),
            )
            for entry in self._call.attributes
            if entry.private
            and len(counted) >= FEWEST_COUNTED
            and len({item.attributes.get(entry.key) for item in counted}) > 1
        ]

    def _counted(self, options: Sequence[Option], key: str | None) -> str:
        return self.name(options, key) if key else self.words("web.office.unknown")

    def answers(self, proposal: Proposal) -> list[Told]:
        """Return the answers of a proposal in the order of its form; what is blank is left out."""
        call = self._call
        chosen = (
            ("session_type", self.name(call.session_types, proposal.session_type)),
            ("modality", self.name(call.modalities, proposal.modality)),
            ("duration", self.name(call.durations, proposal.duration)),
            ("duration_minutes", self._said(proposal.duration_minutes)),
            ("duration_detail", proposal.duration_detail or ""),
            ("topic", self.name(call.topics, proposal.topic)),
            ("collaborators", proposal.collaborators or ""),
        )
        written = [
            Told(entry.label.said_in(self.language), self._said(proposal.answers.get(entry.key)), is_long=True)
            for entry in call.fields
            if entry.key != "title"
        ]
        return [item for item in (*(Told(self.words(f"chat.field.{key}"), said) for key, said in chosen), *written)
                if item.value]  # fmt: skip

    def contacts(self, row: ProposalRow) -> list[tuple[str, list[Told]]]:
        """Return who proposes, with a way to reach them."""
        proposal = row.draft.proposal
        found = (("proponent", proposal.proponent), ("co_proponent", proposal.co_proponent))
        return [
            (self.words(f"web.office.{role}"), self._contact(contact)) for role, contact in found if contact is not None
        ]

    def _contact(self, contact: Contact) -> list[Told]:
        ways = {
            "name": contact.name,
            "address": contact.email,
            "phone": contact.phone,
            "organisation": contact.organisation,
            "country": country(contact.country, self.language) if contact.country else None,
        }
        return [Told(self.words(f"chat.field.{label}"), value) for label, value in ways.items() if value]

    def _said(self, value: Answer) -> str:
        if isinstance(value, tuple):
            return "\n".join(f"{position}. {item}" for position, item in enumerate(value, 1))
        return str(number(value, self.language)) if isinstance(value, int) else value or ""
