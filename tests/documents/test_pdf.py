"""The bytes of a PDF: fonts, sizes, properties, nothing active, nothing fetched, the same every time."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.documents.samples import letter, plan, sheet
from tests.tree import ROOT
from workwell_desktop.documents import house_style
from workwell_desktop.documents.letter import letter_pdf
from workwell_desktop.documents.plan import PlanGoal, plan_pdf
from workwell_desktop.documents.sheet import sheet_pdf

GOALS = (PlanGoal("Nguyễn and Анна, tŷ", None, None),)
PAPERS = {
    "standard": lambda: plan_pdf(plan(goals=GOALS)),
    "large": lambda: plan_pdf(plan(size="large", goals=GOALS)),
    "giant": lambda: plan_pdf(plan(size="giant", goals=GOALS)),
    "letter": lambda: letter_pdf(letter()),
    "sheet": lambda: sheet_pdf(sheet()),
}
FLOOR = {"standard": 12, "large": 18, "giant": 24, "letter": 12, "sheet": 12}
PAGE = pytest.mark.parametrize("kind", PAPERS)


def opened(kind: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(PAPERS[kind]()))


@PAGE
def test_every_font_is_embedded_and_can_be_read_back(kind: str) -> None:
    with opened(kind) as pdf:
        fonts: dict[str, Any] = {}
        for page in pdf.pages:
            fonts |= {str(font.BaseFont): font for font in page.Resources.Font.values()}
        assert fonts
        for name, font in fonts.items():
            assert re.match(r"/[A-Z]{6}\+", name), name
            assert len(font.FontDescriptor.FontFile2.read_bytes()) > 500
            assert b"beginbfchar" in font.ToUnicode.read_bytes()


@PAGE
def test_no_text_is_smaller_than_the_floor_of_its_size(kind: str) -> None:
    sizes = set()
    with opened(kind) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    sizes.add(float(operands[1]))
                if str(operator) in {"Tm", "cm"}:
                    assert [float(part) for part in operands[:4]] == [1, 0, 0, 1]
    assert sizes
    assert min(sizes) >= FLOOR[kind]
    assert 14 in sizes or FLOOR[kind] > 12


@PAGE
def test_language_title_and_page_are_set_and_nothing_is_active(kind: str) -> None:
    with opened(kind) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"])
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm", "/AF"} & set(pdf.Root.keys())
        for page in pdf.pages:
            assert [round(float(side)) for side in page.MediaBox] == [0, 0, 595, 842]
            assert "/Annots" not in page
            assert "/AA" not in page
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert str(thing.get("/S", "")) not in {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm"}


@PAGE
def test_the_file_s_properties_name_nobody(kind: str) -> None:
    with opened(kind) as pdf:
        properties = " ".join(str(value) for value in pdf.docinfo.values())
        assert not [name for name in ("Jo", "Ruth", "Example", "Lena", "Elm") if name in properties]
        assert ("Harbour Foods" in properties) is (kind == "letter")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261124")


@PAGE
def test_the_same_paper_gives_the_same_bytes(kind: str) -> None:
    assert PAPERS[kind]() == PAPERS[kind]()


def test_text_and_bar_stand_out_from_the_paper_seven_to_one() -> None:
    for colour in (house_style.INK, house_style.QUIET, house_style.BAR):
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (light + 0.05) >= 7


def test_leading_is_never_tighter_than_a_quarter_more_than_the_size() -> None:
    for style in (*house_style.PRESETS.values(), house_style.LETTER):
        for role, face in style.faces.items():
            assert face.leading / face.size >= 1.2, role
            if face.size <= 14:
                assert face.leading / face.size >= 1.25, role


ALONE = """
import hashlib, sys
from tests.documents.samples import letter, plan, sheet
from workwell_desktop.documents.letter import letter_pdf, letter_lines
from workwell_desktop.documents.plan import plan_pdf
from workwell_desktop.documents.sheet import sheet_pdf
from workwell_desktop.documents.text import hidden, unprintable

letter_lines(letter()), hidden("x"), unprintable("x")
early = sorted(name for name in sys.modules if name.partition(".")[0] in {"reportlab", "PIL"})

from workwell_desktop.documents.render import preload
preload()
seen = []
sys.addaudithook(lambda event, args: seen.append((event, str(args[:1]))) if watching and (
    event in {"open", "os.listdir", "os.scandir", "subprocess.Popen", "compile", "exec"} or event.startswith("socket.")
) else None)
watching = True
hostile = plan(title='<img src="/etc/hostname"/><a href="file:///etc/passwd">x</a>', participant='<img src="http://192.0.2.1/x.png"/>')
made = [plan_pdf(plan()), plan_pdf(hostile), plan_pdf(plan(size="giant")), letter_pdf(letter()), sheet_pdf(sheet())]
watching = False
print(early)
print(seen)
print([hashlib.sha256(pdf).hexdigest() for pdf in (made[0], made[3], made[4])])
"""


def test_a_paper_is_made_without_opening_a_file_or_a_socket_and_the_library_is_loaded_late() -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"watching = False\n{ALONE}"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    early, seen, digests = done.stdout.splitlines()
    assert early == "[]"
    assert seen == "[]"
    here = [hashlib.sha256(PAPERS[kind]()).hexdigest() for kind in ("letter", "sheet")]
    assert digests == str([hashlib.sha256(plan_pdf(plan())).hexdigest(), *here])
