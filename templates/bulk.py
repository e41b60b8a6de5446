"""Letters to many, in words: the form, the letter as it will leave, and whom it reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from core.call.definition import Call
from core.dialogue.screen import Phrase
from core.model.batch import ANNOUNCEMENT, LONGEST_TEXT, Audience, Batch
from core.model.words import LANGUAGES
from core.rules.audience import Why
from core.usecases.bulk.acts import facts_of, languages_of
from core.usecases.bulk.audience import LeftOut
from core.usecases.bulk.view import BatchPage, BatchRow
from templates.letters import Letter, Links, render
from templates.pages import Frame, page

NAMED = 30
"""How many of those who are left out for one reason are named."""
_NO_TOKEN = "…"  # noqa: S105 - stands where each letter has a token of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form: (subject, text) by language, as typed."""

    audience: Audience | None = None
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Batch) -> Typed:
        """Return what was typed for an earlier letter."""
        words = {key: (texts["subject"], texts["text"]) for key, texts in batch.texts.items()}
        return cls(audience=batch.audience, words=words)


def writing_screen(frame: Frame, rows: Sequence[BatchRow], typed: Typed, problem: Phrase | None) -> str:
    """Return the form and the last letters; `problem` is what is wrong with what was typed."""
    return page(
        "writing.html", frame, rows=rows, typed=typed, problem=problem,
        keys=_own_first(frame.language), audiences=tuple(Audience),
        longest_text=LONGEST_TEXT,
    )  # fmt: skip


def batch_screen(frame: Frame, links: str, shown: BatchPage, done: str | None, problem: Phrase | None) -> str:
    """Return one letter to many; `done` names what was just done, `problem` why it was not."""
    batch, gathered = shown.row.batch, shown.gathered
    left_out = gathered.left_out if gathered else ()
    return page(
        "batch.html", frame, shown=shown, batch=batch, done=done, problem=problem,
        letters={key: sample(frame.call, links, shown, key) for key in batch.texts},
        by_language=languages_of(batch, gathered.recipients) if gathered else {},
        left_out=[(why, list(people)) for why, people in groupby(left_out, key=_why)], named=NAMED,
        states=Counter(shown.row.counts),
    )  # fmt: skip


def sample(call: Call, links: str, shown: BatchPage, language: str) -> Letter:
    """Return the letter in one of its languages, exactly as it leaves, to the first person who gets it so."""
    batch = shown.row.batch
    people = shown.gathered.recipients if shown.gathered else ()
    first = next((one for one in people if batch.language_for(one.person.language) == language), None)
    facts = facts_of(batch, first.name if first else None, language)
    return render(ANNOUNCEMENT, language, facts, call, Links(home=f"{links}/", stop=f"{links}/u/{_NO_TOKEN}"))


def _why(one: LeftOut) -> Why:
    return one.why


def _own_first(language: str) -> Sequence[str]:
    """Return the languages of letters: Spanish, which every letter has, then the reader's own."""
    return sorted(LANGUAGES, key=lambda key: (key != LANGUAGES[0], key != language))
