"""What the kinds of tables are put together from: fields that many of them have."""

from __future__ import annotations

from csmdesk.domain.text import Text
from csmdesk.importers.fields import Field, Type


def a_field(type_: Type, zh: str, en: str, **more: object) -> Field:
    """A field of a type with its names; ``more`` are the other properties of ``Field``."""
    return Field(type_, Text(zh, en), **more)  # type: ignore[arg-type]


def a_day(zh: str, en: str, **more: object) -> Field:
    """A field of days."""
    return a_field(Type.DAY, zh, en, **more)


ACCOUNT = {
    "account": a_field(Type.ACCOUNT, "客户", "account"),
    "account_name": a_field(Type.ACCOUNT, "客户名称", "account name", named=True),
}
CONTACT = {
    "contact": a_field(Type.CONTACT, "联系人", "contact"),
    "contact_name": a_field(Type.CONTACT, "联系人姓名", "contact name", named=True),
}
CODE = {"code": a_field(Type.CODE, "编号", "number")}
SOME_CODE = {"code": a_field(Type.CODE, "编号", "number", may_lack=True)}
"""A number that only some rows have: those typed by hand are told apart by what stands in them."""
NOTE = {"note": a_field(Type.TEXT, "备注", "note")}
CURRENCY = {"currency": a_field(Type.CHOICE, "币种", "currency", vocabulary="currency")}
BY_ACCOUNT = ("account", "account_name")
BY_CONTACT = ("contact", "contact_name")
