"""One module per thing a person wants to get done: checks the right, opens a transaction, writes the log."""
