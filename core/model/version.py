"""Versions of a call: what was in force from when on, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """What one version changed, and when."""

    version: int
    at: datetime
    changes: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallVersion:
    """One version of a call, from 1. All of it is JSON, so that a program of another day can read it.

    `said` is what the call's file said (`core.call.comparing.Said`); `amendments` are the dates that hold over it, by
    key: `at` as a file would write it, `over` what the file said when it was amended. `changes` are those since the
    version before (`core.call.comparing.Change`).
    """

    call: str
    version: int
    at: datetime
    by: str
    """'system' for the file, else as in the log: 'secretariat:<person id>', or 'operator' for the command line."""
    reason: str = ""
    fingerprint: str
    said: Mapping[str, object]
    dates: Mapping[str, str | None] = field(default_factory=dict)
    """Where each date fell, as people were told it: a day, or a day with its hour in the call's zone."""
    amendments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    changes: Sequence[Mapping[str, object]] = ()
    takes_back: int | None = None
    """The version whose amendment this one undoes."""
