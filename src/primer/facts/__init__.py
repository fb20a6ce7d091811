"""One file per fact that must be true in the end."""
