"""The review in the company's template and for outsiders, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.unit.cli.conftest import Ran
from tests.unit.reports.reading import docx_text

Run = Callable[..., Ran]


def test_a_template_is_made_and_filled(csmdesk: Run, golden_book: Path, tmp_path: Path) -> None:
    form, made = tmp_path / "模板.docx", tmp_path / "自评.docx"
    asked = ("--book", golden_book, "--period", "2024H1")
    ran = csmdesk("template", *asked, "-o", form)
    assert (ran.code, ran.out.splitlines()) == (0, [str(form), str(tmp_path / "模板-位置.csv")])
    ran = csmdesk("report", *asked, "--template", form, "-o", made)
    assert (ran.code, ran.out.strip(), ran.err) == (0, str(made), "")
    assert "1,746万" in docx_text(made.read_bytes())


def test_what_a_template_leaves_out_is_said(csmdesk: Run, golden_book: Path, tmp_path: Path) -> None:
    import docx

    form = tmp_path / "t.docx"
    word = docx.Document()
    word.add_paragraph("{{ chapter.role }}")
    word.save(str(form))
    ran = csmdesk(
        "report", "--book", golden_book, "--period", "2024H1", "--template", form, "-o", tmp_path / "a.docx"
    )
    assert ran.code == 0
    assert ran.err.startswith("模板没有放：结果与数据、")


def test_a_file_that_is_no_template_is_one_sentence(csmdesk: Run, golden_book: Path, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(b"nothing")
    made = tmp_path / "a.docx"
    asked = ("report", "--book", golden_book, "--period", "2024H1", "--template", tmp_path / "t.docx")
    ran = csmdesk(*asked, "-o", made)
    assert (ran.code, ran.err.strip()) == (1, "“t.docx”不是 Word 文件：模板应存成 .docx。")
    assert not made.exists()


def test_a_redacted_report_with_its_key(csmdesk: Run, golden_book: Path, tmp_path: Path) -> None:
    made = tmp_path / "外发.md"
    ran = csmdesk("report", "--book", golden_book, "--period", "2024H1", "--key", "-o", made)
    key = tmp_path / "外发-对照表.csv"
    assert (ran.code, ran.out.splitlines()) == (0, [str(made), str(key)])
    text = made.read_text(encoding="utf-8")
    assert "云岫茶饮" not in text
    assert "1,746" not in text
    assert "1,000万–3,000万" in text
    assert ",客户,云岫茶饮" in key.read_text(encoding="utf-8-sig")
