"""Where a quoted letter begins: the marks of mail programs in es, pt, en and fr.

Every pattern is linear on any line: runs that could overlap are possessive, and a line is looked at up to a cap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 400
"""Characters of a line that are looked at."""
_JOINED_LINES = 4
_HEADER_LINES = 12
_DIVIDER = re.compile(
    r"[>*_\s-]*-{2,}\s*+(?:mensaje original|mensagem original|original message|message d['’]origine|message original"
    r"|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|forwarded message|message transf[ée]r[ée]"
    r"|original appointment|reply message|mensaje de respuesta)\b"
    r"|(?:begin forwarded message|inicio del mensaje reenviado|in[íi]cio da mensagem (?:encaminhada|reenviada)"
    r"|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée]))\s*+:?$"
    r"|[_=]{10,}+$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\*?\s*+(?:from|sent|date|to|cc|subject|reply-to|de|para|fecha|asunto|copia|data|assunto|objet|[àa]"
    r"|enviad[oa](?: el| por| em)?|envoy[ée]|r[ée]pondre [àa]|responder a)\s*+:",
    re.IGNORECASE,
)
_FIRST_HEADER = re.compile(r"\*?\s*+(?:from|de|sent|enviado|enviada|subject|asunto|assunto|objet|envoy)", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:el|em|on|le|a|[àa]s|no dia)\b|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2} de "
    r"|[^<>]{1,120}<[^<>\s@]++@[^<>\s@]++>",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:escribi[óo]|escreveu|wrote|a [ée]crit|ha escrito|escrib[ií]a|schrieb)(?: ?\(.{0,90}\))? ?:?$",
    re.IGNORECASE,
)
_TELLS_WHO_OR_WHEN = re.compile(r"[:@\d]")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}[^<>]{0,80}(?:<[^<>\s@]{1,64}@[^<>\s@]{1,190}>)?:?$")


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
    return _headers(shapes, index) or _attribution(shapes, index)


def _headers(shapes: Sequence[str], index: int) -> int:
    """'De: … / Enviado: … / Asunto: …': at least two different ones."""
    if index >= len(shapes) or not _FIRST_HEADER.match(shapes[index]):
        return 0
    labels, end = set[str](), index
    while end < min(len(shapes), index + _HEADER_LINES) and (_HEADER.match(shapes[end]) or not shapes[end]):
        labels.add(shapes[end].partition(":")[0].strip("* ").casefold())
        end += 1
    return end - index if len(labels - {""}) >= 2 else 0


def _attribution(shapes: Sequence[str], index: int) -> int:
    """'El mar, 3 mar 2026, Ana <ana@…> escribió:', perhaps broken over lines."""
    if not _BEGINS.match(shapes[index]):
        return 0
    joined = ""
    for size, line in enumerate(shapes[index : index + _JOINED_LINES], start=1):
        if not line or line.startswith(">"):
            return 0
        joined = f"{joined} {line}"[-LONGEST:]
        if _WROTE.search(joined) and _TELLS_WHO_OR_WHEN.search(joined[:-1]):
            return size
    return 0
