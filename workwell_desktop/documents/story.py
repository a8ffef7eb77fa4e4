"""How the plan went, on paper: plain data in, PDF bytes out. Short sentences under what each of them is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workwell_desktop.documents.model import Block, Document, Foot, Heading, Paragraph, Role, Run, Size, Text
from workwell_desktop.documents.wording import full_date, plain_date, runs, sentences, text


@dataclass(frozen=True)
class StoryPaperPart:
    """One part of the story: what it is about, and its sentences."""

    about: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class StoryPaper:
    """All that stands on the paper."""

    service_name: str
    participant: str
    coach: str
    made_on: date
    parts: tuple[StoryPaperPart, ...]
    size: Size = "standard"
    reference: str = ""


def story_pdf(paper: StoryPaper) -> bytes:
    """Return the story as PDF bytes: A4, in the size of the paper. The same paper gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import PRESETS  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(story_document(paper), PRESETS[paper.size])


def story_document(paper: StoryPaper) -> Document:
    """Return the story as a document, in reading order."""
    fixed = sentences("story")
    who = Run(paper.participant, field="the participant's name")
    coach = Run(paper.coach, field="the coach's name")
    blocks: list[Block] = [
        Paragraph(Text(Role.LEAD, (Run(paper.service_name, field="the service's name"),)), keep=True),
        Heading(Text(Role.TITLE, (Run(fixed["title"]),)), level=1),
        Paragraph(text(Role.PARAGRAPH, fixed["made"], participant=who, coach=coach, date=full_date(paper.made_on))),
    ]
    if paper.parts:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["intro"])))
    else:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["nothing"])))
    for part in paper.parts:
        blocks.append(Heading(Text(Role.HEADING, (Run(part.about, field="what a part is about"),))))
        blocks += [
            Paragraph(Text(Role.PARAGRAPH, (Run(words, field="a sentence of the story"),))) for words in part.sentences
        ]
    made = plain_date(paper.made_on)
    foot = runs(fixed["foot"], participant=who, date=made, reference=Run(paper.reference, field="the reference"))
    return Document(
        title=fixed["title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=Foot(Text(Role.FOOT, foot), standing=text(Role.NOTE, fixed["yours"])),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )
