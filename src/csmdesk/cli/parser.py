"""What the command line understands."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from csmdesk import __version__
from csmdesk.domain.text import Language, Text

_HELP = {
    "about": Text(
        "一位客户成功经理的桌面：续费、健康度、作战室、半年自评", "The desk of one customer success manager"
    ),
    "book": Text("客户书的文件夹", "the book's folder"),
    "lang": Text("界面与报告的语言：zh 或 en", "language of words and reports: zh or en"),
    "secret": Text("从文件首行读口令", "read the passphrase from the first line of a file"),
    "gui": Text("打开窗口（默认）", "open the window (default)"),
    "demo": Text(
        "建示例书，写出半年自评，打开窗口", "build the sample book, write its review, open the window"
    ),
    "output": Text("写到这个文件夹", "write into this folder"),
    "import": Text("导入一个文件夹或若干文件", "import a folder or files"),
    "source": Text("文件夹或文件（csv、xlsx、xls）", "a folder or files (csv, xlsx, xls)"),
    "kind": Text("指定某个表的内容", "say what a table holds"),
    "map": Text("指定某一列的字段，- 为不导入", "say which field a column is; - to leave it out"),
    "skip": Text("不读这个表", "leave a table out"),
    "encoding": Text("指定编码", "say a file's encoding"),
    "dates": Text("指定日期顺序：ymd、dmy、mdy", "say the order of dates: ymd, dmy or mdy"),
    "exclusive": Text("到期日不含当天", "its end dates are exclusive"),
    "currency": Text("没有写币种的金额用这个币种", "the currency of amounts that name none"),
    "keep_repeated": Text(
        "使用记录编号重复而内容不同时，两行都保留", "keep usage rows whose number is there twice"
    ),
    "account": Text(
        "文件里的名称是哪个客户：名称=编号、名称=new；new 把没有的都建成客户，same 认同名称相近的",
        "which account a name is: NAME=NUMBER, NAME=new; new makes accounts of all, same takes the like ones",
    ),
    "hand_edits": Text(
        "手工改过的值：file 以文件为准（默认），book 以客户书为准，ask 文件也变了就停下",
        "values changed by hand: file (the file wins), book (they stay), ask (stop where both changed)",
    ),
    "profile": Text("用这个导入模板文件", "use this import profile"),
    "rejected": Text("把读不进的行连同原因写到这个文件", "write the rows with errors and why to this file"),
    "dry": Text("只看计划，不写入", "show the plan, write nothing"),
    "export": Text("把客户书的表写成可以再导入的文件", "write the book's tables to files that import again"),
    "tables_output": Text(
        "写到这个文件（.xlsx；只有一张表时也可以 .csv）或文件夹",
        "the file (.xlsx; also .csv for one table) or the folder",
    ),
    "only": Text("只要这种表，可重复", "this kind of table only; may be repeated"),
    "import_template": Text(
        "写出可填写的空表，每张有一行示例", "write empty tables to fill in, with a row of an example"
    ),
    "metrics": Text("列出期间的全部指标", "list all figures of a period"),
    "period": Text("期间：2024H1、2024Q3、2024-05、2024", "period: 2024H1, 2024Q3, 2024-05, 2024"),
    "as_of": Text("统计日（YYYY-MM-DD）", "as-of day (YYYY-MM-DD)"),
    "json": Text("输出 JSON", "print JSON"),
    "explain": Text("列出一个指标背后的行", "list the rows behind a figure"),
    "report": Text("写出半年自评报告", "write the self-review"),
    "file": Text(
        "写到这个文件：.docx .pdf .html .md，可重复", "the file: .docx, .pdf, .html or .md; may be repeated"
    ),
    "template_file": Text(
        "用公司自己的 Word 模板（.docx），见 docs/report-template.zh-CN.md",
        "the company's own Word template (.docx), see docs/report-template.md",
    ),
    "redact": Text("脱敏：别名与金额区间", "for outsiders: aliases, and bands for amounts"),
    "key": Text("脱敏，并另存对照表", "redact, and save the list of the aliases"),
    "template": Text(
        "写出一份 Word 模板示例和位置清单", "write an example template and the list of its places"
    ),
    "template_output": Text("写到这个文件（.docx）", "the file (.docx)"),
    "backup": Text("备份并校验", "make a verified backup"),
    "to": Text("备份到这里", "where to put it"),
    "restore": Text("从备份恢复到一个新文件夹", "restore a backup into a new folder"),
    "backup_file": Text("备份", "the backup"),
    "check": Text("检查客户书是否完好", "check that the book is sound"),
    "gallery": Text(
        "只把每个控件在每种状态下的样子存成图片", "only save pictures of every widget in every state"
    ),
    "scale": Text("只存这个缩放比例（百分数）", "save them at this scale only (per cent)"),
    "self_test": Text("在临时文件夹里走一遍主流程", "go through the main job in a temporary folder"),
}


def language_said(arguments: Sequence[str]) -> Language | None:
    """The language that ``--lang`` asks for; None where it was not given."""
    for place, word in enumerate(arguments):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in ("zh", "en"):
            return "en" if value == "en" else "zh"
    return None


def language_of(arguments: Sequence[str]) -> Language:
    """The language, before parsing: --lang, else English where the locale says so, else Chinese."""
    said = language_said(arguments)
    if said is not None:
        return said
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.startswith("en") else "zh"


def _day(word: str) -> date:
    return date.fromisoformat(word)


def parser(language: Language) -> argparse.ArgumentParser:
    """The parser, with its help in ``language``; each command's namespace carries ``run``."""
    from csmdesk.cli import commands

    def say(key: str) -> str:
        return _HELP[key].to(language).replace("%", "%%")

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), default=language, help=say("lang"))
    secret = argparse.ArgumentParser(add_help=False)
    secret.add_argument("--passphrase-file", type=Path, metavar="FILE", help=say("secret"))
    book = argparse.ArgumentParser(add_help=False, parents=[secret])
    book.add_argument("--book", type=Path, required=True, metavar="FOLDER", help=say("book"))

    top = argparse.ArgumentParser(prog="csmdesk", description=say("about"), parents=[common])
    top.add_argument("--version", action="version", version=f"csmdesk {__version__}")
    top.add_argument("--book", type=Path, metavar="FOLDER", help=say("book"))
    top.add_argument("--theme", choices=("light", "dark", "system"), default=None)
    top.set_defaults(run=commands.gui)
    subs = top.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, key: str, run: Any, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = subs.add_parser(name, help=say(key), description=say(key), parents=[common, *parents])
        made.set_defaults(run=run)
        return made

    # Without a default: what stands before the command would else be overwritten by it.
    window = command("gui", "gui", commands.gui)
    window.add_argument("--book", type=Path, default=argparse.SUPPRESS, metavar="FOLDER", help=say("book"))
    window.add_argument("--theme", choices=("light", "dark", "system"), default=argparse.SUPPRESS)

    shown = command("demo", "demo", commands.demo)
    shown.add_argument("--output", type=Path, default=Path("csmdesk-demo"), metavar="DIR", help=say("output"))

    incoming = command("import", "import", commands.import_, book)
    incoming.add_argument("source", type=Path, nargs="+", help=say("source"))
    incoming.add_argument("--kind", action="append", default=[], metavar="NAME=KIND", help=say("kind"))
    incoming.add_argument("--map", action="append", default=[], metavar="NAME:HEADER=FIELD", help=say("map"))
    incoming.add_argument("--skip", action="append", default=[], metavar="NAME", help=say("skip"))
    incoming.add_argument("--encoding", action="append", default=[], metavar="NAME=ENC", help=say("encoding"))
    incoming.add_argument("--dates", action="append", default=[], metavar="NAME=ORDER", help=say("dates"))
    incoming.add_argument(
        "--end-exclusive", action="append", default=[], metavar="NAME", help=say("exclusive")
    )
    incoming.add_argument(
        "--currency", action="append", default=[], metavar="[NAME=]CNY", help=say("currency")
    )
    incoming.add_argument(
        "--keep-repeated", action="append", default=[], metavar="NAME", help=say("keep_repeated")
    )
    incoming.add_argument(
        "--account", action="append", default=[], metavar="NAME=NUMBER|new|same", help=say("account")
    )
    incoming.add_argument(
        "--hand-edits", choices=("file", "book", "ask"), default="file", help=say("hand_edits")
    )
    incoming.add_argument(
        "--profile", action="append", default=[], type=Path, metavar="FILE", help=say("profile")
    )
    incoming.add_argument("--rejected", type=Path, default=None, metavar="FILE", help=say("rejected"))
    incoming.add_argument("--dry-run", action="store_true", help=say("dry"))

    outgoing = command("export", "export", commands.export, book)
    empty = command("import-template", "import_template", commands.import_template)
    for each in (outgoing, empty):
        each.add_argument(
            "-o", "--output", type=Path, required=True, metavar="FILE", help=say("tables_output")
        )
        each.add_argument("--kind", action="append", default=[], metavar="KIND", help=say("only"))

    listed = command("metrics", "metrics", commands.metrics, book)
    reported = command("report", "report", commands.report, book)
    formed = command("template", "template", commands.template, book)
    for each in (listed, reported, formed):
        each.add_argument("--period", required=True, help=say("period"))
        each.add_argument("--as-of", type=_day, metavar="DAY", help=say("as_of"))
    listed.add_argument("--json", action="store_true", help=say("json"))
    listed.add_argument("--explain", metavar="KEY", help=say("explain"))
    reported.add_argument(
        "-o", "--output", type=Path, required=True, action="append", metavar="FILE", help=say("file")
    )
    reported.add_argument("--template", type=Path, metavar="FILE", help=say("template_file"))
    reported.add_argument("--redact", action="store_true", help=say("redact"))
    reported.add_argument("--key", action="store_true", help=say("key"))
    formed.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=say("template_output")
    )

    kept = command("backup", "backup", commands.backup, book)
    kept.add_argument("--to", type=Path, metavar="PATH", help=say("to"))
    back = command("restore", "restore", commands.restore, secret)
    back.add_argument("backup", type=Path, help=say("backup_file"))
    back.add_argument("--book", type=Path, required=True, metavar="FOLDER", help=say("book"))
    command("check", "check", commands.check, book)
    tested = command("self-test", "self_test", commands.self_test)
    tested.add_argument("--output", type=Path, default=None, metavar="DIR", help=say("output"))
    tested.add_argument("--gallery", type=Path, default=None, metavar="DIR", help=say("gallery"))
    tested.add_argument("--scale", type=int, choices=(100, 150), default=None, help=say("scale"))
    return top
