"""What the Shelter page is made of."""
