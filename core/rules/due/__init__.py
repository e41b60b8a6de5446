"""What is due: computed from the call, what is open, and the clock. A ledger knows what was said."""

from core.rules.due.former import Duty, DutyKind, digest_day, due, is_long_silent

__all__ = ["Duty", "DutyKind", "digest_day", "due", "is_long_silent"]
