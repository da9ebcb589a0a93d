"""What rows say against each other, across files and against the book; and what the command line can say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csmdesk.cli import run as csmdesk
from csmdesk.domain.changes import Op
from csmdesk.importers.known import known
from csmdesk.importers.options import Options
from csmdesk.importers.plan import plan
from csmdesk.storage.book import Book
from tests.unit.importers.making import BASE, base, errors, import_into, rows_of, table, warnings, write


def test_usage_after_the_last_contract_is_told_once_an_account(tmp_path: Path) -> None:
    late = "".join(f"KH2,订单中心,是,2024-07-{day:02d},10,9\n" for day in range(1, 6))
    told = warnings(base(tmp_path / "in", 功能使用=BASE["功能使用.csv"] + late))
    (sentence,) = (each for each in told if "最后一份合同" in each)
    assert sentence == (
        "功能使用.csv 第 4 行“统计日期”列："
        "“2024-06-28”在该客户最后一份合同到期（2024-02-29）之后，这样的行有 6 行。"
    )


def test_more_received_than_the_contract_is_told_with_what_the_book_has(tmp_path: Path) -> None:
    more = BASE["回款.csv"] + 'HK3,HT3,新签,2023-04-15,"1,000.00",否\n'
    (sentence,) = (each for each in warnings(base(tmp_path / "in", 回款=more)) if "超过" in each)
    assert sentence.startswith("回款.csv 第 4 行“到账金额(元)”列：")
    assert "合同 HT3 累计回款 91,000.00，超过合同金额 90,000.00" in sentence
    with Book.create(tmp_path / "book").book as book:
        import_into(book, base(tmp_path / "a"))
        with book.reading() as connection:
            held = known(connection)
        alone = write(
            tmp_path / "b", {"回款.csv": more.splitlines()[0] + "\n" + more.splitlines()[-1] + "\n"}
        )
        assert any("91,000.00" in problem.why.zh for problem in plan(alone, Options(), held).warnings)


def test_receipts_may_name_the_contract_by_its_name(tmp_path: Path) -> None:
    files = {
        "客户.csv": BASE["客户.csv"],
        "合同.csv": "合同编号,合同名称,客户编号,开始日期,合同金额\nHT1,云岫年框,KH1,2024-01-01,5\n",
        "回款.csv": "回款编码,合同名称,回款时间,回款金额\nHK1,云岫年框,2024-02-01,5\n",
    }
    from tests.unit.importers.making import planned

    assert table(planned(write(tmp_path / "in", files)), "receipts")[0]["contract_id"] == "HT1"


def test_an_unknown_name_says_whom_it_is_like(tmp_path: Path) -> None:
    text = (
        BASE["触达记录.csv"]
        .replace("客户编号", "客户名称")
        .replace("KH1", "云岫 茶饮有限公司")
        .replace("KH2", "查无此司")
    )
    told = errors(base(tmp_path / "in", 触达记录=text))
    assert told[0] == (
        "触达记录.csv 第 2 行“客户名称”列："
        "没有“云岫 茶饮有限公司”这个客户；是不是“云岫茶饮”（KH1）？请用 --account 确认。"
    )
    assert told[-1].endswith("没有“查无此司”这个客户。")
    assert errors(base(tmp_path / "b", 触达记录=text), account=["同=KH1"])[0] == told[0]
    assert errors(tmp_path / "b", account=["same", "查无此司=KH2"]) == []
    assert errors(tmp_path / "b", account=["云岫 茶饮有限公司=KH1", "查无此司=new"]) == []


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run ``csmdesk import`` into one book; gives the exit code and what was printed."""

    def run(*words: str) -> tuple[int, str]:
        code = csmdesk(["import", "--book", str(tmp_path / "book"), "--lang", "zh", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_command_line_decides_about_hand_edits(cli, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert cli(str(base(tmp_path / "a")))[0] == 0
    other = base(tmp_path / "b", 客户=BASE["客户.csv"].replace(",医药,", ",生物医药,"))

    def industry() -> str:
        with Book.open(tmp_path / "book") as book:
            return str(rows_of(book, "SELECT industry FROM accounts WHERE code = 'KH2'")[0][0])

    with Book.open(tmp_path / "book") as book:
        sql = "UPDATE accounts SET industry = '手改' WHERE code = 'KH2'"
        book.store.run(Op.EDIT_ACCOUNT, lambda connection: connection.exec_driver_sql(sql))
    code, said = cli(str(other), "--hand-edits", "ask")
    assert code != 0
    assert "客户书“手改”，文件“生物医药”" in said
    assert industry() == "手改"
    assert cli(str(other), "--hand-edits", "book")[0] == 0
    assert industry() == "手改"
    assert cli(str(other))[0] == 0
    assert industry() == "生物医药"


def test_the_command_line_takes_a_profile_and_writes_what_it_rejects(cli, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    profile = {
        "csmdesk_profile": 1, "key": "自家", "name": "自家",
        "tables": [{"title": "客户", "kind": "accounts", "signatures": [["代号", "抬头"]],
                    "columns": {"代号": "code", "抬头": "name", "上线": "activated_day"}}],
    }  # fmt: skip
    (tmp_path / "自家.json").write_text(json.dumps(profile, ensure_ascii=False), encoding="utf-8")
    folder = write(tmp_path / "in", {"x.csv": "代号,抬头,上线\nKH1,云岫,2024-02-30\n"})
    code, said = cli(
        str(folder), "--profile", str(tmp_path / "自家.json"), "--rejected", str(tmp_path / "退.csv")
    )
    assert code != 0
    assert "这一天不存在" in said
    assert "2024-02-30" in (tmp_path / "退.csv").read_text(encoding="utf-8-sig")
    write(tmp_path / "in", {"x.csv": "代号,抬头,上线\nKH1,云岫,2024-02-28\n"})
    assert cli(str(folder), "--profile", str(tmp_path / "自家.json"))[0] == 0
