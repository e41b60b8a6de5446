"""The list of people: who stands on it, and who is written to."""
