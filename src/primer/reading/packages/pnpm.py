"""pnpm-workspace.yaml; imports PyYAML, so only imported where there is one."""

from primer.core.problem import Problem
from primer.core.regex import patterns_wait
from primer.reading.texts.document import malformed

with patterns_wait():
    # Most of its patterns are for numbers and dates, which a list of folders has not.
    import yaml


def pnpm_globs(path: str, text: str) -> tuple[str, ...] | Problem:
    """The globs of a pnpm workspace, none where it lists none; `malformed-file` where the file is no YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return malformed(path, mark.line + 1 if mark else None, "YAML", error.problem or "it does not parse")
    except (yaml.YAMLError, RecursionError, ValueError):
        return malformed(path, None, "YAML", "characters that it does not allow, or nested too deeply")
    if not isinstance(node, yaml.MappingNode):
        return ()
    listed = [value for key, value in node.value if key.value == "packages"]
    return tuple(
        item.value
        for value in listed
        if isinstance(value, yaml.SequenceNode)
        for item in value.value
        if isinstance(item, yaml.ScalarNode)
    )
