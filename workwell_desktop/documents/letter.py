"""The coach's supporting letter to an employer, in the participant's voice: plain data in, PDF bytes out.

It holds what the participant agreed, line by line, and nothing else. A line can only stand in it as an
:class:`AgreedText`, and only :func:`agree` makes one. There is no field for a health condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from datetime import date

from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Column,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Role,
    Row,
    Run,
    Sides,
    Space,
    Table,
    Text,
    all_texts,
)
from workwell_desktop.documents.wording import full_date, plain_date, runs, sentences, table_date, text
from workwell_desktop.errors import PaperProblem

_AGREED = object()


@dataclass(frozen=True)
class AgreedText:
    """A text that the participant agreed to share, and the day they did. Made by :func:`agree` alone."""

    text: str
    agreed_on: date
    token: InitVar[object] = None

    def __post_init__(self, token: object) -> None:
        """Refuse a text that did not come through :func:`agree`."""
        if token is not _AGREED:
            raise TypeError("an agreed text is made by agree() alone")


def agree(text: str, agreed_on: date) -> AgreedText:
    """Return a text as agreed on a day: to be called where the participant's agreement is recorded.

    Raises ``PaperProblem`` for a text without words.
    """
    if not text.strip():
        raise PaperProblem("A line of the letter is empty.", "Write it or leave it out.")
    return AgreedText(text, agreed_on, _AGREED)


@dataclass(frozen=True)
class LetterRow:
    """What is hard at work now beside what would help, and until when. Either side may be left out."""

    now: AgreedText | None
    helps: AgreedText | None
    until: date | None


@dataclass(frozen=True)
class EmployerLetter:
    """All that stands in a letter. ``agreed_on`` is when the participant agreed to share it with this employer.

    ``heading`` and ``salutation`` are the program's or the coach's own words about work, never about health.
    ``participant_called`` is the name used in a sentence; empty means ``participant``. An empty ``coach_role`` is that
    of a Work and Health Coach. ``able`` is what can be done at work, ``helped`` what could be done with help only,
    ``avoid`` what is best avoided for a time. Raises ``TypeError`` when a line is not an :class:`AgreedText`,
    ``PaperProblem`` when one was agreed after the letter was.
    """

    to_lines: tuple[str, ...]
    from_lines: tuple[str, ...]
    written_on: date
    salutation: str
    heading: str
    opening: tuple[AgreedText, ...]
    rows: tuple[LetterRow, ...]
    closing: tuple[AgreedText, ...]
    reply_by: date | None
    review_on: date | None
    participant: str
    coach: str
    coach_phone: str
    employer: str
    agreed_on: date
    number: int
    reference: str
    service_name: str
    participant_called: str = ""
    coach_role: str = ""
    able: tuple[AgreedText, ...] = ()
    helped: tuple[AgreedText, ...] = ()
    avoid: tuple[AgreedText, ...] = ()

    def __post_init__(self) -> None:
        """Refuse every line that was not agreed, whatever it looks like."""
        for row in self.rows:
            if not isinstance(row, LetterRow):
                raise TypeError("a row of a letter is a LetterRow")
        in_rows = (line for row in self.rows for line in (row.now, row.helps) if line)
        lines = (*self.opening, *in_rows, *self.able, *self.helped, *self.avoid, *self.closing)
        for line in lines:
            if not isinstance(line, AgreedText):
                raise TypeError("a line of a letter is an AgreedText")
            if line.agreed_on > self.agreed_on:
                raise PaperProblem(
                    "A line of the letter was agreed after the letter itself.", "Agree the whole letter again."
                )


def letter_pdf(letter: EmployerLetter) -> bytes:
    """Return the letter as PDF bytes: A4, 14 points, one page wanted, more allowed, never shrunk to fit.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import LETTER  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(letter_document(letter), LETTER)


def letter_lines(letter: EmployerLetter) -> tuple[str, ...]:
    """Return every text that stands in the letter, in reading order, for checking against the agreement.

    The texts are those of the document that the PDF is made from: nothing can stand on the page that is not here.
    """
    return tuple(text.words for text in all_texts(letter_document(letter)) if text.words)


def fixed_lines() -> tuple[str, ...]:
    """Return the sentences that stand in every letter whatever was agreed, for reading them before it is made."""
    fixed = sentences("letter")
    return (fixed["law"], fixed["advice"])


def letter_document(letter: EmployerLetter) -> Document:
    """Return the letter as a document, in reading order. What was left out leaves no gap and no mark."""
    fixed = sentences("letter")
    title = Run(fixed["title"].format(number=letter.number, employer=letter.employer), field="the employer's name")
    foot = runs(fixed["foot"], title=title, date=plain_date(letter.written_on))
    if letter.reference:
        foot += runs(fixed["foot_reference"], reference=Run(letter.reference, field="the reference"))
    return Document(
        title=title.words,
        language=fixed["language"],
        made_on=letter.written_on,
        foot=Foot(Text(Role.FOOT, foot)),
        page_words=fixed["page"],
        blocks=(
            *_opening(letter),
            *_changes(letter, fixed),
            *_abilities(letter, fixed),
            *_closing(letter, fixed),
            Bottom(_who_wrote_it(letter, fixed)),
        ),
    )


def _said(words: str, field: str, role: Role = Role.PARAGRAPH) -> Text:
    return Text(role, (Run(words, field=field),))


def _opening(letter: EmployerLetter) -> list[Block]:
    right = (*letter.from_lines, plain_date(letter.written_on))
    return [
        Sides(
            tuple(_said(line, "the employer's address", Role.ADDRESS) for line in letter.to_lines),
            tuple(_said(line, "the sender's address", Role.ADDRESS) for line in right),
        ),
        Paragraph(_said(letter.salutation, "the greeting"), space=30.0),
        Heading(Text(Role.TITLE, (Run(letter.heading, field="the letter's heading"),)), level=1),
        *(Paragraph(_said(line.text, "the opening")) for line in letter.opening),
    ]


def _changes(letter: EmployerLetter, fixed: Mapping[str, str]) -> list[Block]:
    """Set rows with both sides as a table, and the others as lists of what would help and of what is hard."""
    both = [row for row in letter.rows if row.now and row.helps]
    only_helps = [row for row in letter.rows if row.helps and not row.now]
    only_now = [row for row in letter.rows if row.now and not row.helps]
    blocks: list[Block] = []
    if both:
        blocks += [_heading(fixed["changes"]), _table(both, letter, fixed)]
    if only_helps:
        items = tuple(_item(row.helps, row.until, letter, fixed) for row in only_helps if row.helps)
        blocks += [_heading(fixed["also_helps" if both else "helps"]), ListBlock(items)]
    if both or only_helps:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["law"]), space=9.0))
    if only_now:
        items = tuple(_item(row.now, None, letter, fixed) for row in only_now if row.now)
        blocks += [_heading(fixed["hard"]), ListBlock(items)]
    return blocks


def _abilities(letter: EmployerLetter, fixed: Mapping[str, str]) -> list[Block]:
    """Set what can be done at work, what could be done with help, and what is best avoided, as a list each."""
    blocks: list[Block] = []
    for name, lines in (("able", letter.able), ("helped", letter.helped), ("avoid", letter.avoid)):
        if lines:
            items = tuple(ListItem((_said(line.text, "what can be done at work", Role.LIST_ITEM),)) for line in lines)
            blocks += [_heading(fixed[name]), ListBlock(items)]
    return blocks


def _heading(words: str) -> Heading:
    return Heading(Text(Role.HEADING, (Run(words),)))


def _table(rows: list[LetterRow], letter: EmployerLetter, fixed: Mapping[str, str]) -> Table:
    dated = any(row.until for row in rows)
    heads = ("head_now", "head_helps", "head_until") if dated else ("head_now", "head_helps")
    set_rows = []
    for row in rows:
        cells = [_said(line.text if line else "", "a change at work", Role.TABLE_CELL) for line in (row.now, row.helps)]
        if dated:
            until = table_date(row.until, letter.written_on) if row.until else ""
            cells.append(Text(Role.TABLE_CELL, (Run(until),)))
        set_rows.append(Row(tuple(cells)))
    columns = tuple(Column(Text(Role.TABLE_HEAD, (Run(fixed[head]),)), snug=head == "head_until") for head in heads)
    return Table(columns, tuple(set_rows))


def _item(line: AgreedText, until: date | None, letter: EmployerLetter, fixed: Mapping[str, str]) -> ListItem:
    said: tuple[Run, ...] = (Run(line.text, field="a change at work"),)
    if until:
        said += runs(fixed["until"], date=table_date(until, letter.written_on))
    return ListItem((Text(Role.LIST_ITEM, said),))


def _closing(letter: EmployerLetter, fixed: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [Paragraph(_said(line.text, "the closing"), space=12.0) for line in letter.closing]
    said: tuple[Run, ...] = ()
    if letter.reply_by:
        said += runs(fixed["reply"], date=full_date(letter.reply_by))
    if letter.review_on:
        said += (Run(" "),) if said else ()
        said += runs(fixed["review"], date=full_date(letter.review_on))
    if said:
        blocks.append(Paragraph(Text(Role.PARAGRAPH, said), keep=True, space=10.0))
    return [
        *blocks,
        Paragraph(text(Role.PARAGRAPH, fixed["greeting"]), keep=True, space=10.0),
        Space(34.0),
        Paragraph(_said(letter.participant, "the participant's name"), keep=True),
    ]


def _who_wrote_it(letter: EmployerLetter, fixed: Mapping[str, str]) -> tuple[Text, ...]:
    """Say who wrote it, what it is and is not, and when the participant agreed to share it with whom."""
    said = runs(
        fixed["written_with"],
        coach=Run(letter.coach, field="the coach's name"),
        role=Run(letter.coach_role or fixed["role"], field="the coach's role"),
    )
    if letter.service_name:
        at_service = runs(fixed["at_service"], service=Run(letter.service_name, field="the service's name"))
        said += (Run(" "), *at_service)
    if letter.coach_phone:
        said += (Run(", "), Run(letter.coach_phone, field="the coach's phone number"))
    said += (Run(". "), *runs(fixed["advice"]), Run(" "))
    said += runs(
        fixed["agreed"],
        participant=Run(letter.participant_called or letter.participant, field="the participant's name"),
        employer=Run(letter.employer, field="the employer's name"),
        date=plain_date(letter.agreed_on),
    )
    return (Text(Role.SMALL_PRINT, said),)
