"""A rehearsal in words, and as a JSON document."""
