"""The intended purpose: what the program does with answers, and what it does not."""

from __future__ import annotations

import re

import pytest

from workwell_desktop.casework.intended_purpose import intended_purpose, read_purpose
from workwell_desktop.datafiles import DataFileProblem


def test_it_says_what_the_borderline_asks_for():
    said = " ".join(intended_purpose())
    for words in (
        "records what a participant answers",
        "published sums and bands",
        "to support a conversation",
        "no diagnosis",
        "no advice on treatment",
        "A score never sends anybody anywhere by itself",
        "One thing alone follows from an answer",
        "asks the coach to write a safety record",
        "shown with its arithmetic",
        "ring 999 or 111",
    ):
        assert words in said


def test_it_promises_nothing_medical():
    said = " ".join(intended_purpose()).lower()
    assert not re.search(r"\b(detects?|predicts?|monitors? a disease|clinical decisions?|triages?)\b", said)
    for word in ("diagnosis", "prognosis", "treatment"):  # named only to be denied
        assert all("no " in part for part in re.findall(rf"[^.]*\b{word}\b", said))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('source = "x"\nlicence = "y"\nsentences = []\n', "line 3: “sentences” is empty."),
        ('source = "x"\nsentences = ["a"]\n', "“licence” is missing."),
        ('source = "x"\nlicence = "y"\n', "“sentences” is missing."),
        ('source = "x"\nlicence = "y"\nsentences = ["a"]\nmore = 1\n', "line 4: “more” is not known here."),
    ],
)
def test_a_bad_file_is_refused(tmp_path, text, reason):
    (tmp_path / "purpose.toml").write_text(text, "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_purpose(tmp_path / "purpose.toml")
    assert reason in caught.value.sentence
