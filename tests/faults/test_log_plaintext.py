"""A hundred names through the window, its errors included: not one stands in log, settings or on stderr."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.unit.storage.making import python

NAMES = re.compile(r"哨兵|sentinel", re.IGNORECASE)

WORK = """
import csv, json, os, sys, threading
from pathlib import Path
home = Path(sys.argv[1])
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from csmdesk import paths
paths.log_folder = lambda: home / "log"
from csmdesk.app.qt import application
from csmdesk.app.crash import Crashes
from csmdesk.app.session import Session
from csmdesk.domain.changes import Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.services.keeping import Keeping
from csmdesk.storage.book import Book
from csmdesk.ui.theme import Theme
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QImageReader, QPainter, QPixmap

NAMES = [f"哨兵客户{n:03d} SENTINEL-{n:03d}" for n in range(100)]
app = application()
crashes = Crashes()
crashes.install()
kept = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
theme = Theme("light")
theme.apply()
session = Session(theme, kept, "zh", libraries=(), crashes=crashes)

def settle():
    for _ in range(8):
        app.processEvents()
        while session.tasks.busy:
            app.processEvents()

# A book with the names in it, imported from files that are called after them.
tables = home / "in" / NAMES[0]
tables.mkdir(parents=True)
with (tables / f"客户表 {NAMES[1]}.csv").open("w", encoding="utf-8", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["客户编号", "客户名称", "行业", "备注"])
    rows.writerows([f"SENTINEL{n:03d}", name, name, name] for n, name in enumerate(NAMES))
book = home / "books" / NAMES[2]
Book.create(book, passphrase="哨兵口令 sentinel passphrase").book.close()
session.start(book)
session.window.show()
settle()
session.window.page.given.emit("wrong SENTINEL", False)
settle()
session.window.page.given.emit("哨兵口令 sentinel passphrase", False)
settle()
session.desk.import_files([tables])
settle()
for _ in range(4):
    session.desk.pane.stepping.forward()
    settle()
with session.book.reading() as connection:
    accounts = connection.execute("SELECT count(*) FROM accounts").fetchone()[0]
# Problems of the user: each names a file, a folder or an account.
bad = home / "bad" / NAMES[3]
bad.mkdir(parents=True)
(bad / f"{NAMES[4]}.csv").write_text("一,二\\n1,2\\n", encoding="utf-8")
session.desk.import_files([bad])
settle()
session.desk.pane.stepping.forward()
settle()
session.open_folder(home / NAMES[5])
settle()
# Bugs of ours: in work, in a slot, in a thread, in SQL with its parameters, one for each name.
def twice(connection, name):
    for _ in range(2):
        connection.exec_driver_sql("INSERT INTO accounts (code, name) VALUES (?, ?)", (name, name))
def broken(name):
    def work(job):
        session_book.store.run(Op.NEW_ACCOUNT, lambda c: twice(c, name), Text(name, name))
    return work
session_book = session.book
for number, name in enumerate(NAMES):
    if number % 4 == 0:
        session.tasks.command(session, broken(name))
    elif number % 4 == 1:
        session.tasks.query(session, lambda _, name=name: {}[name])
    elif number % 4 == 2:
        def slot(name=name):
            raise ValueError("slot", name) from UserError(Text(name, name))
        QTimer.singleShot(0, slot)
    else:
        def run(name=name):
            Path(home, name).open(encoding="utf-8")
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    settle()
details = session.troubles.panel.details.toPlainText()
# Qt's own warnings name files and may name anything.
QPixmap(10, 10).save(str(home / NAMES[6] / "x.png"))
QPainter().drawText(0, 0, NAMES[7])
from PySide6.QtCore import qWarning
qWarning(f"cannot open {NAMES[8]}")
session.lock()
settle()
session.close()
session.window.close()
crashes.end()
print(json.dumps([accounts, details]))
"""


def test_no_name_is_in_log_settings_or_on_stderr(tmp_path: Path) -> None:
    with python("-c", WORK, str(tmp_path)) as process:
        output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    accounts, details = json.loads(output.splitlines()[-1])
    assert accounts == 100
    files = sorted((tmp_path / "log").iterdir())
    assert [f.name for f in files] == ["csmdesk.log"]
    log = files[0].read_text("utf-8")
    # All four kinds of bugs were written down with where they happened …
    assert log.count("IntegrityError") >= 25
    assert log.count("nobody caught an exception") >= 50
    assert log.count("KeyError") >= 25
    assert "from UserError" in log
    assert "FileNotFoundError ENOENT" in log
    assert "csmdesk/storage/store.py" in log
    assert "Qt warns" in log
    # … and not one name.
    assert not NAMES.search(log)
    assert not NAMES.search(details)
    assert not NAMES.search(errors)
    # The folder of the book is the user's own choice and has to be remembered; nothing else is.
    remembered = (tmp_path / "window.ini").read_text("utf-8").replace("\\\\", "")
    lines = [line for line in remembered.splitlines() if not line.startswith(("book=", "books="))]
    assert not NAMES.search("\n".join(lines))
