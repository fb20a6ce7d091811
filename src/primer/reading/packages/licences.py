"""Licences as SPDX expressions, from the many ways in which packages name theirs."""

from collections.abc import Iterable
from functools import lru_cache

_PREFIX = "License :: OSI Approved :: "

# Only what means one licence: "BSD License" or "GPL" alone could be several.
_NAMES = {
    "mit license": "MIT",
    "the mit license": "MIT",
    "the mit license (mit)": "MIT",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "apache-2": "Apache-2.0",
    "bsd 2-clause": "BSD-2-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "3-clause bsd": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mpl 2.0": "MPL-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "gplv2": "GPL-2.0-only",
    "gplv3": "GPL-3.0-only",
    "gnu general public license v2 (gplv2)": "GPL-2.0-only",
    "gnu general public license v3 (gplv3)": "GPL-3.0-only",
    "gnu general public license v2 or later (gplv2+)": "GPL-2.0-or-later",
    "gnu general public license v3 or later (gplv3+)": "GPL-3.0-or-later",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "gnu affero general public license v3": "AGPL-3.0-only",
    "the unlicense (unlicense)": "Unlicense",
    "python software foundation license": "PSF-2.0",
    "zlib/libpng license": "Zlib",
    "mit no attribution license (mit-0)": "MIT-0",
}
# Most packages say one of these as it is; the list of all takes long to load.
_COMMON = {identifier.casefold(): identifier for identifier in _NAMES.values()}


def licence_expression(said: str, classifiers: Iterable[str] = ()) -> str:
    """The SPDX expression that a licence text or, without one, the classifiers mean; empty when unclear."""
    approved = [text.removeprefix(_PREFIX) for text in classifiers if text.startswith(_PREFIX)]
    candidates = [said] if said else approved
    if len(candidates) != 1 or "\n" in candidates[0]:
        return ""
    said = candidates[0].strip().casefold()
    return _NAMES.get(said) or _COMMON.get(said) or _canonical(candidates[0])


@lru_cache(maxsize=256)
def _canonical(text: str) -> str:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return str(canonicalize_license_expression(text))
    except (InvalidLicenseExpression, SyntaxError, RecursionError, MemoryError):
        return ""
