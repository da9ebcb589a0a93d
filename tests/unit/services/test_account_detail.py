"""The page of one account against the metrics module and against plain counts of the book's rows."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.health import BANDS, band
from csmdesk.domain.scope import Scope
from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.services.account_detail import Desk
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.account_evidence import evidence
from csmdesk.services.account_head import after_touch
from csmdesk.services.account_health import rescaled_weights, turns
from csmdesk.services.account_people import BIRTHDAY_DAYS
from csmdesk.services.account_tickets import span
from csmdesk.services.account_view import AccountDetail
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into

EDGE = Path(__file__).parents[2] / "golden/edge"
PERIOD = "2024H1"
CLOSING = date(2024, 6, 30)
LANTU = "KH1021"


@pytest.fixture(scope="module")
def golden(sample_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book, only read."""
    place = shutil.copytree(sample_original, tmp_path_factory.mktemp("golden") / "book")
    with Book.open(Path(place)) as book:
        yield book


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The edge book, only read."""
    with Book.create(tmp_path_factory.mktemp("edge") / "book").book as book:
        import_into(book, EDGE)
        yield book


@pytest.fixture(params=["golden", "edge"])
def either(request: pytest.FixtureRequest) -> Book:
    """The sample book and the edge book."""
    found: Book = request.getfixturevalue(request.param)
    return found


def rows(book: Book, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the book says, by plain SQL."""
    with book.reading() as connection:
        return list(connection.execute(sql, values).fetchall())


def write(book: Book, *statements: str) -> None:
    """Change the book by SQL, as one operation."""

    def work(connection: Any) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    book.store.run(Op.EDIT_ACCOUNT, work)


def account_id(book: Book, code: str) -> int:
    return int(rows(book, "SELECT id FROM accounts WHERE code = ?", code)[0][0])


def detail_of(
    book: Book, code: str, as_of: date | None = None, language: Language = "zh", period: str = PERIOD
) -> AccountDetail:
    """The page of an account, counted anew."""
    found = Desk(book, period, as_of).detail(account_id(book, code), language)
    assert found is not None
    return found


def details(book: Book, as_of: date | None = None) -> list[AccountDetail]:
    """The pages of all accounts."""
    desk = Desk(book, PERIOD, as_of)
    return [d for a in desk.basis.facts.accounts if (d := desk.detail(a.id, "zh")) is not None]


# --- every figure is the metrics' own -----------------------------------------------------------------------


@pytest.mark.parametrize("as_of", [None, date(2024, 5, 31), date(2024, 4, 7)])
def test_usage_and_tickets_show_the_metrics_values_of_the_account_alone(
    either: Book, as_of: date | None
) -> None:
    keys = ["usage_depth", "feature_breadth", "core_feature_depth", "issue_on_time"]
    shown = 0
    for detail in details(either, as_of):
        alone = figures(either, PERIOD, as_of, Scope(accounts=frozenset({detail.code})), keys).figures
        for card in (*detail.use.figures, *detail.tickets.figures):
            key = card.key.removeprefix("metric:")
            if key in alone:
                shown += 1
                assert card.value == display.figure_value(alone[key], "zh"), (detail.code, key)
    assert shown > 10


def test_touches_by_channel_are_those_of_the_metric(either: Book) -> None:
    for detail in details(either):
        alone = figures(either, PERIOD, None, Scope(accounts=frozenset({detail.code})), ["activity_counts"])
        assert dict(detail.touches.counts) == alone.figures["activity_counts"].parts["by_channel"]


def test_health_is_the_weighted_mean_of_the_dimensions_that_count(either: Book) -> None:
    desk = Desk(either, PERIOD, None)
    scored = 0
    for account, line in desk.lines.items():
        weights = rescaled_weights(desk, account)
        newest = desk.scores.get(account, [])
        scores = {r.dimension_id: Fraction(r.score_milli, 1000) for r in newest if r.day == newest[0].day}
        if line.health is not None:
            scored += 1
            assert sum((weights[d] * scores[d] for d in weights), Fraction(0)) == line.health
    assert scored > 0


def test_the_curve_has_the_score_of_every_day_it_shows(either: Book) -> None:
    desk = Desk(either, PERIOD, None)
    for account in desk.basis.facts.accounts:
        detail = desk.detail(account.id, "zh")
        assert detail is not None
        for point in detail.curve:
            score = desk.basis.score(account.id, point.day).score.value
            assert point.value == (None if score is None else float(score))
        if detail.curve:
            assert detail.curve[-1].value == pytest.approx(
                None if desk.lines[account.id].health is None else float(desk.lines[account.id].health or 0)
            )


def test_every_figure_of_every_page_has_evidence_with_the_same_value(either: Book) -> None:
    desk = Desk(either, PERIOD, None)
    opened = 0
    for detail in details(either):
        cards = [*detail.figures, *detail.use.figures, *detail.tickets.figures]
        keys = {card.key: card.value for card in cards}
        keys |= {line.key: line.annual for line in detail.contracts}
        keys |= {line.key: line.score for line in detail.dimensions if line.share is not None}
        for key, value in keys.items():
            view = evidence(desk, detail.id, key, "zh")
            assert view is not None, key
            if key in {"decision", "touch"}:  # the panel writes the year of a day where it is another one
                assert view.value.endswith(value.removeprefix("23-")) or value == "—"
            else:
                assert view.value == value, (detail.code, key)
            opened += 1
        for ticket in detail.tickets.lines:
            view = evidence(desk, detail.id, ticket.key, "zh")
            assert view is not None
            assert view.value == ticket.state
    assert opened > 50


# --- plain recounts -----------------------------------------------------------------------------------------


def test_tabs_count_what_there_is_by_the_as_of_day(golden: Book) -> None:
    as_of = date(2024, 4, 30)
    for detail in details(golden, as_of):
        day, account = as_of.isoformat(), detail.id
        contracts = (
            "SELECT count(*) FROM contracts WHERE account_id = ? AND coalesce(signed_day, start_day) <= ?"
        )
        touches = "SELECT count(*) FROM touches WHERE account_id = ? AND day <= ?"
        tickets = "SELECT count(*) FROM tickets WHERE account_id = ? AND substr(opened_at, 1, 10) <= ?"
        assert detail.counts["contracts"] == rows(golden, contracts, account, day)[0][0]
        assert detail.counts["touches"] == rows(golden, touches, account, day)[0][0]
        assert detail.counts["tickets"] == rows(golden, tickets, account, day)[0][0]
        people = rows(golden, "SELECT count(*) FROM contacts WHERE account_id = ?", account)[0][0]
        assert len(detail.contacts) == people


def test_received_and_rest_are_the_sums_of_the_receipts(golden: Book) -> None:
    checked = 0
    for detail in details(golden):
        for line in detail.contracts:
            amount, currency = rows(
                golden, "SELECT amount_fen, currency FROM contracts WHERE id = ?", line.id
            )[0]
            got = rows(
                golden,
                "SELECT sum(amount_fen), sum(discount_fen) FROM receipts "
                "WHERE contract_id = ? AND received_day <= '2024-06-30'",
                line.id,
            )[0]
            known = rows(golden, "SELECT count(*) FROM receipts WHERE contract_id = ?", line.id)[0][0]
            if not known:
                assert (line.received, line.share) == ("无回款记录", None)
                continue
            checked += 1
            came, discount = got[0] or 0, got[1] or 0
            said = f"已收 {display.money(Fraction(came, 100), 'zh', currency)}"
            rest = amount - came - discount
            if rest > 0:
                said += f"，未收 {display.money(Fraction(rest, 100), 'zh', currency)}"
            assert line.received == said
    assert checked == rows(golden, "SELECT count(DISTINCT contract_id) FROM receipts")[0][0]


def test_the_depth_of_a_month_is_the_mean_over_its_days(golden: Book) -> None:
    detail = detail_of(golden, LANTU)
    module = int(detail.use.lines[0].key.removeprefix("usage:"))
    first, last = date(2024, 6, 1).toordinal(), CLOSING.toordinal()
    days = rows(
        golden,
        "SELECT active, provisioned FROM usage "
        "WHERE account_id = ? AND module_id = ? AND day BETWEEN ? AND ?",
        detail.id,
        module,
        first,
        last,
    )
    mean = sum((Fraction(a, p) for a, p in days), Fraction(0)) / len(days)
    assert detail.use.lines[0].trend[-1] == pytest.approx(float(mean))
    assert detail.use.lines[0].trend[:6] == (None,) * 6  # the book has usage from January on


def test_all_that_happened_is_on_the_timeline_once(golden: Book) -> None:
    """Kind by kind, for every account, by plain counts."""
    day = CLOSING.isoformat()
    counts = {
        "touch": "SELECT count(*) FROM touches WHERE account_id = ?1 AND day <= ?2",
        "receipt": "SELECT count(*) FROM receipts r JOIN contracts c ON c.id = contract_id "
        "WHERE account_id = ?1 AND received_day <= ?2",
        "survey": "SELECT count(*) FROM surveys WHERE account_id = ?1 AND day <= ?2",
        "suggestion": "SELECT count(*) FROM suggestions WHERE account_id = ?1 AND day <= ?2",
        "event": "SELECT count(DISTINCT e.id) FROM attendance t JOIN contacts c ON c.id = contact_id "
        "JOIN events e ON e.id = event_id WHERE account_id = ?1 AND e.day <= ?2",
        "workshop": "SELECT count(*) FROM workshops w JOIN contracts c ON c.id = contract_id "
        "WHERE account_id = ?1 AND w.day <= ?2",
        "ticket": "SELECT "
        "(SELECT count(*) FROM tickets WHERE account_id = ?1 AND substr(opened_at, 1, 10) <= ?2)"
        " + (SELECT count(*) FROM tickets WHERE account_id = ?1 AND substr(resolved_at, 1, 10) <= ?2)",
        "deal": "SELECT (SELECT count(*) FROM leads WHERE account_id = ?1 AND day <= ?2)"
        " + (SELECT count(*) FROM opportunities WHERE account_id = ?1 AND stage = 'won' AND won_day <= ?2)",
        "account": "SELECT coalesce(handover_day <= ?2, 0) + coalesce(activated_day <= ?2, 0) "
        "FROM accounts WHERE id = ?1",
    }
    total: Counter[str] = Counter()
    for detail in details(golden):
        found = Counter(item.kind for item in detail.timeline)
        for kind, sql in counts.items():
            assert found[kind] == rows(golden, sql, detail.id, day)[0][0], (detail.code, kind)
        total += found
    assert all(total[kind] for kind in counts)
    assert dict(detail_of(golden, LANTU).kinds).keys() <= total.keys()


def test_the_timeline_ends_at_the_as_of_day_and_runs_backwards(either: Book) -> None:
    as_of = date(2024, 3, 31)
    for detail in details(either, as_of):
        days = [_full(item.day, as_of) for item in detail.timeline]
        assert days == sorted(days, reverse=True)
        assert all(day <= as_of for day in days)


def _full(day: str, around: date) -> date:
    return date.fromisoformat(f"{around.year}-{day}" if len(day) == 5 else f"20{day}")


# --- words and marks ----------------------------------------------------------------------------------------


def test_the_head_says_since_when_an_account_is_red(golden: Book) -> None:
    detail = detail_of(golden, LANTU)
    assert [figure.note for figure in detail.figures][1] == "红，自去年 12 月"
    assert detail.timeline[-1].kind == "account"
    first = next(item for item in detail.timeline if item.kind == "health")
    assert (first.day, first.words, first.mark) == ("23-12-31", "首次评分 48.2，红", "red")


def test_a_turn_into_another_band_is_told_with_both_scores(golden: Book) -> None:
    desk = Desk(golden, PERIOD, None)
    for detail in details(golden):
        told = [item for item in detail.timeline if item.kind == "health"]
        bands = [band(turn.value, BANDS) for turn in turns(desk, detail.id)]
        changes = sum(a is not b for a, b in zip([None, *bands], bands, strict=False))
        assert len(told) == changes


def test_a_broken_cadence_is_said_in_words(golden: Book) -> None:
    desk = Desk(golden, PERIOD, None)
    late = 0
    for detail in details(golden):
        line, card = desk.lines[detail.id], detail.figures[3]
        assert card.late is line.cadence_broken
        if line.cadence_broken and line.last_touch is not None:
            over = (CLOSING - line.last_touch).days - line.cadence_days
            assert card.note.endswith(f"超 {over} 天")
            assert card.mark == "yellow"
            late += 1
    assert late


def test_a_touch_that_was_just_saved_stands_in_the_head(golden: Book) -> None:
    detail = detail_of(golden, LANTU)
    newer = after_touch(detail, CLOSING, "zh")
    assert newer.figures[3].value == "06-30"
    assert newer.figures[3].note == "今天，节奏 30 天"
    assert newer.figures[:3] == detail.figures[:3]
    assert after_touch(detail, date(2024, 6, 1), "zh") is detail  # an older one changes nothing
    assert after_touch(detail, date(2024, 7, 1), "zh") is detail  # nor one after the as-of day


def test_no_figure_in_english_has_chinese_words(golden: Book) -> None:
    detail = detail_of(golden, LANTU, language="en")
    cards = [*detail.figures, *detail.use.figures, *detail.tickets.figures]
    said = [word for card in cards for word in (card.label, card.value, card.note)]
    said += [w for c in detail.contracts for w in (c.state, c.days, c.amount, c.notice, c.links, c.received)]
    said += [w for t in detail.tickets.lines for w in (t.state, t.days)]
    said += [w for c in detail.contacts for w in (c.birthday, c.left, c.touched)]
    said += [detail.health_note, detail.usage_note, detail.use.months, detail.touches.note]
    said += [name for _, name in detail.kinds]
    assert [word for word in said if not word.isascii() and any("一" <= c <= "鿿" for c in word)] == []


def test_an_inferred_renewal_is_marked(sample: Book) -> None:
    write(sample, "UPDATE renewal_links SET inferred = 1")
    lines = {line.code: line for line in detail_of(sample, LANTU).contracts}
    assert lines["HT00107"].state == "已续 HT00108（推断）"
    assert lines["HT00041"].links == "续自 HT00040（推断）"


def test_a_loss_without_a_reason_says_so(sample: Book) -> None:
    write(sample, "UPDATE contracts SET lost_day = '2024-06-10' WHERE code = 'HT00160'")
    detail = detail_of(sample, LANTU)
    line = next(line for line in detail.contracts if line.code == "HT00160")
    assert (line.mark, line.state) == ("lost", "未续，未填原因")
    assert ("06-10", "HT00160，未续，未填原因") in [(i.day, i.words) for i in detail.timeline]


# --- health: coverage, overrides ----------------------------------------------------------------------------


def test_a_missing_dimension_is_left_out_and_the_weights_rescaled(sample: Book) -> None:
    account = account_id(sample, LANTU)
    write(
        sample,
        f"DELETE FROM health_scores WHERE account_id = {account} AND dimension_id = 4 AND day = '2024-06-30'",
    )
    detail = detail_of(sample, LANTU)
    assert [(d.weight, d.score, d.note) for d in detail.dimensions] == [
        ("0.44", "62", ""),
        ("0.33", "58", ""),
        ("0.22", "64", ""),
        ("0.1", "—", "05-31 的 60，未计入"),
    ]
    assert detail.health_note == "覆盖 3/4，权重按 90% 换算，最旧 06-30"
    mean = Fraction(62 * 4 + 58 * 3 + 64 * 2, 9)
    assert detail.figures[1].value == display.health(mean)


def test_below_half_the_weight_the_account_is_unscored(sample: Book) -> None:
    account = account_id(sample, LANTU)
    write(
        sample,
        f"DELETE FROM health_scores WHERE account_id = {account} AND dimension_id IN (1, 2) "
        "AND day = '2024-06-30'",
    )
    detail = detail_of(sample, LANTU)
    assert (detail.mark, detail.figures[1].value, detail.figures[1].note) == ("unscored", "—", "未评")
    assert "权重只有 30%，未评" in detail.health_note
    assert detail.curve[-1].value is None


def test_a_score_typed_by_hand_counts_until_it_expires(sample: Book) -> None:
    edits = AccountEdits(sample, lambda: CLOSING)
    account = account_id(sample, LANTU)
    edits.override(account, "75", "CIO 承诺续约", "2024-06-20", date(2024, 6, 5))
    during = detail_of(sample, LANTU, date(2024, 6, 15))
    assert (during.mark, during.figures[1].value) == ("yellow", "75.0")
    assert during.figures[1].note == "黄，人工到 06-20"
    (line,) = during.overrides
    assert (line.score, line.in_force) == ("75.0", True)
    assert line.words == "CIO 承诺续约（本人 06-05 填写，有效到 06-20）"
    assert during.curve[-1].override
    after = detail_of(sample, LANTU)
    assert (after.mark, after.figures[1].value) == ("red", "59.7")
    assert not after.overrides[0].in_force
    # Red again since the day after the override, and not since December.
    assert after.figures[1].note == "红，自 6 月"
    told = [(i.day, i.words) for i in after.timeline if i.kind == "health"][:3]
    assert told[0] == ("06-21", "健康度转红 40.3，之前 75.0")
    assert ("06-05", "人工改健康度为 75.0，到 06-20，CIO 承诺续约") in told


# --- tickets ------------------------------------------------------------------------------------------------


def test_tickets_that_wait_come_first_with_what_is_late(sample: Book) -> None:
    account = account_id(sample, LANTU)
    write(
        sample,
        f"DELETE FROM tickets WHERE account_id = {account}",
        "INSERT INTO tickets (code, account_id, title, severity, opened_at, due_at, resolved_at, level) "
        "VALUES "
        f"('A', {account}, '按时', 'P1', '2024-06-01 09:00', '2024-06-02 09:00', '2024-06-02 09:00', 1),"
        f"('B', {account}, '迟了', 'P1', '2024-06-03 09:00', '2024-06-04 09:00', '2024-06-04 10:30', 2),"
        f"('C', {account}, '逾期', 'P2', '2024-06-05 09:00', '2024-06-20 09:00', NULL, 3),"
        f"('D', {account}, '未到期', 'P3', '2024-06-29 09:00', '2024-07-05 09:00', NULL, NULL),"
        f"('E', {account}, '无时限', 'P3', '2024-06-28 09:00', NULL, NULL, 1),"
        f"('F', {account}, '以后解决', 'P1', '2024-06-10 09:00', '2024-06-12 09:00', '2024-07-02 09:00', 1)",
    )
    page = detail_of(sample, LANTU).tickets
    assert [(t.code, t.mark, t.state) for t in page.lines] == [
        ("F", "red", "逾期 18 天"),
        ("C", "red", "逾期 10 天"),
        ("D", "unscored", "还剩 4 天"),
        ("E", "unscored", "未解决，无时限"),
        ("B", "yellow", "迟 1 小时"),
        ("A", "green", "按时"),
    ]
    assert [t.open for t in page.lines] == [True, True, True, True, False, False]
    assert page.lines[1].facts == "C · P2 · 升级 3 级"
    assert [(f.value, f.note) for f in page.figures][:2] == [("4", "其中逾期 2"), ("25%", "1/4 按时")]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(30, "1 分钟"), (3599, "59 分钟"), (3600, "1 小时"), (172_799, "47 小时"), (172_800, "2 天")],
)
def test_lengths_of_time(seconds: float, words: str) -> None:
    assert span(seconds).zh == words


# --- people -------------------------------------------------------------------------------------------------


def test_executives_come_first_and_those_who_left_last(sample: Book) -> None:
    edits = AccountEdits(sample, lambda: CLOSING)
    before = detail_of(sample, LANTU).contacts
    assert [c.executive for c in before] == [True, True, False]
    edits.contact_left(before[0].id, date(2024, 6, 12))
    after = detail_of(sample, LANTU)
    assert [c.name for c in after.contacts] == [before[1].name, before[2].name, before[0].name]
    assert after.contacts[-1].left == "06-12 离任"
    assert after.contacts[-1].birthday == ""
    assert after.counts["contacts"] == 2
    assert after.risks[0].mark == "yellow"
    assert after.risks[0].words == f"CMO {before[0].name} 06-12 离任，暂无接任者"
    earlier = detail_of(sample, LANTU, date(2024, 6, 11))
    assert earlier.contacts == detail_of(sample, LANTU, date(2024, 6, 11)).contacts
    assert not earlier.risks
    assert all(not contact.left for contact in earlier.contacts)


def test_a_birthday_within_thirty_days_is_marked(sample: Book) -> None:
    account = account_id(sample, LANTU)
    one, two, three = (
        row[0] for row in rows(sample, "SELECT id FROM contacts WHERE account_id = ?", account)
    )
    last = date.fromordinal(CLOSING.toordinal() + BIRTHDAY_DAYS)
    write(
        sample,
        f"UPDATE contacts SET birthday = '1980-06-30' WHERE id = {one}",
        f"UPDATE contacts SET birthday = '1980-{last:%m-%d}' WHERE id = {two}",
        f"UPDATE contacts SET birthday = '1980-07-31' WHERE id = {three}",
    )
    found = {c.id: (c.cake, c.birthday) for c in detail_of(sample, LANTU).contacts}
    assert found == {
        one: (True, "06-30，今天"),
        two: (True, "07-30，30 天后"),
        three: (False, "生日 07-31"),
    }


def test_a_touch_with_a_person_is_told_where_the_person_is(sample: Book) -> None:
    detail = detail_of(sample, LANTU)
    person = detail.contacts[0]
    write(
        sample,
        f"UPDATE touches SET contact_id = {person.id}, note = '聊续约\n三年' "
        f"WHERE id = {detail.touches.lines[0].id}",
    )
    detail = detail_of(sample, LANTU)
    assert detail.contacts[0].touched == "触达 10 天前"
    assert detail.touches.lines[0].contact == person.name
    assert detail.touches.lines[0].note == "聊续约\n三年"
    touch = next(item for item in detail.timeline if item.kind == "touch")
    assert touch.words == f"拜访，与 {person.name}，聊续约 三年"


def test_a_contact_typed_in_is_on_the_timeline_on_its_day(sample: Book) -> None:
    edits = AccountEdits(sample)
    account = account_id(sample, LANTU)
    edits.save_contact(
        account, None, edits.contact(detail_of(sample, LANTU).contacts[0].id)._replace(name="新来")
    )
    from csmdesk.domain.period import today

    now = detail_of(sample, LANTU, today(), period=str(today().year))
    assert "新增联系人 新来 CMO" in [item.words for item in now.timeline if item.kind == "contact"]
    assert "contact" not in {item.kind for item in detail_of(sample, LANTU).timeline}


# --- the account without anything ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_account_has_a_page_of_its_own(sample: Book, language: Language) -> None:
    AccountEdits(sample, lambda: CLOSING).new({"name": "空空如也", "code": "KH9"})
    detail = detail_of(sample, "KH9", language=language)
    assert set(detail.counts.values()) == {0}
    assert not detail.curve
    assert not detail.timeline
    assert all(line.share is None for line in detail.dimensions)
    assert detail.mark == "unscored"
    desk = Desk(sample, PERIOD, None)
    for card in detail.figures:
        assert evidence(desk, detail.id, card.key, language) is not None


def test_computed_high_value_is_said_where_nothing_is_stated(sample: Book) -> None:
    write(sample, "UPDATE accounts SET segment = ''")
    facts = [detail.facts for detail in details(sample)]
    high = len(Desk(sample, PERIOD, None).basis.high_value)
    assert sum("高价值（按收入）" in words for words in facts) == high > 0


def test_a_stated_segment_that_the_revenue_contradicts_is_said_beside_it(sample: Book) -> None:
    high = Desk(sample, PERIOD, None).basis.high_value
    write(sample, "UPDATE accounts SET segment = '稳定'")
    found = {detail.id: detail.facts for detail in details(sample)}
    assert {key for key, facts in found.items() if "稳定（按收入是高价值）" in facts} == high != set()
    write(sample, "UPDATE accounts SET segment = '高价值'")
    found = {detail.id: detail.facts for detail in details(sample)}
    assert {key for key, facts in found.items() if "高价值（按收入不是）" not in facts} == high
