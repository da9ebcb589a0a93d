"""A war room on one page in every format, as text for a chat, and its cards as a table for a tracker."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.text import Language
from csmdesk.reports.export import export
from csmdesk.reports.preview import pages
from csmdesk.reports.task_table import write_tasks
from csmdesk.reports.war_room_status import RoomState, status_document, status_markdown
from csmdesk.services.accounts import Accounts
from csmdesk.services.board_view import BoardData
from csmdesk.services.escalation_view import EscalationDraft
from csmdesk.services.escalations import Escalations
from csmdesk.services.standups import StandupDraft, StandupNote, Standups
from csmdesk.services.task_drafts import CardDraft
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_room_view import WarData
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book

DAY = date(2024, 6, 30)


class Desk(NamedTuple):
    """A book with its war rooms."""

    book: Book

    def rooms(self, language: Language) -> WarData:
        return WarRooms(self.book, Accounts(self.book)).data("2024H1", None, language)

    def board(self, language: Language) -> BoardData:
        return WarBoard(self.book).data(DAY, language)

    def state(self, language: Language) -> RoomState:
        room, board = self.rooms(language).rooms[0], self.board(language)
        log = Standups(self.book).log(room.id, DAY)
        found = Escalations(self.book).list(room.account_id, language=language)
        return RoomState(room, board.columns, board.cards, log, found, DAY)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    book = sample_book(tmp_path / "book")
    yield Desk(book)
    book.close()


def fill(desk: Desk, cards: int) -> None:
    """A stand-up, an escalation and many more cards."""
    room = desk.rooms("zh").rooms[0]
    notes = (StandupNote(None, "", "对齐了目标" * 30, "约林宁娟", "等排期"),)
    Standups(desk.book, lambda: DAY).save(room.id, StandupDraft(DAY, notes, "定 07-10 汇报会"))
    Escalations(desk.book).open(room.account_id, EscalationDraft("报表打不开", "赵工"))
    for number in range(cards):
        WarBoard(desk.book).new(room.id, CardDraft(f"任务 {number}", acceptance="说得清" * 20))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("cards", [0, 20])
def test_the_state_of_a_room_is_one_page(desk: Desk, language: Language, cards: int) -> None:
    if cards:
        fill(desk, cards)
    document = status_document(desk.state(language), language, "华东")
    assert len(pages(document, 40).sizes) == 1


def test_the_text_for_a_chat_says_what_is_at_stake_and_what_is_open(desk: Desk) -> None:
    fill(desk, 20)
    told = status_markdown(desk.state("zh"), "zh")
    for piece in (
        "岚图家居",
        "59.7",
        "还剩 13 天",
        "待办：**聚合表与索引优化**",
        "产品研发经理",
        "报表打不开",
        "另有 13 项任务",
    ):
        assert piece in told, piece
    assert "|" not in told
    assert "****" not in told


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".md"])
def test_every_format_is_written(desk: Desk, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"状态{suffix}"
    export(status_document(desk.state("zh"), "zh", "华东"), target)
    assert target.stat().st_size > 500


def test_the_cards_are_read_back_from_their_table_and_no_formula_runs(desk: Desk, tmp_path: Path) -> None:
    room = desk.rooms("zh").rooms[0]
    WarBoard(desk.book).new(room.id, CardDraft("=1+1", owner="@赵工", deadline=date(2024, 7, 9)))
    board = desk.board("zh")
    target = tmp_path / "任务.csv"
    write_tasks(target, board.cards, {c.key: c.name for c in board.columns}, "zh")
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 10
    assert {row["状态"] for row in rows} == {"待办", "进行中", "待验收"}
    added = next(row for row in rows if row["截止日期"] == "2024-07-09")
    assert added["任务"] == "'=1+1"
    assert added["责任人"] == "'@赵工"
