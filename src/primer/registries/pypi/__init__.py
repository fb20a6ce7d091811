"""PyPI's interface, and how what it answers is understood."""
