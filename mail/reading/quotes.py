"""Where a quoted letter begins: the marks of mail programs in es, pt, en and fr.

Every pattern is linear on any line: runs that could overlap are possessive, and a line is looked at up to a cap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mail.reading.attributions import VERB, attribution_at, is_dated

_HEADER_LINES = 12
_DIVIDER = re.compile(
    r"[>*_\s-]*-{2,}\s*+(?:mensaje original|mensagem original|original message|message d['’]origine|message original"
    r"|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|forwarded message|message transf[ée]r[ée]"
    r"|original appointment|reply message|mensaje de respuesta)\b"
    r"|(?:begin forwarded message|inicio del mensaje reenviado|in[íi]cio da mensagem (?:encaminhada|reenviada)"
    r"|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée]))\s*+:?$"
    r"|[_=]{10,}+$"
    rf"|-{{2,}}+[^-].{{1,200}}\b{VERB} ?:? ?-{{2,}}+$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\*{0,2}\s*+(?:from|sent|date|to|cc|subject|reply-to|de|para|fecha|asunto|copia|data|assunto|objet|sujet|[àa]"
    r"|enviad[oa]s?(?: el| por| em)?|envoy[ée](?: le)?|r[ée]pondre [àa]|responder a|copie [àa]|message du)\s*+:",
    re.IGNORECASE,
)
_FIRST_HEADER = re.compile(
    r"\*{0,2}\s*+(?:from|de|sent|enviad[oa]|subject|asunto|assunto|objet|envoy|message du"
    r"|(?P<late>date|data|fecha|para:|to:))",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\*{0,2}\s*+(?:from|de)\s*+:\*{0,2}\s*+(?:[^<>@:]{0,80}<)?(?:mailto:)?[^<>@\s]++@[^<>@\s]++>?$", re.IGNORECASE
)
"""'From: Ana <ana@example.org>' and nothing more on the line."""


def quote_at(shapes: Sequence[str], index: int) -> int:
    """Return over how many lines a divider, a block of headers or an attribution goes here; 0 for none.

    `shapes` are all the lines, each as `shape` returns it.
    """
    line = shapes[index]
    if _DIVIDER.match(line) or is_dated(line):
        return 1 + _headers(shapes, index + 1)
    return _headers(shapes, index) or attribution_at(shapes, index)


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
    is_plain = not first["late"] or any("@" in line for line in shapes[index:end])
    if len(labels - {""}) >= 2 and is_plain:
        return end - index
    return int(_WRITER.match(shapes[index]) is not None and not (index and shapes[index - 1]))


def _belongs(shapes: Sequence[str], index: int, *, begun: bool) -> bool:
    """Whether a line is of a block of headers: one of them, a blank one, or one broken onto the line above the next."""
    if not shapes[index] or _HEADER.match(shapes[index]):
        return True
    follows = shapes[index + 1] if index + 1 < len(shapes) else ""
    return begun and bool(shapes[index - 1]) and _HEADER.match(follows) is not None
