"""What references can refer to: the objects of the files and of the book, by code and by name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from csmdesk.domain.text import Text
from csmdesk.importers import values
from csmdesk.importers.known import Known, KnownContact, KnownContract
from csmdesk.importers.options import Options
from csmdesk.importers.typed import Typed
from csmdesk.importers.words import value_key

Codes = list[str | None]


@dataclass
class Index:
    """Codes of one kind of object, and the names that stand for one of them alone."""

    codes: set[str] = field(default_factory=set)
    _names: dict[str, str | None] = field(default_factory=dict)

    def add(self, code: str, name: str = "") -> None:
        """Know an object."""
        self.codes.add(code)
        key = value_key(name)
        if key and self._names.setdefault(key, code) != code:
            # Two objects of that name: the name says neither.
            self._names[key] = None

    def find(self, text: str) -> str | None:
        """The code of the object that ``text`` is the code or the name of."""
        code = values.code_of(text)
        return code if code in self.codes else self._names.get(value_key(text))


class Context:
    """The objects known so far; each kind adds its own before the kinds that refer to it are read."""

    def __init__(self, known: Known, options: Options) -> None:
        """Start from the objects of the book."""
        self.known = known
        self.options = options
        self.accounts = Index()
        self.events = Index()
        self.opportunities = Index()
        self.contacts: dict[str, KnownContact] = {}
        self.contracts: dict[str, KnownContract] = dict(known.contracts)
        self.empty_contracts: dict[str, str] = {}
        """Contracts of no day, which are not imported, and their accounts: usage may still name them."""
        self._contact_names = Index()
        self._contacts_of: dict[str, Index] = {}
        for index, objects in (
            (self.accounts, known.accounts),
            (self.events, known.events),
            (self.opportunities, known.opportunities),
        ):
            for code, name in objects.items():
                index.add(code, name)
        for code in known.aliases:
            self.accounts.add(code)
        for code, contact in known.contacts.items():
            self.add_contact(code, contact)

    def add_contact(self, code: str, contact: KnownContact) -> None:
        """Know a contact."""
        self.contacts[code] = contact
        self._contact_names.add(code, contact.name)
        self._contacts_of.setdefault(contact.account, Index()).add(code, contact.name)

    def account_codes(self, typed: Typed, *, optional: bool = False) -> Codes:
        """The account of each row, by code or by name; what is unknown becomes a problem.

        A row without one is a problem too unless ``optional``.
        """
        return self._references(typed, "account", self.accounts.find, UNKNOWN_ACCOUNT, NO_ACCOUNT, optional)

    def event_codes(self, typed: Typed) -> Codes:
        """The event of each row, by code or by topic."""
        return self._references(typed, "event", self.events.find, UNKNOWN_EVENT, None, optional=True)

    def opportunity_codes(self, typed: Typed) -> Codes:
        """The opportunity of each row, by code or by name."""
        return self._references(
            typed, "opportunity", self.opportunities.find, UNKNOWN_OPPORTUNITY, None, optional=True
        )

    def contract_codes(self, typed: Typed) -> Codes:
        """The contract of each row."""
        return self._contracts(typed, self.contracts)

    def accounts_of_contracts(self, typed: Typed) -> Codes:
        """The account of each row's contract, also of a contract of no day."""
        accounts = {
            code: contract.account for code, contract in self.contracts.items()
        } | self.empty_contracts
        return [None if code is None else accounts[code] for code in self._contracts(typed, accounts)]

    def _contracts(self, typed: Typed, among: Container[str]) -> Codes:
        def find(text: str) -> str | None:
            code = values.code_of(text)
            return code if code in among else None

        return self._references(typed, "contract", find, UNKNOWN_CONTRACT, None, optional=True)

    def contact_codes(self, typed: Typed, accounts: Codes, *, needed: bool = False) -> Codes:
        """The contact of each row, by code, or by name at the row's account, or by a name that only one has.

        A name that no contact has is a warning where the row can do without (``needed`` False): people write
        "吴总" there. A contact of another account than the row's is a warning.
        """
        found: Codes = []
        unknown: list[int] = []
        loose: list[int] = []
        foreign: list[int] = []
        firsts, seconds = typed.column("contact"), typed.column("contact_name")
        for at, (first, second, account) in enumerate(zip(firsts, seconds, accounts, strict=True)):
            code = next((c for text in (first, second) if text and (c := self._contact(text, account))), None)
            found.append(code)
            if code is None and (first or second):
                looks_like_code = bool(first) and first.isascii()
                (unknown if needed or looks_like_code else loose).append(at)
            elif code is not None and account is not None and not self._of(code, account):
                foreign.append(at)
        name = "contact" if "contact" in typed.fields else "contact_name"
        typed.problem_each(UNKNOWN_CONTACT, name, unknown)
        typed.problem_each(UNKNOWN_CONTACT_LEFT_EMPTY, name, loose, error=False)
        typed.problem_each(FOREIGN_CONTACT, name, foreign, error=False)
        return found

    def _of(self, contact: str, account: str) -> bool:
        """True when the contact is one of the account, under whichever of its numbers."""
        merged = self.known.aliases
        owner = self.contacts[contact].account
        return merged.get(owner, owner) == merged.get(account, account)

    def _contact(self, text: str, account: str | None) -> str | None:
        code = values.code_of(text)
        if code in self.contacts:
            return code
        merged = None if account is None else self.known.aliases.get(account, account)
        own = self._contacts_of.get(merged) if merged is not None else None
        return (own.find(text) if own is not None else None) or self._contact_names.find(text)

    def _references(
        self, typed: Typed, name: str, find: Callable[[str], str | None], unknown: Text, missing: Text | None,
        optional: bool,
    ) -> Codes:  # fmt: skip
        firsts, seconds = typed.column(name), typed.column(f"{name}_name")
        by_pair = {pair: _first_found(pair, find) for pair in set(zip(firsts, seconds, strict=True))}
        found = [by_pair[pair] for pair in zip(firsts, seconds, strict=True)]
        if None in found:
            said = [bool(first or second) for first, second in zip(firsts, seconds, strict=True)]
            column = name if name in typed.fields else f"{name}_name"
            typed.problem_each(
                unknown, column, _places(code is None and s for code, s in zip(found, said, strict=True))
            )
            if missing is not None and not optional and column in typed.fields:
                typed.problem_each(missing, column, _places(not s for s in said))
        return found


def _first_found(pair: tuple[str | None, ...], find: Callable[[str], str | None]) -> str | None:
    return next((code for text in pair if text and (code := find(text)) is not None), None)


def _places(flags: Iterable[bool]) -> list[int]:
    return [at for at, flag in enumerate(flags) if flag]


UNKNOWN_ACCOUNT = Text("没有“{value}”这个客户", "there is no account “{value}”")
NO_ACCOUNT = Text("缺少客户", "the account is missing")
UNKNOWN_EVENT = Text("没有“{value}”这个活动", "there is no event “{value}”")
UNKNOWN_OPPORTUNITY = Text("没有“{value}”这个商机", "there is no opportunity “{value}”")
UNKNOWN_CONTRACT = Text("没有“{value}”这份合同", "there is no contract “{value}”")
UNKNOWN_CONTACT = Text("没有“{value}”这个联系人", "there is no contact “{value}”")
UNKNOWN_CONTACT_LEFT_EMPTY = Text(
    "联系人里没有“{value}”，此处留空", "there is no contact “{value}”; left empty"
)
FOREIGN_CONTACT = Text("“{value}”是另一个客户的联系人", "“{value}” is a contact of another account")
