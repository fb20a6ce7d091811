"""A site of PyPI's kind: a real server that speaks its interfaces and shows its pages."""
