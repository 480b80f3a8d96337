"""What the centres know: plain data and rules, standard library only."""
