"""What machines are told, as JSON Schemas; each ships beside this module."""

from pathlib import Path


def schema(of: str) -> str:
    """The JSON Schema of `plan`, `findings`, `diagnosis`, `exchange` or `rehearsal`."""
    return Path(__file__).with_name(f"{of}.schema.json").read_text("utf-8")
