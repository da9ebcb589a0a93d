"""What sheets and columns are taken for: by their words, parts of words and cells, and never by chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from csmdesk.importers import read
from csmdesk.importers.known import Known, KnownContact, KnownContract
from csmdesk.importers.mapping import Why
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Plan, PlannedSheet, plan
from csmdesk.importers.recognise import recognise
from csmdesk.paths import resource
from tests.unit.importers.making import BASE, base, errors, planned, table, warnings, write

ACCOUNTS = "客户编号,客户名称\nKH1,云岫茶饮\nKH2,恒沐医药\n"


def the(made: Plan, file: str) -> PlannedSheet:
    """The one sheet of a file."""
    (sheet,) = [sheet for sheet in made.sheets if sheet.file == file]
    return sheet


def fields(sheet: PlannedSheet) -> dict[str, str | None]:
    """Header → field."""
    return {column.header: column.field for column in sheet.columns}


def test_kinds_are_recognised_without_their_files_names(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {f"导出{at}.csv": text for at, text in enumerate(BASE.values())})
    kinds = [sheet.kind for sheet in planned(folder).sheets]
    assert kinds == [
        "accounts", "contacts", "contracts", "receipts", "usage", "health", "surveys", "touches", "tasks",
    ]  # fmt: skip


def test_a_header_of_no_table_is_recognised_by_its_parts_and_its_cells(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        回款="""流水,合约标识码,款项用途,实际入账日,入账总额（元）
HK1,HT2,续费,2023-12-20,130000
HK2,HT3,新签,2023-03-15,90000
""",
    )
    sheet = the(planned(folder), "回款.csv")
    assert fields(sheet) == {
        "流水": "code", "合约标识码": "contract", "款项用途": "kind", "实际入账日": "received_day",
        "入账总额（元）": "amount",
    }  # fmt: skip
    assert {column.why for column in sheet.columns} == {Why.PARTS, Why.VALUES}


def test_a_column_of_known_codes_is_the_reference_whatever_its_header(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {"客户.csv": ACCOUNTS, "触达记录.csv": "对象,日期,渠道\nKH1,2024-06-16,拜访\nKH2,2024-06-17,电话\n"},
    )
    sheet = the(planned(folder), "触达记录.csv")
    assert fields(sheet)["对象"] == "account"
    assert [column.why for column in sheet.columns] == [Why.VALUES, Why.WORD, Why.WORD]


def test_a_sheets_only_date_column_is_its_date(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {
            "客户.csv": ACCOUNTS,
            "触达记录.csv": "客户编号,哪天,渠道\nKH1,2024-06-16,拜访\nKH2,2024-06-17,电话\n",
        },
    )
    assert fields(the(planned(folder), "触达记录.csv"))["哪天"] == "day"


def test_columns_that_nobody_knows_are_listed(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in", 客户="客户编号,客户名称,吉祥物,客户简称,序号\nKH1,甲,狐狸,小甲,1\nKH2,乙,,小乙,2\n"
    )
    made = planned(folder)
    sheet = the(made, "客户.csv")
    assert sheet.unknown_headers == ("吉祥物", "客户简称")
    assert "不认识的列，没有导入：吉祥物、客户简称" in made.text("zh")
    assert "columns left out: 序号" in made.text("en")


def test_a_table_of_no_known_kind_stops_the_import_unless_it_is_skipped(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"菜谱.csv": "菜名,做法\n鱼香肉丝,炒\n"})
    (sentence,) = errors(folder)
    assert (
        sentence == "菜谱.csv：看不出这是什么表；请用 --kind 菜谱.csv=种类 指明，或用 --skip 菜谱.csv 略过。"
    )
    made = planned(folder, skip=["菜谱.csv"])
    assert [(each.file, each.why.en) for each in made.not_read] == [("菜谱.csv", "skipped as asked")]


@pytest.mark.parametrize(
    "text",
    [
        (
            "churn_event_id,account_id,churn_date,reason_code,refund_amount_usd,is_reactivation,feedback_text\n"
            "C1,KH1,2024-10-27,pricing,4.03,FALSE,x\n"
        ),
        (
            "customerID,gender,Partner,tenure,PhoneService,Contract,MonthlyCharges\n"
            "KH1,F,Yes,1,No,One year,29.85\n"
        ),
        "id,name\n1,a\n",
        "日期,金额\n2024-01-01,5\n",
    ],
)
def test_a_few_familiar_words_are_not_a_kind(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path / "in", {"客户.csv": ACCOUNTS, "x.csv": text})
    assert [sentence.split("：")[0] for sentence in errors(folder)] == ["x.csv"]


def test_what_is_said_goes_before_what_is_recognised(tmp_path: Path) -> None:
    text = "编码,抬头,日子,怎么\nKH1,甲,2024-06-16,拜访\n"
    folder = write(tmp_path / "in", {"客户.csv": ACCOUNTS, "x.csv": text})
    made = planned(
        folder, kind=["x=触达记录"], map=["x.csv:编码=account", "x:抬头=-", "x:日子=day", "x:怎么=channel"]
    )
    assert fields(the(made, "x.csv")) == {"编码": "account", "抬头": None, "日子": "day", "怎么": "channel"}
    assert table(made, "touches")[0]["channel"] == "拜访"


def test_options_that_fit_nothing_are_errors(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    assert errors(folder, skip=["合同表"]) == ["选项里的“合同表”对不上任何文件或工作表。"]
    assert errors(folder, map=["合同:没有的列=amount"]) == ["“合同”里没有“没有的列”这个表头。"]
    assert errors(folder, map=["合同:合同类型=score"]) == ["合同.csv“合同类型”列：“score”不是合同表的字段。"]


def test_units_in_headers_scale_the_column(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        合同="""合同编号,客户编号,合同类型,开始日期,到期日期,合同金额（万元）
HT1,KH1,新签,2023-01-01,2023-12-31,12.5
HT2,KH1,续约,2024-01-01,2024-12-31,13万
HT3,KH2,新签,2023-03-01,2024-02-29,9
""",
    )
    amounts = [row["amount_fen"] for row in table(planned(folder), "contracts")]
    assert amounts == [12_500_000, 13_000_000, 9_000_000]


def test_references_by_name(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        联系人="公司名称,姓名,职务,是否高管\n云岫茶饮,吴娜,CEO,是\n恒沐 医药,周霞,经理,否\n",
        问卷="客户名称,联系人,答复日期,问卷类型,评分\n"
        "云岫茶饮,吴娜,2024-05-22,NPS,10\n"
        "恒沐医药,周霞,2024-05-23,CSAT,4\n",
    )
    made = planned(folder)
    assert [row["code"] for row in table(made, "contacts")] == ["KH1/吴娜", "KH2/周霞"]
    assert [(row["account_id"], row["contact_id"]) for row in table(made, "surveys")] == [
        ("KH1", "KH1/吴娜"), ("KH2", "KH2/周霞"),
    ]  # fmt: skip


def test_a_name_that_two_accounts_have_says_neither(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {
            "客户.csv": "客户编号,客户名称\nKH1,甲\nKH2,甲\nKH3,乙\n",
            "触达记录.csv": "客户名称,日期,渠道\n甲,2024-06-16,拜访\n乙,2024-06-17,电话\n",
        },
    )
    assert errors(folder) == ["触达记录.csv 第 2 行“客户名称”列：没有“甲”这个客户。"]


def test_accounts_without_numbers_go_by_their_names(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {
            "客户.csv": "客户名称,行业\n甲,零售\n乙,\n",
            "触达记录.csv": "客户名称,日期,渠道\n甲,2024-06-16,拜访\n",
        },
    )
    made = planned(folder)
    assert [row["code"] for row in table(made, "accounts")] == ["甲", "乙"]
    assert table(made, "touches")[0]["account_id"] == "甲"


def test_what_the_book_holds_counts_as_known(tmp_path: Path) -> None:
    from datetime import date

    held = Known(
        accounts={"KH9": "丙"},
        contacts={"LX9": KnownContact("KH9", "王超")},
        contracts={"HT9": KnownContract("KH9", "new", date(2023, 1, 1), date(2023, 12, 31), 1, "CNY", True)},
    )
    folder = write(tmp_path / "in", {"x.csv": "谁,日子,渠道\nKH9,2024-06-16,拜访\n"})
    assert errors(folder) != []
    assert planned(folder, held).rows() == {"touches": 1}


def test_two_sheets_of_one_workbook_and_one_kind_in_two_files(tmp_path: Path) -> None:
    folder = base(tmp_path / "in", 触达记录=None)
    for name, day in (("触达一季度", "2024-03-01"), ("触达二季度", "2024-06-01")):
        write(folder, {f"{name}.csv": f"客户编号,日期,渠道\nKH1,{day},拜访\n"})
    assert planned(folder).rows()["touches"] == 2


def test_a_named_sheet_with_a_column_missing_is_told_which(tmp_path: Path) -> None:
    folder = base(tmp_path / "in", 触达记录="客户编号,日期,说明\nKH1,2024-06-16,好\n")
    assert errors(folder) == ["触达记录.csv 第 1 行：触达记录表缺少“渠道”列。"]


def test_dates_left_open_are_asked_for(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in", {"客户.csv": ACCOUNTS, "触达记录.csv": "客户编号,日期,渠道\nKH1,03/04/2024,拜访\n"}
    )
    (sentence,) = errors(folder)
    assert "第 2 行“日期”列" in sentence
    assert "--dates" in sentence
    assert table(planned(folder, dates=["触达记录=dmy"]), "touches")[0]["day"] == "2024-04-03"
    assert table(planned(folder, dates=["触达记录=mdy"]), "touches")[0]["day"] == "2024-03-04"


def test_the_sheets_other_dates_settle_an_open_column(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        合同="合同编号,客户编号,开始日期,到期日期,金额\n"
        "HT2,KH1,01-02-2024,31-01-2025,1\n"
        "HT3,KH2,01-03-2023,29-02-2024,1\n",
    )
    assert [row["start_day"] for row in table(planned(folder), "contracts")] == ["2024-02-01", "2023-03-01"]


def test_plan_names_everything(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"expected.json": "{}"})
    made = plan(folder, Options())
    assert made.rows() == {
        "accounts": 2, "contacts": 2, "contracts": 3, "receipts": 2, "usage": 3, "health": 3, "surveys": 2,
        "touches": 3, "tasks": 1,
    }  # fmt: skip
    text = made.text("zh")
    assert "客户.csv（utf-8, ,）：客户，2 行" in text
    assert "没有读取：expected.json（不是表格）" in text
    assert made.text("en").startswith("作战任务.csv (utf-8, ,): war room tasks, 1 rows")


def test_notes_under_the_table_are_left_out(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        回款="回款编号,合同编号,款项类型,到账日期,到账金额\nHK1,HT2,续费,2023-12-20,130000\n合计,,,,130000\n",
    )
    assert planned(folder).rows()["receipts"] == 1
    assert [each for each in warnings(folder) if each.startswith("回款")] == [
        "回款.csv：第 3 行是合计，没有导入。"
    ]


@pytest.mark.parametrize("place", range(18))
def test_a_needed_column_under_an_opaque_header_is_found_by_its_cells(place: int) -> None:
    sheets = read.read(read.files_of(resource("demo/2024H1")), Options()).sheets
    sheet = sheets[place]
    (whole,) = [r for r in recognise(sheets, Options(), Known()) if r.sheet is sheet]
    assert whole.fit is not None
    needed = {name for group in whole.fit.kind.needs for name in group}
    for column in whole.fit.columns:
        if column.field not in needed:
            continue
        headers = [*sheet.headers]
        headers[column.index] = "某某"
        opaque = replace(sheet, headers=tuple(headers), memory={})
        others = [*sheets[:place], opaque, *sheets[place + 1 :]]
        fit = recognise(others, Options(), Known())[place].fit
        assert fit is not None
        assert fit.kind is whole.fit.kind
        assert not fit.missing
        # All other columns are what they were.
        same = [(a.header, a.field) for a in whole.fit.columns if a is not column]
        assert [(b.header, b.field) for b in fit.columns if b.index != column.index] == same


def test_a_date_among_several_is_not_guessed(tmp_path: Path) -> None:
    text = (
        "合同编号,客户编号,开始日期,到期日期,日期,录入日期,金额\n"
        "HT1,KH1,2024-01-01,2024-12-31,2023-12-01,2023-12-05,1\n"
    )
    sheet = the(planned(base(tmp_path / "in", 合同=text, 回款=None)), "合同.csv")
    assert sheet.unknown_headers == ("日期", "录入日期")
