"""The views of files about a person and of people from a spreadsheet, as ``views.py`` walks through them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QLabel, QWidget

from tests.journeys.stage import Stage

LIST = """Client Name,DOB,Referral date,Phone,Work status,Shoe size,Case notes
"Example, Anna",13/04/1976,3/11/2025,07700 900123,off sick,41,Likes mornings.
Jo Example,14/03/1979,4/11/2025,07700 900124,employed,39,Rang twice.
Bill Example,31/11/1980,5/11/2025,07700,sort of,42,
"""
MAIL = (
    b"From: Lena Example <lena@example.org>\r\nTo: sam@example.org\r\nSubject: A stool at the till\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
    b"<p>We have found a stool that fits under the till.</p>\r\n--b\r\n"
    b'Content-Disposition: attachment; filename="Stool.pdf"\r\n\r\n%PDF\r\n--b--'
)


def files(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """The files of Jo, who is in sight: none, adding three, looking at a PDF and an e-mail, removing one."""
    hand, window = stage.hand, stage.window
    pane = stage.workspace.pane
    assert pane is not None
    pane.open_section("files")
    yield "files, none", window
    for number, (name, data) in enumerate(_files(), 1):
        path = stage.home / name
        path.write_bytes(data)
        stage.doors.opens.append(path)
        hand.press("Add a file")
        stage.wait_for_button("Save this file")
        if number == 1:
            yield "files, adding", window
            hand.press("Save this file")
            stage.wait_for(lambda: stage.says("Choose what this file is"), "the reason")
            yield "files, adding, with an error", window
        hand.pick("What is this file?", "Letter")
        hand.press("Save this file")
        stage.wait_for_button(f"Change: {name}")
        path.unlink()
    yield "files", window
    hand.press("Open: Fit note.pdf")
    stage.wait_for(lambda: hand.sees(QLabel, "Fit note.pdf, page 1 of 2"), "the page")
    yield "files, a PDF", window
    hand.press("Back to the files")
    hand.press("Open: From Lena.eml")
    stage.wait_for_button("Keep it as a file here: Stool.pdf")
    yield "files, an e-mail", window
    hand.press("Back to the files")
    hand.press("Remove: Rota.bin")
    yield "files, one removed", window


def bringing_in(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Bringing people in: the beginning, the columns, an error, what would happen, and what came in."""
    hand, window = stage.hand, stage.window
    path: Path = stage.home / "clients.csv"
    path.write_text(LIST, "utf-8")
    stage.doors.opens.append(path)
    stage.workspace.show_page("import")
    yield "bringing in, the beginning", window
    hand.press("Choose a file")
    stage.wait_for_button("See what would happen")
    yield "bringing in, the columns", window
    hand.press("See what would happen")
    stage.wait_for(lambda: stage.says("Choose whether the day or the month comes first."), "the question")
    yield "bringing in, a question about days", window
    hand.press("Day first: 3/4 is 3 April")
    hand.press("See what would happen")
    stage.wait_for_button("Save these rows as a file")
    yield "bringing in, what would happen", window
    hand.press_first("Bring in")
    stage.wait_for_button("Take it back")
    yield "bringing in, what came in", window
    stage.doors.choices.append("undo")
    hand.press("Take it back")
    stage.wait_for(lambda: stage.says("taken back"), "the end")
    path.unlink()
    stage.workspace.show_today()


def _files() -> Iterator[tuple[str, bytes]]:
    out = io.BytesIO()
    page = Image.new("RGB", (300, 420), "white")
    page.save(out, "PDF", save_all=True, append_images=[page])
    yield "Fit note.pdf", out.getvalue()
    yield "From Lena.eml", MAIL
    yield "Rota.bin", b"\x00\x01\x02"
