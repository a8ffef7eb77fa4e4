"""House rules of the code that the linters cannot see."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.tree import PACKAGE, ROOT, name_of, python_files

LONGEST_MODULE = 400  # lines; around 300 a module starts to ask to be split
CONSOLE_PROGRAMS = {  # they talk to a person at a terminal
    "workwell_desktop/demo/show.py",
    "workwell_desktop/demo/__main__.py",
    "workwell_desktop/ui/style/gallery.py",
}
MODULES = python_files("workwell_desktop", "tools")
MIGRATIONS = (
    PACKAGE / "vault" / "migrations" / "versions"
)  # whole schemas, written by a tool; Alembic finds them by path

# A waiver is a rule put aside on one line: its code, and why, both stand beside it.
WAIVER = re.compile(
    r"#\s*(?:noqa\b(?P<noqa>:\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?P<ignore>\[[\w\-, ]+\])?)"
)
REASON = re.compile(r"[A-Za-z’']{2,}\W+[\w’']+")


def waiver_problems(source: str) -> list[str]:
    """Return a sentence for each waiver that names no code or gives no reason on its own line."""
    problems = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        for waiver in WAIVER.finditer(token.string):
            if not (waiver["noqa"] or waiver["ignore"]):
                problems.append(f"line {token.start[0]}: names no code")
            elif not REASON.search(WAIVER.sub("", token.string)):
                problems.append(f"line {token.start[0]}: gives no reason")
    return problems


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("x = 1  # noqa", "names no code"),
        ("x = 1  # type: ignore", "names no code"),
        ("x = 1  # noqa: S608", "gives no reason"),
        ("x = 1  # type: ignore[misc]", "gives no reason"),
        ("x = 1  # type: ignore[misc]  # noqa: S608", "gives no reason"),
        ("x = 1  # noqa: S608 - table names are ours", None),
        ("x = 1  # type: ignore[misc]  # Qt hands it over untyped", None),
        ("x = '# noqa'  # a plain remark", None),
    ],
)
def test_a_waiver_without_a_reason_is_seen(line: str, fault: str | None) -> None:
    problems = waiver_problems(line + "\n")
    assert (problems[0].split(": ")[1] if problems else None) == fault


def test_every_waiver_gives_its_reason() -> None:
    problems = {
        name_of(path): found
        for path in python_files("workwell_desktop", "tools", "tests")
        if (found := waiver_problems(path.read_text("utf-8"))) and path != Path(__file__)
    }
    assert not problems


def test_no_module_is_too_long_to_read() -> None:
    read = [path for path in MODULES if path.parent != MIGRATIONS]
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in read}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_only_console_programs_print() -> None:
    talkers = {
        name_of(path)
        for path in python_files("workwell_desktop")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert talkers <= CONSOLE_PROGRAMS


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"#.*\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
    left = [
        f"{name_of(path)}:{number}"
        for path in python_files("workwell_desktop", "tools", "tests")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if mark.search(line)
    ]
    assert left == []


def test_no_message_box_or_dialog_blocks_the_program() -> None:
    """``exec()`` runs a second event loop inside the first; a lock could then not close what is open."""
    blocking = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files("workwell_desktop/ui")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"exec", "exec_"}
    ]
    assert blocking == []


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")} - {MIGRATIONS}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
    assert (ROOT / "workwell_desktop" / "__main__.py").exists()
