"""A Postfix of our own: the system's programs with the settings of docs/mail-server.md, on high ports of loopback.

Its settings, queue and log lie in a folder of their own; the system's Postfix, running or not, is not touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from convoca.example.ports import free_port
from tests.postfix.page import blocks

HOST = "127.0.0.1"
STRANGER = "127.0.0.2"
"""An address of loopback that Postfix does not take for its own, and that may say for whom it comes (XCLIENT)."""
AT_HOME = "hogar.example"
"""A domain whose letters Postfix itself delivers, to users of this system."""
PATIENCE_SECONDS = 60
POSTFIX = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MASTER = """\
{port} inet n - n - - smtpd
{sure} inet n - n - - smtpd -o smtpd_recipient_restrictions=permit
{bare} inet n - n - - smtpd -o smtpd_recipient_restrictions=permit -o cleanup_service_name=bare
{deaf} inet n - n - - smtpd -o smtpd_milters=inet:127.0.0.1:1
bare unix n - n - 0 cleanup -o header_checks=
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
inet_protocols = all
smtp_bind_address = {host}
smtpd_peername_lookup = no
smtpd_authorized_xclient_hosts = {stranger}
mydestination = localhost, {home}
local_recipient_maps =
alias_maps =
relayhost = [{host}]:{next_hop}
"""
"""What differs here: places and ports, and a next hop in place of the internet. Unknown users of this system are found
out by delivery, as in a domain that a server takes letters for without knowing its users."""


@dataclass(frozen=True, slots=True)
class Postfix:
    """One that runs. `lmtp` is where it hands our domain's letters to, `next_hop` where all others go.

    `port` is the door of the page. At `sure`, for letters whose recipients are known, it asks nobody about them (it
    looks for an answer once a second). What comes in at `bare` reaches the filter with the headers that it was written
    with; `deaf` has a filter that doesn't answer.
    """

    folder: Path
    port: int
    sure: int
    bare: int
    deaf: int
    lmtp: int
    next_hop: int

    @property
    def log(self) -> str:
        log = self.folder / "log"
        return log.read_text("utf-8") if log.exists() else ""


@contextmanager
def running_postfix(milter: int) -> Iterator[tuple[Postfix, Callable[[], None]]]:
    """Run one with its filter at this port while the block is open; skips where nothing or nobody can start it.

    It is being started meanwhile; what comes with it waits until it is there.
    """
    if POSTFIX is None:
        pytest.skip("no Postfix on this system (apt-get install postfix)")
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root only")
    with tempfile.TemporaryDirectory(prefix="convoca-postfix-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # its programs work as a user of their own
        postfix = Postfix(folder, *(free_port() for _ in range(6)))
        _set_up(postfix, milter)
        starting = _begun(postfix, "start")
        try:
            yield postfix, lambda: _done(postfix, starting)
        finally:
            starting.wait(PATIENCE_SECONDS)
            _done(postfix, _begun(postfix, "abort"))


def _set_up(postfix: Postfix, milter: int) -> None:
    settings = blocks()["main.cf"]
    for documented, port in (("inet:127.0.0.1:2526", postfix.lmtp), ("inet:127.0.0.1:11332", milter)):
        assert settings.count(documented) == 1
        settings = settings.replace(documented, f"inet:{HOST}:{port}")
    here = HERE.format(
        folder=postfix.folder, host=HOST, home=AT_HOME, next_hop=postfix.next_hop, stranger=STRANGER
    )  # fmt: skip
    differs = {line.partition(" =")[0] for line in here.splitlines()}
    kept = "".join(f"{line}\n" for line in settings.splitlines() if line.partition(" =")[0] not in differs)
    for name in ("etc", "queue", "data"):
        (postfix.folder / name).mkdir(mode=0o755)
    shutil.chown(postfix.folder / "data", "postfix")
    etc = postfix.folder / "etc"
    (etc / "main.cf").write_text(kept + here, "utf-8")
    doors = {name: f"{HOST}:{getattr(postfix, name)}" for name in ("port", "sure", "bare", "deaf")}
    (etc / "master.cf").write_text(MASTER.format(**doors), "utf-8")


def _begun(postfix: Postfix, what: str) -> subprocess.Popen[bytes]:
    told = [str(POSTFIX), "-c", str(postfix.folder / "etc"), what]
    return subprocess.Popen(told, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _done(postfix: Postfix, begun: subprocess.Popen[bytes]) -> None:
    assert begun.wait(PATIENCE_SECONDS) == 0, postfix.log
