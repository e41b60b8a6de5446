"""What is said of a rehearsal: its totals, what a secretariat should know, and whether every promise was kept."""
