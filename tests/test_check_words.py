"""``make check`` measures what participants read, and notices a hard sentence in every kind of file it looks at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tree import ROOT
from tools.check_words import LIST, Group, groups, main
from workwell_desktop.datafiles import DataFileProblem

LONG = "This sentence goes on " + "and on " * 12 + "to its end."
HARD = "Multidisciplinary interventions facilitate comprehensive biopsychosocial rehabilitation opportunities."


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what is measured, to spoil."""
    shutil.copytree(ROOT / "resources", tmp_path / "resources", ignore=shutil.ignore_patterns("fonts", "spelling"))
    shutil.copytree(ROOT / "workwell_desktop" / "ui", tmp_path / "package" / "ui")
    return tmp_path


def faults(tree: Path) -> list[str]:
    return [fault for group in groups(tree / "resources", tree / "package") for fault in group.faults]


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_what_ships_is_easy_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == ""
    assert main(["--all"]) == 0
    assert "index" in capsys.readouterr().out


def test_every_paper_is_measured() -> None:
    (papers,) = (one for one in groups(ROOT / "resources", ROOT / "workwell_desktop") if one.id == "papers")
    files = {text_id.split(":")[0] for text_id in papers.texts}
    assert {f"letters/{path.name}" for path in (ROOT / "resources" / "letters").glob("*.toml")} <= files


def test_a_long_sentence_on_paper_is_named(tree: Path) -> None:
    spoil(tree / "resources/letters/plan.toml", "I have not agreed this plan yet.", LONG)
    assert any("letters/plan.toml:sentences.not_agreed: a sentence of" in fault for fault in faults(tree))


def test_a_hard_word_is_named_with_a_plainer_one(tree: Path) -> None:
    spoil(tree / "resources/rules/adjustments.toml", 'plain = "Short breaks to move"', 'plain = "Utilise breaks"')
    assert any("say “use”" in fault and "adjustments.sit_breaks.plain" in fault for fault in faults(tree))


def test_a_hard_sentence_in_code_is_named_with_its_line(tree: Path) -> None:
    module = tree / "package/ui/turned_view.py"
    module.write_text(module.read_text("utf-8") + f'\n\nSAID = f"{LONG[:-1]} {{1}}."\n', "utf-8")
    line = len(module.read_text("utf-8").splitlines())
    assert any(fault.startswith(f"ui/turned_view.py:{line}: a sentence of") for fault in faults(tree))


def test_a_docstring_is_not_read_by_participants(tree: Path) -> None:
    module = tree / "package/ui/turned_view.py"
    module.write_text(module.read_text("utf-8") + f'\n\ndef more():\n    """{LONG}"""\n', "utf-8")
    assert faults(tree) == []


def test_a_group_of_hard_sentences_fails_as_a_whole() -> None:
    group = Group("x", "X", {str(n): HARD for n in range(6)})
    assert group.reading.index > 6


def test_what_names_nothing_is_a_fault(tree: Path) -> None:
    spoil(tree / "resources" / LIST, "letters/letter.toml:sentences.law", "letters/letter.toml:sentences.gone")
    assert "letters/letter.toml:sentences.gone: there is no such text." in faults(tree)
    spoil(tree / "resources" / LIST, '"services/topics.toml"', '"services/subjects.toml"')
    assert "nothing was found to read." in faults(tree)


def test_a_key_that_is_not_known_is_refused(tree: Path) -> None:
    spoil(tree / "resources" / LIST, 'what = "Job tasks"', 'wath = "Job tasks"')
    with pytest.raises(DataFileProblem):
        faults(tree)
