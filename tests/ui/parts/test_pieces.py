"""The smaller parts: badges, notices, the rail, the bar, progress, tabs, columns, squares, lines that flow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from workwell_desktop.ui.parts.badge import STATES, Badge
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Fold, Page
from workwell_desktop.ui.parts.confidence import Confidence
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label, Quote
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, flow, holder, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.nav import NavButton
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.progress import Busy
from workwell_desktop.ui.parts.rail import BesideRail, Rail, Section
from workwell_desktop.ui.parts.tabs import Tabs
from workwell_desktop.ui.style.theme import Look

KEPT = "Kept at 11:18. Nothing is lost if you lock or close."


@pytest.mark.parametrize("state", STATES)
def test_a_badge_has_an_icon_a_word_and_its_name(qtbot: QtBot, look: Look, state: str) -> None:
    badge = Badge(look, "Agreed", state)
    shown(qtbot, holder(column(look, row(look, badge, STRETCH), STRETCH, margins=20)))
    assert badge.accessibleName() == "Agreed"
    assert badge.height() == 22
    icon = QRect(8, 3, 16, 16)
    assert count_colour(badge, look.colour(STATES[state].token), icon) > 5
    assert count_colour(badge, look.colour(STATES[state].token), QRect(26, 0, badge.width() - 26, 22)) > 20


def test_a_badge_of_an_unknown_state_is_refused(look: Look) -> None:
    with pytest.raises(KeyError):
        Badge(look, "Agreed", "green")


@pytest.mark.parametrize("kind", ["note", "good", "warn", "bad"])
def test_a_notice_says_its_point_and_calls_its_deeds(qtbot: QtBot, look: Look, kind: str) -> None:
    done: list[str] = []
    deeds = [("Compare", lambda: done.append("compare")), ("Not the same person", lambda: done.append("other"))]
    notice = Notice(look, kind, "Is this <someone> you know?", "Born 2 June 1991 & closed.", deeds=deeds)
    shown(qtbot, holder(column(look, notice, STRETCH)), 1000)
    assert notice.accessibleName() == notice.text() == "Is this <someone> you know? Born 2 June 1991 & closed."
    assert count_colour(notice, look.colour(kind), QRect(0, 0, 4, notice.height())) == 4 * notice.height()
    for button in notice.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["compare", "other"]


def test_a_narrow_notice_puts_its_buttons_below(qtbot: QtBot, look: Look) -> None:
    notice = Notice(look, "warn", "The fit note ends soon.", "Ask what comes next.", deeds=[("Ask", lambda: None)])
    window = shown(qtbot, holder(column(look, notice, STRETCH)), 1000)
    words = next(label for label in notice.findChildren(QLabel) if "fit note" in label.text())
    assert notice.buttons[0].geometry().left() > words.geometry().right()
    window.resize(400, 600)
    QApplication.processEvents()
    assert notice.buttons[0].geometry().top() >= words.geometry().bottom()


def test_three_deeds_are_too_many(look: Look) -> None:
    with pytest.raises(ValueError, match="two"):
        Notice(look, "note", "A point.", deeds=[("A", lambda: None)] * 3)
    bar = BottomBar(look)
    with pytest.raises(ValueError, match="three"):
        bar.set_buttons(*(Button(look, word) for word in "abcd"))


def sections(qtbot: QtBot, look: Look) -> Rail:
    rail = Rail(
        look,
        "Intake",
        [Section("who", "Who sent Tomek", "done"), Section("about", "About Tomek"), Section("work", "Work", "part")],
    )
    shown(qtbot, rail, 224, 500)
    return rail


def test_the_rail_shows_where_you_are_and_jumps_freely(qtbot: QtBot, look: Look) -> None:
    rail = sections(qtbot, look)
    went: list[str] = []
    rail.chosen.connect(went.append)
    assert rail.current() == "who"
    QTest.mouseClick(rail.button("work"), Qt.MouseButton.LeftButton)
    rail.step(1)  # at the end it stays
    rail.step(-1)
    rail.button("about").setFocus()
    QTest.keyClick(rail.button("about"), Qt.Key.Key_Up)
    QTest.keyClick(rail.button("who"), Qt.Key.Key_End)
    assert went == ["work", "about", "who", "work"]
    rail.set_current("about")
    assert (rail.current(), went[-1]) == ("about", "work")
    rail.set_state("work", "done")
    assert rail.state("work") == "done"
    told = {code: rail.button(code).accessibleDescription() for code in ("who", "about", "work")}
    assert told == {"who": "Done", "about": "You are here", "work": "Done"}
    with pytest.raises(KeyError):
        rail.set_state("work", "nearly")


def test_the_rows_of_a_rail_never_overlap_and_where_you_are_stays_in_sight(qtbot: QtBot, look: Look) -> None:
    codes = [f"part_{number}" for number in range(14)]
    rail = Rail(look, "Intake", [Section(code, f"Section {code}") for code in codes])
    qtbot.addWidget(rail)
    rail.resize(224, 300)
    rail.show()
    qtbot.waitExposed(rail)

    def place(code: str) -> QRect:
        button = rail.button(code)
        return QRect(button.mapTo(rail, button.rect().topLeft()), button.size())

    def in_sight(code: str) -> bool:
        return place(code).top() >= 0 and place(code).bottom() < rail.height()

    tops = [place(code) for code in codes]
    assert all(above.bottom() < below.top() for above, below in pairwise(tops))
    assert not in_sight(codes[-1])
    rail.set_current(codes[-1])
    assert in_sight(codes[-1])
    rail.resize(224, 240)
    qtbot.waitUntil(lambda: in_sight(codes[-1]))
    rail.button(codes[-1]).setFocus()
    qtbot.keyClick(rail.button(codes[-1]), Qt.Key.Key_Home)
    assert rail.current() == codes[0]
    assert in_sight(codes[0])


def test_with_large_text_the_rail_is_one_box_above_the_page(qtbot: QtBot, look: Look) -> None:
    rail = sections(qtbot, look)
    turned: list[bool] = []
    rail.turned.connect(lambda: turned.append(rail.above))
    look.set_scale(150)
    QApplication.processEvents()
    assert turned == [True]
    assert not rail.button("who").isVisible()
    assert any(label.isVisible() and label.text() == "Section 1 of 3" for label in rail.findChildren(QLabel))
    rail.step(1)
    assert any(label.text() == "Section 2 of 3" for label in rail.findChildren(QLabel))


def test_the_bar_keeps_its_main_button_last_and_shortens_what_it_says(qtbot: QtBot, look: Look) -> None:
    bar = BottomBar(look)
    shown(qtbot, holder(column(look, STRETCH, bar, gap=0)), 900)
    first, main = second_button(look, "Print Jo’s papers", "printer"), main_button(look, "Jo agrees this plan")
    bar.set_kept(KEPT)
    bar.set_buttons(first, main)
    QApplication.processEvents()
    assert first.x() < main.x()
    assert bar.height() >= 60
    bar.set_buttons(main)  # one that stays is kept, one that goes is deleted
    assert main.isVisible()
    look.set_scale(200)
    words = next(label for label in bar.findChildren(QLabel) if label.text().startswith("Kept"))
    assert words.text() == "Kept at 11:18"
    assert QAccessible.queryAccessibleInterface(words).text(QAccessible.Text.Name) == KEPT
    assert bar.kept() == KEPT


def test_progress_says_nothing_at_first_and_can_be_stopped(qtbot: QtBot, look: Look) -> None:
    stopped: list[int] = []
    busy = Busy(look, after_ms=30)
    window = shown(qtbot, holder(column(look, busy, STRETCH)))
    busy.start("Making the backup", lambda: stopped.append(1))
    assert not busy.isVisible()
    qtbot.waitUntil(busy.isVisible)
    busy.step(12, 214)
    assert busy.text() == "Making the backup: 12 of 214"
    stop = next(button for button in busy.findChildren(Button) if button.isVisible())
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    busy.finish()
    assert stopped == [1]
    assert not busy.isVisible()
    assert window.isVisible()


def test_tabs_show_one_page_and_tell_which(qtbot: QtBot, look: Look) -> None:
    tabs, pages = Tabs(look, "Jo Example"), [QWidget(), QWidget()]
    for word, page in zip(("Intake", "Plan & steps"), pages, strict=True):
        tabs.add(word, page)
    shown(qtbot, tabs)
    told: list[int] = []
    tabs.changed.connect(told.append)
    assert [page.isVisible() for page in pages] == [True, False]
    tabs.set_current(1)
    tabs.set_current(1)
    assert [page.isVisible() for page in pages] == [False, True]
    assert (tabs.current(), told) == (1, [1])
    assert tabs.widget(0) is pages[0]
    assert tabs.widget(5) is None
    tab = QAccessible.queryAccessibleInterface(tabs.bar).child(1)
    assert tab.text(QAccessible.Text.Name) == "Plan & steps"
    tabs.bar.setFocus()
    QTest.keyClick(tabs.bar, Qt.Key.Key_Left)
    assert tabs.current() == 0


def test_tabs_without_room_for_their_words_are_a_list_that_opens(qtbot: QtBot, look: Look) -> None:
    tabs = Tabs(look, "Settings", folds=True)
    for word in ("Your service", "Who can join", "Passphrase and sheet"):
        tabs.add(word, QWidget())
    shown(qtbot, tabs, 700)
    assert (tabs.bar.isVisible(), tabs.list.isVisible()) == (True, False)
    look.set_scale(200)
    assert (tabs.bar.isVisible(), tabs.list.isVisible()) == (False, True)
    assert [choice.word for choice in tabs.list.choices] == ["Your service", "Who can join", "Passphrase and sheet"]
    tabs.list.setFocus()
    QTest.keyClick(tabs.list, Qt.Key.Key_Down)
    assert tabs.current() == 1
    tabs.set_current(2)
    assert tabs.list.value() == "2"
    look.set_scale(100)
    assert (tabs.bar.isVisible(), tabs.list.isVisible()) == (True, False)


def test_columns_turn_when_there_is_no_room_or_the_text_is_large(qtbot: QtBot, look: Look) -> None:
    left, right = holder(column(look, Label(look, "Left"))), holder(column(look, Label(look, "Right")))
    columns = Columns(look, left, right)
    page = Page(look, columns, name="Plan")
    shown(qtbot, page, 1200)
    assert columns.beside
    assert right.x() > left.geometry().right()
    page.resize(900, 600)
    QApplication.processEvents()
    assert not columns.beside
    assert right.y() > left.geometry().bottom()
    page.resize(1200, 600)
    look.set_scale(150)
    QApplication.processEvents()
    assert not columns.beside


@pytest.mark.parametrize("width", [520, 700, 1000])
@pytest.mark.parametrize("kinds", [("date", "postcode"), ("name", "name"), ("full", "date")])
def test_things_in_a_fold_begin_at_the_left_of_their_share(
    qtbot: QtBot, look: Look, width: int, kinds: tuple[str, str]
) -> None:
    first, second = (Field(look, kind, Line(look), width=kind) for kind in kinds)
    pair = Fold(look, first, second)
    window = shown(qtbot, holder(column(look, pair, STRETCH)), width)
    half = (width + look.space(24)) // 2
    assert (first.x(), second.x()) == (0, half)
    assert first.width() == half - look.space(24) or kinds[0] != "full", "what has no largest width fills its share"
    look.set_scale(200)
    window.resize(500, 600)
    QApplication.processEvents()
    assert (first.x(), second.x()) == (0, 0)
    assert second.y() > first.geometry().bottom()


def test_a_page_stops_growing_and_scrolls_only_up_and_down(qtbot: QtBot, look: Look) -> None:
    wide = Label(look, "word " * 400)
    page = Page(look, name="Plan")
    page.add(wide)
    page.add(Label(look, "Below"), gap=48)
    shown(qtbot, page, 1900, 300)
    assert wide.width() == 1360
    assert wide.mapTo(page, wide.rect().topLeft()).x() == 32
    page.resize(500, 300)
    QApplication.processEvents()
    assert page.verticalScrollBar().maximum() > 0
    assert page.horizontalScrollBar().maximum() == 0
    page.show_part(page.findChildren(QLabel)[-1])
    assert page.verticalScrollBar().value() > 0
    page.to_top()
    assert page.verticalScrollBar().value() == 0


def test_squares_say_their_number(qtbot: QtBot, look: Look) -> None:
    squares = Confidence(look, 6)
    qtbot.addWidget(squares)
    assert (squares.accessibleName(), squares.value()) == ("6 of 10", 6)
    full = count_colour(squares, look.colour("accent"))
    squares.set_value(7)
    assert count_colour(squares, look.colour("accent")) > full
    with pytest.raises(ValueError, match="11"):
        squares.set_value(11)


def test_what_flows_goes_on_in_a_new_line(qtbot: QtBot, look: Look) -> None:
    buttons = [Button(look, f"Button {number}") for number in range(6)]
    box = holder(flow(look, *buttons))
    window = shown(qtbot, holder(column(look, box, STRETCH)), 1000)
    assert len({button.y() for button in buttons}) == 1
    window.resize(230, 600)
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) >= 3
    assert box.height() >= buttons[-1].geometry().bottom()
    for one, other in pairwise(buttons):
        assert not one.geometry().intersects(other.geometry())


def test_a_box_is_emptied_with_all_that_it_held(qtbot: QtBot, look: Look) -> None:
    inner = row(look, Label(look, "One"), STRETCH)
    box = column(look, inner, Label(look, "Two"))
    window = holder(box)
    qtbot.addWidget(window)
    gone: list[int] = []
    for label in window.findChildren(QLabel):
        label.destroyed.connect(lambda: gone.append(1))
    empty_out(box)
    qtbot.waitUntil(lambda: len(gone) == 2)
    assert box.count() == 0


def test_words_with_an_icon_change_together(qtbot: QtBot, look: Look) -> None:
    part = IconText(look, "tick", "Lives in the area", ink="good")
    shown(qtbot, holder(column(look, part, STRETCH)))
    part.set("dash", "Not asked yet", "ink2")
    assert part.text() == "Not asked yet"
    assert not count_colour(part, look.colour("good"))
    assert count_colour(part, look.colour("ink2"))


def test_a_quote_stands_beside_its_bar(qtbot: QtBot, look: Look) -> None:
    quote = Quote(look, "I want to sleep.", "By Tuesday", beside=Confidence(look, 5))
    shown(qtbot, holder(column(look, quote, STRETCH)))
    assert quote.words.text() == "“I want to sleep.”"
    assert count_colour(quote, look.colour("accent"), QRect(0, 0, 3, quote.height())) == 3 * quote.height()


def test_a_nav_button_says_where_you_are(qtbot: QtBot, look: Look) -> None:
    today = NavButton(look, "Today", "calendar", right="6 waiting")
    shown(qtbot, holder(column(look, today, STRETCH, margins=0)), 288)
    assert (today.accessibleName(), today.accessibleDescription()) == ("Today", "6 waiting")
    today.setChecked(True)
    bar = QRect(0, 0, 3, today.height())
    assert count_colour(today, look.colour("accent"), bar) == 3 * today.height()
    today.set_word("Tomorrow")
    today.set_right("")
    assert (today.accessibleName(), today.accessibleDescription()) == ("Tomorrow", "")


def test_a_very_long_name_goes_on_in_the_next_line(qtbot: QtBot, look: Look) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 2
    label = Label(look, name, "page")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 400
    assert label.heightForWidth(400) > 2 * label.heightForWidth(4000) - 4
    assert (label.text(), label.accessibleName()) == (name, name)
    label.set_text("Jo")
    assert (label.text(), label.accessibleName()) == ("Jo", "")


@pytest.mark.parametrize("width", [380, 470, 900])
def test_a_bar_in_a_narrow_window_shows_its_buttons_whole(qtbot: QtBot, look: Look, width: int) -> None:
    bar = BottomBar(look)
    close, keep = second_button(look, "Not now"), main_button(look, "Write this answer down")
    bar.set_kept(KEPT)
    bar.set_buttons(close, keep)
    shown(qtbot, holder(column(look, STRETCH, bar, gap=0)), width)
    assert [one.width() >= one.sizeHint().width() for one in (close, keep)] == [True, True]
    words = bar.findChildren(QLabel)[-1]
    assert words.width() >= look.px(100)
    assert words.height() >= words.heightForWidth(words.width())
    assert bar.rect().contains(keep.geometry())


def test_a_rail_lowers_and_scrolls_in_a_low_window_and_goes_above_in_a_narrow_one(qtbot: QtBot, look: Look) -> None:
    rail = Rail(look, "Intake", [Section(str(number), f"Section number {number}") for number in range(12)])
    page = Page(look, Label(look, "Words"), name="Words")
    whole = shown(qtbot, BesideRail(look, rail, page), 900, 700)
    whole.setMinimumSize(1, 1)  # as the window, which may be smaller than what stands in it would like
    assert not rail.above
    roomy = rail.tall()
    buttons = rail.findChildren(NavButton)
    tallest = max(one.height() for one in buttons)
    for height in (roomy - 20, 200):
        whole.resize(900, height)
        QApplication.processEvents()
        assert not rail.above
        assert min(one.height() for one in buttons) >= look.height("target"), "no lower than can be hit"
        assert max(one.height() for one in buttons) < tallest
        for one, other in pairwise(buttons):
            assert not one.geometry().intersects(other.geometry())
    rail.set_current("11")
    QApplication.processEvents()
    last = rail.button("11")
    assert rail.rect().contains(last.mapTo(rail, last.rect().center())), "where you are stays in sight"
    whole.resize(500, 700)
    QApplication.processEvents()
    assert rail.above
    assert page.width() == 500
    whole.resize(900, 700)
    QApplication.processEvents()
    assert not rail.above
    assert page.x() == rail.width()
    assert rail.tall() == roomy


def test_the_controls_of_fields_side_by_side_are_in_line(qtbot: QtBot, look: Look) -> None:
    hint = "One employer, one service or one person."
    plain, hinted = (
        Field(look, "Job", Line(look), width="name"),
        Field(look, "Who?", Line(look), hint=hint, width="name"),
    )
    pair = Fold(look, plain, hinted)
    shown(qtbot, pair, 760, 200)

    def top(one: Field) -> int:
        return one.control.mapTo(pair, one.control.rect().topLeft()).y()

    assert top(plain) == top(hinted)
    plain.set_error("Write a job.")
    QApplication.processEvents()
    assert top(plain) == top(hinted), "what stands below moves nothing above"
    look.set_scale(200)
    QApplication.processEvents()
    assert plain.control.y() < hinted.control.y(), "one under the other, nothing is left empty"
