"""The script that compares the tag with what was built, and leaves in dist only what the tag releases."""

from primer.core.registry import Ecosystem
from primer.core.release import Release, Tags

PLAIN = '''\
def plain(version):
    """One form for all spellings: 1.2.3-rc.1 is 1.2.3rc1, 1.2 is 1.2.0, 2026.01 is 2026.1."""
    short = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc", "rev": "post", "r": "post"}
    word = r"[-_.]?(alpha|a|beta|b|preview|pre|rc|c|post|rev|r|dev)[-_.]?(\\d*)"
    text = re.sub(word, lambda m: short.get(m[1], m[1]) + (m[2] or "0"), version.lower())
    return re.sub(r"(\\.0)+(?=$|[a-z])", "", re.sub(r"(?<!\\d)0+(?=\\d)", "", text))
'''

_ONE = """\
version = tag.removeprefix("v")
"""
_EACH = """\
names = dict(word.split("=") for word in os.environ["NAMES"].split())
# `a-v2-v1.0` is a tag of a-v2, not of a: the longest name counts.
named = [name for name in names.values() if re.match(rf"{re.escape(name)}-v\\d", tag)]
if not named:
    sys.exit(f"The tag {tag} names none of these: {', '.join(sorted(set(names.values())))}")
name = max(named, key=len)
version = tag.removeprefix(f"{name}-v")
for folder in names:
    if names[folder] != name:
        shutil.rmtree(f"dist/{folder}")
"""
_WHEELS = """\
built = {file: file.name.split("-")[1] for file in Path("dist").glob("*/*.whl")}
"""
_TARBALLS = """\
for file in Path("dist").glob("*/*.tgz"):
    with tarfile.open(file) as archive:
        built[file] = json.load(archive.extractfile("package/package.json"))["version"]
"""
_COMPARED = """\
wrong = [f"{file.name} is {built[file]}" for file in sorted(built) if plain(built[file]) != plain(version)]
if wrong:
    sys.exit("\\n  ".join([f"The tag {tag} does not fit what was built:", *wrong]))
print(f"{tag} fits {', '.join(sorted(file.name for file in built))}")
"""
_TOLD = """\
if "GITHUB_OUTPUT" in os.environ:
    Path(os.environ["GITHUB_OUTPUT"]).write_text(f"releases={name}\\n")
"""


def version_script(release: Release) -> str:
    """The script; it reads TAG, and where each tag releases one package also NAMES (`folder=name ...`)."""
    each, npm = release.tags is Tags.EACH, bool(release.of(Ecosystem.JAVASCRIPT))
    imported = {"os", "re", "sys", *(("json", "tarfile") if npm else ()), *(("shutil",) if each else ())}
    parts = (
        "# Nothing is uploaded unless the tag says the version that was built.\n",
        f"import {', '.join(sorted(imported))}\nfrom pathlib import Path\n\n\n",
        PLAIN,
        '\n\ntag = os.environ["TAG"]\n',
        _EACH if each else _ONE,
        _WHEELS,
        _TARBALLS if npm else "",
        _COMPARED,
        _TOLD if each else "",
    )
    return "".join(parts)
