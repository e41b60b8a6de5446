"""What is due, computed from the call, what is open, and the clock: no timer is kept for anything.

`hours` knows clocks, `steps` what a call plans for one matter, `planning` what of all that is to be said now.
"""

from core.rules.due.planning import due
from core.rules.due.silence import is_long_silent

__all__ = ["due", "is_long_silent"]
