"""Reading a letter: bytes in, what it says out. Pure; never raises on any bytes."""

from __future__ import annotations

from core.model.letter import Decision, LetterKind, Reading
from mail.reading.folding import cleaned
from mail.reading.grammar import decide, decision_line, wants_stop
from mail.reading.kinds import bounce_of, kind_of
from mail.reading.markup import text_of_html
from mail.reading.parts import Part, UnreadableError, header, is_attachment, leaves, parse, text_of
from mail.reading.profile import Profile, read_profile
from mail.reading.quotes import own_lines
from mail.reading.senders import sender_of
from mail.reading.tongue import language_of
from mail.reading.vocabulary import Vocabulary, vocabulary_of

__all__ = ["Vocabulary", "read", "vocabulary_of"]

LONGEST_TEXT = 20_000
"""Characters of somebody's own words that are handed on."""


def read(raw: bytes, *, vocabulary: Vocabulary, invitation: str | None = None) -> Reading:
    """Return what a raw letter says; `invitation` is the text of the letter of ours that it answers."""
    try:
        message = parse(raw)
    except UnreadableError as why:
        return Reading(kind=LetterKind.UNREADABLE, reasons=(str(why),))
    sender = sender_of(message)
    kind, told_by = kind_of(message, sender)
    identity = header(message, "Message-ID")[:998] or None
    if kind is not LetterKind.REPLY:
        bounce = bounce_of(message) if kind is LetterKind.BOUNCE else None
        return Reading(kind=kind, sender=sender, message_id=identity, bounce=bounce, reasons=(told_by,))
    lines = own_lines(_body(message), markers=vocabulary.markers, invitation=invitation)
    profile = _profile(lines, vocabulary)
    spoken = [line for index, line in enumerate(lines) if index not in profile.lines]
    decision, why_so = decide(spoken)
    stop = wants_stop(spoken)
    return Reading(
        kind=kind,
        decision=Decision.UNCLEAR if stop else decision,
        fields=profile.values,
        unknown_fields=tuple(profile.unknown),
        text="\n".join(lines)[:LONGEST_TEXT],
        sender=sender,
        message_id=identity,
        language=_language(spoken),
        stop=stop,
        reasons=(told_by, "asks_us_to_stop" if stop else why_so, *(() if sender else ("sender_not_plain",))),
    )


def _language(spoken: list[str]) -> str | None:
    answering = decision_line(spoken)
    return language_of(spoken[answering]) if answering is not None else None


def _profile(lines: list[str], vocabulary: Vocabulary) -> Profile:
    """Read the block under the answer, or the one that the letter begins with."""
    first = decision_line(lines)
    return read_profile(lines, first, vocabulary) if first is not None else Profile()


def _body(message: Part) -> str:
    """Return the text that the person saw as they wrote: the plain part, else the HTML part without its quotes."""
    bodies = [part for part in leaves(message) if not is_attachment(part)]
    plain = next((text_of(part) for part in bodies if part.get_content_type() == "text/plain"), "")
    if cleaned(plain).strip():
        return cleaned(plain)
    markup = next((text_of(part) for part in bodies if part.get_content_type() == "text/html"), "")
    return cleaned(text_of_html(markup))
