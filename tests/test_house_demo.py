"""The demo plays by key and mouse alone: nothing in it puts a value into a control, or reaches behind the windows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.tree import PACKAGE

_ROUND = {"set_value", "setText", "setPlainText", "setChecked", "setCurrentIndex", "setCurrentText", "vault"}


def reaches(source: str) -> set[str]:
    """Return the names by which code would go round the keyboard and the mouse; its own parts are its own."""
    attributes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    own = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "self"}
    used = {node.attr for node in attributes}
    return used & _ROUND | {name for name in used - own if name.startswith("_")}


@pytest.mark.parametrize("file", sorted((PACKAGE / "demo").glob("*.py")), ids=lambda file: file.name)
def test_the_demo_enters_every_value_through_a_control(file: Path) -> None:
    assert reaches(file.read_text("utf-8")) == set()


@pytest.mark.parametrize("line", ["field.set_value('x')", "show.window._vault", "desk.vault", "line.setText('x')"])
def test_a_way_round_is_noticed(line: str) -> None:
    assert reaches(line)
