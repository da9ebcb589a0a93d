"""Packs csmdesk: ``python packaging/build.py`` makes ``dist/csmdesk`` and, on Debian, a .deb of it.

It runs in an environment with the packages of ``requirements-package.txt`` and csmdesk itself, which
``make package`` makes. The same sources and locks give the same files.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from building import debian, fonts, icons, licences, sizes, stripping

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "build" / "made"
PROGRAM = ROOT / "dist" / "csmdesk"
TESTED = ROOT / "build" / "tested" / "csmdesk"


def main() -> None:
    """Do all steps and say what came out."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--no-deb", action="store_true", help="only the folder")
    wanted.add_argument(
        "--tests",
        action="store_true",
        help="another build, with an entry that runs tests in it, not to be shipped",
    )
    options = wanted.parse_args()
    fonts.fetch(MADE / "fonts")
    licences.write(MADE / "licences", MADE / "fonts")
    if sys.platform == "win32":
        icons.ico(MADE / "csmdesk.ico")
        _windows_version()
    elif sys.platform == "darwin":
        icons.icns(MADE / "csmdesk.icns")
    if options.tests:
        _pack(TESTED.parent, {"CSMDESK_FROZEN_TESTS": "1"})
        _strip(TESTED)
        _say(str(TESTED / "csmdesk-tests"))
        return
    _pack(PROGRAM.parent, {})
    _strip(PROGRAM)
    _say(sizes.report(PROGRAM))
    names = sizes.listing(PROGRAM)
    if long := sizes.too_long(names):
        raise SystemExit("\n".join(["These paths are too long for Windows:", *long]))
    (ROOT / "dist" / "files.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    if sys.platform == "linux" and not options.no_deb and shutil.which("dpkg-deb"):
        _say(str(debian.build(PROGRAM, ROOT / "dist")))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


def _pack(into: Path, more: dict[str, str]) -> None:
    shutil.rmtree(into / "csmdesk", ignore_errors=True)
    stamp = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=False, capture_output=True, text=True
    ).stdout.strip()
    environment = {
        **os.environ,
        "CSMDESK_MADE": str(MADE),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": stamp or "0",
        **more,
    }
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", str(into), "--workpath", str(ROOT / "build" / "work")),
            str(ROOT / "packaging" / "csmdesk.spec"),
        ],
        cwd=ROOT,
        env=environment,
        check=True,
    )


def _strip(program: Path) -> None:
    if sys.platform == "linux" and (kept := stripping.strip(program)):
        _say(f"With their symbols, as they would not load without: {', '.join(kept)}")


def _windows_version() -> None:
    from csmdesk import __version__

    numbers = ", ".join([*__version__.split("."), "0"])
    words = {
        "CompanyName": "csmdesk",
        "FileDescription": "csmdesk",
        "FileVersion": __version__,
        "InternalName": "csmdesk",
        "OriginalFilename": "csmdesk.exe",
        "ProductName": "csmdesk",
        "ProductVersion": __version__,
    }
    strings = ", ".join(f"StringStruct({key!r}, {word!r})" for key, word in words.items())
    (MADE / "version.txt").write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers})), kids=["
        f"StringFileInfo([StringTable('080404b0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [2052, 1200])])])\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
