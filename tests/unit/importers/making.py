"""Small folders of files to import, as text, and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from csmdesk.importers.apply import Applied, apply
from csmdesk.importers.known import Known, known
from csmdesk.importers.options import Options
from csmdesk.importers.plan import Plan, plan
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest

BASE: Mapping[str, str] = {
    "客户.csv": """客户编号,客户名称,行业,客户分层,交接日期,可用模块
KH1,云岫茶饮,零售,高价值,2022-09-04,订单中心、BI报表
KH2,恒沐医药,医药,潜力,2022-10-11,订单中心
""",
    "联系人.csv": """联系人编号,客户编号,姓名,职务,是否高管
LX1,KH1,吴娜,CEO,是
LX2,KH2,周霞,采购经理,否
""",
    "合同.csv": """合同编号,客户编号,合同类型,开始日期,到期日期,合同金额(元),续签自合同
HT1,KH1,新签,2023-01-01,2023-12-31,"120,000.00",
HT2,KH1,续约,2024-01-01,2024-12-31,"130,000.00",HT1
HT3,KH2,新签,2023-03-01,2024-02-29,"90,000.00",
""",
    "回款.csv": """回款编号,合同编号,款项类型,到账日期,到账金额(元),一次性付款
HK1,HT2,续费,2023-12-20,"130,000.00",是
HK2,HT3,新签,2023-03-15,"90,000.00",否
""",
    "功能使用.csv": """客户编号,功能模块,核心功能,统计日期,开通账号数,30天活跃账号数
KH1,订单中心,是,2024-06-28,40,33
KH1,BI报表,否,2024-06-28,20,0
KH2,订单中心,是,2024-06-28,10,10
""",
    "健康度.csv": """客户编号,评分日期,维度,得分
KH1,2024-06-30,活跃度,77.5
KH1,2024-06-30,业务成果,60
KH2,2024-06-30,活跃度,100
""",
    "问卷.csv": """客户编号,联系人编号,答复日期,问卷类型,评分
KH1,LX1,2024-05-22,NPS,10
KH2,LX2,2024-05-23,CSAT,4
""",
    "触达记录.csv": """客户编号,日期,渠道,说明
KH1,2024-06-16,拜访,
KH1,2024-06-16,拜访,
KH2,2024-06-17,电话,
""",
    "作战任务.csv": """客户编号,任务,责任人,截止日期,验收标准,状态
KH1,聚合表优化,研发经理,2024-07-07,加载<3秒,待办
""",
}
"""A little of everything; each file refers to the others."""


def write(folder: Path, files: Mapping[str, str], encoding: str = "utf-8") -> Path:
    """Write text files into ``folder``, which is made, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode(encoding))
    return folder


def base(folder: Path, **changed: str | None) -> Path:
    """The base folder with some files' text replaced (by the name without .csv; None leaves the file out)."""
    files = dict(BASE)
    for name, text in changed.items():
        if text is None:
            del files[f"{name}.csv"]
        else:
            files[f"{name}.csv"] = text
    return write(folder, files)


def planned(folder: Path, held: Known | None = None, **options: Any) -> Plan:
    """The plan of a folder that has to be without errors; ``options`` are the command line's."""
    made = plan(folder, Options.parse(**options), held)
    assert [problem.text.zh for problem in made.errors] == []
    return made


def import_into(book: Book, folder: Path, **options: Any) -> Applied:
    """Plan and apply a folder as the program does."""
    with book.reading() as connection:
        held = known(connection)
    return apply(book, planned(folder, held, **options))


def errors(folder: Path, held: Known | None = None, **options: Any) -> list[str]:
    """The sentences of a plan's errors, in Chinese."""
    return [problem.text.zh for problem in plan(folder, Options.parse(**options), held).errors]


def warnings(folder: Path, **options: Any) -> list[str]:
    """The sentences of a plan's warnings, in Chinese; there must be no errors."""
    return [problem.text.zh for problem in planned(folder, **options).warnings]


def table(made: Plan, name: str) -> list[dict[str, Any]]:
    """The rows that a plan would write into one table, by column."""
    return [
        dict(zip((*rows.columns, *rows.fresh), row, strict=True))
        for rows in made.content.rows
        if rows.table == name
        for row in rows.data
    ]


def digest_of(book: Book) -> str:
    """The book's digest."""
    with book.reading() as connection:
        return digest(connection)


def rows_of(book: Book, sql: str) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with book.reading() as connection:
        return [tuple(row) for row in connection.execute(sql).fetchall()]
