"""What made a publish fail, read from its log (pure)."""
