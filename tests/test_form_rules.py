"""The rules of a questionnaire's file: a shipped instrument, spoilt in one place, is refused with line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tree import ROOT
from workwell_desktop import forms
from workwell_desktop.datafiles import DataFileProblem

SHIPPED = ROOT / "resources" / "questionnaires"
SAFETY = "safety = true\nsafety_from = 1"
SCALE = 'kind = "scale"\nlow_words = "a"\nhigh_words = "b"'


def refused(folder: Path, name: str, old: str, new: str) -> tuple[str, int]:
    """Read a shipped file with one change; return why it is refused and the line that changed first."""
    text = (SHIPPED / f"{name}.toml").read_text("utf-8")
    assert old in text, old
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        forms.read_questionnaire(path)
    return caught.value.sentence, text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        # What opens a safety record
        ("phq9", "safety_from = 1", "safety_from = 0", "“safety_from” must be one of the numbers"),
        ("phq9", "safety_from = 1", "safety_from = 4", "“safety_from” must be one of the numbers"),
        ("phq9", "safety_from = 1", "", "“safety_from” is missing."),
        ("phq9", "\nsafety = true\n", "\n", "“safety_from” needs safety = true."),
        ("phq9", "\nsafety = true\n", '\nsafety = "yes"\n', "“safety” must be true or false."),
        ("phq9", 'id = "phq9_difficulty"', f'id = "phq9_difficulty"\n{SAFETY}', "“safety_from” must be one of"),
        # On which side of today a day lies
        ("assessment", 'lean = "future"', 'lean = "birth"', "“lean” must be one of past, future."),
        ("phq9", 'id = "phq9_down"', 'id = "phq9_down"\nlean = "future"', "“lean” is not known"),
        # What is scored
        ("phq9", '  "phq9_sleep",\n', '  "phq9_sleeep",\n', "phq9_sleeep is not an item whose every answer"),
        ("phq9", '  "phq9_sleep",\n', '  "phq9_difficulty",\n', "phq9_difficulty is not an item whose every answer"),
        ("phq9", '  "phq9_sleep",\n', "", "the items add up to 0 to 24."),
        ("phq9", '  "phq9_sleep",\n', '  "phq9_down",\n', "“items” says something twice."),
        ("phq9", "low = 5\nhigh = 9", "low = 6\nhigh = 9", "this band must begin at 5"),
        ("phq9", "low = 5\nhigh = 9", "low = 4\nhigh = 9", "this band must begin at 5"),
        ("phq9", "low = 20\nhigh = 27", "low = 20\nhigh = 26", "the bands must end at 27."),
        ("phq9", "low = 20\nhigh = 27", "low = 20\nhigh = 28", "the bands must end at 27."),
        ("phq9", 'label = "Mild"', 'label = "Moderate"', "two bands are called Moderate."),
        ("ucla3", 'no_bands = "No published', 'nobands = "No published', "“bands” is missing."),
        ("phq4", 'id = "depression"', 'id = "anxiety"', "this id is used twice."),
        # Reliable change
        ("phq9", "points = 6", "points = 0", "“points” must be from 1 to 27."),
        ("phq9", "points = 6", "points = 28", "“points” must be from 1 to 27."),
        ("gad7", 'points = 4\nsource = "NHS', 'points = 4\nsauce = "NHS', "“source” is missing."),
        # What stands in for a missing item
        ("wsas", 'missing = "mean_of_rest"', 'missing = "zero"', "“missing” must be one of no_total, mean_of_rest"),
        ("wsas", "missing_source = ", "missing_sauce = ", "“missing_source” is missing."),
        ("gad7", 'missing = "no_total"', 'missing = "no_total"\nmissing_source = "x"', "“missing_source” is not known"),
        # What is read by itself
        ("ons4", 'entry = "each"', 'entry = "all"', "“entry” must be one of items, total, each, named."),
        ("ons4", 'entry = "each"', 'entry = "each"\nlow = 0', "“low” is not known here."),
        ("ons4", 'item = "ons4_happy"', 'item = "ons4_worthwhile"', "ons4_worthwhile is read twice."),
        ("ons4", 'item = "ons4_happy"', 'item = "ons4_happily"', "ons4_happily is not an item whose every answer"),
        ("ons4", "{ low = 2, high = 3", "{ low = 3, high = 3", "this band must begin at 2"),
        ("ons4", "{ low = 6, high = 10", "{ low = 6, high = 9", "the bands must end at 10."),
        ("rulers", "no_bands = ", "no_band = ", "“no_bands” is missing."),
        # A total that is typed in
        ("work_ability_score", 'kind = "number"', SCALE, "a total that is typed in is one item of the kind number."),
        ("other_score", 'out_of = "other_out_of"', 'out_of = "other_on"', "other_on is not an item of the kind"),
        ("other_score", 'on = "other_on"', 'on = "other_when"', "other_when is not an item of the kind date."),
        ("other_score", 'at_most = "other_out_of"', 'at_most = "other_on"', "other_on is not another item of the kind"),
        ("other_score", 'at_most = "other_out_of"', 'at_most = "other_total"', "other_total is not another item of"),
        (
            "other_score", "high = 1000\ndecimals = 2\n\n", 'high = 1000\ndecimals = 2\nat_most = "other_total"\n\n',
            "other_out_of is itself held to a number.",
        ),
        ("other_score", 'at_most = "other_out_of"\n', "", "must be held to other_out_of by “at_most”."),
        ("other_score", "decimals = 2\nat_most", "decimals = 3\nat_most", "“decimals” must be from 0 to 2."),
        ("other_score", '  "AUDIT-C",', '  "PAM",', "“suggestions” says something twice."),
        # Where it comes from
        ("gad7", "licence = ", "license = ", "“licence” is missing."),
        ("gad7", '\nsource = "Spitzer', '\nsauce = "Spitzer', "“source” is missing."),
        ("gad7", "compared_with = ", "own_words = false\ncompared = ", "“compared” is not known here."),
        ("gad7", 'id = "how_often"', 'id = "how_seldom"', "there are no options named how_often."),
    ],
)  # fmt: skip
def test_one_spoilt_place_is_refused(tmp_path, name, old, new, reason):
    said, _line = refused(tmp_path, name, old, new)
    assert said.startswith(f"The file {name}.toml cannot be used. At ")
    assert reason in said


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("phq9", 'id = "phq9_sleep"', 'id = "phq9_down"'),
        ("gad7", 'text = "Trouble relaxing"', "text = 3"),
        ("gad7", 'kind = "choice"', 'kind = "slider"'),
        ("ons4", "{ low = 9, high = 10", "{ low = 8, high = 10"),
        ("phq9", "points = 6", 'points = "six"'),
        ("phq9", "safety_from = 1", "safety_from = 7"),
    ],
)
def test_the_line_that_is_named_is_the_one_to_mend(tmp_path, name, old, new):
    said, line = refused(tmp_path, name, old, new)
    assert f", line {line}: " in said


def test_a_rule_whose_totals_fall_between_two_bands_is_refused(tmp_path):
    """With four items, the mean of three can make thirds: 9 and a third lies in no band."""
    text = (SHIPPED / "wsas.toml").read_text("utf-8")
    text = text.replace('"wsas_private", "wsas_close"]', '"wsas_private"]').replace("high = 40", "high = 32")
    (tmp_path / "wsas.toml").write_text(text, "utf-8")
    with pytest.raises(DataFileProblem, match=r"a total of 9\.33333 would fall between two bands\."):
        forms.read_questionnaire(tmp_path / "wsas.toml")


CIRCLE = """\
id = "circle"
version = 1
title = "Circle"
source = "Written for this test"
licence = "MIT"

[[option_sets]]
id = "yes_no"
options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]

[[sections]]
id = "circle"
title = "Circle"
items = [
  { id = "a", text = "A?", kind = "choice", options_from = "yes_no" FIRST },
  { id = "b", text = "B?", kind = "choice", options_from = "yes_no", show_if = { field = "a", is = ["yes"] } },
  { id = "c", text = "C?", kind = "choice", options_from = "yes_no", show_if = { field = "b", is = ["yes"] } },
]
"""


@pytest.mark.parametrize(
    ("waits_for", "reason"),
    [
        ("b", "b is not asked before this item."),
        ("c", "c is not asked before this item."),
        ("a", "a is not asked before this item."),
        ("d", "d is not asked before this item."),
    ],
)
def test_questions_that_wait_in_a_circle_are_refused(tmp_path, waits_for, reason):
    rule = f', show_if = {{ field = "{waits_for}", is = ["yes"] }}'
    (tmp_path / "circle.toml").write_text(CIRCLE.replace(" FIRST", rule), "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        forms.read_questionnaire(tmp_path / "circle.toml")
    said = f", line 15: {reason} A question waits only for an earlier one, so that no two can wait for each other."
    assert caught.value.sentence.endswith(said)
    (tmp_path / "circle.toml").write_text(CIRCLE.replace(" FIRST", ""), "utf-8")
    assert len(forms.read_questionnaire(tmp_path / "circle.toml").items) == 3


def test_a_number_with_decimals_and_a_ceiling_is_checked():
    form = forms.questionnaire("other_score")

    def said(total: object, of: object = 56) -> str:
        return forms.check(form, {"other_total": total, "other_out_of": of}).get("other_total", "")

    assert said(56) == said(22.35) == said(-3) == said(40, None) == said(40, "rather_not_say") == said(None) == ""
    assert said(56.5) == "This is more than 56, the highest it can be."
    places = "Give a number from -100 to 1000, with at most two places after the point."
    assert [said(bad) for bad in (1001, 22.355, float("nan"), float("inf"), "34", True)] == [places] * 6
    assert forms.in_words(form.item("other_total"), 22.35) == "22.35"
