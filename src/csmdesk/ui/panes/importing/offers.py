"""What can be chosen in the pane, taken up beside the window: it loads what spells Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language
from csmdesk.ui.panes.importing.field_choices import (
    FieldChoice,
    account_choices,
    field_choices,
    spellings,
)

if TYPE_CHECKING:
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.importers.desk_parts import SourceSheet
    from csmdesk.importers.profiles import Profile

_MOST_ACCOUNTS = 5_000
"""So many accounts are offered for a name; of more its number has to be typed."""


class Offers:
    """Each part is put in place whole, so that it can be read while another thread learns more."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self.kinds: tuple[FieldChoice, ...] = ()
        """What a sheet can hold."""
        self.currencies: tuple[tuple[str, str], ...] = ()
        """Currencies of amounts: code and words."""
        self.fields: dict[str, tuple[FieldChoice, ...]] = {}
        """What a column can be, by kind."""
        self.profiles: tuple[Profile, ...] = ()
        self.accounts: tuple[FieldChoice, ...] = ()
        """The accounts of the book, once a name has been found that is none of theirs."""
        self.spelt: dict[str, str] = {}
        """What names of sheets and headings are found by, beside themselves."""

    def learn(self, desk: ImportDesk, sheets: Iterable[SourceSheet]) -> None:
        """Take up what these sheets, their kinds and the desk have."""
        language = self._language
        if not self.kinds:
            self.kinds = field_choices(desk.kinds(), language)
            self.currencies = tuple((key, text.to(language)) for key, text in desk.currencies())
        for kind in {sheet.kind for sheet in sheets if sheet.kind} - self.fields.keys():
            self.fields = {**self.fields, kind: field_choices(desk.fields(kind), language)}
        self.profiles = tuple(desk.profiles())
        names = {sheet.label for sheet in sheets}
        names |= {column.heading for sheet in sheets for column in sheet.columns}
        self.spelt = {**self.spelt, **spellings(names - self.spelt.keys())}

    def learn_accounts(self, desk: ImportDesk) -> None:
        """Take up the accounts that a name can stand for."""
        accounts = desk.accounts()
        self.accounts = account_choices(accounts) if len(accounts) <= _MOST_ACCOUNTS else ()
