"""Yes, no, or unclear: a whole first line out of a closed list, and nothing near it that takes it back.

A wrong yes or no is the one unforgivable error, so everything that is not plain is unclear and asked back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.model.letter import Decision
from mail.reading.folding import folded

_YES = frozenset(
    folded(line)
    for line in """
    si|sí acepto|acepto|confirmo|sí confirmo|sí participo|acepto participar|confirmo mi participación|aceptado
    confirmado|sí quiero|claro que sí|sí por supuesto|por supuesto|sí claro|con gusto acepto|sí con gusto
    acepto con gusto|sí acepto participar|acepto la invitación|sí acepto la invitación|confirmo participación
    confirmada|confirmo que participo|sí gracias|muchas gracias acepto|sí muchas gracias|acepto gracias
    sí acepto gracias|confirmo gracias|sim|sim aceito|aceito|sim confirmo|aceito participar
    confirmo minha participação|sim participo|aceito o convite|sim aceito o convite|claro que sim
    com prazer aceito|sim com prazer|sim obrigado|sim obrigada|aceito com prazer|confirmo a minha participação
    sim claro|sim aceito participar|yes|yes i accept|i accept|accept|accepted|i confirm|yes i confirm|confirmed
    confirm|yes please|i accept the invitation|yes i accept the invitation|yes of course|of course
    happy to accept|i am happy to accept|yes thank you|yes thanks|i do accept|yes i will participate|yes i agree
    i agree to participate|yes happy to|yes gladly|oui|oui jaccepte|jaccepte|je confirme|oui je confirme
    oui avec plaisir|jaccepte linvitation|oui merci|oui bien sûr
    """.replace("\n", "|").split("|")
    if line.strip()
)
_NO = frozenset(
    folded(line)
    for line in """
    no|no puedo|no acepto|no gracias|no puedo participar|no podré|no podré participar|no participo|declino
    rechazo|no confirmo|lamentablemente no|lamentablemente no puedo|lamentablemente no podré|lo siento no puedo
    lo lamento no puedo|no voy a poder|no voy a poder participar|no puedo gracias|no quiero
    declino la invitación|no muchas gracias|rechazo la invitación|lamentablemente no puedo participar
    lamentablemente no podré participar|no podré gracias|no acepto gracias|no lo siento|não|não posso|não aceito
    não obrigado|não obrigada|não posso participar|não poderei|não poderei participar|não participo
    infelizmente não|infelizmente não posso|infelizmente não poderei|recuso|declino o convite|não confirmo
    não vou poder|recuso o convite|infelizmente não poderei participar|infelizmente não posso participar
    não vou poder participar|no thanks|no thank you|i cannot|i cant|cannot|i decline|decline|declined
    i do not accept|i cant make it|no i cant|i cannot participate|i cannot attend|unfortunately not
    unfortunately i cant|unfortunately i cannot|sorry i cant|no i decline|i must decline|i have to decline
    no sorry|i dont accept|no i cannot|i wont be able to|i will not be able to|i regret i cannot|non|non merci
    je ne peux pas|je refuse|je décline|je naccepte pas|malheureusement non|je ne pourrai pas|non désolé
    malheureusement je ne peux pas|je ne participe pas|je ne pourrai pas participer|non désolée
    """.replace("\n", "|").split("|")
    if line.strip()
)
_STOP = frozenset(
    folded(line)
    for line in """
    no me escriban más|no volver a escribirme|no vuelvan a escribirme|no me vuelvan a escribir
    no quiero recibir más cartas|darme de baja|baja|não me escrevam mais|não voltem a me escrever
    não voltar a me escrever|descadastrar|stop|unsubscribe|dont write to me again|do not write to me again
    please dont write to me again|never write to me again|ne mécrivez plus|désabonner
    """.replace("\n", "|").split("|")
    if line.strip()
)
_HEDGE = re.compile(
    r"\b(pero|aunque|salvo|excepto|siempre (y cuando|que)|solo si|solamente si|a menos que|depende|todavia no|aun no"
    r"|tal vez|quiza"
    r"|mas|porem|contudo|so se|somente se|desde que|a menos que|talvez|ainda nao|embora|exceto"
    r"|but|however|although|unless|only if|provided|maybe|perhaps|not yet|depends|except|if you|if the|if i"
    r"|mais|cependant|sauf|seulement si|a condition|peut etre|pas encore|sin embargo|no estoy segur[oa]|not sure)\b"
)
_GREETING = re.compile(
    r"^\s*[¡!]?(hola|buenas?|buenos d[ií]as|buenas tardes|buenas noches|estimad[oa]s?|querid[oa]s?"
    r"|apreciad[oa]s?|saludos"
    r"|ol[áa]|oi|bom dia|boa tarde|boa noite|prezad[oa]s?|car[oa]s?|hi|hello|hey|dear|good (morning|afternoon|evening)"
    r"|bonjour|bonsoir|salut|ch[èe]r(e|s|es)?)\b(?P<names>[^,.:;!\n]{0,50})(?P<end>[,.:;!]+|$)",
    re.IGNORECASE,
)
_NO_NAMES = {
    *("no", "nao", "non", "not", "si", "sim", "yes", "oui", "que", "cant", "cannot", "puedo", "podre", "posso"),
    *("poderei", "acepto", "aceito", "accept", "confirmo", "confirm", "declino"),
}
"""Words that no greeting holds: a line with one of them says something, it is not skipped."""


def is_ours_to_avoid(line: str) -> bool:
    """Whether a line would count as an answer or a wish to stop: no letter of ours may hold one."""
    bare = folded(line)
    return bare in _YES or bare in _NO or bare in _STOP


def wants_stop(lines: Sequence[str]) -> bool:
    """Whether the first line asks us not to write again."""
    said = _said(lines)
    return bool(said) and folded(said[0]) in _STOP


def decision_line(lines: Sequence[str]) -> int | None:
    """Return the index of the first line that is no greeting and not blank, None where there is none."""
    for index, line in enumerate(lines):
        if folded(_after_greeting(line)):
            return index
    return None


def decide(lines: Sequence[str]) -> tuple[Decision, str]:
    """Return the decision of somebody's own lines (profile lines taken out), and the key of why."""
    said = _said(lines)
    if not said:
        return Decision.UNCLEAR, "no_words"
    first = _one_of(said[0])
    if first is None:
        return Decision.UNCLEAR, "first_line_not_plain"
    others = {_one_of(line) for line in said[1:]} - {None, first}
    if others:
        return Decision.UNCLEAR, "contradicts_itself"
    if any(_HEDGE.search(folded(line)) for line in said[1:]):
        return Decision.UNCLEAR, "under_a_condition"
    return first, "first_line"


def _said(lines: Sequence[str]) -> list[str]:
    words = [_after_greeting(line) for line in lines]
    return [line for line in words if folded(line)]


def _one_of(line: str) -> Decision | None:
    bare = folded(line)
    if "?" in bare:
        return None
    if bare in _YES:
        return Decision.ACCEPT
    return Decision.DECLINE if bare in _NO else None


def _after_greeting(line: str) -> str:
    """Return the line without 'Hola Ana,': what follows may be the answer itself."""
    found = _GREETING.match(line)
    if found is None or not _NO_NAMES.isdisjoint(folded(found["names"]).split()):
        return line
    return line[found.end() :]
