"""What csmdesk stands on: versions and libraries with their licences, as they are installed here."""

from __future__ import annotations

import re
from importlib import metadata
from typing import NamedTuple

from csmdesk import __version__

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE = "License :: OSI Approved :: "
_LONGEST = 60
"""Longer than any licence's name: some packages give its whole text instead."""


_TEXTS = (
    ("Permission is hereby granted, free of charge", "MIT"),
    ("without any express or implied warranty. In no event will the authors", "Zlib"),
    ("Redistribution and use in source and binary forms", "BSD"),
    ("Apache License", "Apache-2.0"),
)
"""Words by which the text of a licence is known."""


class Library(NamedTuple):
    """A library that csmdesk uses: its name, version and licence ('' when it does not say)."""

    name: str
    version: str
    licence: str


class Facts(NamedTuple):
    """Versions, csmdesk's licence ('' when it does not say), and the libraries by name."""

    csmdesk: str
    python: str
    sqlite: str
    cipher: str
    licence: str
    libraries: tuple[Library, ...]


def facts() -> Facts:
    """Look at what is installed; reads some files a library."""
    import platform

    from csmdesk.storage.driver import module

    connection = module.connect(":memory:")
    try:
        cipher = str(connection.execute("PRAGMA cipher_version").fetchone()[0])
    finally:
        connection.close()
    own = _distribution("csmdesk")
    return Facts(
        __version__,
        platform.python_version(),
        str(module.sqlite_version),
        cipher.partition(" ")[0],
        "" if own is None else _licence(own),
        _shipped() or libraries(),
    )


def _shipped() -> tuple[Library, ...]:
    """The parts of a built program, which its build has listed; none in any other place."""
    import json

    from csmdesk.paths import resource

    try:
        listed = json.loads(resource("licences/parts.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(Library(part["name"], part["version"], part["licence"]) for part in listed)


def libraries() -> tuple[Library, ...]:
    """csmdesk's requirements and theirs, as they are installed here, by name."""
    found = _libraries(_distribution("csmdesk"))
    return tuple(sorted(found, key=lambda library: library.name.lower()))


def _distribution(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def _libraries(own: metadata.Distribution | None) -> list[Library]:
    if own is None:
        return []
    seen: dict[str, Library] = {}
    waiting = [own]
    while waiting:
        for name in _required(waiting.pop()):
            found = _distribution(name)
            if found is not None and _key(name) not in seen:
                seen[_key(name)] = _library(found)
                waiting.append(found)
    return list(seen.values())


def _required(of: metadata.Distribution) -> list[str]:
    # What is needed for tests or documentation is not used here.
    lines = [line for line in of.requires or () if "extra ==" not in line]
    return [match.group() for line in lines if (match := _NAME.match(line))]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _library(found: metadata.Distribution) -> Library:
    return Library(found.metadata["Name"], found.version, _licence(found))


def _licence(of: metadata.Distribution) -> str:
    said = of.metadata
    expression = said["License-Expression"]
    if expression:
        return str(expression)
    names = [c.removeprefix(_LICENCE) for c in said.get_all("Classifier") or () if c.startswith(_LICENCE)]
    if names:
        return ", ".join(names)
    first = str(said["License"] or "").strip().partition("\n")[0]
    return first if first and len(first) <= _LONGEST else _by_text(of)


def _by_text(of: metadata.Distribution) -> str:
    """The name of the licence whose text lies in the package; '' when there is none, or an unknown one."""
    for file in of.files or ():
        if "licen" in file.name.lower():
            text = " ".join(file.read_text(encoding="utf-8").split())
            return next((name for words, name in _TEXTS if words in text), "")
    return ""
