"""Saving and being killed, over and over; run by `make soak`, a hundred rounds of it in the suite."""
