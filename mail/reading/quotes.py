"""Where a quoted letter begins: the marks of mail programs in es, pt, en and fr.

Every pattern is linear on any line: runs that could overlap are possessive, and a line is looked at up to a cap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST = 400
"""Characters of a line that are looked at."""
_JOINED_LINES = 4
_HEADER_LINES = 12
_DAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[ée]|jue|vie|s[áa]b|dom|seg|ter|qua|qui|sex|mer|jeu|ven|sam|dim)"
    r"[^\W\d_]{0,7}"
)
_VERB = r"(?:escribi[óo]|escreveu|wrote|a [ée]crit|ha escrito|escrib[ií]a|schrieb)"
_DIVIDER = re.compile(
    r"[>*_\s-]*-{2,}\s*+(?:mensaje original|mensagem original|original message|message d['’]origine|message original"
    r"|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|forwarded message|message transf[ée]r[ée]"
    r"|original appointment|reply message|mensaje de respuesta)\b"
    r"|(?:begin forwarded message|inicio del mensaje reenviado|in[íi]cio da mensagem (?:encaminhada|reenviada)"
    r"|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée]))\s*+:?$"
    r"|[_=]{10,}+$"
    rf"|-{{2,}}+[^-].{{1,200}}\b{_VERB} ?:? ?-{{2,}}+$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\*?\s*+(?:from|sent|date|to|cc|subject|reply-to|de|para|fecha|asunto|copia|data|assunto|objet|sujet|[àa]"
    r"|enviad[oa]s?(?: el| por| em)?|envoy[ée](?: le)?|r[ée]pondre [àa]|responder a|copie [àa]|message du)\s*+:",
    re.IGNORECASE,
)
_FIRST_HEADER = re.compile(
    r"\*?\s*+(?:from|de|sent|enviad[oa]|subject|asunto|assunto|objet|envoy|message du|(?P<date>date|data|fecha))",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\*?\s*+(?:from|de)\s*+:\*?\s*+(?:[^<>@:]{0,80}<)?(?:mailto:)?[^<>@\s]++@[^<>@\s]++>?$", re.IGNORECASE
)
"""'From: Ana <ana@example.org>' and nothing more on the line."""
_CITING = r"(?:citando|quoting|mensaje citado por|mensagem citada por)"
_BEGINS = re.compile(
    rf"(?:-{{2,5}}+ ?)?(?:el|em|on|le|a|[àa]s|no dia|{_CITING})\b|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{1,2}} de "
    r"|[^<>]{1,120}<[^<>\s@]++@[^<>\s@]++>",
    re.IGNORECASE,
)
_WROTE = re.compile(
    rf"{_VERB}(?: ?\(.{{0,90}}\))? ?:?$|\b(?:sent|enviou|envi[óo]) ?:$"
    rf"|^ {_CITING} .{{1,150}}:$",
    re.IGNORECASE,
)
_TELLS_WHO_OR_WHEN = re.compile(r"[:@\d]")
_TIMED = re.compile(rf"(?:\d|{_DAY}\b\.?,? ?\d)", re.IGNORECASE)
_MOMENT = re.compile(r"\d{1,2}[:.h]\d{2}")
_ON_A_DAY = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_BY_SOMEBODY = re.compile(r"[<(\[][^<>()\[\]\s@]{1,64}@[^<>()\[\]\s@]{1,190}[>)\]] ?:$")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}[^<>]{0,80}(?:<[^<>\s@]{1,64}@[^<>\s@]{1,190}>)?:?$")


_ON_A_LINE = re.compile(r"(?:\s|-{2,}+ ?)(?=(?:El|Em|On|Le) [^<>]{0,60}\d)")


def shape(line: str) -> str:
    """Return of a line what the marks are looked for in."""
    return line[:LONGEST].strip()


def quote_at(shapes: Sequence[str], index: int) -> int:
    """Return over how many lines a divider, a block of headers or an attribution goes here; 0 for none.

    `shapes` are all the lines, each as `shape` returns it.
    """
    line = shapes[index]
    if _DIVIDER.match(line) or _DATED.match(line):
        return 1 + _headers(shapes, index + 1)
    return _headers(shapes, index) or _attribution(shapes, index) or _dated(shapes, index)


def apart(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines; one that a program put its attribution on ('Sí El 3/3/26, Ana escribió:') in two.

    Only where marked lines follow: otherwise nobody can tell whose words these are.
    """
    for index, line in enumerate(lines):
        begins = list(_ON_A_LINE.finditer(line)) if _WROTE.search(shape(line)) and len(line) <= LONGEST else []
        if begins and _quotes([each.strip() for each in lines[index + 1 : index + 3] if each.strip()], 0):
            yield line[: begins[-1].start()]
            yield line[begins[-1].end() :]
        else:
            yield line


def _headers(shapes: Sequence[str], index: int) -> int:
    """'De: … / Enviado: … / Asunto: …': at least two different ones, or the writer's address alone."""
    first = _FIRST_HEADER.match(shapes[index]) if index < len(shapes) else None
    if first is None:
        return 0
    labels, end = set[str](), index
    while end < min(len(shapes), index + _HEADER_LINES) and _belongs(shapes, end, begun=end > index):
        if _HEADER.match(shapes[end]):
            labels.add(shapes[end].partition(":")[0].strip("* ").casefold())
        end += 1
    is_plain = not first["date"] or any("@" in line for line in shapes[index:end])
    return end - index if len(labels - {""}) >= 2 and is_plain else int(bool(_WRITER.match(shapes[index])))


def _belongs(shapes: Sequence[str], index: int, *, begun: bool) -> bool:
    """Whether a line is of a block of headers: one of them, a blank one, or one broken onto the line above the next."""
    if not shapes[index] or _HEADER.match(shapes[index]):
        return True
    follows = shapes[index + 1] if index + 1 < len(shapes) else ""
    return begun and bool(shapes[index - 1]) and _HEADER.match(follows) is not None


def _attribution(shapes: Sequence[str], index: int) -> int:
    """'El mar, 3 mar 2026, Ana <ana@…> escribió:', perhaps broken over lines."""
    if not _BEGINS.match(shapes[index]):
        return 0
    joined = ""
    for size, line in enumerate(shapes[index : index + _JOINED_LINES], start=1):
        if not line or line.startswith(">"):
            return 0
        joined = f"{joined} {line}"[-LONGEST:]
        if _WROTE.search(joined) and (_TELLS_WHO_OR_WHEN.search(joined[:-1]) or _quotes(shapes, index + size)):
            return size
    return 0


def _dated(shapes: Sequence[str], index: int) -> int:
    """'3 mar 2026, 10:00, Ana <ana@…>:', in whatever language, perhaps broken over two lines."""
    if not _TIMED.match(shapes[index]):
        return 0
    for size in (1, 2):
        joined = " ".join(shapes[index : index + size])
        if _BY_SOMEBODY.search(joined) and _MOMENT.search(joined) and _ON_A_DAY.search(joined):
            return size
    return 0


def _quotes(shapes: Sequence[str], index: int) -> bool:
    """Whether what stands here is marked as quoted."""
    return index < len(shapes) and shapes[index].startswith(">")
