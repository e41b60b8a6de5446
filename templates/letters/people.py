"""Letters to people on a list: being asked, what was understood, what is missing."""

from __future__ import annotations

from templates.letters.blocks import Block, Button, Draft, Items, Para, Quote, Rows, Small, Title
from templates.letters.pen import Pen


def invitation(pen: Pen) -> Draft:
    """Ask somebody to take part."""
    return _asking(pen, "invitation", pen("invitation.lead", proponent=pen.proponent, title=pen.title))


def invitation_changed(pen: Pen) -> Draft:
    """Ask again, for what they said yes to has changed."""
    changed = [pen(f"changed.{key}") for key in pen.many("changed")]
    lead = pen("invitation_changed.lead", proponent=pen.proponent, title=pen.title, changed=", ".join(changed))
    return _asking(pen, "invitation_changed", lead)


def invitation_reminder(pen: Pen) -> Draft:
    """Say it once more to somebody who is silent."""
    return _asking(
        pen, "invitation_reminder", pen("invitation_reminder.lead", proponent=pen.proponent, title=pen.title)
    )


def profile_missing(pen: Pen) -> Draft:
    """Thank for a yes, and ask for just what is missing."""
    missing = [pen.label(key) for key in pen.many("missing")]
    return Draft(
        subject=pen("profile_missing.subject", title=pen.title),
        preview=pen("profile_missing.preview", missing=", ".join(missing)),
        blocks=(
            Para(pen.greeting()),
            Para(pen("profile_missing.lead", title=pen.title)),
            *_understood(pen),
            *_not_understood(pen),
            *_template(pen, "profile_missing.how"),
            *_page(pen),
        ),
        answerable=True,
    )


def echo_accepted(pen: Pen) -> Draft:
    """Say back what was understood from a yes."""
    lead = pen("echo_accepted.lead", title=pen.title, roles=pen.roles())
    return _echo(pen, "echo_accepted", lead, (*_understood(pen), *_not_understood(pen)))


def echo_declined(pen: Pen) -> Draft:
    """Say back what was understood from a no."""
    return _echo(pen, "echo_declined", pen("echo_declined.lead", title=pen.title), ())


def unclear(pen: Pen) -> Draft:
    """Ask back: nothing was changed."""
    own = (Quote(pen.text("text")),) if pen.text("text") else ()
    blocks = (*own, *_not_understood(pen), Para(pen("how_short")), *_page(pen))
    return _echo(pen, "unclear", pen("unclear.lead", title=pen.title), blocks)


def removed(pen: Pen) -> Draft:
    """Tell somebody that they were taken off a list."""
    return _short(pen, "removed")


def withdrawn_participant(pen: Pen) -> Draft:
    """Tell somebody that the proposal was withdrawn."""
    return _short(pen, "withdrawn_participant")


def muted(pen: Pen) -> Draft:
    """The last letter: no more will come."""
    return _short(pen, "muted")


def _asking(pen: Pen, kind: str, lead: str) -> Draft:
    consent = pen.call.consent.said_in(pen.language)
    closes = (Para(pen("closes", closes=pen.when("closes"))),) if pen.text("closes") else ()
    return Draft(
        subject=pen(f"{kind}.subject", proponent=pen.proponent, title=pen.title),
        preview=pen(f"{kind}.preview", proponent=pen.proponent, roles=pen.roles()),
        blocks=(
            Para(pen.greeting()),
            Para(lead),
            Rows(_about(pen)),
            *((Quote(pen.text("description")),) if pen.text("description") else ()),
            Title(pen("how_title")),
            *_template(pen, "how"),
            *_page(pen),
            *closes,
            *((Title(pen("consent_title")), Para(consent)) if consent else ()),
            Small(pen("mute", proponent=pen.proponent)),
        ),
        answerable=True,
    )


def _about(pen: Pen) -> tuple[tuple[str, str], ...]:
    call, words = pen.call, pen.words
    organisation = pen.text("proponent_organisation")
    rows = [
        (pen("row.proponent"), f"{pen.proponent} ({organisation})" if organisation else pen.proponent),
        (words("chat.field.session_type"), pen.option(call.session_types, pen.text("session_type"))),
        (words("chat.field.modality"), pen.option(call.modalities, pen.text("modality"))),
        (pen("row.roles"), pen.roles()),
        (words("chat.field.attendance"), pen.value("attendance", pen.text("attendance"))),
    ]
    return tuple((label, value) for label, value in rows if value)


def _template(pen: Pen, how: str) -> tuple[Block, ...]:
    """Show how to answer: the lines to copy, with what each takes. No line of it can be read as an answer."""
    wanted = [*pen.many("missing"), *pen.many("optional")]
    optional = set(pen.many("optional"))
    lines = tuple(
        pen("line_optional" if key in optional else "line", label=pen.label(key), values=pen.choices(key))
        for key in wanted
    )
    return (Para(pen(how)), *((Para(pen("and_lines")), Items(lines)) if lines else ()))


def _understood(pen: Pen) -> tuple[Block, ...]:
    told = pen.facts.get("understood") or {}
    rows = tuple((pen.label(key), pen.value(key, str(value))) for key, value in told.items())
    return (Para(pen("understood")), Rows(rows)) if rows else ()


def _not_understood(pen: Pen) -> tuple[Block, ...]:
    lines = tuple(str(line) for line in pen.many("unknown"))
    return (Para(pen("not_understood")), Items(lines)) if lines else ()


def _page(pen: Pen) -> tuple[Block, ...]:
    return (Para(pen("or_page")), Button(pen("page_button"), pen.links.page)) if pen.links.page else ()


def _echo(pen: Pen, kind: str, lead: str, more: tuple[Block, ...]) -> Draft:
    after = (Small(pen(f"{kind}.after", contact=pen.call.contact)),)
    return Draft(
        subject=pen(f"{kind}.subject", title=pen.title),
        preview=pen(f"{kind}.preview", title=pen.title),
        blocks=(Para(pen.greeting()), Para(lead), *more, *after),
        answerable=True,
    )


def _short(pen: Pen, kind: str) -> Draft:
    lead = pen(f"{kind}.lead", title=pen.title, proponent=pen.proponent, contact=pen.call.contact)
    return Draft(
        subject=pen(f"{kind}.subject", title=pen.title), preview=lead, blocks=(Para(pen.greeting()), Para(lead))
    )
