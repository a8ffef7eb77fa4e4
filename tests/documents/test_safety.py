"""The safety record's own paper: what the coach wrote, marked as confidential on every page."""

from __future__ import annotations

from datetime import date

from tests.documents.samples import pages_of, safety_paper, words_of
from workwell_desktop.documents.safety import safety_pdf


def test_it_says_what_was_noticed_done_and_who_was_told_on_what_ground() -> None:
    paper = safety_paper()
    said = words_of(safety_pdf(paper))
    for words in (paper.kind, paper.words, paper.done, "Dr Lee Example, on 23 November 2026 at 14:05. Phone."):
        assert words in said
    assert "Reason: They agreed." in said
    assert "Rings tomorrow." in said
    assert "Monday 23 November 2026" in said
    assert "Monday 30 November 2026" in said
    assert "Yes, it is open." in said


def test_every_page_is_marked_and_numbered() -> None:
    pages = pages_of(safety_pdf(safety_paper(words=" ".join(f"word{n}" for n in range(900)))))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert page.startswith("Confidential: safety record")
        assert f"Page {number} of {len(pages)}" in page


def test_what_is_not_written_down_is_said() -> None:
    said = words_of(safety_pdf(safety_paper(done="", told=(), review_on=None)))
    assert "Not written down yet." in said
    assert "It is not written down yet who was told." in said
    assert "Look at this again on" not in said


def test_a_closed_record_says_when_and_why_whatever_was_typed() -> None:
    said = words_of(safety_pdf(safety_paper(closed_on=date(2026, 11, 25), close_reason="All {date} well **now**.")))
    assert "No. It was closed on 25 November 2026. All {date} well **now**." in said


def test_the_file_names_nobody() -> None:
    pdf = safety_pdf(safety_paper(participant="Zebedee Unusual"))
    assert b"Zebedee" not in pdf
