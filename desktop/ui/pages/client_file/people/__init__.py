"""What the People tab of a file is made of."""
