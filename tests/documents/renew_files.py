"""Writes the expected Word files and web pages anew: ``python -m tests.documents.renew_files``. Read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.documents.renew_golden import GOLDEN
from tests.documents.samples import SIGNATURE, easy_read, letter, own_stages, plan, shortlist, story, work_stages
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.letter_sample import sample_letter
from workwell_desktop.documents.easy_read import easy_read_document
from workwell_desktop.documents.flow import STYLES
from workwell_desktop.documents.letter import letter_document
from workwell_desktop.documents.model import Document
from workwell_desktop.documents.plan import plan_document
from workwell_desktop.documents.shortlist import shortlist_document
from workwell_desktop.documents.shortlist_easy import shortlist_easy_document
from workwell_desktop.documents.stages import own_stages_document, own_stages_style, work_stages_document
from workwell_desktop.documents.story import story_document
from workwell_desktop.documents.web import to_web
from workwell_desktop.documents.word import to_word


def _kind(code: str) -> Document:
    """Return a letter of a kind about nobody, with something in every part."""
    return letter_document(sample_letter(letter_kinds()[code]))


FILES: dict[str, tuple[Callable[[], Document], str]] = {
    "plan_standard": (lambda: plan_document(plan()), "standard"),
    "plan_large": (lambda: plan_document(plan(size="large")), "large"),
    "plan_signed": (lambda: plan_document(plan(agreed_how="drawn", signature=SIGNATURE)), "standard"),
    "plan_easyread": (lambda: easy_read_document(easy_read()), "easy_read_standard"),
    "letter": (lambda: letter_document(letter()), "letter"),
    **{f"letter_{code}": (partial(_kind, code), "letter") for code in letter_kinds()},
    "stages": (lambda: own_stages_document(own_stages()), own_stages_style(own_stages())),
    "stages_work": (lambda: work_stages_document(work_stages()), "letter"),
    "shortlist": (lambda: shortlist_document(shortlist()), "shortlist_standard"),
    "shortlist_easyread": (lambda: shortlist_easy_document(shortlist()), "easy_read_standard"),
    "story": (lambda: story_document(story()), "standard"),
}


def page_text(name: str) -> str:
    """Return a paper as its web page."""
    make, style = FILES[name]
    return to_web(make(), STYLES[style]).decode("utf-8")


def word_text(name: str) -> str:
    """Return what stands in a paper's Word file: each paragraph with its style, each table row by row."""
    make, style = FILES[name]
    file = docx.Document(BytesIO(to_word(make(), STYLES[style])))
    lines = [line for block in file.iter_inner_content() for line in _lines(block)]
    lines += [f"below every page: {paragraph.text}" for paragraph in file.sections[0].footer.paragraphs]
    return "\n".join([*lines, ""])


def _lines(block: Paragraph | Table) -> list[str]:
    if isinstance(block, Paragraph):
        return [f"{block.style.name if block.style else ''}: {_words(block)}"]
    return [
        " | ".join("\\n".join(_words(line) for line in cell.paragraphs) for cell in row.cells) for row in block.rows
    ]


def _words(paragraph: Paragraph) -> str:
    return "".join(part.text or "" for part in paragraph._p.iter(qn("w:t"))).replace("\n", "\\n")


def main() -> None:
    """Write every one."""
    for name in FILES:
        (GOLDEN / f"{name}.html").write_text(page_text(name), "utf-8", newline="\n")
        (GOLDEN / f"{name}.docx.txt").write_text(word_text(name), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
