"""A proposal's own life: begun, answered, sent, withdrawn."""
