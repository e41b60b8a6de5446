"""By what somebody is counted who has links sent: a place on the net, however it is written."""

from __future__ import annotations

import pytest

from core.rules.links import place_of


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("fe80::7%eth0", "fe80::/64"),
    ],
)
def test_an_ipv6_address_is_counted_with_its_network(host: str, place: str) -> None:
    assert place_of(host) == place


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1", "", "testclient", "unix:"])
def test_a_proxy_on_this_machine_and_what_is_no_address_tell_nobody_apart(host: str) -> None:
    assert place_of(host) == ""
