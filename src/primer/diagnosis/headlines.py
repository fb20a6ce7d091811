"""Every cause in words, as the head of a diagnosis says it."""

from collections.abc import Mapping

HEADLINES: Mapping[str, str] = {
    "invalid-publisher": "no registered publisher takes this run",
    "stale-pending-publisher": "a pending publisher of yours stands in the way",
    "project-not-created": "the project does not exist, and this run may not create it",
    "creation-quota": "the index allows no further new project for now",
    "file-exists": "this version is on the index already, or was once",
    "not-allowed": "this run or account may not upload to this project",
    "dead-token": "the index refuses the token or password that was sent",
    "reused-identity-token": "one identity token was exchanged twice",
    "missing-id-token": "the job was given no identity token",
    "tag-object-pin": "the action is pinned to a tag's object, and its image is found by commit",
    "old-tool": "the uploading tool is older than the metadata",
    "name-refused": "the index takes no project of this name",
    "old-release": "the release is too old to take another file",
    "waiting-for-review": "the environment has not let the deployment through",
    "npm-too-old": "this npm asks for no identity, so it published as nobody",
    "npm-not-authorised": "npm does not let this run publish this package",
    "npm-repository-mismatch": "package.json names another repository than the one that publishes",
    "npm-otp": "npm was shown a token and asks for a one-time password",
    "npm-action-not-allowed": "the trusted publisher may do other things, but not publish",
    "npm-not-public": "npm takes the package for a private one",
    "not-live": "the release is not on the index",
}
"""By the cause's name."""
