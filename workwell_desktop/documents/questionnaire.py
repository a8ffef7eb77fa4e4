"""A blank questionnaire to fill in by hand: plain data in, PDF bytes out. A code joins it to its person, no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Choice,
    Choices,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Question,
    Role,
    Run,
    Size,
    Text,
    WritingLines,
)
from workwell_desktop.documents.wording import runs, sentences, text

Kind = Literal["one", "several", "scale", "words", "number", "day"]

_ABOVE_QUESTION = 18.0  # points: more air than between the answers, so that a question is seen to begin
_LINES = 3  # to write on, where somebody is asked to say more


@dataclass(frozen=True)
class BlankAnswer:
    """One answer to tick, and the key by which a coach keys it."""

    key: str
    words: str


@dataclass(frozen=True)
class BlankCondition:
    """The question is asked only if an earlier one (by its number) was answered with one of these."""

    number: int
    answers: tuple[str, ...]


@dataclass(frozen=True)
class BlankQuestion:
    """One question. ``low`` to ``high`` with their words are for a scale or number, ``long`` for more than a line.

    ``marks`` are words for numbers between the ends of a scale. ``besides`` are the answers of every kind of question,
    such as not wanting to say.
    """

    number: int
    words: str
    kind: Kind
    answers: tuple[BlankAnswer, ...] = ()
    hint: str = ""
    low: int = 0
    high: int = 10
    ends: tuple[str, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    long: bool = False
    condition: BlankCondition | None = None
    besides: tuple[BlankAnswer, ...] = ()


@dataclass(frozen=True)
class BlankSection:
    """Questions under one heading; ``title`` is empty where there is only one section."""

    title: str
    intro: str
    questions: tuple[BlankQuestion, ...]


@dataclass(frozen=True)
class BlankQuestionnaire:
    """All that stands on a blank questionnaire: no name of a participant, and no day of birth.

    ``crisis`` holds ready sentences about where to get help, for questions that can be hard to bear.
    """

    service_name: str
    title: str
    intro: str
    sections: tuple[BlankSection, ...]
    code: str
    made_on: date
    licence: str
    crisis: tuple[str, ...] = ()
    size: Size = "standard"


def questionnaire_pdf(paper: BlankQuestionnaire) -> bytes:
    """Return the blank questionnaire as PDF bytes: A4. The same paper gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import PRESETS  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(questionnaire_document(paper), PRESETS[paper.size])


def questionnaire_document(paper: BlankQuestionnaire) -> Document:
    """Return the blank questionnaire as a document, in reading order."""
    fixed = sentences("questionnaire")
    blocks: list[Block] = _opening(paper, fixed)
    for section in paper.sections:
        if section.title:
            blocks.append(Heading(Text(Role.HEADING, (Run(section.title, field="a section's title"),))))
        if section.intro:
            blocks.append(_said(section.intro, "a section's opening words", keep=True))
        for question in section.questions:
            blocks += _question(question, fixed)
    blocks += _closing(paper, fixed)
    title = Run(paper.title, field="the questionnaire's title")
    foot = Text(Role.FOOT, runs(fixed["foot"], title=title, code=paper.code))
    return Document(
        title=paper.title,
        language=fixed["language"],
        made_on=paper.made_on,
        foot=Foot(foot),
        page_words=fixed["page"],
        blocks=tuple(blocks),
        head=Text(Role.PARAGRAPH, (Run(paper.code, strong=True),)),
    )


def _said(words: str, field: str, *, keep: bool = False) -> Paragraph:
    return Paragraph(Text(Role.PARAGRAPH, (Run(words, field=field),)), keep=keep, space=9.0)


def _opening(paper: BlankQuestionnaire, fixed: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(Text(Role.LEAD, (Run(paper.service_name, field="the service's name"),)), keep=True),
        Heading(Text(Role.TITLE, (Run(paper.title, field="the questionnaire's title"),)), level=1),
        Paragraph(text(Role.PARAGRAPH, fixed["how"])),
        Paragraph(text(Role.NOTE, fixed["no_name"]), space=6.0),
        WritingLines(text(Role.PARAGRAPH, fixed["day"])),
    ]
    if paper.intro:
        intro = (Run(paper.intro, strong=True, field="the questionnaire's opening words"),)
        blocks.append(Paragraph(Text(Role.PARAGRAPH, intro), space=16.0))
    return blocks


def _question(question: BlankQuestion, fixed: Mapping[str, str]) -> list[Block]:
    field = f"question {question.number}"
    blocks: list[Block] = []
    if question.condition is not None:
        blocks.append(_condition(question.condition, fixed))
    number = Text(Role.PARAGRAPH, (Run(f"{question.number}.", strong=True),))
    words = Text(Role.PARAGRAPH, (Run(question.words, strong=True, field=field),))
    blocks.append(Question(number, words, 4.0 if blocks else _ABOVE_QUESTION))
    hints = [question.hint] if question.hint else []
    if question.kind == "several":
        hints.append(fixed["several"])
    blocks += [Paragraph(Text(Role.NOTE, (Run(hint, field=field),)), keep=True, space=2.0) for hint in hints]
    blocks += _room(question, fixed)
    return blocks


def _condition(condition: BlankCondition, fixed: Mapping[str, str]) -> Paragraph:
    named = [fixed["answer"].format(words=words) for words in condition.answers]
    answers = Run(f" {fixed['or']} ".join(named), field="an earlier answer")
    said = text(Role.PARAGRAPH, fixed["if_answered"], answers=answers, number=str(condition.number))
    return Paragraph(said, keep=True, space=_ABOVE_QUESTION)


def _room(question: BlankQuestion, fixed: Mapping[str, str]) -> list[Block]:
    """Give the room to answer: boxes, a row of numbers, or lines."""
    field = f"the answers of question {question.number}"
    besides = tuple(_choice(answer, field) for answer in question.besides)
    match question.kind:
        case "one" | "several":
            return [Choices((*(_choice(answer, field) for answer in question.answers), *besides))]
        case "scale":
            numbers = range(question.low, question.high + 1)
            across = tuple(Text(Role.LIST_ITEM, (Run(str(number)),)) for number in numbers)
            return [Choices(besides, across, _ends(question, field, fixed))]
        case "number":
            label = text(Role.LIST_ITEM, fixed["number"], low=str(question.low), high=str(question.high))
        case "day":
            label = text(Role.LIST_ITEM, fixed["date"])
        case "words":
            label = Text(Role.LIST_ITEM, (Run(""),))
    meaning = [Paragraph(one, keep=True, space=2.0) for one in _ends(question, field, fixed, together=True)]
    lines = WritingLines(label, _LINES if question.long else 1, keep=bool(besides))
    return [*meaning, lines, Choices(besides)] if besides else [*meaning, lines]


def _ends(question: BlankQuestion, field: str, fixed: Mapping[str, str], *, together: bool = False) -> tuple[Text, ...]:
    """Say what the ends of a scale mean; ``together``, or where numbers between them have words too, in one text."""
    ends = [one for one in zip((question.low, question.high), question.ends, strict=False) if one[1]]
    if not together and not question.marks:
        return tuple(
            text(Role.NOTE, fixed["end"], number=str(number), words=Run(words, field=field)) for number, words in ends
        )
    said = [fixed["end"].format(number=n, words=words.rstrip(".")) for n, words in sorted([*ends, *question.marks])]
    return (Text(Role.NOTE, (Run(" ".join(f"{one}." for one in said), field=field),)),) if said else ()


def _choice(answer: BlankAnswer, field: str) -> Choice:
    return Choice(Text(Role.NOTE, (Run(answer.key),)), Text(Role.LIST_ITEM, (Run(answer.words, field=field),)))


def _closing(paper: BlankQuestionnaire, fixed: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    if paper.crisis:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["harder"]), keep=True, space=18.0))
        field = "where to get help"
        items = tuple(ListItem((Text(Role.LIST_ITEM, (Run(one, field=field),)),)) for one in paper.crisis)
        blocks.append(ListBlock(items, together=True))
    blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["given_back"]), space=14.0))
    licence = text(Role.SMALL_PRINT, fixed["licence_line"], licence=Run(paper.licence, field="the licence line"))
    blocks.append(Bottom((licence,)))
    return blocks
