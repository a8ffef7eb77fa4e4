"""Every text passes one gateway: no markup language, and the PDF library in one module alone."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.tree import PACKAGE

DOCUMENTS = sorted((PACKAGE / "documents").glob("*.py"))
LIBRARY = {"reportlab", "reportlab.pdfbase", "reportlab.pdfbase.ttfonts", "reportlab.pdfgen.canvas"}
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


def test_one_module_loads_the_pdf_library_and_never_its_paragraphs() -> None:
    for path in DOCUMENTS:
        loaded = {name for name in imports_of(path) if name.partition(".")[0] == "reportlab"}
        assert loaded == (LIBRARY if path.name == "render.py" else set()), path.name


def test_two_modules_know_word_and_each_makes_its_words_in_one_place() -> None:
    known = {path.name for path in DOCUMENTS if any(name.partition(".")[0] == "docx" for name in imports_of(path))}
    assert known == {"word.py", "word_file.py"}
    escaping = {path.name for path in DOCUMENTS if "html" in imports_of(path)}
    assert escaping == {"web.py"}


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
