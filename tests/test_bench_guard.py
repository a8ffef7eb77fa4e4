"""The guard is measured on labelled sentences: what is counted, what is said when a file is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workwell_desktop.bench import guard
from workwell_desktop.bench.figures import Figure, as_json, as_table
from workwell_desktop.bench.guard import KNOWN, Counted, count, measure_guard, read_sentences
from workwell_desktop.datafiles import DataFileProblem

SENTENCES = """
source = "Made up"
licence = "MIT"
[[people]]
id = "jo"
conditions = ["back_neck"]
conditions_words = "Bad back"
treatments = []
instruments = ["PHQ-9"]
notes = []
[[sentences]]
person = "jo"
text = "My back hurts."
discloses = true
why = "condition"
[[sentences]]
person = "jo"
text = "I like green."
discloses = true
why = "labelled wrongly, to be missed"
[[sentences]]
person = "jo"
text = "My asthma."
discloses = false
why = "labelled wrongly, to be marked"
[[sentences]]
person = "jo"
text = "Back on Monday."
discloses = false
why = "another sense"
"""


def test_marks_are_counted_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text(SENTENCES, "utf-8")
    counted = count(read_sentences(path))
    assert counted == Counted(right=1, wrong=1, missed=1)
    assert (counted.recall, counted.precision) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('person = "jo"\ntext = "Back', 'person = "al"\ntext = "Back', "There is no person “al”."),
        ('why = "another sense"', "", "“why” is missing."),
        ('why = "another sense"', 'why = "x"\nwhat = "y"', "“what” is not known here."),
        (
            'discloses = true\nwhy = "condition"',
            'discloses = "yes"\nwhy = "condition"',
            "“discloses” must be true or false.",
        ),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = tmp_path / "some.toml"
    path.write_text(SENTENCES.replace(old, new), "utf-8")
    with pytest.raises(DataFileProblem, match=re.escape(reason)):
        read_sentences(path)


def test_what_is_not_there_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "HELD_OUT", tmp_path / "held_out.toml")
    told: list[str] = []
    names = [figure.name for figure in measure_guard(1, told.append)]
    assert told == ["There are no held-out sentences here: nothing is said about how the guard does on them."]
    assert not any("held out" in name for name in names)


def test_held_out_sentences_are_measured_beside_the_known_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held_out = tmp_path / "held_out.toml"
    held_out.write_text(SENTENCES, "utf-8")
    monkeypatch.setattr(guard, "HELD_OUT", held_out)
    told: list[str] = []
    shares = {figure.name: figure.ours for figure in measure_guard(1, told.append)}
    assert told == []
    assert shares["diagnosis guard: recall, held out"] == 0.5


def test_an_aim_may_be_what_has_to_be_reached() -> None:
    reached, missed = (Figure("share", None, "share", ours, None, 0.8, at_least=True) for ours in (0.8, 0.79))
    assert (reached.met, missed.met) == (True, False)
    assert ">= 0.8" in as_table([reached])
    assert b'"at_least": true' in as_json([reached])


def test_both_kinds_of_sentence_are_there_in_like_numbers() -> None:
    sentences = read_sentences(KNOWN).sentences
    share = sum(one.discloses for one in sentences) / len(sentences)
    assert 0.45 <= share <= 0.55
