"""Programs that are timed: what primer does without a person, and what one would script without primer."""
