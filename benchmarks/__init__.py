"""Ratios against the peers: a bare window, plain sqlite3. Never a test: a busy machine is not a bug."""
