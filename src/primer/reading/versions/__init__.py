"""Where a repository says versions, and which."""
