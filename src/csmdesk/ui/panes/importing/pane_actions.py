"""What one can do in Import, in one place for keys, menus and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.actions import Action
from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, FILES, WRITE

if TYPE_CHECKING:
    from csmdesk.ui.panes.importing.pane import ImportPane

translate = QCoreApplication.translate

KEYS = {
    "Ctrl+O": "files",
    "Ctrl+Shift+O": "folder",
    "Ctrl+V": "paste",
    "Ctrl+Return": "next",
    "Ctrl+F": "find",
    "/": "find",
    "Ctrl+Z": "take_back",
    "Ctrl+Shift+Z": "say_again",
    "Alt+1": "step.0",
    "Alt+2": "step.1",
    "Alt+3": "step.2",
    "Alt+4": "step.3",
    "Esc": "cancel",
    "Del": "drop",
    "Return": "accounts",
    "T": "take",
    "F2": "edit",
    "B": "book_wins",
    "F": "file_wins",
}
"""What keys do that no list, button or field has taken, by the actions' keys."""


def actions_of(pane: ImportPane) -> list[Action]:
    """Everything, each with its key and why it cannot be done now."""
    step, state = pane.state.step, pane.state
    fixed = pane.tools.read_only

    def act(key: str, text: str, run: Callable[[], None], keys: str, icon: str, why: str = "") -> Action:
        return Action(f"import.{key}", text, run, keys, icon, why)

    foot = pane.foot.next
    why_next = "" if foot.isEnabled() else foot.toolTip()
    found = [
        act("files", translate("ImportActions", "选文件…"), pane.choose_files, "Ctrl+O", "file", fixed),
        act(
            "folder",
            translate("ImportActions", "选文件夹…"),
            pane.choose_folder,
            "Ctrl+Shift+O",
            "folder",
            fixed,
        ),
        act("paste", translate("ImportActions", "从剪贴板粘贴"), pane.paste, "Ctrl+V", "copy", fixed),
    ]
    words = translate("ImportActions", "空白表，填好再导入…")
    found.append(act("blank", words, pane.blank.ask, "", "export"))
    if state.sheets:
        found.append(act("next", foot.text(), pane.stepping.forward, "Ctrl+Return", "right", why_next))
    desk = pane.work.desk
    if desk is not None and pane.can_step(back=True) and desk.said_last is not None:
        words = translate("ImportActions", "撤销：{what}").format(what=desk.said_last.to(pane.tools.language))
        found.append(act("take_back", words, pane.take_back, "Ctrl+Z", "undo"))
    if desk is not None and pane.can_step(back=False) and desk.taken_back_last is not None:
        words = translate("ImportActions", "重做：{what}")
        words = words.format(what=desk.taken_back_last.to(pane.tools.language))
        found.append(act("say_again", words, pane.say_again, "Ctrl+Shift+Z", "redo"))
    if not pane.head.field.isHidden():
        words = translate("ImportActions", "筛选这一步的列表")
        found.append(act("find", words, pane.finding.begin, "/", "filter"))
    for number, name in enumerate(pane.step_names):
        words = translate("ImportActions", "第 {n} 步：{step}").format(n=number + 1, step=name)
        run, why = partial(pane.stepping.go_to, number), pane.stepping.why_not(number)
        found.append(act(f"step.{number}", words, run, f"Alt+{number + 1}", "import", why))
    if not pane.head.cancel.isHidden():
        found.append(act("cancel", translate("ImportActions", "取消导入"), pane.cancel, "Esc", "x"))
    found += _of_step(pane, step, act)
    return found


def _of_step(pane: ImportPane, step: int, act: Callable[..., Action]) -> list[Action]:
    if step in {FILES, COLUMNS} and pane.state.sheet is not None:
        words = translate("ImportActions", "不导入：{sheet}").format(sheet=pane.state.sheet.label)
        found = [act("drop", words, pane.drop_current, "Del", "x")]
        if step == COLUMNS:
            unknown = pane.columns.unknown
            if not unknown.isHidden():
                found.append(act("custom", unknown.text(), pane.columns.keep_unknown, "", "plus"))
            save = pane.columns.profiles.ask_name
            words = translate("ImportActions", "把现在的对应存为模板…")
            found.append(act("profile", words, save, "", "book", pane.tools.read_only))
            words = translate("ImportActions", "从文件载入导入模板…")
            found.append(act("load", words, pane.columns.profiles.load, "", "open", pane.tools.read_only))
        return found
    if step == CHECK:
        page = pane.check
        parts = (
            ("take", page.take, page.take_suggestions, "T", "check"),
            ("edit", page.edit, page.edit_current, "F2", "log"),
            ("drop", page.drop, page.drop_rows, "Del", "x"),
            ("put_back", page.back, pane.work.mending.put_back, "", "undo"),
            ("export", page.export, page.export_rejected, "", "export"),
        )
        return [
            act(key, button.text(), run, keys, icon, "" if button.isEnabled() else button.toolTip())
            for key, button, run, keys, icon in parts
            if not button.isHidden()
        ]
    if step == WRITE and pane.state.written is not None:
        done = pane.writing.done
        return [act("accounts", done.accounts.text(), pane.open_accounts, "↵", "accounts")]
    if step == WRITE and pane.writing.conflicts.total:
        effect = pane.writing
        return [
            act("book_wins", effect.book_wins.text(), partial(effect.choose, "row", "book"), "B", "book"),
            act("file_wins", effect.file_wins.text(), partial(effect.choose, "row", "file"), "F", "file"),
            act("all_book", effect.all_book.text(), partial(effect.choose, "all", "book"), "", "book"),
            act("all_file", effect.all_file.text(), partial(effect.choose, "all", "file"), "", "file"),
        ]
    return []
