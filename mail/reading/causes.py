"""Why a letter did not arrive, from what a mail system says of it: codes by RFC 3463, and the words beside them.

Both are needed: many systems give a status that says nothing (5.0.0), or one that means something else elsewhere, and
tell the cause in words; and a bare 550 is said of spam as well as of a mailbox that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from core.model.undelivered import Undelivered

_FULL = re.compile(
    r"over (?:\S+ ){0,3}quota|overquota|quota (?:is )?(?:exceeded|full|reached)"
    r"|exceed\w* (?:\S+ ){0,4}(?:quota|storage)"
    r"|(?:mail ?box|inbox|mail ?folder|maildir) (?:(?:\S+ ){0,4}(?:is|was|too) )?full\b|mailbox_?full"
    r"|out of storage|(?:storage|mailbox) (?:limit|space|size)(?: \S+){0,3} exceeded"
    r"|(?:buz[oó]n|casilla|bandeja|cuenta)(?: \S+){0,5} (?:llen[oa]|sin espacio)|(?:cuota|cupo) (?:excedid|superad)"
    r"|caixa(?: \S+){0,5} (?:cheia|lotada)|(?:cota|quota) excedida|bo[iî]te(?: \S+){0,5} pleine"
)
_NO_DOMAIN = re.compile(
    r"(?:domain|host)(?: or domain)?(?: name)? (?:\S+ )?(?:not found|unknown|does ?n[o']t exist|does not exist)"
    r"|(?:unknown|no such|invalid) (?:domain|host)\b|name service error|nxdomain|null ?mx|unrouteable mail domain"
    r"|domain \S+ does not (?:accept|receive) (?:e-?)?mail|dom[ií]nio (?:\S+ )?(?:no|n[aã]o) existe"
)
_NO_MAILBOX = re.compile(
    r"(?:user|recipient|mail ?box|account|alias|local part)(?: \S+){0,6} "
    r"(?:unknown|not found|unavailable|disabled|inactive|suspended|not exist|n't exist|doesn't exist)"
    r"|(?:unknown|no such|invalid|non-?existent) (?:local )?(?:user|recipient|mail ?box|person|address|account|alias)"
    r"|address(?: \S+){0,4} (?:not found|does not exist|doesn't exist)"
    r"|doesn't have an? \S+ account|no mail ?box here|unrouteable address"
    r"|(?:usuario|usu[aá]rio|casilla|buz[oó]n|caixa|direcci[oó]n|endere[cç]o|cuenta|conta)(?: \S+){0,5} "
    r"(?:no|n[aã]o) (?:existe|encontrad)"
)
_REJECTED = re.compile(r"recipient (?:\S+ )?rejected|recipient address")
"""Said of an unknown mailbox, and by rules (under a status of theirs) of one that is there."""
_REFUSED = re.compile(
    r"\bspam|unsolicited|\bblack-?list|\bblock-?list|\bblock(?:ed|ing)\b|\bpolic(?:y|ies)\b|reputation|\bdmarc\b|\bspf\b"
    r"|\bdkim\b|\bbanned\b|content (?:was )?rejected|access denied|not (?:authori[sz]ed|permitted|allowed)|\bvirus\b"
)
_OF_THE_SENDER = re.compile(r"\bsend(?:er|ing)\b|\bper (?:hour|day|minute)\b")
"""Words of ours and of how much we send: a quota, a domain or an address beside them is not the recipient's."""
_OF_A_SIZE = re.compile(r"message (?:\S+ ){0,3}size|too (?:large|big)|message (?:\S+ )?exceeds")
_LONGEST = 2_000
"""Characters of an answer that are looked at."""
_DOMAIN_STATUSES = frozenset({"1.2", "4.4", "4.310"})
"""Bad destination system, unable to route; the last is Exchange's for a domain without a name.

That a domain takes no mail at all (1.10, RFC 7505) is for Exchange a recipient whom it does not find: words tell.
"""
_OF_OUR_ADDRESS = frozenset({"1.7", "1.8"})
_STORAGE_EXCEEDED = 552
_NO_MAILBOX_CODES = frozenset({550, 551, 553})


def cause_of(statuses: Collection[str], words: str, *, code: int | None = None) -> Undelivered:
    """Return why a letter did not arrive; `statuses` are those that were told, the most telling first.

    `code` is the bare code of an answer to RCPT, which alone means an unknown recipient where nothing else is said.
    """
    said = " ".join(words[:_LONGEST].casefold().split())
    return next(_causes(statuses, said, code), Undelivered.OTHER)


def _causes(statuses: Collection[str], said: str, code: int | None) -> Iterator[Undelivered]:
    """Yield what the answer tells, the surest first."""
    told = {status.partition(".")[2] for status in statuses}
    about_them = "" if _OF_THE_SENDER.search(said) else said
    by_rule = any(detail.startswith("7.") for detail in told)
    if "2.2" in told or _FULL.search(about_them):
        yield Undelivered.FULL
    if told & _DOMAIN_STATUSES or _NO_DOMAIN.search(about_them):
        yield Undelivered.NO_DOMAIN
    if any(map(_names_nobody, statuses)) or _NO_MAILBOX.search(about_them):
        yield Undelivered.NO_MAILBOX
    if _REJECTED.search(about_them) and not by_rule:
        yield Undelivered.NO_MAILBOX
    if by_rule or _REFUSED.search(said):
        yield Undelivered.REFUSED
    if not told and code == _STORAGE_EXCEEDED and not _OF_A_SIZE.search(said):
        yield Undelivered.FULL
    if not told and code in _NO_MAILBOX_CODES:
        yield Undelivered.NO_MAILBOX


def _names_nobody(status: str) -> bool:
    """Whether a status says that the mailbox is not there; one that is closed for now (4.2.1) may open again."""
    detail = status.split(".", 1)[-1]
    return status == "5.2.1" or (detail.startswith("1.") and detail not in _OF_OUR_ADDRESS)
