"""The rest of the world: what its domains publish, and where their letters come from."""

from __future__ import annotations

from mail.composing.signing import Signer
from tests.convoca.process import DOMAIN
from tests.postfix.page import blocks
from tests.support.dkim import KEY

AUTHSERV_ID = f"mail.{DOMAIN}"
SELECTOR = "s1"
OUR_PLACE = "198.51.100.25"
"""The address of our server in the page's records."""
MESA = "mesa@redandina.example"
"""The secretariat."""
HERE = "127.0.0.1"
"""This machine, where the service is too."""
HOME, HOME_6, ELSEWHERE = "203.0.113.10", "IPV6:2001:db8:7::10", "203.0.113.66"
"""Where the letters of every domain below come from, by either protocol, and where nobody's do."""
REJECT, QUARANTINE, NONE = "redandina.example", "lapaz.example", "cusco.example"
"""Domains by what they ask others to do with letters that aren't theirs."""
BELOW = f"alumnos.{REJECT}"
"""A domain that has no policy of its own: the one above it has."""
SILENT, SICK = "sincuidado.example", "enferma.example"
"""A domain that asks nothing, and one whose name server doesn't answer."""
SLOW = "lenta.example"
"""A domain whose name server takes its time, with a record that sends whoever asks on to more of its names."""
LIST = "listas.example"
"""A domain that signs what others wrote."""


def signer(domain: str) -> Signer:
    """Return what signs for a domain; all have one key."""
    return Signer.of(domain, SELECTOR, KEY.read_bytes())


def zone() -> str:
    """Return all that is published: the page's records for our domain, and the others'."""
    policies = ((REJECT, "reject"), (QUARANTINE, "quarantine"), (NONE, "none"))
    return "\n".join(
        (
            "$TTL 60",
            blocks()["dns"],
            *(f'_dmarc.{domain}. TXT "v=DMARC1; p={policy}"' for domain, policy in policies),
            *(f'{domain}. TXT "v=spf1 ip4:{HOME} ip6:{HOME_6.partition(":")[2]} -all"' for domain, _ in policies),
            *(_key(domain) for domain in (DOMAIN, LIST, *(domain for domain, _ in policies))),
            f'{SLOW}. TXT "v=spf1 include:0.{SLOW} -all"',
            *(f'{at}.{SLOW}. TXT "v=spf1 include:{at + 1}.{SLOW} -all"' for at in range(9)),
            "",
        )
    )


def _key(domain: str) -> str:
    """Return a line with a key's record, in pieces of at most 255 bytes as DNS has it."""
    record = signer(domain).record
    pieces = " ".join(f'"{record[at : at + 255]}"' for at in range(0, len(record), 255))
    return f"{signer(domain).place}. TXT {pieces}"
