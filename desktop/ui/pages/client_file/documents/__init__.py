"""The parts of the Documents tab."""
