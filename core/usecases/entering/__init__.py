"""Ways in: links and codes that prove whose an address or a chat is."""
