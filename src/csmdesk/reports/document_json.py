"""A report's tree as JSON and back, exactly: how a frozen review keeps its tables, charts and proofs.

Each block is an object that names its kind (``is``) and has the fields that differ from their defaults.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.reports import document as doc

_KINDS: Mapping[str, type] = {
    kind.__name__.lower(): kind
    for kind in (
        doc.Document,
        doc.Span,
        doc.Heading,
        doc.Paragraph,
        doc.Bullets,
        doc.Column,
        doc.Table,
        doc.Series,
        doc.Chart,
        doc.Highlight,
        doc.Highlights,
        doc.ToWrite,
        doc.Check,
        doc.Checks,
        doc.Proof,
        doc.Proofs,
        doc.PageBreak,
    )
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def document_out(document: doc.Document) -> dict[str, Any]:
    """The report as objects that JSON can hold."""
    found = _out(document)
    assert isinstance(found, dict)
    return found


def document_in(kept: Mapping[str, Any]) -> doc.Document:
    """The report that ``document_out`` gave; raises UserError for what this version cannot read."""
    try:
        found = _in(kept)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(UNREADABLE) from error
    if not isinstance(found, doc.Document):
        raise UserError(UNREADABLE)
    return found


def to_json(document: doc.Document) -> str:
    """The report as JSON text."""
    return json.dumps(document_out(document), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> doc.Document:
    """The report of a JSON text; raises UserError for what this version cannot read."""
    try:
        kept = json.loads(text)
    except ValueError as error:
        raise UserError(UNREADABLE) from error
    return document_in(kept)


def _out(value: Any) -> Any:
    name = _NAMES.get(type(value))
    if name is not None:
        kept: dict[str, Any] = {"is": name}
        for each, default in _FIELDS[name]:
            held = getattr(value, each)
            # 1 is not 1.0, nor True: what comes back has to be of the same type.
            if type(held) is not type(default) or held != default:
                kept[each] = _out(held)
        return kept
    if isinstance(value, tuple | list):
        return [_out(each) for each in value]
    assert value is None or isinstance(value, str | bool | int | float), type(value)
    return value


def _in(kept: Any) -> Any:
    if isinstance(kept, dict):
        values = {key: _in(value) for key, value in kept.items() if key != "is"}
        make: Callable[..., Any] = _KINDS[kept["is"]]
        return make(**values)
    if isinstance(kept, list):
        return tuple(_in(each) for each in kept)
    return kept


def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """The names of a block's fields with their defaults (``MISSING`` where there is none)."""
    return tuple(
        (each.name, each.default_factory() if each.default_factory is not MISSING else each.default)
        for each in fields(kind)
    )


_FIELDS = {name: _fields(kind) for name, kind in _KINDS.items()}

UNREADABLE = Text("这份自评的内容读不出来。", "The content of this review cannot be read.")
