"""Cards carried with a real pointer over a real window: an X server of its own, its mouse and its keys."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

import pytest

REPOSITORY = Path(__file__).parents[3]
SECONDS = 20

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="needs Xvfb and xdotool",
)

Line = dict[str, Any]


class Screen:
    """A window on an X server, what it says, and the hand that moves its pointer."""

    def __init__(self, display: str, output: IO[str]) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self._lines: Queue[Line | None] = Queue()
        self._output = output
        self.reader = Thread(target=self._read, name="board output", daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self._output:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def wait(self, wanted: Callable[[Line], bool]) -> Line:
        """The next line that is wanted."""
        while True:
            try:
                line = self._lines.get(timeout=SECONDS)
            except Empty:
                pytest.fail("the board said nothing for too long")
            if line is None:
                pytest.fail("the window has ended")
            if wanted(line):
                return line

    def places(self) -> Line:
        """Where everything is now."""
        while not self._lines.empty():
            self._lines.get()
        return self.wait(lambda line: line["what"] == "places")

    def hand(self, *words: object) -> None:
        """Let the pointer or the keyboard do something."""
        subprocess.run(["xdotool", *map(str, words)], env=self._environment, check=True, timeout=SECONDS)

    def take(self, key: int) -> Line:
        """Press on a card and begin to carry it."""
        places = self.places()
        x, y = places["at"][str(key)]
        self.hand("mousemove", x, y, "mousedown", 1)
        self.hand("mousemove", x + 6, y + 4, "mousemove", x + 14, y + 8)
        self.wait(lambda line: line["what"] == "places" and line["carried"])
        return places


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A board of sixty cards on an X server that ends with the test."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1100x700x24", "-nolisten", "tcp"],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        display = f":{told.readline().strip()}"
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "src")]),
    }
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.war_room.board_on_screen"],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert window.stdout is not None
    assert window.stderr is not None
    shown = Screen(display, window.stdout)
    try:
        yield shown
    finally:
        window.kill()
        said = window.stderr.read()
        window.wait()
        shown.reader.join()
        window.stdout.close()
        window.stderr.close()
        server.terminate()
        server.wait()
    assert "Traceback" not in said, said


def test_a_real_pointer_carries_cards(screen: Screen) -> None:
    screen.wait(lambda line: line["what"] == "places" and "1" in line["at"])
    # Between columns, into the upper half of the second card.
    places = screen.take(1)
    x, y = places["at"]["5"]
    screen.hand("mousemove", x, y, "mousemove", x, y - 24, "mouseup", 1)
    moved = screen.wait(lambda line: line["what"] == "moved")
    assert (moved["card"], moved["status"], moved["before"]) == (1, "doing", 5)
    # Within a column, downwards, into the lower half of the card below the next.
    places = screen.take(4)
    x, y = places["at"]["10"]
    screen.hand("mousemove", x, y, "mousemove", x + 1, y + 24, "mouseup", 1)
    moved = screen.wait(lambda line: line["what"] == "moved")
    assert (moved["card"], moved["status"], moved["before"]) == (4, "todo", 13)
    # Esc puts back, and so does letting go where it came from.
    places = screen.take(7)
    screen.hand("mousemove", *places["at"]["3"])
    screen.hand("key", "Escape")
    screen.wait(lambda line: line["what"] == "places" and not line["carried"])
    screen.hand("mouseup", 1)
    order = screen.places()["order"]
    assert order[0][:3] == [7, 10, 4]
    # Into the empty column: nobody has accepted the card.
    places = screen.take(6)
    x, y, _ = places["at"]["column 3"]
    screen.hand("mousemove", x, y + 80, "mousemove", x, y + 60, "mouseup", 1)
    asked = screen.wait(lambda line: line["what"] == "asked")
    assert (asked["card"], asked["status"], asked["before"]) == (6, "done", None)


def test_the_column_scrolls_below_a_real_pointer(screen: Screen) -> None:
    screen.wait(lambda line: line["what"] == "places" and "1" in line["at"])
    places = screen.take(2)
    x, y, height = places["at"]["column 2"]
    screen.hand("mousemove", x, y + 100, "mousemove", x, y + height - 3)
    line = screen.wait(lambda line: line["what"] == "places" and line["scrolls"][2] > 600)
    assert line["carried"]
    screen.hand("mouseup", 1)
    moved = screen.wait(lambda line: line["what"] == "moved")
    assert (moved["card"], moved["status"]) == (2, "review")
    assert moved["before"] is None or moved["before"] > 15


def test_real_keys_move_cards(screen: Screen) -> None:
    places = screen.wait(lambda line: line["what"] == "places" and "1" in line["at"])
    screen.hand("mousemove", *places["at"]["1"], "click", 1)
    screen.hand("key", "Down")
    screen.hand("key", "shift+Right")
    moved = screen.wait(lambda line: line["what"] == "moved")
    assert (moved["card"], moved["status"], moved["before"]) == (4, "doing", 5)
    screen.hand("key", "shift+Up")
    moved = screen.wait(lambda line: line["what"] == "moved")
    assert (moved["card"], moved["status"], moved["before"]) == (4, "doing", 2)
