"""What time does by itself: whose turn it is, duties in batches, and small ones of their own."""
