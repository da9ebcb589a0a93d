"""Random commands for a walk over a board: moves most of all, and what a user would be refused as well."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from csmdesk.domain.war_room import STATUSES
from csmdesk.services.war_board import CardDraft
from tests.unit.services.board_walk import TODAY, BoardWalk, Lists

_TITLES = ("聚合表与索引优化", "新CIO价值汇报会", "Fix the import", "")
_NAMES = ("周敏", "Ann Lee", "")


def draw_draft(dice: Random) -> CardDraft:
    """A card as somebody may type it; what it holds is what is kept."""
    return CardDraft(
        dice.choice(_TITLES) if dice.random() < 0.2 else f"任务{dice.randint(0, 999)}",
        dice.choice(["", "先看慢查询\n再定索引"]),
        dice.choice(_NAMES),
        TODAY + timedelta(days=dice.randint(-20, 30)) if dice.random() < 0.8 else None,
        dice.choice(["加载时长<3秒", "签收", ""]) if dice.random() < 0.9 else "",
        dice.choice(["", "GD0001", "https://tickets.example.com/1"]),
    )


def draw_step(walk: BoardWalk, dice: Random) -> None:
    """One random command on the walk's board; moves most of all."""
    lists = walk.lists
    ids = list(lists.cards)
    status = dice.choice(STATUSES)
    before = _before(lists, status, dice)
    drawn = dice.random()
    if drawn < 0.12 or not ids:
        walk.new(dice.choice([1, 2, 1, 2, 1, 2, 3]), draw_draft(dice), dice.choice(STATUSES[:3]), None)
        return
    card_id = dice.choice(ids)
    if dice.random() < 0.01:
        _crowd(walk, card_id, dice)
        return
    if drawn < 0.18:
        walk.new(dice.choice([1, 2]), draw_draft(dice), status, before)
    elif drawn < 0.62:
        by = dice.choice([None, "周敏", "周敏", "周敏", ""])
        walk.move(card_id, status, before, by)
    elif drawn < 0.67:
        walk.accept(card_id, dice.choice(_NAMES))
    elif drawn < 0.70:
        walk.unaccept(card_id)
    elif drawn < 0.78:
        walk.edit(card_id, draw_draft(dice))
    elif drawn < 0.86:
        walk.remove(dice.sample(ids, min(len(ids), dice.randint(1, 4))))
    elif drawn < 0.90:
        walk.add_item(card_id, dice.choice(["查索引", "约会议", ""]))
    elif drawn < 0.95:
        _change_item(walk, dice)
    elif drawn < 0.98:
        walk.comment(card_id, dice.choice(["等客户回复", "done", ""]))
    else:
        _uncomment(walk, dice)
    if card_id in walk.lists.cards:
        walk.expect_same_card(card_id)


def _crowd(walk: BoardWalk, card_id: int, dice: Random) -> None:
    """Cards go in front of one and the same card until no number is left between it and the one before."""
    status = walk.lists.where(card_id)
    others = [each for each in walk.lists.cards if each != card_id]
    for each in dice.sample(others, min(len(others), 14)):
        walk.move(each, status, card_id, "周敏")


def _before(lists: Lists, status: str, dice: Random) -> int | None:
    """Mostly a card of the column, or its end; now and then one that is elsewhere or gone."""
    drawn = dice.random()
    ids = lists.columns[status]
    if drawn < 0.05:
        return dice.choice([-1, *lists.cards])
    if not ids or drawn > 0.8:
        return None
    # Again and again the same two places use up the numbers between two neighbours.
    return dice.choice(ids[:2] if drawn < 0.5 else ids)


def _change_item(walk: BoardWalk, dice: Random) -> None:
    having = [each for each, card in walk.lists.cards.items() if card.items]
    if having:
        card_id = dice.choice(having)
        count = len(walk.lists.cards[card_id].items)
        how = dice.choice(["tick", "tick", "edit", "move", "move", "remove"])
        before = dice.randrange(count) if dice.random() < 0.7 else None
        walk.change_item(card_id, dice.randrange(count), how, before)
        if card_id in walk.lists.cards:
            walk.expect_same_card(card_id)


def _uncomment(walk: BoardWalk, dice: Random) -> None:
    having = [each for each, card in walk.lists.cards.items() if card.comments]
    if having:
        card_id = dice.choice(having)
        walk.uncomment(card_id, dice.randrange(len(walk.lists.cards[card_id].comments)))
