"""Red accounts and war rooms: opened, staffed, stood up each day, tasks in time, closed when held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since
from csmdesk.domain.war_room import ROLES, Standing, standing
from csmdesk.domain.work_rules import RuleKey
from csmdesk.domain.working_days import is_working_day, working_days
from csmdesk.metrics import display
from csmdesk.services.account_words import joined
from csmdesk.services.todo_rules.ground import Ground, OpenRoom
from csmdesk.services.war_proposals import falls
from csmdesk.services.war_room_lines import course

_DAY = timedelta(days=1)


def war_room(g: Ground) -> Iterator[Finding]:
    """A score below where red ends opens one; a fall that was declined has none and asks for none."""
    for each in falls(g.desk, g.war):
        fell = each.fell.start.day
        score = display.health(g.desk.lines[each.account_id].health, g.basis.bands)
        red = g.basis.bands.red_words
        yield Finding(
            RuleKey.WAR_ROOM,
            "accounts",
            each.account_id,
            each.account_id,
            case=fell,
            due=fell,
            breach=broken_since(fell, g.closing, None),
            done=not each.wanted,
            why=Text(
                f"{g.day(fell)} 跌破 {red}，现在 {score}",
                f"below {red} since {g.day(fell)}, now {score}",
            ),
            opens=("war_room", 0),
        )


def squad(g: Ground) -> Iterator[Finding]:
    """CSM, technical support manager and R&D manager, each with a name."""
    for room in g.open_rooms:
        named = {m.role for m in g.war.members.get(room.row.id, ()) if m.name}
        missing = [words for role, words in ROLES.items() if role not in named]
        yield _of(
            g,
            RuleKey.SQUAD,
            room,
            case=room.row.opened or room.term.start,
            due=room.term.start,
            done=not missing,
            why=Text(
                f"还缺{'、'.join(words.zh for words in missing)}",
                f"missing: {joined([words.en for words in missing], 'en')}",
            ),
        )


def standup(g: Ground) -> Iterator[Finding]:
    """One each working day. A day that was missed stays a breach: it cannot be made up for."""
    for room in g.open_rooms:
        held = g.war.standups.get(room.row.id, frozenset())
        first = g.closing if room.row.opened is None else max(room.row.opened, g.period.start)
        for day in working_days(first, g.closing):
            past = day < g.closing
            yield Finding(
                RuleKey.STANDUP,
                "war_rooms",
                room.row.id,
                room.row.account_id,
                case=day,
                due=day,
                breach=None if day in held else broken_since(day, g.closing, None),
                done=day in held or past,
                why=Text(
                    f"{g.rules.standup_minutes} 分钟，记一条日志",
                    f"{g.rules.standup_minutes} minutes, one log entry",
                ),
                counts_on=day,
                opens=("war_room", room.row.id),
            )


def next_standup(g: Ground) -> Finding | None:
    """The first stand-up after the closing day; None without an open room."""
    if not g.open_rooms:
        return None
    day = g.closing + _DAY
    while not is_working_day(day):
        day += _DAY
    room = g.open_rooms[0]
    return Finding(
        RuleKey.STANDUP,
        "war_rooms",
        room.row.id,
        room.row.account_id,
        case=day,
        due=day,
        breach=None,
        done=False,
        why=Text("", ""),
        opens=("war_room", room.row.id),
    )


def deadline(g: Ground) -> Iterator[Finding]:
    """A room closes when the limit is held at its deadline; one that is not has missed its quick fix."""
    for room in g.open_rooms:
        scores = [s for s in course(g.desk, room.row.account_id).scores if s.day <= g.closing]
        stands = standing(scores, room.term.deadline, g.closing)
        day = g.day(room.term.deadline)
        held = stands is Standing.HELD
        red = g.basis.bands.red_words
        yield _of(
            g,
            RuleKey.ROOM_DEADLINE,
            room,
            case=room.row.deadline or room.row.opened or room.term.deadline,
            due=room.term.deadline,
            done=False,
            binding=not held,
            why=Text(f"已稳住 ≥ {red}，{day} 到期", f"≥ {red} held, deadline {day}")
            if held
            else Text(f"{day} 到期，还没有稳住 {red}", f"deadline {day}, {red} not held yet"),
            action=None if held else Text("复盘作战室并定新期限", "Review the room, set a new deadline"),
        )


def tasks(g: Ground) -> Iterator[Finding]:
    """A task is done by its deadline."""
    rooms = {room.row.id: room for room in g.open_rooms}
    for task in g.basis.facts.tasks:
        room = rooms.get(task.war_room_id)
        if room is None or task.deadline is None:
            continue
        verb = Text("验收", "Accept") if task.status == "review" else Text("完成", "Finish")
        yield _of(
            g,
            RuleKey.TASK,
            room,
            task=task.id,
            case=task.deadline,
            due=task.deadline,
            done=task.status == "done",
            why=_task_words(task.acceptance, task.owner),
            action=Text(f"{verb.zh}：{task.title}", f"{verb.en}: {task.title}"),
        )


def _task_words(acceptance: str, owner: str) -> Text:
    parts = [part for part in (acceptance, owner) if part]
    return Text(joined(["作战任务", *parts], "zh"), joined(["war room task", *parts], "en"))


def task_criteria(g: Ground) -> Iterator[Finding]:
    """A task has an owner, a deadline and acceptance criteria from the day on which it is made."""
    rooms = {room.row.id: room for room in g.open_rooms}
    for task in g.basis.facts.tasks:
        room = rooms.get(task.war_room_id)
        if room is None:
            continue
        lacking = [
            words
            for words, there in (
                (Text("责任人", "owner"), task.owner),
                (Text("期限", "deadline"), task.deadline),
                (Text("验收标准", "acceptance criteria"), task.acceptance),
            )
            if not there
        ]
        made = g.rows.task_days.get(task.id) or room.row.opened or room.term.start
        missing = Text(
            f"缺{'、'.join(words.zh for words in lacking)}",
            f"no {joined([words.en for words in lacking], 'en')}",
        )
        yield _of(
            g,
            RuleKey.TASK_CRITERIA,
            room,
            task=task.id,
            case=made,
            due=made,
            done=not lacking or task.status == "done",
            why=Text(f"{task.title}，{missing.zh}", f"{task.title}: {missing.en}"),
        )


def _of(
    g: Ground,
    rule: RuleKey,
    room: OpenRoom,
    *,
    case: date,
    due: date,
    done: bool,
    why: Text,
    task: int | None = None,
    action: Text | None = None,
    binding: bool = True,
) -> Finding:
    """Something of an open room, or of one of its tasks: it stands on the closing day."""
    return Finding(
        rule,
        "war_rooms" if task is None else "tasks",
        room.row.id if task is None else task,
        room.row.account_id,
        case=case,
        due=due,
        breach=broken_since(due, g.closing, None) if binding and not done else None,
        done=done,
        why=why,
        action=action,
        opens=("war_room", room.row.id) if task is None else ("task", task),
    )
