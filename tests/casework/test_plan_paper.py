"""The plan on paper: what stands in it, in which size, and that what was issued is kept byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import papers, plan_agreement, plan_review, planning, services
from workwell_desktop.casework.plan_paper import crisis_sentence, issue_plan, plan_paper
from workwell_desktop.casework.plan_review import ReviewEntry
from workwell_desktop.casework.planning import ChangeEntry, StepEntry
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept, PaperProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    return person


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def actions(vault: Vault) -> list[str]:
    with vault.reading() as session:
        return list(session.scalars(select(AuditEvent.action).where(AuditEvent.entity == "paper")))


def test_the_paper_says_the_plan_in_the_participants_own_voice(open_vault: Vault, jo: int) -> None:
    save_profile(
        open_vault,
        Profile(
            name="WorkWell, Elm Street Example",
            coach_phone="07700 900118",
            crisis=(
                CrisisContact("Example line", "Ring 01632 960111", "Day and night"),
                *(CrisisContact(f"Line {n}", "Ring 01632 960112") for n in range(5)),
            ),
        ),
    )
    planning.save_step(open_vault, jo, StepEntry("Send the letter", "Sam", "in 2 days", "done"))
    planning.save_step(open_vault, jo, StepEntry("Not for now", "Jo", state="stopped"))
    planning.save_change(open_vault, jo, ChangeEntry("Not possible", state="refused", note="No room"))
    plan_review.set_review(open_vault, jo, ReviewEntry("8 december", "11", "Elm Street, room 4"))
    service = services.add_service(
        open_vault,
        services.ServiceForm(name="Elm Street Physio Example", topics=("back_and_joints",), phone="01632 960114"),
    )
    planning.add_service_step(open_vault, jo, service, how="details")
    paper = plan_paper(open_vault, jo, "P-TEST")
    assert (paper.title, paper.participant, paper.coach, paper.coach_called) == (
        "My plan to return to work", "Jo Example", "Sam Example", "Sam",
    )  # fmt: skip
    assert [(step.what, step.who, step.done) for step in paper.steps] == [
        ("Walk ten minutes a day", "Me", False),
        ("Ring Elm Street Physio Example", "Me", False),
        ("Send the letter", "Sam", True),
    ]
    assert [change.what_helps for change in paper.changes] == ["A stool at the till"]
    assert paper.next_meeting is not None
    assert (paper.next_meeting.when, paper.next_meeting.where) == (
        "Tuesday 8 December 2037 at 11:00", "Elm Street, room 4",
    )  # fmt: skip
    assert paper.crisis[0] == "Example line: ring 01632 960111, day and night."
    assert len(paper.crisis) == 3  # more than that nobody reads in need
    (shown,) = paper.services
    assert (shown.name, shown.contact) == ("Elm Street Physio Example", ("01632 960114",))
    assert shown.checked
    assert (paper.made_on, paper.number, paper.agreed_on, paper.size) == (TODAY, 1, None, "standard")
    said = words_of(papers.paper_bytes(open_vault, issue_plan(open_vault, jo)))
    for words in ("My plan to return to work", "I want to be back on the shop floor.", "07700 900118", "01632 960111"):
        assert words in said


@pytest.mark.parametrize(
    ("needs", "size"),
    [
        ((), "standard"),
        (("contact_text",), "standard"),
        (("format_large", "contact_text"), "large"),
        (("format_large", "format_giant"), "giant"),
    ],
)
def test_the_needs_choose_the_size(open_vault: Vault, needs: tuple[str, ...], size: str) -> None:
    person = make_jo(open_vault, needs)
    assert plan_paper(open_vault, person, "P-TEST").size == size


def test_an_empty_plan_can_be_printed_too(open_vault: Vault) -> None:
    person = make_jo(open_vault)
    assert "No steps yet" in words_of(papers.paper_bytes(open_vault, issue_plan(open_vault, person)))


def test_what_was_issued_is_kept_with_its_hash_and_version(open_vault: Vault, jo: int) -> None:
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    paper_id = issue_plan(open_vault, jo)
    (line,) = papers.papers_of(open_vault, jo)
    assert line == papers.paper_line(open_vault, paper_id)
    assert (line.kind, line.number, line.recipient, line.issued_on) == ("plan", 1, "Jo Example", TODAY)
    pdf = papers.paper_bytes(open_vault, paper_id)
    assert line.sha256 == hashlib.sha256(pdf).hexdigest()
    assert line.reference in words_of(pdf)
    with open_vault.reading() as session:
        row = session.get_one(Paper, paper_id)
        assert row.version_id is not None
        assert row.agreement_id is None
    assert papers.papers_of(open_vault, jo, "letter") == ()


def test_printing_twice_makes_one_paper_until_something_changes(open_vault: Vault, jo: int) -> None:
    first = issue_plan(open_vault, jo)
    assert issue_plan(open_vault, jo) == first
    planning.save_step(open_vault, jo, StepEntry("One more", "Jo"))
    second = issue_plan(open_vault, jo)
    assert second != first
    newest, oldest = papers.papers_of(open_vault, jo)
    assert (newest.id, oldest.id) == (second, first)
    assert newest.reference != oldest.reference


def test_looking_printing_and_saving_are_written_down(open_vault: Vault, jo: int, tmp_path: Path) -> None:
    paper_id = issue_plan(open_vault, jo)
    pdf = papers.paper_bytes(open_vault, paper_id)
    papers.note_printed(open_vault, paper_id)
    papers.save_copy(open_vault, paper_id, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == pdf
    assert actions(open_vault) == ["add", "view", "print", "export"]


def test_a_copy_that_could_not_be_written_says_so_and_the_try_is_written_down(
    open_vault: Vault, jo: int, tmp_path: Path
) -> None:
    """A record without a file is better than a file that nobody knows of."""
    paper_id = issue_plan(open_vault, jo)
    with pytest.raises(NotKept):
        papers.save_copy(open_vault, paper_id, tmp_path / "no such folder" / "copy.pdf")
    assert actions(open_vault) == ["add", "export"]


def test_a_copy_is_on_record_before_it_leaves(
    open_vault: Vault, jo: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper_id = issue_plan(open_vault, jo)
    at_the_door: list[list[str]] = []
    monkeypatch.setattr(papers, "write_export", lambda *_file: at_the_door.append(actions(open_vault)))
    papers.save_copy(open_vault, paper_id, tmp_path / "copy.pdf")
    assert at_the_door == [["add", "export"]]


def test_a_paper_that_was_altered_is_not_handed_out(open_vault: Vault, jo: int, tmp_path: Path) -> None:
    paper_id = issue_plan(open_vault, jo)
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Paper, paper_id)
        row.pdf = row.pdf.replace(b"%PDF-1", b"%PDF-2")
    with pytest.raises(PaperProblem, match="not as it was issued"):
        papers.paper_bytes(open_vault, paper_id)
    with pytest.raises(PaperProblem, match="not as it was issued"):
        papers.save_copy(open_vault, paper_id, tmp_path / "copy.pdf")
    assert not (tmp_path / "copy.pdf").exists()
    assert actions(open_vault) == ["add"]


@pytest.mark.parametrize("deed", ["altered", "altered with its hash", "gone"])
def test_the_check_of_the_vault_finds_a_paper_that_is_not_as_it_was_issued(
    open_vault: Vault, jo: int, deed: str
) -> None:
    paper_id = issue_plan(open_vault, jo)
    assert papers_finding(open_vault)
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Paper, paper_id)
        if deed == "gone":
            transaction.session.delete(row)
        else:
            row.pdf = row.pdf.replace(b"%PDF-1", b"%PDF-2")
        if deed == "altered with its hash":
            row.sha256 = hashlib.sha256(row.pdf).hexdigest()
    assert not papers_finding(open_vault)


def papers_finding(vault: Vault) -> bool:
    return next(finding.ok for finding in verify(vault) if finding.check == "papers")


def test_references_say_nothing_and_differ(clock: Clock) -> None:
    clock = replace(clock)
    references = {papers.fresh_reference(kind, clock) for kind in ("plan", "letter") for _ in range(500)}
    assert len(references) == 1000
    assert all(len(one) == 13 and one[0] in "PL" and not set(one[1:]) & set("ILOU") for one in references)
    assert papers.fresh_reference("plan", Clock(new_uid=lambda: "0" * 32)) == "P-00000-00000"


def test_numbers_count_each_kind_and_recipient(open_vault: Vault, jo: int) -> None:
    with open_vault.transaction() as transaction:
        session = transaction.session
        assert papers.next_number(session, jo, "letter") == 1
        papers.keep_paper(
            transaction,
            participant_id=jo,
            kind="letter",
            number=1,
            reference="L-1",
            pdf=b"%PDF-",
            content={"written_on": TODAY},
            recipient="Harbour Foods Example",
        )
        assert papers.next_number(session, jo, "letter") == 2
        assert papers.next_number(session, jo, "letter", "Harbour Foods Example") == 2
        assert papers.next_number(session, jo, "letter", "Somebody Else Example") == 1
        assert papers.next_number(session, jo, "plan") == 1
    with pytest.raises(TypeError):
        papers.content_text({"what": object()})


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        (CrisisContact("Example line", "Text 85000", "Day and night."), "Example line: text 85000, day and night."),
        (CrisisContact("Example line", "Ring 01632 960111", "Not checked yet"), "Example line: ring 01632 960111."),
        (CrisisContact("Example team", "01632 960112"), "Example team: 01632 960112."),
    ],
)
def test_a_crisis_contact_is_one_plain_sentence(contact: CrisisContact, sentence: str) -> None:
    assert crisis_sentence(contact) == sentence
