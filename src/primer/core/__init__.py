"""The values primer thinks in; nothing here reads, writes or asks."""
