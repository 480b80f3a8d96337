"""The parts of the indicators of a file."""
