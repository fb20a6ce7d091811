"""Every page of help, as a person with a terminal of some width sees it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache

PROGRAM = """
import json
from contextlib import redirect_stdout, suppress
from io import StringIO
from primer.cli.command_line import parse
from primer.cli.flags.commands import NAMES
from primer.cli.help_page import start_page

def page(*words):
    said = StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        parse(words)
    return said.getvalue()

commands = {name: page(name, "--help") for name in NAMES}
print(json.dumps({**commands, "": page("--help"), "choices": page("help", "choices"), "start": start_page()}))
"""
COMMANDS = ("--plan", "rehearse", "init", "confirm", "workflow", "diagnose", "guide", "completion")
NAMES = ("", "start", "choices", "help", *COMMANDS)


@cache
def pages(columns: int) -> Mapping[str, str]:
    """The pages by the command's name; that of primer itself has none."""
    environment = {**os.environ, "COLUMNS": str(columns), "FORCE_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return {str(name): str(text) for name, text in found.items()}
