"""An rspamd of our own: the system's program and settings with those of docs/mail-server.md, on ports of loopback.

What it changes and keeps lies in a folder of its own; the system's rspamd, running or not, is not touched. It asks one
name server, ours, and what would look anywhere else is off.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from convoca.example.ports import free_port
from tests.postfix.page import blocks

HOST = "127.0.0.1"
RSPAMD = shutil.which("rspamd", path=f"{os.environ.get('PATH', '')}:/usr/bin")
USER = "_rspamd"
PATIENCE_SECONDS = 60
LOOK_OUTSIDE = (
    "asn", "emails", "fuzzy_check", "mid", "mime_types", "multimap", "phishing", "rbl", "rspamd_update", "surbl",
    "url_redirector", "whitelist",
)  # fmt: skip
"""Modules that ask others about a letter, or fetch lists."""
HERE = {
    "options.inc": """\
dns {{ nameserver = ["{host}:{names}"]; timeout = 3s; retransmits = 2; }}
filters = "dkim,regexp";
disable_hyperscan = true;
url_tld = "{folder}/suffixes";
""",
    "worker-proxy.inc": """\
bind_socket = "{host}:{milter}";
upstream "local" {{ default = yes; hosts = "{host}:{scan}"; }}
""",
    "worker-normal.inc": 'bind_socket = "{host}:{scan}";\n',
    "worker-controller.inc": "enabled = false;\n",
    **{f"{name}.conf": "enabled = false;\n" for name in LOOK_OUTSIDE},
}
"""What differs here: places, ports, the name server and how long it is waited for, and few public suffixes, for to read
the whole list takes ten seconds."""
SUFFIXES = "example\norg\n"


@dataclass(frozen=True, slots=True)
class Rspamd:
    """One that runs. `milter` is where mail servers ask it, `scan` where it looks at a letter by HTTP."""

    folder: Path
    names: int
    milter: int
    scan: int

    @property
    def log(self) -> str:
        return (self.folder / "rspamd.log").read_text("utf-8")

    def found_in(self, raw: bytes, *, sender: str, place: str, name: str) -> set[str]:
        """Return what it finds in a letter that a server of this address and name hands over, by its own words."""
        told = {"IP": place, "Hostname": name, "Helo": name, "From": sender.strip("<>")}
        with urlopen(Request(f"http://{HOST}:{self.scan}/checkv2", raw, told), timeout=30) as answer:
            return set(json.load(answer)["symbols"])


@contextmanager
def running_rspamd(names: int) -> Iterator[tuple[Rspamd, Callable[[], None]]]:
    """Run one that asks the name server at this port while the block is open; skips where there is none.

    It is being started meanwhile; what comes with it waits until it is there.
    """
    if RSPAMD is None:
        pytest.skip("no rspamd on this system (apt-get install rspamd)")
    if os.geteuid() != 0:
        pytest.skip("rspamd starts as root here")
    with tempfile.TemporaryDirectory(prefix="convoca-rspamd-", ignore_cleanup_errors=True) as name:
        rspamd = Rspamd(Path(name), names, free_port(), free_port())
        _set_up(rspamd)
        places = [f"--var={each}={name}" for each in ("LOCAL_CONFDIR", "DBDIR", "RUNDIR", "LOGDIR")]
        process = subprocess.Popen(
            [RSPAMD, "-f", "-c", "/etc/rspamd/rspamd.conf", "-u", USER, "-g", USER, *places],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield rspamd, lambda: _await(rspamd, process)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


def _set_up(rspamd: Rspamd) -> None:
    told = {name: text for name, text in blocks().items() if name.startswith("local.d/")}
    assert told
    facts = {
        "host": HOST, "names": rspamd.names, "milter": rspamd.milter, "scan": rspamd.scan, "folder": rspamd.folder
    }  # fmt: skip
    here = {f"override.d/{name}": text.format(**facts) for name, text in HERE.items()}
    for name, text in {**told, **here, "suffixes": SUFFIXES}.items():
        file = rspamd.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    for path in (rspamd.folder, *rspamd.folder.rglob("*")):
        shutil.chown(path, USER)


def _await(rspamd: Rspamd, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    for port in (rspamd.milter, rspamd.scan):
        while not _listens(port):
            assert process.poll() is None, rspamd.log
            assert time.monotonic() < deadline, rspamd.log
            time.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
