"""The commands of the war room, put into the one list: board, rooms, stand-ups, escalations."""

from __future__ import annotations

from datetime import UTC, timedelta
from random import Random

from csmdesk.domain.changes import Changes
from csmdesk.domain.escalation import STEPS
from csmdesk.domain.war_room import CAUSES, ROLES, STATUSES
from csmdesk.services.escalations import EscalationDraft
from csmdesk.services.standups import StandupDraft, StandupNote
from csmdesk.services.war_board import CardDraft
from csmdesk.services.war_room_view import ClosingDraft, MemberDraft, RoomDraft
from tests.unit.services.commands import COMMANDS, NOW, Command, Desk, command, day, word
from tests.unit.storage.making import rows_of

__all__ = ["COMMANDS", "Command", "Desk"]

# --- the board ----------------------------------------------------------------------------------------------


def _card(dice: Random) -> CardDraft:
    deadline = dice.choice([day(dice), None])
    return CardDraft(word(dice), word(dice), word(dice), deadline, dice.choice(["签收", ""]), word(dice))


def _in_front_of(desk: Desk, dice: Random, status: str) -> int | None:
    """A card of the column, mostly; now and then one from elsewhere, or none."""
    found = rows_of(desk.book, "SELECT id FROM tasks WHERE status = ? ORDER BY id", [status])
    if dice.random() < 0.1:
        return desk.some(dice, "tasks")
    return int(dice.choice(found)[0]) if found and dice.random() < 0.7 else None


@command(5)
def new_card(desk: Desk, dice: Random) -> Changes:
    status = dice.choice(STATUSES)
    before = _in_front_of(desk, dice, status)
    return desk.board.new(desk.some(dice, "war_rooms"), _card(dice), status, before)[1]


@command(12)
def move_card(desk: Desk, dice: Random) -> Changes:
    status, by = dice.choice(STATUSES), dice.choice(["周敏", None])
    before = _in_front_of(desk, dice, status)
    return desk.board.move(desk.some(dice, "tasks"), status, before, accept_by=by, criteria=word(dice))


@command(3)
def accept_card(desk: Desk, dice: Random) -> Changes:
    card = desk.some(dice, "tasks")
    if dice.random() < 0.4:
        return desk.board.unaccept(card)
    return desk.board.accept(card, word(dice), word(dice))


@command(4)
def edit_card(desk: Desk, dice: Random) -> Changes:
    return desk.board.edit(desk.some(dice, "tasks"), _card(dice))


@command(2)
def remove_cards(desk: Desk, dice: Random) -> Changes:
    return desk.board.remove([desk.some(dice, "tasks") for _ in range(dice.randint(1, 3))])


@command(4)
def add_item(desk: Desk, dice: Random) -> Changes:
    return desk.board.add_item(desk.some(dice, "tasks"), word(dice))[1]


@command(4)
def change_item(desk: Desk, dice: Random) -> Changes:
    item, act = desk.some(dice, "task_items"), dice.randint(0, 3)
    if act == 0:
        return desk.board.tick_item(item, dice.random() < 0.6)
    if act == 1:
        return desk.board.edit_item(item, word(dice))
    if act == 2:
        return desk.board.move_item(item, dice.choice([desk.some(dice, "task_items"), None]))
    return desk.board.remove_item(item)


@command(3)
def comment_card(desk: Desk, dice: Random) -> Changes:
    if dice.random() < 0.3:
        return desk.board.remove_comment(desk.some(dice, "task_comments"))
    return desk.board.comment(desk.some(dice, "tasks"), word(dice), word(dice))


@command(2)
def set_board_columns(desk: Desk, dice: Random) -> Changes:
    columns = list(desk.board.columns())
    dice.shuffle(columns)
    at = dice.randrange(len(columns))
    columns[at] = columns[at]._replace(own_name=word(dice), limit=dice.choice([None, 0, 5]))
    return desk.board.set_columns(columns)


# --- war rooms ----------------------------------------------------------------------------------------------


def _room(desk: Desk, dice: Random) -> RoomDraft:
    found = rows_of(desk.book, "SELECT id FROM war_room_members ORDER BY id LIMIT 9")
    # A member stands in a squad once.
    ids = dice.sample([None, None, None, *(each for (each,) in found)], dice.randint(0, 3))
    squad = tuple(
        MemberDraft(
            dice.choice([*ROLES, "总部顾问"]), word(dice), deadline=dice.choice([day(dice), None]), id=each
        )
        for each in ids
    )
    return RoomDraft(
        dice.choice(["回到 60", "回到 65", ""]),
        dice.choice([day(dice) + timedelta(days=200), None]),
        dice.choice([*CAUSES, ""]),
        squad,
        tuple(_card(dice) for _ in range(dice.randint(0, 3))),
        dice.choice([day(dice), None]),
    )


@command(5)
def open_room(desk: Desk, dice: Random) -> Changes:
    return desk.rooms.open(desk.some(dice, "accounts"), _room(desk, dice))[1]


@command(3)
def edit_room(desk: Desk, dice: Random) -> Changes:
    return desk.rooms.edit(desk.some(dice, "war_rooms"), _room(desk, dice))


@command(2)
def decline_room(desk: Desk, dice: Random) -> Changes:
    return desk.rooms.decline(desk.some(dice, "accounts"), day(dice), word(dice))


@command(2)
def close_room(desk: Desk, dice: Random) -> Changes:
    room = desk.some(dice, "war_rooms")
    if dice.random() < 0.5:
        return desk.rooms.reopen(room)
    cause = dice.choice([*CAUSES, ""])
    return desk.rooms.close(room, ClosingDraft(day(dice), cause, "拜访新CIO", "每月对齐", word(dice)))


# --- stand-ups ----------------------------------------------------------------------------------------------


@command(5)
def save_standup(desk: Desk, dice: Random) -> Changes:
    room, on = desk.some(dice, "war_rooms"), day(dice)
    squad = rows_of(desk.book, "SELECT id FROM war_room_members WHERE war_room_id = ? ORDER BY id", [room])
    notes = tuple(StandupNote(each, "", word(dice), word(dice), word(dice)) for (each,) in squad)
    cards = tuple(_card(dice) for _ in range(dice.choice([0, 0, 1])))
    decisions = "\n".join(card.title for card in cards)
    seconds = dice.choice([None, 0, 840])
    return desk.standups.save(room, StandupDraft(on, notes, decisions, seconds, cards))


@command(2)
def remove_standup(desk: Desk, dice: Random) -> Changes | None:
    found = rows_of(desk.book, "SELECT war_room_id FROM standups ORDER BY id")
    if not found:
        return None
    room = int(dice.choice(found)[0])
    return desk.standups.remove(room, dice.choice(desk.standups.days(room)))


# --- escalations --------------------------------------------------------------------------------------------


def _escalation(desk: Desk, dice: Random) -> EscalationDraft:
    return EscalationDraft(
        word(dice),
        word(dice),
        dice.choice([NOW.replace(tzinfo=UTC) - timedelta(minutes=dice.randint(-60, 6000)), None]),
        dice.choice([1, 1, 2]),
        desk.some(dice, "tickets") if dice.random() < 0.2 else None,
        desk.some(dice, "war_rooms") if dice.random() < 0.2 else None,
    )


@command(4)
def open_escalation(desk: Desk, dice: Random) -> Changes:
    return desk.escalations.open(desk.some(dice, "accounts"), _escalation(desk, dice))[1]


@command(2)
def edit_escalation(desk: Desk, dice: Random) -> Changes:
    return desk.escalations.edit(desk.some(dice, "escalations"), _escalation(desk, dice))


@command(5)
def step_escalation(desk: Desk, dice: Random) -> Changes:
    one, act = desk.some(dice, "escalations"), dice.random()
    if act < 0.2:
        return desk.escalations.back(one)
    if act < 0.4:
        return desk.escalations.raise_level(one, word(dice))
    at = dice.choice([None, NOW.replace(tzinfo=UTC) - timedelta(minutes=dice.randint(-60, 600))])
    return desk.escalations.step(one, dice.choice(list(STEPS)), at, word(dice))


@command(1)
def remove_escalation(desk: Desk, dice: Random) -> Changes:
    return desk.escalations.remove(desk.some(dice, "escalations"))
