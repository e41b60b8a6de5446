"""Reading a letter: bytes in, what it says out. Pure; never raises on any bytes."""

from __future__ import annotations

from dataclasses import replace

from core.model.letter import CalendarAnswer, Decision, LetterKind, Reading
from core.model.order import Misread, Order, Wrong
from mail.reading.authenticity import dmarc_of
from mail.reading.body import body_of
from mail.reading.bounces import bounce_of
from mail.reading.calendar import answers_in, calendar_of, comment_of
from mail.reading.folding import folded
from mail.reading.grammar import decide, decision_line, is_bare, is_ours_to_avoid, wants_stop
from mail.reading.kinds import kind_of
from mail.reading.orders import is_order, read_orders
from mail.reading.own import Own, own_lines
from mail.reading.parts import Part, UnreadableError, header, parse
from mail.reading.profile import is_labelled, read_profile
from mail.reading.roles import is_for_another_role
from mail.reading.senders import decoded, sender_of
from mail.reading.tongue import language_of
from mail.reading.vocabulary import Vocabulary, vocabulary_of

__all__ = ["Vocabulary", "read", "vocabulary_of"]

_CLICKED = {CalendarAnswer.ACCEPTED: Decision.ACCEPT, CalendarAnswer.DECLINED: Decision.DECLINE}
_CONTRARY = {Decision.ACCEPT: Decision.DECLINE, Decision.DECLINE: Decision.ACCEPT}
LONGEST_TEXT = 20_000
"""Characters of somebody's own words that are handed on."""


def read(
    raw: bytes,
    *,
    vocabulary: Vocabulary,
    invitation: str | None = None,
    authserv_id: str | None = None,
    takes_orders: bool = False,
) -> Reading:
    """Return what a raw letter says; `invitation` is the text of the letter of ours that it answers.

    `authserv_id` is the name under which our own mail server writes what it found of the sender; without it nobody's
    word is taken for that. `takes_orders` says that it came to an address of the secretariat's for orders.
    """
    try:
        message = parse(raw)
    except UnreadableError as why:
        return Reading(kind=LetterKind.UNREADABLE, reasons=(str(why),))
    sender = sender_of(message)
    kind, told_by = kind_of(message, sender)
    identity = header(message, "Message-ID")[:998] or None
    if kind not in {LetterKind.REPLY, LetterKind.CALENDAR_REPLY}:
        bounce = bounce_of(message) if kind is LetterKind.BOUNCE else None
        reasons = (told_by, str(bounce.why)) if bounce else (told_by,)
        return Reading(kind=kind, sender=sender, message_id=identity, bounce=bounce, reasons=reasons)
    reading = _reply(message, told_by, sender, identity, vocabulary, invitation)
    if takes_orders and kind is LetterKind.REPLY:
        reading = replace(reading, orders=_orders(message, vocabulary, invitation))
    if kind is LetterKind.CALENDAR_REPLY:
        reading = _from_a_calendar(message, reading)
    return replace(reading, dmarc=dmarc_of(message, sender, authserv_id)) if authserv_id else reading


def _reply(
    message: Part, told_by: str, sender: str | None, identity: str | None, vocabulary: Vocabulary, letter: str | None
) -> Reading:
    body = body_of(message)
    own = _own(body.text, vocabulary, letter)
    lines = own.all
    profile = read_profile(lines, vocabulary, letter)
    spoken = [line for index, line in enumerate(lines) if index not in profile.lines]
    stop = wants_stop(spoken)
    decision, why_so = decide(spoken, [*profile.about_coming, *_said_besides(lines, body.other, vocabulary, letter)])
    if body.struck or sender is None:
        decision, why_so = Decision.UNCLEAR, "struck_out" if body.struck else "sender_not_plain"
    answering = decision_line(spoken)
    if answering is not None and decision is not Decision.UNCLEAR and is_for_another_role(spoken[answering], letter):
        decision, why_so = Decision.UNCLEAR, "in_another_role"
    return Reading(
        kind=LetterKind.REPLY,
        decision=Decision.UNCLEAR if stop else decision,
        fields=profile.values,
        unknown_fields=tuple(profile.unknown),
        text="\n".join(lines)[:LONGEST_TEXT],
        sender=sender,
        message_id=identity,
        language=language_of(spoken[answering]) if answering is not None else None,
        stop=stop,
        is_bare=answering is not None and is_bare(spoken[answering]),
        reasons=(told_by, "asks_us_to_stop" if stop else why_so),
    )


def _orders(message: Part, vocabulary: Vocabulary, letter: str | None) -> tuple[Order | Misread, ...]:
    """Return what the own lines order; an order that only the HTML alternative holds is not plain.

    A line that also stands within our letter is ours, even if it could be an order: it may be a quotation, broken.
    """
    body = body_of(message)
    lines = own_lines(body.text, markers=vocabulary.markers, invitation=letter, may_answer=lambda line: False).all
    besides = [line for line in _said_besides(lines, body.other, vocabulary, letter) if is_order(line)]
    hidden = tuple(Misread(line=line, why=Wrong.STRUCK_OUT) for line in besides)
    return (*read_orders(lines, sender=decoded(header(message, "From")), struck=body.struck), *hidden)


def _from_a_calendar(message: Part, words: Reading) -> Reading:
    """Return what a calendar answers; where the person's own words beside it say the contrary, it is not plain."""
    answers = answers_in(message)
    calendar, comment = calendar_of(answers), comment_of(answers)
    decision = _CLICKED.get(calendar.answer, Decision.UNCLEAR) if calendar else Decision.UNCLEAR
    why = str(calendar.answer) if calendar else "calendar_not_plain"
    contrary = _CONTRARY.get(decision)
    if calendar and contrary and contrary in (words.decision, decide(comment.splitlines())[0]):
        calendar, decision, why = replace(calendar, answer=CalendarAnswer.OTHER), Decision.UNCLEAR, "says_the_contrary"
    if words.sender is None or (calendar and calendar.attendee != words.sender):
        decision, why = Decision.UNCLEAR, "sender_not_plain" if words.sender is None else "attendee_is_not_the_sender"
    return Reading(
        kind=LetterKind.CALENDAR_REPLY,
        decision=Decision.UNCLEAR if words.stop else decision,
        text=(comment or words.text)[:LONGEST_TEXT],
        sender=words.sender,
        message_id=words.message_id,
        stop=words.stop,
        calendar=calendar,
        reasons=(words.reasons[0], why),
    )


def _own(text: str, vocabulary: Vocabulary, letter: str | None) -> Own:
    def may_answer(line: str) -> bool:
        return is_labelled(line, vocabulary) or is_ours_to_avoid(line)

    return own_lines(text, markers=vocabulary.markers, invitation=letter, may_answer=may_answer)


def _said_besides(lines: list[str], other: str | None, vocabulary: Vocabulary, letter: str | None) -> list[str]:
    """Return what stands only in the HTML alternative of a letter: programs that hide words there do not decide."""
    if other is None:
        return []
    known = folded(" ".join(lines))
    return [line for line in _own(other, vocabulary, letter).all if folded(line) and folded(line) not in known]
