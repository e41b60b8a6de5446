"""Whether every promise was kept, by a reading of the rules of its own."""
