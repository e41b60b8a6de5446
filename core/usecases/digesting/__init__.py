"""The secretariat's digest: what it tells, when it is due, and whom it is sent to."""
