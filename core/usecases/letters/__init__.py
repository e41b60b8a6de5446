"""Letters that come back: answers, refusals, and those that nobody could read."""
