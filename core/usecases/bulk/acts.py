"""What the secretariat does with a letter to many: each step by a person, and noted with who it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from core.dialogue.reading.cleaning import many_lines, one_line
from core.dialogue.screen import Phrase
from core.model.batch import LONGEST_SUBJECT, LONGEST_TEXT, Audience, Batch, BatchState
from core.model.records import Invitation, Notice, OutboxState, Person
from core.model.words import LANGUAGES
from core.ports import UnitOfWork
from core.usecases.bulk.audience import Recipient, gather
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.privacy.unsubscribe import Sort, endable

Texts = Mapping[str, Mapping[str, str]]


def texts_of(typed: Mapping[str, tuple[str, str]]) -> Texts | Phrase:
    """Return the texts out of (subject, text) by language, blank languages left out, or what is wrong with them."""
    cleaned = {key: (one_line(typed[key][0]), many_lines(typed[key][1])) for key in LANGUAGES if key in typed}
    given = {key: words for key, words in cleaned.items() if any(words)}
    for key, (subject, text) in given.items():
        problem = _wrong(subject, text)
        if problem:
            return Phrase(f"bulk.problem.{problem[0]}", {"language": Phrase(f"bulk.language.{key}"), **problem[1]})
    if LANGUAGES[0] not in given:
        return Phrase("bulk.problem.source")
    return {key: {"subject": subject, "text": text} for key, (subject, text) in given.items()}


def _wrong(subject: str, text: str) -> tuple[str, Mapping[str, int]] | None:
    if not subject:
        return "no_subject", {}
    if not text:
        return "no_text", {}
    if len(subject) > LONGEST_SUBJECT:
        return "long_subject", {"found": len(subject), "maximum": LONGEST_SUBJECT}
    if len(text) > LONGEST_TEXT:
        return "long_text", {"found": len(text), "maximum": LONGEST_TEXT}
    return None


async def begin(desk: Desk, work: UnitOfWork, audience: Audience, texts: Texts, by: Person) -> Batch:
    """Keep what was typed, to be looked at: nothing is queued yet."""
    now = desk.clock.now()
    batch = Batch(
        id=desk.ids.new(), call=desk.call.id, audience=audience, texts=texts,
        made_at=now, made_by=by.id, changed_at=now, changed_by=by.id,
    )  # fmt: skip
    await work.batches.add(batch)
    return batch


async def try_out(desk: Desk, work: UnitOfWork, batch: Batch, by: Person) -> Phrase | None:
    """Send it to whoever asks and to nobody else, in each of its languages: as it looks in a mail program."""
    now = desk.clock.now()
    letters = [_letter(desk, batch, Recipient(by, by.name), language, now) for language in batch.texts]
    alone = [replace(letter, key=f"{letter.key}:{letter.id}", batch_id=None) for letter, _ in letters]
    await work.tokens.put(*letters[0][1])
    await work.outbox.put_all([replace(letter, state=OutboxState.WAITING) for letter in alone])
    await _noted(work, now, "tried", batch, by, len(letters))
    return None


async def hold(desk: Desk, work: UnitOfWork, batch: Batch, by: Person) -> Phrase | None:
    """Queue the letters so that none leaves; return why it can't be done, None where they are held."""
    now = desk.clock.now()
    recipients = (await gather(desk, work, batch.audience)).recipients
    if not recipients:
        return Phrase("bulk.problem.nobody")
    if not await work.batches.move(batch.id, [BatchState.PREVIEW], BatchState.HELD, now, by.id):
        return Phrase("bulk.problem.moved")
    letters = [_letter(desk, batch, one, batch.language_for(one.person.language), now) for one in recipients]
    await work.tokens.put(*(token for _, tokens in letters for token in tokens))
    await work.outbox.put_all([letter for letter, _ in letters])
    await _noted(work, now, "held", batch, by, len(recipients))
    return None


async def release(desk: Desk, work: UnitOfWork, batch: Batch, by: Person) -> Phrase | None:
    """Let the held letters go, once, whoever asks how often.

    Those to whoever is not of the audience any more are cancelled: who answered, asked for none, or can't be reached.
    """
    now = desk.clock.now()
    if not await work.batches.move(batch.id, [BatchState.HELD], BatchState.RELEASED, now, by.id):
        return Phrase("bulk.problem.moved")
    still = [one.person.id for one in (await gather(desk, work, batch.audience)).recipients]
    await _noted(work, now, "released", batch, by, await work.batches.release(batch.id, now, still))
    return None


async def discard(desk: Desk, work: UnitOfWork, batch: Batch, by: Person) -> Phrase | None:
    """Throw it away before anything has left."""
    now = desk.clock.now()
    before = [BatchState.PREVIEW, BatchState.HELD]
    if not await work.batches.move(batch.id, before, BatchState.DISCARDED, now, by.id):
        return Phrase("bulk.problem.moved")
    await _noted(work, now, "discarded", batch, by, await work.batches.drop(batch.id))
    return None


def facts_of(batch: Batch, name: str | None, language: str) -> Mapping[str, object]:
    """Return what a letter of a batch tells: the secretariat's words, and why it came."""
    words = batch.wording(language)
    return {"person_name": name, "subject": words.subject, "text": words.text, "audience": str(batch.audience)}


def languages_of(batch: Batch, recipients: Sequence[Recipient]) -> Mapping[str, int]:
    """Return how many letters go out in each language of the batch."""
    counted = Counter(batch.language_for(one.person.language) for one in recipients)
    return {language: counted[language] for language in batch.texts}


def _letter(
    desk: Desk, batch: Batch, one: Recipient, language: str, now: datetime
) -> tuple[Notice, Sequence[Invitation]]:
    facts, key = facts_of(batch, one.name, language), f"{batch.id}:{one.person.id}"
    letter, tokens = endable(desk, one.person, Sort.ANNOUNCEMENT, facts, now, key=key)
    return replace(letter, language=language, batch_id=batch.id, state=OutboxState.HELD), tokens


async def _noted(work: UnitOfWork, now: datetime, act: str, batch: Batch, by: Person, letters: int) -> None:
    await note(work, now, f"announcement_{act}", f"secretariat:{by.id}", batch=batch.id, letters=letters)
