"""A port found free stays free for its finder."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from convoca.example.ports import free_port

HOST = "127.0.0.1"
GIVEN_TO_ANYBODY = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_each_is_another_and_can_be_listened_on() -> None:
    ports = [free_port() for _ in range(20)]
    assert len(set(ports)) == len(ports)
    for port in ports:
        socket.create_server((HOST, port)).close()


@pytest.mark.skipif(not GIVEN_TO_ANYBODY.exists(), reason="a system that tells which ports it gives to anybody")
def test_it_is_none_that_the_system_gives_to_whoever_asks_for_any() -> None:
    lowest, _ = map(int, GIVEN_TO_ANYBODY.read_text("ascii").split())
    assert free_port() < lowest


def test_one_that_is_listened_on_is_passed_over() -> None:
    first = free_port()
    with socket.create_server((HOST, first + 1)):
        assert free_port() not in {first, first + 1}
