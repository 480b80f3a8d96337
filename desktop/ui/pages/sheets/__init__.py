"""What the Sheets page is made of."""
