"""What the timeline of a file is made of."""
