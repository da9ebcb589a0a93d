"""The settings of a book: what is kept, what is refused and with which sentence, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.health import Band
from csmdesk.domain.rules import HIGH_VALUE, Rules
from csmdesk.services.account_views import AccountViews, ListView
from csmdesk.services.figures import account_figures, basis_of, figures, rules_of
from csmdesk.services.settings import Settings
from csmdesk.services.settings_rules import RULES, Area, Unit, rule
from csmdesk.services.settings_values import kept
from csmdesk.storage.book import Book
from tests.books import make_book
from tests.unit.importers.making import digest_of, rows_of

PERIOD = "2024H1"
TYPED = [key for key, spec in RULES.items() if spec.unit is not Unit.BY_SEGMENT]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book of 30 accounts with contracts, scores and touches."""
    made = make_book(tmp_path / "book", 30)
    yield made
    made.close()


@pytest.fixture
def own(book: Book) -> Settings:
    """The settings of that book."""
    return Settings(book)


def refused(change: Callable[[], Any]) -> str:
    """The sentence with which a change is refused."""
    with pytest.raises(UserError) as told:
        change()
    return told.value.text.zh


def assert_can_be_undone(book: Book, change: Callable[[], Changes], label: str) -> None:
    """The change is one step with this name; undo and redo go back and forth between two equal states."""
    before = digest_of(book)
    changes = change()
    assert not changes.empty
    after = digest_of(book)
    assert after != before
    named = book.store.undo_label
    assert named is not None
    assert named.zh == label
    assert book.store.history(1)[0].op == Op.EDIT_SETTING
    book.store.undo()
    assert digest_of(book) == before
    book.store.redo()
    assert digest_of(book) == after


# --- rules --------------------------------------------------------------------------------------------------


def test_every_number_of_the_rules_can_be_set() -> None:
    assert set(RULES) == {field.name for field in fields(Rules)}
    assert {spec.area for spec in RULES.values()} == set(Area)


@pytest.mark.parametrize("key", TYPED)
def test_a_default_lies_within_its_own_limits_and_reads_back(key: str) -> None:
    spec = rule(key)
    assert spec.read(spec.typed(spec.default)) == spec.default
    assert type(spec.read(spec.typed(spec.default))) is type(spec.default)
    for language in ("zh", "en"):
        assert spec.name.to(language)
        assert spec.about.to(language).endswith("。" if language == "zh" else ".")


def test_a_rule_is_kept_read_undone_and_redone(book: Book, own: Settings) -> None:
    assert own.state().own == frozenset()
    assert_can_be_undone(book, lambda: own.set_rule("early_days", " 45 天"), "改规则：提前天数 45 天")
    state = own.state()
    assert state.rules.early_days == 45
    assert state.own == {"early_days"}
    assert rules_of(book) == state.rules
    assert figures(book, PERIOD, keys=["acv"]).rules.early_days == 45


def test_a_share_is_typed_in_percent_and_kept_exactly(book: Book, own: Settings) -> None:
    own.set_rule("financing_rate", "３.35％")
    assert rules_of(book).financing_rate == Fraction(335, 10_000)
    assert rows_of(book, "SELECT value FROM settings") == [("0.0335",)]
    assert rule("financing_rate").typed(rules_of(book).financing_rate) == "3.35"


def test_the_default_leaves_no_row(book: Book, own: Settings) -> None:
    before = digest_of(book)
    own.set_rule("salon_people", "40")
    own.set_rule("salon_people", "30")
    assert rows_of(book, "SELECT key FROM settings") == []
    own.set_rule("salon_people", "40")
    assert_can_be_undone(book, lambda: own.reset_rule("salon_people"), "改规则：人数上限 30 人")
    assert rows_of(book, "SELECT key FROM settings") == []
    assert len(before) == len(digest_of(book))


def test_several_rules_go_back_to_their_defaults_in_one_step(book: Book, own: Settings) -> None:
    own.set_rule("salon_people", "40")
    own.set_rule("workshop_days", "60")
    own.set_rule("early_days", "20")
    assert_can_be_undone(
        book, lambda: own.reset_rules(frozenset({"salon_people", "workshop_days"})), "恢复默认规则"
    )
    assert own.state().own == {"early_days"}


def test_the_same_value_again_is_no_step(book: Book, own: Settings) -> None:
    own.set_rule("early_days", "45")
    assert own.set_rule("early_days", "45").empty
    assert own.reset_rule("salon_people").empty
    assert len(book.store.history()) == 1


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("early_days", "0", "“提前天数”要在 1–365 天之间，现在是 0。"),
        ("early_days", "四十", "“四十”不是数字，“提前天数”请填 1–365 天。"),
        ("early_days", "30.5", "“提前天数”要填整数，1–365 天。"),
        ("early_days", "  ", "“提前天数”不能空着，请填 1–365 天。"),
        ("early_days", "-5", "“提前天数”要在 1–365 天之间，现在是 -5。"),
        ("financing_rate", "80%", "“融资利率”要在 0–50% 之间，现在是 80%。"),
        ("financing_rate", "2.1234567", "“融资利率”最多 6 位小数，现在是 2.1234567。"),
        ("financing_rate", "1e2", "“1e2”不是数字，“融资利率”请填 0–50%。"),
        ("fiscal_start_month", "13", "“财年首月”要在 1–12 月之间，现在是 13。"),
        ("home_currency", "元", "币种“元”要写成三个字母的代码，如 CNY、USD。"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(
    book: Book, own: Settings, key: str, typed: str, sentence: str
) -> None:
    before = digest_of(book)
    assert refused(lambda: own.set_rule(key, typed)) == sentence
    assert digest_of(book) == before
    assert book.store.undo_label is None


def test_a_name_that_is_no_rule_is_a_bug_and_not_kept(book: Book, own: Settings) -> None:
    with pytest.raises(ValueError, match="no_rule"):
        own.set_rule("no_rule", "1")
    with pytest.raises(ValueError, match="no_rule"):
        own.reset_rule("no_rule")
    with pytest.raises(ValueError, match="segment by segment"):
        own.set_rule("cadence_days", "7")
    assert rows_of(book, "SELECT key FROM settings") == []


def test_a_setting_that_is_no_rule_stays_as_it_is(book: Book, own: Settings) -> None:
    book.store.run(
        Op.EDIT_VIEW,
        lambda c: c.exec_driver_sql("INSERT INTO settings (key, value) VALUES ('other', '[1]')"),
    )
    own.set_rule("early_days", "45")
    assert own.state().own == {"early_days"}
    own.reset_rules(frozenset(TYPED))
    assert rows_of(book, "SELECT key, value FROM settings") == [("other", "[1]")]


def test_currency_and_month_are_read_as_people_write_them(book: Book, own: Settings) -> None:
    own.set_rule("home_currency", " usd ")
    own.set_rule("fiscal_start_month", "4")
    assert rules_of(book) == Rules(home_currency="USD", fiscal_start_month=4)
    assert basis_of(book, PERIOD).period.start.month == 4
    own.set_rule("home_currency", "")
    assert rules_of(book).home_currency == ""


# --- segments -----------------------------------------------------------------------------------------------


def test_a_cadence_decides_which_accounts_are_late(book: Book, own: Settings) -> None:
    line = next(s for s in own.state().segments if s.name == "稳定")
    assert (line.cadence_days, line.default_cadence) == (None, 30)
    late = {a for a, x in account_figures(book, PERIOD).items() if x.cadence_broken}
    assert_can_be_undone(
        book, lambda: own.segments.set("稳定", "cadence_days", "365"), "改分层：稳定 触达间隔 365 天"
    )
    touched = {row[0] for row in rows_of(book, "SELECT DISTINCT account_id FROM touches")}
    after = {a for a, x in account_figures(book, PERIOD).items() if x.cadence_broken}
    stable = {row[0] for row in rows_of(book, "SELECT id FROM accounts WHERE segment = '稳定'")}
    assert late & stable & touched
    assert after == late - (stable & touched)


def test_parts_of_a_segment_are_kept_and_taken_out(book: Book, own: Settings) -> None:
    own.segments.set("潜力", "renewal_start_days", "60")
    own.segments.set("潜力", "resources", " 每季一次 QBR ")
    own.segments.set("潜力", "cadence_days", "21")
    assert rows_of(book, "SELECT cadence_days, renewal_start_days, resources FROM segments") == [
        (21, 60, "每季一次 QBR")
    ]
    own.segments.set("潜力", "cadence_days", "")
    line = next(s for s in own.state().segments if s.name == "潜力")
    assert (line.cadence_days, line.renewal_start_days) == (None, 60)
    assert own.segments.set("潜力", "cadence_days", "").empty
    sentence = refused(lambda: own.segments.set("潜力", "cadence_days", "366"))
    assert sentence == "“触达间隔”要在 1–365 天之间，现在是 366。"
    sentence = refused(lambda: own.segments.set("潜力", "resources", "字" * 201))
    assert sentence == "资源最多写 200 个字，现在是 201 个。"


def test_a_renamed_segment_keeps_its_accounts_targets_and_cadence(book: Book, own: Settings) -> None:
    scopes = ('{"segment": "潜力"}', '{"segment": ["稳定", "潜力"], "arr_min": 100.5}', "{}")
    book.store.run(
        Op.EDIT_TARGET,
        lambda c: [
            c.exec_driver_sql(
                "INSERT INTO targets (period, name, metric, value, scope) VALUES ('2024', ?, 'nrr', '1', ?)",
                (str(n), scope),
            )
            for n, scope in enumerate(scopes)
        ],
    )
    own.set_rule("default_cadence_days", "50")
    held = rows_of(book, "SELECT id FROM accounts WHERE segment = '潜力'")
    gaps = {a: x.cadence_days for a, x in account_figures(book, PERIOD).items()}
    assert_can_be_undone(book, lambda: own.segments.rename("潜力", " 成长  型 "), "改分层名：潜力 → 成长 型")
    assert rows_of(book, "SELECT id FROM accounts WHERE segment = '成长 型'") == held
    assert rows_of(book, "SELECT scope FROM targets ORDER BY id") == [
        ('{"segment": "成长 型"}',),
        ('{"segment": ["稳定", "成长 型"], "arr_min": 100.5}',),
        ("{}",),
    ]
    assert {a: x.cadence_days for a, x in account_figures(book, PERIOD).items()} == gaps


def test_saved_views_follow_a_segment_that_is_renamed_or_removed(book: Book, own: Settings) -> None:
    views = AccountViews(book)
    both = ListView(chips={"segment": frozenset({"潜力", "稳定"}), "health": frozenset({"red"})})
    key, _ = views.add("潜力和稳定", both)

    def chosen() -> frozenset[str]:
        return next(view for view in views.saved()[0] if view.key == key).view.chips["segment"]

    assert_can_be_undone(book, lambda: own.segments.rename("潜力", "成长"), "改分层名：潜力 → 成长")
    assert chosen() == {"成长", "稳定"}
    own.segments.remove("成长", "稳定")
    assert chosen() == {"稳定"}
    own.segments.add("甲")
    own.segments.remove("稳定", "甲")
    assert chosen() == {"甲"}
    assert_can_be_undone(book, lambda: own.segments.remove("甲", ""), "删分层：甲")
    assert next(v for v in views.saved()[0] if v.key == key).view.chips == {"health": {"red"}}


def test_a_segment_in_use_goes_only_with_a_place_for_its_accounts(book: Book, own: Settings) -> None:
    count = len(rows_of(book, "SELECT id FROM accounts WHERE segment = '流失风险'"))
    sentence = refused(lambda: own.segments.remove("流失风险"))
    assert sentence == f"“流失风险”还有 {count} 个客户，先选它们归到哪个分层。"
    assert_can_be_undone(book, lambda: own.segments.remove("流失风险", "稳定"), "删分层：流失风险")
    assert rows_of(book, "SELECT id FROM accounts WHERE segment = '流失风险'") == []
    assert "流失风险" not in {line.name for line in own.state().segments}
    own.segments.remove("潜力", "")
    assert rows_of(book, "SELECT count(*) FROM accounts WHERE segment = ''")[0][0] > 0


def test_segments_are_added_and_unused_ones_removed(book: Book, own: Settings) -> None:
    assert_can_be_undone(book, lambda: own.segments.add("战略"), "加分层：战略")
    assert [s.name for s in own.state().segments] == [HIGH_VALUE, "潜力", "稳定", "流失风险", "战略"]
    assert own.state().segments[-1].default_cadence == 30
    assert refused(lambda: own.segments.add("战略")) == "已经有分层“战略”。"
    assert refused(lambda: own.segments.add("潜力")) == "已经有分层“潜力”。"
    assert refused(lambda: own.segments.rename("战略", "稳定")) == "已经有分层“稳定”。"
    assert refused(lambda: own.segments.rename("甲", "乙")) == "没有分层“甲”。"
    assert refused(lambda: own.segments.remove("甲")) == "没有分层“甲”。"
    assert refused(lambda: own.segments.add("  ")) == "分层要有名称。"
    assert refused(lambda: own.segments.add("长" * 21)) == "分层名称最多 20 个字，现在是 21 个。"
    assert own.segments.rename("战略", "战略").empty
    assert not own.segments.remove("战略").empty


def test_the_computed_segment_stays_and_keeps_its_name(book: Book, own: Settings) -> None:
    assert (
        refused(lambda: own.segments.rename(HIGH_VALUE, "大客户")) == "“高价值”也按收入自动认定，不能改名。"
    )
    assert refused(lambda: own.segments.remove(HIGH_VALUE, "")) == "“高价值”也按收入自动认定，不能删除。"
    own.segments.set(HIGH_VALUE, "cadence_days", "10")
    assert own.state().segments[0][:3] == (HIGH_VALUE, own.state().segments[0].accounts, 10)


def test_the_share_of_revenue_decides_who_is_high_value(book: Book, own: Settings) -> None:
    half = own.segments.high_value(PERIOD, None)
    assert half.share is not None
    assert half.share > Fraction(1, 2)
    assert half.without_segment == 0
    own.set_rule("high_value_share", "80")
    most = own.segments.high_value(PERIOD, None)
    assert most.accounts > half.accounts
    assert most.share is not None
    assert most.share > Fraction(8, 10)
    for name in ("潜力", "稳定", "流失风险"):
        own.segments.remove(name, "")
    assert own.segments.high_value(PERIOD, None).without_segment > 0


# --- health -------------------------------------------------------------------------------------------------


def test_weights_are_shares_of_their_sum(book: Book, own: Settings) -> None:
    lines = own.state().dimensions
    assert [(d.name, d.typed, d.share) for d in lines] == [
        ("活跃度", "", Fraction(4, 10)),
        ("业务成果", "", Fraction(3, 10)),
        ("支持响应", "", Fraction(2, 10)),
        ("培训完成度", "", Fraction(1, 10)),
    ]
    assert_can_be_undone(book, lambda: own.health.set(lines[0].id, "100%"), "改权重：活跃度 100%")
    changed = own.state().dimensions
    assert [d.share for d in changed] == [Fraction(10, 16), Fraction(3, 16), Fraction(2, 16), Fraction(1, 16)]
    assert changed[0].typed == "100"
    assert_can_be_undone(book, lambda: own.health.set(lines[0].id, ""), "改权重：活跃度 默认")
    own.health.set(lines[1].id, "12.5")
    assert_can_be_undone(book, own.health.reset, "恢复默认权重")
    assert own.state().dimensions == lines


def test_a_book_without_any_weight_is_refused(book: Book, own: Settings) -> None:
    ids = [line.id for line in own.state().dimensions]
    for id_ in ids[:-1]:
        own.health.set(id_, "0")
    assert refused(lambda: own.health.set(ids[-1], "0")) == "至少要有一个维度的权重大于 0，否则没有健康度。"
    assert refused(lambda: own.health.set(ids[0], "x")) == "“x”不是数字，“活跃度”请填 0–1000%。"
    assert [d.share for d in own.state().dimensions] == [0, 0, 0, 1]


def test_the_preview_is_what_saving_brings(book: Book, own: Settings) -> None:
    ids = [line.id for line in own.state().dimensions]
    typed = {ids[0]: "0", ids[3]: "400"}
    seen = own.health.preview(typed, PERIOD, None)
    before = {a: x.band for a, x in account_figures(book, PERIOD).items()}
    assert seen.before == {b: n for b in Band if (n := list(before.values()).count(b))}
    for id_, words in typed.items():
        own.health.set(id_, words)
    own.health.forget()
    after = {a: x.band for a, x in account_figures(book, PERIOD).items()}
    assert seen.after == {b: n for b in Band if (n := list(after.values()).count(b))}
    assert seen.changed == sum(before[a] is not after[a] for a in before) > 0
    assert own.health.preview({}, PERIOD, None).changed == 0
    assert refused(lambda: own.health.preview({ids[0]: "-1"}, PERIOD, None)).startswith("“活跃度”要在")


# --- rates --------------------------------------------------------------------------------------------------


def test_rates_are_added_changed_and_removed(book: Book, own: Settings) -> None:
    assert_can_be_undone(book, lambda: own.rates.add("2024h1", "usd", "7.12"), "加汇率：2024H1 USD 7.12")
    assert_can_be_undone(book, lambda: own.rates.set("2024H1", "USD", "7.2"), "改汇率：2024H1 USD 7.2")
    assert own.rates.set("2024H1", "USD", "7.20").empty
    own.rates.add("2024H2", "USD", "7.25")
    assert [(r.period, r.currency, r.typed) for r in own.state().rates] == [
        ("2024H2", "USD", "7.25"),
        ("2024H1", "USD", "7.2"),
    ]
    assert basis_of(book, PERIOD).in_home(100, "USD") == Fraction(72, 10)
    assert_can_be_undone(book, lambda: own.rates.remove("2024H1", "USD"), "删汇率：2024H1 USD")
    assert basis_of(book, PERIOD).in_home(100, "USD") is None


def test_rates_that_make_no_sense_are_refused(book: Book, own: Settings) -> None:
    own.rates.add(PERIOD, "USD", "7.12")
    before = digest_of(book)
    assert (
        refused(lambda: own.rates.add(PERIOD, "USD", "7")) == "2024H1 的 USD 汇率已经有了，请直接改那一行。"
    )
    assert refused(lambda: own.rates.add("上半年", "EUR", "7")).startswith("不认识期间“上半年”")
    assert refused(lambda: own.rates.add(PERIOD, "欧元", "7")).startswith("币种“欧元”要写成三个字母")
    assert (
        refused(lambda: own.rates.add(PERIOD, "EUR", "0")) == "“汇率”要在 0.000001–1000000 之间，现在是 0。"
    )
    assert refused(lambda: own.rates.set(PERIOD, "USD", "")).startswith("“汇率”不能空着")
    assert digest_of(book) == before


# --- all of it ----------------------------------------------------------------------------------------------


def _numbers(key: str) -> st.SearchStrategy[str]:
    spec = rule(key)
    if spec.unit is Unit.CURRENCY:
        return st.sampled_from(["", "CNY", "USD", "eur"])
    return st.integers(spec.low, spec.high).map(str)


_RULE = st.sampled_from(TYPED).flatmap(lambda key: st.tuples(st.just("rule"), st.just(key), _numbers(key)))
_RESET = st.tuples(st.just("reset"), st.sampled_from(TYPED))
_CADENCE = st.tuples(
    st.just("cadence"), st.sampled_from(["高价值", "潜力", "稳定"]), st.sampled_from(["", "7", "90"])
)
_WEIGHT = st.tuples(st.just("weight"), st.integers(1, 4), st.sampled_from(["", "1", "40", "12.5"]))
_RATE = st.tuples(
    st.just("rate"), st.sampled_from(["2024H1", "2024H2"]), st.sampled_from(["USD", "EUR"]), st.just("7.1")
)
_NAMES = st.sampled_from(["潜力", "稳定", "甲", "乙"])
_SEGMENT = st.one_of(
    st.tuples(st.just("add"), _NAMES),
    st.tuples(st.just("rename"), _NAMES, _NAMES),
    st.tuples(st.just("remove"), _NAMES, _NAMES),
)


def _do(own: Settings, step: tuple[Any, ...]) -> None:
    what, *given_ = step
    doing: dict[str, Callable[..., Changes]] = {
        "rule": own.set_rule,
        "reset": own.reset_rule,
        "cadence": lambda name, typed: own.segments.set(name, "cadence_days", typed),
        "weight": own.health.set,
        "rate": own.rates.add,
        "add": own.segments.add,
        "rename": own.segments.rename,
        "remove": own.segments.remove,
    }
    try:
        doing[what](*given_)
    except UserError:
        return


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """One small book for all examples: each takes back what it did."""
    made = make_book(tmp_path_factory.mktemp("settings") / "book", 5)
    yield made
    made.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(_RULE, _RESET, _CADENCE, _WEIGHT, _RATE, _SEGMENT), max_size=12))
def test_undoing_all_gives_the_first_state_and_redoing_all_the_last(
    small: Book, steps: list[tuple[Any, ...]]
) -> None:
    own = Settings(small)
    first, done = digest_of(small), len([x for x in small.store.history(10_000) if x.state == "done"])
    for step in steps:
        _do(own, step)
    last = digest_of(small)
    made = len([x for x in small.store.history(10_000) if x.state == "done"]) - done
    for _ in range(made):
        small.store.undo()
    assert digest_of(small) == first
    for _ in range(made):
        small.store.redo()
    assert digest_of(small) == last
    for _ in range(made):
        small.store.undo()
    assert digest_of(small) == first


def test_values_are_kept_as_json_that_says_the_same() -> None:
    assert [kept(v) for v in (45, Fraction(1, 2), Fraction(196, 100), "CNY", "")] == [
        "45",
        "0.5",
        "1.96",
        '"CNY"',
        '""',
    ]
