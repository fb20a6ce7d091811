"""`primer workflow`: writes the publish workflow, checks what is there, mends it, or sets versions."""

from primer.cli.arguments import Arguments
from primer.cli.fleet import for_each_path


def workflow_command(arguments: Arguments) -> int:
    """Does the one thing that was asked for; gives the exit code."""
    if arguments.sync_versions is not None:
        from primer.cli.sync_command import sync_command

        return sync_command(arguments)
    if arguments.check or arguments.fix:
        from primer.cli.workflow_check import check_command

        return check_command(arguments)
    from primer.cli.workflow_write import write_command

    return for_each_path(arguments, write_command)
