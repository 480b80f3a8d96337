"""What the Centre page is made of."""
