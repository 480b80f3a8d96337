"""What the Today page is made of."""
