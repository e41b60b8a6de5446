"""From what a person typed to a value, or to a refusal that says how to mend it."""
