"""Putting one question of a form and taking its answer, whatever the form is about."""
