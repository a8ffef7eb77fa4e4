"""The doors out of the window: the real ones call back, the ready ones answer beforehand."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.ui.showing import deleted, shown
from workwell_desktop.ui.doors import Doors, ReadyDoors
from workwell_desktop.ui.parts.dialog import Deed, Dialog
from workwell_desktop.ui.printing import page_as_image, print_pages
from workwell_desktop.ui.style.theme import Look

PDF = (("PDF", "*.pdf"),)
DEEDS = [Deed("stay", "Stay", safe=True), Deed("go", "Go")]


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    return shown(qtbot, QWidget())


@pytest.fixture
def three_pages(tmp_path: Path) -> bytes:
    path = tmp_path / "three.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    for number in range(3):
        canvas.rect(100, 100, 100 + 100 * number, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def the_dialog(kind: type[QWidget]) -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_ready_doors_answer_in_order_and_then_take_the_safe_way(look: Look, window: QWidget, tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    doors = ReadyDoors(look, opens=[one], saves=[one, two], folders=[tmp_path], choices=["go"])
    seen: list[object] = []
    doors.open_file(window, "Open", PDF, seen.append)
    doors.open_file(window, "Open", PDF, seen.append)
    doors.save_file(window, "Save", "plan.pdf", PDF, seen.append)
    doors.save_file(window, "Save", "plan.pdf", PDF, seen.append)
    doors.choose_folder(window, "Folder", seen.append)
    doors.ask(window, "Go?", "Or stay.", DEEDS, seen.append)
    doors.ask(window, "Go again?", "Or stay.", DEEDS, seen.append)
    doors.tell(window, "Done", "All is kept.")
    assert seen == [one, one, two, tmp_path, "go", "stay"]
    assert doors.asked == [("Go?", "Or stay."), ("Go again?", "Or stay.")]
    assert doors.told == [("Done", "All is kept.")]


def test_ready_doors_print_into_a_folder_or_refuse(look: Look, window: QWidget, tmp_path: Path) -> None:
    seen: list[bool] = []
    ReadyDoors(look).print_pdf(window, b"%PDF", seen.append)
    doors = ReadyDoors(look, prints_to=tmp_path)
    doors.print_pdf(window, b"%PDF-1.7", seen.append)
    assert seen == [False, True]
    assert doors.printed[0].read_bytes() == b"%PDF-1.7"


def test_the_real_question_calls_back(qtbot: QtBot, look: Look, window: QWidget) -> None:
    seen: list[str] = []
    doors = Doors(look)
    doors.ask(window, "Go?", "Or stay.", DEEDS, seen.append)
    dialog = the_dialog(Dialog)
    assert isinstance(dialog, Dialog)
    QTest.mouseClick(dialog.button("go"), Qt.MouseButton.LeftButton)
    doors.tell(window, "Done", "All is kept.")
    QTest.keyClick(the_dialog(Dialog), Qt.Key.Key_Escape)
    assert seen == ["go"]


def test_the_real_choosers_call_back_with_what_was_chosen(
    qtbot: QtBot, look: Look, window: QWidget, tmp_path: Path
) -> None:
    there = tmp_path / "there.pdf"
    there.write_bytes(b"%PDF")
    doors, seen = Doors(look), []
    steps = (
        (lambda: doors.open_file(window, "Open", PDF, seen.append), there),
        (lambda: doors.save_file(window, "Save", "plan.pdf", PDF, seen.append), tmp_path / "new.pdf"),
        (lambda: doors.choose_folder(window, "Folder", seen.append), tmp_path),
    )
    for open_it, answer in steps:
        open_it()
        dialog = the_dialog(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(answer.parent))
        dialog.selectFile(str(answer))
        with deleted(qtbot, dialog):
            dialog.accept()
    assert seen == [there, tmp_path / "new.pdf", tmp_path]


def test_a_chooser_that_is_left_says_nothing(qtbot: QtBot, look: Look, window: QWidget) -> None:
    seen: list[Path] = []
    Doors(look).open_file(window, "Open", PDF, seen.append)
    dialog = the_dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with deleted(qtbot, dialog):
        dialog.reject()
    assert seen == []


@pytest.mark.parametrize(("first", "last", "pages"), [(0, 0, 3), (2, 3, 2), (3, 9, 1)])
def test_the_pages_that_were_asked_for_are_printed(
    qapp: QApplication, tmp_path: Path, three_pages: bytes, first: int, last: int, pages: int
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(first, last)
    assert print_pages(three_pages, printer)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(document) == pages
    bitmap = document[0].render(scale=0.5)
    assert min(bytes(bitmap.buffer)) < 60  # something dark is on it
    bitmap.close()
    document.close()


@pytest.mark.parametrize("dpi", [600, 1200])
@pytest.mark.parametrize("size", [A4, landscape(A4)], ids=["portrait", "landscape"])
def test_a_page_is_printed_in_its_true_size(
    qapp: QApplication, tmp_path: Path, size: tuple[float, float], dpi: int
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(dpi)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.rect(72, 72, 144, 72, fill=1)
    canvas.showPage()
    canvas.save()
    assert print_pages(out.getvalue(), printer)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    page = document[0]
    assert page.get_size() == pytest.approx(size, abs=1.0)
    bounds = [one.get_bounds() for one in page.get_objects()]
    left, bottom, right, top = max(bounds, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    assert (right - left, top - bottom) == pytest.approx(size, abs=0.5)
    bitmap = page.render(scale=4).to_pil().convert("L")
    box = bitmap.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    assert [edge / 4 for edge in (box[0], box[2])] == pytest.approx([72, 216], abs=0.75)
    assert [edge / 4 for edge in (box[1], box[3])] == pytest.approx([size[1] - 144, size[1] - 72], abs=0.75)
    page.close()
    document.close()


def test_pages_are_shown_as_pictures(qapp: QApplication, three_pages: bytes) -> None:
    pictures = [page_as_image(three_pages, number, 595) for number in range(3)]
    assert [(picture.width(), picture.height()) for picture in pictures] == [(595, 842)] * 3
    assert pictures[0].pixelColor(150, 842 - 250).lightness() < 60
    assert pictures[0].pixelColor(20, 20).lightness() > 240
