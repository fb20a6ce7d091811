"""The scripts that compare the tag with what was built, and that keep what the tag releases."""

PLAIN = '''\
def plain(version):
    """One form for all spellings: 1.2.3-rc.1 is 1.2.3rc1, 1.2 is 1.2.0, 2026.01 is 2026.1."""
    short = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc", "rev": "post", "r": "post"}
    word = r"[-_.]?(alpha|a|beta|b|preview|pre|rc|c|post|rev|r|dev)[-_.]?(\\d*)"
    text = re.sub(word, lambda m: short.get(m[1], m[1]) + (m[2] or "0"), version.lower())
    return re.sub(r"(\\.0)+(?=$|[a-z])", "", re.sub(r"(?<!\\d)0+(?=\\d)", "", text))
'''

_BUILT = '''\
# Nothing is uploaded unless the tag says the version that was built.
import json, os, re, sys, tarfile
from pathlib import Path


def built(file):
    """The version of a built file: npm's say it inside, the others in their names."""
    if file.suffix == ".tgz":
        with tarfile.open(file) as archive:
            return json.load(archive.extractfile("package/package.json"))["version"]
    if file.suffix == ".whl":
        return file.name.split("-")[1]
    return file.name.removesuffix(".tar.gz").rpartition("-")[2]


'''

_COMPARED = """\
wrong = []
for folder in folders:
    files = [one for one in sorted(Path("dist", folder).glob("*")) if one.suffix in (".whl", ".gz", ".tgz")]
    wrong += [f"{one.name} is {built(one)}" for one in files if plain(built(one)) != plain(version)]
    wrong += [] if files else [f"dist/{folder} is empty: nothing was built"]
if wrong:
    sys.exit("\\n  ".join([f"The tag {tag} does not fit what was built:", *wrong]))
print(f"{tag} fits what was built: {', '.join(folders)}")
"""

ONE = (
    _BUILT
    + PLAIN
    + """

tag, folders = os.environ["TAG"], os.environ["FOLDERS"].split()
version = tag.removeprefix("v")
"""
    + _COMPARED
)

_NAMES = """\
# The name that a folder's package has in its tags; `folder=name` where the two differ.
words = [word.partition("=") for word in os.environ["FOLDERS"].split()]
names = {folder: name or folder for folder, _, name in words}
"""

EACH = (
    _BUILT
    + PLAIN
    + """

tag = os.environ["TAG"]
"""
    + _NAMES
    + """\
# `a-v2-v1.0` is a tag of a-v2, not of a: the longest name counts.
named = [name for name in names.values() if re.match(rf"{re.escape(name)}-v\\d", tag)]
if not named:
    sys.exit(f"The tag {tag} names none of these: {', '.join(sorted(set(names.values())))}")
name = max(named, key=len)
version = tag.removeprefix(f"{name}-v")
folders = [folder for folder in names if names[folder] == name]
"""
    + _COMPARED
    + """\
if "GITHUB_OUTPUT" in os.environ:
    with open(os.environ["GITHUB_OUTPUT"], "a") as output:
        output.write(f"releases={name}\\n")
"""
)

KEEP = (
    """\
# The jobs that follow take whatever is in dist.
import os, re, shutil

tag = os.environ["TAG"]
"""
    + _NAMES
    + """\
name = max((name for name in names.values() if re.match(rf"{re.escape(name)}-v\\d", tag)), key=len)
for folder in names:
    if names[folder] != name:
        shutil.rmtree(f"dist/{folder}")
"""
)
