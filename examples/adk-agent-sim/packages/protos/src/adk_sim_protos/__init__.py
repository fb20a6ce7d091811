"""Messages between the agent simulator and its clients."""

__version__ = "0.2.0"
