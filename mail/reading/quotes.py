"""What the person wrote, apart from what their mail program put below or above it: es, pt, en, fr."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mail.reading.folding import folded

_JOINED_LINES = 4
_DIVIDER = re.compile(
    r"^[\s>*_-]*-{2,}\s*(mensaje original|mensagem original|original message|message d['’]origine|message original"
    r"|mensaje reenviado|mensagem encaminhada|forwarded message|message transf[ée]r[ée]|original appointment)\b.*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*[_=]{10,}\s*$")
_HEADER = re.compile(
    r"^\s*\*?\s*(from|sent|date|to|cc|subject|reply-to|de|para|fecha|enviado(?: el| por)?|asunto|copia|data|assunto"
    r"|enviad[oa](?: em)?|enviada em|objet|envoy[ée]|[àa]|r[ée]pondre [àa])\s*:\s*\*?\s*\S?",
    re.IGNORECASE,
)
_STRONG_HEADER = re.compile(
    r"^\s*\*?\s*(from|de|sent|enviado|enviada|subject|asunto|assunto|objet|envoy)", re.IGNORECASE
)
_BEGINS = re.compile(
    r"^\s*(el|em|on|le|a|no dia|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[^\s].{0,120}<[^>\s]+@[^>\s]+>)", re.IGNORECASE
)
_WROTE = re.compile(
    r"(escribi[óo]|escreveu|wrote|a [ée]crit|ha escrito|escrib[ií]a|schrieb)\s*(\([^)]*\))?\s*:?\s*$", re.IGNORECASE
)
_DATE_LINE = re.compile(r"^\s*\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}.{0,120}[:>]\s*$")
_FOOTER = re.compile(
    r"^\s*(enviado (desde|do|de|a partir do|com|via|con) (mi|meu|my|el|o|outlook|yahoo|correo|e-?mail|gmail"
    r"|iphone|samsung|android)\b.*"
    r"|sent (from|via) (my|mail|outlook|yahoo|gmail|samsung|proton)\b.*|get outlook for .*|obtener outlook para .*"
    r"|obter o outlook para .*|envoy[ée] (de|depuis) (mon|ma|outlook|yahoo)\b.*|t[ée]l[ée]charg\w* outlook .*"
    r"|descarga(r)? outlook .*|baixe o outlook .*|yahoo mail (en|no|on|sur) .*)$",
    re.IGNORECASE,
)


def own_lines(text: str, *, markers: Sequence[str], invitation: str | None) -> list[str]:
    """Return the person's own lines: above the quoted letter, else (answered below it) around it.

    `markers` are our 'answer above this line' lines; lines equal to one of `invitation` are ours wherever they stand.
    """
    lines = text.splitlines()
    cut = _first_quoted(lines, {folded(marker) for marker in markers if marker})
    ours = {folded(line) for line in (invitation or "").splitlines() if folded(line)}
    own = _theirs(lines[:cut], ours)
    if not own and cut < len(lines):
        own = _theirs(lines[cut:], ours, below=True)
    return own


def without_footers(lines: Sequence[str]) -> list[str]:
    """Return lines without 'Sent from my…' and without blank lines at either end."""
    kept = [line for line in lines if not _FOOTER.match(line)]
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _theirs(lines: Sequence[str], ours: set[str], *, below: bool = False) -> list[str]:
    kept = [line.rstrip() for line in lines if not line.lstrip().startswith(">") and folded(line) not in ours]
    if below:
        skipped = {
            index
            for index in range(len(kept))
            for size in [_quote_at(kept, index)]
            for index in range(index, index + size)
        }
        kept = [line for index, line in enumerate(kept) if index not in skipped]
    return without_footers(kept)


def _first_quoted(lines: Sequence[str], markers: set[str]) -> int:
    for index, line in enumerate(lines):
        if line.lstrip().startswith(">") or (markers and folded(line) in markers) or _quote_at(lines, index):
            return index
    return len(lines)


def _quote_at(lines: Sequence[str], index: int) -> int:
    """Return over how many lines a divider, a header block or an attribution begins here; 0 for none."""
    line = lines[index]
    if _DIVIDER.match(line) or _RULE.match(line) or _DATE_LINE.match(line):
        return 1
    return _header_block(lines, index) or _attribution(lines, index)


def _header_block(lines: Sequence[str], index: int) -> int:
    if not _STRONG_HEADER.match(lines[index]) or not _HEADER.match(lines[index]):
        return 0
    size = 1
    while index + size < len(lines) and (_HEADER.match(lines[index + size]) or not lines[index + size].strip()):
        size += 1
    labels = {folded(line).partition(":")[0] for line in lines[index : index + size] if _HEADER.match(line)}
    return size if len(labels) >= 2 else 0


def _attribution(lines: Sequence[str], index: int) -> int:
    """'El mar, 3 mar 2026, Ana <ana@…> escribió:', perhaps broken over lines."""
    if not _BEGINS.match(lines[index]):
        return 0
    joined = ""
    for size in range(1, _JOINED_LINES + 1):
        if index + size > len(lines) or not lines[index + size - 1].strip():
            return 0
        joined = f"{joined} {lines[index + size - 1].strip()}".strip()
        if _WROTE.search(joined) and (":" in joined or "@" in joined or any(mark.isdigit() for mark in joined)):
            return size
    return 0
