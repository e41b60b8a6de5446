"""What counts for the limits: proposals that were sent and not withdrawn, and whose organisation's they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.folding import folded
from core.model.records import ProposalState


@dataclass(frozen=True, slots=True)
class SentCounts:
    """How many proposals of a call count, by their proponent's id and by the folded name of an organisation.

    What counts for none is in neither.
    """

    by_proponent: Mapping[str, int]
    by_organisation: Mapping[str, int]


def organisation_key(state: ProposalState, sent: Mapping[str, object] | None) -> str | None:
    """Return the folded name of the organisation that a proposal counts for; None where it counts for none.

    `sent` is the document as it was sent: who moves to another organisation takes nothing along.
    """
    proponent = (sent or {}).get("proponent")
    name = proponent.get("organisation") if isinstance(proponent, Mapping) else None
    if state is not ProposalState.SENT or not isinstance(name, str):
        return None
    return folded(name) or None
