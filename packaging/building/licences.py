"""The licences of all parts that are shipped: a list for the window, and their texts."""

from __future__ import annotations

import json
import platform
import shutil
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

from csmdesk.services.about import Library, libraries

_TEXTS = Path(__file__).parents[1] / "licences"
_NOT_SHIPPED = {
    "hatchling",
    "packaging",
    "pathspec",
    "pluggy",
    "tomlkit",
    "trove-classifiers",
    "pycparser",
    "mako",
}


def write(into: Path, fonts: Path) -> None:
    """Write ``parts.json`` (name, version, licence, files with the text) and the texts into ``into``."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    parts = [_of(library, into) for library in libraries() if library.name.lower() not in _NOT_SHIPPED]
    parts.append(_python(into))
    parts.append(_font(into, fonts))
    parts.sort(key=lambda part: str(part["name"]).lower())
    text = json.dumps(parts, ensure_ascii=False, indent=1) + "\n"
    (into / "parts.json").write_text(text, encoding="utf-8")


def _of(library: Library, into: Path) -> dict[str, object]:
    texts = []
    for file in metadata.distribution(library.name).files or ():
        low = file.name.lower()
        if "licen" in low or low.startswith(("copying", "notice")):
            name = f"{library.name}-{file.name}".replace(" ", "-")
            if not name.endswith(".py"):
                shutil.copyfile(str(file.locate()), into / name)
                texts.append(name)
    if "LGPL" in library.licence and not texts:
        for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
            shutil.copyfile(_TEXTS / name, into / name)
            texts.append(name)
    return {**library._asdict(), "texts": sorted(texts)}


def _python(into: Path) -> dict[str, object]:
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    texts = []
    for place in places:
        if place.exists():
            shutil.copyfile(place, into / "Python-LICENSE.txt")
            texts = ["Python-LICENSE.txt"]
            break
    return {"name": "Python", "version": platform.python_version(), "licence": "PSF-2.0", "texts": texts}


def _font(into: Path, fonts: Path) -> dict[str, object]:
    shutil.copyfile(fonts / "OFL.txt", into / "Noto-Sans-SC-OFL.txt")
    return {"name": "Noto Sans SC", "version": "", "licence": "OFL-1.1", "texts": ["Noto-Sans-SC-OFL.txt"]}
