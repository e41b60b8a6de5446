"""Yes, no, or unclear: a whole first line out of closed lists, and nothing near it that takes it back.

A wrong yes or no is the one unforgivable error, so everything that is not plain is unclear and asked back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from core.model.letter import Decision
from mail.reading.answers import BARE, COURTESY, NO, SORRY, STOP, WARM, YES
from mail.reading.doubts import takes_back
from mail.reading.folding import folded
from mail.reading.greetings import after_greeting, is_name
from mail.reading.roles import without_role

_LONGEST_ANSWER = 200
"""Characters of a line that can be an answer."""
_LISTED = dict.fromkeys(YES, Decision.ACCEPT) | dict.fromkeys(NO, Decision.DECLINE)
_SEGMENTS = re.compile(r"[.,;:!¡…–—]+|\s-+\s|\bthough\b")
_FACES = "🙂😊😀😃😄☺🙏"
_SYMBOLS = {
    Decision.ACCEPT: frozenset(_FACES + "👍✅✔☑👌🎉🙌👏❤💪🤝"),
    Decision.DECLINE: frozenset(_FACES + "😔😞😢🙁☹❌👎😕"),
}


def is_ours_to_avoid(line: str) -> bool:
    """Whether a line would count as an answer or a wish to stop: no letter of ours may hold one."""
    return folded(line) in STOP or _answer(line) is not None


def wants_stop(lines: Sequence[str]) -> bool:
    """Whether somebody asks us not to write again: in the first line, or below a no."""
    said = _said(lines)
    asks = [folded(line) in STOP for line in said]
    return bool(said) and (asks[0] or (any(asks) and _answer(said[0]) is Decision.DECLINE))


def is_bare(line: str) -> bool:
    """Whether an answer is the bare word, which fits any question, with courtesy beside it at most."""
    said = [bare for each in _SEGMENTS.split(after_greeting(line)) if (bare := folded(each)) not in COURTESY]
    return any(said) and all(not bare or bare in BARE for bare in said)


def decision_line(lines: Sequence[str]) -> int | None:
    """Return the index of the first line that is not blank and no mere courtesy, None where there is none."""
    spoken = [index for index, line in enumerate(lines) if _speaks(after_greeting(line))]
    return next((index for index in spoken if not is_courtesy(after_greeting(lines[index]))), None)


def decide(leading: Sequence[str], others: Sequence[str] = ()) -> tuple[Decision, str]:
    """Return the decision of somebody's own lines (profile lines taken out), and the key of why.

    The answer is the first of the `leading` lines; it holds only if neither they nor the `others` take it back.
    """
    first = decision_line(leading)
    if first is None:
        return Decision.UNCLEAR, "no_words"
    line = after_greeting(leading[first])
    decision = _answer(line)
    if decision is None:
        return Decision.UNCLEAR, "first_line_not_plain"
    if _breaks_off(line) and _goes_on(leading[first + 1 : first + 2]):
        return Decision.UNCLEAR, "runs_on"
    later = [*leading[first + 1 :], *others]
    if {_answer(after_greeting(each)) for each in later} - {None, decision}:
        return Decision.UNCLEAR, "contradicts_itself"
    doubt = takes_back(decision, line, leading[first + 1 :]) or takes_back(decision, line, ["", *others])
    return (Decision.UNCLEAR, doubt) if doubt else (decision, "first_line")


def _breaks_off(line: str) -> bool:
    """Whether a bare yes or no ends in a comma: what it answers may stand on the next line ('Sí,' / 'mande más')."""
    return is_bare(line) and line.rstrip().endswith(",")


def _goes_on(following: Sequence[str]) -> bool:
    """Whether the next line says something else than an answer, courtesy or a name."""
    said = [words for line in following if _speaks(words := after_greeting(line))]
    return any(_answer(line) is None and not _is_polite(line) and not is_name(line) for line in said)


def _is_polite(line: str) -> bool:
    return all(
        not bare or bare in COURTESY or bare in WARM or bare in SORRY for bare in map(folded, _SEGMENTS.split(line))
    )


def _said(lines: Sequence[str]) -> list[str]:
    return [words for line in lines if _speaks(words := after_greeting(line))]


def is_courtesy(line: str) -> bool:
    """Whether a line says only 'muchas gracias por la invitación', which answers nothing yet."""
    return (
        len(line) <= _LONGEST_ANSWER
        and all(not bare or bare in COURTESY for bare in map(folded, _SEGMENTS.split(line)))
        and not any(_is_picture(mark) for mark in line)
    )


def _speaks(line: str) -> bool:
    """Whether a line says something, be it only by a picture."""
    return bool(folded(line)) or any(_is_picture(mark) for mark in line)


def _is_picture(mark: str) -> bool:
    return unicodedata.category(mark) == "So"


def _answer(line: str) -> Decision | None:
    """Return what a whole line decides: a phrase of the lists, or several, with nothing but courtesy beside them."""
    if len(line) > _LONGEST_ANSWER or "?" in line or "¿" in line:
        return None
    decision = _of_phrase(folded(line)) or _of_segments([folded(each) for each in _SEGMENTS.split(line)])
    pictures = {mark for mark in line if _is_picture(mark)}
    return decision if decision and pictures <= _SYMBOLS[decision] else None


def _of_phrase(bare: str) -> Decision | None:
    bare = without_role(bare)
    return _LISTED.get(bare) or next((_LISTED[rest] for rest in _without_courtesy(bare) if rest in _LISTED), None)


def _without_courtesy(bare: str) -> Iterator[str]:
    """Yield what is left of 'no gracias' or 'muchas gracias acepto'."""
    words = bare.split()
    for size in range(1, len(words)):
        if " ".join(words[size:]) in COURTESY:
            yield " ".join(words[:size])
        if " ".join(words[:size]) in COURTESY:
            yield " ".join(words[size:])


def _of_segments(segments: Sequence[str]) -> Decision | None:
    decisions: set[Decision] = set()
    for bare in segments:
        decision = _of_phrase(bare) or _declining_after_all(bare)
        if decision:
            decisions.add(decision)
        elif bare in WARM or bare in SORRY:
            decisions.add(Decision.UNCLEAR)
        elif bare and bare not in COURTESY:
            return None
    return _together(decisions, segments)


def _declining_after_all(bare: str) -> Decision | None:
    """'Gracias, pero no puedo': a 'but' before a no leaves it a no."""
    _, but, rest = bare.partition(" ")
    is_but = bare.split(" ")[0] in {"pero", "mas", "but", "mais"} and but
    return Decision.DECLINE if is_but and _of_phrase(rest) is Decision.DECLINE else None


def _together(decisions: set[Decision], segments: Sequence[str]) -> Decision | None:
    """What only goes with a yes must not stand beside a no, nor the other way round."""
    plain = decisions - {Decision.UNCLEAR}
    if len(plain) != 1:
        return None
    (decision,) = plain
    against = SORRY if decision is Decision.ACCEPT else WARM
    return None if any(bare in against for bare in segments) else decision
