"""A form laid over what is known: the questions, the answers so far, and what saving one of them means."""

from __future__ import annotations

from dataclasses import dataclass

from core.dialogue.effects import (
    Effect,
    NewParticipant,
    SaveAnswer,
    SaveParticipant,
    SavePerson,
    SaveProfile,
    SetLanguage,
)
from core.dialogue.forms.form import Form, Step, Values, consequences
from core.dialogue.forms.people import participant_form, person_form, profile_form, replacement_form
from core.dialogue.forms.proposal import PROPONENT, proposal_form
from core.dialogue.scene import Scene
from core.dialogue.state import FormName, Place
from core.dialogue.world import Draft
from core.model.proposal import Answer
from core.model.records import Participation, Person


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form with its answers. `subject` is the participation at hand ('' for none yet).

    `replaces` is the participation whose place somebody new is to take, '' for none.
    """

    name: FormName
    form: Form
    values: Values
    passed: frozenset[str] = frozenset()
    subject: str = ""
    replaces: str = ""

    @property
    def next_open(self) -> Step | None:
        """The first visible question without an answer."""
        return self.form.next_open(self.values, self.passed)

    def current(self, step: str | None) -> Step | None:
        """Return the step chosen, where it is visible, else the first open one."""
        chosen = self.form.step(step)
        return chosen if chosen and chosen in self.form.visible(self.values) else self.next_open

    def before(self, step: Step) -> tuple[Step, ...]:
        """Return the asked, visible steps in front of one."""
        walk = [item for item in self.form.visible(self.values) if item.asked]
        return tuple(walk[: walk.index(step)]) if step in walk else ()

    def save(self, path: str, value: Answer) -> tuple[Effect, ...]:
        """Return the effects that keep an answer, and those of the answers that follow by themselves."""
        changes = ((path, value), *consequences(self.form, self.values, path, value))
        return tuple(self._save(changed, now) for changed, now in changes)

    def _save(self, path: str, value: Answer) -> Effect:
        text = value if isinstance(value, str) else None
        match self.name:
            case FormName.PROPOSAL if path.startswith(PROPONENT):
                return SavePerson(path.removeprefix(PROPONENT), text)
            case FormName.PROPOSAL:
                return SaveAnswer(path, value)
            case FormName.PARTICIPANT if not self.subject:
                return NewParticipant(text or "", self.replaces)
            case FormName.PARTICIPANT:
                return SaveParticipant(self.subject, path, value)
            case FormName.PROFILE:
                return SaveProfile(self.subject, path, text)
            case FormName.PERSON:
                return SetLanguage(text or "") if path == "language" else SavePerson(path, text)


def sheet_of(scene: Scene) -> Sheet | None:
    """Return the sheet that the state asks, or None where its subject is gone or cannot be changed any more."""
    state, call = scene.state, scene.world.call
    match state.form:
        case FormName.PERSON:
            return Sheet(state.form, person_form(call), person_values(scene.world.person))
        case FormName.PROPOSAL:
            return proposal_sheet(scene) if scene.editable else None
        case FormName.PARTICIPANT if scene.editable:
            found = scene.participation
            if state.participation_id and not found:
                return None
            values = participant_values(found) if found else {}
            subject, replaced = found.id if found else "", scene.replaced
            form = replacement_form(call) if replaced else participant_form(call)
            return Sheet(
                state.form, form, values, frozenset(state.passed), subject, replaced.id if replaced else ""
            )  # fmt: skip
        case FormName.PROFILE if scene.invitation:
            mine = scene.invitation.participation
            values = participant_values(mine)
            return Sheet(state.form, profile_form(call), values, frozenset(state.passed), mine.id)
        case _:
            return None


def proposal_sheet(scene: Scene) -> Sheet | None:
    """Return the proposal at hand as a sheet, readable even where it cannot be changed any more."""
    draft = scene.draft
    return Sheet(FormName.PROPOSAL, proposal_form(scene.world.call), proposal_values(draft)) if draft else None


def proposal_values(draft: Draft) -> Values:
    """Return a proposal's answers by path, the proponent's own data among them."""
    contact = draft.proposal.proponent
    mine = {f"{PROPONENT}{key}": getattr(contact, key) for key in ("name", "country", "organisation", "phone")}
    return {**draft.record.values, **{path: value for path, value in mine.items() if value is not None}}


def participant_values(item: Participation) -> Values:
    """Return what is known of somebody on a list, by path."""
    own = {
        "name": item.name,
        "roles": item.roles,
        "attendance": str(item.attendance) if item.attendance else None,
        "address": item.address,
    }
    known = {path: value for path, value in own.items() if value}
    return {**known, **{f"attributes.{key}": value for key, value in item.attributes.items()}}


def person_values(person: Person) -> Values:
    """Return a person's own data by path."""
    own = {key: getattr(person, key) for key in ("name", "country", "organisation", "phone", "language")}
    return {path: value for path, value in own.items() if value}


def after_last(scene: Scene) -> Place:
    """Return where a form leads once nothing is left to ask."""
    match scene.state.form:
        case FormName.PROPOSAL:
            return Place.SUMMARY if scene.people else Place.PEOPLE
        case FormName.PARTICIPANT:
            return Place.PEOPLE
        case FormName.PROFILE:
            return Place.INVITATION
        case FormName.PERSON:
            return Place.HOME
