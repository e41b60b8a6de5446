"""When and where sessions take place, and what calendars are told of it."""
