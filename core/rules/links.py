"""How many sign-in links may be asked for: our letters are no toy to play with another's mailbox."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv6Address, IPv6Network, ip_address

STRANGERS_AN_HOUR = 30
"""Addresses that nobody proved yet and that links may be sent to from one place in an hour: a class that registers
together fits; somebody who has us write to strangers does not."""
LINKS_AN_HOUR = 5
"""Links that one address is sent in an hour and does not use: more is somebody playing with another's mailbox.

Whoever the address belongs to is never locked out by that: each of the five opens, and a used one counts no more.
"""


ONE_PLACE = 64
"""Bits of an IPv6 address that are one place: whoever has one such address has all of its network."""


def place_of(host: str) -> str:
    """Return by what somebody is counted who asks from an address on the net.

    '' where it tells nobody from anybody else: a proxy on this machine speaks for everybody.
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return ""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, ONE_PLACE), strict=False))
    return str(address)


def too_many_strangers(asked: Collection[str], stranger: str) -> bool:
    """Whether a place that asked for these strangers within the hour may ask for no further one."""
    return stranger not in asked and len(asked) >= STRANGERS_AN_HOUR


def too_many_links(unused: int) -> bool:
    """Whether an address has so many unused links of the last hour that it gets no more."""
    return unused >= LINKS_AN_HOUR
