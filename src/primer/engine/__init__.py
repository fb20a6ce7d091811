"""Look, say what is missing, do one thing, look again; knows no registry by name and no terminal."""
