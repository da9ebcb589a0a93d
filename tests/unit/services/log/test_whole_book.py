"""The log's own tables where whole accounts and persons are concerned: merging, erasing, dossier, numbers."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.domain.text import Language
from csmdesk.reports.document import Heading, Table
from csmdesk.reports.dossier import dossier
from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.accounts import Accounts
from csmdesk.services.erase_person import Erasing
from csmdesk.services.identities import identities
from csmdesk.services.log.log import Log
from csmdesk.services.todos import Todos
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into
from tests.unit.services.log.records import KINDS, NOW, TYPED, shown, words
from tests.unit.services.sample import FILES, expect_exact_undo, row
from tests.unit.storage.making import rows_of

TABLES = ("touches", "leads", "opportunities", "suggestions", "requests", "cases", "handovers", "own_time")


def one_of_each(log: Log) -> dict[str, int]:
    return {key: log.kinds[key].new(TYPED[key])[0] for key in KINDS}


def test_a_merged_account_brings_its_records_along(log: Log, sample: Book) -> None:
    made = one_of_each(log)
    ((account,),) = rows_of(sample, "SELECT id FROM accounts WHERE name = '岚图家居'")
    before = {table: rows_of(sample, f"SELECT count(*) FROM {table}") for table in TABLES}
    with expect_exact_undo(sample):
        AccountMoves(sample).merge(2, [account])
    name = row(sample, "accounts", 2)["name"]
    assert {key: words(log.kinds[key], each)["account"] for key, each in made.items() if key != "event"} == (
        dict.fromkeys(set(KINDS) - {"event"}, name)
    )
    assert {table: rows_of(sample, f"SELECT count(*) FROM {table}") for table in TABLES} == before


def test_a_person_is_erased_from_every_record(log: Log, sample: Book) -> None:
    name, account, contact = rows_of(
        sample,
        "SELECT c.name, a.name, c.id FROM contacts c JOIN accounts a ON a.id = account_id "
        "WHERE (SELECT count(*) FROM contacts n WHERE n.name = c.name) = 1 ORDER BY c.id LIMIT 1",
    )[0]
    event, _ = log.events.new({**TYPED["event"], "note": f"{name} 主持"})
    log.events.set_guests(event, {contact: "yes"})
    log.kinds["case"].new({**TYPED["case"], "account": account, "note": f"{name} 已同意"})
    request, _ = log.kinds["request"].new({**TYPED["request"], "account": account, "note": f"找 {name}"})
    handover, _ = log.handovers.new({"account": account, "note": name})
    log.handovers.items.add(handover, {"name": f"见 {name}"})
    log.kinds["own_time"].new({**TYPED["own_time"], "account": account, "note": f"见 {name}"})
    found = {trace.what.zh: trace.rows for trace in Erasing(sample).traces(contact).found}
    assert {"活动", "客户案例", "顾问需求", "个人时间"} <= found.keys()
    assert found["销售交接"] == 2
    Erasing(sample).erase(contact)
    for kind in log.kinds.values():
        assert all(name not in word for row in kind.rows(None, None, "zh").rows for word in row.words)
    assert all(name not in each.words[0] for each in log.handovers.items.of(handover, None, "zh").rows)
    # Who was invited counts still, without a name.
    assert [guest.contact_id for guest in log.events.guests(event)] == [contact]
    assert log.kinds["request"].row(request, None, "zh") is not None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dossier_tells_what_the_log_holds(log: Log, sample: Book, language: Language) -> None:
    one_of_each(log)
    accounts = Accounts(sample)
    ((account,),) = rows_of(sample, "SELECT id FROM accounts WHERE name = '岚图家居'")
    matters = accounts.matters([account, 2], None, language)
    kinds = ("opportunity", "lead", "suggestion", "request", "case", "handover")
    assert [matter.name for matter in matters[account]] == [log.kinds[key].name.to(language) for key in kinds]
    detail = accounts.detail(account, "2024H1", None, language)
    assert detail is not None
    made = dossier(detail, language, book="书", matters=matters[account])
    captions = [block.caption for block in made.blocks if isinstance(block, Table)]
    assert {matter.name for matter in matters[account]} <= set(captions)
    assert "matters" in [block.anchor for block in made.blocks if isinstance(block, Heading)]
    plain = dossier(detail, language, book="书")
    assert "matters" not in [block.anchor for block in plain.blocks if isinstance(block, Heading)]


def test_colleagues_and_numbers_can_be_redacted(log: Log, sample: Book) -> None:
    log.kinds["request"].new({**TYPED["request"], "consultant": "周启明"})
    log.kinds["case"].new({**TYPED["case"], "given_to": "李建国"})
    log.handovers.new({**TYPED["handover"], "from_owner": "张晓东"})
    found = identities(sample).all
    assert {"周启明", "李建国", "张晓东"} <= {each.name for each in found if each.kind == "colleague"}
    assert {each.name for each in found if each.kind == "cases"} == {"AL-001"}


def test_importing_the_files_again_leaves_her_own_records_alone(log: Log, sample: Book) -> None:
    made = one_of_each(log)
    before = {key: shown(log.kinds[key], each) for key, each in made.items()}
    import_into(sample, FILES)
    assert {key: shown(log.kinds[key], each) for key, each in made.items()} == before


def test_what_is_planned_and_asked_for_is_in_todays_list(log: Log, sample: Book) -> None:
    todos = Todos(sample, Accounts(sample), lambda: date(2031, 1, 1))
    before = todos.states("2024H1", NOW.date())
    event, _ = log.events.new({**TYPED["event"], "day": "2024-07-04", "people": "2", "topic_vote_day": ""})
    request, _ = log.kinds["request"].new(TYPED["request"])
    other, _ = log.kinds["request"].new({**TYPED["request"], "needed_day": "2024-07-04"})
    handover, _ = log.handovers.new({**TYPED["handover"], "due_day": "2024-07-02"})
    after = Todos(sample, Accounts(sample), lambda: date(2031, 1, 1)).states("2024H1", NOW.date())
    new = {(key.rule, key.id) for key in after.keys() - before.keys()}
    assert {
        ("salon_topic", event),
        ("request", request),
        ("request", other),
        ("clash", other),
        ("handover", handover),
    } <= new
    # Two executives who will come are enough for two people.
    assert states_of(sample, "salon_executives", event) == "due"
    people = rows_of(sample, "SELECT id FROM contacts WHERE executive = 1 ORDER BY id LIMIT 1")
    log.events.set_guests(event, {people[0][0]: "yes"})
    assert states_of(sample, "salon_executives", event) == "done"


def states_of(book: Book, rule: str, key: int) -> str:
    found = Todos(book, Accounts(book), lambda: date(2031, 1, 1)).states("2024H1", NOW.date())
    return next(state.value for todo, state in found.items() if (todo.rule, todo.id) == (rule, key))
