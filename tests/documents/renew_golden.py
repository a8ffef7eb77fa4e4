"""Writes the expected papers anew: ``python -m tests.documents.renew_golden``. Look at the pictures afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from tests.documents.samples import (
    NOTHING,
    SIGNATURE,
    assessment_paper,
    blank_phq9,
    easy_read,
    letter,
    letter_with_abilities,
    letter_with_weeks,
    own_stages,
    pages_of,
    plan,
    pocket_card,
    safety_paper,
    sheet,
    shortlist,
    since_card,
    story,
    work_stages,
)
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.letter_sample import sample_letter
from workwell_desktop.documents.assessment import assessment_pdf
from workwell_desktop.documents.easy_read import easy_read_pdf
from workwell_desktop.documents.letter import letter_pdf
from workwell_desktop.documents.plan import plan_pdf
from workwell_desktop.documents.pocket_card import pocket_card_pdf
from workwell_desktop.documents.questionnaire import questionnaire_pdf
from workwell_desktop.documents.safety import safety_pdf
from workwell_desktop.documents.sheet import sheet_pdf
from workwell_desktop.documents.shortlist import shortlist_pdf
from workwell_desktop.documents.shortlist_easy import shortlist_easy_pdf
from workwell_desktop.documents.since_card import since_card_pdf
from workwell_desktop.documents.stages import own_stages_pdf, work_stages_pdf
from workwell_desktop.documents.story import story_pdf

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
DPI = 50


def letter_kind(code: str, *, stages: bool = False) -> bytes:
    """Return a letter of this kind about nobody, with something in every part."""
    return letter_pdf(sample_letter(letter_kinds()[code], stages=stages))


PAPERS: dict[str, Callable[[], bytes]] = {
    "plan_standard": lambda: plan_pdf(plan()),
    "plan_large": lambda: plan_pdf(plan(size="large")),
    "plan_giant": lambda: plan_pdf(plan(size="giant")),
    "plan_empty": lambda: plan_pdf(plan(**NOTHING)),
    "plan_signed": lambda: plan_pdf(plan(agreed_how="drawn", signature=SIGNATURE)),
    "story": lambda: story_pdf(story()),
    "plan_spaced": lambda: plan_pdf(plan(size="spaced")),
    "plan_easyread": lambda: easy_read_pdf(easy_read()),
    "plan_easyread_giant": lambda: easy_read_pdf(easy_read(size="giant")),
    "plan_pocket": lambda: pocket_card_pdf(pocket_card()),
    "plan_pocket_standard": lambda: pocket_card_pdf(pocket_card(size="standard")),
    "plan_pocket_giant": lambda: pocket_card_pdf(pocket_card(size="giant")),
    "letter": lambda: letter_pdf(letter()),
    "letter_weeks": lambda: letter_pdf(letter_with_weeks()),
    "letter_abilities": lambda: letter_pdf(letter_with_abilities()),
    **{f"letter_{code}": partial(letter_kind, code) for code in letter_kinds()},
    "letter_stages": lambda: letter_kind("confirm", stages=True),
    "since_card": lambda: since_card_pdf(since_card()),
    "since_card_large": lambda: since_card_pdf(since_card(size="large")),
    "sheet": lambda: sheet_pdf(sheet()),
    "questionnaire": lambda: questionnaire_pdf(blank_phq9()),
    "questionnaire_giant": lambda: questionnaire_pdf(blank_phq9("giant")),
    "assessment": lambda: assessment_pdf(assessment_paper()),
    "assessment_giant": lambda: assessment_pdf(assessment_paper(size="giant")),
    "stages": lambda: own_stages_pdf(own_stages()),
    "stages_large": lambda: own_stages_pdf(own_stages(size="large")),
    "stages_giant": lambda: own_stages_pdf(own_stages(size="giant")),
    "stages_work": lambda: work_stages_pdf(work_stages()),
    "shortlist": lambda: shortlist_pdf(shortlist()),
    "shortlist_large": lambda: shortlist_pdf(shortlist(size="large")),
    "shortlist_giant": lambda: shortlist_pdf(shortlist(size="giant")),
    "shortlist_spaced": lambda: shortlist_pdf(shortlist(size="spaced")),
    "shortlist_empty": lambda: shortlist_pdf(shortlist(services=(), help_lines=(), credits=(), miles=False)),
    "shortlist_easyread": lambda: shortlist_easy_pdf(shortlist()),
    "shortlist_easyread_giant": lambda: shortlist_easy_pdf(shortlist(size="giant")),
    "safety": lambda: safety_pdf(safety_paper()),
}


def text_of(pdf: bytes) -> str:
    """Return the text of a paper, page by page, as a golden file holds it."""
    pages = ("\n".join(line.rstrip() for line in page.strip().splitlines()) for page in pages_of(pdf))
    return "".join(f"--- page {n}\n{page}\n" for n, page in enumerate(pages, start=1))


def picture_of(pdf: bytes) -> Image.Image:
    """Return the pages of a paper beside each other in grey at a low resolution."""
    document = pdfium.PdfDocument(pdf)
    pages = [document[n].render(scale=DPI / 72, grayscale=True).to_pil() for n in range(len(document))]
    document.close()
    sheet_of_pages = Image.new("L", (sum(page.width for page in pages), pages[0].height), 255)
    for n, page in enumerate(pages):
        sheet_of_pages.paste(page, (n * page.width, 0))
    return sheet_of_pages


def main() -> None:
    """Write text and picture of every paper."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, make in PAPERS.items():
        pdf = make()
        (GOLDEN / f"{name}.txt").write_text(text_of(pdf), "utf-8", newline="\n")
        out = io.BytesIO()
        picture_of(pdf).quantize(16).save(out, "PNG", optimize=True)
        (GOLDEN / f"{name}.png").write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
