"""The service's own mail: addresses that nobody lives at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OurMail:
    """`domain` is wholly the service's (reply addresses, delivery reports), `sender` is what its letters come from.

    Both '' where nothing is known of them.
    """

    domain: str = ""
    sender: str = ""


NO_MAIL = OurMail()
