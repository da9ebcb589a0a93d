"""Typed rows to what is written: terms, amounts, links, usage, scores, targets, and rows without numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csmdesk.importers import renewals
from csmdesk.importers.build_targets import metric_of
from csmdesk.importers.known import Known, KnownContract
from csmdesk.storage.book import Book
from tests.unit.importers.making import (
    BASE,
    base,
    errors,
    import_into,
    planned,
    rows_of,
    table,
    warnings,
    write,
)

CONTRACTS = "合同编号,客户编号,合同类型,开始日期,到期日期,合同金额,续签自合同\n"


def contracts(tmp_path: Path, text: str, **options: Any) -> dict[str, dict[str, object]]:
    """The contracts of a file, by number, beside the base folder's accounts."""
    folder = base(tmp_path / "in", 合同=text, 回款=None)
    return {str(row["code"]): row for row in table(planned(folder, **options), "contracts")}


# --- contracts --------------------------------------------------------------------------------------------


def test_terms_from_months_and_from_spans(tmp_path: Path) -> None:
    found = contracts(
        tmp_path,
        "合同编号,客户编号,生效日期,期限月数,金额\n"
        "A,KH1,2024-01-31,1,1\n"
        "B,KH1,2023-02-26,12,1\n"
        "C,KH1,2024-02-29,12,1\n",
    )
    assert [row["end_day"] for row in found.values()] == ["2024-02-28", "2024-02-25", "2025-02-27"]
    spans = base(
        tmp_path / "spans",
        合同="合同编号,客户编号,有效期,金额\nA,KH1,2023-02-26至2024-02-25,1\nB,KH1,2023.01.01-2023.12.31,1\n",
        回款=None,
    )
    rows = table(planned(spans), "contracts")
    assert [(row["start_day"], row["end_day"]) for row in rows] == [
        ("2023-02-26", "2024-02-25"), ("2023-01-01", "2023-12-31"),
    ]  # fmt: skip


def test_the_same_header_over_single_days_is_the_end(tmp_path: Path) -> None:
    found = contracts(tmp_path, "合同编号,客户编号,开始日期,有效期,金额\nA,KH1,2024-01-01,2024-12-31,1\n")
    assert found["A"]["end_day"] == "2024-12-31"


def test_open_ended_contracts(tmp_path: Path) -> None:
    found = contracts(
        tmp_path,
        "合同编号,客户编号,开始日期,到期日期,MRR\nA,KH1,2024-01-01,长期,100\nB,KH1,2024-01-01,,100\n",
    )
    assert [(row["end_day"], row["annual_fen"], row["amount_fen"]) for row in found.values()] == [
        (None, 120_000, 0)
    ] * 2


def test_the_annual_value_is_the_sources_and_the_amount_is_its_share_of_the_term(tmp_path: Path) -> None:
    found = contracts(
        tmp_path,
        "合同编号,客户编号,开始日期,到期日期,MRR,ARR\nA,KH1,2024-01-01,2024-12-31,100,1200\n"
        "B,KH1,2024-01-01,2024-03-31,100,\nC,KH1,2023-01-01,2023-01-11,,365\n",
    )
    assert [(row["annual_fen"], row["amount_fen"]) for row in found.values()] == [
        (120_000, 120_000), (120_000, 30_000), (36_500, 1_100),
    ]  # fmt: skip


def test_exclusive_ends(tmp_path: Path) -> None:
    text = (
        "合同编号,客户编号,开始日期,到期日期,金额\n"
        "A,KH1,2024-01-01,2025-01-01,1\n"
        "B,KH1,2024-05-01,2024-05-01,1\n"
    )
    found = contracts(tmp_path, text, end_exclusive=["合同"])
    assert {code: row["end_day"] for code, row in found.items()} == {"A": "2024-12-31"}
    folder = base(tmp_path / "two", 合同=text, 回款=None)
    assert warnings(folder, end_exclusive=["合同"]) == [
        "合同.csv 第 3 行“到期日期”列：“2024-05-01”与开始是同一天，期限为零天，没有导入。"
    ]


def test_the_kind_comes_from_the_link_where_no_word_says_it(tmp_path: Path) -> None:
    found = contracts(
        tmp_path,
        CONTRACTS + "A,KH1,,2022-01-01,2022-12-31,1,\n"
        "B,KH1,,2023-01-01,2023-12-31,1,A\n"
        "C,KH1,服务,2023-01-01,2023-12-31,1,\n",
    )
    assert {code: row["kind"] for code, row in found.items()} == {"A": "new", "B": "renewal", "C": "other"}


def test_splits_and_merges(tmp_path: Path) -> None:
    text = CONTRACTS + (
        "A,KH1,新签,2022-01-01,2022-12-31,1,\n"
        "B,KH1,新签,2022-01-01,2022-12-31,1,\n"
        "C,KH1,续约,2023-01-01,2023-12-31,1,A、B\n"
        "D,KH1,续约,2024-01-01,2024-12-31,1,C\nE,KH1,续约,2024-01-01,2024-12-31,1,C\n"
    )
    made = planned(base(tmp_path / "in", 合同=text, 回款=None))
    assert {(link.old, link.new) for link in made.content.links} == {
        ("A", "C"),
        ("B", "C"),
        ("C", "D"),
        ("C", "E"),
    }
    assert not any(link.inferred for link in made.content.links)


def test_a_column_of_successors_is_turned_round(tmp_path: Path) -> None:
    rows = "A,KH1,新签,2022-01-01,2022-12-31,1,B\nB,KH1,续约,2023-01-01,2023-12-31,1,\n"
    for header in ("新合同编号", "续约合同编号"):
        text = CONTRACTS.replace("续签自合同", header) + rows
        made = planned(base(tmp_path / header, 合同=text, 回款=None))
        assert [(link.old, link.new) for link in made.content.links] == [("A", "B")]


def test_renewals_without_a_link_are_matched_one_to_one_by_the_nearest_end(tmp_path: Path) -> None:
    text = CONTRACTS + (
        "A,KH1,新签,2022-01-01,2022-12-31,100,\nB,KH1,新签,2022-01-01,2023-01-20,100,\n"
        "C,KH1,续约,2023-01-01,2023-12-31,100,\nD,KH1,续约,2023-01-25,2024-01-24,100,\n"
        "E,KH2,续约,2023-01-01,2023-12-31,100,\nF,KH1,续约,2024-03-01,2025-02-28,100,\n"
    )
    made = planned(base(tmp_path / "in", 合同=text, 回款=None))
    assert {(link.old, link.new, link.inferred) for link in made.content.links} == {
        ("A", "C", True),
        ("B", "D", True),
    }
    assert any("有 2 份续约合同没有写明续自哪份" in problem.why.zh for problem in made.warnings)


def one(
    start: str, end: str, *, kind: str = "renewal", amount: int = 100, currency: str = "CNY"
) -> KnownContract:
    return KnownContract(
        "K", kind, date.fromisoformat(start), date.fromisoformat(end), amount, currency, True
    )


@pytest.mark.parametrize(
    ("end", "links"),
    [("2023-01-31", [("A", "N")]), ("2023-02-01", []), ("2022-11-30", [("A", "N")]), ("2022-11-29", [])],
)
def test_an_inferred_link_reaches_31_days_either_way(end: str, links: list[tuple[str, str]]) -> None:
    held = {"A": one("2022-01-01", end, kind="new"), "N": one("2023-01-01", "2023-12-31")}
    assert renewals.infer(["N"], held, set()) == links


def test_an_inferred_link_prefers_the_nearest_amount_and_never_crosses_currencies() -> None:
    held = {
        "A": one("2022-01-01", "2022-12-31", kind="new", amount=500),
        "B": one("2022-01-01", "2022-12-31", kind="new", amount=90),
        "C": one("2022-01-01", "2022-12-31", kind="new", currency="USD"),
        "N": one("2023-01-01", "2023-12-31"),
    }
    assert renewals.infer(["N"], held, set()) == [("B", "N")]
    # A contract that has a successor is not renewed twice, one that has a predecessor not explained twice.
    assert renewals.infer(["N"], held, {("B", "X")}) == [("A", "N")]
    assert renewals.infer(["N"], held, {("X", "N")}) == []


def test_cycles_are_found_across_files_and_book(tmp_path: Path) -> None:
    held = Known(
        accounts={"KH1": "甲"},
        contracts={"A": one("2022-01-01", "2022-12-31"), "B": one("2023-01-01", "2023-12-31")},
        links=frozenset({("A", "B")}),
    )
    folder = write(tmp_path / "in", {"合同.csv": CONTRACTS + "A,KH1,续约,2022-01-01,2022-12-31,1,B\n"})
    assert any(
        "成环" in sentence and "第 2 行“续签自合同”列" in sentence for sentence in errors(folder, held)
    )


def test_currencies_by_column_by_sign_and_by_option(tmp_path: Path) -> None:
    head = "合同编号,客户编号,开始日期,到期日期,金额"
    days = "KH1,2024-01-01,2024-12-31"
    by_column = contracts(tmp_path / "a", f"{head},币种\nA,{days},1,美元\nB,{days},1,\n")
    assert [row["currency"] for row in by_column.values()] == ["USD", "CNY"]
    by_sign = contracts(tmp_path / "b", f"{head}\nA,{days},$1\nB,{days},1\n")
    assert [row["currency"] for row in by_sign.values()] == ["USD", "CNY"]
    by_header = contracts(tmp_path / "c", f"{head}(USD)\nA,{days},1\n")
    assert by_header["A"]["currency"] == "USD"
    by_option = contracts(tmp_path / "d", f"{head}\nA,{days},1\n", currency=["合同=EUR"])
    assert by_option["A"]["currency"] == "EUR"
    folder = base(tmp_path / "e", 合同=f"{head},币种\nA,{days},$1,人民币\n", 回款=None)
    assert errors(folder) == ["合同.csv 第 2 行“金额”列：“$1”与币种列不一致。"]


def test_receipts_take_kind_and_currency_from_their_contracts(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        合同="合同编号,客户编号,合同类型,开始日期,到期日期,金额,币种\n"
        "A,KH1,续约,2024-01-01,2024-12-31,1,USD\n"
        "B,KH1,交叉销售,2024-01-01,2024-12-31,1,CNY\n",
        回款="回款编号,合同编号,到账日期,到账金额\nR1,A,2024-01-05,5\nR2,B,2024-01-05,-5\n",
    )
    made = planned(folder)
    assert [(row["kind"], row["currency"], row["amount_fen"]) for row in table(made, "receipts")] == [
        ("renewal", "USD", 500), ("upsell", "CNY", -500),
    ]  # fmt: skip
    assert "回款.csv：没有款项类型列，按合同类型认定。" in [problem.text.zh for problem in made.warnings]


def test_invoices(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"发票.csv": "发票号,合同编号,开票日期,开票金额\nF1,HT1,2023-01-05,1000\n"})
    assert table(planned(folder), "invoices") == [
        {"code": "F1", "contract_id": "HT1", "day": "2023-01-05", "amount_fen": 100_000, "currency": "CNY"}
    ]


# --- usage and health -------------------------------------------------------------------------------------


def test_usage_with_counts_of_uses_only(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        功能使用="合同编号,功能,日期,使用次数\n"
        "HT1,订单中心,2024-06-01,0\n"
        "HT2,订单中心,2024-06-01,3\n"
        "HT1,BI报表,2024-06-01,0\n",
    )
    made = planned(folder)
    day = date(2024, 6, 1).toordinal()
    assert made.content.usage == [("KH1", "订单中心", day, None, 1), ("KH1", "BI报表", day, None, 0)]
    assert any("只有使用次数" in problem.why.zh for problem in made.warnings)


def test_a_module_is_core_when_any_row_says_so(tmp_path: Path) -> None:
    text = BASE["功能使用.csv"].replace("KH2,订单中心,是", "KH2,订单中心,否")
    made = planned(base(tmp_path / "in", 功能使用=text))
    assert made.content.modules == {"订单中心": 1, "BI报表": 0}
    assert any("有的行是核心功能" in problem.why.zh for problem in made.warnings)


def test_the_same_usage_twice_counts_once_and_two_contents_are_refused(tmp_path: Path) -> None:
    row = "KH1,订单中心,是,2024-06-28,40,33\n"
    assert len(planned(base(tmp_path / "a", 功能使用=BASE["功能使用.csv"] + row)).content.usage) == 3
    (sentence,) = errors(base(tmp_path / "b", 功能使用=BASE["功能使用.csv"] + row.replace("33", "32")))
    assert (
        sentence == "功能使用.csv 第 5 行“30天活跃账号数”列：“KH1”“订单中心”在 2024-06-28 有两行而内容不同。"
    )


def test_health_with_a_column_for_each_dimension(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        健康度="客户编号,评分日期,活跃度,业务成果,客户口碑,总分\n"
        "KH1,2024-06-30,77.5,60,,68\n"
        "KH2,2024-06-30,100,,90,95\n",
    )
    made = planned(folder)
    scores = [(r["account_id"], r["dimension_id"], r["score_milli"]) for r in table(made, "health_scores")]
    assert scores == [
        ("KH1", "活跃度", 77_500), ("KH1", "业务成果", 60_000), ("KH2", "活跃度", 100_000),
        ("KH2", "客户口碑", 90_000),
    ]  # fmt: skip
    assert "不导入的列：总分" in made.text("zh")
    bad = base(
        tmp_path / "bad",
        健康度="客户编号,评分日期,活跃度,业务成果\nKH1,2024-06-30,77,60\nKH2,2024-06-30,70,101\n",
    )
    assert errors(bad) == ["健康度.csv 第 3 行“业务成果”列：“101”不在 0–100 之间。"]


def test_health_without_dimensions_and_with_weights(tmp_path: Path) -> None:
    made = planned(base(tmp_path / "a", 健康度="客户编号,评分日期,健康分\nKH1,2024-06-30,77\n"))
    assert table(made, "health_scores")[0]["dimension_id"] == "健康度"
    text = "客户编号,评分日期,维度,得分,权重\nKH1,2024-06-30,活跃度,77,40%\nKH2,2024-06-30,活跃度,70,40%\n"
    assert planned(base(tmp_path / "b", 健康度=text)).content.dimensions == {"活跃度": "0.4"}


def test_a_month_stands_for_its_last_day_where_figures_are_of_months(tmp_path: Path) -> None:
    text = "客户编号,统计月份,健康分\nKH1,2024-02,77\nKH2,2024年6月,70\n"
    folder = base(tmp_path / "in", 健康度=text)
    assert [row["day"] for row in table(planned(folder), "health_scores")] == ["2024-02-29", "2024-06-30"]
    assert "不是日期" in errors(base(tmp_path / "bad", 触达记录="客户编号,日期,渠道\nKH1,2024-06,拜访\n"))[0]


def test_time_in_the_system(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"使用时长.csv": "客户编号,日期,使用时长(小时),业务时长(小时)\nKH1,2024-06-03,6.5,8\n"})
    assert table(planned(folder), "usage_times") == [
        {"account_id": "KH1", "day": "2024-06-03", "used_minutes": 390, "business_minutes": 480}
    ]


# --- the rest ---------------------------------------------------------------------------------------------


def test_executives_by_title_where_no_column_says_so(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        联系人="联系人编号,客户编号,姓名,职务\n"
        "LX1,KH1,吴娜,首席信息官\n"
        "LX2,KH2,周霞,CEO助理\n"
        "LX3,KH2,王超,COO\n",
    )
    assert [row["executive"] for row in table(planned(folder), "contacts")] == [1, 0, 1]


def test_a_birthday_without_a_year_is_left_empty(tmp_path: Path) -> None:
    folder = base(
        tmp_path / "in",
        联系人="联系人编号,客户编号,姓名,生日\nLX1,KH1,吴娜,2月25日\nLX2,KH2,周霞,1980-02-29\n",
    )
    assert [row["birthday"] for row in table(planned(folder), "contacts")] == [None, "1980-02-29"]
    assert [each for each in warnings(folder) if each.startswith("联系人")] == [
        "联系人.csv 第 2 行“生日”列：“2月25日”不是日期。"
    ]


def test_surveys_with_a_column_for_each_kind_and_without_a_type(tmp_path: Path) -> None:
    both = base(
        tmp_path / "a", 问卷="联系人编号,答复日期,NPS评分,满意度评分\nLX1,2024-05-22,9,4\nLX2,2024-05-23,,5\n"
    )
    assert [(row["account_id"], row["kind"], row["score"]) for row in table(planned(both), "surveys")] == [
        ("KH1", "NPS", 9), ("KH1", "CSAT", 4), ("KH2", "CSAT", 5),
    ]  # fmt: skip
    plain = base(tmp_path / "b", 问卷="联系人编号,答复日期,评分\nLX1,2024-05-22,9\nLX2,2024-05-23,5\n")
    assert [row["kind"] for row in table(planned(plain), "surveys")] == ["NPS", "NPS"]


def test_tickets_due_on_a_day_are_due_at_its_end(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(
        folder,
        {
            "工单.csv": "工单编号,客户编号,创建时间,应解决时间,解决时间,升级层级\n"
            "G1,KH1,2024-05-27 09:30,2024-05-28,2024-05-27,L2\nG2,KH1,2024-05-27,2024-05-28 09:00,处理中,1\n"
        },
    )
    rows = table(planned(folder), "tickets")
    assert [(row["opened_at"], row["due_at"], row["resolved_at"], row["level"]) for row in rows] == [
        ("2024-05-27 09:30", "2024-05-28 23:59", "2024-05-27 09:30", 2),
        ("2024-05-27 00:00", "2024-05-28 09:00", None, 1),
    ]


def test_targets_are_in_the_metrics_own_units(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        {
            "目标.csv": """周期,目标,指标,目标值,单位,方向,节点比例
2024年,续费收入,续费到账,3400,万元,≥,48%
2024,净留存,nrr,110%,,>=,
2024上半年,续费率,续费率,92,%,不低于,1
2024Q3,高管口碑,高管NPS,55,分,≥,0.5
2024,流失,客户流失率,5,,,
2024,华东区大客户净收入留存率,,1.1,比例,,
2024,出差补贴申请及时率,,0.9,,,
"""
        },
    )
    made = planned(folder)
    rows = [
        (r["period"], r["metric"], r["value"], r["unit"], r["direction"], r["node_share"])
        for r in table(made, "targets")
    ]
    assert rows == [
        ("2024", "renewal_collected", "34000000", "元", ">=", "0.48"),
        ("2024", "nrr", "1.1", "比例", ">=", "1"),
        ("2024H1", "renewal_value_rate", "0.92", "比例", ">=", "1"),
        ("2024Q3", "nps_executive", "55", "分", ">=", "0.5"),
        ("2024", "logo_churn", "0.05", "比例", "<=", "1"),
        ("2024", "nrr", "1.1", "比例", ">=", "1"),
        ("2024", "出差补贴申请及时率", "0.9", "", ">=", "1"),
    ]
    assert [p.text.zh for p in made.warnings] == [
        "目标.csv 第 8 行“目标”列：“出差补贴申请及时率”对不上任何指标，照原样保留。",
        "目标.csv 第 6 行“目标值”列：“5”按百分数读取。",
    ]


def test_metrics_by_the_longest_name_within_a_targets_name() -> None:
    assert metric_of("华东区大客户净收入留存率") == "nrr"
    assert metric_of("客户高管NPS") == "nps_executive"
    assert metric_of("团队分享场次(部门均值)") == "sharing_sessions"
    assert metric_of("吃饭") is None


def test_equal_rows_count_twice_within_a_file_and_a_copied_file_counts_once(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"触达副本.csv": BASE["触达记录.csv"]})
    made = planned(folder)
    rows = table(made, "touches")
    assert len(rows) == len({row["row_key"] for row in rows}) == 3
    assert "触达记录.csv：与 触达副本.csv 的内容完全相同，只算一次。" in [p.text.zh for p in made.warnings]


def test_keys_of_rows_do_not_depend_on_empty_columns(tmp_path: Path) -> None:
    with_note = table(planned(base(tmp_path / "a")), "touches")
    without = "客户编号,日期,渠道\n" + "".join(
        ",".join(line.split(",")[:3]) + "\n" for line in BASE["触达记录.csv"].splitlines()[1:]
    )
    assert [row["row_key"] for row in table(planned(base(tmp_path / "b", 触达记录=without)), "touches")] == [
        row["row_key"] for row in with_note
    ]


def test_one_object_in_two_files_is_one_row_with_all_columns(tmp_path: Path) -> None:
    folder = base(tmp_path / "in")
    write(folder, {"客户补充.csv": "客户编号,客户名称,城市\nKH1,云岫茶饮,上海\n"})
    rows = table(planned(folder), "accounts")
    assert [(row["code"], row.get("city"), row.get("industry")) for row in rows] == [
        ("KH1", None, "零售"), ("KH2", None, "医药"), ("KH1", "上海", None),
    ]  # fmt: skip


def test_rows_without_numbers_get_one_that_stays(tmp_path: Path) -> None:
    text = "合同编号,款项类型,到账日期,到账金额\nHT2,续费,2023-12-20,100\nHT2,续费,2023-12-20,100\n"
    first, second = (
        [row["code"] for row in table(planned(base(tmp_path / name, 回款=text)), "receipts")] for name in "ab"
    )
    assert first == second
    assert len(set(first)) == 2


def test_a_name_that_is_nobody_s_or_two_people_s_leaves_what_the_book_knows(tmp_path: Path) -> None:
    people = "联系人编号,客户编号,姓名\nLX1,KH1,王杰\nLX2,KH1,王杰\nLX3,KH1,吴娜\n"
    heads = "线索编号,客户编号,推荐人,推荐日期,状态,预计ARR\n"
    with Book.create(tmp_path / "book").book as book:
        first = {"客户.csv": BASE["客户.csv"], "联系人.csv": people}
        first["线索.csv"] = heads + "XS1,KH1,LX1,2024-06-01,待跟进,1\n"
        import_into(book, write(tmp_path / "one", first))
        again = heads + "XS1,KH1,王杰,2024-06-01,无效,1\nXS2,KH1,王杰,2024-06-02,待跟进,1\n"
        again += "XS3,KH1,吴总,2024-06-02,,1\n"
        import_into(book, write(tmp_path / "two", {"线索.csv": again}))
        found = rows_of(
            book,
            "SELECT l.code, c.code, status FROM leads l LEFT JOIN contacts c ON c.id = contact_id ORDER BY 1",
        )
    assert found == [("XS1", "LX1", "无效"), ("XS2", None, "待跟进"), ("XS3", None, "")]


def test_a_new_account_is_called_as_the_row_that_names_it_says(tmp_path: Path) -> None:
    rows = "HT1,KH1,云岫茶饮,2024-01-01,5\nHT2,KH1,云岫,2025-01-01,5\n"
    text = "合同编号,客户编号,客户名称,开始日期,合同金额\n" + rows
    folder = write(tmp_path / "in", {"合同.csv": text})
    accounts = table(planned(folder, account=["new"]), "accounts")
    assert accounts == [{"code": "KH1", "name": "云岫茶饮"}]
