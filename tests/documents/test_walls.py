"""Every text passes one gateway: no markup language, and the PDF library in three modules alone. Nothing is opened."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.tree import PACKAGE, ROOT
from workwell_desktop.documents.model import (
    Block,
    Box,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Role,
    Run,
    Sides,
    Text,
)

DOCUMENTS = sorted((PACKAGE / "documents").glob("*.py"))
LIBRARY = {
    "render.py": {"reportlab", "reportlab.pdfgen.canvas"},
    "fonts.py": {"reportlab.pdfbase", "reportlab.pdfbase.ttfonts"},
    "marks.py": {"reportlab.pdfbase.pdfdoc"},
}
DRAWS_TEXT = {
    "textOut",
    "textLine",
    "textLines",
    "drawString",
    "drawRightString",
    "drawCentredString",
    "drawAlignedString",
}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def calls_of(path: Path) -> list[str]:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls]


def test_three_modules_load_the_pdf_library_and_never_its_paragraphs() -> None:
    for path in DOCUMENTS:
        loaded = {name for name in imports_of(path) if name.partition(".")[0] == "reportlab"}
        assert loaded == LIBRARY.get(path.name, set()), path.name


def test_two_modules_know_word_and_each_makes_its_words_in_one_place() -> None:
    known = {path.name for path in DOCUMENTS if any(name.partition(".")[0] == "docx" for name in imports_of(path))}
    assert known == {"word.py", "word_file.py"}
    escaping = {path.name for path in DOCUMENTS if "html" in imports_of(path)}
    assert escaping == {"web.py", "pictures.py"}  # pictures escape what one of ours shows, which nobody typed


def test_text_is_drawn_in_one_place() -> None:
    drawing = [(path.name, call) for path in DOCUMENTS for call in calls_of(path) if call in DRAWS_TEXT]
    assert drawing == [("render.py", "textOut")]


def test_faces_are_chosen_in_the_gateway_alone() -> None:
    made = [path.name for path in DOCUMENTS for call in calls_of(path) if call == "set_text"]
    assert set(made) == {"compose.py"}
    assert "normalize" in calls_of(PACKAGE / "documents" / "text.py")
    assert not [path.name for path in DOCUMENTS if path.name != "text.py" and "normalize" in calls_of(path)]


def test_no_clock_no_chance_and_no_environment_reach_a_paper() -> None:
    for path in DOCUMENTS:
        assert not imports_of(path) & {"os", "time", "random", "secrets", "uuid", "tempfile", "locale"}, path.name


WATCHED = """
import sys
from io import BytesIO
from datetime import date

import pikepdf

from tests.documents.hostile import hostile_texts
from tests.documents.tag_check import faults, heard
from tests.documents.test_walls import paper_of
from workwell_desktop.documents.house_style import LARGE, STANDARD
from workwell_desktop.documents.render import preload, to_pdf
from workwell_desktop.documents.text import clean

texts = hostile_texts(500, seed=11)
preload()
seen = []
sys.addaudithook(lambda event, args: seen.append((event, str(args[:1]))) if watching and (
    event in {"open", "os.listdir", "os.scandir", "os.system", "subprocess.Popen", "compile", "exec", "import"}
    or event.startswith(("socket.", "urllib.", "ctypes."))
) else None)
to_pdf(paper_of(texts[:1]), STANDARD)  # what the library loads once it has loaded now
watching = True
made = [to_pdf(paper_of(texts[n : n + 50]), LARGE if n % 100 else STANDARD) for n in range(0, 500, 50)]
watching = False
print(seen)
wrong = []
for n, pdf in enumerate(made):
    with pikepdf.open(BytesIO(pdf)) as file:
        found = "".join("".join(words.split()) for kind, words in heard(file) if kind != "Lbl")
        typed = "".join("".join(clean(text).split()) for text in ("Atest", *texts[50 * n : 50 * n + 50]))
        wrong += [] if found == typed and not faults(file) else [n]
print(wrong)
"""


def paper_of(texts: list[str]) -> Document:
    """Return a paper that holds texts in every way that it can hold them, in order."""
    runs = [Run(text, field="a test") for text in texts]
    blocks: list[Block] = [Heading(Text(Role.TITLE, (Run("A test"),)), level=1)]
    for number, run in enumerate(runs):
        match number % 5:
            case 0:
                blocks.append(Paragraph(Text(Role.PARAGRAPH, (run,))))
            case 1:
                blocks.append(ListBlock((ListItem((Text(Role.LIST_ITEM, (run,)),)),)))
            case 2:
                blocks.append(Quote(Text(Role.QUOTE, (run,))))
            case 3:
                blocks.append(Box((Paragraph(Text(Role.NOTE, (run,))),)))
            case 4:
                blocks.append(Sides((Text(Role.ADDRESS, (run,)),), (Text(Role.ADDRESS, (Run(""),)),)))
    foot = Foot(Text(Role.FOOT, (Run("A foot"),)))
    return Document("A test", "en-GB", date(2026, 11, 24), foot, "{page} of {pages}", tuple(blocks))


def test_five_hundred_hostile_texts_are_printed_as_typed_and_open_neither_file_nor_network() -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"watching = False\n{WATCHED}"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "[]"]


def test_a_file_that_is_opened_while_a_paper_is_made_would_be_noticed() -> None:
    spoilt = WATCHED.replace("watching = False\nprint", "open('pyproject.toml').close()\nwatching = False\nprint")
    assert spoilt != WATCHED
    done = subprocess.run(
        [sys.executable, "-c", "watching = False\n" + spoilt.replace("texts(500", "texts(60")],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "pyproject.toml" in done.stdout.splitlines()[0]
