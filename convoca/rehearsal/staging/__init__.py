"""What a rehearsal is played on: the real use cases over a scratch file, with time by hand."""
