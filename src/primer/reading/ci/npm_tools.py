"""The tools that publish to an npm registry: their options and variables, and what else starts them.

Read off npm 11.19, pnpm 10, Yarn 4.10, lerna 9 and changesets 2.29: these exchange an identity, pnpm and
changesets through the npm that they call. Yarn 1 (`yarn publish`) and bun (`bun publish`) exchange none.
"""

from primer.core.regex import regex
from primer.core.registry import Ecosystem
from primer.core.value import replace
from primer.reading.ci.tool import Tool

_SECRETS = ("--//registry.npmjs.org/:_authToken", "--_authToken")
_REGISTRY_VARIABLES = ("NPM_CONFIG_REGISTRY", "npm_config_registry")
_TOKENS = regex(
    r"NODE_AUTH_TOKEN|NPM_(?:AUTH_)?TOKEN|(?i:NPM_CONFIG_(?!//(?!registry\.npmjs\.))\S*_AUTHTOKEN)"
)
_VALUES = (
    *("--access", "--tag", "--otp", "--loglevel", "--userconfig", "--provenance-file", "--cache"),
    *("--config", "--script-shell", "--reporter", "--publish-branch", "--npm-path", "--tolerate-republish"),
)

_NPM = Tool(
    command=("npm", "publish"),
    identity=True,
    repository=("--registry",),
    repository_variables=_REGISTRY_VARIABLES,
    secrets=_SECRETS,
    secret_variables=_TOKENS,
    files=True,
    folders=("-w", "--workspace"),
    moves=("--prefix", "-C"),
    values=_VALUES,
    ecosystem=Ecosystem.JAVASCRIPT,
    dist=False,
)
NPM_TOOLS = (
    _NPM,
    replace(_NPM, command=("pnpm", "publish"), folders=("-F", "--filter"), moves=("-C", "--dir")),
    Tool(
        command=("yarn", "npm", "publish"),
        identity=True,
        repository=("--publish-registry",),
        repository_variables=("YARN_NPM_PUBLISH_REGISTRY", "YARN_NPM_REGISTRY_SERVER"),
        secret_variables=regex("YARN_NPM_AUTH_TOKEN|NODE_AUTH_TOKEN|NPM_(?:AUTH_)?TOKEN"),
        folders=("--workspace",),
        moves=("--cwd",),
        values=_VALUES,
        ecosystem=Ecosystem.JAVASCRIPT,
        dist=False,
    ),
    Tool(
        command=("yarn", "publish"),
        identity=False,
        repository=("--registry",),
        repository_variables=_REGISTRY_VARIABLES,
        secret_variables=_TOKENS,
        files=True,
        folders=("--workspace",),
        moves=("--cwd",),
        values=(*_VALUES, "--new-version"),
        ecosystem=Ecosystem.JAVASCRIPT,
        dist=False,
    ),
    Tool(
        command=("bun", "publish"),
        identity=False,
        repository=("--registry",),
        repository_variables=_REGISTRY_VARIABLES,
        secrets=_SECRETS,
        secret_variables=regex(f"{_TOKENS.pattern}|NPM_CONFIG_TOKEN"),
        files=True,
        moves=("--cwd",),
        values=(*_VALUES, "--auth-type", "--gzip-level", "--ca", "--cafile"),
        ecosystem=Ecosystem.JAVASCRIPT,
        dist=False,
    ),
    Tool(
        command=("changeset", "publish"),
        identity=True,
        repository_variables=_REGISTRY_VARIABLES,
        secret_variables=_TOKENS,
        values=_VALUES,
        ecosystem=Ecosystem.JAVASCRIPT,
        dist=False,
    ),
    Tool(
        command=("lerna", "publish"),
        identity=True,
        repository=("--registry",),
        repository_variables=_REGISTRY_VARIABLES,
        secret_variables=_TOKENS,
        values=(*_VALUES, "--dist-tag", "--contents", "--canary", "--preid", "--message", "-m"),
        ecosystem=Ecosystem.JAVASCRIPT,
        dist=False,
    ),
)

_MANAGERS = frozenset({"pnpm", "yarn", "bun"})
_PROGRAMS = frozenset({"changeset", "lerna"})


def npm_unwrapped(words: tuple[str, ...]) -> tuple[str, ...]:
    """A command as npm, pnpm or Yarn start it without what only chooses the program or the workspace."""
    first, rest = words[0], words[1:]
    if first.startswith("@changesets/cli"):
        return ("changeset", *rest)
    if first in _MANAGERS and rest and rest[0] in _PROGRAMS:
        return rest
    if first == "yarn" and rest[:1] == ("workspace",) and len(rest) > 2:
        return ("yarn", *rest[2:], "--workspace", rest[1])
    if first == "yarn" and rest[:2] == ("workspaces", "foreach") and "npm" in rest:
        return ("yarn", *rest[rest.index("npm") :])
    return words
