"""The card of what changed since the last meeting: plain data in, PDF bytes out. One A4 sheet, folded twice to A6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workwell_desktop.documents.model import Block, Document, Foot, Heading, Paragraph, Role, Run, Size, Text
from workwell_desktop.documents.wording import full_date, plain_date, runs, sentences, text


@dataclass(frozen=True)
class CardLine:
    """One line: what it is about, and what happened."""

    label: str
    words: str


@dataclass(frozen=True)
class SincePaper:
    """What stands on the card. ``name`` is what the person is called: never a surname, and no word about health.

    ``name`` may be empty. ``last_met`` is nothing before the first meeting; ``next_meeting`` is a sentence or nothing.
    """

    name: str
    last_met: date | None
    made_on: date
    lines: tuple[CardLine, ...]
    next_meeting: str = ""
    size: Size = "standard"
    reference: str = ""


def since_card_pdf(paper: SincePaper) -> bytes:
    """Return the card as PDF bytes: A4, to be folded twice. The same card gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import CARDS  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_card_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    fixed = sentences("since_card")
    return to_card_pdf(since_card_document(paper), CARDS[paper.size], (fixed["fold_1"], fixed["fold_2"]))


def since_card_document(paper: SincePaper) -> Document:
    """Return the card as a document, in reading order."""
    fixed = sentences("since_card")
    name = Run(paper.name, field="the participant's name")
    blocks: list[Block] = [
        Heading(text(Role.TITLE, fixed["title" if paper.name else "plain_title"], name=name), level=1),
    ]
    if paper.next_meeting:
        blocks += _said(fixed["next"], paper.next_meeting, "when we meet next")
    blocks.append(Paragraph(text(Role.PARAGRAPH, *_since(paper, fixed)), space=14.0, keep=True))
    if not paper.lines:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["nothing"])))
    for number, line in enumerate(paper.lines, start=1):
        blocks += _said(line.label, line.words, f"line {number} of the card")
    reference = Run(paper.reference, field="the reference")
    return Document(
        title=fixed["plain_title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=Foot(Text(Role.FOOT, runs(fixed["foot"], date=plain_date(paper.made_on), reference=reference))),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def _since(paper: SincePaper, fixed: Mapping[str, str]) -> tuple[str]:
    return (fixed["since"].format(date=full_date(paper.last_met)) if paper.last_met else fixed["first"],)


def _said(label: str, words: str, field: str) -> list[Block]:
    return [
        Paragraph(Text(Role.LIST_ITEM, (Run(label, strong=True, field=field),)), keep=True, space=9.0),
        Paragraph(Text(Role.PARAGRAPH, (Run(words, field=field),)), space=0.0),
    ]
