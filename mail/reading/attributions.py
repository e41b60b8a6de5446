"""The line over a quoted letter that tells who wrote it and when, as mail programs word it in es, pt, en and fr.

Every pattern is linear on any line: runs that could overlap are possessive or short, and a line is looked at up to a
cap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mail.reading.greetings import is_name

LONGEST = 400
"""Characters of a line that are looked at."""
_JOINED_LINES = 4
_DAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[ée]|jue|vie|s[áa]b|dom|seg|ter|qua|qui|sex|mer|jeu|ven|sam|dim)"
    r"[^\W\d_]{0,7}"
)
VERB = r"(?:escribi[óo]|escreveu|wrote|a [ée]crit|ha escrito|escrib[ií]a|schrieb)"
_CITING = r"(?:citando|quoting|mensaje citado por|mensagem citada por)"
_BEGINS = re.compile(
    rf"(?:-{{2,5}}+ ?)?(?:el|em|en|on|le|a|[àa]s|no dia|{_CITING})\b"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2} de "
    r"|[^<>]{1,120}<[^<>\s@]++@[^<>\s@]++>",
    re.IGNORECASE,
)
_WROTE = re.compile(
    rf"{VERB}(?: ?\(.{{0,90}}\))? ?:?$|> {VERB} (?:no dia|em|el|le|on|am) [^<>]{{1,50}}\d[:.h]\d\d ?:$"
    r"|> (?:sent|enviou|envi[óo]) ?:$"
    rf"|^ {_CITING} .{{1,150}}:$",
    re.IGNORECASE,
)
_TELLS_WHO_OR_WHEN = re.compile(r"[:@\d]")
_SPEAKS = re.compile(
    r"\b(?:no(?! dia)|n[ãa]o|not|non|pero|mas|but|mais|si|s[óo]lo|only|que|what|lo|acept\w+|aceit\w+|accept\w*"
    r"|pued[oa]|posso)\b",
    re.IGNORECASE,
)
"""Words of a sentence: without an address beside them it is somebody's own, however it ends."""
_BY_NAME = re.compile(rf"(?P<name>[^:]{{2,60}}) {VERB} ?:$", re.IGNORECASE)
_TIMED = re.compile(rf"(?:\d|{_DAY}\b\.?,? ?\d)", re.IGNORECASE)
_MOMENT = re.compile(r"\d{1,2}[:.h]\d{2}")
_ON_A_DAY = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_BY_SOMEBODY = re.compile(r"[<(\[][^<>()\[\]\s@]{1,64}@[^<>()\[\]\s@]{1,190}[>)\]] ?:?$")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}[^<>]{0,80}(?:<[^<>\s@]{1,64}@[^<>\s@]{1,190}>)?:?$")
_ON_A_LINE = re.compile(r"(?:\s|-{2,}+ ?)(?=(?:El|Em|On|Le) [^<>]{0,60}\d)")


def shape(line: str) -> str:
    """Return of a line what the marks are looked for in."""
    return line[:LONGEST].strip()


def is_dated(line: str) -> bool:
    """Whether a line is a moment and a name as the program of one phone writes them, without a verb."""
    return _DATED.match(line) is not None


def attribution_at(shapes: Sequence[str], index: int) -> int:
    """Return over how many lines an attribution goes here; 0 for none."""
    return _worded(shapes, index) or _dated(shapes, index)


def apart(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines; one that a program put its attribution on ('Sí El 3/3/26, Ana escribió:') in two.

    Only where marked lines follow: otherwise nobody can tell whose words these are.
    """
    for index, line in enumerate(lines):
        begins = list(_ON_A_LINE.finditer(line)) if len(line) <= LONGEST and _WROTE.search(shape(line)) else []
        if begins and _is_above_marks([shape(each) for each in lines[index + 1 : index + 3]], 0):
            yield line[: begins[-1].start()]
            yield line[begins[-1].end() :]
        else:
            yield line


def _worded(shapes: Sequence[str], index: int) -> int:
    """'El mar, 3 mar 2026, Ana <ana@…> escribió:', perhaps broken over lines; 'Ana escribió:' above marked lines."""
    if not _BEGINS.match(shapes[index]):
        named = _BY_NAME.match(shapes[index])
        return int(named is not None and is_name(named["name"]) and _is_above_marks(shapes, index + 1))
    joined = ""
    for size, line in enumerate(shapes[index : index + _JOINED_LINES], start=1):
        if not line or line.startswith(">"):
            return 0
        joined = f"{joined} {line}"[-LONGEST:]
        if _WROTE.search(joined):
            return size if _is_whole(joined, above_marks=_is_above_marks(shapes, index + size)) else 0
    return 0


def _is_whole(joined: str, *, above_marks: bool) -> bool:
    """Whether a line that ends like an attribution is one, and no sentence of the person's own."""
    if "@" in joined:
        return True
    tells = _TELLS_WHO_OR_WHEN.search(joined[:-1]) is not None and joined.endswith((":", ")"))
    return (tells or above_marks) and not _SPEAKS.search(joined)


def _dated(shapes: Sequence[str], index: int) -> int:
    """'3 mar 2026, 10:00, Ana <ana@…>:', in whatever language, perhaps broken over two lines.

    Where marked lines follow, the hour and the colon may be missing.
    """
    if not _TIMED.match(shapes[index]):
        return 0
    for size in (1, 2):
        joined = " ".join(shapes[index : index + size])
        by_somebody = _BY_SOMEBODY.search(joined)
        is_whole = by_somebody and by_somebody[0].endswith(":") and _MOMENT.search(joined)
        above_marks = _is_above_marks(shapes, index + size)
        if by_somebody and _ON_A_DAY.search(joined) and (is_whole or above_marks):
            return size
    return 0


def _quotes(shapes: Sequence[str], index: int) -> bool:
    """Whether what stands here is marked as quoted."""
    return index < len(shapes) and shapes[index].startswith(">")


def _is_above_marks(shapes: Sequence[str], index: int) -> bool:
    """Whether the next words are marked as quoted, be it below a blank line."""
    return _quotes(shapes, index) or (index < len(shapes) and not shapes[index] and _quotes(shapes, index + 1))
