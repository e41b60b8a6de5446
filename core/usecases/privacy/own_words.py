"""What passed between the service and a person, as they take it along: letters, messages, what waits for their word.

What other people wrote is theirs and is left out, and so is whatever opens a door: whoever finds the file must not come
in by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from core.model.chats import IncomingUpdate
from core.model.held import HeldLetter
from core.model.own_data import HeldReply, LetterFrom, Told, Written
from core.model.raw_letter import subject_and_text
from core.model.records import IncomingLetter, Notice, ProposalRecord
from core.usecases.digesting.digest import DIGEST
from core.usecases.notices import title_of
from core.usecases.ordering.letters import ECHO, ORDERED

OFFICE_LETTERS = frozenset({DIGEST, ECHO, ORDERED})
"""What the secretariat is told: it is about others."""
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{26}(?![a-z0-9])")
"""A link that was quoted or followed."""
_ASKED = frozenset({"decision", "fields", "stop"})
_OF_OTHERS = ("name", "email", "roles", "attendance", "status")


def letter(came: IncomingLetter, own: frozenset[str]) -> LetterFrom:
    """Return a letter; what somebody else wrote to a reply address of the person's is not theirs to read."""
    is_theirs = came.mail_from.strip().casefold() in own
    subject, text = subject_and_text(came.raw) if is_theirs else (None, None)
    return LetterFrom(
        received_at=came.received_at,
        sender=came.mail_from if is_theirs else None,
        state=came.state,
        note=came.note,
        subject=None if subject is None else _without_tokens(subject),
        text=None if text is None else _without_tokens(text),
    )


def held_reply(held: HeldLetter) -> HeldReply:
    """Return a reply that waits for a word, as its question tells it: what nobody understood of it is left out."""
    said = {key: value for key, value in held.said.items() if key in _ASKED}
    return HeldReply(held_at=held.held_at, sender=held.sender, state=held.state, said=said)


def told(notice: Notice, records: Mapping[str, ProposalRecord], person_id: str) -> Told:
    """Return a notice; the digest tells of other people's proposals, and is not taken along."""
    record = records.get(notice.proposal_id or "")
    title = title_of(record) if record else notice.facts.get("proposal_title") or notice.facts.get("title")
    return Told(
        channel=notice.channel,
        kind=notice.kind,
        created_at=notice.created_at,
        sent_at=notice.sent_at,
        state=notice.state,
        address=notice.address,
        language=notice.language,
        about=title if isinstance(title, str) else None,
        facts={} if notice.kind in OFFICE_LETTERS else without_others(notice.facts, person_id),
        error=notice.error,
        in_reply_to=notice.in_reply_to,
    )


def written(update: IncomingUpdate, chats: Collection[int]) -> Written:
    """Return what somebody wrote; of a group only that, not what others had written there. `chats` are their own."""
    is_own = update.chat is None or update.chat in chats
    return Written(
        id=update.id,
        chat=update.chat,
        received_at=update.received_at,
        state=update.state,
        raw=_texts_without_tokens(update.raw if is_own else _by_them(update.raw, chats)),
        note=update.note,
    )


def without_others(value: object, person_id: str) -> object:
    """Return a document (or what holds one) where other participants are only what the person typed of them."""
    if isinstance(value, Mapping):
        return {
            key: [_participant(entry, person_id) for entry in inner]
            if key == "participants" and isinstance(inner, list | tuple)
            else without_others(inner, person_id)
            for key, inner in value.items()
        }
    return value


def _participant(entry: object, person_id: str) -> object:
    if not isinstance(entry, Mapping) or entry.get("id") == person_id:
        return entry
    return {key: entry.get(key) for key in _OF_OTHERS}


def _by_them(value: object, users: Collection[int]) -> object:
    """Leave out messages that somebody else sent: quoted ones, or the one under a tap."""
    if isinstance(value, Mapping):
        return {key: _by_them(inner, users) for key, inner in value.items() if not _is_of_another(inner, users)}
    return [_by_them(inner, users) for inner in value] if isinstance(value, list | tuple) else value


def _is_of_another(value: object, users: Collection[int]) -> bool:
    sender = value.get("from") if isinstance(value, Mapping) else None
    return isinstance(sender, Mapping) and sender.get("id") not in users


def _without_tokens(text: str) -> str:
    return _TOKEN.sub("…", text)


def _texts_without_tokens(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _texts_without_tokens(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_texts_without_tokens(inner) for inner in value]
    return _without_tokens(value) if isinstance(value, str) else value
