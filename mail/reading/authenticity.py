"""Whether From is who it says: the verdict of our own border, written into Authentication-Results (RFC 8601).

Anybody can write that header. It is believed only under the name of our own mail server, which must take out the ones
of that name that come from outside, and only at the top, where that server writes. A letter without its verdict was not
checked, whatever the reason, and is doubted like one that failed: who can make a check run out of time gains nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.model.letter import Dmarc
from mail.reading.parts import Part

_RESULTS = "authentication-results"
_NO_POLICY = {"none", "permerror"}
"""The domain asks for nothing, or in words that nobody can read (RFC 7489, 6.6.3)."""
_LONGEST_DOMAIN = 253
_BETWEEN = str.maketrans(dict.fromkeys(" \t\r\n;=", "_"))
"""What parts one thing from another stands for itself within quotation marks."""


def dmarc_of(message: Part, sender: str | None, authserv_id: str) -> Dmarc:
    """Return what the mail server of this name found of From by DMARC; `sender` is the address that we read there.

    No verdict is a fail, and of several, one 'fail' is. A 'pass' for another domain than the sender's is a fail too:
    two programs have read two senders in one letter. A domain above the sender's is none other: rspamd names the one
    whose policy it found, and a domain without a policy has that of the one above. Nor does a 'pass' count where a
    signature covers only the beginning of the body: the rest may be anybody's, in a letter that was caught and sent on.
    """
    found = {_verdict(result, _domain(sender or "")) for value in _ours(message, authserv_id) for result in value}
    told = (verdict for verdict in (Dmarc.FAIL, Dmarc.PASS, Dmarc.NONE) if verdict in found)
    verdict = next(told, Dmarc.FAIL)
    return Dmarc.FAIL if verdict is Dmarc.PASS and _has_loose_end(message) else verdict


def _ours(message: Part, authserv_id: str) -> Iterator[list[str]]:
    """Yield the results in the topmost headers of ours, down to another server's or to where the letter came from."""
    seen = False
    for raw_name, raw_value in message.raw_items():
        name = raw_name.strip().lower()
        if name == "received" and seen:
            return
        if name == _RESULTS:
            whose, *results = _plain(str(raw_value)).split(";")
            if whose.split()[:1] != [authserv_id.lower()]:
                return
            seen = True
            yield results


def _has_loose_end(message: Part) -> bool:
    """Whether a signature says how much of the body it covers (RFC 6376, 8.2)."""
    signatures = (str(value) for name, value in message.raw_items() if name.strip().lower() == "dkim-signature")
    return any(tag.partition("=")[0].strip() == "l" for value in signatures for tag in value.split(";"))


def _verdict(result: str, domain: str) -> Dmarc | None:
    """Return what one result says; None where it is none of DMARC."""
    method, *properties = " ".join(result.split()).replace(" =", "=").replace("= ", "=").split(" ")
    name, _, outcome = method.partition("=")
    if name.partition("/")[0] != "dmarc":
        return None
    about = [value for key, _, value in (each.partition("=") for each in properties) if key == "header.from"]
    if outcome == "pass":
        return Dmarc.PASS if all(_speaks_for(_domain(each), domain) for each in about) else Dmarc.FAIL
    return Dmarc.NONE if outcome in _NO_POLICY else Dmarc.FAIL


def _speaks_for(named: str, domain: str) -> bool:
    return named == domain or ("." in named and domain.endswith(f".{named}"))


def _domain(address: str) -> str:
    """Return the domain of an address, or a domain as it is, as name servers spell it."""
    domain = address.rpartition("@")[2].rstrip(".").lower()
    try:
        is_as_spelt = domain.isascii() or len(domain) > _LONGEST_DOMAIN
        return domain if is_as_spelt else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _plain(value: str) -> str:
    """Return a header in lower case without its comments and quotation marks; what these held parts nothing."""
    said: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for mark in value.lower():
        if is_escaped or (mark == "\\" and (depth or is_quoted)):
            is_escaped = not is_escaped
            said += [mark.translate(_BETWEEN)] if is_quoted and not is_escaped else []
        elif depth or (mark == "(" and not is_quoted):
            depth += (mark == "(") - (mark == ")")
            said += [" "] if not depth else []
        elif mark == '"':
            is_quoted = not is_quoted
        else:
            said.append(mark.translate(_BETWEEN) if is_quoted else mark)
    return "".join(said)
