"""The orders in a letter of the secretariat's: its own lines, without what people write around them.

Greetings, courtesy and how somebody signs order nothing. Whatever else is not understood is handed on as such: nothing
of a letter is done whose lines are not all plain, for what stands there may take an order back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from core.dialogue.reading.orders import may_be_order, read_order
from core.model.order import Misread, Order, Verb, Wrong
from mail.reading.folding import folded
from mail.reading.grammar import is_courtesy
from mail.reading.greetings import after_greeting, is_name

MOST = 60
"""Lines of a letter that are read; one with more is asked back."""
_END = frozenset({"fin", "fim", "end"})
"""Alone on a line: what is below is not read (the notices that companies put under every letter)."""
_BROKEN_FROM = 55
"""Characters from which a line may have been broken by a mail program: a note may go on below it."""
_AROUND = frozenset(
    folded(said)
    for said in (
        """equipo|todos|a todos|todas|todas y todos|gente|colegas|muy buenos días|muy buenas|cómo están|cómo va
        por favor|por favor lo siguiente|gracias por el resumen|muchas gracias por el resumen
        desde ya gracias|desde ya|de antemano|desde ya muchas gracias|gracias de antemano
        muchas gracias de antemano|gracias y saludos|saludos y gracias|muchas gracias y saludos|quedo atenta
        quedo atento|quedamos atentos|quedamos atentas|quedo a la espera|quedo a disposición
        quedo a las órdenes|atte|abrazo|un abrazo grande|un fuerte abrazo|cariños|besos|buena jornada
        buen fin de semana|equipe|pessoal|a todos e todas|tudo bem|obrigada pelo resumo|obrigado pelo resumo
        att|beijos|fico à disposição|fico no aguardo|desde já obrigada|desde já obrigado|grata|grato
        bom fim de semana|bom trabalho|team|all|everyone|please|thanks in advance|thank you in advance
        many thanks and regards|warm regards|regards|have a nice day|have a good day"""
    )
    .replace("\n", "|")
    .split("|")
)
"""What a secretariat writes around its orders, beside what everybody writes around an answer."""
_SEGMENTS = re.compile(r"[.,;:!¡¿?…–—]+")
_REACHED = re.compile(r"@|://|\bwww\.|\+?\d[\d ().-]{6,}")
"""Addresses, links and telephones, as they stand under a name."""
_LONGEST_SIGNED = 80
_FEW = 3


def read_orders(lines: Sequence[str], *, sender: str, struck: bool = False) -> tuple[Order | Misread, ...]:
    """Return what a person's own lines order, in their order; `sender` is From as it stands, for whose name signs."""
    read = list(islice(_read(list(lines), folded(sender)), MOST + 1))
    if struck and read:
        return (Misread(line="", why=Wrong.STRUCK_OUT),)
    return (*read[:MOST], Misread(line=read[MOST].line, why=Wrong.TOO_LONG)) if len(read) > MOST else tuple(read)


def is_order(line: str) -> bool:
    """Whether a line would be carried out: no letter of ours may hold one."""
    return isinstance(read_order(line), Order)


def _read(lines: list[str], sender: str) -> Iterator[Order | Misread]:
    is_signed = False
    index = 0
    while index < len(lines) and folded(lines[index]) not in _END:
        line = after_greeting(lines[index])
        index += 1
        if not line.strip() or (_is_polite(line, sender) and not may_be_order(line)):
            is_signed = is_signed or (bool(line.strip()) and index > 1)
        elif not may_be_order(line) and (_signs(line, sender) or (is_signed and _is_below_a_name(line))):
            is_signed = True
        else:
            order = read_order(line)
            while isinstance(order, Order) and _goes_on(order, lines, index):
                order = read_order(f"{order.line} {lines[index].strip()}")
                index += 1
            yield order


def _goes_on(order: Order, lines: Sequence[str], index: int) -> bool:
    """Whether a note's text was broken by a mail program and goes on in the next line."""
    if order.verb is not Verb.NOTE or index >= len(lines) or len(lines[index - 1].rstrip()) < _BROKEN_FROM:
        return False
    following = lines[index]
    return bool(following.strip()) and folded(following) not in _END and not may_be_order(following)


def _is_polite(line: str, sender: str) -> bool:
    """Whether a line is courtesy alone, at most with the name of who signs behind it: 'Atte. María'."""
    if is_courtesy(line):
        return True
    first, *more = (part.strip() for part in _SEGMENTS.split(line[:_LONGEST_SIGNED]) if part.strip())
    return (
        len(line) <= _LONGEST_SIGNED
        and _is_kind(first)
        and all(_is_kind(part) or _signs(part, sender) for part in more)
    )


def _is_kind(part: str) -> bool:
    return folded(part) in _AROUND or is_courtesy(part)


def _signs(line: str, sender: str) -> bool:
    """Whether a line is a name that From bears too: 'Espera' is a capital and a word as well."""
    return is_name(line) and any(len(word) > 2 and word in sender for word in folded(line).split())


def _is_below_a_name(line: str) -> bool:
    """Whether a line is what stands under somebody's name: a post, an institution, a telephone; no sentence."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    are_names = all(word[:1].isupper() for word in words)
    if len(line) > _LONGEST_SIGNED or line[-1] in ".!?":
        return False
    if _REACHED.search(line):
        return are_names or len(line.split()) <= _FEW
    return are_names and bool(words) and len(line.split()) > 1 and not any(mark.isdigit() for mark in line)
