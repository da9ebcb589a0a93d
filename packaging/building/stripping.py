"""Taking symbols out of libraries, without breaking those that were mended after they were linked.

A wheel's own libraries get their names changed by a tool that moves parts of the file. Of some, ``strip``
then writes a file that no system loads ("ELF load command address/offset not page-aligned"): these stay as
they came.
"""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

_LOAD = 1
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def is_loadable(content: bytes) -> bool:
    """Whether a system can map a library (64 bit, little endian): place in file and memory agree by page."""
    header = _HEADER.unpack_from(content)
    place, size, count = header[5], header[9], header[10]
    for number in range(count):
        kind, _, offset, address, _, in_file, _, align = _SEGMENT.unpack_from(content, place + number * size)
        if kind == _LOAD and ((align > 1 and (address - offset) % align) or offset + in_file > len(content)):
            return False
    return True


def strip(program: Path) -> list[str]:
    """Take the symbols out of all libraries below ``program``; the names of those that stay as they came."""
    kept = []
    for path in sorted(program.rglob("*")):
        if path.is_file() and not path.is_symlink() and ".so" in path.name and is_elf(path):
            before = path.read_bytes()
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
            if not is_loadable(path.read_bytes()):
                path.write_bytes(before)
                kept.append(path.name)
    return kept
