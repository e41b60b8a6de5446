"""A courier over a real file and a scripted relay, with a clock moved by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.model.records import Notice
from core.model.undelivered import Undelivered
from core.ports import UnitOfWork
from core.store import SqlStore
from mail.composing.message import Envelope, compose
from mail.courier.courier import Courier, Late, Ready, Relay
from tests.support.records import NOON, a_notice
from tests.support.relay import ScriptedRelay

DOMAIN = "convoca.test"


@dataclass(slots=True)
class Clock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


def rendered(notice: Notice) -> Ready:
    """A small letter of a notice; `facts.text` is its text. Two renderings differ by how often it was tried."""
    message_id = f"<{notice.id}@{DOMAIN}>"
    envelope = Envelope(
        to=notice.address or "",
        sender=f"convoca@{DOMAIN}",
        sender_name="Convoca",
        reply_to=None,
        message_id=message_id,
        date=datetime(2025, 8, 1, tzinfo=UTC),
        language=notice.language,
    )
    text = f"{notice.facts['text']} (try {notice.attempts})\n"
    raw = compose(envelope, "Hola", text, f"<p>{text}</p>")
    bounces = "" if notice.kind == "echo_accepted" else f"b+{notice.id}@{DOMAIN}"
    return Ready(sender=bounces, recipient=notice.address or "", message_id=message_id, raw=raw)


@dataclass(slots=True)
class Stage:
    """`refused` collects what the courier told of letters that can never be sent; `disk_full` makes that fail.

    `overtaken` are kinds of letters that are cancelled when they are about to leave, `puzzling` those of which nobody
    can tell then.
    """

    store: SqlStore
    relay_port: int
    timeout: float = 20.0
    username: str | None = None
    password: str | None = None
    clock: Clock = field(default_factory=Clock)
    refused: list[tuple[str, Undelivered | None]] = field(default_factory=list)
    disk_full: bool = False
    overtaken: tuple[str, ...] = ()
    puzzling: tuple[str, ...] = ()
    late: Mapping[str, Late] = field(default_factory=dict)
    """What is found only as letters of a kind are rendered."""
    like: Relay | None = None
    """The relay in other respects."""

    def courier(self) -> Courier:
        async def refused(work: UnitOfWork, notice: Notice, why: Undelivered | None) -> None:
            if self.disk_full:
                raise OSError("disk full")
            self.refused.append((notice.id, why))

        relay = Relay(
            host="127.0.0.1", port=self.relay_port, own_name=DOMAIN, timeout=self.timeout,
            username=self.username, password=self.password,
        )  # fmt: skip
        relay = replace(self.like, port=self.relay_port) if self.like else relay
        return Courier(
            self.store, self.clock, relay, render=rendered, refused=refused, may_leave=self._may_leave, late=self.late
        )

    async def _may_leave(self, work: UnitOfWork, notice: Notice) -> bool:
        if notice.kind in self.puzzling:
            raise LookupError(notice.address)
        if notice.kind in self.overtaken:
            await work.outbox.cancel(notice.id)
        return notice.kind not in self.overtaken

    async def queue(self, *notices: Notice) -> None:
        async with self.store.work() as work:
            for notice in notices:
                assert await work.outbox.put(notice)

    async def notice(self, key: str = "n1") -> Notice:
        async with self.store.look() as work:
            return next(item for item in await work.outbox.of_proposal("p1") if item.id == key)

    async def states(self) -> dict[str, str]:
        async with self.store.look() as work:
            return {item.id: str(item.state) for item in await work.outbox.of_proposal("p1")}


def on_stage(store: SqlStore, relay: ScriptedRelay, **given: Any) -> Stage:
    return Stage(store, relay.port, **given)


def a_letter_to(name: str, key: str = "n1", **given: object) -> Notice:
    made = a_notice(key, address=f"{name}@example.org", proposal_id="p1", facts={"text": f"Hola, {name}"})
    return replace(made, **given)  # type: ignore[arg-type]  # fields of a notice
