"""A free port, for links that must be known before anything listens."""

from __future__ import annotations

import itertools
import os
import socket

_LOWEST, _NUMBER = 12_000, 20_000
_APART = 101
_steps = itertools.count()


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port that nobody listens on at this moment; OSError where there is none.

    It lies below those that systems give to outgoing connections and to whoever asks for any port: one of these could
    be taken again before its finder listens on it. Processes begin to look in places of their own.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for step in itertools.islice(_steps, _NUMBER):
        port = _LOWEST + (os.getpid() * _APART + step) % _NUMBER
        if _is_free(host, port, family):
            return port
    raise OSError("no free port")


def _is_free(host: str, port: int, family: socket.AddressFamily) -> bool:
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        return False
    return True
