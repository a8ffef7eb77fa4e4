"""The letter to the employer: only what was agreed line by line reaches the paper, whatever was prepared."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans import TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.diagnosis_guard import HealthFacts, guard_for, hits_in, words_of
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.letter_facts import Facts, greeted, reply_day
from workwell_desktop.casework.letter_issue import LetterFacts, agreed_letter, issue_letter
from workwell_desktop.casework.letter_kinds import DAYS, LINES, OFFER, STAGES, WRITE, letter_kinds
from workwell_desktop.casework.letter_line import (
    AGREED,
    HELPS,
    LEFT_OUT,
    NOW,
    OPENING,
    OVER,
    REPLY,
    REVIEW,
    LetterLine,
)
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.papers import content_text, paper_bytes, paper_line
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.service_profile import Profile, save_profile
from workwell_desktop.casework.sharing import sharing_verdict
from workwell_desktop.clock import Clock
from workwell_desktop.documents.letter import Changes, letter_lines, letter_pdf
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.plans import Adjustment, Plan
from workwell_desktop.vault.store import Vault

SECRET = "Fibromyalgia and low mood"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    save_intake(
        open_vault,
        person,
        replace(
            load_intake(open_vault, person),
            conditions_words=SECRET,
            manager_name="Lena Example",
            manager_role="Store Manager",
            employer_address="40 Quay Road\nNorthfield",
        ),
    )
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    planning.save_change(open_vault, person, ChangeEntry("A trolley for boxes", "", ""))
    return person


def agreeing(draft: LetterDraft, *left_out: str) -> LetterDraft:
    """Agree every line but those whose words are given."""
    for line in draft.lines:
        draft = letters.settle(draft, line.key, LEFT_OUT if line.text in left_out else AGREED)
    return draft


def words_on(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def test_the_lines_come_from_the_plan_and_dates_and_nothing_is_chosen(open_vault: Vault, jo: int) -> None:
    draft = letters.load_letter(open_vault, jo)
    assert [(line.kind, line.text) for line in draft.lines] == [
        (OPENING, "These changes would help me do my job well. Could we meet to talk them through?"),
        (NOW, "Mornings are slow"),
        (HELPS, "Start at nine"),
        (HELPS, "A trolley for boxes"),
        (REPLY, "Please reply by Friday 4 December 2037."),
    ], "what was agreed with the employer already is not asked for again"
    assert draft.settled == 0
    assert draft.why_not == "5 lines still need your choice."
    assert SECRET not in str(draft)


@pytest.mark.parametrize("today", [TODAY + timedelta(days=n) for n in range(7)])
def test_nobody_has_to_reply_at_a_weekend(today: date) -> None:
    reply = reply_day(today)
    assert reply.weekday() < 5
    assert 10 <= (reply - today).days <= 12


def test_what_was_left_out_leaves_no_trace_on_paper(open_vault: Vault, jo: int) -> None:
    draft = agreeing(letters.load_letter(open_vault, jo), "Mornings are slow", "A trolley for boxes")
    draft = letters.reword(draft, next(x.key for x in draft.lines if x.kind == OPENING), "Could we meet on Friday?")
    assert draft.why_not == "One line still needs your choice.", "other words have to be agreed anew"
    draft = letters.settle(draft, OPENING, AGREED)
    paper = issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    pdf = paper_bytes(open_vault, paper)
    words = words_on(pdf)
    for there in ("Dear Lena,", "Could we meet on Friday?", "Start at nine", "40 Quay Road", "Jo agreed to share it"):
        assert there in words, there
    with pikepdf.open(BytesIO(pdf)) as file:
        raw = words + str(file.docinfo) + (file.Root.Metadata.read_bytes().decode() if "/Metadata" in file.Root else "")
    for gone in ("Mornings", "trolley", "These changes would help me", "Fibromyalgia", "low mood", "stool"):
        assert gone not in raw, gone


def test_the_agreement_says_exactly_what_was_shared_and_the_paper_hangs_on_it(open_vault: Vault, jo: int) -> None:
    draft = agreeing(letters.load_letter(open_vault, jo), "A trolley for boxes")
    letters.keep_letter(open_vault, draft)
    paper = issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    with open_vault.reading() as session:
        row = session.get_one(Paper, paper)
        agreement = session.get_one(Agreement, row.agreement_id)
        assert json.loads(agreement.items) == [line.text for line in draft.lines if line.choice == AGREED]
        assert (agreement.state, agreement.recipient, agreement.recipient_name) == (
            "agreed", "employer", "Harbour Foods Example",
        )  # fmt: skip
        states = dict(session.execute(select(Adjustment.helps_words, Adjustment.state)).all())
        assert SECRET not in row.content
    assert states["Start at nine"] == "in_letter"
    assert states["A trolley for boxes"] == "idea"
    assert load_draft(open_vault, letters.SCREEN, jo) is None, "it is done"
    assert paper_line(open_vault, paper).number == 1


CHOICES = st.sampled_from([AGREED, LEFT_OUT, ""])
FACTS = Facts(
    participant_id=1,
    episode_id=1,
    plan_type="return",
    call_name="Jo",
    full_name="Jo Example",
    recipient="Harbour Foods Example",
    to_lines=("Harbour Foods Example",),
    from_lines=("Jo Example",),
    values={},
    days={},
)
KNOWN = LetterFacts(FACTS, TODAY, "Sam Example", Profile(), 1, "L-00000-00000")


@st.composite
def prepared(draw: st.DrawFn, code: str) -> list[LetterLine]:
    """Give lines as the record gives them for every part of a kind, each with words of its own and some choice."""
    lines: list[LetterLine] = []

    def add(part: str, kind: str, change: int | None = None, cells: int = 0) -> None:
        text = f"Planted{len(lines)}word {draw(st.text('abcdefgh ', min_size=1, max_size=20))}"
        days = st.dates(date(2037, 1, 1), date(2038, 1, 1))
        columns = tuple(f"Planted{len(lines)}cell{n}end {text}" for n in range(cells))
        lines.append(
            LetterLine(
                str(len(lines)), kind, text, choice=draw(CHOICES), until=draw(days), adjustment_id=change, part=part,
                cells=columns,
            )
        )  # fmt: skip

    for part in letter_kinds()[code].parts:
        if part.sort in DAYS:
            add(part.code, REPLY if part.sort == REPLY else REVIEW)
        elif part.words in {"changes", "agreed"}:
            for change in range(draw(st.integers(0, 3))):
                add(part.code, NOW, change)
                add(part.code, HELPS, change)
        else:
            for _ in range(1 if part.sort == OFFER else draw(st.integers(0, 2)) if part.sort in {LINES, WRITE} else 0):
                add(part.code, part.code, cells=3 if part.words in STAGES else 0)
    return lines


@pytest.mark.parametrize("code", letter_kinds())
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_letter_of_any_kind_holds_exactly_the_agreed_lines(code: str, data: st.DataObject) -> None:
    """In its text, on its pages and in what is kept of it."""
    kind, lines = letter_kinds()[code], data.draw(prepared(code))
    letter = agreed_letter(KNOWN, kind, lines, TODAY)
    printed = " ".join(letter_lines(letter))
    pages, kept = words_on(letter_pdf(letter)), content_text(asdict(letter))
    for line in lines:
        for words in (" ".join(part.split()) for part in line.cells or (line.text,)):
            for place in (" ".join(printed.split()), " ".join(kept.split())):
                assert (words in place) == (line.choice == AGREED), (line, place)
            planted = words.split()[0]  # whole: on the page a cell may be broken, beside the lines of the next one
            assert (planted in pages) == (line.choice == AGREED), (line, pages)
        if line.until and line.kind in {NOW, HELPS}:
            rows = [row for part in letter.parts if isinstance(part, Changes) for row in part.rows]
            assert all(row.helps is not None or row.until is None for row in rows), "an end without its change"


@pytest.mark.parametrize(
    ("plan_type", "heading"),
    [("return", "Coming back to work"), ("thrive", "Changes at work for me"), ("seek", "Starting work")],
)
def test_the_heading_says_what_the_plan_is_for(open_vault: Vault, jo: int, plan_type: str, heading: str) -> None:
    planning.set_plan_type(open_vault, jo, plan_type)
    paper = issue_letter(open_vault, agreeing(letters.load_letter(open_vault, jo)), agreed_on=TODAY, method="said")
    assert heading in words_on(paper_bytes(open_vault, paper))


def test_without_a_service_name_nothing_is_said_of_a_service(open_vault: Vault, jo: int) -> None:
    draft = agreeing(letters.load_letter(open_vault, jo))
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, draft, agreed_on=TODAY, method="said")))
    assert "c/o" not in words
    assert "Written with Sam Example, Work and Health Coach. A coach is not a clinician." in words
    save_profile(open_vault, Profile(name="Elm Street Clinic", letterhead="1 Elm Street", coach_phone="01632 960120"))
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, draft, agreed_on=TODAY, method="said")))
    assert "c/o Elm Street Clinic 1 Elm Street" in words
    assert "at Elm Street Clinic, 01632 960120." in words


def test_a_reading_goes_on_where_it_stopped(open_vault: Vault, jo: int) -> None:
    draft = letters.load_letter(open_vault, jo)
    keys = [line.key for line in draft.lines]
    draft = letters.settle(draft, keys[1], LEFT_OUT)
    draft = letters.settle(letters.reword(draft, keys[2], "Start at half past nine"), keys[2], AGREED)
    letters.keep_letter(open_vault, draft)
    assert letters.load_letter(open_vault, jo) == draft


def test_a_choice_does_not_hold_for_words_that_the_plan_changed_since(open_vault: Vault, jo: int) -> None:
    draft = agreeing(letters.load_letter(open_vault, jo))
    letters.keep_letter(open_vault, draft)
    with open_vault.transaction() as transaction:
        row = transaction.session.scalars(select(Adjustment).where(Adjustment.helps_words == "Start at nine")).one()
        row.helps_words = "Start at eleven"
    lines = {line.text: line.choice for line in letters.load_letter(open_vault, jo).lines}
    assert lines["Start at eleven"] == ""
    assert "Start at nine" not in lines
    assert lines["Mornings are slow"] == AGREED
    with open_vault.transaction() as transaction:
        row = transaction.session.scalars(select(Adjustment).where(Adjustment.now_words == "Mornings are slow")).one()
        row.helps_words, row.until = "Start at nine", TODAY
    assert {line.text: line.choice for line in letters.load_letter(open_vault, jo).lines}["Start at nine"] == ""


def test_a_letter_that_asks_for_nothing_is_not_issued(open_vault: Vault, jo: int) -> None:
    draft = agreeing(letters.load_letter(open_vault, jo), "Start at nine", "A trolley for boxes")
    assert draft.why_not == "No change at work is left to ask for."
    with pytest.raises(WorkwellError, match="No change at work"):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")


@pytest.mark.parametrize("days", [0, 1])
def test_a_day_that_is_over_is_not_asked_for(open_vault: Vault, jo: int, days: int) -> None:
    """Of a change at work, and of looking at it again: the plan may be some months old."""
    gone = TODAY - timedelta(days=days)
    with open_vault.transaction() as transaction:
        row = transaction.session.scalars(select(Adjustment).where(Adjustment.helps_words == "Start at nine")).one()
        row.until = gone
        transaction.session.scalars(select(Plan)).one().review_on = gone
    draft = letters.load_letter(open_vault, jo)
    told = {line.kind for line in draft.lines if line.problem == OVER}
    assert told == ({HELPS, REVIEW} if days else set())
    again = next(line.text for line in draft.lines if line.kind == REVIEW)
    if days:
        with pytest.raises(WorkwellError, match="cannot be printed"):
            issue_letter(open_vault, agreeing(draft), agreed_on=TODAY, method="said")
        draft = agreeing(draft, "Start at nine", "Mornings are slow", again)
        paper = issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
        assert "Start at nine" not in words_on(paper_bytes(open_vault, paper))


def test_words_that_cannot_be_printed_are_told_before_anything_is_issued(open_vault: Vault, jo: int) -> None:
    draft = letters.load_letter(open_vault, jo)
    draft = letters.reword(draft, OPENING, "Could we meet? 🙂")
    problem = next(line.problem for line in draft.lines if line.key == OPENING)
    assert problem == "This sign cannot be printed: 🙂 Write it in letters."
    draft = agreeing(draft)
    assert draft.why_not == "One line cannot be printed as it is. See the sentence below it."
    with pytest.raises(WorkwellError):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    assert agreeing(draft, "Could we meet? 🙂").why_not == "", "left out, it stands in nobody's way"
    with open_vault.reading() as session:
        assert session.scalars(select(Paper)).all() == []


@pytest.mark.parametrize(
    ("manager", "greeting"),
    [
        ("", "Hello,"),
        ("Lena Example", "Dear Lena,"),
        ("Mr Example", "Dear Mr Example,"),
        ("Dr. Hana Example", "Dear Dr. Hana Example,"),
    ],
)
def test_the_greeting_uses_a_first_name_or_a_title(manager: str, greeting: str) -> None:
    facts = replace(FACTS, values={"reader": greeted(manager)})
    kind = letter_kinds()["support"]
    letter = agreed_letter(replace(KNOWN, facts=facts), kind, [], TODAY)
    assert letter.salutation == greeting


def test_without_an_employer_or_a_change_it_says_what_comes_first(open_vault: Vault) -> None:
    nobody = save_intake(open_vault, 0, IntakeEntry(first_name="Ada", last_name="Example"))
    with pytest.raises(WorkwellError, match=r"no employer to write to yet\. Write the employer's name in Intake first"):
        letters.load_letter(open_vault, nobody)
    with pytest.raises(WorkwellError, match=r"no change at work to ask for yet\. Add one to the plan first"):
        letters.load_letter(open_vault, make_jo(open_vault))


def test_an_earlier_no_is_shown_after_a_later_yes(open_vault: Vault, jo: int) -> None:
    assert letters.load_letter(open_vault, jo).last_no is None
    say(open_vault, jo, "refused", "employer", decided_on="20 November 2037")
    say(open_vault, jo, "agreed", "employer", "Harbour Foods Example", "letter")
    draft = letters.load_letter(open_vault, jo)
    assert draft.last_no == date(2037, 11, 20)
    assert issue_letter(open_vault, agreeing(draft), agreed_on=TODAY, method="said")


def test_a_yes_to_one_letter_is_no_agreement_to_share_in_general(open_vault: Vault, jo: int) -> None:
    issue_letter(open_vault, agreeing(letters.load_letter(open_vault, jo)), agreed_on=TODAY, method="said")
    with open_vault.reading() as session:
        (row,) = session.scalars(select(Agreement).where(Agreement.purpose == "share"))
        assert (row.aim, bool(row.items)) == ("letter", True)
        verdict = sharing_verdict(session, jo, "employer", row.recipient_name, "letter", TODAY)
    assert not verdict.may
    assert not verdict.stopped


def test_an_employer_reads_the_catalogue_in_words_for_employers(open_vault: Vault, jo: int) -> None:
    """The plan says "my back" to the person; the letter does not."""
    idea = catalogue().adjustments["sit_chair"]
    change = planning.add_adjustment(
        open_vault, jo, ChangeEntry(idea.plain, idea.now, difficulty=idea.difficulty, catalogue_key=idea.key)
    )

    def helps() -> LetterLine:
        return next(line for line in letters.load_letter(open_vault, jo).lines if line.key == f"helps-{change}")

    assert helps().text == idea.employer.removesuffix(".") != idea.plain
    assert "my back" not in helps().text
    planning.save_change(open_vault, jo, ChangeEntry("A chair like the one at home", idea.now), change)
    assert helps().text == "A chair like the one at home"


def test_what_nobody_has_checked_is_said_so_before_it_is_sent(open_vault: Vault, jo: int) -> None:
    idea = next(one for one in catalogue().adjustments.values() if not one.verified)
    planning.add_adjustment(open_vault, jo, ChangeEntry(idea.plain, catalogue_key=idea.key))
    line = next(
        line for line in letters.load_letter(open_vault, jo).lines if line.text == idea.employer.removesuffix(".")
    )
    assert line.about == "What would help. Check before use."


def health_line(vault: Vault, jo: int, words: str) -> LetterDraft:
    """Return a letter in which every line is agreed and the first change at work was reworded."""
    draft = letters.load_letter(vault, jo)
    key = next(line.key for line in draft.lines if line.kind == HELPS)
    draft = letters.reword(draft, key, words)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    return draft


def test_words_about_health_stop_a_letter_until_they_are_shared(open_vault: Vault, jo: int) -> None:
    draft = health_line(open_vault, jo, "A stool, for my fibromyalgia")
    assert draft.why_not == "A word about health still needs your choice."
    with pytest.raises(WorkwellError, match="A word about health"):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    key = next(line.key for line in draft.lines if line.unanswered)
    draft = letters.share(draft, key)
    assert draft.why_not == ""
    paper = issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    with open_vault.reading() as session:
        content = json.loads(session.get_one(Paper, paper).content)
    assert content["shared_about_health"] == {"A stool, for my fibromyalgia": ["fibromyalgia"]}


def test_a_draft_made_without_the_guard_is_looked_through_when_it_is_issued(open_vault: Vault, jo: int) -> None:
    """Whatever prepared the lines: what was not chosen to be shared does not leave."""
    draft = health_line(open_vault, jo, "A stool, for my fibromyalgia")
    bare = replace(draft, guard=None, lines=tuple(replace(line, hits=()) for line in draft.lines))
    assert bare.why_not == ""
    with pytest.raises(WorkwellError, match="A word about health"):
        issue_letter(open_vault, bare, agreed_on=TODAY, method="said")
    with open_vault.reading() as session:
        assert session.scalars(select(Paper).where(Paper.kind == "letter")).all() == []


def test_what_the_record_says_since_asks_again(open_vault: Vault, jo: int) -> None:
    draft = health_line(open_vault, jo, "A stool, as Zellweger goes on")
    assert draft.why_not == ""
    letters.keep_letter(open_vault, draft)
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, conditions_words="Zellweger"))
    with pytest.raises(WorkwellError, match="A word about health"):
        issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    (line,) = [line for line in letters.load_letter(open_vault, jo).lines if line.unanswered]
    assert (line.unanswered, line.choice) == (("Zellweger",), "")


def test_a_shared_word_is_kept_with_the_draft_and_lost_with_its_words(open_vault: Vault, jo: int) -> None:
    draft = health_line(open_vault, jo, "A stool, for my fibromyalgia")
    key = next(line.key for line in draft.lines if line.unanswered)
    letters.keep_letter(open_vault, letters.share(draft, key))
    again = letters.load_letter(open_vault, jo)
    (line,) = [line for line in again.lines if line.shared]
    assert (line.key, line.shared, line.choice) == (key, ("fibromyalgia",), AGREED)
    other = letters.reword(again, key, "A stool, for my fibromyalgia now")
    assert not any(line.shared for line in other.lines)
    assert not any(line.shared for line in letters.settle(again, key, LEFT_OUT).lines)


@given(words=st.sampled_from(["my asthma", "sertraline", "the GP", "a stool", "PHQ-9", "back pain"]))
def test_no_word_about_health_is_issued_that_was_not_shared(words: str) -> None:
    """A line is unanswered exactly while a word of it is neither shared nor left out."""
    guard = guard_for(HealthFacts())
    line = LetterLine("a", HELPS, words, choice=AGREED, hits=hits_in(words, guard))
    assert bool(line.unanswered) == (words != "a stool")
    assert replace(line, shared=words_of(line.hits)).unanswered == ()
    assert replace(line, choice=LEFT_OUT).unanswered == ()
