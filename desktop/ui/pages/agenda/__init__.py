"""What the agenda page is made of."""
