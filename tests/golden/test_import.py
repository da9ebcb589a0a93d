"""The sample book from its files as they stand, and from the same rows in other words, forms and encodings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from csmdesk.domain.changes import Op
from csmdesk.importers import read
from csmdesk.importers.options import Options
from csmdesk.importers.plan import plan
from csmdesk.importers.sheet import Sheet
from csmdesk.paths import resource
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import content_of, digest_of, import_into, planned, rows_of

SAMPLE = resource("demo/2024H1")
SHARED = Path(__file__).parents[3] / "shared" / "data"

TABLE_OF = {"health": "health_scores"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book, imported once; the tests that use it leave it as it is."""
    book = Book.create(tmp_path_factory.mktemp("sample") / "book").book
    import_into(book, SAMPLE)
    yield book
    book.close()


def test_every_row_is_in_the_book(sample: Book) -> None:
    expected = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))["rows"]
    assert planned(SAMPLE).rows() == expected
    found = {kind: rows_of(sample, f"SELECT count(*) FROM {TABLE_OF.get(kind, kind)}")[0][0] for kind in expected}
    assert found == expected
    assert check(sample) == []


def test_what_is_no_table_is_listed_and_every_column_is_recognised() -> None:
    made = planned(SAMPLE)
    assert [each.file for each in made.not_read] == ["expected.json"]
    assert [sheet.unknown_headers for sheet in made.sheets] == [()] * 18
    forms = {(sheet.form, sheet.encoding) for sheet in made.sheets}
    assert forms == {("xlsx", "xlsx"), ("csv", "utf-8"), ("csv", "utf-8-sig"), ("csv", "gb18030"), ("csv", "utf-16")}


def test_equal_touches_stay_apart(sample: Book) -> None:
    twice = rows_of(sample, "SELECT count(*) FROM touches GROUP BY account_id, day, channel, note HAVING count(*) > 1")
    assert twice == [(2,)] * 3


def test_links_are_those_of_the_files_and_none_is_inferred(sample: Book) -> None:
    assert rows_of(sample, "SELECT count(*), sum(inferred) FROM renewal_links") == [(73, 0)]


def test_cells_are_what_the_files_say(sample: Book) -> None:
    assert rows_of(
        sample,
        "SELECT a.code, c.kind, start_day, end_day, amount_fen, currency, signed_day, auto_renewal, notice_days, "
        "loss_reason FROM contracts c JOIN accounts a ON a.id = account_id WHERE c.code = 'HT00001'",
    ) == [("KH1001", "renewal", "2023-02-26", "2024-02-25", 12_000_000, "CNY", "2023-02-17", 0, None, "价值未体现")]
    assert rows_of(sample, "SELECT margin, stage, kind FROM opportunities WHERE code = 'SJ001'") == [
        ("0.63", "won", "cross_sell")
    ]
    assert rows_of(sample, "SELECT name, pinyin, initials FROM accounts WHERE code = 'KH1001'") == [
        ("云岫茶饮", "yunxiuchayin", "yxcy")
    ]
    assert rows_of(sample, "SELECT opened_at, due_at, resolved_at, level FROM tickets WHERE code = 'GD0001'") == [
        ("2024-05-27 09:00", "2024-05-28 09:00", "2024-05-29 04:00", 2)
    ]
    assert rows_of(sample, "SELECT metric, value, node_share FROM targets WHERE metric = 'renewal_collected'") == [
        ("renewal_collected", "34000000", "0.48")
    ]
    assert rows_of(sample, "SELECT count(*) FROM war_rooms WHERE closed_day IS NULL") == [(3,)]
    assert rows_of(sample, "SELECT name, core FROM modules ORDER BY name")[:3] == [("BI报表", 1), ("会员营销", 1), ("开放API", 0)]


def test_importing_again_changes_nothing(sample: Book) -> None:
    before, history = digest_of(sample), sample.store.history()
    applied = import_into(sample, SAMPLE)
    assert not applied.changed
    assert applied.changes.empty
    assert digest_of(sample) == before
    assert sample.store.history() == history
    assert rows_of(sample, "SELECT count(*) FROM usage_staged") == [(0,)]


def test_undo_and_redo_also_after_a_restart_and_with_edits_between_two_imports(tmp_path: Path) -> None:
    book = Book.create(tmp_path / "book").book
    digests = [digest_of(book)]
    import_into(book, SAMPLE)
    digests.append(digest_of(book))
    rename = "UPDATE accounts SET name = '改过的名字', owner = '本人' WHERE code = 'KH1001'"
    book.store.run(Op.EDIT_ACCOUNT, lambda connection: connection.exec_driver_sql(rename))
    digests.append(digest_of(book))
    # The files say the name and not the owner: one column goes back, the other stays.
    assert import_into(book, SAMPLE).counts["accounts"].changed == 1
    assert rows_of(book, "SELECT name, owner, pinyin FROM accounts WHERE code = 'KH1001'") == [
        ("云岫茶饮", "本人", "yunxiuchayin")
    ]
    digests.append(digest_of(book))
    for expected in reversed(digests[:-1]):
        assert book.store.undo() is not None
        assert digest_of(book) == expected
    book.close()
    with Book.open(tmp_path / "book") as again:
        assert digest_of(again) == digests[0]
        for expected in digests[1:]:
            assert again.store.redo() is not None
            assert digest_of(again) == expected
        assert check(again) == []


# --- the same rows in other words -----------------------------------------------------------------------------------

ENGLISH = {
    "客户": "Customer ID,Customer Name,Industry,City,Customer Tier,Handover Date,Go-Live Date,Licensed Modules",
    "联系人": "Contact ID,Customer ID,Full Name,Job Title,Is Executive,E-mail,Mobile,Date of Birth",
    "合同": "Contract No.,Customer ID,Contract Type,Start Date,End Date,Contract Value (CNY),Signed On,Auto Renew,"
    "Notice Period (days),Renewed From,Churn Reason",
    "回款": "Receipt No,Contract No.,Payment Type,Due Date,Received On,Amount Received,Cash Discount,Paid in Full",
    "功能使用": "Customer ID,Feature,Core?,Snapshot Date,Licensed Seats,Active Users (30d)",
    "健康度": "Customer ID,Scored On,Dimension,Score",
    "工单": "Case Number,Customer ID,Subject,Priority,Created At,SLA Due,Closed At,Support Level",
    "问卷": "Customer ID,Respondent ID,Responded On,Survey Type,Rating,Verbatim",
    "活动": "Event ID,Event Type,Topic,Event Date,Attendees,Topic Vote Date,White Paper Sent (hours),Average Rating",
    "参会高管": "Event ID,Contact ID",
    "推荐线索": "Lead ID,Customer ID,Referred By,Referral Date,Lead Status,Expected ARR",
    "商机": "Opportunity ID,Customer ID,Opportunity Name,Opportunity Type,Amount,Gross Margin,Stage,Close Date,Contract No.",
    "时间记录": "Date,Category,Hours,Notes",
    "需求反馈": "Feedback ID,Customer ID,Submitted On,Request,Nature,Status",
    "作战任务": "Customer ID,Action Item,Assignee,Due Date,Acceptance Criteria,Status",
    "价值校准工作坊": "Contract No.,Customer ID,Held On,Pain Points,Quantified Measures,Signed by Both CXOs,"
    "Minutes Sent (hours),Tracking Ticket (hours)",
    "触达记录": "Customer ID,Touch Date,Channel,Notes",
    "目标": "Period,Level,Key Result,Metric,Target Value,Unit,Direction,Node Share",
}
FAMILIAR = {
    "客户": "客户ID,企业名称,行业分类,所在地,客户等级,接手时间,激活日期,授权模块",
    "联系人": "联系人ID,客户ID,联系人姓名,职位,是否CXO,电子邮箱,联系电话,生日",
    "合同": "*合同号,*客户ID,业务类型,生效日期,合同终止日期,签约金额（元）,签约日期,是否自动续费,通知期,原合同号,未续费原因",
    "回款": "收款单号,合同号,费用类型,应收款日期,收款日期,实收金额,优惠金额,付款方式",
    "功能使用": "客户ID,模块名称,是否核心,日期,账号总数,月活跃账号数",
    "健康度": "客户ID,日期,指标,分数",
    "工单": "工单号,客户ID,问题描述,优先级,提交时间,SLA截止时间,关闭时间,升级级别",
    "问卷": "客户ID,联系人ID,提交时间,问卷名称,分数,反馈内容",
    "活动": "活动ID,类型,活动名称,时间,人数,投票日期,白皮书用时(h),评分",
    "参会高管": "活动ID,联系人ID",
    "推荐线索": "线索ID,客户ID,推荐高管,日期,跟进状态,预估ARR",
    "商机": "商机ID,客户ID,项目名称,类型,预计金额,毛利,销售阶段,签约时间,合同号",
    "时间记录": "时间,事项,时长(h),备注",
    "需求反馈": "编号,客户ID,日期,建议内容,类型,处理进度",
    "作战任务": "客户ID,任务描述,负责人,到期日,完成标准,状态",
    "价值校准工作坊": "合同号,客户ID,工作坊日期,痛点数,指标数,是否签字,纪要(h),追踪单(h)",
    "触达记录": "客户ID,跟进时间,跟进方式,跟进内容",
    "目标": "年度,层次,目标名称,指标编码,目标值,单位,方向,节点",
}
UNHEARD = {
    # Many of these are in no table of words: they are recognised by their parts and their cells.
    "客户": "签约公司编号,公司全称,所处行业,办公城市,客户价值分层,交接给CSM日期,系统启用日,已购模块清单",
    "联系人": "人员编码,签约公司编号,联系人姓名,担任职位,高管(是/否),邮箱地址,手机号码,出生日期",
    "合同": "合约编号,签约公司编号,签约性质,服务起始日,合同到期日,合约总额(元),签订日,到期自动续签,提前告知天数,上一份合同,流失归因",
    "回款": "到账流水号,合约编号,款项用途,约定付款日,实际入账日,入账金额（元）,折让金额,是否一次性结清",
    "功能使用": "签约公司编号,应用模块,是否核心应用,数据统计日,已开通席位数,近30日活跃席位数",
    "健康度": "签约公司编号,打分日,健康指标维度,维度分值",
    "工单": "服务单编号,签约公司编号,问题摘要,严重等级,提报时间,要求完成时间,实际完成时间,当前升级层级",
    "问卷": "签约公司编号,受访者编号,回收时间,调研问卷类型,打分结果,文字意见",
    "活动": "场次编号,活动形式,活动议题,举行日期,到场人数,议题投票日,白皮书送达(小时),参会满意度评分",
    "参会高管": "场次编号,人员编码",
    "推荐线索": "转介绍编号,签约公司编号,介绍人,转介绍日期,线索当前状态,预计年化收入(元)",
    "商机": "销售机会编号,签约公司编号,机会名称,机会类别,预计签约金额(元),预估毛利率,所处销售阶段,赢单日,成交合约编号",
    "时间记录": "工作日,事务类别,耗时(小时),事务说明",
    "需求反馈": "需求单号,签约公司编号,收集日期,需求描述,需求属性,落地状态",
    "作战任务": "签约公司编号,行动项,执行人,完成期限,达成标准,当前进度",
    "价值校准工作坊": "合约编号,签约公司编号,召开日期,梳理痛点数,量化指标个数,双方高管是否签字,会议纪要发出(小时),追踪工单创建(小时)",
    "触达记录": "签约公司编号,沟通日期,沟通形式,沟通摘要",
    "目标": "考核期,目标级别,关键结果,考核指标,年度目标值,计量单位,判定方向,半年节点占比",
}

SYNONYMS = {
    "续约": "续签", "新签": "新购", "增购": "扩容", "续费": "续约款", "线上圆桌": "圆桌会", "线下沙龙": "沙龙",
    "已转商机": "已转化", "赢单": "成交", "已上线": "已发布", "普适": "通用", "个性": "定制化", "出差": "差旅",
    "团队分享": "内部分享", "待办": "未开始", "待验收": "待确认", "≥": ">=", "renewal_collected": "续费收入",
    "referral_leads": "推荐线索", "nps_executive": "客户高管NPS", "usage_depth": "产品深度使用率",
}  # fmt: skip


def of_sample() -> list[tuple[str, Sheet]]:
    """The sample's sheets, each with the name that tells it from the others."""
    sheets = read.read(read.files_of(SAMPLE), Options()).sheets
    return [(sheet.name or sheet.path.stem, sheet) for sheet in sheets]


Cells = Callable[[str, str, list[str]], list[str]]


def rewritten(folder: Path, headers: dict[str, str], cells: Cells, form: str, *, named: bool = True) -> Path:
    """The sample's rows under other headers, in another form; ``cells`` rewrites one column."""
    folder.mkdir()
    for at, (name, sheet) in enumerate(of_sample()):
        columns = [cells(name, h, c) for h, c in zip(sheet.headers, sheet.columns, strict=True)]
        rows = [headers[name].split(","), *zip(*columns, strict=True)]
        path = folder / (name if named else f"导出{at:02d}")
        if form == "xlsx":
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append([cell or None for cell in row])
            book.save(path.with_suffix(".xlsx"))
        else:
            encoding, _, delimiter = form.partition(" ")
            out = io.StringIO(newline="")
            csv.writer(out, delimiter={"tab": "\t"}.get(delimiter, ",")).writerows(rows)
            path.with_suffix(".csv").write_bytes(out.getvalue().encode(encoding))
    return folder


def as_they_are(_name: str, _header: str, cells: list[str]) -> list[str]:
    return cells


def in_other_words(name: str, header: str, cells: list[str]) -> list[str]:
    """Other words for the same, yes and no as signs, days before months, amounts in 万元, accounts by name."""
    if header == "客户编号" and name != "客户":
        codes = {sheet_name: sheet for sheet_name, sheet in of_sample()}["客户"].columns
        names = dict(zip(codes[0], codes[1], strict=True))
        return [names[cell] for cell in cells]
    if header.endswith("日期") and name not in {"时间记录", "客户"}:
        return ["/".join(reversed(_parts(cell))) if cell else "—" for cell in cells]
    if header in {"合同金额(元)", "金额(元)"}:
        return [f"{Decimal(cell.replace(',', '')) / 10_000}万" for cell in cells]
    if header in {"是否高管", "核心功能", "自动续约", "双方CXO签字"}:
        return [{"是": "√", "否": "×"}[cell] for cell in cells]
    if header == "一次性付款":
        return [{"是": "一次性付清", "否": "分期"}[cell] for cell in cells]
    if header == "毛利率":
        return [cell.removesuffix("%") for cell in cells]
    return [SYNONYMS.get(cell, cell) for cell in cells]


def _parts(day: str) -> list[str]:
    plain = day.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    year, month, last = plain.split("-")
    return [year, f"{int(month):02d}", f"{int(last):02d}"]


@pytest.mark.parametrize(
    ("headers", "cells", "form", "named"),
    [
        pytest.param(ENGLISH, as_they_are, "utf-8", True, id="english"),
        pytest.param(ENGLISH, as_they_are, "utf-16 tab", False, id="english, utf-16, tabs, unnamed"),
        pytest.param(FAMILIAR, as_they_are, "gb18030", True, id="familiar, gb18030"),
        pytest.param(FAMILIAR, as_they_are, "xlsx", False, id="familiar, xlsx, unnamed"),
        pytest.param(FAMILIAR, in_other_words, "utf-8-sig", True, id="familiar, other words in cells"),
        pytest.param(UNHEARD, as_they_are, "utf-8", True, id="unheard"),
        pytest.param(UNHEARD, as_they_are, "gb18030", False, id="unheard, unnamed"),
        pytest.param(UNHEARD, in_other_words, "utf-8", False, id="unheard, other words in cells, unnamed"),
    ],
)
def test_the_same_rows_in_other_words_make_the_same_book(
    sample: Book, tmp_path: Path, headers: dict[str, str], cells: Cells, form: str, named: bool
) -> None:
    folder = rewritten(tmp_path / "in", headers, cells, form, named=named)
    book = Book.create(tmp_path / "book").book
    import_into(book, folder)
    ours, theirs = by_code(sample), by_code(book)
    assert ours.keys() == theirs.keys()
    for table, rows in ours.items():
        assert theirs[table] == rows, table
    book.close()


def by_code(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """The book's content with codes and names in place of ids, which depend on the order of the files."""
    names = {
        table: dict(rows_of(book, f"SELECT id, {column} FROM {table}"))
        for table, column in (
            ("accounts", "code"), ("contacts", "code"), ("contracts", "code"), ("events", "code"),
            ("opportunities", "code"), ("modules", "name"), ("health_dimensions", "name"),
        )
    }  # fmt: skip
    of = {
        "account_id": "accounts", "contact_id": "contacts", "contract_id": "contracts", "event_id": "events",
        "old_id": "contracts", "new_id": "contracts", "module_id": "modules", "dimension_id": "health_dimensions",
        "opportunity_id": "opportunities",
    }  # fmt: skip
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in content_of(book):
        columns = [row[0] for row in rows_of(book, f"SELECT name FROM pragma_table_info('{table}')")]
        # Ids, and keys made of words that are the files' own, are not the content.
        kept = [(at, of.get(c)) for at, c in enumerate(columns) if c not in {"id", "row_key", "batch_id", "war_room_id"}]
        rows = rows_of(book, f'SELECT * FROM "{table}"')
        found[table] = sorted(
            (tuple(names[t].get(row[at], row[at]) if t else row[at] for at, t in kept) for row in rows), key=repr
        )
    return found


# --- a real export ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the public data sets are not beside the repository")
def test_subscriptions_with_monthly_revenue_import_with_options(tmp_path: Path) -> None:
    """RavenStack: DD-MM-YYYY, BOM, MRR columns, ends exclusive, usage by subscription with counts of uses only.

    On the command line: ``--kind ravenstack_accounts=accounts --kind ravenstack_subscriptions=contracts
    --kind ravenstack_feature_usage=usage --map ravenstack_accounts:plan_tier=-
    --end-exclusive ravenstack_subscriptions --currency USD --skip ravenstack_churn_events
    --skip ravenstack_support_tickets``.
    """
    folder = SHARED / "ravenstack_dmy_bom"
    options: dict[str, list[str]] = {
        "kind": [
            "ravenstack_accounts=accounts", "ravenstack_subscriptions=contracts", "ravenstack_feature_usage=usage",
        ],
        "map": ["ravenstack_accounts:plan_tier=-"],
        "end_exclusive": ["ravenstack_subscriptions"],
        "currency": ["USD"],
        "skip": ["ravenstack_churn_events", "ravenstack_support_tickets"],
    }  # fmt: skip
    book = Book.create(tmp_path / "book").book
    made = planned(folder, **options)
    assert made.rows() == {"accounts": 500, "contracts": 5000, "usage": 25_000}
    import_into(book, folder, **options)
    rows = list(csv.DictReader((folder / "ravenstack_subscriptions.csv").open(encoding="utf-8-sig", newline="")))
    lasting = [row for row in rows if row["start_date"] != row["end_date"]]
    assert len(rows) - len(lasting) == 13
    assert sum("期限为零天" in problem.why.zh for problem in made.warnings) == 13
    assert rows_of(book, "SELECT count(*), sum(annual_fen), min(currency) FROM contracts") == [
        (len(lasting), sum(int(row["mrr_amount"]) * 1200 for row in lasting), "USD")
    ]
    # 23-12-2023 to 12-04-2024, the end not included; the annual value is the source's.
    assert rows_of(
        book, "SELECT start_day, end_day, annual_fen, amount_fen, billing FROM contracts WHERE code = 'S-8cec59'"
    ) == [("2023-12-23", "2024-04-11", 3_343_200, round(3_343_200 * 111 / 365), "monthly")]
    assert rows_of(book, "SELECT end_day, amount_fen FROM contracts WHERE code = 'S-0f6f44'") == [(None, 0)]
    on = "start_day <= '2023-12-31' AND (end_day IS NULL OR end_day >= '2023-12-31')"
    active = [row for row in rows if _was_active(row, "20231231")]
    assert rows_of(book, f"SELECT sum(annual_fen) FROM contracts WHERE {on}") == [
        (sum(int(row["mrr_amount"]) for row in active) * 1200,)
    ]
    # Rows with one key are one fact; the repeated usage ids of the source lose nothing.
    assert rows_of(book, "SELECT count(*), max(provisioned), max(active) FROM usage") == [(24_981, None, 1)]
    before = digest_of(book)
    # The mapping is remembered by the headers: the second time nothing has to be said but what to leave out.
    assert not import_into(book, folder, skip=options["skip"]).changed
    assert digest_of(book) == before
    assert check(book) == []
    book.close()


def _was_active(row: dict[str, str], day: str) -> bool:
    def key(text: str) -> str:
        return "".join(reversed(text.split("-")))

    return key(row["start_date"]) <= day and (not row["end_date"] or day < key(row["end_date"]))


@pytest.mark.skipif(not SHARED.exists(), reason="the public data sets are not beside the repository")
def test_public_tables_are_read_or_refused_with_the_reason() -> None:
    for folder in sorted(path for path in SHARED.iterdir() if path.is_dir()):
        made = plan(folder)
        named = {sheet.file for sheet in made.sheets} | {each.file for each in made.not_read}
        named |= {problem.file for problem in made.problems}
        assert named == {name for name, _ in read.files_of(folder)}
        for problem in made.errors:
            assert problem.text.zh.startswith(problem.file)


def test_contracts_in_two_currencies_are_kept_apart(tmp_path: Path) -> None:
    workbook = SHARED / "cn_contractvision"
    if not workbook.exists():
        pytest.skip("the public data sets are not beside the repository")
    accounts = "客户名称\n" + "\n".join(
        row[2] for row in zip(*read.read(read.files_of(workbook), Options()).sheets[0].columns, strict=True)
    )
    (tmp_path / "客户.csv").write_text(accounts + "\n", encoding="utf-8")
    book = Book.create(tmp_path / "book").book
    with book.reading() as connection:
        from csmdesk.importers.known import known

        held = known(connection)
    made = plan([tmp_path / "客户.csv", workbook], Options(), held)
    assert made.errors == ()
    from csmdesk.importers.apply import apply

    apply(book, made)
    assert dict(rows_of(book, "SELECT currency, count(*) FROM contracts GROUP BY 1")) == {"CNY": 9, "USD": 1}
    book.close()
