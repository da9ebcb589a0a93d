"""The window's words in English: the source, the .ts file, and the .qm that the window loads.

The source is Chinese. After changing words, ``python -m tests.ui.translations`` brings the .ts file up to
date; fill in what it lists, then run it again: it writes the .qm as well.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path
from xml.etree import ElementTree

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "resources/translations"
SOURCE = FOLDER / "csmdesk_en.ts"
COMPILED = FOLDER / "csmdesk_en.qm"


def update(target: Path) -> None:
    """Take the words of the source into the .ts file ``target``, keeping what is translated."""
    roots = [REPOSITORY / "src/csmdesk/ui", REPOSITORY / "src/csmdesk/app"]
    files = sorted(str(file) for root in roots for file in root.rglob("*.py"))
    options = ["-silent", "-no-obsolete", "-locations", "none", "-no-ui-lines"]
    languages = ["-source-language", "zh_CN", "-target-language", "en"]
    _run("lupdate", *options, *languages, *files, "-ts", str(target))


def release(source: Path, target: Path) -> None:
    """Compile a .ts file."""
    _run("lrelease", "-silent", str(source), "-qm", str(target))


def messages(source: Path) -> dict[tuple[str, str], list[str]]:
    """Each text (context, source) in English; a list, as plurals have several; "" where it is missing."""
    found: dict[tuple[str, str], list[str]] = {}
    for context in ElementTree.parse(source).getroot().findall("context"):
        name = context.findtext("name", "")
        for message in context.findall("message"):
            words = message.find("translation")
            assert words is not None
            forms = [form.text or "" for form in words.findall("numerusform")] or [words.text or ""]
            if words.get("type") == "unfinished":
                forms = [""]
            found[name, message.findtext("source", "") + message.findtext("comment", "")] = forms
    return found


def _run(tool: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    done = subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{tool}: {done.stdout}{done.stderr}")


def main() -> int:
    """Update, list what is missing, and compile when nothing is."""
    update(SOURCE)
    missing = [f"{context}: {text}" for (context, text), forms in messages(SOURCE).items() if not all(forms)]
    sys.stdout.write("".join(f"{line}\n" for line in missing))
    if not missing:
        release(SOURCE, COMPILED)
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
