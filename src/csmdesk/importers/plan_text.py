"""A plan as text for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text
from csmdesk.importers.mapping import Why

if TYPE_CHECKING:
    from csmdesk.importers.plan import Plan, PlannedSheet

_MOST = 30
"""Problems that are printed; the others are counted."""


def plan_text(plan: Plan, language: Language) -> str:
    """Sheets with kind, rows and mapping, then what is not read, then errors and warnings."""
    return "\n".join(line for part in (_sheets, _rest, _problems) for line in part(plan, language)) + "\n"


def _sheets(plan: Plan, language: Language) -> Iterator[str]:
    for sheet in plan.sheets:
        how = ", ".join(
            part for part in (sheet.encoding, {"\t": "tab"}.get(sheet.delimiter, sheet.delimiter)) if part
        )  # fmt: skip
        yield SHEET.format(label=sheet.label, how=how, kind=sheet.kind_text, rows=sheet.rows).to(language)
        yield from _columns(sheet, language)


def _columns(sheet: PlannedSheet, language: Language) -> Iterator[str]:
    for column in sheet.columns:
        if column.field is None or column.text is None:
            continue
        notes = [] if column.why is Why.WORD else [WHYS[column.why].to(language)]
        if column.dates is not None:
            notes.append(column.dates.value)
        if column.unit:
            notes.append(column.unit)
        note = f"  [{', '.join(notes)}]" if notes else ""
        yield f"    {column.header} → {column.text.to(language)}{note}"
    left_out = [column.header for column in sheet.columns if column.why is Why.LEFT_OUT]
    if left_out:
        yield "    " + LEFT_OUT.format(columns=_join(left_out, language)).to(language)
    unknown = [
        column.header + (f" (≈ {column.suggestion})" if column.suggestion else "")
        for column in sheet.columns
        if column.why in {Why.UNKNOWN, Why.TWICE}
    ]
    if unknown:
        yield "    " + UNKNOWN.format(columns=_join(unknown, language)).to(language)


def _rest(plan: Plan, language: Language) -> Iterator[str]:
    for each in plan.not_read:
        name = f"{each.file}（{each.sheet}）" if each.sheet else each.file
        yield NOT_READ.format(name=name, why=each.why).to(language)


def _problems(plan: Plan, language: Language) -> Iterator[str]:
    for heading, problems in ((ERRORS, plan.errors), (WARNINGS, plan.warnings)):
        if not problems:
            continue
        yield heading.format(count=len(problems)).to(language)
        for problem in problems[:_MOST]:
            yield "    " + problem.text.to(language)
        if len(problems) > _MOST:
            yield "    " + MORE.format(count=len(problems) - _MOST).to(language)


def _join(names: list[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(names)


SHEET = Text("{label}（{how}）：{kind}，{rows} 行", "{label} ({how}): {kind}, {rows} rows")
LEFT_OUT = Text("不导入的列：{columns}", "columns left out: {columns}")
UNKNOWN = Text("不认识的列，没有导入：{columns}", "columns not recognised and not imported: {columns}")
NOT_READ = Text("没有读取：{name}（{why}）", "not read: {name} ({why})")
ERRORS = Text("错误 {count} 处，导入会停下：", "{count} errors, which stop the import:")
WARNINGS = Text("提醒 {count} 处：", "{count} warnings:")
MORE = Text("另有 {count} 处", "and {count} more")
WHYS = {
    Why.SAID: Text("指定", "as said"),
    Why.REMEMBERED: Text("沿用上次", "remembered"),
    Why.PROFILE: Text("按系统表头", "by the system's headers"),
    Why.WORD: Text("表头", "by the header"),
    Why.PARTS: Text("按字面和内容推断", "by the header's parts and the cells"),
    Why.VALUES: Text("按内容推断", "by the cells"),
    Why.SIMILAR: Text("写法相近", "spelt alike"),
    Why.LEFT_OUT: Text("不导入", "left out"),
    Why.UNKNOWN: Text("不认识", "not recognised"),
    Why.TWICE: Text("与别的列重复", "repeats another column"),
}
