"""The preview is the paper: its pages in true size, with zoom; printed, saved, and written down how it went."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from tests.plans import TODAY, say, still_clock, write_plan
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.paper_register import SCREEN, load_register
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.paper_pages import PaperPages
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.preview import Preview

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def plan(desk: Desk, jo: int) -> int:
    write_plan(desk.vault, jo)
    return issue_plan(desk.vault, jo)


@pytest.fixture
def letter(desk: Desk, jo: int) -> int:
    planning.save_change(desk.vault, jo, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    draft = letters.load_letter(desk.vault, jo)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    return issue_letter(desk.vault, draft, agreed_on=TODAY, method="said")


def many_pages(count: int, size: tuple[float, float] = A4) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(count):
        canvas.drawString(100, 700 if size == A4 else 300, f"This is page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def kept(view: QWidget) -> str:
    return view.findChildren(BottomBar)[-1].kept()


def notices(view: QWidget) -> list[str]:
    return [one.text() for one in view.findChildren(Notice) if not one.isHidden()]


def told(view: QWidget) -> str:
    return next(one.text() for one in view.findChildren(QLabel) if one.text().startswith("Page ") and "%" in one.text())


def test_the_first_page_is_there_at_once_and_the_others_come_beside_the_window(
    desk: Desk, shown: Show, qtbot: QtBot
) -> None:
    pages = PaperPages(desk, many_pages(4), "a paper")
    shown(pages)
    QApplication.processEvents()
    first, *others = pages.sheets
    assert first.image is not None
    assert first.image.width() == first.width()
    qtbot.waitUntil(lambda: all(sheet.image is not None for sheet in others))
    assert [sheet.accessibleDescription().strip() for sheet in pages.sheets] == [
        f"This is page {n}" for n in range(1, 5)
    ]
    assert [sheet.accessibleName() for sheet in pages.sheets][1] == "Page 2 of 4"


def test_only_pages_near_the_reader_are_drawn(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    pages = PaperPages(desk, many_pages(40), "a long paper")
    shown(pages)
    heard: list[str] = []
    pages.told.connect(heard.append)

    def drawn() -> list[int]:
        return [sheet.number for sheet in pages.sheets if sheet.image is not None]

    qtbot.waitUntil(lambda: drawn() == [0, 1, 2, 3, 4])
    bar = pages.verticalScrollBar()
    for value in range(0, bar.maximum(), max(1, bar.maximum() // 25)):
        bar.setValue(value)
        QApplication.processEvents()
        assert len(drawn()) <= 5
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: drawn() == [35, 36, 37, 38, 39])
    assert heard[-1].startswith("Page 40 of 40, ")


def test_large_pages_are_kept_by_twos(desk: Desk, shown: Show, qtbot: QtBot) -> None:
    pages = PaperPages(desk, many_pages(6), "a paper")
    shown(pages)
    qtbot.waitUntil(lambda: sum(sheet.image is not None for sheet in pages.sheets) == 5)
    for _ in range(12):
        pages.larger()
    assert sum(sheet.image is not None for sheet in pages.sheets) == 2
    qtbot.waitUntil(lambda: pages.sheets[0].drawn_at == pages.sheets[0].width(), timeout=20_000)
    assert sum(sheet.image.width() * sheet.image.height() for sheet in pages.sheets if sheet.image) <= 2 * 16_000_000


def test_zoom_goes_in_steps_by_buttons_keys_and_wheel(desk: Desk, shown: Show, plan: int, qtbot: QtBot) -> None:
    view = Preview(desk, plan, "Jo’s plan")
    hand = shown(view)
    hand.press("True size")
    assert view.pages.percent == 100
    dpi = view.pages._dpi()
    assert view.pages.sheets[0].width() == round(A4[0] * dpi / 72)
    assert "Page 1 of 2, 100 %" in told(view)
    hand.press("Larger")
    assert view.pages.percent == 110
    qtbot.waitUntil(lambda: view.pages.sheets[0].drawn_at == view.pages.sheets[0].width())
    hand.press("Smaller")
    hand.press("Smaller")
    assert view.pages.percent == 90
    hand.press("Whole page")
    assert view.pages.sheets[0].height() <= view.pages.viewport().height()
    larger = next(one for one in view.findChildren(QAbstractButton) if one.accessibleName() == "Larger")
    before = view.pages.percent
    larger.setFocus()
    QTest.keyClick(larger, Qt.Key.Key_Space)
    assert view.pages.percent > before
    turn = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    at, place = view.pages.percent, view.pages.verticalScrollBar().value()
    QApplication.sendEvent(view.pages.viewport(), turn)
    assert view.pages.percent < at
    assert view.pages.verticalScrollBar().value() <= place
    for _ in range(30):
        view.pages.larger()
    assert view.pages.percent == 400
    for _ in range(30):
        view.pages.smaller()
    assert view.pages.percent == 25


def test_a_plan_is_printed_and_it_is_written_down_how_it_went(
    desk: Desk, shown: Show, jo: int, plan: int, tmp_path: Path
) -> None:
    view = Preview(desk, plan, "Jo’s plan")
    hand = shown(view)
    hand.press("Print")
    assert (tmp_path / "printed-1.pdf").exists()
    assert kept(view) == "Printed. Write down how it was sent."
    hand.press("Write down how it was sent")
    assert hand.reads("Who has it now?") == "Jo Example"
    assert hand.reads("When?") == "24 November 2037"
    hand.write("Who has it now?", "")
    hand.press("Write this down")
    assert load_register(desk.vault, jo).lines[0].sent == ()
    hand.write("Who has it now?", "Jo and her sister")
    hand.press("Write this down")
    (sent,) = load_register(desk.vault, jo).lines[0].sent
    assert (sent.how, sent.to_whom, sent.on) == ("Printed and handed over", "Jo and her sister", TODAY)
    assert kept(view).startswith("It is written down.")
    assert load_draft(desk.vault, SCREEN, jo) is None


def test_what_is_being_written_down_is_kept_when_the_paper_is_left(desk: Desk, shown: Show, jo: int, plan: int) -> None:
    view = Preview(desk, plan, "Jo’s plan")
    hand = shown(view)
    hand.press("Print")
    hand.press("Write down how it was sent")
    hand.write("Anything to add", "Her sister reads it with her")
    view.hide()
    draft = load_draft(desk.vault, SCREEN, jo)
    assert draft is not None
    assert "Her sister reads it with her" in str(draft.content)


def test_a_letter_shows_whom_it_is_about_before_it_is_printed(
    desk: Desk, shown: Show, letter: int, tmp_path: Path
) -> None:
    view = Preview(desk, letter, "Letter to Harbour Foods")
    hand = shown(view)
    hand.press("Print")
    assert not (tmp_path / "printed-1.pdf").exists()
    assert any("This letter is about Jo Example" in one and "Harbour Foods Example" in one for one in notices(view))
    hand.press("Not yet")
    assert not any("This letter is about" in one for one in notices(view))
    hand.press("Print")
    hand.press("Print this letter")
    assert (tmp_path / "printed-1.pdf").exists()
    assert "Write down how it was sent" in kept(view)


def test_a_letter_whose_agreement_was_taken_back_is_shown_with_the_reason_and_goes_nowhere(
    desk: Desk, shown: Show, jo: int, letter: int, tmp_path: Path
) -> None:
    view = Preview(desk, letter, "Letter to Harbour Foods")
    hand = shown(view)
    say(desk.vault, jo, "withdrawn", "employer", "Harbour Foods Example", "letter")
    hand.press("Print")  # it was taken back while the letter was open
    assert "took back the agreement" in kept(view)
    assert not hand.sees(QAbstractButton, "Print")
    again = Preview(desk, letter, "Letter to Harbour Foods")
    shown(again)
    assert any("took back the agreement to share with Harbour Foods Example" in one for one in notices(again))
    names = {one.accessibleName() for one in again.findChildren(QAbstractButton)}
    assert not names & {"Print", "Save as", "Print this letter"}
    QTest.keyClick(again, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert list(tmp_path.glob("printed*")) == []


@pytest.mark.parametrize(("name", "begins"), [("a.pdf", b"%PDF"), ("a.docx", b"PK"), ("a.html", b"<!DOCTYPE html>")])
def test_a_paper_is_saved_as_what_the_name_of_the_file_says(
    desk: Desk, shown: Show, plan: int, qtbot: QtBot, tmp_path: Path, name: str, begins: bytes
) -> None:
    desk.doors.saves[:] = [tmp_path / name]  # type: ignore[attr-defined]  # the ready doors of these tests
    view = Preview(desk, plan, "Jo’s plan")
    hand = shown(view)
    hand.press("Save as")
    qtbot.waitUntil(lambda: kept(view).startswith(f"Saved as {name}"))
    assert (tmp_path / name).read_bytes().startswith(begins)
    with desk.vault.reading() as session:
        actions = session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "paper")).all()
    assert actions.count("export") == 1


def test_everything_of_the_preview_can_be_reached_by_keys(desk: Desk, shown: Show, plan: int, qtbot: QtBot) -> None:
    view = Preview(desk, plan, "Jo’s plan")
    shown(view)
    qtbot.waitUntil(view.isActiveWindow)
    view.pages.setFocus()
    met: list[str] = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    sizes = ["Smaller", "Larger", "Whole page", "True size"]
    assert met == ["Pages of Jo’s plan", *sizes, "Close", "Save as", "Print", "Pages of Jo’s plan"]


def test_after_it_was_saved_the_register_asks_how_it_went(
    desk: Desk, plan: int, jo: int, shown: Show, tmp_path: Path
) -> None:
    view = Preview(desk, plan, "Jo’s plan")
    hand = shown(view)
    view._save(tmp_path / "plan.pdf")
    hand.press("Write down how it was sent")
    hand.press(view._sending.form.keep_words)  # type: ignore[union-attr]  # it was just opened
    (line,) = load_register(desk.vault, jo).lines
    assert [(one.way, one.on) for one in line.sent] == [("file", TODAY)]
