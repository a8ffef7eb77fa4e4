"""What went to whom is written down, and a paper whose agreement was taken back goes to nobody any more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.plans import NOW, TODAY, make_jo, say, still_clock, write_plan
from workwell_desktop.casework import letters, papers, planning
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.paper_register import (
    KINDS,
    SentEntry,
    load_register,
    remove_sent,
    usual_entry,
    write_sent,
)
from workwell_desktop.casework.paper_release import release_of
from workwell_desktop.casework.plan_paper import issue_plan
from workwell_desktop.casework.plan_papers import issue_papers
from workwell_desktop.casework.plan_story import STORY, issue_story
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.casework.since_paper import CARD
from workwell_desktop.clock import Clock
from workwell_desktop.documents.kept import from_text
from workwell_desktop.errors import InputProblem, PaperProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.papers import Paper, PaperSent
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

HARBOUR = ("employer", "Harbour Foods Example", "letter")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    return person


def issued(vault: Vault, person: int) -> int:
    """Agree every line of the letter and make it."""
    draft = letters.load_letter(vault, person)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    return issue_letter(vault, draft, agreed_on=TODAY, method="said")


def sound(vault: Vault) -> bool:
    return all(finding.ok for finding in verify(vault))


def handed(**other: str) -> SentEntry:
    return SentEntry(**({"way": "handed", "to_whom": "Jo Example", "sent_on": "today"} | other))


def test_a_paper_may_go_several_times_and_each_is_written_down(open_vault: Vault, jo: int) -> None:
    plan = issue_plan(open_vault, jo)
    write_sent(open_vault, plan, handed())
    write_sent(open_vault, plan, handed(way="emailed", to_whom="Jo’s sister", note="She helps with reading."))
    register = load_register(open_vault, jo)
    (line,) = register.lines
    assert (register.call_name, line.title, line.recipient) == ("Jo", "Plan 1", "Jo Example")
    assert [(one.how, one.to_whom, one.note) for one in line.sent] == [
        ("E-mailed by them", "Jo’s sister", "She helps with reading."),
        ("Printed and handed over", "Jo Example", ""),
    ]
    assert {one.on for one in line.sent} == {TODAY}
    with open_vault.reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.entity == "paper_sent")).all()
        assert [event.action for event in events] == ["add", "add"]
    assert sound(open_vault)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"way": ""}, "way"),
        ({"way": "pigeon"}, "way"),
        ({"to_whom": "  "}, "to_whom"),
        ({"sent_on": ""}, "sent_on"),
        ({"sent_on": "tomorrow"}, "sent_on"),
        ({"sent_on": "yesterday"}, "sent_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    open_vault: Vault, jo: int, change: dict[str, str], field: str
) -> None:
    plan = issue_plan(open_vault, jo)
    with pytest.raises(InputProblem) as problem:
        write_sent(open_vault, plan, handed(**change))
    assert set(problem.value.fields) == {field}
    assert load_register(open_vault, jo).lines[0].sent == ()


def test_a_line_that_was_a_mistake_is_taken_out_and_can_be_put_back(open_vault: Vault, jo: int) -> None:
    plan = issue_plan(open_vault, jo)
    before = load_register(open_vault, jo)
    sent = write_sent(open_vault, plan, handed(note="At the desk"))
    written = load_register(open_vault, jo).lines[0].sent
    entry = remove_sent(open_vault, sent)
    assert load_register(open_vault, jo) == before
    write_sent(open_vault, plan, entry)
    (again,) = load_register(open_vault, jo).lines[0].sent
    assert (again.how, again.to_whom, again.on, again.note) == (
        written[0].how,
        written[0].to_whom,
        written[0].on,
        written[0].note,
    )


def test_every_paper_is_called_by_a_name_that_a_coach_would_say(open_vault: Vault, jo: int) -> None:
    issue_papers(open_vault, jo, ["standard", "easy_read", "pocket_card"], "To look at together")
    issue_story(open_vault, jo)
    titles = [line.title for line in load_register(open_vault, jo).lines]
    assert titles == ["Story of the plan 1", "Pocket card 1", "Easy read 1", "Plan 1"]


def test_the_usual_way_is_offered(open_vault: Vault, jo: int) -> None:
    assert usual_entry(open_vault, issue_plan(open_vault, jo)) == SentEntry("handed", "Jo Example", "24 November 2037")
    assert usual_entry(open_vault, issued(open_vault, jo), "file").to_whom == "Harbour Foods Example"


def test_a_letter_shows_again_whom_it_is_about_and_where_it_goes(open_vault: Vault, jo: int) -> None:
    release = release_of(open_vault, issued(open_vault, jo))
    assert release.who == "Jo Example"
    assert release.person_id == jo
    assert release.to_lines[0] == "Harbour Foods Example"
    assert release.stopped == ""
    assert release_of(open_vault, issue_plan(open_vault, jo)).to_lines == (), "her own paper goes to her"


def test_a_letter_whose_agreement_was_taken_back_goes_to_nobody(open_vault: Vault, jo: int, tmp_path: Path) -> None:
    letter = issued(open_vault, jo)
    papers.save_copy(open_vault, letter, tmp_path / "before.pdf")
    say(open_vault, jo, "withdrawn", *HARBOUR)
    sentence = "Jo took back the agreement to share with Harbour Foods Example on 24 November 2037."
    assert release_of(open_vault, letter).stopped == sentence
    assert load_register(open_vault, jo).lines[0].stopped == sentence
    for name in ("after.pdf", "after.docx", "after.html"):
        with pytest.raises(SharingStopped, match="took back"):
            papers.save_copy(open_vault, letter, tmp_path / name)
        assert not (tmp_path / name).exists()
    with pytest.raises(SharingStopped):
        write_sent(open_vault, letter, handed(to_whom="Harbour Foods Example"))
    with open_vault.reading() as session:
        out = session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "paper")).all()
        assert out.count("export") == 1, "what was refused is not written down as done"
        assert session.scalars(select(PaperSent)).all() == []


def test_what_went_before_it_was_taken_back_can_still_be_written_down(jo: int, open_vault: Vault) -> None:
    letter = issued(open_vault, jo)
    moment = [NOW + timedelta(days=3)]
    open_vault.clock = Clock(utc=lambda: moment[0])
    say(open_vault, jo, "withdrawn", *HARBOUR)
    write_sent(open_vault, letter, handed(sent_on="24 November 2037", to_whom="Harbour Foods Example"))
    (line,) = [one for one in load_register(open_vault, jo).lines if one.kind == "letter"]
    assert [one.on for one in line.sent] == [TODAY]
    assert line.stopped


def test_a_no_to_somebody_else_stops_nothing(open_vault: Vault, jo: int) -> None:
    letter = issued(open_vault, jo)
    say(open_vault, jo, "refused", "employer", "Another Company", "letter")
    assert release_of(open_vault, letter).stopped == ""


def test_a_copy_says_what_was_issued_and_nothing_that_came_later(open_vault: Vault, jo: int, tmp_path: Path) -> None:
    plan = issue_plan(open_vault, jo)
    papers.save_copy(open_vault, plan, tmp_path / "plan.html")
    first = (tmp_path / "plan.html").read_bytes()
    write_plan(open_vault, jo)  # the plan goes on; the paper stays
    papers.save_copy(open_vault, plan, tmp_path / "again.HTM")
    papers.save_copy(open_vault, plan, tmp_path / "plan.docx")
    papers.save_copy(open_vault, plan, tmp_path / "plan.odd")
    assert (tmp_path / "again.HTM").read_bytes() == first
    assert b"I want to be back on the shop floor." in first
    assert (tmp_path / "plan.docx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "plan.odd").read_bytes() == papers.paper_bytes(open_vault, plan)
    assert papers.paper_line(open_vault, plan).copies


@pytest.mark.parametrize("column", ["document", "document_sha256", "pdf"])
def test_a_paper_that_was_tampered_with_leaves_in_no_form(
    open_vault: Vault, jo: int, tmp_path: Path, column: str
) -> None:
    letter = issued(open_vault, jo)
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Paper, letter)
        other = {
            "document": row.document.replace("Start at nine", "Start at ten"),
            "document_sha256": "0" * 64,
            "pdf": b"%PDF-1.7",
        }
        setattr(row, column, other[column])
    with pytest.raises(PaperProblem, match="not as it was issued"):
        papers.save_copy(open_vault, letter, tmp_path / "letter.docx")
    assert list(tmp_path.glob("letter*")) == []
    assert not sound(open_vault)


def test_a_word_slipped_into_the_document_with_its_hash_is_found_by_the_check(open_vault: Vault, jo: int) -> None:
    letter = issued(open_vault, jo)
    assert sound(open_vault)
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Paper, letter)
        row.document = row.document.replace("Start at nine", "Start at ten")
        row.document_sha256 = papers._digest(row.document.encode("utf-8"))
    assert not sound(open_vault)


def test_what_is_kept_of_a_letter_is_what_was_agreed(open_vault: Vault, jo: int) -> None:
    letter = issued(open_vault, jo)
    with open_vault.reading() as session:
        kept = from_text(session.get_one(Paper, letter).document)
    assert kept.style == "letter"
    assert kept.document.language == "en-GB"


def test_every_kind_of_paper_has_a_name_in_the_register() -> None:
    """A code of ours, such as easy_read, is no name."""
    plans = {papers.PLAN, papers.EASY_READ, papers.POCKET_CARD}
    lists = {papers.SHORTLIST, papers.SHORTLIST_EASY}
    assert set(KINDS) == {*plans, *lists, papers.LETTER, papers.ASSESSMENT, papers.STAGES, STORY, CARD}
