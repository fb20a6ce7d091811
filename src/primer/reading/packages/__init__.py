"""Packages, out of their manifests and workspaces."""
