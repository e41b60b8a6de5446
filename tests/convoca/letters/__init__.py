"""Letters as they are stored, read and handled."""
