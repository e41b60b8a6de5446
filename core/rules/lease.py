"""Who may hold a lease. It guards a promise about effects, so it may be lost too early, but never be held twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.model.lease import Lease, Standing

SKEW = timedelta(seconds=5)
"""How far the clocks of two machines may be apart before one of them takes the other's lease for one of the future."""
RENEWALS = 3
"""A holder renews a lease in its second third: it may fail to do so once, and still keep it."""


def standing(lease: Lease | None, holder: str, now: datetime) -> Standing:
    """Return what a lease is to `holder`.

    One that was taken in the future is void: the clock was set back, and nobody can say how long it would last.
    """
    if lease is None or lease.taken_at > now + SKEW or lease.until <= now:
        return Standing.OPEN
    if lease.holder != holder:
        return Standing.TAKEN
    return Standing.KEPT if now < lease.taken_at + (lease.until - lease.taken_at) / RENEWALS else Standing.OPEN
