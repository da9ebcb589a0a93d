"""Charts, tables, cases, problems and plan items in the text: drawn, opened, moved, removed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csmdesk.domain.review_text import Case, Chip, Live, Paragraph, Plan, Problem, Words
from csmdesk.ui.panes.review.text import acts
from csmdesk.ui.panes.review.text.card_form import CaseForm, PlanForm, ProblemForm
from tests.ui.review.text.conftest import ALT, CTRL, SHIFT, Desk

Key = Qt.Key
CASE = Case(1, (Words("三周转绿"),), (Words("红色"),), (Words("驻场"),), (), 7)
BEFORE, AFTER = Paragraph((Words("前"),)), Paragraph((Words("后"),))
CHART = Live("results.money/chart:renewal_collected")


def to_card(desk: Desk) -> int:
    """Put the cursor on the card in the second line; where it is."""
    desk.start()
    desk.key(Key.Key_Down)
    place = desk.editor.body.card_place()
    assert place >= 0
    return place


def test_words_never_get_into_the_line_of_a_card(desk: Desk) -> None:
    desk.show(BEFORE, CHART, AFTER)
    to_card(desk)
    desk.commit("上")
    assert desk.blocks() == (BEFORE, Paragraph((Words("上"),)), CHART, AFTER)
    desk.key(Key.Key_Z, CTRL, times=2)
    to_card(desk)
    desk.key(Key.Key_End)
    desk.key(Key.Key_Return)
    desk.commit("下")
    assert desk.blocks() == (BEFORE, CHART, Paragraph((Words("下"),)), AFTER)


def test_a_card_is_removed_whole_and_comes_back(desk: Desk) -> None:
    for block in (CHART, CASE):
        desk.show(BEFORE, block, AFTER)
        to_card(desk)
        desk.key(Key.Key_Delete)
        assert desk.blocks() == (BEFORE, AFTER)
        desk.key(Key.Key_Z, CTRL)
        assert desk.blocks()[1] == block


def test_backspace_below_a_card_goes_to_it_first(desk: Desk) -> None:
    desk.show(BEFORE, CHART, AFTER)
    desk.key(Key.Key_Home)
    desk.key(Key.Key_Backspace)
    assert desk.blocks() == (BEFORE, CHART, AFTER)
    assert desk.editor.body.card_place() >= 0
    desk.key(Key.Key_Backspace)
    assert desk.blocks() == (BEFORE, AFTER)
    desk.show(BEFORE, CHART, AFTER)
    desk.start()
    desk.key(Key.Key_End)
    desk.key(Key.Key_Delete)
    assert desk.blocks() == (BEFORE, CHART, AFTER)


def test_a_chart_is_as_high_as_it_is_drawn_and_says_what_it_is(desk: Desk) -> None:
    desk.show(BEFORE, CHART, Live("gone"), AFTER)
    place = to_card(desk)
    body = desk.editor.body
    box = body.card_box(place)
    assert box.width() == body.text_width
    assert box.height() > 150
    assert body.cards.told(CHART) == "各月续费到账与节点目标"
    assert body.cards.told(Live("gone")) == "gone"
    assert 30 < body.card_box(place + 2).height() < 60


def test_enter_opens_the_form_and_esc_writes_it_as_one_step(desk: Desk) -> None:
    desk.show(BEFORE, CASE, AFTER)
    to_card(desk)
    desk.key(Key.Key_Return)
    form = desk.editor.forms.form
    assert isinstance(form, CaseForm)
    assert form.result.edit.hasFocus()
    assert (form.account.value, form.room.value) == ("1", "7")
    assert desk.blocks() == (BEFORE, CASE, AFTER)
    with desk.bot.waitSignal(desk.editor.changed, timeout=2_000):
        desk.commit("续约 ")
    desk.type("#")
    desk.commit("续费到账")
    desk.key(Key.Key_Return)
    chip = Chip("renewal_collected", shown="1,746万")
    written = Case(1, CASE.title, CASE.situation, CASE.action, (Words("续约 "), chip), 7)
    assert desk.blocks()[1] == written
    desk.key(Key.Key_Escape)
    assert desk.editor.forms.form is None
    assert desk.editor.body.hasFocus()
    assert desk.blocks() == (BEFORE, written, AFTER)
    desk.key(Key.Key_Z, CTRL)
    assert desk.blocks() == (BEFORE, CASE, AFTER)


def test_a_form_that_is_only_looked_at_changes_nothing(desk: Desk) -> None:
    odd = Case(99, (Words("甲"), Words("乙")), (), (), (), 88)
    for block in (
        odd,
        Problem("?", (), (), (), (99, 1)),
        Plan((), "明年", ((), (Words("甲\n乙"),)), "", "gone"),
    ):
        desk.show(BEFORE, block, AFTER)
        desk.editor.forms.open(to_card(desk))
        assert desk.editor.forms.form is not None
        desk.editor.settle()
        assert desk.blocks() == (BEFORE, block, AFTER)
        assert not desk.editor.body.document().isUndoAvailable()


def test_what_is_not_offered_any_more_stays_while_the_rest_is_changed(desk: Desk) -> None:
    desk.show(BEFORE, Case(99, (), (), (), (), 88), AFTER)
    desk.editor.forms.open(to_card(desk))
    form = desk.editor.forms.form
    assert isinstance(form, CaseForm)
    form.title_field.setFocus()
    desk.commit("题")
    assert desk.blocks()[1] == Case(99, (Words("题"),), (), (), (), 88)
    form.account.set_value("2")
    assert desk.blocks()[1] == Case(2, (Words("题"),), (), (), (), None)


def test_a_problem_takes_its_cause_and_accounts(desk: Desk) -> None:
    desk.show(BEFORE)
    desk.editor.act("problem")
    form = desk.editor.forms.form
    assert isinstance(form, ProblemForm)
    form.cause.set_value("clash")
    form.accounts.set_chosen(["2"])
    form.accounts.changed.emit()
    form.what.setFocus()
    desk.commit("方案排期慢")
    desk.editor.settle()
    assert desk.blocks()[1] == Problem("clash", (Words("方案排期慢"),), (), (), (2,))
    card = acts.card_at(desk.editor.body.document().findBlock(2))
    assert card is not None
    assert desk.editor.body.cards.told(card) == "问题 · 资源冲突 · 砺石机械\n方案排期慢"


def test_a_plan_takes_its_steps_day_and_target(desk: Desk) -> None:
    desk.show(BEFORE, Plan((), "", (), ""), AFTER)
    desk.editor.forms.open(to_card(desk))
    form = desk.editor.forms.form
    assert isinstance(form, PlanForm)
    desk.commit("续费率到 95%")
    desk.key(Key.Key_Return)
    form.deadline.set_value("2024-12-31")
    form.owner.set_value("林晓")
    form.measure.set_value("renewal_rate")
    form.target.set_text("95%")
    form.steps.setFocus()
    desk.commit("盘点")
    desk.key(Key.Key_Return)
    desk.commit("提前 90 天启动")
    desk.key(Key.Key_Return, CTRL)
    assert desk.blocks()[1] == Plan(
        (Words("续费率到 95%"),),
        "2024-12-31",
        ((Words("盘点"),), (Words("提前 90 天启动"),)),
        "林晓",
        "renewal_rate",
        "95%",
    )


def test_a_case_opens_what_it_is_linked_to(desk: Desk) -> None:
    desk.show(BEFORE, CASE, AFTER)
    desk.editor.forms.open(to_card(desk))
    form = desk.editor.forms.form
    assert form is not None
    for button in form.link_buttons:
        button.click()
    assert desk.links == [("account", 1), ("war_room", 7)]


def test_the_form_goes_when_the_text_is_clicked_and_removes_its_card(desk: Desk) -> None:
    desk.show(BEFORE, CASE, AFTER)
    place = to_card(desk)
    desk.editor.forms.open(place)
    desk.commit("好")
    QTest.mouseClick(
        desk.editor.body.viewport(), Qt.MouseButton.LeftButton, pos=desk.editor.body.cursorRect().center()
    )
    desk.editor.body.setFocus()
    assert not desk.editor.forms.edits
    assert desk.blocks()[1] == Case(1, CASE.title, CASE.situation, CASE.action, (Words("好"),), 7)
    desk.editor.forms.open(place)
    form = desk.editor.forms.form
    assert form is not None
    form.remove_button.click()
    assert desk.blocks() == (BEFORE, AFTER)


def test_a_card_moves_with_the_keys(desk: Desk) -> None:
    desk.show(BEFORE, CASE, AFTER)
    to_card(desk)
    desk.key(Key.Key_Down, ALT | SHIFT)
    assert desk.blocks() == (BEFORE, AFTER, CASE)
    assert desk.editor.body.card_place() >= 0
