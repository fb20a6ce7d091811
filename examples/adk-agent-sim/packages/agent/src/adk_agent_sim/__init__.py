"""Runs an agent in the simulator."""

__version__ = "0.2.0"
