"""Folders in which a package is most likely nobody's to publish from here."""

VENDORED = frozenset(
    {
        "vendor",
        "vendored",
        "_vendor",
        "_vendored",
        "third_party",
        "third-party",
        "thirdparty",
        "3rdparty",
        "node_modules",
        "bower_components",
        "site-packages",
    }
)
TESTS = frozenset({"tests", "test", "__tests__", "testdata", "test_data", "test-data", "test-fixtures"})
FIXTURES = frozenset({"fixtures", "__fixtures__"})


def vendored(folder: str) -> str:
    """Why a folder's package is somebody else's; or empty."""
    part = next((part for part in folder.split("/") if part.casefold() in VENDORED), "")
    return f"vendored, under {part}/" if part else ""


def fixture(folder: str) -> str:
    """Why a folder's package only serves tests; or empty. A folder's own name `fixtures` is no sign."""
    parts = folder.split("/")
    own = next((part for part in parts if part.casefold() in TESTS), "")
    around = next((part for part in parts[:-1] if part.casefold() in FIXTURES), "")
    part = own or around
    return f"a test fixture, under {part}/ and no member of a workspace" if part else ""


def template(folder: str) -> str:
    """Why a folder's package is only a pattern for others; or empty."""
    return "a template: its folder's name is filled in later" if "{{" in folder or "{%" in folder else ""
