"""Codes of papers: forgiving to read, never another paper's, and found only for the person they belong to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.casework.test_plan_paper import words_of
from tests.plans import make_jo, still_clock
from workwell_desktop import forms
from workwell_desktop.casework import measures, paper_codes, papers
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.paper_codes import find_paper, fresh_code, give_paper, paper_to_key, read_code
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, PaperProblem
from workwell_desktop.models.assessments import Measure
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Vault

SHELF = forms.read_shelf()
PHQ9 = SHELF.forms["phq9"]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


CODES = st.uuids().map(
    lambda uid: fresh_code(Clock(new_uid=iter([uid.hex, *(f"{n:032x}" for n in range(9))]).__next__))
)


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    short = code.replace("-", "")
    spaced = " ".join(short[1:].lower())
    soft = code.replace("0", "O").replace("1", "l")
    assert [read_code(one) for one in (code, code.lower(), short, short[1:], spaced, f" {soft} ")] == [code] * 6


@given(CODES, st.integers(0, 5), st.sampled_from(papers.DIGITS))
def test_one_mistyped_character_is_noticed(code: str, place: int, sign: str) -> None:
    signs = list(code.replace("-", "")[1:])
    if signs[place] != sign:
        signs[place] = sign
        assert read_code("".join(signs)) == ""


@given(CODES)
def test_two_neighbours_that_changed_places_are_noticed(code: str) -> None:
    signs = code.replace("-", "")[1:]
    for place, (one, two) in enumerate(pairwise(signs[:5])):
        if one != two:
            assert read_code(signs[:place] + two + one + signs[place + 2 :]) == ""


@pytest.mark.parametrize("typed", ["", "Q", "Jo", "Q-7F3K2", "U-7F3K2-M", "Q-7F3U2-M", "P-7F3K2-M9Q4T", "ß" * 7])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert read_code(typed) == ""


def test_a_paper_is_given_out_with_its_code_and_found_by_it(open_vault: Vault, jo: int) -> None:
    given = give_paper(open_vault, jo, PHQ9)
    assert given.code in words_of(given.pdf)
    with open_vault.reading() as session:
        row = session.get_one(Measure, given.measure_id)
        assert (row.form, row.version, row.view, row.way, row.state, row.code) == (
            "phq9", 1, "person", "paper", "given", given.code,
        )  # fmt: skip
        assert list(session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "measure"))) == ["print"]
    assert find_paper(open_vault, jo, given.code.lower(), SHELF) == given.measure_id
    found = paper_to_key(open_vault, given.measure_id)
    assert (found.participant_id, found.call_name, found.form_id, found.answers) == (jo, "Jo", "phq9", {})


def test_nothing_on_the_paper_says_whose_it_is(open_vault: Vault, jo: int) -> None:
    given = give_paper(open_vault, jo, PHQ9)
    for name in ("Joanne", "Jo", "Example", "Harbour"):
        assert name not in words_of(given.pdf).split()
    for name in ("Joanne", "Harbour"):  # shorter ones stand in squeezed bytes by chance
        assert name.encode() not in given.pdf


def test_a_paper_that_is_carried_home_always_names_whom_to_ring(open_vault: Vault, jo: int) -> None:
    """As at the end of the handed-over screen: the service's own contacts count once it has confirmed them."""
    own = tuple(CrisisContact(f"Harbour team {number}", f"Ring 01632 96000{number}") for number in range(4))
    for crisis in ((), own):
        save_profile(open_vault, Profile(crisis=crisis))
        words = words_of(give_paper(open_vault, jo, PHQ9).pdf)
        assert "NHS 111 (choose the mental health option): ring 111, 24 hours a day, every day." in words
        assert "If a life is in danger: ring 999." in words
        assert "Harbour team" not in words
    save_profile(open_vault, Profile(crisis=own, crisis_confirmed_on=open_vault.clock.today()))
    words = words_of(give_paper(open_vault, jo, PHQ9).pdf)
    assert "Harbour team 0: ring 01632 960000." in words
    assert "If a life is in danger: ring 999." in words
    assert "ring 111" not in words


@pytest.mark.parametrize(("needs", "most"), [((), 4), (("format_large",), 6), (("format_giant",), 9)])
def test_the_paper_has_the_size_that_is_needed(open_vault: Vault, needs: tuple[str, ...], most: int) -> None:
    import pypdfium2

    given = give_paper(open_vault, make_jo(open_vault, needs), PHQ9)
    assert len(pypdfium2.PdfDocument(given.pdf)) in {most - 1, most}


def refusal(vault: Vault, person: int, code: str, shelf: forms.Shelf = SHELF) -> str:
    with pytest.raises(InputProblem) as refused:
        find_paper(vault, person, code, shelf)
    return refused.value.fields["code"]


def test_a_code_of_somebody_else_is_refused_without_naming_them(open_vault: Vault, jo: int) -> None:
    other = save_intake(open_vault, 0, IntakeEntry(source="gp", first_name="Ann", last_name="Other Example"))
    given = give_paper(open_vault, other, PHQ9)
    said = refusal(open_vault, jo, given.code)
    assert said.startswith("This code does not belong to Jo’s papers.")
    assert "Ann" not in said
    assert refusal(open_vault, jo, "Q-00000-0") == said  # one that nobody has sounds the same
    assert find_paper(open_vault, other, given.code, SHELF) == given.measure_id


def test_a_mistyped_code_is_refused_in_a_plain_sentence(open_vault: Vault, jo: int) -> None:
    assert refusal(open_vault, jo, "Q-7F3K2-N").startswith("This is not a code of one of our papers.")


def test_a_paper_that_was_keyed_left_out_or_of_another_version_says_so(open_vault: Vault, jo: int) -> None:
    given = give_paper(open_vault, jo, PHQ9)
    newer = replace(SHELF, forms={**SHELF.forms, "phq9": replace(PHQ9, version=2)})
    assert refusal(open_vault, jo, given.code, newer).startswith("The questions have changed")
    gone = replace(SHELF, forms={})
    assert refusal(open_vault, jo, given.code, gone).startswith("The questions of this paper are no longer here.")
    measures.leave_out(open_vault, given.measure_id)
    assert refusal(open_vault, jo, given.code).startswith("This paper was left out.")
    measures.take_up(open_vault, given.measure_id)
    measures.save_measure(open_vault, given.measure_id, PHQ9, {"phq9_down": "not_at_all"})
    assert find_paper(open_vault, jo, given.code, SHELF) == given.measure_id  # begun: to be gone on with
    measures.finish_measure(open_vault, given.measure_id, PHQ9, on="today")
    assert refusal(open_vault, jo, given.code).startswith("This paper is keyed in already.")


def test_a_form_that_cannot_be_printed_leaves_nothing_behind(open_vault: Vault, jo: int) -> None:
    with pytest.raises(PaperProblem):
        give_paper(open_vault, jo, SHELF.forms["other_score"])
    with open_vault.reading() as session:
        assert session.scalar(select(Measure.id)) is None


def test_a_code_that_is_taken_is_drawn_again(open_vault: Vault, jo: int, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter(["Q-00000-0", "Q-00000-0", "Q-00001-1"])
    monkeypatch.setattr(paper_codes, "fresh_code", lambda _clock: next(codes))
    assert [give_paper(open_vault, jo, PHQ9).code for _ in range(2)] == ["Q-00000-0", "Q-00001-1"]


def test_what_is_keyed_from_a_paper_is_not_gone_on_with_in_another_way(open_vault: Vault, jo: int) -> None:
    """The paper was filled in on another day, and its code leads to it still."""
    given = give_paper(open_vault, jo, PHQ9)
    measures.save_measure(open_vault, given.measure_id, PHQ9, {PHQ9.items[0].id: "several_days"})
    begun = measures.begin_measure(open_vault, jo, PHQ9)
    assert begun != given.measure_id
    with open_vault.reading() as session:
        assert [row.way for row in session.scalars(select(Measure).order_by(Measure.id))] == ["paper", "together"]
    assert measures.begin_measure(open_vault, jo, PHQ9, way="hand_over") == begun
    assert find_paper(open_vault, jo, given.code, SHELF) == given.measure_id
