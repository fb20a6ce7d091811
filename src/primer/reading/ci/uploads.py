"""The uploads that a script makes: with which tool, from which folder, to which index, with which secret."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from primer.core.registry import Ecosystem
from primer.core.value import field, mutable, replace
from primer.reading.ci.credentials import NPMRC, npm_tokens_in
from primer.reading.ci.expressions import expanded, folder
from primer.reading.ci.npm_settings import YARNRC, NpmSettings, registries_written
from primer.reading.ci.shell import Command, commands
from primer.reading.ci.tool import Tool
from primer.reading.ci.tools import arguments_of, script_of, tool_of, unwrapped
from primer.reading.ci.upload import Upload

MOST_SHELLS = 3
_SETTINGS = "POETRY_REPOSITORIES_"
_USERCONFIGS = ("NPM_CONFIG_USERCONFIG", "npm_config_userconfig")


@mutable
class Shell:
    """What carries over from one script of a job to the next: variables, and credentials put into settings.

    `base` is the working folder of the scripts, empty for the repository's own; `held` is the file
    that keeps the credential, empty for a command's own settings. `npm` are npm's settings.
    """

    variables: dict[str, str]
    base: str = ""
    secret: str = ""
    held: str = ""
    npm: NpmSettings = field(default_factory=NpmSettings)

    def uploads(self, script: str, nested: int = 0) -> list[Upload]:
        """The uploads of one script, in their order; what it sets is kept for later ones."""
        for token, _ in npm_tokens_in(script):
            self.npm.secret = expanded(token, self.variables)
        written = list(registries_written(script, self.variables))
        folders = {0: self.base}
        found: list[Upload] = []
        for command in commands(script):
            while written and written[0][0] <= command.line:
                _, file, address = written.pop(0)
                self.npm.registries[file] = address
            words = unwrapped(tuple(expanded(word, self.variables) for word in command.words))
            base = folders.setdefault(command.depth, folders.get(command.depth - 1, self.base))
            folders = {depth: path for depth, path in folders.items() if depth <= command.depth}
            if not words:
                self.variables.update(command.assigned)
            elif words[0] in ("cd", "pushd", "Set-Location") and len(words) > 1:
                folders[command.depth] = folder(base, words[-1])
            elif inner := script_of(words) if nested < MOST_SHELLS else None:
                found += self._inner(inner, command, base, nested)
            else:
                found += self._of(words, command, base)
        return found

    def settings(self) -> dict[str, str]:
        """The variables that stand for settings written to files, which outlive a script."""
        return {name: text for name, text in self.variables.items() if name.startswith(_SETTINGS)}

    def _inner(self, script: str, command: Command, base: str, nested: int) -> list[Upload]:
        inner = Shell({**self.variables, **command.assigned}, base, self.secret, self.held, self.npm.copied())
        return [replace(one, line=command.line) for one in inner.uploads(script, nested + 1)]

    def _of(self, words: tuple[str, ...], command: Command, base: str) -> Iterator[Upload]:
        tool = tool_of(words)
        if tool is None:
            self._configure(words)
            return
        arguments = arguments_of(words, tool)
        options, files = _parsed(arguments, tool)
        variables = {**self.variables, **command.assigned}
        secret, held = _secret(tool, options, variables) or self._kept(tool)
        for place in _folders(tool, arguments, options, files, base):
            yield Upload(
                tool.name,
                command.line,
                place,
                _repository(tool, options, variables) or self._npm_registry(tool, options, variables),
                secret,
                tool.identity and _wants_identity(options, variables),
                held,
                tool.ecosystem,
                "--skip-existing" in options,
            )

    def _npm_registry(self, tool: Tool, options: Mapping[str, str], variables: Mapping[str, str]) -> str:
        if tool.ecosystem is not Ecosystem.JAVASCRIPT:
            return ""
        if tool.command[:2] == ("yarn", "npm"):
            return self.npm.registries.get(YARNRC, "")
        named = (variables.get(name, "") for name in _USERCONFIGS)
        return self.npm.registry(options.get("--userconfig") or next(filter(None, named), ""))

    def _kept(self, tool: Tool) -> tuple[str, str]:
        """What settings hold for a tool, and the file."""
        if tool.ecosystem is Ecosystem.JAVASCRIPT:
            return self.npm.secret, NPMRC if self.npm.secret else ""
        return self.secret, self.held

    def _configure(self, words: tuple[str, ...]) -> None:
        """Remembers `poetry config pypi-token.pypi …` and its like, and addresses given a name."""
        text = " ".join(words)
        self.npm.configure(text)
        if found := re.match(r"poetry config (?:--\S+ )*(?:pypi-token|http-basic)\.\S+ (.+)", text):
            self.secret, self.held = found.group(1), ""
        if found := re.match(r"(?:hatch config set|pdm config) (?:--\S+ )*\S*(?:auth|password) (.+)", text):
            self.secret, self.held = found.group(1), ""
        if found := re.match(r"poetry config (?:--\S+ )*repositories\.(\S+?)(?:\.url)? (\S+)", text):
            self.variables[_repository_variable(found.group(1))] = found.group(2)


def _parsed(arguments: tuple[str, ...], tool: Tool) -> tuple[dict[str, str], list[str]]:
    """Options with their values (flags with an empty one), and the arguments that belong to none."""
    options: dict[str, str] = {}
    files: list[str] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, separator, value = word.partition("=")
        if word == "--":
            files += rest
            break
        if not word.startswith("-") or word == "-":
            files.append(word)
        elif separator:
            options[name] = value
        elif tool.takes_value(word):
            options[word] = rest.pop(0) if rest else ""
        elif tool.takes_value(word[:2]) and not word.startswith("--"):
            options[word[:2]] = word[2:]
        else:
            options[word] = ""
    return options, files


def _folders(
    tool: Tool, arguments: tuple[str, ...], options: Mapping[str, str], files: list[str], base: str
) -> list[str]:
    """The folders the files come from, one upload each; one empty text where nothing is said."""
    moved = next((options[option] for option in tool.moves if option in options), "")
    start = folder(base, moved.removesuffix("Cargo.toml")) if moved or base else ""
    if named := _values(tool.folders, arguments):
        return list(dict.fromkeys(folder(start, one) for one in named))
    if tool.files and files:
        place = _folder_of if tool.dist else str
        return list(dict.fromkeys(folder(start, place(file)) for file in files))
    return [folder(start, "dist" if tool.dist else ".")] if start and start != "." else [""]


def _values(wanted: tuple[str, ...], arguments: tuple[str, ...]) -> list[str]:
    """Every value of these options, in their order."""
    after = (value for word, value in pairwise(arguments) if word in wanted and value)
    joined = (word.partition("=") for word in arguments)
    return [*after, *(value for name, _, value in joined if name in wanted and value)]


def _folder_of(file: str) -> str:
    """`dist` for `dist/*`; a pattern beginning with a name (`dist/acme-*`) stays as it is."""
    head, _, last = file.rpartition("/")
    told_apart = re.match(r"[^*?\[]{2,}", last) and last not in (".", "..")
    if not head and not told_apart:
        return file if not re.search(r"[*?\[]", file) else "."
    return file if told_apart or not last else head


def _repository(tool: Tool, options: Mapping[str, str], variables: Mapping[str, str]) -> str:
    given = [options[option] for option in tool.repository if options.get(option)]
    given += [variables[name] for name in tool.repository_variables if variables.get(name)]
    if not given:
        return ""
    name = tool.names.get(given[0], given[0])
    return variables.get(_repository_variable(name), name) if tool.command[0] == "poetry" else name


def _repository_variable(name: str) -> str:
    return f"{_SETTINGS}{re.sub(r'[^A-Za-z0-9]', '_', name).upper()}_URL"


def _secret(tool: Tool, options: Mapping[str, str], variables: Mapping[str, str]) -> tuple[str, str] | None:
    """The secret, and the variable that holds it; None where none is handed over."""
    given = [(options[option], "") for option in tool.secrets if options.get(option)]
    given += [
        (value, name) for name, value in variables.items() if value and tool.secret_variables.fullmatch(name)
    ]
    return (expanded(given[0][0], variables), given[0][1]) if given else None


def _wants_identity(options: Mapping[str, str], variables: Mapping[str, str]) -> bool:
    chosen = options.get("--trusted-publishing") or variables.get("UV_TRUSTED_PUBLISHING", "")
    return chosen.lower() != "never"
