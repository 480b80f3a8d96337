"""The encrypted vault: keys, compartments, the one door for writes; alone in knowing SQLCipher and libsodium."""
