"""What the people of a rehearsal do, and when."""
