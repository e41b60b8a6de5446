"""Who takes part in a rehearsal."""
