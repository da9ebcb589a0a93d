"""Buttons and menus."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Family, Look, Make, Row, control, shown
from csmdesk.ui.widgets.buttons import Button, Kind
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.menu import Menu


def _button(kind: Kind, zh: str, en: str, *, icon: str = "", hint: str = "") -> Make:
    def make(look: Look) -> QWidget:
        return Button(look.theme, look.say(zh, en), kind=kind, icon=icon, hint=hint)

    return make


def _icon_only(look: Look) -> QWidget:
    button = Button(look.theme, kind="flat", icon="undo")
    button.setAccessibleName(look.say("撤销", "Undo"))
    return button


def _caption(look: Look) -> QWidget:
    return Button(look.theme, "2024-06-30", caption=look.say("截至", "As of"), arrow=True)


def _small(look: Look) -> QWidget:
    return Button(look.theme, look.say("全部 6", "All 6"), kind="flat", small=True)


def _checked(look: Look) -> QWidget:
    button = Button(look.theme, look.say("按紧急", "Urgency"))
    button.setCheckable(True)
    button.setChecked(True)
    return button


def _long(look: Look) -> QWidget:
    words = look.say(
        "把选中的客户交接给下一位客户成功经理", "Hand the selected accounts over to the next CSM"
    )
    return Button(look.theme, words, icon="export")


def _why_not(look: Look) -> QWidget:
    button = Button(look.theme, look.say("冻结", "Freeze"), icon="snow")
    button.set_why_not(look.say("还有 4 项待看", "4 checks are open"))
    return button


def _with_menu(look: Look) -> QWidget:
    button = Button(look.theme, look.say("导出", "Export"), icon="export")
    menu = Menu(look.theme, button)
    for zh, en in (("Word", "Word"), ("PDF", "PDF")):
        action = menu.addAction(look.say(zh, en))
        action.setProperty("icon_name", "file")
    menu.addSeparator()
    frozen = QAction(look.say("只导出冻结的版本", "Frozen version only"), menu)
    frozen.setCheckable(True)
    frozen.setChecked(True)
    menu.addAction(frozen)
    other = QAction(look.say("附上数据依据", "With the evidence"), menu)
    other.setCheckable(True)
    menu.addAction(other)
    off = menu.addAction(look.say("发送邮件", "Send by mail"))
    off.setEnabled(False)
    button.set_menu(menu)
    return button


def _in_lines(look: Look) -> QWidget:
    row = FlowRow()
    for zh, en in (("保存", "Save"), ("取消", "Cancel"), ("恢复为自动生成", "Back to generated")):
        row.add(Button(look.theme, look.say(zh, en)))
    return row


def _open_menu(button: QWidget) -> QWidget | None:
    assert isinstance(button, Button)
    button.click()
    menu = button.findChild(Menu)
    assert isinstance(menu, Menu)
    menu.setActiveAction(menu.actions()[0])
    return menu


def family() -> Family:
    """The page of buttons."""
    return Family(
        "buttons",
        Text("按钮与菜单", "Buttons and menus"),
        (
            Row(Text("普通", "Plain"), control(_button("plain", "新建", "New", icon="plus", hint="N"))),
            Row(Text("主要", "Primary"), control(_button("primary", "打开", "Open", hint="↵"))),
            Row(Text("不可撤销", "Danger"), control(_button("danger", "彻底删除", "Erase"))),
            Row(Text("平", "Flat"), control(_button("flat", "列", "Columns", icon="cols"))),
            Row(Text("只有图标", "Icon only"), control(_icon_only)),
            Row(Text("链接", "Link"), control(_button("link", "打开全部 74 行", "Open all 74 rows"))),
            Row(Text("带说明", "With caption"), control(_caption)),
            Row(Text("小", "Small"), control(_small)),
            Row(Text("选中的", "Checked"), control(_checked)),
            Row(
                Text("长，说明原因，菜单", "Long, why not, menu"),
                (
                    shown(Text("长", "long"), _long),
                    shown(Text("不可用并说明原因", "disabled with its reason"), _why_not),
                    shown(Text("带菜单", "with a menu"), _with_menu),
                    shown(Text("放不下就换行", "in lines"), _in_lines, width=160),
                    shown(Text("打开的菜单", "the menu, open"), _with_menu, act=_open_menu),
                ),
            ),
        ),
    )
