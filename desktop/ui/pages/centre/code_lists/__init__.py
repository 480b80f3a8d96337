"""The parts of the code lists on the Centre page."""
