"""A checked plan into a book: one operation, all of it or nothing."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers.content import UsageRow
from csmdesk.importers.hand_edits import Conflict, Decisions
from csmdesk.importers.options import CUSTOM
from csmdesk.importers.plan import Plan, Progress, without_collecting
from csmdesk.importers.write import BOOK_CHANGED, Counts, Writer
from csmdesk.storage import pending, usage
from csmdesk.storage.facts import Facts
from csmdesk.storage.pending import Disturbed, Pending

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book
    from csmdesk.storage.store import Store

PHASES = ("read", "stage", "roll-up", "apply", "checkpoint")
"""The phases of an import in order; ``read`` is the plan's."""

_TRIES = 3
"""How often usage is written anew when somebody changes accounts, modules or usage meanwhile."""


@dataclass(frozen=True)
class Applied:
    """What an import did: counts by table, the rows changed, and the operation (None: nothing changed)."""

    counts: Mapping[str, Counts]
    changes: Changes
    operation_id: int | None

    @property
    def changed(self) -> bool:
        """Whether the book is any different now."""
        return self.operation_id is not None

    @property
    def text(self) -> Text:
        """One sentence that says what the import did."""
        if not self.changed:
            return Text("客户书里都有了，没有改动。", "All of it was in the book already; nothing changed.")
        return Text(
            "已导入：新增 {new} 行，更新 {changed} 行，未变 {same} 行。",
            "Imported: {new} rows new, {changed} changed, {same} the same.",
        ).format(
            new=sum(c.new for c in self.counts.values()),
            changed=sum(c.changed for c in self.counts.values()),
            same=sum(c.same for c in self.counts.values()),
        )


def apply(
    book: Book,
    plan: Plan,
    progress: Callable[[Progress], None] | None = None,
    *,
    now: datetime.datetime | None = None,
    decisions: Decisions | None = None,
    label: Text | None = None,
) -> Applied:
    """Write ``plan`` into ``book``; importing the same again changes nothing and is no operation.

    Usage rows go in first, in pieces that no reader sees; everything else and their becoming visible is one
    transaction. ``now`` is the moment that the import is dated by; ``decisions`` say who wins where a file
    and a change by hand differ (without any, the file does). Raises UserError when the plan has errors, when
    nobody decided such a difference, or when the book changed since the plan was made; the book is then as it
    was.
    """
    plan.refuse()
    tell = progress or (lambda _: None)
    store = book.store
    rows = _of_merged(book, plan.content.usage)
    moment = now or datetime.datetime.now(datetime.UTC)
    for _ in range(_TRIES):
        batch = usage.new_batch(store)
        try:
            with without_collecting():
                coming = _stage(store, batch, rows, plan, tell)

            def write(
                connection: sqlalchemy.Connection, batch: int = batch, coming: Pending | None = coming
            ) -> dict[str, Counts]:
                return _write(connection, plan, batch, coming, moment, tell, decisions)

            with without_collecting():
                outcome = store.run(Op.IMPORT, write, label or _label(plan))
            break
        except Disturbed:
            usage.discard(store, batch)
        except BaseException:
            usage.discard(store, batch)
            raise
    else:
        raise UserError(BOOK_CHANGED)
    tell(Progress("checkpoint", 0, 1))
    store.checkpoint()
    tell(Progress("checkpoint", 1, 1))
    return Applied(outcome.value, outcome.changes, outcome.operation_id)


def _stage(
    store: Store, batch: int, rows: Sequence[UsageRow], plan: Plan, tell: Callable[[Progress], None]
) -> Pending | None:
    """Write usage in pieces that no reader sees, under the ids that new accounts and modules will have."""
    tell(Progress("stage", 0, len(rows)))
    if not rows:
        return None
    codes: list[str] = []
    for each in plan.content.rows:
        if each.table == "accounts":
            at = (*each.columns, *each.fresh).index("code")
            codes += [row[at] for row in each.data]
    coming = pending.begin(store, batch, codes, plan.content.modules)
    usage.stage(
        store, batch, rows, coming,
        staged=lambda done: tell(Progress("stage", done, len(rows))),
        progress=lambda done, total: tell(Progress("roll-up", done, total)),
    )  # fmt: skip
    return coming


def _of_merged(book: Book, rows: Sequence[UsageRow]) -> Sequence[UsageRow]:
    """Rows of merged accounts go to the account that each is now, before its own, which count."""
    with book.reading() as connection:
        merged: dict[str, str] = dict(
            connection.execute(
                "SELECT l.code, a.code FROM account_aliases l JOIN accounts a ON a.id = l.account_id"
            ).fetchall()
        )
    if not merged or (isinstance(rows, Facts) and merged.keys().isdisjoint(rows.accounts)):
        return rows
    moved = [(merged[row[0]], *row[1:]) for row in rows if row[0] in merged]
    return moved + [row for row in rows if row[0] not in merged]


def _write(
    connection: sqlalchemy.Connection,
    plan: Plan,
    batch: int,
    coming: Pending | None,
    moment: datetime.datetime,
    tell: Callable[[Progress], None],
    decisions: Decisions | None,
) -> dict[str, Counts]:
    content = plan.content
    pending.check_undisturbed(connection, batch)
    reserved = {} if coming is None else {"accounts": coming.new_accounts, "modules": coming.new_modules}
    writer = Writer(connection, content.erased, decisions, reserved)
    total = len(content.rows) + 4
    done = 0

    def step() -> None:
        nonlocal done
        tell(Progress("apply", done, total))
        done += 1

    step()
    segments = dict(content.segments)
    writer.named("segments", "", segments)
    writer.named("modules", "core", content.modules, 0)
    writer.named("health_dimensions", "weight", content.dimensions)
    for rows in content.rows:
        step()
        writer.rows(rows)
    step()
    writer.licences(content)
    writer.links(content)
    writer.custom(content.custom)
    if undecided := writer.undecided():
        raise UserError(undecided_text(undecided))
    step()
    try:
        changed = usage.apply(connection, batch)
    except usage.UnknownNames:
        raise UserError(BOOK_CHANGED) from None
    if changed:
        replaced = writer.read(
            f"SELECT count(*) FROM usage_shelf WHERE batch_id = {batch:d} AND image = 'before'"
        )[0][0]
        writer.counts["usage"] = Counts(changed - replaced, replaced, len(content.usage) - changed)
        usage.roll_up(connection, batch)
    elif content.usage:
        writer.counts["usage"] = Counts(0, 0, len(content.usage))
    step()
    _remember(writer, plan)
    if writer.changed:
        _log_batch(writer, plan, batch, moment)
    return writer.counts


def _remember(writer: Writer, plan: Plan) -> None:
    """Keep each sheet's mapping by its headers, with what of it the user said."""
    stored = {
        row[0]: row[1:] for row in writer.read("SELECT signature, kind, columns, options FROM mappings")
    }
    wanted: dict[str, tuple[str, str, str]] = {}
    for sheet in plan.sheets:
        if sheet.kind is None:
            continue
        columns = {
            column.header: column.field or (f"{CUSTOM}{column.custom}" if column.custom else "-")
            for column in sheet.columns
            if column.why.value != "unknown"
        }
        mapping = (
            sheet.kind,
            json.dumps(columns, ensure_ascii=False),
            json.dumps(sheet.said, ensure_ascii=False),
        )
        wanted.setdefault(sheet.signature, mapping)
    new = [(signature, *mapping) for signature, mapping in wanted.items() if signature not in stored]
    changed = [(*mapping, s) for s, mapping in wanted.items() if s in stored and stored[s] != mapping]
    writer.many("INSERT INTO mappings (signature, kind, columns, options) VALUES (?, ?, ?, ?)", new)
    writer.many("UPDATE mappings SET kind = ?, columns = ?, options = ? WHERE signature = ?", changed)


def _log_batch(writer: Writer, plan: Plan, batch: int, moment: datetime.datetime) -> None:
    files = [
        {
            "name": name,
            "sha256": sha256,
            "sheets": [
                {"name": sheet.sheet, "kind": sheet.kind, "rows": sheet.rows}
                for sheet in plan.sheets
                if sheet.file == name
            ],
        }
        for name, sha256 in plan.files.items()
    ]
    at = moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
    row = (batch, at, PurePath(plan.source).name, json.dumps(files, ensure_ascii=False))
    writer.many("INSERT INTO import_batches (id, at, source, files) VALUES (?, ?, ?, ?)", [row])


def _label(plan: Plan) -> Text:
    name = PurePath(plan.source).name
    return LABEL.format(name=name) if name else Op.IMPORT.text


def undecided_text(conflicts: Sequence[Conflict]) -> Text:
    """The sentence for differences that nobody decided."""
    from csmdesk.importers.effect import column_text, table_text

    first = conflicts[0]
    return UNDECIDED.format(
        count=len(conflicts), table=table_text(first.table), column=column_text(first.table, first.column),
        book=str(first.book or ""), file=str(first.file or ""),
    )  # fmt: skip


UNDECIDED = Text(
    "有 {count} 处在上次导入之后手工改过、文件里又变了"
    "（如{table}的“{column}”：客户书“{book}”，文件“{file}”）："
    "请选择以哪边为准（命令行用 --hand-edits book 或 file）。",
    "{count} values were changed by hand since the last import and differ in the files as well "
    "({table}, {column}: “{book}” in the book, “{file}” in the file): choose which one stays "
    "(on the command line by --hand-edits book or file).",
)
LABEL = Text("导入“{name}”", "Import “{name}”")
