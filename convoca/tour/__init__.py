"""The tour: the whole life of a proposal, played by scripted people through the real channels."""
