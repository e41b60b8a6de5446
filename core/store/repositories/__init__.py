"""One file for each door of `core.ports`: what it promises is written there."""
