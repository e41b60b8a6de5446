"""The conversation in Telegram: screens as cards, updates as events."""
