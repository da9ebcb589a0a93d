"""Files with something broken in them: a few good ones of every form, and what can happen to their bytes."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from tests.unit.importers.making import BASE
from tests.unit.importers.old_workbooks import bare_stream, binary_workbook, container, stream

_OLD = [["客户编号", "客户名称"], *([f"KH{n}", f"客户{n}"] for n in range(30))]


def seeds() -> dict[str, bytes]:
    """One good file of each form, by name."""
    text = BASE["客户.csv"] + "".join(f"KH{n},客户{n},零售,潜力,2022-10-11,订单中心\n" for n in range(3, 60))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in text.splitlines():
        sheet.append(line.split(","))
    workbook = io.BytesIO()
    book.save(workbook)
    rows = [line.split(",") for line in text.splitlines()]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    ss = "urn:schemas-microsoft-com:office:spreadsheet"
    data = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    old: list[list[str | float]] = [list(row) for row in _OLD]
    return {
        "客户.csv": text.encode(),
        "客户-gb.csv": text.encode("gb18030"),
        "客户-wide.csv": text.encode("utf-16"),
        "客户.tsv": text.replace(",", "\t").encode("utf-8-sig"),
        "客户.xlsx": workbook.getvalue(),
        "客户.xls": container(stream(old)),
        "客户-bare.xls": bare_stream(old),
        "客户-page.xls": f"<html><body><table>{cells}</table></body></html>".encode(),
        "客户-xml.xls": (
            f'<?xml version="1.0"?><Workbook xmlns="{ss}" xmlns:ss="{ss}">'
            f'<Worksheet ss:Name="客户"><Table>{data}</Table></Worksheet></Workbook>'
        ).encode(),
        "客户.ods": ods(rows),
        "客户.xlsb": binary_workbook(old),
    }


def ods(rows: list[list[str]]) -> bytes:
    """The rows as .ods, with one sheet."""
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<office:document-content xmlns:table="{table}" xmlns:office="{office}" xmlns:text="{text}">'
        f'<office:body><office:spreadsheet><table:table table:name="客户">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _drop(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randint(1, 200)]


def _double(data: bytearray, chance: random.Random) -> None:
    at, length = chance.randrange(len(data)), chance.randint(1, 400)
    data[at:at] = data[at : at + length] * chance.randint(1, 50)


def _noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    length = min(chance.randint(1, 64), len(data) - at)
    data[at : at + length] = chance.randbytes(length)


def _extremes(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(max(1, len(data) - 4))
    data[at : at + 4] = chance.choice(
        [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"]
    )


def _signs(data: bytearray, chance: random.Random) -> None:
    signs = [
        b'"',
        b",",
        b"\0",
        b"<",
        b">",
        b"&",
        b"\r",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"<!--",
        b"]]>",
        b"<table>",
    ]
    at = chance.randrange(len(data))
    data[at:at] = chance.choice(signs) * chance.randint(1, 300)


_WAYS: Mapping[str, Callable[[bytearray, random.Random], None]] = {
    "flip": _flip,
    "cut": _cut,
    "drop": _drop,
    "double": _double,
    "noise": _noise,
    "extremes": _extremes,
    "signs": _signs,
}


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A packed workbook with one of its parts broken, and packed again: what checks of the archive miss."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = archive.namelist()
        broken = chance.choice(names)
        for name in names:
            part = bytearray(archive.read(name))
            if name == broken and part:
                _WAYS[chance.choice(list(_WAYS))](part, chance)
            made.writestr(name, bytes(part))
    return out.getvalue()


def mutated(number: int, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The ``number``-th broken file: a name and its bytes, always the same for the same number."""
    chance = random.Random(number)
    name = chance.choice(sorted(files))
    data = files[name]
    if name.endswith((".xlsx", ".ods", ".xlsb")) and chance.random() < 0.5:
        data = _inside(data, chance)
    changed = bytearray(data)
    if data is files[name] or chance.random() < 0.2:
        for _ in range(chance.randint(1, 3)):
            if len(changed) > 8:
                _WAYS[chance.choice(list(_WAYS))](changed, chance)
    if chance.random() < 0.1:
        # Under the name of another form.
        name = f"{Path(name).stem}{chance.choice(['.csv', '.xls', '.xlsx', '.ods', '.xlsb', '.txt'])}"
    return name, bytes(changed)
