"""The page of one invitation, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from core.call.definition import Call, Option
from core.dialogue.reading.countries import codes
from core.dialogue.reading.zones import city_of
from core.model.folding import folded
from core.model.matter import Wants
from core.model.proposal import Attendance
from core.usecases.invitation_page import UNTOLD, InvitationPage
from templates.pages import Frame, page
from templates.say import country, instant, listed, number
from templates.words import Words


def invitation_page(frame: Frame, shown: InvitationPage) -> str:
    """Return the page of one invitation, for the person who holds its link."""
    words, call = Words(frame.language), frame.call

    def named(options: Sequence[Option], key: str | None) -> str:
        return next((item.name.said_in(words.language) for item in options if item.key == key), "")

    def field_name(key: str) -> str:
        attribute = call.attribute(key)
        return attribute.label.said_in(words.language) if attribute else words(f"chat.field.{key}")

    def option_lines(options: Sequence[Option]) -> list[tuple[str, str, str]]:
        return [(item.key, item.name.said_in(words.language), item.help.said_in(words.language)) for item in options]

    facts = (
        *_session(shown, words, call),
        (words("chat.field.session_type"), named(call.session_types, shown.session_type)),
        (words("chat.field.modality"), named(call.modalities, shown.modality)),
        (words("chat.field.roles"), listed([named(call.roles, role) for role in shown.roles], words.language)),
        (words("chat.field.attendance"), words(f"chat.attendance.{shown.attendance}") if shown.attendance else ""),
    )
    return page(
        "invitation.html",
        frame,
        shown=shown,
        facts=facts,
        missing=listed([field_name(key) for key in shown.missing], words.language),
        attendances=[(str(way), words(f"chat.attendance.{way}"), "") for way in Attendance],
        countries=countries(words.language),
        option_lines=option_lines,
        reminders=[(str(item), words(f"reminding.take.{item}")) for item in Wants],
        clock=city_of(shown.zone, words.language) if shown.zone else "",
        untold=[(UNTOLD, words("chat.action.prefer_not"), "")],
    )


def _session(shown: InvitationPage, words: Words, call: Call) -> Sequence[tuple[str, str]]:
    """Return when, how long and where, as label and words; nothing while the session has no date."""
    if shown.slot is None:
        return ()
    length = words("sessions.minutes", count=number(shown.slot.minutes, words.language))
    told = (("when", instant(shown.slot.starts_at, words, call)), ("duration", length), ("where", shown.slot.place))
    return tuple((words(f"sessions.row.{key}"), value) for key, value in told)


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return every country's code and name, in the alphabetical order of a language's names (accents aside)."""
    named = ((code, country(code, language)) for code in codes())
    return tuple(sorted(named, key=lambda item: folded(item[1])))
