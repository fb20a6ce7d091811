"""What primer does with a repository's placeholders, without a person: builds, checks, and uploads them.

    python prime.py REPOSITORY [REGISTRY_URL]

These are the adapters that the wizard drives, in its order: the repository is read, each placeholder is built
and strictly checked; with an address, a token is leased in a keyring (here one in memory), every file goes up
under that lease, and every upload is written into the journal before the next.
"""

import secrets
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from primer.adapters.building.builder import Builder
from primer.adapters.custody.lease import Leases
from primer.adapters.files.journal import Journal
from primer.adapters.repository.whole import read_repository
from primer.adapters.uploading.uploader import Uploader
from primer.core.memory import Uploaded
from primer.core.placeholder import Placeholder
from primer.core.registry import Ecosystem, Registry
from primer.core.secret import Secret
from primer.rehearsal.keyring import ThrowAwayKeyring


def main(repository: str, url: str = "") -> int:
    """0 when everything was built and, where it was asked for, every file was taken."""
    found = read_repository(Path(repository), {})
    with Builder(found.packages, found.remote.web if found.remote else "") as builder:
        built = [builder.build(one.ecosystem, one.name, "0.0.1") for one in found.packages]
        return _uploaded(built, url) if url else 0


def _uploaded(built: Sequence[Placeholder], url: str) -> int:
    registry = Registry("local", "Local", Ecosystem.PYTHON, f"{url}/", f"{url}/simple", url)
    with tempfile.TemporaryDirectory() as state:
        uploader, journal = Uploader(loopback_only=True), Journal(Path(state, "journal.jsonl"))
        leases = Leases(ThrowAwayKeyring(), Path(state, "locks"))
        ends = datetime.now(UTC) + timedelta(minutes=30)
        with leases.lease(registry, Secret(secrets.token_urlsafe()), ends) as lease:
            for one in built:
                for file in one.artifacts:
                    answer = uploader.upload(registry, lease.secret, file)
                    if answer.status != 200:
                        sys.stderr.write(f"{file.filename}: {answer.status} {answer.words}\n")
                        return 1
                    now = datetime.now(UTC)
                    journal.add(Uploaded(registry.name, one.package, file.filename, file.sha256, now))
        uploader.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
