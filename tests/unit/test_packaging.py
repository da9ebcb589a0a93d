"""What packing rests on, as far as it can be seen without packing: locks, versions, files that are named."""

from __future__ import annotations

import re
import struct
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from csmdesk import __version__

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"

pytestmark = pytest.mark.skipif(
    not PACKAGING.is_dir(), reason="the packaging is no part of an installed copy"
)


def pinned(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_what_is_packed_is_what_is_tested() -> None:
    tested, packed = pinned("requirements-dev.txt"), pinned("requirements-package.txt")
    assert packed.keys() >= pinned("requirements.txt").keys()
    assert {name: packed[name] for name in pinned("requirements.txt")} == pinned("requirements.txt")
    assert {name: v for name, v in packed.items() if name in tested and tested[name] != v} == {}
    assert "pyinstaller" in packed
    assert "pytest" not in packed


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    listed = subprocess.run(
        ["git", "ls-files", "packaging", ".github"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    files = [ROOT / name for name in listed] or [path for path in PACKAGING.rglob("*") if path.is_file()]
    naming = [
        path.name
        for path in files
        if path.suffix in {".py", ".sh", ".spec", ".iss", ".yml", ".desktop", ".plist", ".1"}
        and re.search(rf'[="/_]{re.escape(__version__)}["\s]', path.read_text(encoding="utf-8"))
    ]
    assert naming == []


def test_the_desktop_entry_opens_books_in_both_languages() -> None:
    entry = (PACKAGING / "linux/csmdesk.desktop").read_text(encoding="utf-8")
    kinds = ElementTree.parse(PACKAGING / "linux/csmdesk.xml").getroot()
    (kind,) = [element.attrib["type"] for element in kinds]
    assert f"MimeType={kind};" in entry
    assert "Exec=csmdesk %f" in entry
    assert "GenericName[zh_CN]=" in entry
    assert [glob.attrib["pattern"] for glob in kinds.iter() if glob.tag.endswith("glob")] == ["*.csmdesk"]


def test_every_overridden_finding_of_lintian_says_why() -> None:
    lines = (PACKAGING / "linux/lintian-overrides").read_text(encoding="utf-8").splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        assert line.startswith("#") or before.startswith("#"), line


def test_no_process_is_started_in_a_way_that_the_packed_program_has_not() -> None:
    # Python's own ways start the program anew, as another window; csmdesk.spec leaves out what would
    # turn them aside. ``importers.workbook.child_command`` is the way that works in both.
    own = re.compile(
        r"^\s*(?:import|from)\s+(?:multiprocessing|concurrent\.futures\.process)|ProcessPool", re.MULTILINE
    )
    sources = (ROOT / "src/csmdesk").rglob("*.py")
    assert [path.name for path in sources if own.search(path.read_text(encoding="utf-8"))] == []


def library(offset: int, address: int) -> bytes:
    """The head of a library with one part that is mapped, and so many bytes behind it."""
    header = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF", 3, 62, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, offset, address, address, 16, 16, 4096)
    return (header + segment).ljust(offset + 16, b"\0")


def test_a_library_that_stripping_would_break_stays_as_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    stripping = import_module("building.stripping")
    sound, moved = library(4096, 8192), library(4200, 8192)
    assert stripping.is_loadable(sound)
    assert not stripping.is_loadable(moved)
    assert not stripping.is_loadable(sound[:-1])
    for name in ("a.so", "b.so.1", "plain.so"):
        (tmp_path / name).write_bytes(b"text" if name == "plain.so" else sound)

    def strip(command: list[str], *, check: bool) -> None:
        """As strip does it: one library well, of the other it moves a part."""
        assert check
        place = Path(command[-1])
        place.write_bytes(moved if place.name == "b.so.1" else sound + b"\0")

    monkeypatch.setattr(stripping.subprocess, "run", strip)
    assert stripping.strip(tmp_path) == ["b.so.1"]
    assert (tmp_path / "a.so").read_bytes() == sound + b"\0"
    assert (tmp_path / "b.so.1").read_bytes() == sound
    assert (tmp_path / "plain.so").read_bytes() == b"text"


def test_a_packed_folder_is_listed_by_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    sizes = import_module("building.sizes")
    for name, size in (("csmdesk", 10), ("_internal/typst/a.so", 3_000_000), ("_internal/typst/b", 1)):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(size))
    assert sizes.parts(tmp_path) == {"typst": 3_000_001, "csmdesk": 10}
    assert sizes.listing(tmp_path) == ["_internal/typst/a.so", "_internal/typst/b", "csmdesk"]
    assert sizes.too_long(["a" * 160, "b" * 161]) == ["b" * 161]
    assert sizes.report(tmp_path, 1).splitlines()[1].split() == ["3.0", "MB", "typst"]
