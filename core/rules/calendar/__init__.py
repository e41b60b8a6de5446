"""The calendar of a call: its dates and duties as values, dates that move, and the close for one proposal alone."""
