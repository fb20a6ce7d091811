"""Where a token is held, for how long, and what keeps it from showing."""
