"""A service's own questionnaires: put into a folder, used without touching code, refused with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tree import ROOT
from workwell_desktop import forms
from workwell_desktop.casework.measure_figures import figures_of
from workwell_desktop.casework.scoring import score
from workwell_desktop.errors import WorkwellError
from workwell_desktop.paths import Places

OWN = """\
id = "pain_today"
version = 1
title = "Pain today"
source = "Words: an example service"
licence = "Ours"
own_words = true

[[sections]]
id = "pain_today"
title = "Pain today"

[[sections.items]]
id = "pain_sitting"
text = "How much does sitting hurt?"
kind = "scale"
low_words = "Not at all"
high_words = "As much as can be"

[[sections.items]]
id = "pain_standing"
text = "How much does standing hurt?"
kind = "scale"
low_words = "Not at all"
high_words = "As much as can be"

[scoring]
title = "Pain today"
items = ["pain_sitting", "pain_standing"]
low = 0
high = 20
missing = "no_total"
source = "Ours"
bands = [{ low = 0, high = 9, label = "Less" }, { low = 10, high = 20, label = "More" }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    places = Places.under(tmp_path)
    places.questionnaires.mkdir(parents=True)
    return places.questionnaires


def put(folder: Path, text: str, name: str = "pain_today") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path) -> WorkwellError:
    shelf = forms.read_shelf(folder)
    assert shelf.own == ()
    assert set(shelf.forms) == set(forms.questionnaire_names())
    (problem,) = shelf.refused
    return problem


def test_a_file_in_the_folder_is_asked_and_scored_without_any_code(folder):
    put(folder, OWN)
    shelf = forms.read_shelf(folder)
    assert (shelf.own, shelf.refused) == (("pain_today",), ())
    assert set(shelf.forms) == {*forms.questionnaire_names(), "pain_today"}
    found = score(shelf.forms["pain_today"], {"pain_sitting": 4, "pain_standing": 6})
    assert found.arithmetic == "4 + 6 = 10 of 20. The published band is “more”."


def test_without_a_folder_there_is_what_ships(tmp_path):
    for none in (None, tmp_path / "nowhere"):
        shelf = forms.read_shelf(none)
        assert (set(shelf.forms), shelf.own, shelf.refused) == (set(forms.questionnaire_names()), (), ())


def test_one_bad_file_is_left_out_and_the_others_are_used(folder):
    put(folder, OWN)
    put(folder, OWN.replace("pain_", "ache_").replace('licence = "Ours"', ""), "ache_today")
    (folder / "readme.txt").write_text("not a questionnaire", "utf-8")
    (folder / "folder.toml").mkdir()
    shelf = forms.read_shelf(folder)
    assert shelf.own == ("pain_today",)
    (problem,) = shelf.refused
    assert problem.sentence == "The file ache_today.toml cannot be used. At the top: “licence” is missing."
    assert problem.next_step == "Mend the file in the folder of your own questionnaires, then read them again."


@pytest.mark.parametrize("name", forms.questionnaire_names())
def test_the_id_of_a_shipped_questionnaire_may_not_be_taken(folder, name):
    put(folder, OWN.replace('id = "pain_today"\nversion', f'id = "{name}"\nversion'), name)
    assert refusal(folder).sentence == (
        f"The file {name}.toml cannot be used. At the top, line 1: {name} is the id of a questionnaire that ships with"
        " WorkWell. Take another."
    )


def test_the_id_of_a_question_elsewhere_may_not_be_taken(folder):
    put(folder, OWN.replace("pain_standing", "phq9_sleep"))
    said = refusal(folder).sentence
    assert "line 20: phq9_sleep is the id of a question in phq9. Take another." in said


def test_two_own_files_may_not_share_a_question(folder):
    put(folder, OWN)
    put(folder, OWN.replace('"pain_today"', '"second"'), "second")
    shelf = forms.read_shelf(folder)
    assert shelf.own == ("pain_today",)
    assert "pain_sitting is the id of a question in pain_today." in shelf.refused[0].sentence


SECTION = 'title = "Pain today"\n\n[[sections.items]]'
INCLUDES = 'title = "Pain today"\nincludes = ["{}"]\n\n[[sections.items]]'
LAST_SCALE = 'kind = "scale"\nlow_words = "Not at all"\nhigh_words = "As much as can be"\n\n[scoring]'


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (SECTION, INCLUDES.format("job_tasks"), "line 11: “includes” cannot name job_tasks here."),
        (SECTION, INCLUDES.format("questionnaire:phq4"), "line 11: “includes” cannot name questionnaire:phq4 here."),
        (SECTION, INCLUDES.format("questionnaire:no"), "line 11: “includes” cannot name questionnaire:no here."),
        (LAST_SCALE, 'kind = "dial"\n\n[scoring]', "line 22: “kind” must be one of text"),
        ("version = 1", "version = ", "cannot be read: Invalid value (at line 2, column 11)"),
        ("high = 9,", "high = 8,", "must begin at 9"),
        ("low = 0\nhigh = 20", "low = 0\nhigh = 21", "line 29: the items add up to 0 to 20."),
        ("own_words = true", "", "“compared_with” is missing"),
    ],
)
def test_a_bad_file_is_refused_with_file_line_and_reason(folder, old, new, reason):
    assert old in OWN
    put(folder, OWN.replace(old, new, 1))
    said = refusal(folder).sentence
    assert said.startswith("The file pain_today.toml ")
    assert reason in said


def test_files_that_could_harm_are_refused(folder):
    hostile = {
        "deep": b"a = " + b"[" * 5000, "long": b"a = " + b"1" * 5000, "bytes": b"\xff\xfe\x00", "big": b"#" * 300_000,
        "empty": b"", "Upper Case": OWN.replace('"pain_today"', '"Upper Case"', 1).encode(),
    }  # fmt: skip
    for name, data in hostile.items():
        (folder / f"{name}.toml").write_bytes(data)
    shelf = forms.read_shelf(folder)
    assert shelf.own == ()
    said = " ".join(problem.sentence for problem in shelf.refused)
    assert all(f"{name}.toml" in said for name in hostile)
    assert len(shelf.refused) == len(hostile)


def test_a_file_as_windows_saves_it_is_read(folder):
    (folder / "pain_today.toml").write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    assert forms.read_shelf(folder).own == ("pain_today",)


LINES = [
    line
    for name in ("phq9", "wsas", "ons4", "other_score")
    for line in (ROOT / "resources" / "questionnaires" / f"{name}.toml").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_file_is_refused_or_read_and_never_breaks_the_shelf(folder, data):
    """Lines of shipped files are dropped, doubled, swapped and cut at random; the file is sound or it is refused."""
    lines = OWN.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        deed = data.draw(st.sampled_from(["drop", "double", "swap", "cut", "strange"]))
        if deed == "drop":
            del lines[at]
        elif deed == "double":
            lines.insert(at, lines[at])
        elif deed == "swap":
            lines[at], lines[0] = lines[0], lines[at]
        elif deed == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        else:
            lines.insert(at, data.draw(st.sampled_from(LINES)))
    put(folder, "\n".join(lines))
    shelf = forms.read_shelf(folder)
    assert set(forms.questionnaire_names()) <= set(shelf.forms)
    assert len(shelf.own) + len(shelf.refused) == 1
    for name in shelf.own:
        form = shelf.forms[name]
        assert form.licence
        assert form.source
        if form.scoring:
            assert score(form, {}).total is None


def test_an_answer_to_a_question_that_is_no_longer_asked_is_not_counted(folder: Path) -> None:
    asked_after = '[[sections.items]]\nid = "pain_standing"\nshow_if = { field = "pain_stands", is = ["yes"] }\n'
    first = (
        '[[sections.items]]\nid = "pain_stands"\ntext = "Do you stand?"\nkind = "choice"\n'
        'options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]\n\n'
    )
    text = OWN.replace('[[sections.items]]\nid = "pain_standing"\n', first + asked_after)
    (folder / "pain_today.toml").write_text(text, encoding="utf-8")
    shelf = forms.read_shelf(folder)
    assert shelf.refused == ()
    answers = {"pain_stands": "yes", "pain_sitting": 3, "pain_standing": 8}
    assert score(shelf.forms["pain_today"], answers).total == 11
    found = score(shelf.forms["pain_today"], answers | {"pain_stands": "no"})
    assert (found.total, found.missing) == (None, 1)
    assert "8" not in found.arithmetic


def test_questions_that_are_not_scored_have_no_total_to_miss(folder: Path) -> None:
    (folder / "pain_today.toml").write_text(OWN.split("[scoring]", maxsplit=1)[0], encoding="utf-8")
    form = forms.read_shelf(folder).forms["pain_today"]
    assert figures_of(form, {"pain_sitting": 3}).line == "Not scored"
