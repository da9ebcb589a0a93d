"""The kinds of tables that can be imported, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from csmdesk.importers.fields import Kind
from csmdesk.importers.kinds_customers import CUSTOMERS
from csmdesk.importers.kinds_plan import PLAN
from csmdesk.importers.kinds_work import WORK

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in (*CUSTOMERS, *WORK, *PLAN)})
"""Every kind by its name."""
