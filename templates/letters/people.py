"""Letters to people on a list: being asked, what was understood, what is missing."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.reading.cleaning import one_line
from templates.letters.blocks import Block, Draft, Form, Para, Rows, Small
from templates.letters.filling import (
    asked_for,
    by_page,
    data_to_add,
    explained,
    form_lines,
    not_understood,
    noted,
    other_languages,
    why_listed,
)
from templates.letters.pen import Pen
from templates.letters.reminding import choosing
from templates.letters.sessions import event_rows
from templates.letters.tapping import taps

LONGEST_DESCRIPTION = 600
LONGEST_QUOTE = 300
LONGEST_ADDRESS = 254


def invitation(pen: Pen) -> Draft:
    """Ask somebody to take part."""
    return _asking(pen, "invitation", _lead(pen, "invitation.lead"))


def invitation_changed(pen: Pen) -> Draft:
    """Ask again, for what was asked has changed."""
    changed = pen.listed(pen.words(f"letters.changed.{key}") for key in pen.many("changed"))
    return _asking(pen, "invitation_changed", _lead(pen, "invitation_changed.lead", changed=changed))


def invitation_reminder(pen: Pen) -> Draft:
    """Say it once more to somebody who is silent; of a yes that lacks details only these are asked for."""
    if pen.facts.get("accepted") and pen.many("missing"):
        known = replace(pen, facts={**pen.facts, "understood": pen.facts.get("known")})
        missing = pen.labels(pen.many("missing"))
        return _details(
            known, pen.words("reminding.letter.told.profile", title=pen.title, missing=missing), *choosing(pen)
        )
    return _asking(pen, "invitation_reminder", _lead(pen, "invitation_reminder.lead"), *choosing(pen))


def profile_missing(pen: Pen) -> Draft:
    """Thank for a yes, and ask for just what is missing."""
    return _details(pen, pen("profile_missing.lead", title=pen.title, missing=pen.labels(pen.many("missing"))))


def echo_accepted(pen: Pen) -> Draft:
    """Say back what was understood from a yes."""
    optional = pen.many("optional")
    more = (Para(pen("echo_accepted.more")), Form(form_lines(pen, optional)), *explained(pen, optional))
    told = (*_role(pen), *noted(pen), *not_understood(pen), *(more if optional else ()))
    blocks = (*told, Para(pen("echo_accepted.after")), *by_page(pen, ""))
    return _answered(pen, "echo_accepted", pen("echo_accepted.lead", title=pen.title), blocks)


def echo_declined(pen: Pen) -> Draft:
    """Say back what was understood from a no."""
    lead = pen("echo_declined.lead", title=pen.title, proponent=pen.proponent)
    return _answered(pen, "echo_declined", lead, (Para(pen("echo_declined.after")), *by_page(pen, "")))


def unclear(pen: Pen) -> Draft:
    """Ask back: nothing was changed. After 'was this you?', say of what a yes is one now: of taking part."""
    about = "_held" if pen.facts.get("held") else ""
    own = pen.text("text", LONGEST_QUOTE)
    quoted = (Para(pen("unclear.quoted", text=own)),) if own else ()
    ways = (*_until(pen), Para(pen(f"unclear.again{about}")), *taps(pen, yes="tap.accept", no="tap.decline"))
    lead = pen(f"unclear.lead{about}", title=pen.title)
    return _answered(pen, "unclear", lead, (*quoted, *not_understood(pen), *ways, *by_page(pen)))


def was_this_you(pen: Pen) -> Draft:
    """Ask about a reply that may be somebody else's; who is shown as its sender gets nothing."""
    who = pen.text("sender", LONGEST_ADDRESS)
    sender = pen("title", title=who) if who else pen.words("letters.was_this_you.elsewhere")
    lead = pen(f"was_this_you.lead_{pen.facts['doubt']}", title=pen.title, proponent=pen.proponent, sender=sender)
    rows = pen.profile("told")
    told = (Para(pen("was_this_you.told")), Rows(rows)) if rows else ()
    remembers = (Para(pen("was_this_you.remembers", sender=sender)),) if pen.facts["remembers"] else ()
    ways = (Para(pen("was_this_you.yes")), *remembers, Para(pen("was_this_you.no")))
    blocks = (Para(pen(f"was_this_you.would_{pen.facts['would']}")), *told, *ways)
    buttons = taps(pen, yes="tap.mine", no="tap.not_mine")
    return _answered(pen, "was_this_you", lead, (*blocks, *buttons, *by_page(pen, "was_this_you.page")))


def removed(pen: Pen) -> Draft:
    """Tell somebody that they were taken off a list."""
    return _short(pen, "removed")


def withdrawn_participant(pen: Pen) -> Draft:
    """Tell somebody that the proposal was withdrawn."""
    return _short(pen, "withdrawn_participant")


def muted(pen: Pen) -> Draft:
    """The last letter: no more will come."""
    return _short(pen, "muted")


def _lead(pen: Pen, key: str, **facts: str) -> str:
    organisation = pen.text("proponent_organisation")
    who = pen("of_organisation", name=pen.proponent, organisation=organisation) if organisation else pen.proponent
    return pen(key, proponent=who, title=pen.title, call=pen.call.name.said_in(pen.language), **facts)


def _asking(pen: Pen, kind: str, lead: str, *last: Block) -> Draft:
    consent = one_line(pen.call.consent.said_in(pen.language))
    description = pen.text("description", LONGEST_DESCRIPTION)
    known = pen.listed(pen("known_value", label=label, value=value) for label, value in pen.profile("known"))
    preview = pen(f"{kind}.preview", day=pen.last_day) if pen.last_day else pen("preview_open")
    return Draft(
        subject=pen(f"{kind}.subject", proponent=pen.short_proponent, title=pen.short_title),
        preview=" ".join((*(role.text for role in _role(pen)), preview)),
        blocks=(
            Para(pen.greeting()),
            Para(lead),
            *_role(pen),
            *_until(pen),
            Para(pen("answer.word")),
            *taps(pen, yes="tap.accept", no="tap.decline", keys=pen.many("missing")),
            *by_page(pen),
            *((Para(pen("consent", consent=consent)),) if consent else ()),
            Rows(_about(pen)),
            *((Para(pen("about", description=description)),) if description else ()),
            *data_to_add(pen),
            *((Small(pen("known", known=known)),) if known else ()),
            *other_languages(pen),
            *why_listed(pen),
            *last,
        ),
        answerable=True,
    )


def _details(pen: Pen, lead: str, *last: Block) -> Draft:
    missing = pen.many("missing")
    ways = (*_until(pen), *taps(pen, yes="tap.data", keys=missing), Para(pen("profile_missing.how")))
    blocks = (*not_understood(pen), *ways, *asked_for(pen), *by_page(pen), *noted(pen))
    draft = _answered(pen, "profile_missing", lead, blocks, missing=pen.labels(missing))
    return replace(draft, blocks=(*draft.blocks, *last))


def _role(pen: Pen) -> tuple[Para, ...]:
    return (Para(pen("role", roles=pen.roles())),) if pen.roles() else ()


def _until(pen: Pen) -> tuple[Para, ...]:
    return (Para(pen("closes", closes=pen.closes)),) if pen.closes else ()


def _about(pen: Pen) -> tuple[tuple[str, str], ...]:
    call = pen.call
    rows = [
        ("attendance", pen.attendance(pen.facts.get("attendance"))),
        ("session_type", pen.option(call.session_types, pen.facts.get("session_type"))),
        ("modality", pen.option(call.modalities, pen.facts.get("modality"))),
        ("place", call.place.said_in(pen.language)),
    ]
    return (*event_rows(pen), *((pen(f"row.{key}"), value) for key, value in rows if value))


def _answered(pen: Pen, kind: str, lead: str, more: tuple[Block, ...], **facts: str) -> Draft:
    return Draft(
        subject=pen(f"{kind}.subject", title=pen.short_title),
        preview=pen(f"{kind}.preview", **facts),
        blocks=(Para(pen.greeting()), Para(lead), *more, *why_listed(pen)),
        answerable=True,
    )


def _short(pen: Pen, kind: str) -> Draft:
    lead = pen(f"{kind}.lead", title=pen.title, proponent=pen.proponent, call=pen.call.name.said_in(pen.language))
    after = pen(f"{kind}.after", contact=pen.call.contact)
    return Draft(
        subject=pen(f"{kind}.subject", title=pen.short_title),
        preview=pen(f"{kind}.preview"),
        blocks=(Para(pen.greeting()), Para(lead), Para(after)),
    )
