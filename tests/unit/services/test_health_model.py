"""The health model: typed, refused, previewed, saved as a version, brought back; all that says 60 follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.health import Band, Bands, Missing, Rhythm, band
from csmdesk.domain.health_kinds import KINDS
from csmdesk.domain.health_model import HealthModel, differences, from_json
from csmdesk.services import account_health
from csmdesk.services.account_detail import Desk
from csmdesk.services.accounts import Accounts
from csmdesk.services.figures import basis_of, figures
from csmdesk.services.health_model import HealthModels, changed_words
from csmdesk.services.health_model_draft import ModelDraft, Read
from csmdesk.services.health_model_typed import Typed, rebased, typed_of
from csmdesk.services.settings import Settings
from csmdesk.services.todos import Todos
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from tests.unit.importers.making import digest_of

PERIOD = "2024H1"
TODAY = date(2024, 6, 30)


@pytest.fixture
def models(sample: Book) -> HealthModels:
    """The services under test, on the last day of the half year."""
    return HealthModels(sample, lambda: TODAY)


def with_bands(draft: ModelDraft, red: str, green: str) -> ModelDraft:
    return replace(draft, red_below=red, green_from=green)


def bands_now(book: Book) -> dict[int, Band]:
    b = basis_of(book, PERIOD)
    return {a: band(score.value, b.bands) for a, score in b.healths(b.closing).items()}


def refused(change: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        change()
    return caught.value.text.zh


def test_the_default_model_is_that_of_the_definitions(models: HealthModels) -> None:
    state = models.state()
    assert (state.number, state.versions[0].day, state.drifted) == (1, None, False)
    assert (state.model.rules.bands, state.model.rules.missing) == (Bands(60, 80), Missing.RESCALE)
    assert [d.name for d in state.model.dimensions] == ["活跃度", "业务成果", "支持响应", "培训完成度"]
    assert list(state.model.weights().values()) == [Fraction(n, 10) for n in (4, 3, 2, 1)]


def test_saving_what_stands_there_changes_nothing_but_makes_no_version(
    sample: Book, models: HealthModels
) -> None:
    before = figures(sample, PERIOD).figures["health_mean"]
    models.save(models.state().draft)
    after = figures(sample, PERIOD).figures["health_mean"]
    assert (after.value, after.evidence) == (before.value, before.evidence)
    assert models.state().number == 1


def test_the_preview_is_what_comes_of_it(sample: Book, models: HealthModels) -> None:
    draft = models.state().draft.add("usage_depth", "使用深度")
    draft = with_bands(draft, "65", "78.5").put("new1", weight="30", numbers={"full": "80"})
    seen = models.previews.of(draft, PERIOD, None)
    before = bands_now(sample)
    assert seen.before == Counter(before.values())
    models.save(draft)
    after = bands_now(sample)
    assert seen.after == Counter(after.values())
    assert seen.changed == sum(before[a] is not after[a] for a in before) > 0
    healths = basis_of(sample, PERIOD).healths(TODAY)
    assert {m.account_id: m.after for m in seen.moves} == {
        m.account_id: healths[m.account_id].value for m in seen.moves
    }
    models.forget()
    assert models.previews.of(models.state().draft, PERIOD, None).moves == ()


def test_each_account_of_the_preview_says_how_its_score_comes_about(models: HealthModels) -> None:
    draft = models.state().draft.add("usage_depth", "使用深度")
    seen = models.previews.of(draft, PERIOD, None)
    view = models.previews.explain(draft, seen.moves[0].account_id, PERIOD, None, "zh")
    assert view is not None
    assert [row[0] for row in view.rows][-1] in {"使用深度", "培训完成度"}
    assert any(line.label.startswith("使用深度：活跃") for line in view.lines)
    assert models.previews.explain(draft, 10**9, PERIOD, None, "zh") is None


def test_a_saved_model_is_one_step_and_a_version(sample: Book, models: HealthModels) -> None:
    before = digest_of(sample)
    models.save(with_bands(models.state().draft, "55", "75"), "试一试")
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.zh == "改健康度模型"
    state = models.state()
    assert [(v.number, v.day, v.note) for v in state.versions] == [
        (2, TODAY, "试一试"),
        (1, TODAY, "开始时的模型"),
    ]
    assert state.model.rules.bands == Bands(55, 75)
    assert [d.what.zh for d in models.compare(1, 2)] == ["红线", "绿线"]
    assert basis_of(sample, PERIOD).facts.health_version.number == 2
    sample.store.undo()
    assert digest_of(sample) == before
    assert models.state().number == 1
    sample.store.redo()
    assert models.state().number == 2


def test_an_earlier_version_is_brought_back_as_a_new_one(sample: Book, models: HealthModels) -> None:
    first = figures(sample, PERIOD, keys=["health_mean"]).figures["health_mean"]
    draft = models.state().draft.add("touch_age", "触达").put("1", name="使用活跃", weight="10")
    models.save(replace(draft, missing=Missing.ZERO, rhythm=Rhythm.MONTHLY))
    assert figures(sample, PERIOD, keys=["health_mean"]).figures["health_mean"].value != first.value
    models.restore(1)
    state = models.state()
    assert state.number == 3
    assert differences(state.versions[-1].model, state.model) == []
    again = figures(sample, PERIOD, keys=["health_mean"]).figures["health_mean"]
    assert (again.value, again.evidence) == (first.value, first.evidence)
    assert refused(lambda: models.restore(9)) == "第 9 版已不在客户书里。"


def test_a_renamed_dimension_keeps_its_scores(sample: Book, models: HealthModels) -> None:
    draft = models.state().draft
    one, two = draft.dimensions[0], draft.dimensions[1]
    swapped = draft.put(one.key, name=two.name, weight="40").put(two.key, name=one.name, weight="30")
    before = figures(sample, PERIOD, keys=["health_mean"]).figures["health_mean"].value
    models.save(swapped)
    after = models.state().draft
    names = {d.key: d.name for d in after.dimensions}
    assert (names[one.key], names[two.key]) == (two.name, one.name)
    assert figures(sample, PERIOD, keys=["health_mean"]).figures["health_mean"].value == before


def test_a_removed_dimension_with_scores_weighs_nothing_and_one_without_goes(models: HealthModels) -> None:
    models.save(models.state().draft.add("csat", "满意度"))
    draft = models.state().draft
    csat = next(d for d in draft.dimensions if d.kind)
    models.save(draft.remove(csat.key).remove(draft.dimensions[0].key))
    left = models.state().model
    assert [d.name for d in left.dimensions] == ["活跃度", "业务成果", "支持响应", "培训完成度"]
    assert left.weights()["活跃度"] == 0


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda d: with_bands(d, "80", "80"), "green_from", "绿线要高于红线。"),
        (lambda d: with_bands(d, "0", "80"), "red_below", "红线要大于 0，否则没有红色。"),
        (lambda d: with_bands(d, "x", "80"), "red_below", "“x”不是数字，“红线”请填 0–100。"),
        (lambda d: replace(d, least="101"), "least", "“最低覆盖”要在 0–100% 之间，现在是 101。"),
        (lambda d: d.put("1", weight="-1"), "1.weight", "“活跃度”要在 0–1000% 之间，现在是 -1。"),
        (lambda d: d.put("1", name=" "), "1.name", "维度要有名称。"),
        (lambda d: d.put("1", name="业务成果"), "2.name", "已有维度“业务成果”。"),
        (
            lambda d: d.put("1", kind="usage_depth", numbers={"zero": "90", "full": "90"}),
            "1.full",
            "满分的数要大于 0 分的数。",
        ),
        (
            lambda d: d.put("1", kind="usage_depth", numbers={"window": "0"}),
            "1.window",
            "“数据有效期”要在 1–730 天之间，现在是 0。",
        ),
        (
            lambda d: replace(d, dimensions=tuple(replace(x, weight="0") for x in d.dimensions)),
            "dimensions",
            "至少要有一个维度的权重大于 0，否则没有健康度。",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_in_its_place_and_changes_nothing(
    sample: Book,
    models: HealthModels,
    change: Callable[[ModelDraft], ModelDraft],
    place: str,
    words: str,
) -> None:
    before = digest_of(sample)
    draft = change(models.state().draft)
    found = models.check(draft)
    assert {key: why.zh for key, why in found.items()} == {place: words}
    assert refused(lambda: models.save(draft)) == words
    assert refused(lambda: models.previews.of(draft, PERIOD, None)) == words
    assert digest_of(sample) == before


def test_a_weight_of_the_settings_is_a_version_as_well(sample: Book, models: HealthModels) -> None:
    Settings(sample).health.set(1, "50")
    assert models.state().number == 2
    assert models.state().draft.dimensions[0].weight == "50"
    assert [d.what.zh for d in models.compare(1, 2)] == ["活跃度 权重"]


def test_what_an_import_changes_is_said(sample: Book, models: HealthModels) -> None:
    models.save(with_bands(models.state().draft, "55", "75"))
    assert not models.state().drifted
    sample.store.outside_journal(
        lambda c: c.execute("INSERT INTO health_dimensions (name) VALUES ('新维度')")
    )
    assert models.state().drifted


def test_a_model_as_text_is_the_same_model(models: HealthModels) -> None:
    draft = models.state().draft
    for key in KINDS:
        draft = draft.add(key, KINDS[key].name.zh)
    model = Read(replace(draft, red_below="59.5", least="33.3", rhythm=Rhythm.DAILY)).model
    assert model is not None
    assert from_json(model.to_json()) == model
    with pytest.raises(ValueError, match="cannot be read"):
        from_json('{"red_below": 1}')
    assert from_json(HealthModel().to_json()) == HealthModel()


# --- everything that says 60 and 80 -------------------------------------------------------------------------


def saved(models: HealthModels, red: str, green: str) -> Changes:
    return models.save(with_bands(models.state().draft, red, green))


def test_lists_metrics_war_rooms_and_todos_follow_the_bands(sample: Book, models: HealthModels) -> None:
    scores = {a: s.value for a, s in basis_of(sample, PERIOD).healths(TODAY).items() if s.value is not None}
    saved(models, "70", "90")
    red = {a for a, value in scores.items() if value < 70}
    green = {a for a, value in scores.items() if value >= 90}
    assert len(red) > 3
    desk = Desk(sample, PERIOD, None)
    assert {a for a, line in desk.lines.items() if line.band is Band.RED} == red
    assert {a for a, line in desk.lines.items() if line.band is Band.GREEN} == green
    figure = figures(sample, PERIOD, keys=["health_red"]).figures["health_red"]
    assert figure.value == len(red)
    data = WarRooms(sample, Accounts(sample)).data(PERIOD, None, "zh")
    assert data.red == len(red)
    assert data.bands == Bands(70, 90)
    wanted = {p.account_id for p in data.proposals} | {r.account_id for r in data.rooms}
    assert wanted == red
    told = [t for t in Todos(sample, Accounts(sample)).data(PERIOD, None, "zh").todos if "跌破" in t.why]
    assert told
    assert all("跌破 70" in t.why for t in told)


def test_computed_dimensions_are_evidence_with_their_rows(sample: Book, models: HealthModels) -> None:
    draft = models.state().draft.add("tickets_on_time", "工单及时")
    models.save(draft.put("new1", weight="20"))
    held = figures(sample, PERIOD, keys=["health_mean"])
    figure = held.figures["health_mean"]
    rows = held.witness.rows(figure, "numerator")
    assert sum(row.amount or 0 for row in rows) == figure.numerator
    computed = [row for row in rows if row.table == "computed_scores"]
    assert computed
    assert {row.detail for row in computed} == {"工单及时"}


def test_frozen_figures_do_not_move_with_another_model(sample: Book, models: HealthModels) -> None:
    from csmdesk.services.frozen_figures import figure_from_json, figure_to_json

    frozen = figure_to_json(figures(sample, PERIOD, keys=["health_red"]).figures["health_red"])
    saved(models, "70", "90")
    assert figure_from_json(frozen).value == 3
    assert figures(sample, PERIOD, keys=["health_red"]).figures["health_red"].value != 3


# --- what one would not do on purpose -----------------------------------------------------------------------


def by_name(models: HealthModels) -> dict[str, tuple[str, str, int]]:
    """Of each dimension: its key, where its scores come from, how many imported ones it has."""
    return {d.name: (d.key, d.kind, d.scores) for d in models.state().draft.dimensions}


def test_the_name_of_a_dimension_that_was_taken_out_can_be_given_to_another(models: HealthModels) -> None:
    draft = models.state().draft
    one, two = draft.dimensions[0], draft.dimensions[1]
    models.save(draft.remove(one.key).put(two.key, name=one.name))
    now = by_name(models)
    assert now[one.name] == (two.key, "", two.scores)
    assert now[f"{one.name} 2"] == (one.key, "", one.scores)
    assert models.state().model.weights()[f"{one.name} 2"] == 0


def test_a_new_dimension_may_have_the_name_that_another_had_before(models: HealthModels) -> None:
    draft = models.state().draft
    one = draft.dimensions[0]
    models.save(draft.put(one.key, name="旧的").add("nps", one.name))
    now = by_name(models)
    assert now["旧的"] == (one.key, "", one.scores)
    assert now[one.name][1:] == ("nps", 0)
    assert len(now) == 5


def test_a_version_is_brought_back_beside_a_dimension_that_has_come_with_the_key_of_an_old_one(
    sample: Book, models: HealthModels
) -> None:
    models.save(models.state().draft.add("nps", "口碑"))
    key = by_name(models)["口碑"][0]
    models.save(models.state().draft.remove(key))
    sample.store.outside_journal(
        lambda c: c.execute("INSERT INTO health_dimensions (id, name) VALUES (?, '新导入')", (int(key),))
    )
    sample.store.outside_journal(
        lambda c: c.execute(
            "INSERT INTO health_scores (account_id, dimension_id, day, score_milli) "
            "VALUES (1, ?, '2024-06-30', 50000)",
            (int(key),),
        )
    )
    models.restore(2)
    now = by_name(models)
    assert now["口碑"][1:] == ("nps", 0)
    assert now["新导入"] == (key, "", 1)


def test_a_version_is_brought_back_when_an_import_has_taken_a_name_of_it(
    sample: Book, models: HealthModels
) -> None:
    draft = models.state().draft
    one = draft.dimensions[0]
    models.save(draft.put(one.key, name="改过名"))
    sample.store.outside_journal(
        lambda c: c.execute("INSERT INTO health_dimensions (id, name) VALUES (99, ?)", (one.name,))
    )
    sample.store.outside_journal(
        lambda c: c.execute(
            "INSERT INTO health_scores (account_id, dimension_id, day, score_milli) "
            "VALUES (1, 99, '2024-06-30', 50000)"
        )
    )
    models.restore(1)
    now = by_name(models)
    assert now[one.name] == (one.key, "", one.scores)
    assert now[f"{one.name} 2"] == ("99", "", 1)


def test_saving_what_stands_there_is_no_step_to_undo(sample: Book, models: HealthModels) -> None:
    before = sample.store.undo_label
    assert models.save(models.state().draft, "没有改").empty
    assert sample.store.undo_label == before
    assert models.state().versions[0].day is None


def test_a_weight_of_the_settings_cannot_leave_nothing_that_weighs(
    models: HealthModels, sample: Book
) -> None:
    draft = models.state().draft
    for d in draft.dimensions[1:]:
        draft = draft.put(d.key, weight="0")
    models.save(draft.put(draft.dimensions[0].key, name="自定", weight="40"))
    health = Settings(sample).health
    words = "至少要有一个维度的权重大于 0，否则没有健康度。"
    assert refused(lambda: health.set(1, "")) == words
    assert refused(lambda: health.set(1, "0")) == words
    assert refused(lambda: health.preview({1: ""}, PERIOD, None)) == words


def test_dimensions_are_added_with_names_that_can_be_told_apart(models: HealthModels) -> None:
    draft = models.state().draft.add("nps", "nps").add("nps", "NPS")
    assert [d.name for d in draft.dimensions[-2:]] == ["nps", "NPS 2"]
    for _ in range(40):
        draft = draft.add("csat", "满意度")
    assert len({d.key for d in draft.dimensions}) == len(draft.dimensions) == 46
    assert list(models.check(draft)) == ["dimensions"]


def test_notes_of_the_program_are_said_in_both_languages(models: HealthModels) -> None:
    models.save(with_bands(models.state().draft, "55", "75"), "我的话")
    models.restore(1)
    words = [line.words for line in models.state().versions]
    assert [w.zh for w in words] == ["恢复第 1 版", "我的话", "开始时的模型"]
    assert [w.en for w in words] == ["Version 1 again", "我的话", "The model at the start"]


def test_what_is_typed_is_kept_in_the_book_until_it_is_saved(sample: Book, models: HealthModels) -> None:
    base = models.state().draft
    typed = Typed(with_bands(base, "70", "").add("nps", "口碑"), base, "为什么")
    before = digest_of(sample)
    models.keep_typed(typed)
    assert HealthModels(sample).typed() == typed
    assert digest_of(sample) == before
    models.keep_typed(None)
    assert models.typed() is None
    assert typed_of('{"draft": {}}') is None


def test_what_is_typed_goes_on_over_a_model_that_has_changed(models: HealthModels) -> None:
    base = models.state().draft.add("nps", "口碑").put("new1", numbers={"window": "90"})
    one, two, three = (d.key for d in base.dimensions[:3])
    typed = replace(base.put(one, weight="50").remove(two).add("csat", "满意"), red_below="65")
    now = replace(
        base.put(one, name="改名").put(three, weight="7", scores=9).remove("new1").add("usage_depth", "深度"),
        green_from="85",
    )
    now = replace(
        now, dimensions=tuple(replace(d, key="77") if d.name == "深度" else d for d in now.dimensions)
    )
    found = rebased(typed, base, now)
    assert (found.red_below, found.green_from) == ("65", "85")
    assert [(d.key, d.name, d.weight, d.kind) for d in found.dimensions] == [
        (one, "改名", "50", ""),
        (three, "支持响应", "7", ""),
        (base.dimensions[3].key, "培训完成度", "", ""),
        ("new2", "满意", "10", "csat"),
        ("77", "深度", "10", "usage_depth"),
    ]
    assert found.dimensions[1].scores == 9
    kept = rebased(base.put("new1", weight="20"), base, now)
    assert [(d.name, d.weight) for d in kept.dimensions if d.kind == "nps"] == [("口碑", "20")]


def test_weights_are_not_rescaled_where_a_missing_dimension_counts_as_zero(
    sample: Book, models: HealthModels
) -> None:
    draft = models.state().draft.add("csat", "满意度").put("new1", weight="50")
    models.save(replace(draft, missing=Missing.ZERO))
    desk = Desk(sample, PERIOD, None)
    b = desk.basis
    account = next(
        a for a, score in b.healths(b.closing).items() if score.value is not None and 0 < score.coverage < 1
    )
    lines = account_health.dimensions(desk, account, "zh")
    assert sum(Fraction(line.weight) for line in lines) == Fraction(3, 2)
    shown = {line.name: Fraction(line.weight) for line in lines}
    assert shown["活跃度"] == Fraction(2, 5)


def test_a_version_without_a_note_tells_what_it_changed(models: HealthModels, sample: Book) -> None:
    models.save(with_bands(models.state().draft, "55", "75"))
    Settings(sample).health.set(1, "50")
    lines = models.state().versions
    told = [changed_words(lines, number) for number in (3, 2, 1)]
    assert [words.zh for words in told] == ["活跃度 权重 50%", "红线 55 等 2 处", ""]
    assert [words.en for words in told] == ["活跃度: weight 50%", "Red below 55, 1 more", ""]


def test_restoring_the_default_weights_leaves_own_dimensions_alone(
    models: HealthModels, sample: Book
) -> None:
    models.save(models.state().draft.add("nps", "口碑").put("1", weight="55"))
    health = Settings(sample).health
    lines = {line.name: line for line in Settings(sample).state().dimensions}
    assert (lines["口碑"].scores, lines["口碑"].goes_back) == (None, False)
    assert lines["活跃度"].goes_back
    health.reset()
    weights = models.state().model.weights()
    assert (weights["活跃度"], weights["口碑"]) == (Fraction(4, 10), Fraction(1, 10))


def test_where_no_name_has_a_default_all_weigh_the_same_again(models: HealthModels, sample: Book) -> None:
    draft = models.state().draft
    for n, d in enumerate(draft.dimensions):
        draft = draft.put(d.key, name=f"自定 {n}", weight=str(n))
    models.save(draft)
    Settings(sample).health.reset()
    assert set(models.state().model.weights().values()) == {1}
