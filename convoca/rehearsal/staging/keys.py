"""The key of a rehearsal: tokens are derived from it on the stage, and by the people who answer its letters."""

KEY = b"a rehearsal signs nothing that anybody would open"
