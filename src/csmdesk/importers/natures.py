"""What a file is that is no table of ours: by its first bytes, and what to do with it."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path

from csmdesk.domain.text import Text
from csmdesk.importers import archives

_HEAD = 4096

_PACKED = Text("压缩包，请先解压", "an archive: unpack it first")
_PICTURE = Text("图片，请找原来的表格文件", "a picture: find the table that it shows")
_PDF = Text("PDF，请找原来的表格文件", "a PDF: find the table that it shows")
_PAGE = Text("网页，请把里面的表另存为 xlsx", "a web page: save its table as xlsx")
_ARCHIVED_PAGE = Text("网页归档（mht），请另存为 xlsx", "an archived web page (mht): save it as xlsx")
_JSON = Text("JSON，请导出为 csv 或 xlsx", "JSON: export it as csv or xlsx")
_PROGRAM = Text("程序", "a program")
_SAVE_AS = Text("{name}，请另存为 xlsx 或 csv", "{name}: save it as xlsx or csv")

_BEGINNINGS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF-", _PDF),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"Rar!\x1a\x07", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"\x7fELF", _PROGRAM),
    (b"{\\rtf", _SAVE_AS.format(name=Text(" RTF 文档", "RTF"))),
    (b"SQLite format 3\0", _SAVE_AS.format(name=Text(" SQLite 数据库", "an SQLite database"))),
    (b"\0\1\0\0Standard ", _SAVE_AS.format(name=Text(" Access 数据库", "an Access database"))),
    (b"TABLE\r\n0,1", _SAVE_AS.format(name=Text(" DIF 文件", "a DIF file"))),
    (b"TABLE\n0,1", _SAVE_AS.format(name=Text(" DIF 文件", "a DIF file"))),
)
_WITH_ZEROS = ((b"MZ", _PROGRAM), (b"PAR1", _SAVE_AS.format(name=Text(" Parquet 文件", "a Parquet file"))))
"""Beginnings that a text may have as well, but not with zero bytes after them."""
_BY_SUFFIX = {
    ".slk": (b"ID;P", _SAVE_AS.format(name=Text(" SYLK 文件", "a SYLK file"))),
    ".dbf": (b"\3", _SAVE_AS.format(name=Text(" dBase 文件", "a dBase file"))),
}
_PARTS = (
    ("word/", Text(" Word 文档", "a Word document")),
    ("ppt/", Text(" PowerPoint 文档", "a PowerPoint document")),
    ("Index/", Text(" Numbers 表格", "a Numbers spreadsheet")),
    ("META-INF/manifest.xml", Text(" OpenDocument 文档", "an OpenDocument document")),
)
_STREAMS = (
    ("WordDocument", Text(" Word 文档", "a Word document")),
    ("PowerPoint Document", Text(" PowerPoint 文档", "a PowerPoint document")),
)


def nature(path: Path, form: str) -> Text | None:
    """What the file is and what to do about it, as a part of a sentence; None where its bytes do not say."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for beginning, what in _BEGINNINGS:
        if head.startswith(beginning):
            return what
    for beginning, what in _WITH_ZEROS:
        if head.startswith(beginning) and b"\0" in head:
            return what
    beginning, what = _BY_SUFFIX.get(path.suffix.lower(), (b"", _PACKED))
    if beginning and head.startswith(beginning):
        return what
    if form == "zip" or head.startswith(archives.ZIP):
        return _of_archive(path)
    if form == "ole":
        data = path.read_bytes()[: 64 << 20]
        return next(
            (_SAVE_AS.format(name=name) for stream, name in _STREAMS if stream.encode("utf-16-le") in data),
            None,
        )
    if form in {"html", "mht"}:
        return _PAGE if form == "html" else _ARCHIVED_PAGE
    if b"urn:oasis:names:tc:opendocument:xmlns:office" in head:
        return _SAVE_AS.format(name=Text(" OpenDocument XML 文件", "an OpenDocument XML file"))
    # What calls itself JSON is not taken for a table by anybody.
    return _JSON if path.suffix.lower() != ".json" and _is_json(path, head) else None


def _of_archive(path: Path) -> Text | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return None
    for start, name in _PARTS:
        if any(each.startswith(start) for each in names):
            return _SAVE_AS.format(name=name)
    # A package of Office that nobody knows is damaged, and unpacking it helps nobody.
    return None if "[Content_Types].xml" in names else _PACKED


_MOST_JSON = 16 << 20


def _is_json(path: Path, head: bytes) -> bool:
    if (
        head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in {b"{", b"["}
        or path.stat().st_size > _MOST_JSON
    ):
        return False
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return True
