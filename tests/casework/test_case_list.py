"""The whole caseload as a list: every order, every filter and every count, held against plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from tests.case_truth import assert_true
from tests.plans import NOW, TODAY, still_clock
from workwell_desktop.casework import case_list, finding
from workwell_desktop.casework.bin import put_in_bin
from workwell_desktop.casework.case_list import CaseRow, case_order, case_rows, comes_at_once, count_cases
from workwell_desktop.casework.case_view import BY_CODE, CaseView, Filters
from workwell_desktop.casework.fictional import make_fictional_people
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.people import current_episode
from workwell_desktop.clock import Clock
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.employment import Employment, FitNote
from workwell_desktop.models.episodes import ContactAttempt, Episode, Referral
from workwell_desktop.models.participants import CommunicationNeed, Participant
from workwell_desktop.models.plans import Plan
from workwell_desktop.vault.store import Vault

EVERYBODY = Filters(states=(), whose="")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def peopled(open_vault: Vault) -> Vault:
    """Some dozens of people, a few of them referred, declined or in the bin."""
    make_fictional_people(open_vault, 70)
    with open_vault.transaction() as t:
        for number, state in enumerate(("referred", "declined", "binned"), start=1):
            t.session.execute(update(Episode).where(Episode.id == number).values(state=state))
    return open_vault


def rows(vault: Vault, view: CaseView) -> list[CaseRow]:
    order = case_order(vault, view)
    found = case_rows(vault, order)
    return [found[one] for one in order]


# -- what stands with the episode ---------------------------------------------------------------------------


def test_many_people_made_at_once_have_it_right(peopled: Vault) -> None:
    assert_true(peopled)


def test_every_change_of_the_truth_changes_it_in_the_same_moment(open_vault: Vault) -> None:
    jo = save_intake(
        open_vault,
        0,
        IntakeEntry(first_name="Jo", last_name="Example", received_on="yesterday", work_status="off_sick",
                    needs=("format_large",), area="QYG"),
    )  # fmt: skip
    save_fit_note(open_vault, jo, FitNoteEntry(starts_on="yesterday", ends_on="in 2 weeks"))
    assert_true(open_vault)
    for number, deed in enumerate(_deeds()):
        with open_vault.transaction() as t:
            deed(t.session, current_episode(t.session, jo).id)
        assert_true(open_vault)
        assert number < 100


def _deeds() -> list[Callable[[Session, int], object]]:
    def contact(days: int, state: str) -> Callable[[Session, int], object]:
        return lambda s, e: s.add(Contact(episode_id=e, starts_at=NOW + timedelta(days=days), state=state))

    def tried(session: Session, episode: int) -> None:
        session.add(ContactAttempt(episode_id=episode, tried_at=NOW - timedelta(days=3), outcome="no_answer"))

    def wrote(session: Session, episode: int) -> None:
        person = session.get_one(Episode, episode).participant_id
        session.add(Note(participant_id=person, episode_id=episode, happened_on=TODAY, words="Example"))

    def again(session: Session, episode: int) -> None:
        first = session.get_one(Episode, episode)
        session.add(
            Episode(uid="f" * 32, participant_id=first.participant_id, owner_id=first.owner_id, sort_name="x",
                    opened_on=TODAY)
        )  # fmt: skip

    def other(session: Session, episode: int) -> None:
        session.add(Participant(uid="e" * 32, sort_name="y", area="QOP", interpreter="phone"))
        session.flush()
        person = session.scalar(select(Participant.id).where(Participant.uid == "e" * 32))
        session.execute(update(Episode).where(Episode.id == episode).values(participant_id=person))

    def sets(table: Any, **values: Any) -> Callable[[Session, int], object]:
        return lambda s, e: s.execute(update(table).where(table.episode_id == e).values(**values))

    return [
        contact(9, "booked"), contact(3, "booked"), contact(-5, "attended"), contact(-2, "did_not_attend"), tried,
        wrote,
        sets(Note, happened_on=TODAY - timedelta(days=60)), sets(Contact, state="attended"),
        sets(Contact, state="cancelled"),
        lambda s, e: s.execute(delete(ContactAttempt).where(ContactAttempt.episode_id == e)),
        lambda s, e: s.execute(delete(Note).where(Note.episode_id == e)),
        lambda s, e: s.add(FitNote(episode_id=e, starts_on=TODAY, ends_on=TODAY + timedelta(days=40))),
        sets(FitNote, withdrawn_on=TODAY), lambda s, e: s.execute(delete(FitNote).where(FitNote.episode_id == e)),
        lambda s, e: s.add(Plan(episode_id=e, review_on=TODAY)), sets(Plan, review_on=None),
        sets(Employment, work_status="in_work"), sets(Referral, received_on=None),
        lambda s, _e: s.execute(update(Participant).values(area="QUA", interpreter="video")),
        lambda s, _e: s.execute(update(Participant).values(interpreter="none")),
        lambda s, _e: s.execute(update(CommunicationNeed).values(code="support_quiet")),
        lambda s, _e: s.execute(delete(CommunicationNeed)),
        lambda s, e: s.add(FitNote(episode_id=e, starts_on=TODAY, ends_on=TODAY + timedelta(days=50))),
        again,
        lambda s, e: s.add(FitNote(episode_id=e, starts_on=TODAY, ends_on=TODAY + timedelta(days=60))),
        other,
    ]  # fmt: skip


# -- order --------------------------------------------------------------------------------------------------

_DAYS = {
    "fit_note": "fit_note_ends_on", "next_meeting": "next_contact_at", "last_contact": "last_contact_on",
    "review": "review_on", "week": "opened_on", "referred": "referred_on",
}  # fmt: skip


def expected(vault: Vault, view: CaseView) -> list[int]:
    """Sort every case that stands in the list by Python's own sort."""
    shown = {row.episode_id: row for row in rows(vault, replace(view, sort="name", down=False))}
    with vault.reading() as session:
        cases = [one for one in session.scalars(select(Episode)) if one.id in shown]
    backwards = view.down != (view.sort in {"week", "referred"})

    def key(one: Episode) -> Any:
        if view.sort in _DAYS:
            return getattr(one, _DAYS[view.sort])
        words = shown[one.id].words[view.sort].casefold()
        return words or None

    cases.sort(key=lambda one: (one.sort_name, one.id), reverse=view.sort == "name" and view.down)
    if view.sort == "name":
        return [one.id for one in cases]
    some, none = [one for one in cases if key(one) is not None], [one for one in cases if key(one) is None]
    return [one.id for one in (*_stable(some, key, down=backwards), *none)]


def _stable(cases: list[Episode], key: Callable[[Episode], Any], *, down: bool) -> list[Episode]:
    """Sort by the key, equal ones staying as they are, whichever way."""
    return sorted(cases, key=key, reverse=down)  # Python keeps equal ones in order both ways


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("sort", list(BY_CODE))
def test_every_order_is_that_of_python(peopled: Vault, sort: str, down: bool) -> None:
    view = CaseView(filters=EVERYBODY, sort=sort, down=down)
    order = list(case_order(peopled, view))
    assert order == expected(peopled, view)
    assert len(order) == 69, "nobody in the bin"
    assert list(case_order(peopled, view, 10)) == order[:10]


def test_the_usual_list_and_its_count_come_from_one_index(peopled: Vault) -> None:
    asked = (
        case_list._ordered(
            Session(),
            case_list._asked(peopled, select(Episode.id), CaseView()),
            CaseView(),
        ),
        case_list._asked(peopled, select(Episode.id), CaseView(filters=replace(EVERYBODY, quiet_for=14))),
    )
    for query in asked:
        with peopled.reading() as session:
            compiled = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
            plan = session.execute(text(f"EXPLAIN QUERY PLAN {compiled}")).all()
        assert "COVERING INDEX ix_episode_" in plan[0][3], plan
    assert comes_at_once(CaseView())


# -- filters ------------------------------------------------------------------------------------------------


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


FILTERS: list[tuple[Filters, Callable[[Episode], bool]]] = [
    (replace(EVERYBODY, states=("closed", "referred")), lambda one: one.state in {"closed", "referred"}),
    (replace(EVERYBODY, plan_types=("seek",)), lambda one: one.plan_type == "seek"),
    (replace(EVERYBODY, work_statuses=("in_work", "off_sick")), lambda one: one.work_status in {"in_work", "off_sick"}),
    (replace(EVERYBODY, support_levels=("light",)), lambda one: one.support_level == "light"),
    (replace(EVERYBODY, needs_format=True), lambda one: one.needs_format),
    (replace(EVERYBODY, review_overdue=True), lambda one: one.review_on is not None and one.review_on < TODAY),
    (
        replace(EVERYBODY, fit_note_within=14),
        lambda one: one.fit_note_ends_on is not None and TODAY <= one.fit_note_ends_on <= ago(-14),
    ),
    (replace(EVERYBODY, quiet_for=28), lambda one: (one.last_contact_on or one.opened_on) < ago(28)),
    (
        replace(EVERYBODY, closed_from=ago(90), closed_to=ago(10)),
        lambda one: one.closed_on is not None and ago(90) <= one.closed_on <= ago(10),
    ),
    (Filters(), lambda one: one.state == "open"),
]


@pytest.mark.parametrize("number", range(len(FILTERS)))
def test_every_filter_leaves_those_it_names_and_nobody_else(peopled: Vault, number: int) -> None:
    filters, fits = FILTERS[number]
    with peopled.transaction() as t:  # something for every filter, also on its last day
        chance = Random(1)  # noqa: S311 - which people does not matter
        ids = list(t.session.scalars(select(Episode.id)))
        for one in ids:
            t.session.execute(update(Episode).where(Episode.id == one).values(
                support_level=chance.choice(("", "light", "close")), review_on=TODAY - timedelta(days=one % 3),
                fit_note_ends_on=TODAY + timedelta(days=one % 16), last_contact_on=ago(one) if one % 5 else None,
                closed_on=ago(one * 2) if one % 2 else None))  # fmt: skip
    with peopled.reading() as session:
        wanted = {one.id for one in session.scalars(select(Episode)) if one.state != "binned" and fits(one)}
    view = CaseView(filters=filters)
    assert set(case_order(peopled, view)) == wanted
    assert count_cases(peopled, view) == len(wanted)
    assert 0 < len(wanted) < 69


def test_another_coachs_people_are_only_shown_when_asked_for(peopled: Vault) -> None:
    with peopled.transaction() as t:
        t.session.execute(text("INSERT INTO vault_member SELECT 2, 'Kim Example', 'coach', NULL, created_at, 1, "
                               "updated_at, 1 FROM vault_member WHERE id = 1"))  # fmt: skip
        t.session.execute(update(Episode).where(Episode.id == 9).values(owner_id=2))
    assert 9 not in case_order(peopled, CaseView(filters=replace(EVERYBODY, whose="mine")))
    assert 9 in case_order(peopled, CaseView(filters=EVERYBODY))
    assert case_rows(peopled, [9])[9].words["coach"] == "Kim Example"
    assert case_list.coaches_here(peopled) == 2


def test_what_is_typed_finds_the_same_people_as_the_search(peopled: Vault) -> None:
    with peopled.reading() as session:
        person = session.scalars(select(Participant).where(Participant.id == 20)).one()
    for typed in (person.last_name[:4], f"{person.last_name[:3]} {person.first_name[:2]}", person.mobile[-4:],
                  person.last_name[:2] + "x" + person.last_name[3:], "07700", "zzzz", "07"):  # fmt: skip
        listed = {row.participant_id for row in rows(peopled, CaseView(filters=EVERYBODY, text=typed))}
        found = {row.participant_id for row in finding.find_people(peopled, typed, 500)}
        assert listed == found - {3} or listed < found, typed  # 3 is in the bin; near misses only where nobody fits
        assert bool(listed) == bool(found - {3})
    assert 20 in {row.participant_id for row in rows(peopled, CaseView(filters=EVERYBODY, text=person.mobile[-4:]))}


# -- rows ---------------------------------------------------------------------------------------------------


def test_a_row_says_everything_in_words(open_vault: Vault) -> None:
    jo = save_intake(
        open_vault,
        0,
        IntakeEntry(first_name="Joanne", known_as="Jo", last_name="Example", received_on="15 days ago",
                    work_status="off_sick", area="QYG"),
    )  # fmt: skip
    save_fit_note(open_vault, jo, FitNoteEntry(starts_on="20 days ago", ends_on="yesterday"))
    with open_vault.transaction() as t:
        episode = current_episode(t.session, jo)
        episode.plan_type, number = "return", episode.id
        booked = datetime(2037, 11, 24, 15, 30).astimezone()
        t.session.add(Contact(episode_id=number, starts_at=booked, state="booked"))
        t.session.add(Contact(episode_id=number, starts_at=NOW - timedelta(days=400), state="attended"))
    (row,) = case_rows(open_vault, [number]).values()
    assert (row.participant_id, row.name) == (jo, "Jo Example")
    assert {code: words for code, words in row.words.items() if words} == {
        "name": "Jo Example", "state": "Open", "week": "3", "plan_type": "To return to work",
        "work_status": "Off sick, has a job", "fit_note": "23 Nov", "next_meeting": "Today, 15:30",
        "last_contact": "20 Oct 2036", "area": row.words["area"], "referred": "15", "coach": "Sam Example",
    }  # fmt: skip
    assert row.late == {"fit_note"}
    assert set(row.words) == set(BY_CODE)


def test_a_case_that_is_gone_is_not_among_the_rows(open_vault: Vault) -> None:
    assert case_rows(open_vault, [1, 2]) == {}


def test_who_went_into_the_bin_meanwhile_is_not_among_the_rows(open_vault: Vault) -> None:
    ada = save_intake(open_vault, 0, IntakeEntry(first_name="Ada", last_name="Example"))
    order = case_order(open_vault, CaseView(Filters(states=())))
    put_in_bin(open_vault, ada)
    assert case_rows(open_vault, order) == {}
