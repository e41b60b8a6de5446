"""What somebody may see and end of what is kept about them."""
