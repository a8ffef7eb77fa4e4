"""One safety record: plain data in, PDF bytes out. It stands alone, marked as confidential on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workwell_desktop.documents.model import (
    Block,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Role,
    Run,
    Text,
)
from workwell_desktop.documents.wording import full_date, plain_date, sentences, text


@dataclass(frozen=True)
class ToldPerson:
    """Somebody who was told: who, when (local time), how, on what ground, and a note."""

    who: str
    at: datetime
    way: str
    ground: str
    note: str


@dataclass(frozen=True)
class SafetyPaper:
    """One safety record as the coach wrote it. ``close_reason`` counts once it was closed."""

    participant: str
    coach: str
    printed_on: date
    kind: str
    noticed_on: date
    words: str
    done: str
    told: tuple[ToldPerson, ...]
    review_on: date | None
    closed_on: date | None
    close_reason: str


def safety_pdf(paper: SafetyPaper) -> bytes:
    """Return the record as PDF bytes: A4 in the usual print. Raises ``PaperProblem`` naming the field."""
    from workwell_desktop.documents.house_style import STANDARD  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(safety_document(paper), STANDARD)


def safety_document(paper: SafetyPaper) -> Document:
    """Return the record as a document, in reading order. Its title in the file's properties names nobody."""
    fixed = sentences("safety")
    who = text(
        Role.PARAGRAPH,
        fixed["who"],
        participant=Run(paper.participant, strong=True, field="the participant's name"),
        coach=Run(paper.coach, field="the coach's name"),
    )
    blocks: list[Block] = [
        Heading(text(Role.TITLE, fixed["title"]), level=1),
        Paragraph(who),
        Paragraph(text(Role.NOTE, fixed["printed"], date=plain_date(paper.printed_on))),
        *_part(fixed["kind"], paper.kind, "the kind of worry"),
        *_part(fixed["noticed"], full_date(paper.noticed_on), "the day it was noticed"),
        *_part(fixed["seen"], paper.words, "what was seen or heard"),
        *_part(fixed["done"], paper.done or fixed["not_yet"], "what was done"),
        *_told(paper, fixed),
    ]
    if paper.review_on is not None:
        blocks += _part(fixed["review"], full_date(paper.review_on), "the day to look again")
    blocks += _under(fixed["state"], _state(paper, fixed))
    return Document(
        title=fixed["title"],
        language=fixed["language"],
        made_on=paper.printed_on,
        foot=Foot(text(Role.FOOT, fixed["foot"], date=plain_date(paper.printed_on))),
        page_words=fixed["page"],
        blocks=tuple(blocks),
        head=Text(Role.PARAGRAPH, (Run(fixed["confidential"], strong=True),)),
    )


def _part(heading: str, words: str, field: str) -> list[Block]:
    return _under(heading, Text(Role.PARAGRAPH, (Run(words, field=field),)))


def _under(heading: str, said: Text) -> list[Block]:
    return [Heading(Text(Role.HEADING, (Run(heading),))), Paragraph(said)]


def _told(paper: SafetyPaper, fixed: Mapping[str, str]) -> list[Block]:
    if not paper.told:
        return _part(fixed["told"], fixed["told_nobody"], "who was told")
    items = []
    for one in paper.told:
        field = "who was told"
        line = text(
            Role.LIST_ITEM,
            fixed["told_line"],
            who=Run(one.who, strong=True, field=field),
            date=plain_date(one.at.date()),
            time=f"{one.at:%H:%M}",
            way=one.way,
        )
        lines = [line, text(Role.LIST_ITEM, fixed["ground"], ground=one.ground)]
        if one.note:
            lines.append(Text(Role.LIST_ITEM, (Run(one.note, field=field),)))
        items.append(ListItem(tuple(lines)))
    return [Heading(Text(Role.HEADING, (Run(fixed["told"]),))), ListBlock(tuple(items))]


def _state(paper: SafetyPaper, fixed: Mapping[str, str]) -> Text:
    if paper.closed_on is None:
        return text(Role.PARAGRAPH, fixed["open"])
    reason = Run(paper.close_reason, field="why it was closed")
    return text(Role.PARAGRAPH, fixed["closed"], date=plain_date(paper.closed_on), reason=reason)
