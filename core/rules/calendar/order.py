"""The dates of a call in the order in which people live through them."""

from __future__ import annotations

from datetime import UTC

from core.call.definition import Call, Moment


def by_time(call: Call) -> tuple[Moment, ...]:
    """Return the dates as they come, each by the moment that people are told; unknown ones last, in the file's order.

    Of two at the same moment the file's first is first.
    """
    known = {key: item.last_second for key, item in call.moments.items()}
    comes = {key: at.astimezone(UTC) for key, at in known.items() if at}
    rest = [key for key in call.moments if key not in comes]
    return tuple(call.moments[key] for key in (*sorted(comes, key=lambda key: comes[key]), *rest))
