"""A person's own answer about their place on a list."""
