"""Generated questionnaires with one generated fault each: refused with file, line and reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workwell_desktop import forms
from workwell_desktop.datafiles import DataFileProblem, read_text
from workwell_desktop.forms.files import questionnaire_of

NUMBERS = (0, 1, 2, 3)


@dataclass
class Draft:
    """A questionnaire as its lines; ``items`` and ``bands`` hold where each of them begins."""

    lines: list[str]
    items: list[int]
    bands: list[int]

    def find(self, key: str, after: int) -> int:
        """Return the place of a key's line, from a place on."""
        return next(place for place in range(after, len(self.lines)) if self.lines[place].startswith(f"{key} = "))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A sound questionnaire of two to nine scored questions in one to three sections, some shown after others."""
    count = draw(st.integers(2, 9))
    lines = ['id = "made_up"', "version = 1", 'title = "Made up"', 'source = "Ours"', 'licence = "Ours"']
    lines += ["own_words = true", ""]
    draft = Draft(lines, [], [])
    breaks = {0, *draw(st.sets(st.integers(1, count - 1), max_size=2))}
    for number in range(count):
        if number in breaks:
            lines += ["[[sections]]", f'id = "part_{number}"', f'title = "Part {number}"', ""]
        draft.items.append(len(lines))
        lines += ["[[sections.items]]", f'id = "item_{number}"', f'text = "Question {number}?"', 'kind = "choice"']
        options = ", ".join(f'{{ code = "c{n}", label = "Label {n}", value = {n} }}' for n in NUMBERS)
        lines.append(f"options = [{options}]")
        if number and draw(st.booleans()):
            lines.append(f'show_if = {{ field = "item_{draw(st.integers(0, number - 1))}", is = ["c1"] }}')
        lines.append("")
    named = ", ".join(f'"item_{number}"' for number in range(count))
    lines += ["[scoring]", 'title = "Made up"', f"items = [{named}]", "low = 0", f"high = {3 * count}"]
    lines += ['missing = "no_total"', 'source = "Ours"', ""]
    cuts = sorted(draw(st.sets(st.integers(1, 3 * count), min_size=1, max_size=4)))
    for place, (low, follows) in enumerate(zip([0, *cuts], [*cuts, 3 * count + 1], strict=True)):
        draft.bands.append(len(lines))
        lines += ["[[scoring.bands]]", f"low = {low}", f"high = {follows - 1}", f'label = "Band {place}"', ""]
    return draft


def read(lines: list[str]) -> forms.Questionnaire:
    return questionnaire_of(read_text("\n".join(lines), "made_up.toml"), "made_up")


@given(drafts())
def test_a_sound_one_is_read(draft):
    assert len(read(draft.lines).items) == len(draft.items)


def unknown_kind(draft: Draft, data: st.DataObject) -> tuple[int, str]:
    place = draft.find("kind", data.draw(st.sampled_from(draft.items)))
    kind = data.draw(st.from_regex(r"[a-z]{1,12}", fullmatch=True).filter(lambda word: word not in forms.KINDS))
    draft.lines[place] = f'kind = "{kind}"'
    return place, "“kind” must be one of text, longtext"


def doubled_id(draft: Draft, data: st.DataObject) -> tuple[int, str]:
    number = data.draw(st.integers(1, len(draft.items) - 1))
    place = draft.find("id", draft.items[number])
    draft.lines[place] = f'id = "item_{data.draw(st.integers(0, number - 1))}"'
    return place, "this id is used twice."


def waits_in_a_circle(draft: Draft, data: st.DataObject) -> tuple[int, str]:
    """An earlier question waits for a later one (or itself), which waits for the earlier: nobody would be asked."""
    number = data.draw(st.integers(0, len(draft.items) - 1))
    later = data.draw(st.integers(number, len(draft.items) - 1))
    for item, field in {later: number, number: later}.items():
        place = draft.items[item] + 5
        rule = f'show_if = {{ field = "item_{field}", is = ["c1"] }}'
        if draft.lines[place].startswith("show_if"):
            draft.lines[place] = rule
        else:
            draft.lines[place] = f"{rule}\n"  # in the place of the empty line, so that the others stay where they are
    text = "\n".join(draft.lines).split("\n")
    draft.lines[:] = text
    place = text.index(f'show_if = {{ field = "item_{later}", is = ["c1"] }}', text.index(f'id = "item_{number}"'))
    return place, f"item_{later} is not asked before this item."


def band_gap(draft: Draft, data: st.DataObject) -> tuple[int, str]:
    """A band that begins too early or too late, or ends before it begins."""
    number = data.draw(st.integers(0, len(draft.bands) - 1))
    place = draft.bands[number]
    low = int(draft.lines[place + 1].split()[-1])
    wrong = data.draw(st.integers(-3, 40).filter(lambda one: one != low))
    draft.lines[place + 1] = f"low = {wrong}"
    return place, f"this band must begin at {low} and not end before it begins."


def last_band_ends_elsewhere(draft: Draft, data: st.DataObject) -> tuple[int, str]:
    place = draft.bands[-1]
    low, high = (int(draft.lines[place + step].split()[-1]) for step in (1, 2))
    draft.lines[place + 2] = f"high = {data.draw(st.integers(low, high + 9).filter(lambda one: one != high))}"
    return place + 2, f"the bands must end at {high}."


FAULTS = (unknown_kind, doubled_id, waits_in_a_circle, band_gap, last_band_ends_elsewhere)


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda fault: fault.__name__)
@given(draft=drafts(), data=st.data())
def test_a_fault_is_refused_with_file_line_and_reason(
    spoil: Callable[[Draft, st.DataObject], tuple[int, str]], draft: Draft, data: st.DataObject
) -> None:
    place, reason = spoil(draft, data)
    with pytest.raises(DataFileProblem) as caught:
        read(draft.lines)
    said = caught.value.sentence
    assert said.startswith("The file made_up.toml cannot be used. At ")
    assert f", line {place + 1}: {reason}" in said


@given(drafts(), st.sampled_from(["licence", "source", "title", "version"]))
def test_a_form_without_its_licence_or_source_is_refused(draft, key):
    place = draft.find(key, 0)
    assume(place < draft.items[0])
    del draft.lines[place]
    with pytest.raises(DataFileProblem) as caught:
        read(draft.lines)
    assert caught.value.sentence == f"The file made_up.toml cannot be used. At the top: “{key}” is missing."


@given(drafts(), st.data())
def test_questions_that_wait_are_read_only_where_each_waits_for_an_earlier_one(draft, data):
    """Any picture of who waits for whom: it is read when nobody waits for a later one, and so never in a circle."""
    lines = [line for line in draft.lines if not line.startswith("show_if")]
    count = len(draft.items)
    waits = data.draw(st.dictionaries(st.integers(0, count - 1), st.integers(0, count - 1), max_size=count))
    for number, field in waits.items():
        place = lines.index(f'id = "item_{number}"')
        lines.insert(place + 1, f'show_if = {{ field = "item_{field}", is = ["c1"] }}')
    if all(field < number for number, field in waits.items()):
        form = read(lines)
        all_said = {item.id: "c1" for item in form.items}
        assert forms.shown_items(form, all_said) == form.items  # each can be reached
    else:
        with pytest.raises(DataFileProblem, match="is not asked before this item"):
            read(lines)


def test_the_same_fault_in_a_file_of_the_service_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "made_up.toml").write_text('id = "made_up"\nversion = 1\nversion = 2\n', "utf-8")
    (problem,) = forms.read_shelf(tmp_path).refused
    assert "made_up.toml" in problem.sentence
    assert "line 3" in problem.sentence
