"""pnpm-workspace.yaml; imports PyYAML, so only imported where there is one."""

import yaml


def pnpm_globs(text: str) -> tuple[str, ...]:
    """The globs of a pnpm workspace; none where the file is not what pnpm reads."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return ()
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
