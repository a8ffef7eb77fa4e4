"""The help's words: read strictly, plain, and the same about the purpose as the About page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workwell_desktop.casework.help_words import help_parts, read_help
from workwell_desktop.casework.intended_purpose import intended_purpose
from workwell_desktop.datafiles import DataFileProblem

HEAD = 'source = "x"\nlicence = "y"\n\n[[parts]]\nid = "purpose"\ntitle = "What it is for"\n'
MORE = '\n[[parts]]\nid = "keys"\ntitle = "Keys"\nkeys = [{ keys = "F1", does = "Help" }]\n'


def test_the_purpose_stands_first_and_is_that_of_the_about_page():
    first, *others = help_parts()
    assert first.sentences == intended_purpose()
    assert {part.id for part in others} == {"kept", "fails", "keys"}


def test_the_words_are_short_and_name_nobody():
    for part in help_parts()[1:]:
        for sentence in (one for said in part.sentences for one in re.split(r"(?<=[.!?:])\s", said)):
            assert len(sentence.split()) <= 25, sentence
            assert not re.search(r"\b(patient|client|user)\b", sentence.lower())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("source", "sauce", "“source” is missing."),
        ("licence", "license", "“licence” is missing."),
        ('id = "keys"', 'id = "purpose"', "line 9: this id is used twice."),
        ('id = "purpose"', 'id = "goal"', "there is nothing to say."),
        ('title = "Keys"', 'title = "Keys"\ncolour = "red"', "line 11: “colour” is not known here."),
        ('does = "Help" }', 'does = "Help" }, { keys = "F1", does = "More" }', "F1 stands here twice."),
        ('{ keys = "F1", does = "Help" }', "", "there is nothing to say."),
        ('title = "What it is for"', "", "“title” is missing."),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = tmp_path / "help.toml"
    path.write_text(HEAD + MORE, "utf-8")
    assert len(read_help(path)) == 2
    path.write_text((HEAD + MORE).replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_help(path)
    assert reason in caught.value.sentence


def test_the_purpose_must_come_first(tmp_path: Path) -> None:
    path = tmp_path / "help.toml"
    path.write_text('source = "x"\nlicence = "y"\n' + MORE, "utf-8")
    with pytest.raises(DataFileProblem, match="the first part must be purpose"):
        read_help(path)
