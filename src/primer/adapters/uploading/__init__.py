"""Uploads through twine, in this process."""
