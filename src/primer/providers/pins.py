"""The actions that publish workflows use, each pinned to a commit; the one place where versions stand.

Seen in late 2026, each commit read off its tag. A tag object is what an annotated tag is itself, not the
commit it names: GitHub takes both for a pin, and gh-action-pypi-publish's image is found by the commit alone.
"""

from collections.abc import Mapping

from primer.core.value import frozen


@frozen
class Pin:
    """One action at one version."""

    action: str
    version: str
    commit: str

    def __str__(self) -> str:
        """What stands behind `uses:`, the version as the comment that readers and updaters look for."""
        return f"{self.action}@{self.commit} # {self.version}"


CHECKOUT = Pin("actions/checkout", "v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1")
SETUP_PYTHON = Pin("actions/setup-python", "v7.0.0", "5fda3b95a4ea91299a34e894583c3862153e4b97")
SETUP_NODE = Pin("actions/setup-node", "v7.0.0", "820762786026740c76f36085b0efc47a31fe5020")
SETUP_UV = Pin("astral-sh/setup-uv", "v10.0.1", "20cfd1bf945f4377ade1205e4dbc17946fc9a30d")
UPLOAD_ARTIFACT = Pin("actions/upload-artifact", "v7.0.2", "cf430e030ddbb5b0abf93d22962f4752f3646cd9")
DOWNLOAD_ARTIFACT = Pin("actions/download-artifact", "v8.0.2", "9000827ccba6bdab643e8b6fd33ac0654aef8333")
PYPI_PUBLISH = Pin("pypa/gh-action-pypi-publish", "v1.14.2", "dc37677b2e1c63e2034f94d8a5b11f265b73ba33")
ATTEST = Pin("actions/attest-build-provenance", "v4.1.1", "0f67c3f4856b2e3261c31976d6725780e5e4c373")

PINS: Mapping[str, Pin] = {
    pin.action: pin
    for pin in (
        CHECKOUT,
        SETUP_PYTHON,
        SETUP_NODE,
        SETUP_UV,
        UPLOAD_ARTIFACT,
        DOWNLOAD_ARTIFACT,
        PYPI_PUBLISH,
        ATTEST,
    )
}
"""Every pin by its action."""

TAG_OBJECTS: Mapping[str, Pin] = {
    "7f25271a4aa483500f742f9492b2ab5648d61011": Pin(
        PYPI_PUBLISH.action, "v1.12.4", "76f52bc884231f62b9a034ebfe128415bbaabdfc"
    ),
    "106e0b0b7c337fa67ed433972f777c6357f78598": Pin(
        PYPI_PUBLISH.action, "v1.13.0", "ed0c53931b1dc9bd32cbe73a98c7f6766f8a527e"
    ),
    "6733eb7d741f0b11ec6a39b58540dab7590f9b7d": Pin(
        PYPI_PUBLISH.action, "v1.14.0", "cef221092ed1bacb1cc03d23a2d87d1d172e277b"
    ),
    "a892a5a61159132606e93a2fa6f4358831b04d26": PYPI_PUBLISH,
}
"""Tag objects that stand in workflows as if they were commits, and the pins that were meant."""

COMMITS: Mapping[str, str] = {
    **{pin.commit: pin.version for pin in (*TAG_OBJECTS.values(), PYPI_PUBLISH)},
    "ba38be9e461d3875417946c167d0b5f3d385a247": "v1.14.1",
    "7245906fb61fa33a13554f9d5fb856fe61758086": "v1.14.3",
}
"""Known commits of gh-action-pypi-publish, and their versions."""
