"""How war rooms are said, in both languages: since when, days left, how one stands, what is at stake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from csmdesk.domain.health import Band, Bands
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import ROLES, Standing, Term
from csmdesk.metrics import display
from csmdesk.services.account_words import BANDS, days, short_day

STANDINGS: Mapping[Standing, Text] = {
    Standing.RED: Text("低于 {red}", "Below {red}"),
    Standing.RECOVERING: Text(
        "已到 {red}，守到 {deadline} 可关闭", "Back at {red}: hold it until {deadline}"
    ),
    Standing.HELD: Text("已稳住 ≥ {red}，可以关闭并复盘", "Held ≥ {red}: close and review"),
    Standing.OVERDUE: Text("截止日已过，没有守住 {red}", "Deadline passed, {red} not held"),
}
UNSCORED = Text("未评分", "Not scored")
CLOSED = Text("{day} 关闭，稳住 ≥ {red}", "Closed on {day}, ≥ {red} held")
CLOSED_EARLY = Text("{day} 关闭，没有守住 {red}", "Closed on {day}, {red} not held")


def since(state: Band, day: date | None, closing: date) -> Text:
    """Since when an account is in a band: 红，5 月 31 日起; 红，去年 12 月起 in another year."""
    name = BANDS[state]
    english = name.en.capitalize()
    if day is None:
        return Text(name.zh, english)
    if day.year == closing.year:
        zh, en = display.day_words(day, "zh"), display.day_words(day, "en")
        return Text(f"{name.zh}，{zh}起", f"{english} since {en}")
    year = "去年" if day.year == closing.year - 1 else f"{day.year} 年"
    month = display.month(day, "zh")
    return Text(f"{name.zh}，{year} {month}起", f"{english} since {display.month(day, 'en', year=True)}")


def stake(decision: date | None, amount: Fraction | None, closing: date, language: Language) -> str:
    """The next decision day and the annual value that is decided on it."""
    if decision is None:
        return Text("没有待决的合同", "Nothing to decide").to(language)
    day = short_day(decision, closing)
    if amount is None:
        return Text(f"决策日 {day}", f"Decision {day}").to(language)
    money = display.money_cell(amount, language)
    return Text(f"决策日 {day}，{money}", f"Decision {day}, {money}").to(language)


def annual(amount: Fraction, language: Language) -> str:
    """The annual value; ``amount`` in units of the home currency."""
    money = display.money_cell(amount, language)
    return Text(f"年化 {money}", f"{money} a year").to(language)


def left(term: Term, on: date, state: Standing, closed: date | None) -> Text:
    """How many days are left, or how long the deadline has passed."""
    if closed is not None:
        day = short_day(closed, on)
        return Text(f"{day} 已关闭", f"Closed {day}")
    count = term.left(on)
    if count > 0:
        return Text(f"还剩 {count} 天", f"{days(count)} left")
    if count == 0:
        return Text("今天截止", "Due today")
    if state is Standing.HELD:
        return Text(f"截止日已过 {-count} 天", f"Deadline {days(-count)} ago")
    return Text(f"逾期 {-count} 天", f"{days(-count)} overdue")


def day_of(term: Term, on: date) -> Text:
    """Where the countdown stands: 第 1 天，共 14 天."""
    if term.day(on) < 1:
        start = short_day(term.start, on)
        return Text(f"{start} 开始，共 {term.days} 天", f"from {start}, {days(term.days)}")
    return Text(f"第 {term.day(on)} 天，共 {term.days} 天", f"day {term.day(on)} of {term.days}")


def standing(state: Standing, term: Term, on: date, bands: Bands, *, scored: bool) -> Text:
    """How an open war room stands."""
    if state is Standing.RED and not scored:
        return UNSCORED
    return STANDINGS[state].format(deadline=short_day(term.deadline, on), red=bands.red_words)


def role(key: str, language: Language) -> str:
    """A role of the squad; one in the user's own words is said as it stands."""
    return ROLES[key].to(language) if key in ROLES else key
