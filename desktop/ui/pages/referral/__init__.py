"""Taking a referral: of one person while the caller waits, or of everyone a raid brought."""
