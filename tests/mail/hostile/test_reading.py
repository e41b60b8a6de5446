"""Whatever arrives is read, or said to be unreadable, within few seconds and 200 MB; nothing raises."""

from __future__ import annotations

import pytest

from tests.mail.hostile.cell import Cells
from tests.mail.hostile.letters import BEYOND, HOSTILE, NOBODYS

pytestmark = pytest.mark.xdist_group("cells")  # one process for all


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:40])
def test_it_is_read_or_refused_and_can_be_looked_at_within_bounded_time_and_memory(cells: Cells, name: str) -> None:
    kind, decision = cells.read(name)
    assert kind == "unreadable" if name in BEYOND else kind in {"reply", "bounce", "calendar_reply"}
    assert name not in NOBODYS or decision in {"unclear", "None"}
    assert (cells.show(name), cells.search(name)) == ("done", "done")
