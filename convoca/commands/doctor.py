"""`convoca doctor`: what is and is not configured, and what is still to be confirmed for this call."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from convoca.calls import find_call
from convoca.commands.call import Lang, Language
from convoca.examining import Finding, to_confirm_examined, window_examined
from convoca.in_force import in_force
from convoca.misspelt import misspelt_told
from convoca.posting import relay_of
from convoca.refusal import Refusal
from convoca.secret import check_key
from convoca.settings import Settings, host_and_port, load_settings
from convoca.signing import signing_examined
from convoca.storing import refusals_told
from convoca.telegram_examined import telegram_examined
from core.call.definition import Call
from core.store.migrate import check
from core.store.refusal import Trouble
from core.system import SystemClock
from templates.words import Words

WRONG = 1
OWN_DOMAINS = ("localhost", "localhost.localdomain")
PATIENCE_SECONDS = 5.0
MENDED_AT_START = {f"database.{Trouble.ABSENT}": "database_new", f"database.{Trouble.OLDER}": "database_old"}
"""What serving does by itself to a SQLite file, and the words for it."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def doctor(
        settings: Annotated[Path | None, typer.Option(help="A TOML file of settings.")] = None,
        lang: Lang = Language.ES,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    ) -> None:
        """Say what is configured and what is not; exit 1 if serving could not work."""
        words = Words(lang)
        findings = look(settings, words)
        if as_json:
            told = [{"state": finding.state, "text": finding.text} for finding in findings]
            sys.stdout.write(json.dumps({"findings": told}, ensure_ascii=False) + "\n")
        else:
            for finding in findings:
                sys.stdout.write(f"{words(f'commands.doctor.{finding.state}')}: {finding.text}\n")
        raise typer.Exit(WRONG if any(finding.state == "wrong" for finding in findings) else 0)


def look(file: Path | None, words: Words) -> list[Finding]:
    """Look at everything that serving needs; a part that can't be looked at is a finding, not an end."""
    try:
        settings = load_settings(file)
    except Refusal as no:
        return [Finding("wrong", words(no.key, **no.facts))]
    call, told = _call(settings, words)
    return [
        *told,
        asyncio.run(_database(settings, words)),
        *_key(settings, words),
        *_addresses(settings, words),
        *signing_examined(settings, words),
        *asyncio.run(_relay(settings, words)),
        *asyncio.run(telegram_examined(settings, words)),
        *(Finding("attention", line) for line in misspelt_told(os.environ, words)),
        *(to_confirm_examined(call, words) if call else []),
    ]


def _call(settings: Settings, words: Words) -> tuple[Call | None, list[Finding]]:
    try:
        call = asyncio.run(in_force(settings, find_call(settings.call)))
    except Refusal as no:
        return None, [Finding("wrong", words(no.key, **no.facts))]
    name = Finding("fine", words("commands.doctor.call", name=call.name.said_in(words.language)))
    return call, [name, window_examined(call, SystemClock().now(), words)]


async def _database(settings: Settings, words: Words) -> Finding:
    path = Path(settings.database.rpartition("///")[2]) if settings.is_sqlite else None
    if path is not None and not _writable(path):
        return Finding("wrong", words("commands.doctor.database_nowhere", file=str(path)))
    try:
        with refusals_told():
            await check(settings.database)
    except Refusal as no:
        if path is not None and no.key in MENDED_AT_START:
            return Finding("fine", words(f"commands.doctor.{MENDED_AT_START[no.key]}", file=str(path)))
        return Finding("wrong", words(no.key, **no.facts))
    return Finding("fine", words("commands.doctor.database"))


def _writable(path: Path) -> bool:
    """Whether the file can be written or made; SQLite also writes beside it."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _key(settings: Settings, words: Words) -> list[Finding]:
    """A key that is missing beside a database that is there has been lost."""
    try:
        if check_key(settings) or not Path(settings.database.rpartition("///")[2]).exists():
            return []
    except Refusal as no:
        return [Finding("wrong", words(no.key, **no.facts))]
    return [Finding("attention", words("commands.doctor.no_key"))]


def _addresses(settings: Settings, words: Words) -> list[Finding]:
    found = [_sender(settings, words), *_border(settings, words), *_open_doors(settings, words)]
    if not settings.public_url:
        found.append(Finding("attention", words("commands.doctor.no_url", links=settings.links)))
    elif not settings.public_url.startswith("https://"):
        found.append(Finding("attention", words("commands.doctor.not_https")))
    if not settings.secretariat:
        found.append(Finding("attention", words("commands.doctor.no_secretariat")))
    return found


def _sender(settings: Settings, words: Words) -> Finding:
    told = {"sender": settings.sender, "domain": settings.mail_domain}
    if settings.mail_domain in OWN_DOMAINS:
        return Finding("attention", words("commands.doctor.no_domain"))
    ours, theirs = (f".{name.lower()}" for name in (settings.mail_domain, settings.sender.rpartition("@")[2]))
    # Receivers ask whether the two belong together, and a domain and its subdomains do.
    state, key = ("fine", "sender") if ours.endswith(theirs) or theirs.endswith(ours) else ("attention", "other_sender")
    return Finding(state, words(f"commands.doctor.{key}", **told))


def _border(settings: Settings, words: Words) -> list[Finding]:
    """Nobody from elsewhere writes to a service without a domain, so nobody has to be checked there."""
    if settings.authserv_id:
        return [Finding("fine", words("commands.doctor.border", name=settings.authserv_id))]
    if settings.mail_domain in OWN_DOMAINS:
        return []
    return [Finding("attention", words("commands.doctor.no_border"))]


def _open_doors(settings: Settings, words: Words) -> list[Finding]:
    """Whoever reaches the doors for letters is believed to be the mail server, also about who wrote what."""
    doors = {"CONVOCA_SMTP_LISTEN": settings.smtp_listen, "CONVOCA_LMTP_LISTEN": settings.lmtp_listen}
    return [
        Finding("attention", words("commands.doctor.open_door", setting=setting, place=place))
        for setting, place in doors.items()
        if place and not _only_here(host_and_port(place)[0])
    ]


def _only_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _relay(settings: Settings, words: Words) -> list[Finding]:
    """An unreachable relay only delays what waits in the outbox, so it is no reason not to serve."""
    try:
        relay = relay_of(settings.smtp_relay)
    except Refusal as no:
        return [Finding("wrong", words(no.key, **no.facts))]
    place = f"[{relay.host}]:{relay.port}" if ":" in relay.host else f"{relay.host}:{relay.port}"
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(relay.host, relay.port), PATIENCE_SECONDS)
    except (OSError, TimeoutError):
        return [Finding("attention", words("commands.doctor.no_relay", place=place))]
    writer.close()
    return [Finding("fine", words("commands.doctor.relay", place=place))]
