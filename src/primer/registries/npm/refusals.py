"""The refusals of an npm registry, each with its cause and remedy.

npm's words: its documented interface, and the threads that quote them. Verdaccio's were read off a running
server. In every text `{title}` is the registry, `{package}` the package, `{scope}` its scope,
`{upload_url}` the registry's address and `{init}` the command that goes on.
"""

from collections.abc import Sequence

from primer.core.problem import NeedsYou, TheirAnswer, YourInput
from primer.registries.refusals import (
    BAD_NAME,
    CLOSED,
    FAILING,
    FORBIDDEN,
    METADATA,
    NOT_UNDERSTOOD,
    NOT_YOURS,
    NOTHING_THERE,
    ODD_FILE,
    OTHER_NAME,
    SENT_ELSEWHERE,
    TOO_SIMILAR,
    UNVERIFIED_EMAIL,
    Refusal,
)

LOGGED_OUT = Refusal(
    NeedsYou,
    "token-refused",
    "{title} does not know this log-in: it ended, or the token was revoked",
    "run `{init}` again and log in anew; nothing that was done is lost",
    stops_all=True,
)
OTHER_ADDRESS = Refusal(
    NeedsYou,
    "address-not-allowed",
    "{title} takes nothing from this machine's address with this token",
    "use another token, or a machine whose address it allows",
    stops_all=True,
)
NEEDS_SECOND_FACTOR = Refusal(
    NeedsYou,
    "unverified-account",
    "{title} publishes nothing with this token: its account has no two-factor authentication, or the token "
    "cannot ask for it",
    "set up two-factor authentication at {title}, then log in on its page in place of pasting a token",
    stops_all=True,
)
NOT_PUBLIC = Refusal(
    NeedsYou,
    "package-not-public",
    "{title} takes {package} for a private package, which a paid account alone may have",
    "look at the plan of {scope} and at the access of its packages in the settings at {title}, then go on",
)
SPAM = Refusal(
    TheirAnswer,
    "spam-filter",
    "{title} took the new name {package} for spam and did not publish it",
    "wait some hours and run `{init}` again, with fewer names at a time; if it stays, ask its support",
    stops_all=True,
)
RELEASED = Refusal(
    TheirAnswer,
    "version-released",
    "{title} has this version of {package} already, or had it once",
    "if primer sent it, run `{init}` again in half an hour, when it is served and can be compared; "
    "otherwise choose a higher --placeholder-version",
)
UNPUBLISHED = Refusal(
    TheirAnswer,
    "unpublished-lately",
    "{package} was unpublished at {title} less than a day ago, and takes no release until that is over",
    "run `{init}` again after 24 hours",
)
ACTION = Refusal(
    NeedsYou,
    "action-not-allowed",
    "The trusted publisher of {package} does not allow this action",
    'allow "npm publish" on the page of the publisher, or remove it and make it again',
)
NO_SUCH_SCOPE = Refusal(
    NeedsYou,
    "scope-not-yours",
    "{title} has no scope {scope}, or this account is no member of it",
    "make the organization of that name at {title}, ask its owner to add you, or log in with another account",
)
NOT_AUTHORISED = Refusal(
    NeedsYou,
    "publish-not-authorised",
    "This account may not publish {package} at {title}, which says so as if nothing were there",
    "log in with the account that owns {package} or its scope, or choose another name",
)
BUSY = Refusal(
    TheirAnswer,
    "registry-busy",
    "{title} was still at work on {package} and did not take it",
    "run `{init}` again in a few minutes; it looks first whether it arrived",
)
TOO_LARGE = Refusal(
    TheirAnswer,
    "upload-refused",
    "{title} takes no file of this size for {package}",
    "ask whoever runs the registry for its limit",
)
RESERVED = Refusal(YourInput, "name-refused", "{title} allows nobody a package named {package}", OTHER_NAME)

_Words = Sequence[tuple[frozenset[int], tuple[str, ...], Refusal]]
_Statuses = Sequence[tuple[range, Refusal]]

# Statuses, the lower-case words that must all be there, the meaning; the first row that fits is meant.
BY_WORDS: _Words = (
    (frozenset({400, 403, 409}), ("publish over",), RELEASED),
    (frozenset({400, 403, 409}), ("already present",), RELEASED),
    (frozenset({400, 403, 409}), ("already exists",), RELEASED),
    (frozenset({403}), ("oidc", "action"), ACTION),
    (frozenset({403}), ("spam",), SPAM),
    (frozenset({400, 403}), ("too similar",), TOO_SIMILAR),
    (frozenset({400, 403}), ("similar to", "existing"), TOO_SIMILAR),
    (frozenset({403}), ("republished", "24 hours"), UNPUBLISHED),
    (frozenset({400, 403}), ("verif", "email"), UNVERIFIED_EMAIL),
    (frozenset({400, 403}), ("verif", "e-mail"), UNVERIFIED_EMAIL),
    (frozenset({403}), ("two-factor",), NEEDS_SECOND_FACTOR),
    (frozenset({403}), ("2fa",), NEEDS_SECOND_FACTOR),
    (frozenset({403}), ("permission to publish",), NOT_YOURS),
    (frozenset({403}), ("not allowed to publish",), NOT_YOURS),
    (frozenset({403}), ("name", "reserved"), RESERVED),
    (frozenset({403, 503}), ("read-only",), CLOSED),
    (frozenset({404}), ("scope",), NO_SUCH_SCOPE),
    (frozenset({404}), ("user or organization",), NO_SUCH_SCOPE),
    (frozenset({400}), ("name",), BAD_NAME),
)

BY_STATUS: _Statuses = (
    (range(300, 400), SENT_ELSEWHERE),
    (range(400, 401), METADATA),
    (range(401, 402), LOGGED_OUT),
    (range(402, 403), NOT_PUBLIC),
    (range(403, 404), FORBIDDEN),
    (range(404, 405), NOT_AUTHORISED),
    (range(405, 406), NOTHING_THERE),
    (range(408, 409), FAILING),
    (range(409, 410), BUSY),
    (range(410, 411), NOTHING_THERE),
    (range(413, 414), TOO_LARGE),
    (range(422, 423), METADATA),
    (range(425, 426), FAILING),
    (range(400, 500), ODD_FILE),
    (range(500, 600), FAILING),
)

HAS_PUBLISHER = Refusal(
    TheirAnswer,
    "publisher-there",
    "{package} has a publisher at {title} that stands in the way of this one",
    "look at the publishers on its page: remove the one that is not wanted, then go on",
)
TOKEN_TOO_WEAK = Refusal(
    NeedsYou,
    "log-in-needed",
    "{title} lets nobody change publishers or access with this token",
    "log in on the registry's page in place of pasting a token, or do it on the package's page",
    stops_all=True,
)
NO_PUBLISHERS = Refusal(
    TheirAnswer,
    "publishers-not-found",
    "{title} knows no {package} whose publishers this account may change",
    "wait until the placeholder is served, and see that this account owns it",
)
ODD_PUBLISHER = Refusal(
    TheirAnswer,
    "publisher-refused",
    "{title} did not take the publisher of {package}",
    "its answer says what it did not like; correct that value, or use the package's page",
)
UNSETTLED = Refusal(
    TheirAnswer,
    "registry-failing",
    "{title} could not handle the request about {package}",
    "run `{init}` again in a while; it looks first what was done",
)

BY_STATUS_OF_CHANGES: _Statuses = (
    (range(300, 400), SENT_ELSEWHERE),
    (range(401, 402), LOGGED_OUT),
    (range(403, 404), TOKEN_TOO_WEAK),
    (range(404, 406), NO_PUBLISHERS),
    (range(408, 409), UNSETTLED),
    (range(409, 410), HAS_PUBLISHER),
    (range(400, 500), ODD_PUBLISHER),
    (range(500, 600), UNSETTLED),
)


def of_upload(status: int, words: str) -> Refusal:
    """What an answer to an upload is, by its words where they are known, otherwise by its status."""
    lowered = words.lower()
    for statuses, needed, meant in BY_WORDS:
        if status in statuses and all(word in lowered for word in needed):
            return meant
    return _by_status(status, BY_STATUS)


def of_change(status: int) -> Refusal:
    """What an answer to a change of publishers or of access is."""
    return _by_status(status, BY_STATUS_OF_CHANGES)


def _by_status(status: int, table: _Statuses) -> Refusal:
    return next((meant for statuses, meant in table if status in statuses), NOT_UNDERSTOOD)
