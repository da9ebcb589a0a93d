"""What one line of fast entry is understood as."""

from __future__ import annotations

import pytest

from csmdesk.services.log.log import Log
from csmdesk.services.log.words import things
from csmdesk.storage.book import Book
from tests.unit.storage.making import rows_of


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (
            "昨天 拜访 岚图 聊续约 30分钟",
            {
                "day": "2024-06-29",
                "account": "岚图家居",
                "channel": "拜访",
                "note": "聊续约",
                "minutes": "30分钟",
            },
        ),
        ("岚图 昨天 拜访", {"day": "2024-06-29", "account": "岚图家居", "channel": "拜访"}),
        ("拜访岚图家居聊续约", {"account": "岚图家居", "channel": "拜访", "note": "聊续约"}),
        ("LTJJ 电话 催回款 半小时", {"account": "岚图家居", "channel": "电话", "minutes": "半小时"}),
        (
            "电话 lantu 1h30 谈增购，3,000 元",
            {"account": "岚图家居", "note": "谈增购，3,000 元", "minutes": "1h30"},
        ),
        ("yesterday visit Lantu renewal talk 30min", {"note": "renewal talk", "minutes": "30min"}),
        ("周五 QBR KH1002 45 分钟", {"day": "2024-06-28", "channel": "QBR", "minutes": "45 分钟"}),
        ("岚图 约了 下周三 再聊", {"account": "岚图家居", "day": "2024-06-30"}),
    ],
)
def test_touches(log: Log, typed: str, wanted: dict[str, str]) -> None:
    found = log.kinds["touch"].read(typed)
    assert {key: found.get(key) for key in wanted} == wanted


def test_a_word_that_may_be_several_accounts_is_told(log: Log, sample: Book) -> None:
    from csmdesk.services.account_edits import AccountEdits

    AccountEdits(sample).new({"name": "岚图汽车", "code": "KH9002"})
    found = log.kinds["touch"].read("拜访 岚图 聊续约")
    assert found["account"] == "岚图"
    problem = log.kinds["touch"].problems(found)["account"]
    assert "岚图家居" in problem.zh
    assert "岚图汽车" in problem.zh
    assert log.kinds["touch"].read("拜访 岚图家居 聊续约")["account"] == "岚图家居"


def test_a_contact_of_the_account_is_found(log: Log, sample: Book) -> None:
    ((name, account),) = rows_of(
        sample, "SELECT c.name, a.name FROM contacts c JOIN accounts a ON a.id = account_id WHERE c.id = 1"
    )
    found = log.kinds["touch"].read(f"电话 {account} {name} 确认预算")
    assert (found["contact"], found["note"]) == (name, "确认预算")
    made, _ = log.kinds["touch"].new(found)
    assert rows_of(sample, f"SELECT contact_id FROM touches WHERE id = {made}") == [(1,)]


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        (
            "event",
            "沙龙 9月20日 数据治理闭门会 25人",
            {"day": "2024-09-20", "people": "25人", "topic": "数据治理闭门会"},
        ),
        ("event", "salon Sep 20 data governance", {"day": "2024-09-20", "topic": "data governance"}),
        ("ticket", "岚图 报表加载慢 P1 明天18:00", {"due_at": "2024-07-01 18:00", "title": "报表加载慢"}),
        ("ticket", "岚图 接口超时 P2 7月2日 9:30", {"due_at": "2024-07-02 09:30", "severity": "P2"}),
        ("lead", "岚图 推荐 华东分公司 46万", {"referred": "华东分公司", "expected_arr": "46万"}),
        ("opportunity", "岚图 BI扩容 增购 22万 60%", {"amount": "22万", "margin": "60%", "name": "BI扩容"}),
        (
            "suggestion",
            "岚图 报表定时推送 普适 8人天 12家",
            {"effort": "8人天", "reach": "12家", "nature": "普适"},
        ),
        ("request", "岚图 7月3日 新能源×数据仓库 王工", {"needed_day": "2024-07-03", "consultant": "王工"}),
        (
            "case",
            "岚图 履约提速 给 李工 可具名",
            {"given_to": "李工", "title": "履约提速", "permission": "可具名"},
        ),
        (
            "own_time",
            "昨天 出差 8小时 上海-武汉 见CIO",
            {"hours": "8小时", "to_place": "武汉", "note": "见CIO"},
        ),
        ("own_time", "分享 1.5小时 复盘方法", {"category": "分享", "hours": "1.5小时", "note": "复盘方法"}),
    ],
)
def test_other_kinds(log: Log, kind: str, typed: str, wanted: dict[str, str]) -> None:
    found = log.kinds[kind].read(typed)
    assert {key: found.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("typed", ["", "   ", "，，", "???", "📈", "12", "昨天"])
def test_anything_may_be_typed(log: Log, typed: str) -> None:
    for kind in log.kinds.values():
        assert isinstance(kind.read(typed), dict)
        assert isinstance(kind.problems(kind.read(typed)), dict)


def test_own_time_is_summed_as_the_metrics_do(log: Log) -> None:
    sums = log.kinds["own_time"].rows("2024H1", None, "zh").sums
    assert sums[1:3] == ("出差 72 天，上年同期 56.25（+28%）", "分享 2 场，上年同期 0")
    english = log.kinds["own_time"].rows("2024H1", None, "en").sums
    assert english[1] == "72 travel days, 56.25 the year before (+28%)"
    log.kinds["own_time"].new({"category": "出差", "hours": "8"})
    assert log.kinds["own_time"].rows("2024H1", None, "zh").sums[1].startswith("出差 73 天")


def test_large_counts_have_separators() -> None:
    assert things(52_043, "次触达", "touch") == ("52,043 次触达", "52,043 touches")
