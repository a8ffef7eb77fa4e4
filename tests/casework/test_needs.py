"""Needs: one place decides the form of every print, what cannot be printed is said, and what is due waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.casework.test_letter_yes import all_agreed
from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import lists, needs, planning
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_paper import issue_plan, plan_paper
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.models.contacts import Contact
from workwell_desktop.vault.store import Vault

ALL = [choice.code for choice in lists.choices(needs.LIST)]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def meet(vault: Vault, person: int, state: str = "attended") -> None:
    with vault.transaction() as t:
        episode = current_episode(t.session, person)
        t.session.add(Contact(episode_id=episode.id, starts_at=datetime(2037, 11, 20, 10, tzinfo=UTC), state=state))


def change(vault: Vault, person: int, **more: object) -> None:
    save_intake(vault, person, replace(load_intake(vault, person), **more))  # type: ignore[arg-type]  # names of the entry


def waiting(vault: Vault) -> list[tuple[int, str]]:
    with vault.reading() as session:
        return [(row.participant_id, row.badge) for row in needs.waiting(session, vault.member_id, TODAY)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.sets(st.sampled_from(ALL)))
def test_every_need_of_a_format_is_obeyed_or_said(open_vault: Vault, codes: set[str]) -> None:
    jo = make_jo(open_vault, tuple(sorted(codes)))
    with open_vault.reading() as session:
        found = needs.print_format(session, jo)
    size = next((one for one in ("giant", "large", "spaced") if f"format_{one}" in codes), "standard")
    assert found.size == size
    assert found.plan_form == ("easy_read" if "format_easy_read" in codes else size)
    formats = {code for code in codes if code.startswith("format_")} - {"format_large", "format_giant", "format_spaced"}
    assert len(found.undone) == len(formats)
    for code in formats:
        label = lists.label(needs.LIST, code)
        assert any(label.lower() in one.what.lower() and one.instead for one in found.undone), code
    assert plan_paper(open_vault, jo, "P-00000-00000").size == size


@pytest.mark.parametrize(
    ("language", "said"), [("", False), ("English", False), (" british english ", False), ("Polish", True)]
)
def test_a_paper_in_english_says_so_to_who_reads_another_language(open_vault: Vault, language: str, said: bool) -> None:
    jo = make_jo(open_vault)
    change(open_vault, jo, language=language)
    with open_vault.reading() as session:
        undone = needs.print_format(session, jo).undone
    assert bool(undone) is said
    assert not said or undone[0].what == "This paper is in English. Jo’s language is Polish."


def test_what_somebody_else_reads_has_the_usual_form_and_tells_nothing_of_the_need(open_vault: Vault) -> None:
    jo = make_jo(open_vault, ("format_giant", "format_braille"))
    write_plan(open_vault, jo)
    planning.save_change(open_vault, jo, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    letter = issue_letter(open_vault, all_agreed(open_vault, jo), agreed_on=TODAY, method="said")
    plan = issue_plan(open_vault, jo)
    with open_vault.reading() as session:
        assert needs.print_format(session, jo, for_them=False).size == "standard"
    (said,) = needs.cannot_print(open_vault, letter)
    assert said.what.endswith("Jo reads: Giant print, 24 point, Braille.")
    assert [one.what for one in needs.cannot_print(open_vault, plan)] == ["Jo needs this as: braille."]


@pytest.mark.parametrize(
    ("asked", "again"),
    [(date(2037, 11, 24), date(2038, 11, 24)), (date(2036, 2, 29), date(2037, 3, 1))],
)
def test_a_year_later_is_proposed(asked: date, again: date) -> None:
    assert needs.review_day(asked) == again


def test_a_review_that_is_due_waits_and_one_that_is_to_come_does_not(open_vault: Vault) -> None:
    due, later = make_jo(open_vault), make_jo(open_vault)
    change(open_vault, due, needs_checked_on="20 Nov 2037", needs_review_on="today")
    change(open_vault, later, needs_checked_on="20 Nov 2037", needs_review_on="tomorrow")
    assert waiting(open_vault) == [(due, "Check")]


def test_needs_never_asked_wait_after_the_first_meeting(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    meet(open_vault, jo, "booked")
    assert waiting(open_vault) == []
    meet(open_vault, jo)
    assert waiting(open_vault) == [(jo, "Ask")]
    change(open_vault, jo, needs_asked="person", needs_checked_on="today")
    assert waiting(open_vault) == []


def test_only_open_cases_of_this_coach_wait(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    meet(open_vault, jo)
    change(open_vault, jo, needs_review_on="today")
    with open_vault.reading() as session:
        assert list(needs.waiting(session, open_vault.member_id + 1, TODAY)) == [], "somebody else's"
    assert [badge for _person, badge in waiting(open_vault)] == ["Check"]
    with open_vault.transaction() as t:
        current_episode(t.session, jo).state = "closed"
    assert waiting(open_vault) == []


def test_all_of_them_wait(open_vault: Vault) -> None:
    for _ in range(12):
        change(open_vault, make_jo(open_vault), needs_review_on="today")
    assert len(waiting(open_vault)) == 12
