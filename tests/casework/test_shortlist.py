"""A participant's shortlist: their order, their choice of what is printed, and nothing on paper that is kept secret."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.documents.samples import words_but_code
from tests.plans import make_jo, still_clock
from workwell_desktop.casework import papers
from workwell_desktop.casework.diagnosis_guard import HealthFacts, guard_for, hits_in
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.paper_register import load_register
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.service_facts import one_line, service_facts, shortlist_words
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.casework.service_rows import new_service, write_values
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.casework.services import check_today
from workwell_desktop.casework.shortlist import (
    MOST,
    into_plan,
    load_shortlist,
    move,
    on_shortlist,
    print_why,
    put_back,
    put_on,
    take_off,
)
from workwell_desktop.casework.shortlist_paper import issue_shortlist, shortlist_forms, shortlist_paper, shortlist_text
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import RecordPlace, RecordTimes, ServiceRecord
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.services import Service
from workwell_desktop.vault.store import Vault

WHY = ("You said: “my back hurts all night”.", "Helps with back or joint pain.")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def service(vault: Vault, name: str, **fields: object) -> int:
    record = replace(ServiceRecord(key=name, name=name), **fields)  # type: ignore[arg-type]  # fields of a record
    with vault.transaction() as transaction:
        row = new_service(transaction, own=True)
        write_values(transaction, row, record)
        return row.id


def three(vault: Vault, person: int) -> list[int]:
    ids = [service(vault, f"Service {letter}", phone=f"01632 9600{n}") for n, letter in enumerate("ABC", 10)]
    for one in ids:
        put_on(vault, person, one, WHY)
    return ids


def order(vault: Vault, person: int) -> list[int]:
    return [row.id for row in load_shortlist(vault, person).rows]


def printed(vault: Vault, paper_id: int) -> str:
    return words_but_code(papers.paper_bytes(vault, paper_id))


def test_what_is_put_on_stands_at_the_end_and_once(open_vault: Vault, jo: int) -> None:
    ids = three(open_vault, jo)
    put_on(open_vault, jo, ids[0])
    assert order(open_vault, jo) == ids
    assert load_shortlist(open_vault, jo).rows[0].why == WHY
    assert on_shortlist(open_vault, jo) == frozenset(ids)


def test_what_is_taken_off_can_be_put_back_where_it_stood(open_vault: Vault, jo: int) -> None:
    ids = three(open_vault, jo)
    print_why(open_vault, jo, ids[1], yes=True)
    taken = take_off(open_vault, jo, ids[1])
    assert order(open_vault, jo) == [ids[0], ids[2]]
    assert taken is not None
    assert taken.name == "Service B"
    put_back(open_vault, jo, taken)
    put_back(open_vault, jo, taken)
    assert order(open_vault, jo) == ids
    back = load_shortlist(open_vault, jo).rows[1]
    assert (back.why, back.why_printed) == (WHY, True)
    assert take_off(open_vault, jo, 999) is None


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([-1, 1])), max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_moving_keeps_every_service_and_moves_one_place(open_vault: Vault, moves: list[tuple[int, int]]) -> None:
    person = make_jo(open_vault)
    expected = three(open_vault, person)
    for place, by in moves:
        one = expected[place]
        to = min(max(place + by, 0), 2)
        expected.insert(to, expected.pop(place))
        move(open_vault, person, one, by)
        assert order(open_vault, person) == expected


def test_more_than_ten_are_no_short_list(open_vault: Vault, jo: int) -> None:
    for number in range(MOST):
        put_on(open_vault, jo, service(open_vault, f"Service {number}"))
    with pytest.raises(WorkwellError, match="10 services"):
        put_on(open_vault, jo, service(open_vault, "One more"))


def test_it_belongs_to_one_participant(open_vault: Vault, jo: int) -> None:
    three(open_vault, jo)
    other = make_jo(open_vault)
    assert order(open_vault, other) == []


def test_nothing_of_health_is_printed_unless_it_was_ticked(open_vault: Vault, jo: int) -> None:
    one = service(open_vault, "Elm Street Physio", phone="01632 960131", topics=("back_and_joints",))
    put_on(open_vault, jo, one, WHY)
    said = printed(open_vault, issue_shortlist(open_vault, jo))
    assert "Elm Street Physio" in said
    assert "back" not in said.casefold()
    assert "back" not in shortlist_text(open_vault, jo).casefold()
    print_why(open_vault, jo, one, yes=True)
    said = printed(open_vault, issue_shortlist(open_vault, jo))
    assert "my back hurts all night" in said
    print_why(open_vault, jo, one, yes=False)
    assert "back" not in printed(open_vault, issue_shortlist(open_vault, jo)).casefold()


def test_no_plain_reason_tells_about_health() -> None:
    guard = guard_for(HealthFacts())
    words = shortlist_words()
    assert set(words.reasons) < set(topics())
    for said in words.reasons.values():
        assert hits_in(said, guard) == ()
    assert hits_in("Helps with depression and back pain.", guard)  # the guard can find


def test_a_service_for_health_too_gets_no_other_reason(open_vault: Vault, jo: int) -> None:
    both = service(open_vault, "Talking Help", topics=("help_at_work", "mood_and_worry"))
    work = service(open_vault, "Job Club", topics=("skills_and_jobs", "help_at_work"))
    for one in (both, work):
        put_on(open_vault, jo, one, WHY)
    assert [row.reason for row in load_shortlist(open_vault, jo).rows] == ["", "Helps with skills and jobs."]


def test_an_address_that_is_kept_secret_is_on_no_paper(open_vault: Vault, jo: int) -> None:
    one = service(
        open_vault,
        "Harbour Refuge",
        summary="A safe place. Come to 7 Quay Road, NF1 1QA.",
        phone="01632 960199",
        modes=("in_person",),
        sensitive=True,
        places=(
            RecordPlace("7 Quay Road", "NF1 1QA", latitude=53.4, longitude=-2.3, getting_in="Ring at 7 Quay Road"),
        ),
    )
    put_on(open_vault, jo, one)
    for form in ("standard", papers.EASY_READ):
        said = printed(open_vault, issue_shortlist(open_vault, jo, form, "" if form == "standard" else "Together"))
        assert "01632 960199" in said
        assert "Quay" not in said
        assert "NF1" not in said
        assert "mile" not in said
    assert "Quay" not in shortlist_text(open_vault, jo)


def test_what_was_not_checked_lately_says_to_ring_first(open_vault: Vault, jo: int) -> None:
    old = service(open_vault, "Old Place", phone="01632 960101", assured_on=date(2036, 9, 20))
    mute = service(open_vault, "Mute Place", email="a@b.example")
    gone = service(open_vault, "Gone Place", phone="01632 960102", status="withdrawn")
    fresh = service(open_vault, "Fresh Place", phone="01632 960103")
    check_today(open_vault, fresh, "phone")
    for one in (old, mute, gone, fresh):
        put_on(open_vault, jo, one)
    checked = [row.facts.checked for row in load_shortlist(open_vault, jo).rows]
    assert checked == [
        "Not checked for 14 months: ring first.",
        "Not checked yet: ask first.",
        "It is not on its list any more: ring first.",
        "Checked 24 November 2037.",
    ]
    said = printed(open_vault, issue_shortlist(open_vault, jo))
    assert all(line in said for line in checked)


def test_the_paper_has_what_somebody_needs_to_get_there(open_vault: Vault, jo: int) -> None:
    save_profile(
        open_vault,
        Profile(
            name="WorkWell Example", coach_phone="01632 960118", crisis=(CrisisContact("Samaritans", "Ring 116 123"),)
        ),
    )
    one = service(
        open_vault,
        "Northfield Money Advice",
        summary="Help with debt.",
        phone="01632 960150",
        access=("self",),
        cost="free",
        topics=("money_and_debt",),
        places=(RecordPlace("12 Elm Street", "NF4 2AB", getting_in="Level entrance."),),
        times=(RecordTimes("", byday="MO,TU"),),
    )
    put_on(open_vault, jo, one, WHY)
    said = printed(open_vault, issue_shortlist(open_vault, jo))
    for words in (
        "Jo Example", "Northfield Money Advice", "Help with debt.", "01632 960150", "12 Elm Street, NF4 2AB",
        "Monday and Tuesday", "You can get in touch yourself. It is free.", "Level entrance.",
        "Helps with money and debt.", "My notes:", "Samaritans: 116 123", "999", "01632 960118",
    ):  # fmt: skip
        assert words in said


def test_the_recorded_form_is_made_and_another_needs_a_reason(open_vault: Vault) -> None:
    jo = make_jo(open_vault, needs=("format_easy_read",))
    put_on(open_vault, jo, service(open_vault, "Harbour Walks", phone="01632 960101"))
    assert shortlist_forms(open_vault, jo).recorded == papers.EASY_READ
    paper = issue_shortlist(open_vault, jo)
    assert papers.paper_line(open_vault, paper).kind == papers.SHORTLIST_EASY
    with pytest.raises(InputProblem) as problem:
        issue_shortlist(open_vault, jo, "large")
    assert set(problem.value.fields) == {"reason"}
    large = issue_shortlist(open_vault, jo, "large", "To look at together")
    with open_vault.reading() as session:
        row = session.get_one(Paper, large)
        assert (row.kind, row.reason) == (papers.SHORTLIST, "To look at together")
    titles = [line.title for line in load_register(open_vault, jo).lines]
    assert titles == ["List of services 1", "List of services, easy read 1"]


def test_the_same_list_is_not_made_twice_on_one_day(open_vault: Vault, jo: int) -> None:
    ids = three(open_vault, jo)
    first = issue_shortlist(open_vault, jo)
    assert issue_shortlist(open_vault, jo) == first
    move(open_vault, jo, ids[0], 1)
    assert issue_shortlist(open_vault, jo) != first


def test_large_print_has_the_size_that_is_needed(open_vault: Vault, jo: int) -> None:
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, needs=("format_large",)))
    assert shortlist_paper(open_vault, jo, "").size == "large"


def test_all_go_into_the_plan_once_but_what_takes_nobody(open_vault: Vault, jo: int) -> None:
    ids = three(open_vault, jo)
    gone = service(open_vault, "Gone Place", status="withdrawn")
    put_on(open_vault, jo, gone)
    done = into_plan(open_vault, jo)
    assert (done.put, done.left) == (3, ("Gone Place",))
    into_plan(open_vault, jo)
    assert [step.service_id for step in load_plan(open_vault, jo).steps] == ids


def test_the_text_to_send_names_nobody_in_full(open_vault: Vault, jo: int) -> None:
    three(open_vault, jo)
    said = shortlist_text(open_vault, jo)
    assert "1. Service A" in said
    assert "01632 960010" in said
    assert "Example" not in said
    assert "My notes" not in said


def test_what_nothing_shows_any_more_is_left_out(open_vault: Vault, jo: int) -> None:
    ids = three(open_vault, jo)
    with open_vault.transaction() as transaction:
        transaction.session.scalars(select(Service).where(Service.id == ids[0])).one().face_id = None
    assert order(open_vault, jo) == ids[1:]
    assert into_plan(open_vault, jo).put == 2


def test_miles_are_said_only_where_both_places_are_known(open_vault: Vault, jo: int) -> None:
    near = service(open_vault, "Near Place", modes=("in_person",), places=(RecordPlace("1 High Street", "M33 7XX"),))
    assert service_facts(open_vault, [near], None)[near].how_far == ""
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, postcode="M33 4AA"))
    put_on(open_vault, jo, near)
    assert "from home." in load_shortlist(open_vault, jo).rows[0].facts.how_far


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ""),
        ("Short.", "Short."),
        (f"First sentence. {'Long ' * 40}.", "First sentence."),
        (f"{'word ' * 60}".strip(), f"{'word ' * 29}".strip() + " ..."),
    ],
)
def test_a_line_ends_with_a_sentence_where_it_can(words: str, expected: str) -> None:
    assert one_line(words) == expected
    assert len(one_line(words)) <= 150
