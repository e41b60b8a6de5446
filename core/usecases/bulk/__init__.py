"""Letters to many: typed by the secretariat, looked at, held, and then let go or thrown away."""
