"""A site of npm's kind: a real server that speaks its interface and shows its pages."""
