"""The parts of a client file: what is read on each tab, and the forms that record."""
