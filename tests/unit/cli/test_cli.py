"""The command line: exit codes, JSON, evidence, refusals that leave everything as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from csmdesk.cli import commands
from csmdesk.cli.parser import parser
from csmdesk.metrics.registry import definitions
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest
from tests.unit.cli.conftest import Ran

Command = Callable[..., Ran]

# The keys of the list of metrics that must work.
SECTION_3 = [
    "renewal_rate",
    "renewal_rate_contracts",
    "renewal_value_rate",
    "renewal_collected",
    "upsell_collected",
    "nrr",
    "grr",
    "customer_retention",
    "logo_churn",
    "acv",
    "upsell_rate",
    "activation_rate",
    "usage_depth",
    "core_feature_depth",
    "time_depth",
    "feature_breadth",
    "health_mean",
    "health_red",
    "nps",
    "nps_executive",
    "nps_all_answers",
    "csat",
    "issue_on_time",
    "referral_leads",
    "executive_reach",
    "early_collection",
    "workshop_on_time",
    "workshop_quality",
    "salon_compliance",
    "feedback_conversion",
    "activity_counts",
    "channel_roi",
    "cadence_kept",
    "arr_per_csm",
    "travel_days",
    "sharing_sessions",
    "upsell_margin",
    "collection_days",
    "non_renewal_reasons",
]


def _bytes(folder: Path) -> dict[str, bytes]:
    """The book's files; a reader may make and remove SQLite's shared memory and an empty -wal beside them."""
    return {name: (folder / name).read_bytes() for name in ("book.db", "keys.json")}


@pytest.mark.parametrize(
    "words", ["--book b --theme dark gui", "gui --book b --theme dark", "--book b gui --theme dark"]
)
def test_the_window_s_book_may_stand_before_its_command_or_behind(words: str) -> None:
    options = parser("zh").parse_args(words.split())
    assert (options.run, options.book, options.theme) == (commands.gui, Path("b"), "dark")
    assert parser("zh").parse_args(["gui"]).book is None


def test_metrics_as_json_hold_every_key_with_a_value_or_a_reason(csmdesk: Command, golden_book: Path) -> None:
    ran = csmdesk("metrics", "--book", golden_book, "--period", "2024H1", "--json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert (document["period"], document["as_of"]) == ("2024H1", "2024-06-30")
    assert set(SECTION_3) <= set(document["figures"])
    for key, figure in document["figures"].items():
        assert {"value", "unit", "numerator", "denominator", "reason", "definition", "evidence"} <= set(
            figure
        ), key
        assert (figure["value"] is None) == (figure["reason"] is not None), key
        assert set(figure["evidence"]) == {"numerator", "denominator", "excluded"}, key


def test_the_as_of_day_changes_what_had_happened(csmdesk: Command, golden_book: Path) -> None:
    def collected(*more: str) -> float:
        ran = csmdesk("metrics", "--book", golden_book, "--period", "2024H1", "--json", *more)
        return float(json.loads(ran.out)["figures"]["renewal_collected"]["value"])

    assert 0 < collected("--as-of", "2024-03-31") < collected() == 17_460_000


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("key", sorted(definitions()))
def test_explain_lists_every_row_behind_a_figure(
    csmdesk: Command, golden_book: Path, key: str, language: str
) -> None:
    ran = csmdesk(
        "metrics", "--book", golden_book, "--period", "2024H1", "--explain", key, "--json", "--lang", language
    )
    document = json.loads(ran.out)
    counts = document["figures"][key]["evidence"]
    assert {side: len(rows) for side, rows in document["rows"].items()} == counts
    text = csmdesk(
        "metrics", "--book", golden_book, "--period", "2024H1", "--explain", key, "--lang", language
    )
    assert text.code == 0
    assert text.out.count("\n") >= sum(counts.values())


def test_the_table_names_every_metric(csmdesk: Command, golden_book: Path) -> None:
    for language in ("zh", "en"):
        ran = csmdesk("metrics", "--book", golden_book, "--period", "2024H1", "--lang", language)
        assert all(key in ran.out for key in SECTION_3)


@pytest.mark.parametrize(
    "arguments",
    [
        ["metrics", "--period", "2024H9"],
        ["metrics", "--period", "2024H1", "--explain", "nothing"],
        ["report", "--period", "2024H1", "-o", "review.xyz"],
        ["report", "--period", "2024H1", "-o", "/nowhere/at/all/review.md"],
    ],
)
def test_the_users_problems_are_one_sentence_and_leave_the_book(
    csmdesk: Command, golden_book: Path, arguments: list[str]
) -> None:
    before = _bytes(golden_book)
    ran = csmdesk(*arguments, "--book", golden_book)
    assert ran.code == 1
    assert len(ran.err.strip().splitlines()) == 1
    assert not ran.out
    assert _bytes(golden_book) == before


@pytest.mark.parametrize(
    "command", ["metrics --period 2024H1", "report --period 2024H1 -o x.md", "backup", "check"]
)
def test_only_import_makes_a_book(csmdesk: Command, tmp_path: Path, command: str) -> None:
    ran = csmdesk(*command.split(), "--book", tmp_path / "none")
    assert ran.code == 1
    assert str(tmp_path / "none") in ran.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "arguments",
    [["metrics"], ["metrics", "--book", "b", "--period", "2024H1", "--as-of", "2024-02-30"], ["fly"]],
)
def test_wrong_usage_is_2(csmdesk: Command, arguments: list[str]) -> None:
    assert csmdesk(*arguments).code == 2


def test_an_import_that_fails_makes_no_book(csmdesk: Command, tmp_path: Path) -> None:
    ran = csmdesk("import", tmp_path / "missing", "--book", tmp_path / "book")
    assert ran.code == 1
    assert not (tmp_path / "book").exists()


def test_a_plan_with_errors_makes_no_book(csmdesk: Command, tmp_path: Path) -> None:
    file = tmp_path / "客户.csv"
    file.write_text("客户编号,客户名称,交接日期\nKH1,远山茶业,2024-02-30\n", encoding="utf-8")
    ran = csmdesk("import", file, "--book", tmp_path / "book")
    assert ran.code == 1
    assert ran.err.strip() == "客户.csv 第 2 行“交接日期”列：“2024-02-30”这一天不存在。"
    assert not (tmp_path / "book").exists()


def test_a_dry_run_writes_nothing(csmdesk: Command, tmp_path: Path, golden_folder: Path) -> None:
    ran = csmdesk("import", golden_folder, "--book", tmp_path / "book", "--dry-run")
    assert ran.code == 0
    assert not (tmp_path / "book").exists()
    assert "合同.csv" in ran.out


def test_import_says_that_the_new_book_has_no_passphrase_and_a_second_one_changes_nothing(
    csmdesk: Command, tmp_path: Path, golden_folder: Path
) -> None:
    book = tmp_path / "book"
    first = csmdesk("import", golden_folder, "--book", book)
    assert first.code == 0
    assert "keys.json" in first.out
    before = _digest(book)
    second = csmdesk("import", golden_folder, "--book", book)
    assert second.code == 0
    assert "keys.json" not in second.out
    assert _digest(book) == before


def _digest(folder: Path) -> str:
    with Book.open(folder, write=False) as book, book.reading() as connection:
        return digest(connection)


def test_a_passphrase_is_asked_read_from_a_file_and_refused(csmdesk: Command, tmp_path: Path) -> None:
    Book.create(tmp_path / "book", passphrase="长安一片月").book.close()
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text("长安一片月\n", encoding="utf-8")
    wrong.write_text("万户捣衣声\n", encoding="utf-8")
    check = ["check", "--book", tmp_path / "book"]
    assert csmdesk(*check, "--passphrase-file", right).code == 0
    before = _bytes(tmp_path / "book")
    for refused in (
        csmdesk(*check, "--passphrase-file", wrong),
        csmdesk(*check),
        csmdesk(*check, "--passphrase-file", tmp_path / "none"),
    ):
        assert refused.code == 1
        assert len(refused.err.strip().splitlines()) == 1
    assert _bytes(tmp_path / "book") == before


def test_reading_works_beside_an_open_window_and_writing_is_refused(
    csmdesk: Command, tmp_path: Path, golden_folder: Path
) -> None:
    folder = tmp_path / "book"
    with Book.create(folder).book:
        assert csmdesk("metrics", "--book", folder, "--period", "2024H1").code == 0
        assert csmdesk("check", "--book", folder).code == 0
        refused = csmdesk("import", golden_folder, "--book", folder)
    assert refused.code == 1
    assert len(refused.err.strip().splitlines()) == 1


def test_backup_and_restore_bring_the_same_book_back(
    csmdesk: Command, golden_book: Path, tmp_path: Path
) -> None:
    made = csmdesk("backup", "--book", golden_book, "--to", tmp_path / "kept")
    assert made.code == 0
    assert csmdesk("restore", made.out.strip(), "--book", tmp_path / "new").code == 0
    assert _digest(tmp_path / "new") == _digest(golden_book)
    again = csmdesk("restore", made.out.strip(), "--book", tmp_path / "new")
    assert again.code == 1


def test_a_bug_of_ours_is_3_and_its_log_holds_no_values(
    csmdesk: Command, golden_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csmdesk import paths
    from csmdesk.services import figures

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("云岫茶饮")

    monkeypatch.setattr(figures, "figures", broken)
    ran = csmdesk("metrics", "--book", golden_book, "--period", "2024H1")
    log = paths.log_folder() / "csmdesk.log"
    assert ran.code == 3
    assert str(log) in ran.err
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert "云岫茶饮" not in log.read_text(encoding="utf-8") + ran.err


def test_every_text_of_the_command_line_is_in_both_languages(csmdesk: Command) -> None:
    chinese, english = csmdesk("--lang", "zh", "--help"), csmdesk("--help", "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert "客户" in chinese.out
    assert "客户" not in english.out


@pytest.mark.parametrize("name", ["out", "out.xlsx"])
def test_the_exported_tables_of_a_book_make_the_same_book(
    csmdesk: Command, golden_book: Path, tmp_path: Path, name: str
) -> None:
    ran = csmdesk("export", "--book", golden_book, "-o", tmp_path / name)
    assert ran.code == 0, ran.err
    assert csmdesk("import", tmp_path / name, "--book", tmp_path / "book").code == 0
    printed = [
        csmdesk("metrics", "--book", book, "--period", "2024H1", "--json").out
        for book in (golden_book, tmp_path / "book")
    ]
    assert json.loads(printed[0])["figures"].keys() == json.loads(printed[1])["figures"].keys()
    values = [{key: one["value"] for key, one in json.loads(each)["figures"].items()} for each in printed]
    assert values[0] == values[1]


def test_one_table_is_exported_alone(csmdesk: Command, golden_book: Path, tmp_path: Path) -> None:
    ran = csmdesk("export", "--book", golden_book, "-o", tmp_path / "客户.csv", "--kind", "accounts")
    assert ran.code == 0, ran.err
    text = (tmp_path / "客户.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("客户编号,客户名称,行业")
    refused = csmdesk("export", "--book", golden_book, "-o", tmp_path / "x.csv")
    assert refused.code == 1
    assert "放不下" in refused.err
    unknown = csmdesk("export", "--book", golden_book, "-o", tmp_path / "x.xlsx", "--kind", "planets")
    assert unknown.code == 1
    assert "planets" in unknown.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["客户.csv"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_templates_are_written_and_import(csmdesk: Command, tmp_path: Path, language: str) -> None:
    ran = csmdesk("import-template", "-o", tmp_path / "templates.xlsx", "--lang", language)
    assert ran.code == 0, ran.err
    taken = csmdesk("import", tmp_path / "templates.xlsx", "--book", tmp_path / "book")
    assert taken.code == 0, taken.out + taken.err
