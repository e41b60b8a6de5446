"""Choices beside a question: the options of the form, and suggestions that depend on the moment."""

from __future__ import annotations

from core.dialogue.asking.sheet import Sheet
from core.dialogue.forms.form import Choice, Step, StepKind
from core.dialogue.reading.countries import codes, countries_like
from core.dialogue.scene import Scene
from core.dialogue.screen import Country, Phrase
from core.dialogue.state import FormName
from core.dialogue.wording import BUTTON_CAP, name_of, own
from core.model.folding import folded

NEAR = 4
"""Countries suggested before anything was typed: those that the proposal knows already."""


def offers(scene: Scene, sheet: Sheet, step: Step) -> tuple[Choice, ...]:
    """Return what can be tapped as an answer to a step, in order."""
    if step.kind is StepKind.COUNTRY:
        return tuple(_country(code) for code in _countries(scene))
    if sheet.name is FormName.PARTICIPANT and step.path == "name" and not sheet.subject:
        return _oneself(scene)
    if sheet.name is FormName.PARTICIPANT and step.path == "address":
        return _own_address(scene, sheet)
    if sheet.name is FormName.PROFILE and step.path == "attributes.organisation":
        return (*_own_organisation(scene), *step.options(sheet.values))
    return step.options(sheet.values)


def _country(code: str) -> Choice:
    return Choice(value=code, label=Phrase("chat.value.told", {"value": Country(code)}))


def _countries(scene: Scene) -> tuple[str, ...]:
    if scene.state.typed:
        return countries_like(scene.state.typed)
    known = [scene.world.person.country, *(item.attributes.get("country") for item in scene.people)]
    found = dict.fromkeys(code for code in known if code in codes())
    return tuple(code for code in found if code)[:NEAR]


def _oneself(scene: Scene) -> tuple[Choice, ...]:
    """Offer the proponent, unless they stand on the list already."""
    person = scene.world.person
    if not person.name or any(_is_oneself(scene, item.name, item.person_id) for item in scene.people):
        return ()
    label = Phrase("chat.ask.oneself", {"name": name_of(person.name)})
    return (Choice(value=person.name, label=label, tap="oneself"),)


def _own_address(scene: Scene, sheet: Sheet) -> tuple[Choice, ...]:
    name = sheet.values.get("name")
    if isinstance(name, str) and _is_oneself(scene, name, None):
        return (Choice(value=scene.world.person.address, label=Phrase("chat.ask.own_address"), tap="own_address"),)
    return ()


def _own_organisation(scene: Scene) -> tuple[Choice, ...]:
    organisation = scene.world.person.organisation
    if not organisation:
        return ()
    return (Choice(value=organisation, label=own(organisation, BUTTON_CAP), tap="own_organisation"),)


def _is_oneself(scene: Scene, name: str | None, person_id: str | None) -> bool:
    person = scene.world.person
    return person_id == person.id or (bool(name) and folded(name or "") == folded(person.name or ""))
