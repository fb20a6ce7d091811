"""How it looks and sounds: the voice in the terminal, the plan on paper."""
