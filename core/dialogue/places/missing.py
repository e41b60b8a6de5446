"""What is missing and how to mend it, each with a way there."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue import chasing
from core.dialogue.asking.sheet import proposal_sheet
from core.dialogue.composing import Content, action, block, navigation, paged, phrase
from core.dialogue.forms.form import is_answered
from core.dialogue.places.summary import may_send, send_action
from core.dialogue.scene import Scene, move
from core.dialogue.screen import Action, Block, BlockKind, Cause, Cure
from core.dialogue.state import FormName, Outcome, Place
from core.dialogue.wording import name_of, short, title_at_hand
from core.model.finding import Finding
from core.model.records import Participation

PAGE = 6


def draw(scene: Scene) -> Content:
    """Return the findings, blocking ones first."""
    findings = scene.missing
    shown, turns = paged(findings, scene.state.page, PAGE)
    sending = (send_action(scene.draft),) if scene.draft and may_send(scene) else ()
    return Content(
        title=phrase("chat.missing.title", title=title_at_hand(scene)),
        blocks=(_count(findings), *_lines(scene, shown)),
        rows=(turns, sending, navigation("people", "summary"), navigation("home", "help")),
        help=(phrase("chat.help.missing"),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Go to what mends a finding, or on to sending."""
    state = scene.state
    if verb == "send":
        return Outcome(move(state, Place.SEND))
    if verb == "person":
        return Outcome(move(state, Place.PARTICIPANT, participation_id=argument))
    back = {"step": argument, "origin": Place.MISSING, "page": state.page}
    return Outcome(move(state, Place.ASK, form=FormName.PROPOSAL, **back))


def _count(findings: tuple[Finding, ...]) -> Block:
    blocking = sum(finding.blocks for finding in findings)
    if blocking:
        return block(BlockKind.TEXT, phrase("chat.missing.count", count=blocking))
    return block(BlockKind.GOOD, phrase("chat.missing.nothing"))


def _lines(scene: Scene, findings: tuple[Finding, ...]) -> tuple[Block, ...]:
    """Return a line a finding; the same way there is offered once."""
    lines: list[Block] = []
    offered: set[tuple[str, str]] = set()
    for finding in findings:
        mend = _mend(scene, finding)
        fresh = mend if mend and (mend.verb, mend.argument) not in offered else None
        more = chasing.wanted(scene) if finding.kind == "confirmations" else ()
        lines.append(replace(told(scene, finding, BlockKind.ROW), action=fresh, more=more))
        if mend:
            offered.add((mend.verb, mend.argument))
    return tuple(lines)


def told(scene: Scene, finding: Finding, kind: BlockKind) -> Block:
    """Return a finding as one block: what is wrong, and apart from it what would mend it, unless that is plain."""
    proposal = scene.draft.proposal if scene.draft else None
    words = "chat.missing.blocks" if finding.blocks else "chat.missing.warns"
    cures = () if finding.kind == "required_field" else (phrase("chat.value.told", value=Cure(finding, proposal)),)
    return block(kind, phrase(words, finding=Cause(finding, proposal)), *cures)


def _mend(scene: Scene, finding: Finding) -> Action | None:
    """Return the way to what mends a finding: the person it names, or the question of its field."""
    if (person := _person(scene, finding.facts.get("person"))) is not None:
        return action("person", phrase("chat.action.person", name=name_of(person.name)), person.id)
    sheet = proposal_sheet(scene)
    step = sheet.form.step(finding.field) if sheet else None
    if sheet is None or step is None or step not in sheet.form.visible(sheet.values):
        return None
    words = "chat.action.edit" if is_answered(step, sheet.values) else "chat.action.complete"
    return action("edit", phrase(words, field=short(step.label)), step.path)


def _person(scene: Scene, wanted: object) -> Participation | None:
    """Return who a finding names: the rules know people by their own id, or else by their place on the list."""
    return next((item for item in scene.people if wanted and wanted in (item.person_id, item.id)), None)
