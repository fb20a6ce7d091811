"""The repository as it stands on this machine."""
