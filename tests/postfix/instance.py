"""A Postfix of our own: the system's programs with the settings of docs/mail-server.md, on high ports of loopback.

Its settings, queue and log lie in a folder of their own; the system's Postfix, running or not, is not touched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from convoca.example.ports import free_port

PAGE = Path(__file__).parents[2] / "docs" / "mail-server.md"
HOST = "127.0.0.1"
STRANGER = "127.0.0.2"
"""An address of loopback that Postfix does not take for its own."""
AT_HOME = "hogar.example"
"""A domain whose letters Postfix itself delivers, to users of this system."""
POSTFIX = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MASTER = """\
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
local unix - n n - - local
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
HERE = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = {host}
inet_protocols = ipv4
smtp_bind_address = {host}
smtpd_peername_lookup = no
mydestination = localhost, {home}
local_recipient_maps =
alias_maps =
relayhost = [{host}]:{next_hop}
"""
"""What differs here: places and ports, and a next hop in place of the internet. Unknown users of this system are found
out by delivery, as in a domain that a server takes letters for without knowing its users."""


@dataclass(frozen=True, slots=True)
class Postfix:
    """One that runs. `lmtp` is where it hands our domain's letters to, `next_hop` where all others go."""

    folder: Path
    port: int
    lmtp: int
    next_hop: int

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")


def documented() -> str:
    """The settings that the page tells people to use."""
    (block,) = re.findall(r"^```main\.cf\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(block)


@contextmanager
def running_postfix() -> Iterator[Postfix]:
    """Run one while the block is open; skips where there is none, or nobody who may start it."""
    if POSTFIX is None:
        pytest.skip("no Postfix on this system (apt-get install postfix)")
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root only")
    with tempfile.TemporaryDirectory(prefix="convoca-postfix-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # its programs work as a user of their own
        postfix = Postfix(folder, free_port(), free_port(), free_port())
        _set_up(postfix)
        try:
            _run(postfix, "start")
            yield postfix
        finally:
            _run(postfix, "abort")


def _set_up(postfix: Postfix) -> None:
    settings, lmtp = documented(), "inet:127.0.0.1:2526"
    assert settings.count(lmtp) == 1
    here = HERE.format(folder=postfix.folder, host=HOST, home=AT_HOME, next_hop=postfix.next_hop)
    differs = {line.partition(" =")[0] for line in here.splitlines()}
    kept = "".join(f"{line}\n" for line in settings.splitlines() if line.partition(" =")[0] not in differs)
    for name in ("etc", "queue", "data"):
        (postfix.folder / name).mkdir(mode=0o755)
    shutil.chown(postfix.folder / "data", "postfix")
    etc = postfix.folder / "etc"
    (etc / "main.cf").write_text(kept.replace(lmtp, f"inet:{HOST}:{postfix.lmtp}") + here, "utf-8")
    (etc / "master.cf").write_text(MASTER.format(port=f"{HOST}:{postfix.port}"), "utf-8")


def _run(postfix: Postfix, what: str) -> None:
    done = subprocess.run(
        [str(POSTFIX), "-c", str(postfix.folder / "etc"), what], capture_output=True, timeout=60, check=False
    )
    log = postfix.folder / "log"
    assert done.returncode == 0, f"postfix {what}: {done.stderr.decode()}{log.read_text() if log.exists() else ''}"
