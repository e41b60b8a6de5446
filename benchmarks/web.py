"""From a person's answer to the next screen, over the real web on a real SQLite file: p50 and p99, at 1 and 50 people.

The yardstick is `GET /health` of the same server in the same run: one trip through uvicorn, Starlette and one read.
The clients are a process of their own; each person answers 20 times (post, then the page that follows), either at once
when the page is there or after reading it for some seconds, fast as that is.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from convoca.example.call import open_call
from convoca.example.ports import free_port
from convoca.service import Part, running
from convoca.settings import load_settings
from core.model.records import Person, Session
from core.model.token import fingerprint
from core.system import SystemClock, SystemIds

CASES = ((1, 0.0), (50, 0.0), (50, 4.0))
"""So many people, each reading a page for so many seconds on average before the next answer."""
ANSWERS = 20
HOST = "127.0.0.1"

_CLIENT = """
import asyncio, json, random, re, sys, time, httpx
base, secrets, answers, reads = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
screens, healths = [], []
def field(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)
async def person(secret):
    cookies = {"convoca_session": secret}
    async with httpx.AsyncClient(base_url=base, cookies=cookies, timeout=60, follow_redirects=True) as client:
        page = (await client.get("/chat")).text
        for number in range(answers):
            await asyncio.sleep(random.uniform(0, 2 * reads))
            began = time.perf_counter()
            await client.get("/health")
            healths.append(time.perf_counter() - began)
            began = time.perf_counter()
            form = {"csrf": field(page, "csrf"), "revision": field(page, "revision"), "tap": "help|"}
            answer = await client.post("/chat", data=form)
            screens.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.status_code
            page = answer.text
async def main():
    await asyncio.gather(*(person(secret) for secret in secrets))
    print(json.dumps({"screens": screens, "healths": healths}))
asyncio.run(main())
"""


def _point(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1000


async def _people(service: object, count: int) -> list[str]:
    """Sign in so many people, each with a draft begun; return their sessions' secrets."""
    desk, store = service.desk, service.store  # type: ignore[attr-defined]  # a Service
    secrets, now = [], desk.clock.now()
    async with store.work() as work:
        for _ in range(count):
            person = Person(
                id=desk.ids.new(), address=f"{desk.ids.new()}@bench.example", created_at=now, name="Ana", country="AR",
                proved_at=now,
            )  # fmt: skip
            secret = desk.ids.secret()
            await work.people.add(person)
            mark, until = fingerprint(secret), now + timedelta(days=1)
            await work.sessions.add(Session(fingerprint=mark, person_id=person.id, created_at=now, expires_at=until))
            secrets.append(secret)
    return secrets


async def _measure(folder: Path) -> None:
    clock, ids = SystemClock(), SystemIds()
    settings = load_settings(database=str(folder / "bench.sqlite"), web_listen=f"{HOST}:{free_port()}")
    print(f"web: ms from an answer to the next screen (post and the page after it), {ANSWERS} answers each")
    print(f"{'people':>7} {'read s':>6} {'health p50':>11} {'screen p50':>11} {'p99':>8} {'p50 ratio':>10}")
    call, key = open_call(clock.now()), b"k" * 32
    async with running(settings, call, clock=clock, ids=ids, key=key, parts={Part.WEB}) as service:
        for count, reads in CASES:
            secrets = await _people(service, count)
            command = [sys.executable, "-c", _CLIENT, service.links, json.dumps(secrets), str(ANSWERS), str(reads)]
            process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            told, errors = await process.communicate()
            assert process.returncode == 0, errors.decode()
            figures = json.loads(told)
            health, screen = _point(figures["healths"], 0.5), _point(figures["screens"], 0.5)
            worst = _point(figures["screens"], 0.99)
            print(f"{count:>7} {reads:>6.0f} {health:>11.1f} {screen:>11.1f} {worst:>8.1f} {screen / health:>10.1f}")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))
