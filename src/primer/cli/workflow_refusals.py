"""Which flags of `primer workflow` do not go together."""

from primer.cli.arguments import Arguments
from primer.cli.flags.parser import Parser


def refuse_beside(parser: Parser, said: Arguments) -> None:
    """A check goes with `--fix`, which checks too; printing goes with what is in the workflow itself.

    Findings alone have a form for machines.
    """
    sync = said.sync_versions is not None
    for flag, given in {"--print": said.to_stdout, "--sync-versions": sync}.items():
        if said.check and given:
            parser.error(f"argument --check: not allowed with argument {flag}")
    beside = [part for part in said.parts or () if part in ("guard", "release-pr")]
    if said.to_stdout and beside:
        parser.error(f"argument --print: not allowed with argument --with {beside[0]}, a file of its own")
    if said.format == "json" and not (said.check or said.fix):
        parser.error("argument --format json: goes with --check or --fix, whose findings it prints")
