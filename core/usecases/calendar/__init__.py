"""The calendar of a call: its versions, extensions, and the feed of its dates."""
