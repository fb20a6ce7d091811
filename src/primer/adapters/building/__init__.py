"""Placeholders and real releases, built and checked."""
