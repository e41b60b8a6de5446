"""The secretariat's pictures: one drawing (SVG) for the page, the letter and the chat, and the same in words."""
