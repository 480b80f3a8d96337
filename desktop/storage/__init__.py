"""The encrypted vault: keys, compartments, the one door for writes. The only package that knows SQLCipher or libsodium."""
