"""Fixtures that several tests share, one module per subject; `tests/conftest.py` registers each of them."""
