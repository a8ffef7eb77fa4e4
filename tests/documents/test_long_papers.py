"""Very long and very short papers: nothing is clipped, nothing is lost, and no head stands alone at a page's foot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from tests.documents.samples import NOTHING, letter, letter_with_abilities, plan
from tests.documents.tag_check import Page, faults, heard, pages_of, tree_of, walk
from workwell_desktop.documents.house_style import FOOT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, STANDARD
from workwell_desktop.documents.letter import letter_pdf
from workwell_desktop.documents.model import Document, Foot, Heading, Role, Run, Text
from workwell_desktop.documents.plan import PlanChange, PlanGoal, PlanPaper, PlanService, PlanStep, plan_pdf
from workwell_desktop.documents.render import to_pdf

BY = date(2026, 12, 1)
SIZES = pytest.mark.parametrize("size", ["standard", "large", "giant"])


def three_hundred(size: Any) -> PlanPaper:
    """Return a plan with three hundred steps, some of one word and some of many, and much else."""
    steps = [
        PlanStep(f"Step{n} " + "and more of it " * (n * 7 % 11), f"Who{n % 3}", BY, n % 4 == 0) for n in range(300)
    ]
    goals = [PlanGoal(f"Goal{n} " + "what I want " * (n * 5), BY, 5) for n in range(12)]
    changes = [PlanChange(f"Now{n} " * (n + 1), "A stool " * (n * 3 % 7 + 1), BY, "Asked") for n in range(25)]
    services = [PlanService(f"Service{n}", "Help with pain. " * (n % 5 + 1), ("01632 960 131",), "") for n in range(20)]
    return plan(
        size=size, goals=tuple(goals), steps=tuple(steps), changes=tuple(changes), services=tuple(services)
    )  # fmt: skip


def outside(pdf: bytes) -> Iterator[tuple[int, str]]:
    """Yield every letter that stands outside the margins of its page."""
    document = pdfium.PdfDocument(pdf)
    for number in range(len(document)):
        text = document[number].get_textpage()
        for place in range(text.count_chars()):
            letter_there = text.get_text_range(place, 1)
            if not letter_there.strip():
                continue
            left, bottom, right, top = text.get_charbox(place)
            inside = left >= MARGIN - 1 and right <= PAGE_WIDTH - MARGIN + 1
            if not inside or bottom < FOOT - 2 or top > PAGE_HEIGHT - 30:
                yield number, letter_there
        text.close()
    document.close()


def last_kinds(pdf: pikepdf.Pdf) -> list[str]:
    """Return of every page the kind of element that is drawn last, the sentence above the foot left out."""
    owners: dict[int, dict[int, str]] = {}
    said = list(walk(tree_of(pdf)))
    for node in said[:-1]:
        for page, mark in node.places:
            owners.setdefault(page, {})[mark] = node.kind
    return [kinds[max(kinds)] for _page, kinds in sorted(owners.items())]


def alone_at_the_foot(pdf: pikepdf.Pdf) -> list[str]:
    return [kind for kind in last_kinds(pdf) if kind in {"H1", "H2", "H3", "TH", "Lbl"}]


def words_of(pages: list[Page]) -> list[str]:
    return [
        word
        for page in pages
        for word in " ".join(page.words[mark] for mark in sorted(page.words)).replace("“", "").split()
    ]


@SIZES
def test_three_hundred_steps_are_all_there_inside_the_page_and_no_head_is_left_alone(size: Any) -> None:
    made = plan_pdf(three_hundred(size))
    assert list(outside(made)) == []
    with pikepdf.open(BytesIO(made)) as pdf:
        assert faults(pdf) == []
        assert alone_at_the_foot(pdf) == []
        words = words_of(pages_of(pdf))
        for name, count in (("Step", 300), ("Goal", 12), ("Service", 20)):
            found = [word for word in words if word.startswith(name) and word.removeprefix(name).isdigit()]
            assert found == [f"{name}{n}" for n in range(count)]
        for page in pages_of(pdf):
            assert page.words, "a page without anything to read"


@SIZES
def test_an_empty_plan_says_that_it_is_empty(size: Any) -> None:
    made = plan_pdf(plan(size=size, **NOTHING))
    assert list(outside(made)) == []
    with pikepdf.open(BytesIO(made)) as pdf:
        assert faults(pdf) == []
        assert alone_at_the_foot(pdf) == []
        assert len(pdf.pages) <= 2
        assert "Nothing here yet. We can talk about it when we meet." in [words for _kind, words in heard(pdf)]


@pytest.mark.parametrize("side", ["to_lines", "from_lines"])
def test_an_address_of_two_hundred_lines_is_printed_to_its_end(side: str) -> None:
    made = letter_pdf(letter(**{side: tuple(f"Line{n} of an address" for n in range(200))}))
    assert list(outside(made)) == []
    with pikepdf.open(BytesIO(made)) as pdf:
        assert faults(pdf) == []
        address = next(words for kind, words in heard(pdf) if kind == "P" and "Line0 " in words)
        assert [word for word in address.split() if word.startswith("Line")] == [f"Line{n}" for n in range(200)]


def test_a_letter_of_two_pages_leaves_no_head_alone() -> None:
    with pikepdf.open(BytesIO(letter_pdf(letter_with_abilities()))) as pdf:
        assert len(pdf.pages) == 2
        assert alone_at_the_foot(pdf) == []


def test_a_head_alone_at_the_foot_would_be_noticed() -> None:
    title, head = (Heading(Text(Role.TITLE, (Run("A head"),)), level) for level in (1, 2))
    foot = Foot(Text(Role.FOOT, (Run("A foot"),)), Text(Role.NOTE, (Run("This is yours."),)))
    document = Document("A test", "en-GB", BY, foot, "{page} of {pages}", (title, head))
    with pikepdf.open(BytesIO(to_pdf(document, STANDARD))) as pdf:
        assert alone_at_the_foot(pdf) == ["H2"]
