"""Files that are no template, or made to harm: one sentence each, quickly, and never anything else."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.reports import template_file
from csmdesk.reports.company_template import fill
from tests.unit.reports.reading import docx_text
from tests.unit.reports.templates import repacked, template, values

PATIENCE = 5.0
"""Seconds for the worst of them."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return template(tmp_path_factory.mktemp("t") / "t.docx", "{{ title }}", "{{ chapters }}").read_bytes()


def refused(path: Path) -> str:
    start = time.perf_counter()
    with pytest.raises(UserError) as caught:
        fill(path, values())
    assert time.perf_counter() - start < PATIENCE
    zh, en = caught.value.text
    assert path.name in zh
    assert path.name in en
    assert zh.count("。") == 1
    return zh


def put(tmp_path: Path, content: bytes, name: str = "模板.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是 Word 文件"),
        (b"%PDF-1.7", "不是 Word 文件"),
        (b"{{ title }}", "不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
        (b"PK\x03\x04" + b"\0" * 40, "损坏"),
        (zipped(a=b"x"), "不是 Word 文件"),
    ],
)
def test_what_is_no_word_file(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refused(put(tmp_path, content))


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert "读不了" in refused(tmp_path / "没有.docx")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "夹.docx").mkdir()
    assert "读不了" in refused(tmp_path / "夹.docx")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: bytes) -> None:
    monkeypatch.setattr(template_file, "MAX_FILE", 1 << 20)
    assert "超过 1 MB" in refused(put(tmp_path, good + b"\0" * (1 << 20)))


def test_a_zip_bomb(tmp_path: Path, good: bytes) -> None:
    bomb = repacked(good, {"word/document.xml": b" " * (300 << 20)})
    assert len(bomb) < 1 << 20
    assert "大得不正常" in refused(put(tmp_path, bomb))


def test_a_bomb_that_lies_about_its_size(tmp_path: Path, good: bytes) -> None:
    bomb = bytearray(repacked(good, {"word/document.xml": b" " * (64 << 20)}))
    # The size that the directory tells is made small.
    for at in range(len(bomb)):
        if bomb[at : at + 4] == b"PK\x01\x02" and bomb[at + 46 :].startswith(b"word/document.xml"):
            bomb[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refused(put(tmp_path, bytes(bomb)))


def test_many_parts(tmp_path: Path, good: bytes) -> None:
    many = repacked(good, {f"word/x{i}.xml": b"<a/>" for i in range(2100)})
    assert "大得不正常" in refused(put(tmp_path, many))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(tmp_path: Path, good: bytes, encoding: str) -> None:
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY l0 "lol">{lol}]><a>&l8;</a>'
    path = put(tmp_path, repacked(good, {"word/header9.xml": text.encode(encoding)}))
    assert "DOCTYPE" in refused(path)


def test_an_entity_that_reads_a_file(tmp_path: Path, good: bytes) -> None:
    xxe = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "DOCTYPE" in refused(put(tmp_path, repacked(good, {"word/document.xml": xxe})))


def test_macros(tmp_path: Path, good: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        types = archive.read("[Content_Types].xml")
    changed = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "宏" in refused(put(tmp_path, repacked(good, {"[Content_Types].xml": changed})))


def test_xml_that_is_deep_or_broken(tmp_path: Path, good: bytes) -> None:
    assert refused(put(tmp_path, repacked(good, {"word/document.xml": b"<a>" * 100_000})))
    assert refused(put(tmp_path, repacked(good, {"word/document.xml": b"<a></b>"})))
    assert refused(put(tmp_path, repacked(good, {"word/styles.xml": b"no xml"})))


def test_a_word_template_file_is_taken_as_well(tmp_path: Path, good: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        types = archive.read("[Content_Types].xml")
    changed = types.replace(b"document.main+xml", b"template.main+xml")
    path = put(tmp_path, repacked(good, {"[Content_Types].xml": changed}), "模板.dotx")
    filled = fill(path, values())
    assert "2024 年上半年自评报告" in docx_text(filled.content)
    with zipfile.ZipFile(io.BytesIO(filled.content)) as archive:
        assert b"template.main+xml" not in archive.read("[Content_Types].xml")


def damaged(good: bytes) -> Iterator[bytes]:
    chance = random.Random(20240630)
    for _ in range(60):
        yield good[: chance.randrange(len(good))]
    for _ in range(240):
        held = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
        yield bytes(held)


def test_a_damaged_template_is_filled_or_refused_and_nothing_else(tmp_path: Path, good: bytes) -> None:
    small = values()
    outcomes = {"filled": 0, "refused": 0}
    for content in damaged(good):
        try:
            made = fill(put(tmp_path, content), small)
            assert made.content.startswith(b"PK")
            outcomes["filled"] += 1
        except UserError:
            outcomes["refused"] += 1
    assert outcomes["refused"] > 60


def test_damaged_parts_are_refused_or_read(tmp_path: Path, good: bytes) -> None:
    chance = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: archive.read(name) for name in names}
    refusals = 0
    for _ in range(120):
        name = chance.choice(names)
        held = bytearray(parts[name])
        at = chance.randrange(len(held))
        held[at : at + chance.randrange(30)] = bytes(
            chance.randrange(32, 127) for _ in range(chance.randrange(6))
        )
        try:
            fill(put(tmp_path, repacked(good, {name: bytes(held)})), values())
        except UserError:
            refusals += 1
    assert refusals > 0
