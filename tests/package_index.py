"""An index of packages on loopback: each package of this environment under its version, and a newer release.

The files hold what a resolution reads, a package's own metadata, and nothing else; only pip and what builds
this project are there whole.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import Distribution, distributions
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

WHOLE = frozenset({"editables", "hatchling", "packaging", "pathspec", "pip", "pluggy", "trove-classifiers"})
NEWER = "9999"
WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True)
class Index:
    """Files by package and version, and where they are served."""

    url: str
    files: dict[tuple[str, str], Path]

    def pinned(self, constraints: Path) -> str:
        """The constraints with the hashes of this index; lines for other machines stay as they are."""
        lines = constraints.read_text(encoding="utf-8").replace(" \\\n", "").splitlines()
        return "\n".join(map(self._pinned, lines))

    def _pinned(self, line: str) -> str:
        requirement = line.partition(" --hash")[0].rstrip()
        file = self.files.get(name_and_version(requirement))
        return line if file is None else f"{requirement} --hash=sha256:{_hash(file)}"

    def expected(self, constraints: Path) -> set[tuple[str, str]]:
        """What the constraints lead to on this machine."""
        lines = constraints.read_text(encoding="utf-8").splitlines()
        return {name_and_version(line) for line in lines if "==" in line} & self.files.keys()


def name_and_version(requirement: str) -> tuple[str, str]:
    """The parts of `name[extra]==1.0 ; marker`."""
    name, _, rest = requirement.partition("==")
    return normalized(name.partition("[")[0]), rest.split()[0] if rest else ""


def normalized(name: str) -> str:
    """The one way to write a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


@contextmanager
def index_of_newer_releases(folder: Path) -> Iterator[Index]:
    """Serve the packages of this environment, and of each a release that is newer than any."""
    files: dict[tuple[str, str], Path] = {}
    for found in distributions():
        name = normalized(found.name)
        if name != "sheets-sync":
            for version in (found.version, NEWER):
                files[name, version] = _wheel(found, version, folder / name)
            _page(folder / name)
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Index(f"http://127.0.0.1:{server.server_port}/", files)
        finally:
            server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        """Nothing is logged."""


def _wheel(found: Distribution, version: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    stem = f"{normalized(found.name).replace('-', '_')}-{version}"
    metadata = re.sub(r"^Version: .*$", f"Version: {version}", found.read_text("METADATA") or "", flags=re.M)
    contents = {f"{stem}.dist-info/METADATA": metadata.encode(), f"{stem}.dist-info/WHEEL": WHEEL.encode()}
    if normalized(found.name) in WHOLE and version == found.version:
        contents |= _code(found, f"{stem}.dist-info")
    record = f"{stem}.dist-info/RECORD"
    contents[record] = "".join(f"{name},,\n" for name in (*contents, record)).encode()
    file = folder / f"{stem}-py3-none-any.whl"
    with ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file


def _code(found: Distribution, info: str) -> dict[str, bytes]:
    """A package's modules and entry points, as they are installed here."""
    contents = {}
    for path in found.files or ():
        inside = path.parts[0] != ".." and path.suffix != ".pyc"
        if inside and not path.parts[0].endswith(".dist-info"):
            contents[str(path)] = path.read_binary()
    entry_points = found.read_text("entry_points.txt")
    return contents | ({f"{info}/entry_points.txt": entry_points.encode()} if entry_points else {})


def _page(folder: Path) -> None:
    links = [f'<a href="{file.name}#sha256={_hash(file)}">{file.name}</a>' for file in folder.glob("*.whl")]
    page = f"<!DOCTYPE html>\n<html><body>\n{'<br>'.join(links)}\n</body></html>\n"
    (folder / "index.html").write_text(page, encoding="utf-8")


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
