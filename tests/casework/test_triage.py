"""The queue, the clock, the tries and the answer: each deed kept whole, told in words, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.casework.test_eligibility import HEAD
from tests.casework.test_referral import TOMEK
from tests.plans import NOW, TODAY, make_jo
from tests.vaults import COACH, FakeTime
from workwell_desktop.casework import triage_deeds as deeds
from workwell_desktop.casework.caseload import everyone_else, today_page
from workwell_desktop.casework.episode_closing import CloseEntry, close_episode, reopen
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.planning import set_plan_type
from workwell_desktop.casework.referral import ReferralEntry, save_referral
from workwell_desktop.casework.response_clock import response_clock
from workwell_desktop.casework.rules_choice import keep_rules
from workwell_desktop.casework.triage import (
    QueuePlace,
    ReferralCard,
    join_panel,
    queue_length,
    queue_page,
    referral_card,
    waiting,
)
from workwell_desktop.casework.tries import STILL_TO_COME, TryEntry, record_try
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.vault.store import Vault

RULES = HEAD + '[[can_join]]\nkind = "age_at_least"\nwords = "16 or over"\nyears = 16\n'


@pytest.fixture
def time() -> FakeTime:
    return FakeTime(now=NOW)


@pytest.fixture
def clock(time: FakeTime) -> Clock:
    return time.clock


def refer(vault: Vault, first: str = "Tomek", arrived: str = "today", born: str = "2/6/91") -> int:
    """Take a referral and return its own id."""
    person = save_referral(
        vault, ReferralEntry(first, "Example", "", born, "gp", "", "Elm Street Surgery", "My job", arrived, "off_sick")
    )
    with vault.reading() as session:
        query = select(Referral.id).join(Episode).where(Episode.participant_id == person)
        return session.scalars(query).one()


def card(vault: Vault, referral: int) -> ReferralCard:
    return referral_card(vault, referral)


def tried(vault: Vault, referral: int, entry: TryEntry) -> None:
    record_try(vault, card(vault, referral).participant_id, entry, referral)


def episode(vault: Vault, referral: int) -> tuple[str, date]:
    with vault.reading() as session:
        row = session.get_one(Episode, session.get_one(Referral, referral).episode_id)
        return row.state, row.opened_on


def last_event(vault: Vault) -> tuple[str, str]:
    with vault.reading() as session:
        row = session.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).scalar_one()
        return row.action, row.entity


# -- the clock ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days", "sentence", "counted", "badge"),
    [
        ("new", 3, "Answer by Friday", ", 3 working days left", "3 days left"),
        ("new", 6, "Answer by Monday", ", 4 working days left", "4 days left"),
        ("new", 14, "Answer by 8 December", ", 10 working days left", "10 days left"),
        ("new", 1, "Answer by Wednesday", ", 1 working day left", "1 day left"),
        ("new", 0, "Answer is due today", "", "Today"),
        ("new", -1, "Answer was due on Monday", ", 1 working day late", "1 day late"),
        ("new", -4, "Answer was due on Friday", ", 2 working days late", "2 days late"),
        ("waiting", 9, "Waits until 3 December. Answer by Friday", ", 3 working days left", "Waiting"),
        ("waiting", 0, "Waited until today. Answer by Friday", ", 3 working days left", "Look again"),
        ("waiting", -5, "Waited until Thursday. Answer by Friday", ", 3 working days left", "Look again"),
    ],
)  # fmt: skip
def test_the_clock_says_how_long_there_is(state: str, days: int, sentence: str, counted: str, badge: str) -> None:
    day = TODAY + timedelta(days=days)
    due = TODAY + timedelta(days=3) if state == "waiting" else day
    found = response_clock(state, due, TODAY, day)
    assert (found.sentence, found.badge) == (sentence, badge), "how many days it is stands in the badge alone"
    assert found.counted == sentence + counted


@given(st.sampled_from(["new", "waiting"]), st.dates(date(2030, 1, 1), date(2045, 1, 1)))
def test_the_clock_is_late_only_after_its_day(state: str, day: date) -> None:
    found = response_clock(state, day, TODAY)
    assert (found.state == "late") == (day < TODAY)
    assert "-" not in found.badge
    assert found.sentence


# -- the queue ----------------------------------------------------------------------------------------------------


def test_the_most_urgent_comes_first_with_its_facts(open_vault: Vault) -> None:
    new, late, soon = (
        refer(open_vault, "New"),
        refer(open_vault, "Late", "12 days ago"),
        refer(open_vault, "Soon", "friday"),
    )
    tried(open_vault, late, TryEntry("yesterday", "9:15", "phone", "no_answer"))
    rows, following = queue_page(open_vault, None, 10)
    assert [row.referral_id for row in rows] == [late, soon, new]
    assert following is None
    first = rows[0]
    assert (first.name, first.sent_by, first.arrived) == ("Late Example", "Elm Street Surgery", "arrived 12 days ago")
    assert (first.tries, first.clock.badge, rows[2].tries) == ("Tried once", "3 days late", "Not tried yet")
    assert queue_length(open_vault) == 3


def test_whoever_waits_stands_at_its_day_among_the_others(open_vault: Vault) -> None:
    early, later = refer(open_vault, "Early"), refer(open_vault, "Later", "yesterday")
    deeds.wait(open_vault, later, "in 20 days", "call_back")
    assert [row.referral_id for row in queue_page(open_vault, None, 10)[0]] == [early, later]


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_every_page_of_the_queue_joins_the_one_before(open_vault: Vault, size: int) -> None:
    made = [refer(open_vault, f"Person{n}", ("today", "yesterday", "today", "5 days ago")[n % 4]) for n in range(8)]
    for n in (1, 4):
        deeds.wait(open_vault, made[n], "tomorrow", "facts")
    found: list[int] = []
    place: QueuePlace | None = None
    for _ in range(20):
        rows, place = queue_page(open_vault, place, size)
        found += [row.referral_id for row in rows]
        if place is None:
            break
    assert sorted(found) == sorted(made)
    assert found == [row.referral_id for row in queue_page(open_vault, None, 20)[0]]


def test_the_queue_is_read_from_its_index(open_vault: Vault) -> None:
    from sqlalchemy.dialects import sqlite

    from workwell_desktop.casework.triage import _queue

    query = _queue("new", 1, QueuePlace(TODAY, 5), 10)
    words = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with open_vault.reading() as session:
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")]
    assert any("ix_referral_state_answer_by" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan


def test_who_is_decided_or_binned_is_not_in_the_queue(open_vault: Vault) -> None:
    gone, binned = refer(open_vault, "Gone"), refer(open_vault, "Binned")
    deeds.decline(open_vault, gone, "said_no")
    with open_vault.transaction() as t:
        t.session.get_one(Episode, t.session.get_one(Referral, binned).episode_id).state = "binned"
    make_jo(open_vault)
    assert queue_page(open_vault, None, 10) == ((), None)
    assert queue_length(open_vault) == 0


def test_what_waits_for_the_coach_leads_to_the_queue(open_vault: Vault, time: FakeTime) -> None:
    late, new, later = refer(open_vault, "Late", "12 days ago"), refer(open_vault, "New"), refer(open_vault, "Later")
    deeds.wait(open_vault, later, "in 8 days", "not_ready")

    def rows() -> list[tuple[str, str, str, str]]:
        with open_vault.reading() as session:
            found = list(waiting(session, open_vault.member_id, open_vault.clock.today()))
        assert all((row.tab, row.section, row.deed) == (PAGE, "triage", "Answer the referral") for row in found)
        return [(row.name, row.reason, row.badge, row.kind) for row in found]

    assert rows() == [
        (
            "Late Example",
            "Referred 12 days ago. Answer was due on Thursday.",
            "3 days late",
            "bad",
        ),
        ("New Example", "Referred today. Answer by 1 December.", "5 days left", "plain"),
    ]
    deeds.decline(open_vault, late, "said_no")
    deeds.accept(open_vault, new)
    assert rows() == []
    time.go(days=8)
    assert [row[0] for row in rows()] == ["Later Example"], "it comes up again on its day"


def test_everybody_of_this_coach_waits(open_vault: Vault) -> None:
    for number in range(12):
        refer(open_vault, f"Person{number}")
    with open_vault.reading() as session:
        assert len(list(waiting(session, open_vault.member_id, TODAY))) == 12
        assert list(waiting(session, open_vault.member_id + 1, TODAY)) == [], "they are not somebody else's"


# -- tries --------------------------------------------------------------------------------------------------------


def test_tries_are_written_down_and_after_enough_of_them_closing_is_proposed(open_vault: Vault) -> None:
    number = refer(open_vault)
    for n, (day, at) in enumerate((("friday", "9:15"), ("yesterday", ""), ("", ""))):
        assert not card(open_vault, number).propose_to_close, n
        tried(open_vault, number, TryEntry(day, at, "phone", "no_answer", f" Try {n} "))
    found = card(open_vault, number)
    assert [(one.when, one.way, one.outcome, one.note) for one in found.tries] == [
        ("Friday at 09:15", "Phone call", "No answer", "Try 0"),
        ("Yesterday", "Phone call", "No answer", "Try 1"),
        (f"Today at {NOW.astimezone():%H:%M}", "Phone call", "No answer", "Try 2"),
    ]
    assert [one.said for one in found.tries] == ["Phone call: no answer"] * 3, "a sentence"
    assert found.propose_to_close
    assert (found.state, found.tries_asked) == ("new", 3), "nothing is closed by itself"
    assert last_event(open_vault) == ("add", "contact_attempt")
    tried(open_vault, number, TryEntry("", "", "phone", "spoke"))
    assert not card(open_vault, number).propose_to_close, "they were reached"


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (TryEntry("", "", "", "spoke"), "way", "Choose how you tried."),
        (TryEntry("", "", "phone", ""), "outcome", "Choose what came of it."),
        (TryEntry("tomorrow", "", "phone", "spoke"), "on", STILL_TO_COME),
        (TryEntry("today", "23:59", "phone", "spoke"), "at", STILL_TO_COME),
        (TryEntry("31 nov", "", "phone", "spoke"), "on", "31 November does not exist. November has 30 days."),
        (TryEntry("", "half past", "phone", "spoke"), "at", "Type a time as you would say it: 11, 2.15 pm or 14:15."),
    ],
)
def test_a_try_that_cannot_be_is_told(open_vault: Vault, entry: TryEntry, field: str, sentence: str) -> None:
    number = refer(open_vault)
    with pytest.raises(InputProblem) as caught:
        tried(open_vault, number, entry)
    assert caught.value.fields[field] == sentence
    assert card(open_vault, number).tries == ()


# -- answers ------------------------------------------------------------------------------------------------------


def test_accepting_opens_the_spell_of_support_from_today(open_vault: Vault) -> None:
    number = refer(open_vault, arrived="12 days ago")
    person = deeds.accept(open_vault, number)
    assert episode(open_vault, number) == ("open", TODAY)
    assert last_event(open_vault) == ("decide", "referral")
    assert card(open_vault, number).decision == f"Accepted by {COACH} on 24 November 2037."
    assert [row.participant_id for row in everyone_else(open_vault, None, 5)[0]] == [person]
    assert any(row.participant_id == person for row in today_page(open_vault).waiting), "no assessment yet"
    save_intake(open_vault, person, load_intake(open_vault, person))
    assert episode(open_vault, number) == ("open", TODAY), "the day of arrival does not move it any more"


def test_the_weeks_run_from_accepting_and_not_once_it_is_taken_back(open_vault: Vault) -> None:
    def weeks_end_on(referral: int) -> date | None:
        with open_vault.reading() as session:
            return session.get_one(Episode, session.get_one(Referral, referral).episode_id).weeks_end_on

    referral = refer(open_vault)
    deeds.accept(open_vault, referral)
    assert weeks_end_on(referral) == TODAY + timedelta(weeks=8)
    deeds.undo(open_vault, referral)
    assert weeks_end_on(referral) is None


def test_declining_signposting_and_waiting_each_say_why_and_who(open_vault: Vault) -> None:
    no, on, later = refer(open_vault, "No"), refer(open_vault, "On"), refer(open_vault, "Later")
    deeds.decline(open_vault, no, "said_no", " Wants to wait until spring. ")
    deeds.signpost(open_vault, on, "Connect to Work", "other_service")
    deeds.wait(open_vault, later, "thursday", "facts", "Postcode")
    told = {number: card(open_vault, number) for number in (no, on, later)}
    assert told[no].decision == f"Declined by {COACH} on 24 November 2037. They do not want to take part."
    assert told[no].decision_note == "Wants to wait until spring."
    assert told[on].decision == (
        f"Pointed to Connect to Work by {COACH} on 24 November 2037. Another service fits better."
    )
    assert told[later].decision == f"Waiting until Thursday by {COACH} on 24 November 2037. We need to know more."
    assert [episode(open_vault, number)[0] for number in (no, on, later)] == ["declined", "declined", "referred"]
    assert told[later].clock.counted == "Waits until Thursday. Answer by 1 December, 5 working days left"


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        (lambda vault, n: deeds.decline(vault, n, ""), {"reason"}),
        (lambda vault, n: deeds.decline(vault, n, "no such reason"), {"reason"}),
        (lambda vault, n: deeds.signpost(vault, n, " ", ""), {"where", "reason"}),
        (lambda vault, n: deeds.wait(vault, n, "", ""), {"until", "reason"}),
        (lambda vault, n: deeds.wait(vault, n, "yesterday", "facts"), {"until"}),
        (lambda vault, n: deeds.wait(vault, n, "today", "facts"), {"until"}),
        (lambda vault, n: deeds.wait(vault, n, "31 nov", "facts"), {"until"}),
        (lambda vault, n: deeds.decide_another_way(vault, n, "yes", " "), {"reason"}),
        (lambda vault, n: deeds.decide_another_way(vault, n, "?", "Because"), {"answer"}),
    ],
)  # fmt: skip
def test_an_answer_without_its_reason_is_asked_for(open_vault: Vault, deed: object, fields: set[str]) -> None:
    number = refer(open_vault)
    with pytest.raises(InputProblem) as caught:
        deed(open_vault, number)  # type: ignore[operator]  # one of the deeds above
    assert set(caught.value.fields) == fields
    assert card(open_vault, number).state == "new"


def test_what_is_answered_is_not_answered_again(open_vault: Vault) -> None:
    number = refer(open_vault)
    deeds.decline(open_vault, number, "full")
    for deed in (
        lambda: deeds.accept(open_vault, number),
        lambda: deeds.decline(open_vault, number, "said_no"),
        lambda: deeds.signpost(open_vault, number, "There", "said_no"),
        lambda: deeds.wait(open_vault, number, "tomorrow", "facts"),
        lambda: deeds.decide_another_way(open_vault, number, "yes", "So"),
    ):
        with pytest.raises(deeds.AlreadyDecided):
            deed()
    assert "full" in card(open_vault, number).decision


# -- taking it back -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", ["accept", "decline", "signpost", "wait"])
def test_the_last_answer_can_be_taken_back_to_how_it_stood(open_vault: Vault, deed: str) -> None:
    number = refer(open_vault, arrived="yesterday")
    deeds.wait(open_vault, number, "in 3 days", "call_back", "After four")
    before, stood = card(open_vault, number), episode(open_vault, number)
    if deed == "accept":
        deeds.accept(open_vault, number)
    elif deed == "decline":
        deeds.decline(open_vault, number, "said_no")
    elif deed == "signpost":
        deeds.signpost(open_vault, number, "There", "said_no")
    else:
        deeds.wait(open_vault, number, "in 9 days", "facts")
    assert card(open_vault, number).can_undo
    deeds.undo(open_vault, number)
    after = card(open_vault, number)
    assert (after.state, after.clock, after.decision, after.decision_note) == (
        before.state, before.clock, before.decision, before.decision_note,
    )  # fmt: skip
    assert episode(open_vault, number) == stood
    assert not after.can_undo, "one step back, not two"
    assert last_event(open_vault) == ("undo", "referral")


def test_it_cannot_be_taken_back_once_work_has_begun_or_nothing_was_decided(open_vault: Vault) -> None:
    number = refer(open_vault)
    with pytest.raises(deeds.CannotUndo):
        deeds.undo(open_vault, number)
    person = deeds.accept(open_vault, number)
    set_plan_type(open_vault, person, "return")
    with pytest.raises(deeds.CannotUndo) as caught:
        deeds.undo(open_vault, number)
    assert caught.value.next_step
    assert episode(open_vault, number)[0] == "open"


def test_it_cannot_be_taken_back_once_support_was_closed_and_opened_again(open_vault: Vault) -> None:
    number = refer(open_vault)
    person = deeds.accept(open_vault, number)
    close_episode(open_vault, person, CloseEntry("today", "back_at_work"))
    reopen(open_vault, person, "Too soon")
    assert not card(open_vault, number).can_undo
    with pytest.raises(deeds.CannotUndo):
        deeds.undo(open_vault, number)
    assert episode(open_vault, number)[0] == "open"


# -- can they join ------------------------------------------------------------------------------------------------


def test_a_service_without_rules_of_its_own_is_told_so(open_vault: Vault) -> None:
    number = refer(open_vault, born="1/1/1990")
    panel = card(open_vault, number).panel
    assert panel.rules == "Your service has not set its own rules yet. These are an example."
    assert panel.check_before_use


def test_rules_that_say_no_stand_in_the_way_until_the_coach_decides_another_way(open_vault: Vault) -> None:
    keep_rules(open_vault, RULES)
    number = refer(open_vault, born="1/1/2030")
    panel = card(open_vault, number).panel
    assert (panel.judged.answer, panel.may_join) == ("no", False)
    assert panel.judged.decided_by == "7 years old; these rules say 16 or over."
    assert (panel.rules, panel.check_before_use) == ("These are the rules of Northfield from 1 April 2026.", False)
    with pytest.raises(deeds.RulesSayNo):
        deeds.accept(open_vault, number)
    deeds.decide_another_way(open_vault, number, "yes", " The birth date is a slip of the pen. ")
    panel = card(open_vault, number).panel
    assert (panel.decided, panel.reason, panel.may_join) == ("yes", "The birth date is a slip of the pen.", True)
    assert panel.judged.answer == "no", "the rules stay readable"
    deeds.accept(open_vault, number)
    keep_rules(open_vault, RULES.replace("16 or over", "Anybody").replace("years = 16", "years = 0"))
    panel = card(open_vault, number).panel
    assert [line.words for line in panel.judged.lines] == ["16 or over"], "as they were on the day"
    assert (panel.decided, panel.reason, panel.undecided) == ("yes", "The birth date is a slip of the pen.", False)


def test_another_way_can_be_no_and_can_be_taken_back(open_vault: Vault) -> None:
    keep_rules(open_vault, RULES)
    number = refer(open_vault)
    deeds.decide_another_way(open_vault, number, "no", "They moved away")
    assert not card(open_vault, number).panel.may_join
    with pytest.raises(deeds.RulesSayNo):
        deeds.accept(open_vault, number)
    deeds.decide_another_way(open_vault, number, "", "")
    panel = card(open_vault, number).panel
    assert (panel.decided, panel.reason, panel.may_join) == ("", "", True)
    deeds.accept(open_vault, number)


@pytest.mark.parametrize("answer", ["no", ""])
def test_an_answer_of_the_coach_stays_when_the_wait_before_it_is_taken_back(open_vault: Vault, answer: str) -> None:
    number = refer(open_vault)
    deeds.decide_another_way(open_vault, number, "yes", "They work here")
    deeds.wait(open_vault, number, "in 3 days", "facts")
    deeds.decide_another_way(open_vault, number, answer, "They moved away")
    deeds.undo(open_vault, number)
    panel = card(open_vault, number).panel
    assert (card(open_vault, number).state, panel.decided) == ("new", answer)
    assert panel.reason == ("They moved away" if answer else "")


def test_the_panel_stands_beside_the_intake_until_it_is_decided(open_vault: Vault) -> None:
    person = save_referral(open_vault, TOMEK)
    found = join_panel(open_vault, person)
    assert found is not None
    number, panel = found
    assert (panel.call_name, panel.judged.words) == ("Tomek", "Yes, on what we know so far")
    deeds.accept(open_vault, number)
    assert join_panel(open_vault, person) is None
    assert join_panel(open_vault, make_jo(open_vault)) is None
