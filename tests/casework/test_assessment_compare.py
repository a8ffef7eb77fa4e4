"""Two signed assessments side by side: the same questions together, what is different in words, and no judgement."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans import make_jo
from workwell_desktop.casework import assessment_content
from workwell_desktop.casework.assessment import new_version, save_assessment, sign_assessment
from workwell_desktop.casework.assessment_compare import Comparison, compare
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay, Task
from workwell_desktop.casework.assessment_state import (
    SaidSection,
    SignedVersion,
    VersionLine,
    read_signed,
    read_version,
    signed_lines,
)
from workwell_desktop.casework.episode_closing import CloseEntry, ReferralEntry, close_episode, refer_again
from workwell_desktop.errors import WorkwellError
from workwell_desktop.vault.store import Vault

TITLES = ("Version 1, 3 November 2037", "Version 2, 1 December 2037")
ASKED = {form.id: form.version for form in assessment_content.questionnaires()}
PHQ4 = tuple(item.id for item in assessment_content.forms.questionnaire("phq4").items)


def version(entry: AssessmentEntry, number: int = 1, asked: dict[str, int] | None = None) -> SignedVersion:
    """Return a signed version of an entry, as it would be read."""
    said = tuple(
        SaidSection(part["id"], part["section"], tuple((line[0], line[1]) for line in part["lines"]))
        for part in assessment_content.said(entry)
    )
    line = VersionLine(number, date(2037, 11, 3), "said", "")
    return SignedVersion("Jo", line, said, entry, ASKED if asked is None else asked)


def put(first: AssessmentEntry, second: AssessmentEntry, **asked: int) -> Comparison:
    return compare(version(first), version(second, 2, {**ASKED, **asked}), TITLES)


def notes(found: Comparison) -> dict[str, str]:
    return {pair.title: pair.note for part in found.parts for pair in part.pairs}


def test_the_same_question_stands_together_and_the_rest_after_it() -> None:
    found = put(
        AssessmentEntry({"makes_work_hard": "Standing all day.", "good_day": "I walk."}),
        AssessmentEntry({"makes_work_hard": "Standing all day.", "bad_day": "I lie down."}),
    )
    kinds = [pair.kind for part in found.parts for pair in part.pairs]
    assert kinds == ["same", "first", "second"]
    assert found.sentence == "2 of 3 answers are different."


def test_what_is_in_one_alone_says_in_which() -> None:
    found = put(AssessmentEntry({"makes_work_hard": "Standing."}), AssessmentEntry(tasks=(Task("Lift", "lift"),)))
    said = notes(found)
    assert said["Lift"] == "Only in version 2, 1 December 2037"
    assert "Only in version 1, 3 November 2037" in said.values()


def test_a_score_is_told_by_how_far_it_moved_and_never_by_better_or_worse() -> None:
    first = AssessmentEntry(dict.fromkeys(PHQ4, "several_days"))
    second = AssessmentEntry(dict.fromkeys(PHQ4, "not_at_all"))
    assert notes(put(first, second))["PHQ-4"] == "4 then, 0 now: 4 lower."
    assert "not compared" in notes(put(first, second, phq4=99))["PHQ-4"]
    assert not any(word in note for note in notes(put(first, second)).values() for word in ("better", "worse"))


def test_tasks_and_obstacles_stand_beside_each_other() -> None:
    first = AssessmentEntry(
        tasks=(Task("Lift", "lift", 7, 2),), obstacles=(InTheWay("My back", "work", "SIT", "a_lot"),)
    )
    second = AssessmentEntry(
        tasks=(Task("Lift", "lift", 7, can_if="boxes are light."),),
        obstacles=(InTheWay("My back", "work", "SIT", "some", "partly"),),
    )
    found = put(first, second)
    assert [part.title for part in found.parts] == ["Your job’s tasks", "What gets in the way"]
    (lift,) = found.parts[0].pairs
    assert lift.first is not None
    assert "On a bad day: 2 of 10, " in lift.first
    assert lift.second is not None
    assert lift.second.endswith("On a bad day: Not said yet. Can, if boxes are light.")
    (back,) = found.parts[1].pairs
    assert (back.title, back.note) == ("“My back”", "Changed")
    assert back.first is not None
    assert back.first == "Number 1. Work and getting there. Gets in the way a lot."
    assert back.second == "Number 1. Work and getting there. Gets in the way quite a bit. Can it change? Partly."


def test_two_of_the_same_are_the_same() -> None:
    entry = AssessmentEntry({"makes_work_hard": "Standing."}, (Task("Lift"), Task("Lift")))
    found = put(entry, entry)
    assert found.sentence == "Both are the same."
    assert {pair.kind for part in found.parts for pair in part.pairs} == {"same"}


@given(
    st.lists(st.text(max_size=3).map(Task), max_size=6), st.lists(st.text(max_size=3).map(Task), max_size=6),
    st.lists(st.text(max_size=3).map(InTheWay), max_size=6), st.lists(st.text(max_size=3).map(InTheWay), max_size=6),
)  # fmt: skip
def test_nothing_is_lost_and_nothing_stands_twice(
    tasks: list[Task], later: list[Task], ways: list[InTheWay], later_ways: list[InTheWay]
) -> None:
    found = put(AssessmentEntry({}, tuple(tasks), tuple(ways)), AssessmentEntry({}, tuple(later), tuple(later_ways)))
    pairs = [pair for part in found.parts for pair in part.pairs]
    assert sum(pair.first is not None for pair in pairs) == len(tasks) + len(ways)
    assert sum(pair.second is not None for pair in pairs) == len(later) + len(later_ways)
    assert all(pair.note for pair in pairs)
    assert all((pair.note == "The same") == (not pair.different) for pair in pairs)


def test_signed_versions_are_listed_and_read_back(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing all day."}))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    new_version(open_vault, jo, "A word was missing.")
    save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": "Standing all day, and lifting."}))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    lines = signed_lines(open_vault, jo)
    assert [line.title.split(",")[0] for line in lines] == ["Version 1", "Version 2"]
    assert not any(line.earlier for line in lines)
    first, second = (read_signed(open_vault, jo, line) for line in lines)
    assert first == read_version(open_vault, jo, 1)
    assert first.asked == ASKED
    assert [pair.note for part in compare(first, second, TITLES).parts for pair in part.pairs] == ["Changed"]
    with pytest.raises(WorkwellError):
        read_signed(open_vault, jo + 1, lines[0])


def test_a_correction_dated_before_what_it_corrects_still_comes_after_it(open_vault: Vault) -> None:
    """The day is typed; the earlier of two stands on the left of a comparison, so the number decides."""
    jo = make_jo(open_vault)
    for said, day in (("Standing.", "today"), ("Standing and lifting.", "yesterday")):
        save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": said}))
        sign_assessment(open_vault, jo, method="said", signed_on=day)
        if day == "today":
            new_version(open_vault, jo, "A word was missing.")
    assert [line.line.number for line in signed_lines(open_vault, jo)] == [1, 2]


def test_a_version_of_an_earlier_support_can_be_compared_too(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    for said in ("Standing all day.", "Getting there."):
        save_assessment(open_vault, jo, AssessmentEntry({"makes_work_hard": said}))
        sign_assessment(open_vault, jo, method="said", signed_on="today")
        if said == "Standing all day.":
            close_episode(open_vault, jo, CloseEntry("today", "back_at_work"))
            refer_again(open_vault, jo, ReferralEntry(source="gp", received_on="today", reason="Again."))
    earlier, present = signed_lines(open_vault, jo)
    assert (earlier.earlier, present.earlier) == (True, False)
    assert earlier.title.endswith(", earlier support")
    first, second = (read_signed(open_vault, jo, line) for line in (earlier, present))
    (pair,) = [pair for part in compare(first, second, (earlier.title, present.title)).parts for pair in part.pairs]
    assert (pair.first, pair.second) == ("Standing all day.", "Getting there.")
