"""Fixtures for testing agents against the simulator."""

__version__ = "0.2.0"
