"""A report on its way out: whole or not at all, searched when it is for outsiders, the key beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.domain.review_text import Chip
from csmdesk.reports.document import Document
from csmdesk.reports.export import WRITERS
from csmdesk.reports.output import STEPS, Going, Output, key_path, write
from csmdesk.reports.redaction import Redacted, Redaction
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.services.identities import Identities, Identity
from tests.unit.reports.making import every_block, figure_set, other_book
from tests.unit.reports.reading import docx_text
from tests.unit.reports.templates import template

HELD = Identities((Identity("account", "岚图家居", ("岚图家居", "KH1001")),), frozenset())
TEXT = "岚图家居"


def going(document: Document | None = None) -> Going:
    shown = every_block(text=TEXT) if document is None else document
    return Going(shown, shown, ChipWriter(figure_set(other_book(), "2021H1"), "zh", {}))


def redaction() -> Redaction:
    return Redaction(HELD, "zh")


class Stopped(Exception):
    """What a cancelled job raises."""


def stopping(at: int) -> Callable[[int, int], None]:
    def report(done: int, _of: int) -> None:
        if done == at:
            raise Stopped

    return report


@pytest.mark.parametrize("redacted", [False, True])
@pytest.mark.parametrize("kind", [*WRITERS, "template"])
@pytest.mark.parametrize("at", range(STEPS))
def test_stopping_at_any_step_leaves_the_old_file(tmp_path: Path, kind: str, at: int, redacted: bool) -> None:
    form = template(tmp_path / "form.docx", "{{ title }}", "{{ chapters }}") if kind == "template" else None
    path = tmp_path / f"自评{'.docx' if form else kind}"
    path.write_bytes(b"old")
    key = key_path(path, "zh")
    asked = Output(path, form, redaction() if redacted else None, key if redacted else None)
    with pytest.raises(Stopped):
        write(going(), asked, stopping(at))
    assert path.read_bytes() == b"old"
    assert {p.name for p in tmp_path.iterdir()} - {"form.docx"} == {path.name}


@pytest.mark.parametrize("kind", [*WRITERS, "template"])
def test_steps_are_told_in_order(tmp_path: Path, kind: str) -> None:
    form = template(tmp_path / "form.docx", "{{ title }}", "{{ chapters }}") if kind == "template" else None
    told: list[tuple[int, int]] = []
    wrote = write(
        going(),
        Output(tmp_path / f"a{'.docx' if form else kind}", form),
        lambda done, of: told.append((done, of)),
    )
    assert told == sorted(told)
    assert told[0] == (0, STEPS)
    assert told[-1] == (STEPS, STEPS)
    assert wrote.path.is_file()


def test_the_key_lies_beside_the_report_and_holds_what_stands_for_whom(tmp_path: Path) -> None:
    path = tmp_path / "自评.md"
    key = key_path(path, "zh")
    wrote = write(going(), Output(path, None, redaction(), key))
    assert wrote.key == key == tmp_path / "自评-对照表.csv"
    assert key.read_text(encoding="utf-8-sig").splitlines() == ["别名,种类,原名", "客户A,客户,岚图家居"]
    text = path.read_text(encoding="utf-8")
    assert "岚图" not in text
    assert "客户A" in text
    assert "1,746万" not in text


def test_no_key_unless_it_is_asked_for(tmp_path: Path) -> None:
    write(going(), Output(tmp_path / "a.md", None, redaction()))
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_left_of_a_name_stops_the_export(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(_: Redaction, document: Document) -> Redacted:
        return Redacted(document, ())

    monkeypatch.setattr(Redaction, "document", careless)
    path = tmp_path / f"a{kind}"
    path.write_bytes(b"old")
    with pytest.raises(UserError) as caught:
        write(going(), Output(path, None, redaction(), tmp_path / "key.csv"))
    assert TEXT in caught.value.text.zh
    assert path.read_bytes() == b"old"
    assert not (tmp_path / "key.csv").exists()


def test_a_template_that_names_an_account_stops_a_redacted_export(tmp_path: Path) -> None:
    form = template(tmp_path / "form.docx", "{{ title }} 客户：岚图家居", "注册资本 5,000万")
    with pytest.raises(UserError) as caught:
        write(going(), Output(tmp_path / "a.docx", form, redaction()))
    assert TEXT in caught.value.text.zh
    assert "5,000万" not in caught.value.text.zh


def test_figures_in_a_template_are_bands_however_they_are_asked_for(tmp_path: Path) -> None:
    form = template(
        tmp_path / "form.docx",
        "{{ figure.renewal_collected }}；{{ figure.renewal_collected | yuan:2 }}；"
        "{{ figure.renewal_collected | count:0 }}；{{ figure.renewal_rate }}；"
        "{{ figure.renewal_collected.name }}",
    )
    wrote = write(going(), Output(tmp_path / "a.docx", form, redaction()))
    rate = going().writer.words(Chip("renewal_rate"))
    assert docx_text(wrote.path.read_bytes()) == f"3万–10万；3万–10万；3万–10万；{rate}；续费到账"


def test_a_template_makes_word_files_only(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write(going(), Output(tmp_path / "a.pdf", tmp_path / "form.docx"))
    assert "a.pdf" in caught.value.text.zh


def test_what_a_template_does_not_show_is_told(tmp_path: Path) -> None:
    form = template(tmp_path / "form.docx", "{{ chapter.two }}", "{{ table.one.first.2 }}")
    wrote = write(going(), Output(tmp_path / "a.docx", form))
    assert wrote.left_out == (TEXT,)
    assert wrote.empty == ("{{ table.one.first.2 }}",)
