"""Serving the web with uvicorn; its access log shows no token."""

from __future__ import annotations

import logging
import re

import uvicorn
from starlette.types import ASGIApp

_TOKEN = re.compile(r"^(/(?:enter|i)/)[^/?]+")
MOST_CONNECTIONS = 1_000
LARGEST_HEAD = 32_768
PROXIES = ["127.0.0.1", "::1"]
"""Who is believed where a request comes from (X-Forwarded-For): a proxy on this machine."""


class TokenlessPaths(logging.Filter):
    """Takes tokens and queries out of the paths of the access log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the path of an access line (client, method, path, version, status); keep every line."""
        if isinstance(record.args, tuple) and len(record.args) == 5:
            client, method, path, version, status = record.args
            record.args = (client, method, without_token(str(path)), version, status)
        return True


def without_token(path: str) -> str:
    """Return a path that can stand in a log."""
    return _TOKEN.sub(r"\1…", path.partition("?")[0])


def server(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """Return a server for the application, to be awaited with `serve()`; logging is left to the caller."""
    access = logging.getLogger("uvicorn.access")
    if not any(isinstance(item, TokenlessPaths) for item in access.filters):
        access.addFilter(TokenlessPaths())
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            lifespan="off",
            server_header=False,
            forwarded_allow_ips=PROXIES,
            limit_concurrency=MOST_CONNECTIONS,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            timeout_graceful_shutdown=5,
        )
    )
