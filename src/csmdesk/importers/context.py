"""What references can refer to: the objects of the files and of the book, by code and by name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import cast

from csmdesk.domain.company import company_key
from csmdesk.domain.text import Text
from csmdesk.importers import values
from csmdesk.importers.coded import paired
from csmdesk.importers.content import Asked, Content
from csmdesk.importers.drafts import Rows
from csmdesk.importers.known import Known, KnownContact, KnownContract
from csmdesk.importers.options import NEW_ACCOUNT, SAME_NAME, Options
from csmdesk.importers.pieces import distinct
from csmdesk.importers.typed import Typed
from csmdesk.importers.words import value_key

Codes = list[str | None]


class Index:
    """Codes of one kind of object, and the names that stand for one of them alone.

    Only who looks for something pays for all that is known: a hundred thousand objects take a tenth of a
    second.
    """

    def __init__(self) -> None:
        """Know nothing."""
        self.also: dict[str, str] = {}
        """Numbers of the files that stand for an object with another number."""
        self._names: dict[str, str] = {}
        self._by_name: dict[str, str | None] = {}
        self._like: dict[str, str | None] = {}
        self._added: list[tuple[Sequence[str], Sequence[str]]] = []
        self._listed = self._named = self._likened = 0

    def add(self, code: str, name: str = "") -> None:
        """Know an object."""
        self.add_all((code,), (name,))

    def add_all(self, codes: Sequence[str], names: Sequence[str]) -> None:
        """Know many objects."""
        self._added.append((codes, names))

    @property
    def names(self) -> Mapping[str, str]:
        """Code → name of every object."""
        for codes, names in self._added[self._listed :]:
            self._names.update(zip(codes, names, strict=True))
        self._listed = len(self._added)
        return self._names

    def find(self, text: str) -> str | None:
        """The code of the object that ``text`` is the code or the name of."""
        code = values.code_of(text)
        if code in self.names:
            return code
        return self.also.get(code) or self._called(value_key(text))

    def _called(self, key: str) -> str | None:
        for codes, names in self._added[self._named :]:
            for code, name in zip(codes, names, strict=True):
                own = value_key(name)
                if own and self._by_name.setdefault(own, code) != code:
                    # Two objects of that name: the name says neither.
                    self._by_name[own] = None
        self._named = len(self._added)
        return self._by_name.get(key)

    def like(self, text: str) -> str | None:
        """The code of the one object whose name differs in nothing but legal form, width, case and spaces."""
        if not self.names or not text.strip():
            return None
        if self._likened != len(self._added):
            self._likened = len(self._added)
            self._like.clear()
            for code, name in self.names.items():
                if name and self._like.setdefault(key := company_key(name), code) != code:
                    self._like[key] = None
        return self._like.get(company_key(text))


class Context:
    """The objects known so far; each kind adds its own before the kinds that refer to it are read."""

    def __init__(self, known: Known, options: Options) -> None:
        """Start from the objects of the book."""
        self.known = known
        self.options = options
        self.accounts = Index()
        self.events = Index()
        self.opportunities = Index()
        self.handovers = Index()
        self.contacts: dict[str, KnownContact] = {}
        self.contracts: dict[str, KnownContract] = dict(known.contracts)
        self.empty_contracts: dict[str, str] = {}
        """Contracts of no day, which are not imported, and their accounts: usage may still name them."""
        self.contract_names = Index()
        self._asked: dict[str, Asked] = {}
        self._made: dict[str, str] = {}
        self._beside: dict[str, str] = {}
        """Number of an account → the name that stands beside it, where new ones are made."""
        self._contact_names = Index()
        self._contacts_of: dict[str, Index] = {}
        for index, objects in (
            (self.accounts, known.accounts),
            (self.events, known.events),
            (self.opportunities, known.opportunities),
        ):
            index.add_all(list(objects), list(objects.values()))
        for code in known.handovers:
            self.handovers.add(code)
        self._known = Index()
        self._known.add_all(list(known.accounts), list(known.accounts.values()))
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
        if {
            "account",
            "account_name",
        } <= typed.fields.keys() and NEW_ACCOUNT in self.options.accounts.values():
            for code, name in zip(typed.fields["account"], typed.fields["account_name"], strict=True):
                if code and name:
                    self._beside.setdefault(values.code_of(code), name.strip())
        return self._references(
            typed, "account", self._account, UNKNOWN_ACCOUNT, NO_ACCOUNT, optional, about="account"
        )

    def _account(self, text: str) -> str | None:
        """The account by number, by name, or as the user said; a name that is none is asked about."""
        found = self.accounts.find(text)
        if found is not None:
            return found
        said = self.options.account_of(text)
        if said is not None and said not in {NEW_ACCOUNT, SAME_NAME}:
            return values.code_of(said) if values.code_of(said) in self.accounts.names else None
        like = self.accounts.like(text)
        if said == SAME_NAME and like is not None:
            return like
        if said == NEW_ACCOUNT and not (like is not None and self.options.accounts.get("") == NEW_ACCOUNT):
            code = values.code_of(text)
            name = self._beside.get(code, text.strip())
            self._made[code] = name
            self.accounts.add(code, name)
            return code
        return None

    def add_new_accounts(self, content: Content) -> None:
        """Put the accounts that were made of names before all rows that refer to them, and what is asked."""
        if self._made:
            rows = tuple(self._made.items())
            content.rows.insert(0, Rows("accounts", ("code",), ("code",), ("name",), rows))
        content.asked = tuple(self._asked.values())

    def own_codes(self, typed: Typed) -> Codes:
        """The numbers of a sheet of accounts: those of the book where a row is an account that it has.

        By number; where the sheet has none, by name; else as the user said. A name that only differs in legal
        form, width, case or spaces is told, and asked about.
        """
        names = typed.column("name")
        said = typed.fields.get("code")
        codes: Codes = list(said) if said is not None else [values.code_of(n or "") or None for n in names]
        loose: list[int] = []
        # In a book without accounts there is none that a row could be.
        numbered = enumerate(zip(codes, names, strict=True)) if self.known.accounts else ()
        for at, (code, name) in numbered:
            if code is None or not name or code in self.known.accounts or code in self.known.aliases:
                continue
            found = self._known.find(name) if said is None else None
            like = self._known.like(name)
            answer = self.options.account_of(name)
            if found is None and answer is not None and like is not None and answer == SAME_NAME:
                found = like
            elif found is None and answer is not None and values.code_of(answer) in self.known.accounts:
                found = values.code_of(answer)
            if found is not None:
                self.accounts.also[code] = codes[at] = found
            elif like is not None:
                self._ask(name, 1, settled=True, new=True)
                loose.append(at)
        for at in loose[: typed.several]:
            like = self._known.like(str(names[at])) or ""
            why = LIKE_NAME.format(value=names[at], like=self.known.accounts.get(like, ""), code=like)
            typed.problem(why, name="name", at=at, error=False, about="account")
        return codes

    def _ask(self, name: str, rows: int, *, settled: bool = False, new: bool = False) -> None:
        like = (self._known if new else self.accounts).like(name) or ""
        before = self._asked.get(value_key(name))
        if before is not None:
            rows += before.rows
        self._asked[value_key(name)] = Asked(
            name.strip(), like, self.accounts.names.get(like, ""), rows, settled, new
        )

    def event_codes(self, typed: Typed) -> Codes:
        """The event of each row, by code or by topic."""
        return self._references(typed, "event", self.events.find, UNKNOWN_EVENT, None, optional=True)

    def opportunity_codes(self, typed: Typed) -> Codes:
        """The opportunity of each row, by code or by name."""
        return self._references(
            typed, "opportunity", self.opportunities.find, UNKNOWN_OPPORTUNITY, None, optional=True
        )

    def handover_codes(self, typed: Typed) -> Codes:
        """The handover of each row."""
        return self._references(typed, "handover", self.handovers.find, UNKNOWN_HANDOVER, None, optional=True)

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
            return code if code in among else self.contract_names.find(text)

        return self._references(typed, "contract", find, UNKNOWN_CONTRACT, None, optional=True)

    def contact_codes(
        self, typed: Typed, accounts: Codes, *, needed: bool = False, unsaid: list[int] | None = None
    ) -> Codes:
        """The contact of each row, by code, or by name at the row's account, or by a name that only one has.

        A name that no contact has is a warning where the row can do without (``needed`` False): people write
        "吴总" there; such rows are added to ``unsaid``. A contact of another account than the row's is a
        warning.
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
        if unsaid is not None:
            unsaid += loose
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
        optional: bool, about: str = "",
    ) -> Codes:  # fmt: skip
        both = [typed.fields[each] for each in (name, f"{name}_name") if each in typed.fields]
        pairs = paired(both) if both else None
        if pairs is not None:
            coded = pairs.map(lambda pair: _first_found(pair, find))
            if None not in coded.values:
                return cast("Codes", coded)
        firsts, seconds = typed.column(name), typed.column(f"{name}_name")
        by_pair = {pair: _first_found(pair, find) for pair in distinct(zip(firsts, seconds, strict=True))}
        found = [by_pair[pair] for pair in zip(firsts, seconds, strict=True)]
        if None in found:
            said = [bool(first or second) for first, second in zip(firsts, seconds, strict=True)]
            column = name if name in typed.fields else f"{name}_name"
            places = _places(code is None and s for code, s in zip(found, said, strict=True))
            if about == "account":
                self._tell_accounts(typed, column, places, firsts, seconds)
            else:
                typed.problem_each(unknown, column, places)
            if missing is not None and not optional and column in typed.fields:
                typed.problem_each(missing, column, _places(not s for s in said))
        return found if pairs is None else cast("Codes", coded)

    def _tell_accounts(
        self,
        typed: Typed,
        column: str,
        places: list[int],
        firsts: Sequence[str | None],
        seconds: Sequence[str | None],
    ) -> None:
        """Accounts that are not there, each with the one that the name suggests."""
        by_name: dict[str, list[int]] = {}
        for at in places:
            by_name.setdefault(str(seconds[at] or firsts[at]), []).append(at)
        plain: list[int] = []
        for name, where in by_name.items():
            self._ask(name, len(where))
            like = self.accounts.like(name)
            if like is None:
                plain += where
                continue
            why = LIKE_ACCOUNT.format(value=name, like=self.accounts.names[like], code=like)
            named = f"{column}_name" if f"{column}_name" in typed.fields and not firsts[where[0]] else column
            for at in where[: typed.several]:
                typed.problem(why, name=named, at=at, value=name, about="account")
        typed.problem_each(UNKNOWN_ACCOUNT, column, sorted(plain), about="account")


def _first_found(pair: tuple[str | None, ...], find: Callable[[str], str | None]) -> str | None:
    return next((code for text in pair if text and (code := find(text)) is not None), None)


def _places(flags: Iterable[bool]) -> list[int]:
    return [at for at, flag in enumerate(flags) if flag]


LIKE_NAME = Text(
    "“{value}”与客户书里的“{like}”（{code}）名称相近，将作为另一个客户导入；是同一个请用 --account 指明",
    "“{value}” is like “{like}” ({code}) in the book, and becomes another account; "
    "if it is the same, say so by --account",
)
LIKE_ACCOUNT = Text(
    "没有“{value}”这个客户；是不是“{like}”（{code}）？请用 --account 确认",
    "there is no account “{value}”; is it “{like}” ({code})? Say so by --account",
)
UNKNOWN_ACCOUNT = Text("没有“{value}”这个客户", "there is no account “{value}”")
NO_ACCOUNT = Text("缺少客户", "the account is missing")
UNKNOWN_EVENT = Text("没有“{value}”这个活动", "there is no event “{value}”")
UNKNOWN_OPPORTUNITY = Text("没有“{value}”这个商机", "there is no opportunity “{value}”")
UNKNOWN_HANDOVER = Text("没有“{value}”这次交接", "there is no handover “{value}”")
UNKNOWN_CONTRACT = Text("没有“{value}”这份合同", "there is no contract “{value}”")
UNKNOWN_CONTACT = Text("没有“{value}”这个联系人", "there is no contact “{value}”")
UNKNOWN_CONTACT_LEFT_EMPTY = Text(
    "联系人里没有“{value}”，或不止一位：新行留空，已有的行不改",
    "there is no contact “{value}”, or more than one: empty in new rows, unchanged in those of the book",
)
FOREIGN_CONTACT = Text("“{value}”是另一个客户的联系人", "“{value}” is a contact of another account")
