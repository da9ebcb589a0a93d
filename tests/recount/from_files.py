"""Reads the sample books' files into row dicts, so that the recount can be held against them without the app.

It knows the headers of the sample books and nothing else; the app's importer is another program.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from tests.recount.rows import TABLES, Row, Rows

CONTRACT_KINDS = {"新签": "new", "续约": "renewal", "增购": "upsell", "交叉销售": "cross_sell"}
RECEIPT_KINDS = {"新签": "new", "续费": "renewal", "增购": "upsell"}
EVENT_KINDS = {"线下沙龙": "salon", "线上圆桌": "roundtable"}
BILLING = {"月付": "monthly", "年付": "annual"}


def text_of(path: Path) -> str:
    """The file's text: UTF-16 with a byte order mark, else UTF-8, else GB18030."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def sheets(folder: Path) -> Iterator[list[dict[str, Any]]]:
    """Every table of the folder as a list of header → cell."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            yield list(csv.DictReader(io.StringIO(text_of(path), newline="")))
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            for sheet in book.worksheets:
                lines = list(sheet.iter_rows(values_only=True))
                header = [str(cell) for cell in lines[0]]
                yield [dict(zip(header, line, strict=True)) for line in lines[1:]]
            book.close()


def _day(cell: Any) -> date | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.date()
    year, month, day = (int(part) for part in re.findall(r"\d+", str(cell))[:3])
    return date(year, month, day)


def _moment(cell: Any) -> datetime | None:
    if cell is None or cell == "":
        return None
    return datetime.fromisoformat(str(cell))


def _number(cell: Any) -> Fraction | None:
    if cell is None or cell == "":
        return None
    words = str(cell).replace(",", "")
    if words.endswith("%"):
        return Fraction(words[:-1]) / 100
    return Fraction(words)


def _whole(cell: Any, times: int = 1) -> int | None:
    number = _number(cell)
    if number is None:
        return None
    result = number * times
    assert result.denominator == 1, f"{cell} × {times} is no whole number"
    return int(result)


def _yes(cell: Any) -> int | None:
    return {"是": 1, "否": 0}.get(str(cell or ""))


def _words(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def read_folder(folder: Path) -> Rows:
    """The rows of all files of a sample book, with ids given in the order of reading."""
    rows: Rows = {table: [] for table in TABLES}
    ids: dict[tuple[str, str], int] = {}

    def add(table: str, code: str = "", **values: Any) -> Row:
        row = {"id": len(rows[table]) + 1, "code": code, **values}
        rows[table].append(row)
        if code:
            ids[table, code] = row["id"]
        return row

    def ref(table: str, cell: Any) -> int | None:
        return ids[table, _words(cell)] if _words(cell) else None

    def named(table: str, name: str, **values: Any) -> int:
        if (table, name) not in ids:
            ids[table, name] = add(table, name=name, **values)["id"]
        return ids[table, name]

    tables = list(sheets(folder))

    def having(*headers: str, without: str = "") -> Iterator[dict[str, Any]]:
        for table in tables:
            if table and all(header in table[0] for header in headers) and without not in table[0]:
                yield from table

    for line in having("功能模块", "核心功能"):
        named("modules", line["功能模块"], core=_yes(line["核心功能"]))
    for line in having("客户名称"):
        account = add(
            "accounts",
            code=line["客户编号"],
            segment=_words(line["客户分层"]),
            handover_day=_day(line["交接日期"]),
            handaway_day=_day(line.get("转出日期")),
            activated_day=_day(line["启用日期"]),
        )
        for name in filter(None, _words(line["可用模块"]).split("、")):
            add("account_modules", account_id=account["id"], module_id=named("modules", name, core=0))
    for line in having("联系人编号", "是否高管"):
        add(
            "contacts",
            code=line["联系人编号"],
            account_id=ref("accounts", line["客户编号"]),
            executive=_yes(line["是否高管"]),
        )
    for line in having("合同类型", "到期日期"):
        recurring = _yes(line.get("是否循环"))
        add(
            "contracts",
            code=line["合同编号"],
            account_id=ref("accounts", line["客户编号"]),
            kind=CONTRACT_KINDS[line["合同类型"]],
            start_day=_day(line["开始日期"]),
            end_day=_day(line["到期日期"]),
            amount_fen=_whole(line["合同金额(元)"], 100),
            currency=_words(line.get("币种")) or "CNY",
            annual_fen=None,
            billing=BILLING.get(_words(line.get("付款周期")), ""),
            signed_day=_day(line["签署日期"]),
            recurring=1 if recurring is None else recurring,
            loss_reason=_words(line["未续约原因"]),
            lost_day=_day(line.get("流失日期")),
        )
    for line in having("合同类型", "续签自合同"):
        for old in filter(None, _words(line["续签自合同"]).split("、")):
            add("renewal_links", old_id=ref("contracts", old), new_id=ref("contracts", line["合同编号"]))
    for line in having("回款编号"):
        add(
            "receipts",
            code=line["回款编号"],
            contract_id=ref("contracts", line["合同编号"]),
            kind=RECEIPT_KINDS[line["款项类型"]],
            received_day=_day(line["到账日期"]),
            amount_fen=_whole(line["到账金额(元)"], 100),
            currency=_words(line.get("币种")) or "CNY",
            discount_fen=_whole(line["现金折扣(元)"], 100) or 0,
            one_sum=_yes(line["一次性付款"]),
        )
    for line in having("功能模块", "统计日期"):
        day = _day(line["统计日期"])
        assert day is not None
        rows["usage"].append(
            {
                "account_id": ref("accounts", line["客户编号"]),
                "module_id": named("modules", line["功能模块"]),
                "day": day.toordinal(),
                "provisioned": _whole(line["开通账号数"]),
                "active": _whole(line["30天活跃账号数"]),
            }
        )
    for line in having("业务时长(小时)"):
        add(
            "usage_times",
            account_id=ref("accounts", line["客户编号"]),
            day=_day(line["日期"]),
            used_minutes=_whole(line["使用时长(小时)"], 60),
            business_minutes=_whole(line["业务时长(小时)"], 60),
        )
    for line in having("维度", "得分"):
        add(
            "health_scores",
            account_id=ref("accounts", line["客户编号"]),
            dimension_id=named("health_dimensions", line["维度"], weight=None),
            day=_day(line["评分日期"]),
            score_milli=_whole(line["得分"], 1000),
        )
    for line in having("工单编号"):
        add(
            "tickets",
            code=line["工单编号"],
            account_id=ref("accounts", line["客户编号"]),
            opened_at=_moment(line["创建时间"]),
            due_at=_moment(line["应解决时间"]),
            resolved_at=_moment(line["解决时间"]),
        )
    for line in having("问卷类型"):
        add(
            "surveys",
            account_id=ref("accounts", line["客户编号"]),
            contact_id=ref("contacts", line["联系人编号"]),
            day=_day(line["答复日期"]),
            kind=line["问卷类型"],
            score=_whole(line["评分"]),
        )
    for line in having("活动编号", "活动类型"):
        add(
            "events",
            code=line["活动编号"],
            kind=EVENT_KINDS.get(line["活动类型"], "other"),
            day=_day(line["活动日期"]),
            people=_whole(line["参会人数"]),
            topic_vote_day=_day(line["议题票选日期"]),
            paper_hours=_number(line["白皮书发出(小时)"]),
            rating=_number(line["满意度"]),
        )
    for line in having("活动编号", "联系人编号", without="活动类型"):
        add(
            "attendance",
            event_id=ref("events", line["活动编号"]),
            contact_id=ref("contacts", line["联系人编号"]),
        )
    for line in having("商机编号", "毛利率"):
        add(
            "opportunities",
            code=line["商机编号"],
            account_id=ref("accounts", line["客户编号"]),
            kind=CONTRACT_KINDS[line["商机类型"]],
            amount_fen=_whole(line["金额(元)"], 100),
            currency=_words(line.get("币种")) or "CNY",
            margin=_number(line["毛利率"]),
            stage="won" if line["阶段"] == "赢单" else line["阶段"],
            won_day=_day(line["成交日期"]),
        )
    for line in having("线索编号"):
        add(
            "leads",
            code=line["线索编号"],
            account_id=ref("accounts", line["客户编号"]),
            day=_day(line["推荐日期"]),
            status="converted" if line["状态"] == "已转商机" else line["状态"],
            expected_arr_fen=_whole(line["预计ARR(元)"], 100),
            currency=_words(line.get("币种")) or "CNY",
        )
    for line in having("渠道", "日期"):
        add(
            "touches",
            account_id=ref("accounts", line["客户编号"]),
            day=_day(line["日期"]),
            channel=line["渠道"],
            minutes=_whole(line.get("时长(分钟)")),
        )
    for line in having("业务痛点数"):
        add(
            "workshops",
            contract_id=ref("contracts", line["合同编号"]),
            day=_day(line["日期"]),
            pain_points=_whole(line["业务痛点数"]),
            measures=_whole(line["量化指标数"]),
            both_signed=_yes(line["双方CXO签字"]),
            minutes_hours=_number(line["纪要发出(小时)"]),
            ticket_hours=_number(line["追踪单创建(小时)"]),
        )
    for line in having("反馈编号"):
        add(
            "suggestions",
            code=line["反馈编号"],
            account_id=ref("accounts", line["客户编号"]),
            day=_day(line["提出日期"]),
            nature={"普适": "generic", "个性": "custom"}.get(line["需求性质"], ""),
            status="shipped" if line["状态"] == "已上线" else line["状态"],
        )
    for line in having("类别", "小时"):
        add(
            "own_time",
            day=_day(line["日期"]),
            category={"出差": "travel", "团队分享": "sharing"}.get(line["类别"], line["类别"]),
            minutes=_whole(line["小时"], 60),
        )
    for line in having("节点比例", "指标"):
        add(
            "targets",
            period=_words(line["周期"]),
            metric=line["指标"],
            value=_number(line["目标值"]),
            node_share=_number(line["节点比例"]),
            scope="{}",
        )
    return rows
