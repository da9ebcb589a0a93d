"""A company's Word template as it comes from a disk: looked at before anything reads it.

A file that is broken, locked, far too large or made to harm gives one sentence; nothing of it is run, and no
part of it is unpacked onto the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text

MAX_FILE = 40 << 20
"""The largest template that is opened, in bytes."""
MAX_UNPACKED = 200 << 20
"""The largest total size of its parts, unpacked."""
MAX_XML = 24 << 20
"""The largest part of text; a template of a thousand pages has less."""
MAX_PARTS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOTX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = b"macroEnabled"
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TYPES = "[Content_Types].xml"


def read(path: Path) -> bytes:
    """The template's bytes, checked. Raises UserError with the reason for anything else than a template."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise UserError(TOO_LARGE.format(name=path.name, most=MAX_FILE >> 20))
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise UserError(NOT_READ.format(name=path.name, why=f" ({reason})" if reason else "")) from error
    return checked(content, path.name)


def checked(content: bytes, name: str) -> bytes:
    """The bytes of a .docx that may be read; those of a .dotx as those of a .docx. Raises UserError."""
    if content.startswith(_OLE):
        raise UserError(OLD_OR_LOCKED.format(name=name))
    if not content.startswith(_ZIP):
        raise UserError(NO_TEMPLATE.format(name=name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_at(archive, content, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise UserError(BROKEN.format(name=name)) from error
    except (NotImplementedError, RuntimeError) as error:
        # A password on the archive, or a way of packing that no Word writes.
        raise UserError(BROKEN.format(name=name)) from error


def _looked_at(archive: zipfile.ZipFile, content: bytes, name: str) -> bytes:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UserError(UNPACKS.format(name=name))
    names = {part.filename for part in parts}
    if len(names) != len(parts):
        raise UserError(BROKEN.format(name=name))
    if _TYPES not in names or not any(each.startswith("word/") for each in names):
        raise UserError(NO_TEMPLATE.format(name=name))
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            if part.file_size > MAX_XML:
                raise UserError(UNPACKS.format(name=name))
            with archive.open(part) as file:
                # A part may hold more than its head says.
                held = file.read(MAX_XML + 1)
            if len(held) > MAX_XML:
                raise UserError(UNPACKS.format(name=name))
            if _ENTITIES.search(held) or _ENTITIES.search(held.replace(b"\0", b"")):
                raise UserError(ENTITIES.format(name=name))
    types = archive.read(_TYPES)
    if _MACROS in types:
        raise UserError(MACROS.format(name=name))
    return _as_docx(archive, types) if _DOTX in types else content


def _as_docx(archive: zipfile.ZipFile, types: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in archive.infolist():
            held = types.replace(_DOTX, _MAIN) if part.filename == _TYPES else archive.read(part)
            made.writestr(part.filename, held)
    return out.getvalue()


def opened(content: bytes, name: str) -> Any:
    """The template as python-docx holds it. Raises UserError when it cannot be made out."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    # What the XML reader finds wrong is a SyntaxError of its own.
    problems = (
        PackageNotFoundError,
        SyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        AttributeError,
        EOFError,
        KeyError,
        OSError,
        TypeError,
        ValueError,
    )
    try:
        word = docx.Document(io.BytesIO(content))
        # These are made out when they are first asked for.
        held = (word.element.body, word.styles.element, word.settings.element, list(word.sections))
        word.core_properties.title = word.core_properties.title
        parts = [str(part.partname) for part in word.part.package.iter_parts()]
    except problems as error:
        raise UserError(BROKEN.format(name=name)) from error
    if held[0] is None or not held[3] or len(set(parts)) < len(parts):
        raise UserError(BROKEN.format(name=name))
    return word


def saved(word: Any, name: str) -> bytes:
    """The filled template as a file. Raises UserError where what came with it cannot be written."""
    out = io.BytesIO()
    try:
        word.save(out)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UserError(BROKEN.format(name=name)) from error
    return out.getvalue()


NOT_READ = Text("读不了模板“{name}”{why}。", "The template “{name}” cannot be read{why}.")
NO_TEMPLATE = Text(
    "“{name}”不是 Word 文件：模板应存成 .docx。", "“{name}” is no Word file: save the template as .docx."
)
OLD_OR_LOCKED = Text(
    "“{name}”是旧格式（.doc）或设了密码：请在 Word 里去掉密码，另存为 .docx。",
    "“{name}” is in the old format (.doc) or has a password: take it off in Word and save as .docx.",
)
MACROS = Text(
    "“{name}”带宏，不能用作模板：请另存为不带宏的 .docx。",
    "“{name}” holds macros: save it as a .docx without them.",
)
TOO_LARGE = Text(
    "模板“{name}”超过 {most} MB：请压缩其中的图片。",
    "The template “{name}” is larger than {most} MB: compress its pictures.",
)
UNPACKS = Text(
    "模板“{name}”解压后大得不正常，没有打开。", "The template “{name}” unpacks to far too much: not opened."
)
ENTITIES = Text(
    "模板“{name}”里有不该有的声明（DOCTYPE），没有打开。",
    "The template “{name}” declares what no Word file does (DOCTYPE): not opened.",
)
BROKEN = Text(
    "模板“{name}”损坏了，读不出来：请在 Word 里打开后重新另存为 .docx。",
    "The template “{name}” is damaged: open it in Word and save it as .docx again.",
)
