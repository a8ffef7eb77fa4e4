"""What leaves this room: gaps are told, the version agreed has a fingerprint, and a withdrawal stops the release."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.casework.test_letters import words_on
from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import close_papers, letters, planning
from workwell_desktop.casework.draft_places import place_of
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.letter_facts import facts_of
from workwell_desktop.casework.letter_gaps import not_known
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.letter_line import AGREED, HELPS, LEFT_OUT, NOW, REPLY, LetterLine
from workwell_desktop.casework.letter_list import LetterChoice, load_letters
from workwell_desktop.casework.letter_release import fingerprint, print_of, short_print
from workwell_desktop.casework.letter_templates import ADDED, save_letter, wordings
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.papers import check_release, paper_bytes, papers_of, save_copy
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.service_details import service_details
from workwell_desktop.casework.service_forms import ServiceForm, add_service, change_service
from workwell_desktop.casework.service_profile import Profile, save_profile
from workwell_desktop.casework.shared_things import SharedEntry, write_shared
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.casework.waiting import PAGE, SETTINGS
from workwell_desktop.clock import Clock
from workwell_desktop.directory.record import RecordPlace
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.plans import Adjustment, PlanAction
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

READERS = {"request": ("employer", "Harbour Foods Example", "letter"), "gp": ("gp", "Elm Street Surgery", "progress")}
CODES = tuple(letter_kinds())


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    """Jo with all that letters can hold: changes asked for and agreed, health, and a service in the plan."""
    person = make_jo(open_vault, needs=("support_more_time",))
    entry = replace(
        load_intake(open_vault, person),
        gp_practice="Elm Street Surgery",
        conditions=("back_neck",),
        conditions_words="My back locks",
        mobile="07700900118",
        safe_to_message="no",
        manager_name="Lena Example",
    )
    save_intake(open_vault, person, entry)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    return person


@pytest.fixture
def physio(open_vault: Vault, jo: int) -> int:
    """A service in Jo's plan, with what gets in the way."""
    service = add_service(
        open_vault,
        ServiceForm(name="Elm Street Physio", topics=("back_and_joints",), places=(RecordPlace("8 Elm Street"),)),
    )
    with open_vault.transaction() as transaction:
        step = transaction.session.scalars(select(PlanAction)).one()
        step.service_id, step.refers, step.obstacle_words = service, True, "Standing hurts"
    return service


def ready(vault: Vault, person: int, kind: str, service: int = 0) -> LetterDraft:
    """Return a reading with a line written in each part that has room for it, and all agreed."""
    draft = letters.load_letter(vault, person, kind, service)
    for part in draft.kind.to_write:
        draft, key = letters.add_line(draft, part.code)
        draft = letters.reword(draft, key, f"Written under {part.code}")
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    return draft


def issue(vault: Vault, draft: LetterDraft, **more: str) -> int:
    return issue_letter(vault, draft, agreed_on=TODAY, method="said", **more)


def choice(vault: Vault, person: int, kind: str) -> LetterChoice:
    return next(one for one in load_letters(vault, person).choices if one.kind == kind)


# Every kind, end to end


@pytest.mark.parametrize("kind", CODES)
def test_every_kind_holds_its_agreed_lines_and_leaves_no_trace_of_the_others(
    open_vault: Vault, jo: int, physio: int, kind: str
) -> None:
    service = physio if kind == "referral" else 0
    draft = ready(open_vault, jo, kind, service)
    needed = next(line for line in draft.lines if line.part in draft.kind.needed and line.kind != NOW)
    out = [line for line in draft.lines if line.key != needed.key][::2]
    for line in out:
        draft = letters.settle(draft, line.key, LEFT_OUT)
    paper = issue(open_vault, draft)
    words = words_on(paper_bytes(open_vault, paper))
    with open_vault.reading() as session:
        row = session.get_one(Paper, paper)
        kept, agreement = row.content, session.get_one(Agreement, row.agreement_id)
        assert json.loads(agreement.items) == [line.text for line in draft.agreed]
        assert (agreement.recipient, agreement.aim) == (draft.kind.to, draft.kind.aim)
        assert agreement.fingerprint == json.loads(kept)["fingerprint"] == print_of(draft)
        assert (row.kind, json.loads(kept)["kind"]) == ("letter", kind)
    for line in draft.lines:
        if line.choice == AGREED:
            assert " ".join(line.text.split()) in words, line
    said = {line.text for line in draft.agreed}
    for line in out:
        if not any(line.text in one for one in said):
            assert line.text not in words
            assert json.dumps(line.text, ensure_ascii=False)[1:-1] not in kept


@pytest.mark.parametrize("kind", [code for code in CODES if letter_kinds()[code].to == "employer"])
def test_no_letter_to_an_employer_is_ever_offered_a_line_about_health_or_of_the_person_s_own(
    open_vault: Vault, jo: int, physio: int, kind: str
) -> None:
    draft = letters.load_letter(open_vault, jo, kind)
    assert not any(line.of_health for line in draft.lines)
    whole = " ".join(line.text for line in draft.lines)
    for private in (
        "Back or neck",
        "My back locks",
        "Walk ten minutes",
        "back on the shop floor",
        "07700",
        "time, one",
    ):
        assert private not in whole, private


def test_a_gp_and_a_service_may_read_about_health_line_by_line(open_vault: Vault, jo: int, physio: int) -> None:
    for kind, service in (("gp", 0), ("referral", physio)):
        lines = letters.load_letter(open_vault, jo, kind, service).lines
        assert {line.text for line in lines if line.of_health} >= {"Back or neck", "My back locks"}
    texts = [line.text for line in letters.load_letter(open_vault, jo, "referral", physio).lines]
    assert "Phone: 07700 900118. Please leave no message" in texts, "what is not safe goes along with the number"
    assert "Standing hurts" in texts


def test_the_employer_s_own_steps_are_in_the_summary_and_nobody_else_s(open_vault: Vault, jo: int) -> None:
    planning.save_step(open_vault, jo, planning.StepEntry("Order the stool", "Harbour Foods Example", "in 7 days"))
    planning.save_step(open_vault, jo, planning.StepEntry("Say yes or no", "my manager", ""))
    planning.save_step(open_vault, jo, planning.StepEntry("Change the rota", "Lena’s deputy", "", kind="employer"))
    planning.save_step(open_vault, jo, planning.StepEntry("Ring the union", "manager", "", kind="participant"))
    texts = [x.text for x in letters.load_letter(open_vault, jo, "summary").lines if x.part == "work_steps"]
    assert texts == ["Order the stool, by 1 December 2037", "Say yes or no", "Change the rota"]


def test_a_letter_names_the_day_they_met_once_it_is_written_down(open_vault: Vault, jo: int) -> None:
    def opening() -> str:
        return letters.load_letter(open_vault, jo, "meeting").lines[0].text

    assert opening() == "Thank you for meeting me."
    entry = SharedEntry(
        "employer", "harbour foods example ltd", "talk", "20 November 2037", "meeting", "What is hard", "other", "Asked"
    )
    write_shared(open_vault, jo, entry)
    assert opening() == "Thank you for meeting me on Friday 20 November 2037."


# Lines that are written here


def test_a_line_is_written_kept_and_taken_out_again(open_vault: Vault, jo: int) -> None:
    draft, key = letters.add_line(letters.load_letter(open_vault, jo, "meeting"), "discussed")
    assert next(line for line in draft.lines if line.key == key).problem == "Write it or leave it out."
    draft = letters.settle(letters.reword(draft, key, "The stool came up"), key, AGREED)
    draft, other = letters.add_line(draft, "discussed")
    assert key != other
    letters.keep_letter(open_vault, draft)
    again = letters.load_letter(open_vault, jo, "meeting")
    assert again == draft
    parts = [line.part for line in again.lines]
    assert parts[:3] == ["opening", "discussed", "discussed"], "they stand where the letter has them"
    again = letters.settle(again, other, LEFT_OUT)
    assert other not in {line.key for line in again.lines}, "an empty line is gone"
    again = letters.settle(again, key, LEFT_OUT)
    assert key in {line.key for line in again.lines}, "one with words stays, struck out"


def test_a_meeting_with_nothing_said_is_no_note(open_vault: Vault, jo: int) -> None:
    draft = letters.load_letter(open_vault, jo, "meeting")
    for line in draft.lines:
        draft = letters.settle(draft, line.key, LEFT_OUT)
    assert draft.why_not == "Write at least one thing that you talked about."


def test_each_reading_is_kept_for_itself(open_vault: Vault, jo: int, physio: int) -> None:
    screens = {ready(open_vault, jo, kind, physio if kind == "referral" else 0).screen for kind in CODES}
    assert len(screens) == len(CODES)
    assert all(len(screen) <= 24 for screen in screens), "the room that a draft has"
    for screen in screens - {"letter"}:
        assert place_of(screen)[1:] == (PAGE, "letters")


# Gaps


def test_what_stops_a_letter_comes_with_the_way_to_fill_it(open_vault: Vault) -> None:
    nobody = save_intake(open_vault, 0, IntakeEntry(first_name="Ada", last_name="Example"))
    state = load_letters(open_vault, nobody)
    assert [one.kind for one in state.choices] == list(CODES)
    for one in state.choices:
        (gap,) = [gap for gap in one.gaps if gap.required]
        assert not one.can_begin
        assert gap.deed
        with pytest.raises(WorkwellError, match=gap.sentence):
            letters.load_letter(open_vault, nobody, one.kind)
    assert state.made == ()


def test_a_gap_that_stops_nothing_is_told_and_goes_when_it_is_filled(open_vault: Vault, jo: int) -> None:
    one = choice(open_vault, jo, "support")
    assert [gap.code for gap in one.gaps] == ["address", "review_on", "service", "phone"]
    assert one.can_begin
    assert {gap.tab for gap in one.gaps if gap.code in {"service", "phone"}} == {SETTINGS}
    draft = letters.load_letter(open_vault, jo)
    assert not_known(draft.gaps).startswith("Not known, so not in the letter: the employer’s address, a day to look")
    save_profile(open_vault, Profile(name="Elm Street Clinic", coach_phone="01632 960120"))
    entry = replace(load_intake(open_vault, jo), employer_address="40 Quay Road")
    save_intake(open_vault, jo, entry)
    assert [gap.code for gap in choice(open_vault, jo, "support").gaps] == ["review_on"]


def test_a_confirmation_needs_a_change_that_was_agreed(open_vault: Vault, jo: int) -> None:
    assert choice(open_vault, jo, "confirm").can_begin
    with open_vault.transaction() as transaction:
        for change in transaction.session.scalars(select(Adjustment)):
            change.state = "asked"
    stopped = choice(open_vault, jo, "confirm")
    assert [gap.sentence for gap in stopped.gaps if gap.required] == ["No change at work is agreed yet."]
    assert choice(open_vault, jo, "request").can_begin


# The fingerprint

LINES = st.lists(
    st.builds(LetterLine, st.just("key"), st.sampled_from([NOW, HELPS]), st.text(), part=st.just("changes")), max_size=5
)


@given(LINES, LINES)
def test_other_lines_another_order_or_another_reader_have_another_fingerprint(
    one: list[LetterLine], other: list[LetterLine]
) -> None:
    def of(lines: list[LetterLine], kind: str = "support", to: str = "employer", name: str = "Harbour") -> str:
        return fingerprint(kind, to, name, lines)

    said = [[(line.kind, line.text) for line in lines] for lines in (one, other)]
    assert (of(one) == of(other)) == (said[0] == said[1])
    assert len({of(one), of(one, "request"), of(one, to="gp"), of(one, name="Hill")}) == 4
    assert short_print(of(one)) == f"{of(one)[:4]}-{of(one)[4:8]}".upper()


def test_a_later_last_day_is_another_version(open_vault: Vault, jo: int) -> None:
    draft = ready(open_vault, jo, "support")
    line = next(line for line in draft.lines if line.kind == HELPS)
    later = replace(line, until=date(2038, 12, 1))
    assert print_of(replace(draft, lines=(later,))) != print_of(replace(draft, lines=(line,)))


def test_a_letter_of_other_words_than_were_agreed_is_not_made(open_vault: Vault, jo: int) -> None:
    draft = ready(open_vault, jo, "request")
    shown = print_of(draft)
    line = draft.lines[0]
    other = letters.settle(letters.reword(draft, line.key, "Other words"), line.key, AGREED)
    with pytest.raises(WorkwellError, match="other words than were agreed"):
        issue(open_vault, other, agreed_as=shown)
    assert papers_of(open_vault, jo) == ()
    assert issue(open_vault, draft, agreed_as=shown)


def test_a_plan_that_changed_since_the_reading_is_read_again(open_vault: Vault, jo: int) -> None:
    draft = ready(open_vault, jo, "request")
    with open_vault.transaction() as transaction:
        change = transaction.session.scalars(select(Adjustment).where(Adjustment.state == "idea")).one()
        change.until = date(2038, 12, 1)
    with pytest.raises(WorkwellError, match="The plan is another one now"):
        issue(open_vault, draft, agreed_as=print_of(draft))
    assert papers_of(open_vault, jo) == ()
    assert issue(open_vault, ready(open_vault, jo, "request"))


def test_a_letter_of_our_own_that_changed_since_the_reading_is_read_again(open_vault: Vault, jo: int) -> None:
    words = {text.where: text.words for text in wordings("request")} | {"title": "Ours", ADDED: "We are here to help."}
    own = save_letter(open_vault, "request", words)
    draft = ready(open_vault, jo, f"own-{own}")
    save_letter(open_vault, "request", words | {ADDED: "Pay us."}, own)
    with pytest.raises(WorkwellError, match="The words of this letter are other ones now"):
        issue(open_vault, draft)
    assert papers_of(open_vault, jo) == ()


def test_the_day_to_reply_by_may_have_moved_since_the_reading(open_vault: Vault, jo: int) -> None:
    draft = ready(open_vault, jo, "request")
    line = next(line for line in draft.lines if line.kind == REPLY)
    earlier = replace(line, until=date(2037, 12, 1), plan_words="A date to reply by: Please reply by Tuesday.")
    lines = tuple(earlier if line.kind == REPLY else line for line in draft.lines)
    assert issue(open_vault, replace(draft, lines=lines))


def test_a_changed_fingerprint_is_found_by_the_check_of_the_vault(open_vault: Vault, jo: int) -> None:
    paper = issue(open_vault, ready(open_vault, jo, "request"))

    def sound() -> bool:
        return next(finding.ok for finding in verify(open_vault) if finding.check == "agreements")

    assert sound()
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Paper, paper)
        transaction.session.get_one(Agreement, row.agreement_id).fingerprint = "0" * 64
    assert not sound()


def test_each_letter_has_an_agreement_of_its_own(open_vault: Vault, jo: int) -> None:
    for _ in range(2):
        issue(open_vault, ready(open_vault, jo, "request"))
    with open_vault.reading() as session:
        agreements = [session.get_one(Paper, paper.id).agreement_id for paper in papers_of(open_vault, jo)]
    assert len(set(agreements)) == 2
    newest, oldest = load_letters(open_vault, jo).made
    assert newest.version == oldest.version != ""
    assert (newest.how, newest.agreed_on) == ("Said so in the meeting", TODAY)


# Taken back


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_a_letter_that_was_made_does_not_leave_after_it_was_taken_back(
    open_vault: Vault, jo: int, kind: str, state: str, tmp_path: Path
) -> None:
    paper = issue(open_vault, ready(open_vault, jo, kind))
    check_release(open_vault, paper)
    to, name, aim = READERS[kind]
    say(open_vault, jo, state, to, name, aim)
    for leave in (lambda: check_release(open_vault, paper), lambda: save_copy(open_vault, paper, tmp_path / "x.pdf")):
        with pytest.raises(SharingStopped, match=name):
            leave()
    assert not (tmp_path / "x.pdf").exists()
    assert name in choice(open_vault, jo, kind).stopped
    assert not choice(open_vault, jo, kind).can_begin
    with pytest.raises(SharingStopped):
        letters.load_letter(open_vault, jo, kind)
    assert name in load_letters(open_vault, jo).made[0].stopped
    say(open_vault, jo, "agreed", to, name, aim)
    assert choice(open_vault, jo, kind).can_begin
    with pytest.raises(SharingStopped):
        check_release(open_vault, paper)
    assert paper_bytes(open_vault, paper), "the coach may look at it still"
    check_release(open_vault, issue(open_vault, ready(open_vault, jo, kind)))


def test_a_referral_is_stopped_by_a_no_to_that_service_and_by_no_other(open_vault: Vault, jo: int, physio: int) -> None:
    paper = issue(open_vault, ready(open_vault, jo, "referral", physio))
    for other in (("service", "Hill Physio", "refer"), ("service", "Elm Street Physio", "plan"), ("gp", "", "")):
        say(open_vault, jo, "refused", *other)
    check_release(open_vault, paper)
    say(open_vault, jo, "withdrawn", "service", "Elm Street Physio", "refer")
    with pytest.raises(SharingStopped, match="took back"):
        check_release(open_vault, paper)


def test_nothing_leaves_of_somebody_who_takes_part_no_more(open_vault: Vault, jo: int) -> None:
    paper = issue(open_vault, ready(open_vault, jo, "support"))
    say(open_vault, jo, "withdrawn")
    with pytest.raises(SharingStopped, match="do not take part"):
        check_release(open_vault, paper)


def test_a_letter_that_was_taken_back_is_not_printed_at_the_end_of_a_meeting(open_vault: Vault, jo: int) -> None:
    issue(open_vault, ready(open_vault, jo, "support"))

    def offered() -> list[str]:
        return [one.code for one in close_papers.papers_to_print(open_vault, jo)]

    assert "letter" in offered()
    say(open_vault, jo, "withdrawn", "employer", "Harbour Foods Example")
    assert "letter" not in offered()
    with pytest.raises(SharingStopped):
        close_papers.make_papers(open_vault, jo, ["letter"])


def test_a_letter_to_a_gp_is_named_so_at_the_end_of_a_meeting(open_vault: Vault, jo: int) -> None:
    issue(open_vault, ready(open_vault, jo, "gp"))
    words = [one.word for one in close_papers.papers_to_print(open_vault, jo) if one.code == "letter"]
    assert words == ["The letter to Elm Street Surgery"], "not to the employer, who must not get it"
    assert "Harbour Foods Example is not made yet" in close_papers.not_ready(open_vault, jo)


def test_the_participant_s_own_papers_always_leave(open_vault: Vault, jo: int, tmp_path: Path) -> None:
    plan = close_papers.make_papers(open_vault, jo, ["plan"])[0].paper_id
    say(open_vault, jo, "withdrawn")
    save_copy(open_vault, plan, tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").exists()


def test_an_address_that_is_not_given_out_stands_on_no_letter(open_vault: Vault, jo: int, physio: int) -> None:
    kind = letters.load_letter(open_vault, jo, "referral", physio).kind

    def address() -> str:
        with open_vault.reading() as session:
            return facts_of(session, kind, jo, physio, open_vault.clock.today(), "Sam").values["reader_address"]

    assert address().strip() == "8 Elm Street"
    change_service(open_vault, physio, replace(service_details(open_vault, physio).form, sensitive=True))
    assert address() == ""
