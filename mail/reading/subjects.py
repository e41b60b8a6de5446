"""What only the subject tells: that somebody is away, that a letter was opened, that it could not be delivered.

The patterns are for subjects without case, accents and punctuation, in es, pt, fr and en. A person's answer begins
with 'Re:' and ends with what somebody called their session, which may be anything.
"""

from __future__ import annotations

import re

from mail.reading.folding import folded

_AWAY = re.compile(
    r"^(?:respuesta automatica|auto(?:matic|mated)? ?(?:reply|response|answer)|out of (?:the )?office"
    r"|fuera de (?:la )?oficina|resposta automatica|autorespuesta|autoresposta|fora do escritorio|absente? du bureau"
    r"|ausencia(?: temporaria)?|estou ausente|reponse automatique|absence|aviso de ausencia"
    r"|(?:estoy |estamos )?(?:en|de) vacaciones|(?:estou )?(?:de|em) ferias|on (?:vacation|leave)"
    r"|vacation (?:reply|response|message))\b"
)
_AWAY_AT_THE_END = re.compile(
    r"\b(?:automatic re(?:ply|sponse)|auto ?reply|respuesta automatica|resposta automatica|reponse automatique)$"
)
_OPENED = re.compile(
    r"^(?:confirmacion de (?:lectura|entrega)|confirmacao de (?:leitura|entrega)|accuse de (?:lecture|reception)"
    r"|(?:read|return) receipt)\b"
)
_FAILED = re.compile(
    r"^(?:undeliver\w{0,6}|non ?deliver\w{0,6}"
    r"|(?:(?:mail|message|e ?mail|permanent) )?delivery (?:status|fail\w{0,4}|problem|report|warning|error|delayed)"
    r"|(?:returned|failed|bounced|delayed|undelivered) (?:mail|message|e ?mail)"
    r"|(?:mail|message|e ?mail) (?:not delivered|could not|error|failed|status undeliverable|delivery|system error)"
    r"|failure (?:notice|delivery)|warning (?:message|mail|could not)|could not deliver"
    r"|(?:mensaje|correo) (?:no (?:entregad[oa]|enviad[oa])|devuelto|rechazado)|no entregado"
    r"|no se (?:puede|pudo|ha podido) (?:entregar|enviar)|entrega fallida|imposible entregar"
    r"|(?:aviso|notificacion|informe|error|fallo) (?:de|en) (?:la )?(?:estado de )?(?:la )?(?:no )?entrega"
    r"|(?:mensagem|e ?mail) (?:nao (?:entregue|enviad[oa])|devolvid[oa]|rejeitad[oa])|nao entregue"
    r"|nao foi possivel (?:entregar|enviar)"
    r"|(?:aviso|notificacao|relatorio|falha|erro) (?:de|na|no) (?:status d[ea] |estado d[ea] )?(?:entrega|envio)"
    r"|(?:message|courrier) (?:non (?:remis|distribue)|refuse|retourne)|non remis|remise (?:impossible|differee)"
    r"|(?:avis|notification|rapport|echec|erreur) (?:de |d )?(?:la )?(?:non )?(?:remise|distribution|livraison))\b"
)
_FAILED_AT_THE_END = re.compile(r"\b(?:delivery failed|non remis|no entregado|nao entregue)$")
_ANSWERED = re.compile(r"(?:re|rv|res|sv|aw|fw|fwd|enc|tr|ref)\b")

_COMPLAINT = re.compile(r"^complaint about message from\b")
"""Hotmail's, which is no report by its parts: it holds the letter complained of and no word."""


def is_away(subject: str) -> bool:
    """Whether a subject is one of an absence."""
    return _begins_or_ends(subject, _AWAY, _AWAY_AT_THE_END)


def is_receipt(subject: str) -> bool:
    """Whether a subject is one of a receipt for reading or arriving."""
    return _OPENED.match(folded(subject)) is not None


def is_failure(subject: str) -> bool:
    """Whether a subject is one of a letter that could not be delivered."""
    return _begins_or_ends(subject, _FAILED, _FAILED_AT_THE_END)


def is_complaint(subject: str) -> bool:
    """Whether a subject is one of a complaint about a letter of ours."""
    return _COMPLAINT.match(folded(subject)) is not None


def _begins_or_ends(subject: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> bool:
    """Whether a subject tells by its beginning or its end; what is answered may end as it likes, but in brackets."""
    words = folded(subject)
    if begins.match(words):
        return True
    is_a_title = _ANSWERED.match(words) is not None and not subject.rstrip().endswith((")", "]"))
    return not is_a_title and ends.search(words) is not None
