"""Erasing a person: their traces are found and blanked, everything else stays as it is. See docs/store.md."""
