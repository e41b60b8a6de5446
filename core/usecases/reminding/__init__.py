"""Reminding: what is due is said once, at the right hour, in one message a person, for as long as its reason stands."""
