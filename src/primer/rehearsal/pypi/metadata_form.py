"""The metadata of an upload, as its form says it, judged by PyPI's rules and in its words."""

from packaging.metadata import InvalidMetadata, Metadata, RawMetadata
from packaging.version import Version
from werkzeug.datastructures import MultiDict

from primer.core.value import frozen
from primer.rehearsal.pypi.refusal import Refusal

Fields = MultiDict[str, str]

METADATA_VERSIONS = ("1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5")
_SPECIFICATION = "https://packaging.python.org/specifications/core-metadata"
_SUMMARY_LENGTH = 512
_URL_LABEL_LENGTH = 32


@frozen
class FormMetadata:
    """What the site keeps of the metadata; `name` as given, `version` in its normal form."""

    name: str
    version: str
    summary: str
    requires_python: str
    description: str
    description_type: str


def read_metadata(fields: Fields) -> FormMetadata:
    """The metadata of a form; Refusal 400 names the first field that is wrong."""
    given = Fields([(k, v.strip()) for k, v in fields.items(multi=True) if v.strip() != "UNKNOWN"])
    raw = _raw(given)
    _refuse_simple(given)
    parsed = _parsed(raw, given)
    _refuse_version(parsed.version)
    return FormMetadata(
        given["name"],
        str(parsed.version),
        given.get("summary", ""),
        given.get("requires_python", ""),
        given.get("description", ""),
        given.get("description_content_type", ""),
    )


def wrong(value: str, field: str, why: str) -> Refusal:
    """PyPI's sentence about a wrong value."""
    shown = f"{value[:30]}...{value[-30:]}" if len(value) > 60 else value
    see = f"See {_SPECIFICATION} for more information."
    return Refusal(400, f"{shown!r} is an invalid value for {field}. Error: {why} {see}")


def _refuse_simple(given: Fields) -> None:
    """What is looked at before the rest; the name first, so that an empty form is answered by it."""
    for key, label in (("name", "Name"), ("version", "Version"), ("metadata_version", "Metadata-Version")):
        if not given.get(key):
            raise wrong("", label, "This field is required.")
    if given["metadata_version"] not in METADATA_VERSIONS:
        raise wrong(given["metadata_version"], "Metadata-Version", "Use a known metadata version.")
    if len(given.get("summary", "")) > _SUMMARY_LENGTH:
        raise wrong(given["summary"], "Summary", "Field cannot be longer than 512 characters.")
    if given.get("license") and given.get("license_expression"):
        why = "License is deprecated when License-Expression is present."
        raise wrong(given["license"], "License", why)
    _refuse_classifiers(given.getlist("classifiers"))
    for label in (line.partition(",")[0].strip() for line in given.getlist("project_urls")):
        if not 0 < len(label) <= _URL_LABEL_LENGTH:
            raise wrong(label, "Project-URL", "Label must be 1 to 32 characters.")


def _refuse_classifiers(classifiers: list[str]) -> None:
    from trove_classifiers import classifiers as known

    for classifier in classifiers:
        if classifier not in known:
            raise wrong(classifier, "Classifier", f"Classifier {classifier!r} is not a valid classifier.")


def _refuse_version(version: Version) -> None:
    if version.local:
        use = f"The use of local versions in {version!r} is not allowed."
        raise Refusal(400, f"{use} See {_SPECIFICATION} for more information.")


def _parsed(raw: RawMetadata, given: Fields) -> Metadata:
    try:
        return Metadata.from_raw(raw, validate=True)
    except ExceptionGroup as found:
        first = found.exceptions[0]
        field = first.field if isinstance(first, InvalidMetadata) else "metadata"
        value = given.get(field.replace("-", "_"), "")
        raise wrong(value, field.title(), f"{first}.") from None


def _raw(given: Fields) -> RawMetadata:
    raw: RawMetadata = {"name": given.get("name", ""), "version": given.get("version", "")}
    raw["metadata_version"] = given.get("metadata_version", "")
    _add_texts(raw, given)
    _add_lists(raw, given)
    return raw


def _add_texts(raw: RawMetadata, given: Fields) -> None:
    if summary := given.get("summary"):
        raw["summary"] = summary
    if description := given.get("description"):
        raw["description"] = description
    if kind := given.get("description_content_type"):
        raw["description_content_type"] = kind
    if requires_python := given.get("requires_python"):
        raw["requires_python"] = requires_python
    if expression := given.get("license_expression"):
        raw["license_expression"] = expression
    if words := given.get("license"):
        raw["license"] = words


def _add_lists(raw: RawMetadata, given: Fields) -> None:
    if requires := given.getlist("requires_dist"):
        raw["requires_dist"] = requires
    if extras := given.getlist("provides_extra"):
        raw["provides_extra"] = extras
    if dynamic := given.getlist("dynamic"):
        raw["dynamic"] = dynamic
    if licenses := given.getlist("license_files") or given.getlist("license_file"):
        raw["license_files"] = licenses
