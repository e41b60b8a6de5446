"""The rehearsal: the whole calendar of a call with synthetic people, through the real use cases, before it opens."""
