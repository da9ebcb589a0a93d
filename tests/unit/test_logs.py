"""The log says what went wrong and where, and holds no word of the customers' data."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from csmdesk import __version__, paths
from csmdesk.app import crash, logs
from csmdesk.app.crash import Crashes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book
from csmdesk.storage.problems import failed
from tests.unit.storage.making import python

SENTINELS = [f"哨兵客户{n:03d} SENTINEL-{n:03d}-7f3a" for n in range(100)]
NAMES = re.compile(r"哨兵|sentinel|7f3a", re.IGNORECASE)

ours = logging.getLogger("csmdesk.tests")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the log."""
    place = tmp_path / "log"
    monkeypatch.setattr(paths, "log_folder", lambda: place)
    return place


@pytest.fixture
def written(folder: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """What has been written to the log, which is open during the test."""
    handler = logs.begin()
    yield lambda: "".join(p.read_text("utf-8") for p in sorted(folder.glob("csmdesk.log*")))
    logs.end(handler)


Written = Callable[[], str]


# --- no values ----------------------------------------------------------------------------------------------


def test_a_sentence_is_written_with_the_kinds_of_its_values(written: Written) -> None:
    ours.warning("cannot read %s in %d rows", SENTINELS[0], 7)
    text = written()
    assert "cannot read %s in %d rows ('<str>', '<int>')" in text
    ours.warning("cannot read %s", SENTINELS[0])
    assert "cannot read <str> [tests/unit/test_logs.py:" in written()
    assert not NAMES.search(written())


def test_a_sentence_that_was_put_together_is_left_out(written: Written) -> None:
    name = SENTINELS[1]
    ours.error(f"the account {name} is bad")
    ours.error(name)
    ours.error(Text("客户", name))
    text = written()
    assert text.count(" … [") == 3
    assert not NAMES.search(text)


def test_what_other_libraries_say_is_a_position_only(written: Written) -> None:
    logging.getLogger("sqlalchemy.engine").error("INSERT INTO accounts VALUES (%s)", SENTINELS[2])
    logging.getLogger("py.warnings").warning("a fixed sentence")
    text = written()
    assert "ERROR sqlalchemy.engine … [tests/unit/test_logs.py:" in text
    assert "fixed" not in text
    assert not NAMES.search(text)


def key_error() -> None:
    dict[str, int]()[SENTINELS[3]]


def user_error() -> None:
    raise UserError(Text(f"客户“{SENTINELS[4]}”已经有了。", f"{SENTINELS[4]} exists."))


def file_error() -> None:
    try:
        Path(f"/{SENTINELS[5]}/x").read_bytes()
    except OSError as error:
        raise failed(Text("读不了", "unreadable"), error) from error


def chained() -> None:
    try:
        raise ValueError(SENTINELS[6])
    except ValueError:
        int(SENTINELS[7])


def sql_with_parameters() -> None:
    import sqlalchemy

    engine = sqlalchemy.create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE accounts (name TEXT UNIQUE)")
            for _ in range(2):
                connection.execute(
                    sqlalchemy.text("INSERT INTO accounts VALUES (:name)"), {"name": SENTINELS[8]}
                )
    finally:
        engine.dispose()


def plain_sql() -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"SELECT '{SENTINELS[9]}' FROM nothing_{SENTINELS[9][-4:]}")
    finally:
        connection.close()


def noted() -> None:
    error = RuntimeError(SENTINELS[10])
    error.add_note(SENTINELS[11])
    raise error


def grouped() -> None:
    raise ExceptionGroup(SENTINELS[12], [ValueError(SENTINELS[13])])


def undecodable() -> None:
    SENTINELS[14].encode("gb18030").decode("utf-8")


@pytest.mark.parametrize(
    ("raises", "kind"),
    [
        (key_error, "KeyError"),
        (user_error, "UserError"),
        (file_error, "from FileNotFoundError ENOENT"),
        (chained, "from ValueError"),
        (sql_with_parameters, "IntegrityError SQLITE_CONSTRAINT_UNIQUE"),
        (plain_sql, "OperationalError SQLITE_ERROR"),
        (noted, "RuntimeError"),
        (grouped, "ExceptionGroup"),
        (undecodable, "UnicodeDecodeError"),
    ],
)
def test_an_exception_is_its_kind_and_where(written: Written, raises: Callable[[], None], kind: str) -> None:
    with pytest.raises(Exception) as caught:
        raises()
    ours.error("background work failed", exc_info=caught.value)
    text = written()
    assert kind in text
    assert re.search(rf"tests/unit/test_logs\.py:\d+ {raises.__name__}\n", text)
    assert "background work failed" in text
    assert not NAMES.search(text)


def test_a_hundred_names_in_messages_values_and_paths_leave_nothing(written: Written) -> None:
    def fail(number: int, name: str) -> None:
        if number % 3 == 0:
            raise UserError(Text(name, name))
        if number % 3 == 1:
            Path(name, name).read_bytes()
        raise RuntimeError("found", name)

    for number, name in enumerate(SENTINELS):
        with pytest.raises((UserError, OSError, RuntimeError)) as caught:
            fail(number, name)
        ours.error("work on %s failed: %s", name, caught.value, exc_info=caught.value)
        logs.write_bug(caught.value)
    assert written().count("work on <str> failed") == 100
    assert written().count(f"csmdesk {__version__}") == 100
    assert not NAMES.search(written())


def test_every_sentence_that_the_program_logs_is_a_constant() -> None:
    import ast

    source = Path(logs.__file__).parents[1]
    calls = [
        (path.name, call.lineno, call.args[1 if call.func.attr == "log" else 0])
        for path in source.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"_log", "logging", "logger"}
        and call.func.attr in {"debug", "info", "warning", "error", "exception", "critical", "log"}
    ]
    assert len(calls) > 3
    assert [(name, line) for name, line, said in calls if not isinstance(said, ast.Constant)] == []


# --- the file -----------------------------------------------------------------------------------------------


def test_nothing_is_opened_before_something_is_written(folder: Path) -> None:
    handler = logs.begin()
    try:
        logging.getLogger("csmdesk.tests").info("all is well")
        assert not folder.exists()
    finally:
        logs.end(handler)


def test_the_log_is_cut_at_a_megabyte_and_five_files_are_kept(folder: Path) -> None:
    handler = logs.LogFile()
    record = logging.LogRecord("csmdesk", logging.ERROR, "x" * 200 + ".py", 1, "…", (), None, "f")
    for _ in range(30_000):
        handler.emit(record)
    handler.close()
    files = sorted(folder.iterdir())
    assert [f.name for f in files] == ["csmdesk.log", *(f"csmdesk.log.{n}" for n in range(1, 5))]
    assert all(0 < f.stat().st_size <= 1_000_000 for f in files)


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "file")
    assert logs.write_bug(RuntimeError(SENTINELS[0])) == tmp_path / "file/csmdesk.log"
    monkeypatch.setattr(paths, "log_folder", lambda: Path("/dev"))
    monkeypatch.setattr(logs, "NAME", "full")
    logs.write_bug(RuntimeError(SENTINELS[0]))
    assert capsys.readouterr() == ("", "")


def test_paths_in_the_log_begin_with_the_package() -> None:
    assert logs.short("/home/张三/src/csmdesk/ui/tasks.py") == "csmdesk/ui/tasks.py"
    assert logs.short("/home/张三/.venv/lib/python3.11/site-packages/docx/api.py") == "docx/api.py"
    assert logs.short("/usr/lib/python3.11/json/decoder.py") == "python3.11/json/decoder.py"
    assert logs.short("/home/张三/岚图家居.py") == "岚图家居.py"
    assert logs.short("<string>") == "<string>"


# --- what nobody caught -------------------------------------------------------------------------------------


@pytest.fixture
def crashes(folder: Path, caplog: pytest.LogCaptureFixture, qapp: object) -> Iterator[Crashes]:
    """The hooks, in place, with the log open but without the report of deaths, which pytest keeps itself."""
    made = Crashes()
    made.install()
    made._log = logs.begin()
    yield made
    made.end()


def test_an_exception_that_nobody_caught_is_written_and_told(
    crashes: Crashes, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[BaseException] = []
    crashes.caught.connect(told.append)
    error = RuntimeError(SENTINELS[0])
    sys.excepthook(RuntimeError, error, None)
    assert told == [error]
    text = (folder / logs.NAME).read_text("utf-8")
    assert "nobody caught an exception" in text
    assert not NAMES.search(text + "".join(capsys.readouterr()))


def test_one_in_a_thread_is_written_and_told_too(crashes: Crashes, folder: Path) -> None:
    told: list[BaseException] = []
    seen = threading.Event()

    def tell(error: BaseException) -> None:
        told.append(error)
        seen.set()

    crashes.caught.connect(tell)
    worker = threading.Thread(target=key_error)
    worker.start()
    worker.join()
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    assert seen.is_set()
    assert isinstance(told[0], KeyError)
    assert "key_error" in (folder / logs.NAME).read_text("utf-8")


def test_one_in_the_telling_does_not_go_round_and_round(crashes: Crashes, folder: Path) -> None:
    told = []

    def tell(error: BaseException) -> None:
        told.append(error)
        sys.excepthook(ValueError, ValueError(), None)

    crashes.caught.connect(tell)
    sys.excepthook(RuntimeError, RuntimeError(), None)
    assert len(told) == 1
    assert (folder / logs.NAME).read_text("utf-8").count("nobody caught") == 2


def test_a_warning_of_qt_is_its_category_and_class(crashes: Crashes, folder: Path) -> None:
    context = QMessageLogContext()
    crash._on_qt(QtMsgType.QtWarningMsg, context, f"QPixmap::load: cannot open {SENTINELS[0]}")
    crash._on_qt(QtMsgType.QtWarningMsg, context, f"could not parse {SENTINELS[1]}")
    crash._on_qt(QtMsgType.QtDebugMsg, context, SENTINELS[2])
    text = (folder / logs.NAME).read_text("utf-8")
    assert "Qt warns: default QPixmap::load" in text
    assert text.count("Qt warns") == 2
    assert not NAMES.search(text)


DEATH = """
import sys
from csmdesk import paths
from pathlib import Path
paths.log_folder = lambda: Path(sys.argv[1])
from csmdesk.app.crash import Crashes
crashes = Crashes()
crashes.install()
print(crashes.begin(), flush=True)
if sys.argv[2] == "dies":
    customer = "哨兵 SENTINEL-7f3a"
    import ctypes
    ctypes.string_at(0)
crashes.end()
"""


def run(folder: Path, how: str) -> tuple[int, str]:
    with python("-c", DEATH, str(folder), how) as process:
        output, _ = process.communicate()
    return process.returncode, output.strip()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a death by signal is seen otherwise there")
def test_a_death_is_told_at_the_next_start_and_once(folder: Path) -> None:
    assert run(folder, "lives") == (0, "None")
    assert list(folder.iterdir()) == []
    code, told = run(folder, "dies")
    assert code < 0
    assert told == "None"
    code, told = run(folder, "lives")
    assert code == 0
    report = Path(told)
    assert report.parent == folder
    assert "Fatal Python error: Segmentation fault" in report.read_text("utf-8")
    assert not NAMES.search(report.read_text("utf-8"))
    assert run(folder, "lives") == (0, "None")


def test_only_the_newest_reports_are_kept(folder: Path) -> None:
    folder.mkdir()
    for n in range(9):
        (folder / f"crash-{n}-1.txt").write_text("x", encoding="utf-8")
        os.utime(folder / f"crash-{n}-1.txt", (n, n))
    assert crash._gather(folder) is None
    assert sorted(p.name for p in folder.iterdir()) == [f"crash-{n}-1.txt" for n in range(4, 9)]


def test_an_error_of_the_book_with_its_sql_and_parameters_is_a_kind(written: Written, tmp_path: Path) -> None:
    import sqlalchemy.exc

    from csmdesk.domain.changes import Op

    with Book.create(tmp_path / SENTINELS[0]).book as book:

        def twice(connection: object) -> None:
            for _ in range(2):
                connection.exec_driver_sql(  # type: ignore[attr-defined]
                    "INSERT INTO accounts (code, name) VALUES (?, ?)", (SENTINELS[1], SENTINELS[2])
                )

        with pytest.raises(sqlalchemy.exc.IntegrityError) as caught:
            book.store.run(Op.NEW_ACCOUNT, twice)
        ours.error("background work failed", exc_info=caught.value)
    assert "IntegrityError" in written()
    assert not NAMES.search(written())
