"""Whether the part that rehearsing needs is installed; asked before anything of it is imported."""

from importlib.util import find_spec

from primer.core.problem import Missing, Stop

COMMAND = "pip install 'publish-primer[rehearse]'"


def require_extra(module: str = "werkzeug") -> None:
    """Stop with the command that installs it, when the rehearsal's server is not installed."""
    if find_spec(module) is None:
        raise Stop(
            Missing(
                "rehearsal-extra-missing",
                f"a rehearsal needs {module}, which is not installed here",
                hint=f"run {COMMAND}, or once: uvx --from 'publish-primer[rehearse]' primer rehearse",
            )
        )
