"""Titles of windows name nobody: the system shows them in its bar, its switcher and its lists."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

import workwell_desktop.ui
from tests.ui.showing import shown
from workwell_desktop.ui.doors import PRINT_TITLE, Doors
from workwell_desktop.ui.parts.dialog import Deed, Dialog
from workwell_desktop.ui.style.theme import Look

NAME = "Jo Example"
UI = Path(str(workwell_desktop.ui.__file__)).parent
CHOOSERS = {"open_file", "save_file", "choose_folder"}  # their second argument is the title of the system's chooser


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in sorted(UI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield f"{path.name}:{node.lineno}", node.func.attr, node


def is_fixed(title: ast.expr) -> bool:
    """Say whether a title is written in the program: as it is, or as a constant of this or another module."""
    name = title.attr if isinstance(title, ast.Attribute) else title.id if isinstance(title, ast.Name) else ""
    return isinstance(title, ast.Constant) or name.isupper()


def test_every_title_stands_in_the_program_as_it_is() -> None:
    seen, loose = set(), []
    for where, name, call in calls():
        if name == "setWindowTitle":
            title = call.args[0]
            titles = [title.body, title.orelse] if isinstance(title, ast.IfExp) else [title]
            fixed = all(map(is_fixed, titles))
        elif name in CHOOSERS and isinstance(call.func, ast.Attribute) and "doors" in ast.unparse(call.func.value):
            fixed = isinstance(call.args[1], ast.Constant)
        else:
            continue
        seen.add(name)
        if not fixed:
            loose.append(where)
    assert seen == CHOOSERS | {"setWindowTitle"}
    assert loose == []


def test_what_is_printed_is_handed_over_without_a_title() -> None:
    asked = [(where, call) for where, name, call in calls() if name == "print_pdf"]
    assert len(asked) >= 5
    assert [where for where, call in asked if len(call.args) != 3 or call.keywords] == []


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    return shown(qtbot, QWidget())


def titles() -> list[str]:
    return [one.windowTitle() for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_a_question_that_names_somebody_has_the_title_of_the_program(
    qapp: QApplication, window: QWidget, look: Look
) -> None:
    Doors(look).ask(window, f"Put {NAME} in the bin?", "", [Deed("stay", "Stay", safe=True)], lambda _code: None)
    (dialog,) = (one for one in qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible())
    assert titles() == ["WorkWell"]
    assert NAME in dialog.accessibleName(), "a screen reader still says the question"
    dialog.close()


def test_the_print_dialog_has_the_same_title_whatever_is_printed(
    window: QWidget, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QPrintDialog, "setWindowTitle", lambda _self, title: said.append(title))
    monkeypatch.setattr(QDialog, "open", lambda dialog: dialog.reject())
    Doors(look).print_pdf(window, b"%PDF", lambda _printed: None)
    assert said == [PRINT_TITLE] == ["Print"]
