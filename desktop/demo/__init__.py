"""A fictitious centre, to try Baken, to show it, to teach it and to measure it."""
