"""A keystroke in the palette → results painted: 10,000 accounts, 30,000 contracts, 30,000 contacts."""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from tests.books import PERIOD, make_book

if TYPE_CHECKING:
    from csmdesk.storage.book import Book
    from csmdesk.ui.shell.desk import Desk
    from csmdesk.ui.tasks import Tasks

ACCOUNTS = 10_000
CONTACTS = 30_000
FRAME = 16.7
QUERIES = (
    *("lantu", "lantujiaju12", "qh", "家居", "KH00012", "HT000123", "wanghaiyuye", "恒", "zzz", "b"),
    *(
        "jia ju",
        "白露化妆品",
        "林宁",
        "lnj 岚图",
        "cio",
        "岚图 续约",
        "岚图 改分层",
        "beifen",
        ">theme",
        "?nrr",
    ),
)

_SURNAMES = {"林": "lin", "高": "gao", "王": "wang", "赵": "zhao", "孙": "sun", "钱": "qian", "周": "zhou"}
_GIVEN = {"宁": "ning", "娟": "juan", "平": "ping", "霞": "xia", "明": "ming", "伟": "wei", "芳": "fang"}
_TITLES = ("CIO", "CEO", "信息部经理", "采购总监")


def run(say: Callable[[str], object]) -> None:
    """Type and delete each query in the window, a key at a time (goal: p99 at most 16.7 ms)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from csmdesk.app.book import BookOnDesk
    from csmdesk.app.panes import pane_specs
    from csmdesk.app.qt import application
    from csmdesk.ui.shell.desk import Desk
    from csmdesk.ui.tasks import Tasks
    from csmdesk.ui.theme import Theme

    application()
    # As in the window: work in other threads gives way to keys after half a millisecond.
    sys.setswitchinterval(0.0005)
    theme = Theme("light")
    theme.apply()
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        book = make_book(Path(home) / "book", ACCOUNTS)
        people(book)
        tasks = Tasks()
        specs = [spec for spec in pane_specs(theme, tasks, book, "zh") if spec.search]
        desk = Desk(theme, tasks, BookOnDesk(book), specs, "zh", {"period": PERIOD})
        desk.resize(1440, 900)
        desk.show()
        _settle(tasks)
        begun = perf_counter()
        desk.after_first_paint()
        _settle(tasks)
        taken = (perf_counter() - begun) * 1e3
        say(f"loading and reading what can be found: {taken:.0f} ms in the background")
        gc.freeze()
        finder = desk.finder
        assert finder is not None
        _opening(say, desk)
        # What is read when it is first wanted is there before it is measured how quick the keys are.
        assert finder.palette is not None
        finder.palette.field.setText("?")
        _settle(tasks)
        finder.palette.field.clear()
        gc.freeze()
        _typing(say, desk)
        _change(say, desk, book)
        tasks.close()
        desk.close()
        book.close()


def _settle(tasks: Tasks) -> None:
    """Wait until nothing is under way; what arrives may ask for more."""
    from PySide6.QtWidgets import QApplication

    quiet = 0
    while quiet < 5:
        QApplication.processEvents()
        quiet = 0 if tasks.busy else quiet + 1


def people(book: Book, seed: int = 3) -> None:
    """Contacts, which the generated books have none of."""
    from csmdesk.storage import driver
    from csmdesk.storage.book import DATABASE

    dice = random.Random(seed)

    def person(number: int) -> tuple[object, ...]:
        surname, one, two = dice.choice(list(_SURNAMES)), *dice.choices(list(_GIVEN), k=2)
        pinyin = [_SURNAMES[surname], _GIVEN[one], _GIVEN[two]]
        return (
            f"LX{number:06}",
            dice.randint(1, ACCOUNTS),
            surname + one + two,
            "".join(pinyin),
            "".join(part[0] for part in pinyin),
            dice.choice(_TITLES),
            dice.randint(0, 1),
        )

    connection = driver.connect(book.folder / DATABASE, book._key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO contacts (code, account_id, name, pinyin, initials, title, executive) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [person(number) for number in range(CONTACTS)],
        )
        connection.execute("COMMIT")
    finally:
        connection.close()


def _until_painted(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds until everything has been painted, and those of the processor."""
    from PySide6.QtWidgets import QApplication

    begun, worked = perf_counter(), thread_time()
    act()
    QApplication.processEvents()
    return (perf_counter() - begun) * 1e3, (thread_time() - worked) * 1e3


def _opening(say: Callable[[str], object], desk: Desk) -> None:
    first, _ = _until_painted(desk.open_palette)
    finder = desk.finder
    assert finder is not None
    palette = finder.palette
    assert palette is not None
    again = []
    for _ in range(20):
        palette.close_palette()
        again.append(_until_painted(desk.open_palette)[0])
    say(f"Ctrl+K → painted the first time in {first:.1f} ms, again in {median(again):.1f} ms")


def _typing(say: Callable[[str], object], desk: Desk) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    finder = desk.finder
    assert finder is not None
    palette, search = finder.palette, finder.search
    assert palette is not None
    assert search is not None
    field = palette.field

    def press(letter: str) -> None:
        if letter.isascii():
            QTest.keyClicks(field, letter)
        else:  # Chinese comes from the input method
            commit = QInputMethodEvent()
            commit.setCommitString(letter)
            QApplication.sendEvent(field, commit)

    def nothing() -> None:
        palette.update()
        palette.list.viewport().update()

    keys, processor, found, floor = [], [], [], []
    for _ in range(4):
        for query in QUERIES:
            acts = [partial(press, letter) for letter in query]
            acts += [partial(QTest.keyClick, field, Qt.Key.Key_Backspace)] * len(query)
            for act in acts:
                taken, worked = _until_painted(act)
                keys.append(taken)
                processor.append(worked)
                begun = perf_counter()
                search.find(field.text(), "zh")
                found.append((perf_counter() - begun) * 1e3)
            floor.append(_until_painted(nothing)[0])
    say(
        f"a keystroke painted in {median(keys):.1f} ms, p99 {quantiles(keys, n=100)[98]:.1f} ms "
        f"(goal: {FRAME}), max {max(keys):.1f} ms, n = {len(keys)}; of it the search {median(found):.1f} ms, "
        f"max {max(found):.1f} ms; painting alone {median(floor):.1f} ms"
    )
    say(
        f"ratio: {median(keys) / median(floor):.2f}; processor time p99 "
        f"{quantiles(processor, n=100)[98]:.1f} ms, max {max(processor):.1f} ms"
    )


def _change(say: Callable[[str], object], desk: Desk, book: Book) -> None:
    from csmdesk.domain.changes import Changes

    assert desk.finder is not None
    search = desk.finder.search
    assert search is not None
    taken = []
    for key in range(1, 21):
        begun = perf_counter()
        search.refresh(Changes({"accounts": frozenset({key})}))
        taken.append((perf_counter() - begun) * 1e3)
    say(f"a changed account is found anew after {median(taken):.0f} ms in the background")


if __name__ == "__main__":
    run(print)
