"""What a rehearsal comes to: its figures, what people did, what a secretariat should know."""
