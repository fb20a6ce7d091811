import pytest

from primer.core.repository import Remote
from primer.core.source import Source
from primer.reading.publishers.remotes import host_note, parse_remote

ORIGIN = Source("git remote origin")


def parsed(url: str) -> str:
    remote = parse_remote(url, ORIGIN, _real_host)
    assert remote is not None, url
    assert remote.source == ORIGIN
    assert not remote.canonical
    return f"{remote.host} {remote.path}"


def _real_host(host: str) -> str:
    return {"work": "github.com", "lab": "gitlab.com"}.get(host, host)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Acme/mono.git",
        "https://github.com/Acme/mono",
        "https://github.com/Acme/mono/",
        "https://github.com:443/Acme/mono.git",
        "https://www.github.com/Acme/mono.git",
        "https://GitHub.com/Acme/mono.git",
        "https://kim@github.com/Acme/mono.git",
        "https://kim:pass@github.com/Acme/mono.git?x=1#y",
        "http://github.com/Acme/mono.git",
        "git://github.com/Acme/mono.git",
        "git@github.com:Acme/mono.git",
        "github.com:Acme/mono.git",
        "git@github.com:/Acme/mono.git",
        "ssh://git@github.com/Acme/mono.git",
        "ssh://git@github.com:22/Acme/mono.git",
        "ssh://git@ssh.github.com:443/Acme/mono.git",
        "git+ssh://git@github.com/Acme/mono.git",
        "work:Acme/mono.git",
        "ssh://work/Acme/mono.git",
        " https://github.com/Acme/mono.git\n",
        "https://github.com//Acme//mono.git",
    ],
)
def test_every_way_to_write_one_repository(url: str) -> None:
    assert parsed(url) == "github.com Acme/mono"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("git@gitlab.com:group/sub/name.git", "gitlab.com group/sub/name"),
        ("ssh://git@altssh.gitlab.com:443/group/name.git", "gitlab.com group/name"),
        ("lab:group/name", "gitlab.com group/name"),
        ("https://git.example.org:8443/a/b.git", "git.example.org:8443 a/b"),
        ("ssh://git@git.example.org:2222/a/b.git", "git.example.org a/b"),
        ("git@[::1]:a/b.git", "[::1] a/b"),
        ("https://example.org/b.git", "example.org b"),
        ("https://example.org/a%20b/c.git", None),
        ("https://dev.azure.com/org/project/_git/name", "dev.azure.com org/project/_git/name"),
    ],
)
def test_other_hosts_and_ports(url: str, expected: str | None) -> None:
    if expected is None:
        assert parse_remote(url, ORIGIN, _real_host) is None
    else:
        assert parsed(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        *("", "/srv/git/mono.git", "../mono.git", "./mono", "mono", "file:///srv/git/mono.git"),
        *(
            r"C:\git\mono.git",
            "C:/git/mono.git",
            "ext::ssh host",
            "https://",
            "https://github.com",
            "https://[",
        ),
        *("https://github.com:port/a/b", "https://github.com/..", "git@github.com:", "a\x1b[31m:b/c", "://x"),
    ],
)
def test_what_people_cannot_visit_is_no_remote(url: str) -> None:
    assert parse_remote(url, ORIGIN, _real_host) is None


def test_nothing_of_a_user_survives() -> None:
    for url in (
        "https://kim:hunter2@github.com/a/b",
        "kim:hunter2@github.com:a/b",
        "ssh://kim:hunter2@x.org/a/b",
    ):
        assert "hunter2" not in repr(parse_remote(url, ORIGIN, _real_host))


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("github.com", ""),
        ("gitlab.com", ""),
        ("github.example.org", "GitHub Enterprise Server at github.example.org is no publisher PyPI knows"),
        ("gitlab.example.org", "a GitLab of one's own at gitlab.example.org is no publisher PyPI knows"),
        ("codeberg.org", "Codeberg at codeberg.org is no publisher PyPI knows"),
    ],
)
def test_hosts_without_a_publisher_are_named_as_what_they_are(host: str, words: str) -> None:
    assert host_note(Remote(host, "a/b", ORIGIN)) == words
