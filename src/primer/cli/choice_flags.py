"""The flags that stand for choices, by the attribute that each has on the command line."""

CHOICES = {
    "packages": ("packages", "GLOB", "only the packages in these folders (may be repeated)"),
    "exclude": ("exclude", "GLOB", "not the packages in these folders (may be repeated)"),
    "placeholder_version": ("placeholder-version", "VERSION", "the placeholder's version (default 0.0.1)"),
    "route": ("route", "ROUTE", "prime (upload a placeholder), pending (pending publishers) or organization"),
    "provider": ("publisher.provider", "NAME", "github, gitlab, google, activestate or circleci"),
    "owner": ("publisher.owner", "NAME", "GitHub: owner of the repository"),
    "repository": ("publisher.repository", "NAME", "GitHub: name of the repository"),
    "workflow": ("publisher.workflow", "FILE", "the workflow or pipeline file that publishes"),
    "environment": ("publisher.environment", "NAME", "the environment that it publishes from"),
    "namespace": ("publisher.namespace", "NAME", "GitLab: group or user"),
    "project": ("publisher.project", "NAME", "GitLab or ActiveState: name of the project"),
    "email": ("publisher.email", "ADDRESS", "Google: e-mail of the service account"),
    "sub": ("publisher.sub", "ID", "Google: subject"),
    "organization": ("publisher.organization", "NAME", "ActiveState: organization"),
    "actor": ("publisher.actor", "NAME", "ActiveState: actor"),
    "organization_id": ("publisher.organization-id", "UUID", "CircleCI: organization"),
    "project_id": ("publisher.project-id", "UUID", "CircleCI: project"),
    "pipeline_id": ("publisher.pipeline-id", "UUID", "CircleCI: pipeline definition"),
    "origin": ("publisher.origin", "PATH", "CircleCI: github.com/owner/name"),
    "contexts": ("publisher.contexts", "UUIDS", "CircleCI: contexts that the job has, with commas between"),
    "account": (
        "accounts",
        "[NAME=]USER",
        "your user name there, so that yours can be seen (may be repeated)",
    ),
}
"""Attribute → key under [tool.primer], metavar, help."""
SEVERAL = ("packages", "exclude", "account")
ACCOUNT = "account"
PUBLISHER = "publisher"
PYPI = "pypi"
SWITCHES = {"version_locked": ("version-locked", "all packages have one version, and need each other at it")}
"""Attribute → key under [tool.primer], help; saying it is true."""
