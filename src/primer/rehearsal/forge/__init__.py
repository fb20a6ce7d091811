"""The forge: its runs with their identities, and the releases that they publish."""
