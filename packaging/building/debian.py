"""A Debian package of the packed program: files, dependencies, desktop entry, icons, file type."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import textwrap
from email.utils import formatdate
from pathlib import Path

from building.icons import DRAWING, png
from building.stripping import is_elf
from csmdesk import __version__

LINUX = Path(__file__).parents[1] / "linux"
WORK = Path(__file__).parents[2] / "build" / "deb"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)

# What is opened by name at run time, so that no file says it: the window's fonts, and X's own cursors.
NAMED = ("fontconfig", "libxcb-cursor0")


def build(program: Path, into: Path) -> Path:
    """Make the .deb of the folder ``program`` in ``into``; its path.

    Raises SystemExit where a tool is missing, or a library that the program needs.
    """
    for tool, package in (("dpkg-shlibdeps", "dpkg-dev"), ("dpkg-deb", "dpkg")):
        if shutil.which(tool) is None:
            raise SystemExit(f"{tool} is needed to make the package (apt-get install {package}).")
    shutil.rmtree(WORK, ignore_errors=True)
    root = WORK / "csmdesk"
    home = root / "usr/lib/csmdesk"
    shutil.copytree(program, home, symlinks=True)
    _desktop(root)
    _documents(root)
    _rights(root, home / "csmdesk")
    link = root / "usr/bin/csmdesk"
    link.parent.mkdir(parents=True)
    link.symlink_to("../lib/csmdesk/csmdesk")
    architecture = _said("dpkg", "--print-architecture").strip()
    _control(root, architecture, _dependencies(home))
    _times(root)
    package = into / f"csmdesk_{__version__}_{architecture}.deb"
    for older in into.glob("csmdesk_*.deb"):
        older.unlink()
    pressed = ("-Zxz", "-z9")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *pressed, "--build", str(root), str(package)], check=True
    )
    return package


def _desktop(root: Path) -> None:
    _copy(LINUX / "csmdesk.desktop", root / "usr/share/applications/csmdesk.desktop")
    _copy(LINUX / "csmdesk.xml", root / "usr/share/mime/packages/csmdesk.xml")
    icons = root / "usr/share/icons/hicolor"
    _copy(DRAWING, icons / "scalable/apps/csmdesk.svg")
    for size in ICON_SIZES:
        place = icons / f"{size}x{size}/apps/csmdesk.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(png(size))


def _documents(root: Path) -> None:
    folder = root / "usr/share/doc/csmdesk"
    _copy(LINUX / "copyright", folder / "copyright")
    when = formatdate(_epoch(), localtime=False)
    log = (
        f"csmdesk ({__version__}) unstable; urgency=medium\n\n  * What is new is told in CHANGELOG.md.\n\n"
        f" -- csmdesk <packages@csmdesk.app>  {when}\n"
    )
    _zipped(log.encode(), folder / "changelog.gz")
    _copy(LINUX.parents[1] / "CHANGELOG.md", folder / "CHANGELOG.md")
    _zipped((LINUX / "csmdesk.1").read_bytes(), root / "usr/share/man/man1/csmdesk.1.gz")
    shown = root / "usr/share/lintian/overrides/csmdesk"
    _copy(LINUX / "lintian-overrides", shown)


def _rights(root: Path, program: Path) -> None:
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)


def _dependencies(home: Path) -> str:
    """The packages of the libraries that the program's files need and do not bring."""
    binaries = [path for path in home.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
    own = sorted({str(path.parent) for path in binaries})
    (WORK / "debian").mkdir(parents=True, exist_ok=True)
    (WORK / "debian/control").write_text("Source: csmdesk\n\nPackage: csmdesk\nArchitecture: any\n", "utf-8")
    found = _said(
        *("dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"),
        *[f"-l{folder}" for folder in own],
        *[f"-e{path}" for path in binaries],
        cwd=WORK,
    )
    listed = re.search(r"shlibs:Depends=(.*)", found)
    assert listed is not None, found
    needed = listed[1].split(", ")
    known = {package.partition(" ")[0] for package in needed}
    return ", ".join(sorted({*needed, *(name for name in NAMED if name not in known)}))


def _control(root: Path, architecture: str, depends: str) -> None:
    folder = root / "DEBIAN"
    folder.mkdir()
    inside = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    files = sorted(path for path in inside if folder not in path.parents)
    kilobytes = sum((path.lstat().st_size + 1023) // 1024 for path in files)
    about = textwrap.fill(
        "csmdesk opens in the morning with what is to do, shows every renewal months ahead, brings red"
        " accounts back and writes the half-year self-review, every number of which opens the rows behind"
        " it. The book lies encrypted on this computer; nothing is sent anywhere.",
        76,
    )
    (folder / "control").write_text(
        f"Package: csmdesk\nVersion: {__version__}\nSection: misc\nPriority: optional\n"
        f"Architecture: {architecture}\nInstalled-Size: {kilobytes}\nDepends: {depends}\n"
        "Maintainer: csmdesk <packages@csmdesk.app>\n"
        "Description: desk of one customer success manager, offline\n"
        + "".join(f" {line}\n" for line in about.splitlines()),
        encoding="utf-8",
    )
    sums = [f"{hashlib.md5(p.read_bytes()).hexdigest()}  {p.relative_to(root)}\n" for p in files]
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o644)
    folder.chmod(0o755)


def _times(root: Path) -> None:
    """The same times in every build."""
    for path in [root, *root.rglob("*")]:
        os.utime(path, (_epoch(), _epoch()), follow_symlinks=False)


def _epoch() -> int:
    return int(
        os.environ.get("SOURCE_DATE_EPOCH") or _said("git", "log", "-1", "--format=%ct", cwd=LINUX) or 0
    )


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)


def _zipped(content: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(gzip.compress(content, 9, mtime=0))


def _said(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "error" in line]
        raise SystemExit("\n".join(errors or [f"{command[0]} failed"]))
    return done.stdout
