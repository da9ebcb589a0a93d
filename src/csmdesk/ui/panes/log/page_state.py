"""How a page of the log was left: over restarts, and what names customers for this run of the window only."""

from __future__ import annotations

import json
from collections.abc import Mapping

from csmdesk.ui.models.columns import ColumnLayout
from csmdesk.ui.panes import NOW
from csmdesk.ui.panes.log.page import KindPage


def page_state(page: KindPage) -> dict[str, str]:
    """What to remember of a page."""
    layout = page.view.chosen_layout
    chips = {key: sorted(values) for key, values in page.chips.chosen.items()}
    drafts = dict(page.beside.drafts())
    return {
        "sort": ",".join(f"{key} {'down' if down else 'up'}" for key, down in page.model.sort_keys),
        "columns": "" if layout is None else _columns(layout),
        f"{NOW}key": str(page.view.key),
        f"{NOW}filter": page.field.text,
        f"{NOW}chips": json.dumps(chips, ensure_ascii=False) if chips else "",
        f"{NOW}line": page.line.edit.text(),
        f"{NOW}draft": json.dumps(drafts, ensure_ascii=False) if drafts else "",
    }


def restore_page(page: KindPage, state: Mapping[str, str]) -> None:
    """Take up what ``page_state`` gave; names that are missing or wrong are passed over."""
    keys = [part.partition(" ") for part in state.get("sort", "").split(",")]
    page.model.set_sort([(key, way == "down") for key, _, way in keys])
    layout = _layout(state.get("columns", ""))
    if layout is not None:
        page.view.set_layout(layout)
    page.field.set_text(state.get(f"{NOW}filter", ""))
    chips = _parsed(state.get(f"{NOW}chips", ""))
    if isinstance(chips, dict):
        page.chips.set_chosen({str(key): map(str, values) for key, values in chips.items()})
        page.narrow()
    page.line.edit.setText(state.get(f"{NOW}line", ""))
    draft = _parsed(state.get(f"{NOW}draft", ""))
    if isinstance(draft, dict):
        page.beside.restore_draft({str(key): str(value) for key, value in draft.items()})
    key = state.get(f"{NOW}key", "")
    if key.isdecimal():
        page.view.set_key(int(key))


def _parsed(text: str) -> object:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def _columns(layout: ColumnLayout) -> str:
    from csmdesk.services.account_views import ListView, ViewColumns, view_json

    columns = ViewColumns(layout.order, layout.hidden, dict(layout.widths), layout.pinned)
    return json.dumps(view_json(ListView(columns=columns))["columns"])


def _layout(text: str) -> ColumnLayout | None:
    from csmdesk.services.account_views import view_from

    columns = view_from({"columns": _parsed(text)}).columns if text else None
    if columns is None:
        return None
    return ColumnLayout(columns.order, columns.hidden, dict(columns.widths), columns.pinned)
