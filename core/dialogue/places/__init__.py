"""The rooms of a conversation: each draws itself and does what is tapped in it."""
