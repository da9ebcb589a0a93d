"""A touch in one line: day and channel are taken out wherever they stand by themselves, the rest is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.channels import CHANNELS
from csmdesk.domain.fields import several_lines
from csmdesk.domain.touch_line import read_touch_line

FRIDAY = date(2024, 6, 28)
YESTERDAY = date(2024, 6, 27)


@pytest.mark.parametrize(
    ("typed", "day", "channel", "note"),
    [
        ("昨天 拜访 聊续约", YESTERDAY, "拜访", "聊续约"),
        ("拜访 昨天 聊续约", YESTERDAY, "拜访", "聊续约"),
        ("聊续约 拜访 昨天", YESTERDAY, "拜访", "聊续约"),
        ("聊续约 昨天 拜访", YESTERDAY, "拜访", "聊续约"),
        ("昨天 聊续约 拜访", YESTERDAY, "拜访", "聊续约"),
        ("打电话 问工单", None, "电话", "问工单"),
        ("打电话问工单", None, "电话", "问工单"),
        ("电话聊续约", None, "电话", "聊续约"),
        ("昨天下午 上门 演示新模块", YESTERDAY, "拜访", "演示新模块"),
        ("call yesterday about renewal", YESTERDAY, "电话", "about renewal"),
        ("Met with the CIO, last Wednesday", date(2024, 6, 26), "会议", "with the CIO"),
        ("phone call: open tickets", None, "电话", "open tickets"),
        ("上周三 QBR 复盘上半年", date(2024, 6, 19), "QBR", "复盘上半年"),
        ("6-20 在线会议", date(2024, 6, 20), "在线会议", ""),
        ("腾讯会议，6月20日，排查报表", date(2024, 6, 20), "在线会议", "排查报表"),
        ("微信 发了报价", None, "微信", "发了报价"),
        ("拜访了李总", None, "拜访", "拜访了李总"),
        ("聊了聊", None, "", "聊了聊"),
        ("", None, "", ""),
        ("拜访", None, "拜访", ""),
        ("昨天", YESTERDAY, "", ""),
    ],
)
def test_a_line_is_read(typed: str, day: date | None, channel: str, note: str) -> None:
    assert read_touch_line(typed, (), FRIDAY) == (day, channel, note)


@pytest.mark.parametrize(
    "typed",
    [
        "电话系统故障反馈",
        "培训计划确认",
        "会议纪要已发",
        "邮件模板改版",
        "下周三再聊",
        "约了 下周三",
        "约在 周三",
        "callback requested",
    ],
)
def test_a_line_that_only_begins_or_ends_like_one_stays_whole(typed: str) -> None:
    assert read_touch_line(typed, (), FRIDAY) == (None, "", typed)


def test_a_day_to_come_in_front_is_read_so_that_it_can_be_refused() -> None:
    assert read_touch_line("明天 拜访", (), FRIDAY).day == date(2024, 6, 29)


def test_channels_of_the_book_are_known_by_their_names() -> None:
    assert read_touch_line("昨天 飞书 对数据", ["飞书"], FRIDAY) == (YESTERDAY, "飞书", "对数据")
    assert read_touch_line("昨天 飞书 对数据", [], FRIDAY) == (YESTERDAY, "", "飞书 对数据")
    # The longer word says more, and the book's own channel is not taken for the standard one.
    assert read_touch_line("电话回访 问满意度", ["电话", "电话回访"], FRIDAY).channel == "电话回访"


def test_lines_of_a_note_stay_lines() -> None:
    assert read_touch_line("昨天 拜访\n要点一\n要点二", (), FRIDAY) == (YESTERDAY, "拜访", "要点一\n要点二")


@given(
    st.sampled_from(["昨天", "周三", "6月20日", "2024-06-20", "3 days ago", "last Wednesday"]),
    st.sampled_from(CHANNELS),
    st.sampled_from(["聊续约", "李总提了三个需求", "open tickets, plan", "(无人接听)"]),
    st.permutations([0, 1, 2]),
)
def test_day_and_channel_are_found_in_front_or_at_the_end(
    day: str, channel: str, note: str, order: list[int]
) -> None:
    parts = [day, channel, note]
    line = read_touch_line(" ".join(parts[at] for at in order), (), FRIDAY)
    assert line.channel == channel
    assert line.note == note
    assert line.day is not None


@given(st.text(max_size=30))
def test_nothing_typed_is_lost_but_gaps(typed: str) -> None:
    line = read_touch_line(typed, ("飞书",), FRIDAY)
    if line.day is None and not line.channel:
        assert line.note == several_lines(typed)
    else:
        assert line.note in several_lines(typed)
