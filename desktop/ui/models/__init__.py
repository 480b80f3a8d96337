"""What lists and tables show, computed from domain values."""
