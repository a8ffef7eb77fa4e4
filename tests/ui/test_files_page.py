"""The page of files: adding, looking, saving out and removing, and files that were made to do harm."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from sqlalchemy import select

from tests.plans import still_clock
from workwell_desktop.casework import attachments, new_files
from workwell_desktop.casework.attachments import FileEntry
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.new_files import FileProblem
from workwell_desktop.clock import Clock
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.ui import file_reading
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.records.files_page import FilesPage
from workwell_desktop.ui.records.shelf import RECORDS

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk, jo: int) -> FilesPage:
    page = FilesPage(desk)
    page.show_participant(jo)
    return page


def doors(desk: Desk) -> ReadyDoors:
    assert isinstance(desk.doors, ReadyDoors)
    return desk.doors


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def pdf(pages: int = 3, script: str = "") -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(script))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def keep(desk: Desk, person: int, name: str, data: bytes, about: str = "other") -> int:
    return attachments.add_file(desk.vault, person, new_files.new_file(desk.vault, name, data), FileEntry(about))


def names(desk: Desk, person: int) -> list[str]:
    return [row.name for row in attachments.files_of(desk.vault, person)]


def events(desk: Desk, action: str) -> int:
    with desk.vault.reading() as session:
        return len(session.scalars(select(AuditEvent.seq).where(AuditEvent.action == action)).all())


def sheet(page: FilesPage) -> QLabel:
    return next(one for one in page.findChildren(QLabel) if one.property("part") == "sheet" and one.isVisible())


def test_the_page_stands_on_the_shelf() -> None:
    assert [record.title for record in RECORDS if record.code == "files"] == ["Files"]


def test_a_file_is_added_by_hand(desk: Desk, page: FilesPage, jo: int, shown: Show, tmp_path: Path) -> None:
    scan, original = tmp_path / "Fit note.pdf", pdf()
    scan.write_bytes(original)
    doors(desk).opens.append(scan)
    saved: list[int] = []
    page.saved.connect(saved.append)
    hand = shown(page)
    assert any("No files yet" in text for text in hand.texts())
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    assert any("original still lies" in text for text in hand.texts())
    hand.press("Save this file")
    hand.wait_for(lambda: any("Choose what this file is" in text for text in hand.texts()), "the reason")
    hand.pick("What is this file?", "Scanned fit note")
    hand.write("The day it is from", "yesterday")
    hand.write("Note", "Two more weeks.")
    hand.press("Save this file")
    hand.wait_for_button("Open: Fit note.pdf")
    assert saved == [jo]
    (row,) = attachments.files_of(desk.vault, jo)
    assert (row.title, row.dated, row.note, row.kind) == ("Scanned fit note", "23 November", "Two more weeks.", "pdf")
    assert scan.read_bytes() == original


def test_a_scan_is_joined_to_its_fit_note(desk: Desk, shown: Show, tmp_path: Path) -> None:
    al = save_intake(desk.vault, 0, IntakeEntry(first_name="Al", last_name="Example"))
    save_fit_note(desk.vault, al, FitNoteEntry(advice="not_fit", starts_on="1 nov", ends_on="30 nov"))
    scan = tmp_path / "scan.png"
    scan.write_bytes(picture())
    doors(desk).opens.append(scan)
    page = FilesPage(desk)
    page.show_participant(al)
    hand = shown(page)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    hand.pick("What is this file?", "Letter")
    assert "Which fit note is it?" not in hand.texts()
    hand.pick("What is this file?", "Scanned fit note")
    hand.choose("Which fit note is it?", "1 November to 30 November")
    hand.press("Save this file")
    hand.wait_for_button("Open: scan.png")
    assert attachments.files_of(desk.vault, al)[0].fit_note_id == 1


def test_a_heavy_file_says_so_and_one_that_is_too_large_is_refused(
    desk: Desk, page: FilesPage, shown: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_files, "HEAVY_BYTES", 1000)
    monkeypatch.setattr(new_files, "MOST_BYTES", 20_000)
    heavy, too_large = tmp_path / "heavy.txt", tmp_path / "large.txt"
    heavy.write_bytes(b"x" * 5_000)
    too_large.write_bytes(b"x" * 20_001)
    doors(desk).opens += [heavy, too_large]
    hand = shown(page)
    hand.press("Add a file")
    hand.wait_for_button("Save this file")
    assert any("This file has 5 KB." in text and "The vault has" in text for text in hand.texts())
    hand.press("Do not keep it")
    hand.press("Add a file")
    hand.wait_for(lambda: any("larger than 20 KB" in text for text in hand.texts()), "the reason")


def test_a_picture_is_pasted_and_a_file_is_dropped(
    desk: Desk, page: FilesPage, jo: int, shown: Show, tmp_path: Path
) -> None:
    hand = shown(page)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    hand.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hand.wait_for_button("Save this file")
    hand.pick("What is this file?", "Something else")
    hand.press("Save this file")
    hand.wait_for_button("Open: Pasted picture.png")
    QGuiApplication.clipboard().setText("words")
    hand.press("Paste a picture")
    assert any("no picture to paste" in text for text in hand.texts())
    dropped = tmp_path / "a.txt"
    dropped.write_text("words", "utf-8")
    for paths, wanted in (([dropped, dropped], "Add one file at a time."), ([dropped], "Plain text, 1 KB.")):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        none = Qt.KeyboardModifier.NoModifier
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
        hand.wait_for(lambda wanted=wanted: any(wanted in text for text in hand.texts()), wanted)  # type: ignore[misc]  # bound for this round
    QGuiApplication.clipboard().clear()
    assert names(desk, jo) == ["Pasted picture.png"]


def test_pages_are_turned_by_keys_and_buttons(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "report.pdf", pdf(3))
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Open: report.pdf")
    hand.wait_for(lambda: hand.sees(QLabel, "report.pdf, page 1 of 3"), "the first page")
    assert events(desk, "view") == 1
    hand.press("Next page")
    hand.wait_for(lambda: hand.sees(QLabel, "report.pdf, page 2 of 3"), "the second page")
    hand.key(Qt.Key.Key_PageDown)
    hand.wait_for(lambda: hand.sees(QLabel, "report.pdf, page 3 of 3"), "the third page")
    hand.key(Qt.Key.Key_PageDown)
    assert "This is the last page." in hand.texts()
    hand.press("Previous page")
    hand.wait_for(lambda: hand.sees(QLabel, "report.pdf, page 2 of 3"), "the second page again")
    before = sheet(page).width()
    hand.press("Larger")
    hand.wait_for(lambda: sheet(page).width() > before, "a larger page")
    hand.key(Qt.Key.Key_Escape)
    hand.wait_for_button("Add a file")


def test_a_page_grows_with_the_text_size(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "photo.jpg", picture("JPEG", (3000, 1000)))
    page.show_participant(jo)
    hand = shown(page)
    page.resize(3000, 900)
    hand.press("Open: photo.jpg")
    hand.wait_for(lambda: hand.sees(QLabel, "photo.jpg"), "the picture")
    before = sheet(page).width()
    desk.look.set_scale(200)
    hand.wait_for(lambda: sheet(page).width() > before, "a larger picture")
    desk.look.set_scale(100)


def test_words_and_e_mails_are_read_inside(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    mail = (
        b"From: Lena Example <lena@example.org>\r\nTo: sam@example.org\r\nSubject: Hello\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        b'<p>Good news<img src="https://example.org/x.gif"></p>\r\n--b\r\nContent-Type: text/plain\r\n'
        b'Content-Disposition: attachment; filename="stool.txt"\r\n\r\nA stool\r\n--b--'
    )
    keep(desk, jo, "note.txt", "مرحبا\nZoë".encode())
    keep(desk, jo, "mail.eml", mail)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Open: note.txt")
    hand.wait_for(lambda: hand.sees_field("note.txt"), "the words")
    assert hand.reads("note.txt") == "مرحبا\nZoë"
    assert hand.find(QPlainTextEdit, "note.txt").isReadOnly()
    hand.press("Back to the files")
    hand.press("Open: mail.eml")
    hand.wait_for(lambda: hand.sees_field("mail.eml"), "the e-mail")
    assert hand.reads("mail.eml") == "Good news"
    assert any("nothing was fetched" in text for text in hand.texts())
    hand.press("Keep it as a file here: stool.txt")
    hand.wait_for_button("Save this file")
    hand.pick("What is this file?", "Letter")
    hand.press("Save this file")
    hand.wait_for_button("Open: stool.txt")
    assert attachments.look_at(desk.vault, attachments.files_of(desk.vault, jo)[0].id) == b"A stool"


def test_another_kind_can_only_be_saved_out_and_that_is_asked(
    desk: Desk, page: FilesPage, jo: int, shown: Show, tmp_path: Path
) -> None:
    keep(desk, jo, "rota.xlsx", b"PK\x03\x04\x00rota")
    page.show_participant(jo)
    hand = shown(page)
    assert hand.count("Open") == 0
    hand.press("Save as a file: rota.xlsx")
    assert events(desk, "export") == 0  # the safe answer was to keep it here
    out = tmp_path / "out.xlsx"
    doors(desk).choices.append("save")
    doors(desk).saves[:] = [out]
    hand.press("Save as a file: rota.xlsx")
    hand.wait_for(lambda: any("Saved as out.xlsx" in text for text in hand.texts()), "the sentence")
    assert out.read_bytes() == b"PK\x03\x04\x00rota"
    assert events(desk, "export") == 1
    assert all("readable copy leaves the vault" in title for title, _words in doors(desk).asked)


def test_a_picture_is_printed(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "scan.png", picture())
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Open: scan.png")
    hand.wait_for_button("Print")
    hand.press("Print")
    hand.wait_for(lambda: bool(doors(desk).printed), "the paper")
    assert doors(desk).printed[0].read_bytes().startswith(b"%PDF")
    assert events(desk, "print") == 1


def test_a_removed_file_is_put_back(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "a.txt", b"words")
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Remove: a.txt")
    assert names(desk, jo) == []
    assert any("until 24 December" in text for text in hand.texts())
    hand.press("Put it back")
    assert names(desk, jo) == ["a.txt"]
    hand.press("Remove: a.txt")
    page.show_participant(jo)
    hand.press("Put it back: a.txt")
    assert names(desk, jo) == ["a.txt"]


def test_what_is_kept_about_a_file_is_changed(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "a.txt", b"words")
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Change: a.txt")
    hand.pick("What is this file?", "Letter")
    hand.write("The day it is from", "31 nov")
    hand.press("Save")
    hand.wait_for(lambda: any("30 days" in text for text in hand.texts()), "the reason")
    hand.write("The day it is from", "20 nov")
    hand.press("Save")
    hand.wait_for_button("Open: a.txt")
    (row,) = attachments.files_of(desk.vault, jo)
    assert (row.title, row.dated) == ("Letter", "20 November")


def test_a_file_that_was_being_read_is_not_offered_to_somebody_else(
    desk: Desk, page: FilesPage, shown: Show, tmp_path: Path
) -> None:
    other = save_intake(desk.vault, 0, IntakeEntry(first_name="Al", last_name="Example"))
    path = tmp_path / "a.txt"
    path.write_text("words", "utf-8")
    doors(desk).opens.append(path)
    hand = shown(page)
    hand.press("Add a file")
    page.show_participant(other)
    desk.worker.wait()
    hand.leave()
    assert not hand.sees(QWidget, "What is this file?")
    assert "Al’s files" in hand.texts()


def test_every_button_says_what_it_is_about(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "a.txt", b"words")
    page.show_participant(jo)
    shown(page)
    from PySide6.QtWidgets import QAbstractButton

    spoken = [said(one) for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert sorted(spoken) == ["Add a file", "Change: a.txt", "Open: a.txt", "Paste a picture", "Remove: a.txt"]


# -- files that were made to do harm ----------------------------------------------------------------------------


def bomb(wide: int, high: int, before: bytes = b"") -> bytes:
    """Return a PNG that says it is very large, and holds a few bytes; ``before`` stands where its size should."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    head = struct.pack(">LLBBBBB", wide, high, 8, 2, 0, 0, 0)
    first = part(b"tEXt", before) if before else b""
    body = part(b"IDAT", zlib.compress(b"\0" * 100_000)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + first + part(b"IHDR", head) + body


SMALL = struct.pack(">LL", 10, 10)


def two_heads(wide: int, high: int) -> bytes:
    """Return a JPEG that says first that it is small, and then that it is very large."""
    whole = picture("JPEG")
    at = whole.index(b"\xff\xc0")
    end = at + 2 + int.from_bytes(whole[at + 2 : at + 4])
    head = whole[at:end]
    return whole[:end] + head[:5] + struct.pack(">HH", high, wide) + head[9:] + whole[end:]


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (pdf()[:300], "pdf", "damaged"),
        (b"%PDF-1.7\nnothing", "pdf", "damaged"),
        (bomb(60_000, 60_000), "png", "60,000 by 60,000 dots"),
        (bomb(2**31 - 1, 2**31 - 1), "png", "too large"),
        (bomb(30_000, 30_000, SMALL), "png", "too large"),
        (bomb(11_000, 11_000, SMALL), "png", "11,000 by 11,000 dots"),
        (bomb(7_000, 7_000, SMALL), "png", "7,000 by 7,000 dots"),
        (two_heads(30_000, 30_000), "jpeg", "too large"),
        (bomb(500, 500)[:60], "png", "damaged"),
        (picture("PNG")[:40], "png", "damaged"),
        (picture("JPEG")[:100], "jpeg", "damaged"),
        (b"\xff\xd8\xff", "jpeg", "damaged"),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + b"\x00" * 20, "jpeg", "too large"),
    ],
)
def test_a_harmful_file_is_refused_with_a_word(data: bytes, kind: str, reason: str) -> None:
    with pytest.raises(FileProblem, match=reason) as caught:
        file_reading.prepare(data, kind)
    assert "save" in caught.value.next_step


def test_a_script_in_a_pdf_is_not_run(desk: Desk, page: FilesPage, jo: int, shown: Show) -> None:
    keep(desk, jo, "script.pdf", pdf(1, "app.alert('no'); this.exportDataObject('x');"))
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Open: script.pdf")
    hand.wait_for(lambda: hand.sees(QLabel, "script.pdf, page 1 of 1"), "the page")
    assert doors(desk).told == []


def test_a_page_as_large_as_a_wall_is_drawn_coarser() -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_400, 14_400))
    out = io.BytesIO()
    document.save(out)
    image = file_reading.page_picture(out.getvalue(), 0, 50_000)
    assert image.width() * image.height() <= 16_100_000


def test_a_damaged_file_says_so_and_can_still_be_saved(
    desk: Desk, page: FilesPage, jo: int, shown: Show, tmp_path: Path
) -> None:
    cut = pdf()[:300]
    keep(desk, jo, "cut.pdf", cut)
    page.show_participant(jo)
    hand = shown(page)
    hand.press("Open: cut.pdf")
    hand.wait_for(lambda: any("This PDF is damaged" in text for text in hand.texts()), "the reason")
    doors(desk).choices.append("save")
    doors(desk).saves[:] = [tmp_path / "cut.pdf"]
    hand.press("Save as a file")
    hand.wait_for((tmp_path / "cut.pdf").exists, "the copy")
    assert (tmp_path / "cut.pdf").read_bytes() == cut


def test_pictures_that_can_be_seen_through_stand_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    ready = file_reading.prepare(out.getvalue(), "png")
    assert ready.picture is not None
    assert ready.picture.pixelColor(1, 1).name() == "#ffffff"
    assert replace(ready, picture=None).kind == "png"


def test_the_focus_goes_to_the_file_that_something_was_done_with(
    page: FilesPage, desk: Desk, tmp_path: Path, shown: Show
) -> None:
    def focused() -> str:
        QApplication.processEvents()
        now = QApplication.focusWidget()
        return said(now) if now is not None else ""

    window = QWidget()
    whole = QVBoxLayout(window)
    whole.addWidget(QPushButton("Lock"))
    whole.addWidget(page)
    hand = shown(window)
    for name in ("first.txt", "letter.txt"):
        (tmp_path / name).write_text(f"Words of {name}.", "utf-8")
        doors(desk).opens.append(tmp_path / name)
        hand.press("Add a file")
        hand.wait_for_button("Save this file")
        hand.pick("What is this file?", "Letter")
        hand.press("Save this file")
        hand.wait_for_button(f"Open: {name}")
        assert focused() == f"Open: {name}"
    hand.press("Change: first.txt")
    hand.press("Leave it as it was")
    assert focused() == "Open: first.txt"
    hand.press("Open: letter.txt")
    hand.key(Qt.Key.Key_Escape)
    assert focused() == "Open: letter.txt"
    hand.press("Remove: first.txt")
    assert focused() == "Put it back"
    hand.press("Put it back")
    assert focused() == "Open: first.txt"
    doors(desk).opens.append(tmp_path / "letter.txt")
    hand.press("Add a file")
    hand.wait_for_button("Do not keep it")
    hand.press("Do not keep it")
    assert focused() == "Add a file"
