"""A Postfix of one's own for as long as it is measured: on loopback, in a folder that is thrown away.

It checks recipients, queues each letter durably before `250`, and delivers to nowhere. Nothing of an installed
Postfix is touched: configuration, queue and data are in the folder.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{domain}
mydestination =
relay_domains = {domain}
relay_transport = discard:
relay_recipient_maps = inline:{{ {{ {recipient} = here }} }}
smtpd_recipient_restrictions = reject_unauth_destination
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = none
alias_maps =
in_flow_delay = 0
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
showq unix n - n - - showq
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
"""


def why_not() -> str:
    """Return why Postfix cannot be measured here, '' where it can."""
    if shutil.which("postfix") is None:
        return "Postfix is not installed"
    return "" if os.geteuid() == 0 else "Postfix starts for root only"


@asynccontextmanager
async def postfix(folder: Path, recipient: str) -> AsyncIterator[int]:
    """Run one that takes letters to `recipient`; yields its port."""
    for part in ("etc", "queue", "data"):
        (folder / part).mkdir(parents=True)
    for above in (folder, *folder.parents[:1]):
        above.chmod(0o711)  # its processes are no root
    shutil.chown(folder / "data", "postfix")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    domain = recipient.rpartition("@")[2]
    (folder / "etc" / "main.cf").write_text(_MAIN.format(folder=folder, domain=domain, recipient=recipient))
    (folder / "etc" / "master.cf").write_text(_MASTER.format(port=port))
    await asyncio.to_thread(_postfix, folder, "start")
    try:
        yield port
    finally:
        await asyncio.to_thread(_postfix, folder, "stop")


def _postfix(folder: Path, verb: str) -> None:
    done = subprocess.run(["postfix", "-c", folder / "etc", verb], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"postfix {verb}: {done.stderr}"
