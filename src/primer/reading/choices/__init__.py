"""What the person chose: `[tool.primer]`, flags, and what of it is illegal."""
