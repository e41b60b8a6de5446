"""Which addresses are the service's own: a letter there would come back to us, and no person would read it."""

from __future__ import annotations

from core.model.ours import OurMail
from core.model.token import token_of


def is_ours(address: str, ours: OurMail) -> bool:
    """Whether an address is the service's own: at its mail domain, in the shape of its tokens, or that of its From.

    A shape of ours counts at any domain, for the mail domain may have been another one before. '+something' leads to
    the same mailbox.
    """
    local, _, domain = address.casefold().rpartition("@")
    if domain == ours.domain.casefold() or token_of(local) is not None:
        return True
    sender, _, sender_domain = ours.sender.casefold().rpartition("@")
    return (local.partition("+")[0], domain) == (sender, sender_domain)
