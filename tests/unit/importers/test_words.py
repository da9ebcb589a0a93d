"""The tables of words hold together, and adding a word is one line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.importers import words
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.mapping import Header
from csmdesk.importers.options import known_kinds
from csmdesk.importers.units import Unit
from tests.unit.importers.making import planned, table, write

METRICS = {
    *("renewal_rate", "renewal_rate_contracts", "renewal_value_rate", "non_renewal_reasons"),
    *("renewal_collected", "upsell_collected", "early_collection", "collection_days", "upsell_margin"),
    *(
        "nrr",
        "grr",
        "customer_retention",
        "customer_retention_simple",
        "logo_churn",
        "upsell_rate",
        "acv",
        "arr_per_csm",
        "activation_rate",
    ),
    *("usage_depth", "core_feature_depth", "feature_breadth", "time_depth", "health_mean", "health_red"),
    *("nps", "nps_executive", "nps_all_answers", "csat", "issue_on_time", "feedback_conversion"),
    *("referral_leads", "executive_reach", "salon_compliance", "workshop_on_time", "workshop_quality"),
    *("activity_counts", "channel_roi", "cadence_kept", "travel_days", "sharing_sessions"),
}


def lines(name: str) -> list[list[str]]:
    return list(words._lines(name))


def test_every_line_of_headers_names_a_field() -> None:
    for owner, _, field in (line[0].partition(".") for line in lines("headers.csv")):
        assert owner == "*" or owner in KINDS
        known = (
            {name for kind in KINDS.values() for name in kind.fields} if owner == "*" else KINDS[owner].fields
        )
        assert field == "-" or field in known, f"{owner}.{field}"


def test_no_word_means_two_fields_of_one_kind() -> None:
    for kind in KINDS:
        seen: dict[str, str] = {}
        for line in lines("headers.csv"):
            owner, _, field = line[0].partition(".")
            if owner == kind:
                for word in line[1:]:
                    assert seen.setdefault(words.header_key(word), field) == field, f"{kind}: {word}"


def test_every_field_has_a_word_and_every_needed_one_is_a_field() -> None:
    for kind in KINDS.values():
        named = {field for field, _ in words.headers(kind.name).values()}
        assert set(kind.fields) <= named, kind.name
        assert {name for group in kind.needs for name in group} <= set(kind.fields)
        assert kind.tell <= set(kind.fields)
        assert not kind.day or kind.day in kind.fields


def test_every_vocabulary_of_a_field_is_a_list() -> None:
    for kind in KINDS.values():
        for field in kind.fields.values():
            if field.vocabulary:
                assert words.vocabulary(field.vocabulary).words
    assert {line[0] for line in lines("sheets.csv")} == set(KINDS)
    assert set(known_kinds()) == set(KINDS)


def test_every_metric_is_known_by_its_key() -> None:
    listed = words.vocabulary("metric")
    assert {listed.meaning(key) for key in METRICS} == METRICS
    assert set(listed.words.values()) <= METRICS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("客户编号", "客 户 编 号"),
        ("Account ID", "account_id"),
        ("ＡＣＣＯＵＮＴ－ＩＤ", "AccountId"),
        ("合同金额（元）", "合同金额(元)"),
        ("客戶編號", "客户编号"),
    ],
)
def test_spellings_of_one_header_are_one(one: str, other: str) -> None:
    assert words.header_key(one) == words.header_key(other)


@pytest.mark.parametrize(
    ("header", "key", "unit"),
    [
        ("合同金额(元)", "合同金额", Unit()),
        ("*合同金额（万元）", "合同金额", Unit(power=4)),
        ("合同金额_万元", "合同金额", Unit(power=4)),
        ("合同金额【单位：万元】", "合同金额", Unit(power=4)),
        ("毛利率(%)", "毛利率", Unit(percent=True)),
        ("纪要发出（小时）", "纪要发出", Unit(time="hours")),
        ("Amount (USD)", "amount", Unit(currency="USD")),
        ("客户名称（必填）", "客户名称", Unit()),
        ("到期日期\n(含当天)", "到期日期", Unit()),
    ],
)
def test_headers_are_taken_apart(header: str, key: str, unit: Unit) -> None:
    assert (key, unit) in Header.of(header).keys


def test_meanings_are_whole_words_first_then_parts() -> None:
    kinds = words.vocabulary("contract_kind")
    assert kinds.meaning("续约") == "renewal"
    assert kinds.meaning("老客户年度续签") == "renewal"
    assert kinds.meaning("增购（扩容）") == "upsell"
    assert kinds.meaning("服务") is None
    status = words.vocabulary("lead_status")
    assert status.meaning("已转商机") == "converted"
    for word in ("未转化", "待转商机"):
        assert status.meaning(word) is None
    assert status.meaning("跟进中") == "跟进中"
    assert words.vocabulary("suggestion_status").meaning("计划上线") is None


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the tables to change, with nothing of it left in the caches."""
    copy = Path(shutil.copytree(words.FOLDER, tmp_path / "words"))
    monkeypatch.setattr(words, "FOLDER", copy)
    caches = (words.headers, words._all_headers, words.signatures, words._all_values, words.vocabulary)
    for cache in caches:
        cache.cache_clear()
    yield copy
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_adding_a_word_is_one_line(tmp_path: Path, own_words: Path) -> None:
    for name, line in (
        ("headers.csv", "accounts.industry,赛道"),
        ("values.csv", "contract_kind.renewal,薪火"),
    ):
        with (own_words / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    folder = write(
        tmp_path / "in",
        {
            "客户.csv": "客户编号,客户名称,赛道\nKH1,甲,零售\n",
            "合同.csv": "合同编号,客户编号,合同类型,开始日期,到期日期,金额\n"
            "HT1,KH1,薪火,2024-01-01,2024-12-31,1\n",
        },
    )
    made = planned(folder)
    assert table(made, "accounts")[0]["industry"] == "零售"
    assert table(made, "contracts")[0]["kind"] == "renewal"
