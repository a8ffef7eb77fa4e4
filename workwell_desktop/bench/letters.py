"""What letters cost: one, many beside ReportLab alone and beside LibreOffice; and the first page of a preview."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from workwell_desktop.bench.figures import Figure, p95, timed
from workwell_desktop.bench.paper import bare_pdf, full_plan
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.documents.faces import face_files, families
from workwell_desktop.documents.flow import STYLES
from workwell_desktop.documents.letter import (
    Changes,
    Days,
    Letter,
    LetterRow,
    Said,
    agree,
    letter_document,
    letter_pdf,
)
from workwell_desktop.documents.plan import plan_pdf
from workwell_desktop.documents.word import to_word
from workwell_desktop.ui.printing import page_as_image, page_sizes, page_text

LETTER_MS, PREVIEW_MS = 80.0, 200.0
MANY = 200
_SHARE_OF_BARE, _SHARE_OF_OFFICE, _SHARE_OF_FRESH = 2.0, 0.5, 0.12
_ON_SCREEN = 794  # pixels: the width of A4 at 96 to the inch
_PATIENCE_S = 900
_DAY = date(2026, 11, 24)


def measure_letters(rounds: int, told: Callable[[str], None], many: int = MANY) -> list[Figure]:
    """Return the figures of letters. Where LibreOffice is not installed, ``told`` says so; its figures are left out."""
    letter = a_letter(0)
    normal, strong = (families()[0].face(weight) for weight in (400, 600))
    for face in {normal, strong}:
        pdfmetrics.registerFont(TTFont(f"Bare-{face}", str(face_files()[face])))
    faces = (f"Bare-{normal}", f"Bare-{strong}")
    letter_pdf(letter)
    bare_pdf(letter_document(letter), *faces)
    one = [timed(letter_pdf, letter)[1] for _ in range(rounds)]
    bare_one = [timed(bare_pdf, letter_document(letter), *faces)[1] for _ in range(rounds)]
    letters = [a_letter(number) for number in range(many)]
    ours = timed(lambda: [letter_pdf(each) for each in letters])[1]
    bare = timed(lambda: [bare_pdf(letter_document(each), *faces) for each in letters])[1]
    return [
        Figure("letter as PDF, p95", None, "ms", p95(one), p95(bare_one), LETTER_MS),
        Figure(f"{many} letters beside ReportLab alone", None, "ms", ours, bare, bare * _SHARE_OF_BARE),
        *_beside_office(letters, ours, min(one), told),
        *_preview(rounds),
    ]


def _beside_office(letters: list[Letter], ours: float, one: float, told: Callable[[str], None]) -> list[Figure]:
    """Let LibreOffice convert the same letters in one run, and one in a process of its own."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        told("LibreOffice is not installed here: the figures beside it are left out")
        return []
    with TemporaryDirectory() as made:
        folder = Path(made)
        for number, letter in enumerate(letters):
            (folder / f"{number:03}.docx").write_bytes(to_word(letter_document(letter), STYLES["letter"]))
        files = sorted(folder.glob("*.docx"))
        fresh = timed(_convert, office, folder, files[:1])[1]
        whole = timed(_convert, office, folder, files)[1]
        if len(list(folder.glob("*.pdf"))) != len(files):
            told("LibreOffice did not convert every letter: the figures beside it are left out")
            return []
    many = len(letters)
    return [
        Figure(f"{many} letters beside LibreOffice in one run", None, "ms", ours, whole, whole * _SHARE_OF_OFFICE),
        Figure("one letter beside a fresh LibreOffice", None, "ms", one, fresh, fresh * _SHARE_OF_FRESH),
    ]


def _convert(office: str, folder: Path, files: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE_S)  # noqa: S603 - the system's own program, on files made here


def _preview(rounds: int) -> list[Figure]:
    """Draw the first page of a plan as the preview does before anything else, beside pdfium alone."""
    pdf = plan_pdf(full_plan())

    def first_page() -> None:
        page_sizes(pdf)
        page_as_image(pdf, 0, _ON_SCREEN)
        page_text(pdf, 0)

    def bare_page() -> None:
        document = pypdfium2.PdfDocument(pdf)
        document[0].render(scale=_ON_SCREEN / document[0].get_width())
        document.close()

    first_page()
    ours = [timed(first_page)[1] for _ in range(rounds)]
    floor = [timed(bare_page)[1] for _ in range(rounds)]
    return [Figure("page one of a preview, p95", None, "ms", p95(ours), p95(floor), PREVIEW_MS)]


def a_letter(number: int) -> Letter:
    """Return a letter of somebody made up; each number gives another one."""

    def agreed(words: str) -> LetterRow:
        return LetterRow(agree(f"{words}, at present.", _DAY), agree("A stool at the till", _DAY), date(2027, 1, 4))

    rows = tuple(agreed(f"I can {what}") for what in ("stand for 20 minutes", "lift up to 5 kg", "start at 09:00"))
    kind = letter_kinds()["support"]
    return Letter(
        kind=kind.code,
        to=kind.to,
        to_lines=("Lena Example, Store Manager", f"Shop {number}, Harbour Foods Example", "40 Quay Road, Northfield"),
        from_lines=("Jo Example", "c/o Elm Street Clinic, Northfield"),
        written_on=_DAY,
        salutation="Dear Lena,",
        heading="Coming back to work",
        parts=(
            Said(agree("These changes would help me do my job well. Could we meet to talk them through?", _DAY)),
            Changes(rows, "Changes that would help"),
            Said(agree("I would also like to agree how I am paid in these weeks.", _DAY)),
            Days(
                agree("Please reply by Thursday 3 December 2026.", _DAY),
                agree("I would like to look at this again with you on Friday 8 January 2027.", _DAY),
            ),
        ),
        closing=kind.closing,
        signed=("Jo Example",),
        small_print=kind.small_print,
        participant="Jo Example",
        participant_called="Jo",
        coach="Sam Example",
        coach_phone="01632 960120",
        recipient="Harbour Foods Example",
        agreed_on=_DAY,
        number=number + 1,
        reference=f"L-00000-{number:05}",
        service_name="Elm Street Clinic",
    )
