"""TOML, YAML and JSON with the lines on which their values stand, and globs."""
