"""The refusals that are known by their words, each with its cause and remedy.

PyPI's words: warehouse/forklift/legacy.py. devpi's and pypiserver's were read off running servers.
In every text `{title}` is the registry, `{package}` the package, `{upload_url}` where uploads go, and
`{init}` the command that goes on.
"""

from primer.core.problem import NeedsYou, Problem, TheirAnswer, YourInput
from primer.core.registry import Registry
from primer.core.value import frozen
from primer.ports.hands import Answer
from primer.registries.naming import wizard_for
from primer.registries.words import plain

OTHER_NAME = "choose another name in the package's metadata"


@frozen
class Refusal:
    """A kind of refusal; `stops_all` when no other file would fare better with this token."""

    kind: type[Problem]
    reference: str
    message: str
    hint: str
    stops_all: bool = False

    def problem(self, registry: Registry, package: str, answer: Answer, said: str, **more: str) -> Problem:
        """The refusal about this package; `said` is what the registry answered, `more` fills other blanks."""
        blanks = {
            "title": registry.title,
            "package": package,
            "upload_url": registry.upload_url,
            "init": wizard_for(registry),
            **more,
        }
        where = plain(answer.headers.get("location", "")).partition("?")[0] if self is SENT_ELSEWHERE else ""
        return self.kind(
            self.reference,
            self.message.format_map(blanks),
            self.hint.format_map(blanks),
            context=(*((f"it points to {where}",) if where else ()), said),
        )


CLOSED = Refusal(
    TheirAnswer,
    "registry-closed",
    "{title} takes no uploads at the moment",
    "look at its status page, and run `{init}` again later",
    stops_all=True,
)
UNKNOWN_TOKEN = Refusal(
    NeedsYou,
    "token-refused",
    "{title} does not know this token",
    "make a new token at {title} and run `{init}` again; nothing that was done is lost",
    stops_all=True,
)
OUT_OF_BOUNDS = Refusal(
    NeedsYou,
    "token-out-of-bounds",
    "{title} says that the token is not good for {package}, or not at this time",
    "check this machine's clock, then run `{init}` again with a new token",
    stops_all=True,
)
UNVERIFIED_EMAIL = Refusal(
    NeedsYou,
    "unverified-account",
    "{title} takes no upload from this account before its e-mail address is verified",
    "verify the primary address in the account's settings at {title}, then go on",
    stops_all=True,
)
NO_SECOND_FACTOR = Refusal(
    NeedsYou,
    "unverified-account",
    "{title} takes no upload from this account before it has two-factor authentication",
    "set up two-factor authentication in the account's settings at {title}, then go on",
    stops_all=True,
)
ARCHIVED = Refusal(
    NeedsYou,
    "archived-project",
    "{package} is archived or quarantined on {title} and takes no files",
    "unarchive it in the project's settings, or choose another name",
)
NOT_YOURS = Refusal(
    YourInput,
    "not-your-project",
    "{package} exists on {title}, and this account may not upload to it",
    "use the account that owns {package}, or choose another name",
)
FILE_EXISTS = Refusal(
    TheirAnswer,
    "file-exists",
    "{title} has another file under this name for {package}, now or once",
    "choose a higher --placeholder-version: a used file name is used for good",
)
STANDARD_LIBRARY = Refusal(
    YourInput,
    "name-refused",
    "{title} takes no project named {package}: it is a module of Python's standard library",
    OTHER_NAME,
)
PROHIBITED = Refusal(
    YourInput,
    "name-refused",
    "{title} allows nobody a project named {package}",
    "choose another name in the package's metadata, or ask the registry's support",
)
BAD_NAME = Refusal(YourInput, "name-refused", "{title} takes no project named {package}", OTHER_NAME)
TOO_SIMILAR = Refusal(
    YourInput, "name-too-similar", "{package} is too similar to a project that {title} has", OTHER_NAME
)
OLD_RELEASE = Refusal(
    TheirAnswer,
    "release-closed",
    "The placeholder release of {package} on {title} is too old to take another file",
    "choose a higher --placeholder-version",
)
METADATA = Refusal(
    YourInput,
    "metadata-refused",
    "{title} does not take the metadata of {package}",
    "change the field that its answer names, and run `{init}` again",
)
ODD_FILE = Refusal(
    TheirAnswer,
    "upload-refused",
    "{title} did not take a file of {package}",
    "its answer says what it did not like; the other packages can go on without it",
)
FORBIDDEN = Refusal(
    TheirAnswer,
    "upload-forbidden",
    "{title} does not let this token upload {package}",
    "look whether this account may upload there, and make a new token at {title}",
    stops_all=True,
)
NOTHING_THERE = Refusal(
    YourInput,
    "wrong-upload-address",
    "There is nothing at {upload_url} that takes uploads",
    "correct upload-url under [tool.primer.registries]; the last slash can matter",
    stops_all=True,
)
SENT_ELSEWHERE = Refusal(
    YourInput,
    "redirected-upload",
    "{title} sends uploads elsewhere, and primer does not send a token after them",
    "correct upload-url under [tool.primer.registries]; the last slash can matter",
    stops_all=True,
)
FAILING = Refusal(
    TheirAnswer,
    "registry-failing",
    "{title} could not handle the upload",
    "run `{init}` again in a while; it first looks whether the file arrived",
    stops_all=True,
)
NOT_UNDERSTOOD = Refusal(
    TheirAnswer,
    "answer-not-understood",
    "{title} answered the upload with something that primer does not know",
    "check upload-url and run `{init}` again; it first looks whether the file arrived",
    stops_all=True,
)

# Statuses, the lower-case words that must all be there, the meaning. The first row that fits is meant, so
# special words stand before general ones.
BY_WORDS: tuple[tuple[frozenset[int], tuple[str, ...], Refusal], ...] = (
    (frozenset({403}), ("read-only",), CLOSED),
    (frozenset({403}), ("temporarily disabled",), CLOSED),
    (frozenset({403}), ("new project registration", "disabled"), CLOSED),
    (frozenset({403}), ("invalid or non-existent authentication",), UNKNOWN_TOKEN),
    (frozenset({403}), ("the token id", "doesn't exist"), UNKNOWN_TOKEN),
    (frozenset({403}), ("user for token doesn't exist",), UNKNOWN_TOKEN),
    (frozenset({403}), ("token doesn't match user name",), UNKNOWN_TOKEN),
    (frozenset({403}), ("invalid api token",), OUT_OF_BOUNDS),
    (frozenset({403}), ("exception during token verification",), OUT_OF_BOUNDS),
    (frozenset({400, 403}), ("verified", "email"), UNVERIFIED_EMAIL),
    (frozenset({400, 403}), ("verified", "e-mail"), UNVERIFIED_EMAIL),
    (frozenset({400, 403}), ("two factor",), NO_SECOND_FACTOR),
    (frozenset({400, 403}), ("two-factor",), NO_SECOND_FACTOR),
    (frozenset({400, 403}), ("archived",), ARCHIVED),
    (frozenset({400, 403}), ("quarantine",), ARCHIVED),
    (frozenset({403}), ("the user", "isn't allowed to upload to project"), NOT_YOURS),
    (frozenset({403}), ("isn't allowed to upload",), ARCHIVED),
    (frozenset({400, 409}), ("already exists",), FILE_EXISTS),
    (frozenset({400, 409}), ("previously used",), FILE_EXISTS),
    (frozenset({400, 409}), ("already been used",), FILE_EXISTS),
    (frozenset({400}), ("standard library module",), STANDARD_LIBRARY),
    (frozenset({400}), ("too similar",), TOO_SIMILAR),
    (frozenset({400}), ("name", "isn't allowed"), PROHIBITED),
    (frozenset({400}), ("invalid value for name",), BAD_NAME),
    (frozenset({400}), ("older than", "days"), OLD_RELEASE),
    (frozenset({400}), ("invalid value for",), METADATA),
    (frozenset({400}), ("metadata",), METADATA),
    (frozenset({400}), ("classifier",), METADATA),
    (frozenset({400}), ("license",), METADATA),
    (frozenset({400}), ("description",), METADATA),
)

BY_STATUS: tuple[tuple[range, Refusal], ...] = (
    (range(300, 400), SENT_ELSEWHERE),
    (range(401, 402), FORBIDDEN),
    (range(403, 404), FORBIDDEN),
    (range(404, 406), NOTHING_THERE),
    (range(410, 411), NOTHING_THERE),
    (range(408, 409), FAILING),
    (range(425, 426), FAILING),
    # pypiserver's and devpi's only conflict is a file that is there.
    (range(409, 410), FILE_EXISTS),
    (range(400, 500), ODD_FILE),
    (range(500, 600), FAILING),
)


def refusal(status: int, words: str) -> Refusal:
    """The refusal that an answer is, by its words where they are known, otherwise by its status."""
    lowered = words.lower().replace("\u2019", "'")
    for statuses, needed, meant in BY_WORDS:
        if status in statuses and all(word in lowered for word in needed):
            return meant
    return next((meant for statuses, meant in BY_STATUS if status in statuses), NOT_UNDERSTOOD)
