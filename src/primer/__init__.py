"""primer: from packages on no registry to trusted publishing, with no token left."""

__version__ = "0.1.0"
