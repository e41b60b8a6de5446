"""What the secretariat orders in a line: carried out, told back, undone; from its letters, its chat and its page."""
