"""The gallery: a page of pictures for each family of widgets, in both themes and languages, at two scales.

The scale of the screen holds for a whole process, so each scale is drawn by a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text

SCALES = (100, 150)
"""Per cent."""
_MODES = ("light", "dark")
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def save(folder: Path, scale: int | None = None) -> int:
    """Save the pages into ``folder``, at ``scale`` per cent or at all; the number of pictures written.

    Raises UserError when a picture cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder) from error
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if scale is None:
        return sum(_in_a_child(folder, each) for each in SCALES)
    os.environ["QT_SCALE_FACTOR"] = str(scale / 100)
    return sum(1 for _ in pages(folder, scale))


def pages(
    folder: Path,
    scale: int,
    modes: Sequence[str] = _MODES,
    languages: Sequence[Language] = _LANGUAGES,
    only: Sequence[str] = (),
) -> Iterator[Path]:
    """Save the pages of this process's screen one by one; ``only`` names some families instead of all."""
    from csmdesk.app.qt import application, translators
    from csmdesk.ui.gallery.cells import Look
    from csmdesk.ui.gallery.families import families
    from csmdesk.ui.gallery.page import draw_page
    from csmdesk.ui.theme import Theme

    app = application()
    for language in languages:
        installed = translators(app, language)
        for mode in modes:
            theme = Theme("dark" if mode == "dark" else "light", language=language)
            theme.apply()
            for family in families():
                if only and family.key not in only:
                    continue
                file = folder / f"{family.key}-{mode}-{language}-{scale}.png"
                if not draw_page(family, Look(theme, language)).save(str(file)):
                    raise _unwritable(file)
                yield file
            theme.deleteLater()
        for translator in installed:
            app.removeTranslator(translator)


def _in_a_child(folder: Path, scale: int) -> int:
    """Run the command for one scale; raises RuntimeError with what it said when it failed."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "csmdesk"]
    done = subprocess.run(
        [*program, "self-test", "--gallery", str(folder), "--scale", str(scale)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return len(list(folder.glob(f"*-{scale}.png")))


def _unwritable(path: Path) -> UserError:
    return UserError(
        Text("写不了图片“{path}”。", "The picture “{path}” cannot be written.").format(path=path)
    )
