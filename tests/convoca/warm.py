"""Commands in processes of their own that need not read the code again: forked from one that has read it.

Starting Python and reading what a command needs takes a second, and there are some hundred commands. That they also
start from nothing is shown where `subprocess` starts them: the services, the pipes, the wheel.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PATIENCE = 60.0
ROOT = Path(__file__).parents[2]


class Warm:
    """The process that has read the code; begun at the first command, ended with the test run."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair()
        self._ours.settimeout(PATIENCE)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.convoca.warm", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], cwd=ROOT,
            )  # fmt: skip

    def run(self, words: Sequence[str], folder: Path, settings: Mapping[str, str], *streams: IO[bytes]) -> int:
        """Run a command to its end on these three streams; return its exit status."""
        asked = json.dumps({"words": list(words), "folder": str(folder), "settings": dict(settings)}).encode()
        head = len(asked).to_bytes(4, "big")
        socket.send_fds(self._ours, [head + asked], [stream.fileno() for stream in streams])
        return int.from_bytes(self._ours.recv(4), "big", signed=True)

    def end(self) -> None:
        self._ours.close()
        self._process.wait(PATIENCE)


def _serve(door: socket.socket) -> None:
    """Fork for each command that is asked for, until nobody asks any more."""
    while True:
        asked, streams, _, _ = socket.recv_fds(door, 1 << 16, 3)
        if not asked:
            return
        length = int.from_bytes(asked[:4], "big")
        while len(asked) < 4 + length:
            asked += door.recv(1 << 16)
        child = os.fork()
        if not child:
            door.close()
            os._exit(_carry_out(json.loads(asked[4:]), streams))
        for stream in streams:
            os.close(stream)
        _, ended = os.waitpid(child, 0)
        door.sendall(os.waitstatus_to_exitcode(ended).to_bytes(4, "big", signed=True))


def _carry_out(asked: Mapping[str, object], streams: Sequence[int]) -> int:
    """Be the process that was asked for."""
    from convoca.__main__ import main

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  # they end with the process
        for number, mode in enumerate("rww")
    )
    os.chdir(str(asked["folder"]))
    os.environ.clear()
    os.environ.update(asked["settings"])  # type: ignore[arg-type]  # as Warm.run wrote it
    try:
        return main(asked["words"])  # type: ignore[arg-type]  # the same
    except BaseException:  # noqa: BLE001  # as the interpreter does at its end
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    from convoca.__main__ import COMMANDS

    for name in sorted(set(COMMANDS.values())):
        importlib.import_module(name)
    with socket.socket(fileno=int(sys.argv[1])) as its_door:
        _serve(its_door)
