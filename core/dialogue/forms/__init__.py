"""Forms as data: what is asked, of whom, when it is shown and when it is required."""
