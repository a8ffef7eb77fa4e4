"""A letter to an employer, a GP or a service: plain data in, PDF bytes out.

It holds what the participant agreed, line by line, and the fixed sentences of its kind. A line can only stand in it as
an :class:`AgreedText`, and only :func:`agree` makes one. No letter to an employer can hold one about health.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workwell_desktop.documents.agreed import AgreedText, agree
from workwell_desktop.documents.letter_parts import (
    Changes,
    Days,
    Fixed,
    Group,
    LetterRow,
    Part,
    Said,
    StageRow,
    Stages,
    lines_in,
)
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
from workwell_desktop.documents.wording import plain_date, runs, sentences, table_date, text
from workwell_desktop.errors import PaperProblem

__all__ = [
    "NAMES", "AgreedText", "Changes", "Days", "Fixed", "Group", "Letter", "LetterRow", "Part", "Said", "StageRow",
    "Stages", "agree", "law_line", "letter_document", "letter_lines", "letter_pdf",
]  # fmt: skip

EMPLOYER = "employer"
NAMES = ("agreed_on", "author", "coach", "participant", "phone", "recipient", "role", "service")
"""What a fixed sentence may name: what the letter itself knows, and nothing of anybody's record."""
_NAMED = re.compile(r"(\{[a-z_]+\})")
_LINE, _CELL = 60, 32  # letters that stand on one line of the page, and of a cell
_AIRY, _CLOSE = 34, 39  # lines that leave air on one page; lines that may still fit, set closer
_TO_SIGN = 34.0  # points above the name


@dataclass(frozen=True)
class Letter:
    """All that stands in a letter of one ``kind`` to an employer, a gp or a service (``to``).

    ``agreed_on`` is when the participant agreed to share it with this recipient, ``fingerprint`` names the lines they
    agreed to. ``heading``, ``salutation``, ``closing`` and ``small_print`` (sentences, with ``{names}`` of ``NAMES``)
    are the words of the kind; ``signed`` stands below. ``participant_called`` is the name used in a sentence; empty
    means ``participant``. An empty ``coach_role`` is that of a Work and Health Coach. Raises ``TypeError`` when a line
    is not an :class:`AgreedText`, or is about health and the reader an employer; ``PaperProblem`` when one was agreed
    after the letter was.
    """

    kind: str
    to: str
    to_lines: tuple[str, ...]
    from_lines: tuple[str, ...]
    written_on: date
    salutation: str
    heading: str
    parts: tuple[Part, ...]
    closing: str
    signed: tuple[str, ...]
    small_print: tuple[str, ...]
    participant: str
    coach: str
    coach_phone: str
    recipient: str
    agreed_on: date
    number: int
    reference: str
    service_name: str
    participant_called: str = ""
    coach_role: str = ""
    fingerprint: str = ""

    def __post_init__(self) -> None:
        """Refuse every line that was not agreed, whatever it looks like."""
        for part in self.parts:
            for line in lines_in(part):
                if not isinstance(line, AgreedText):
                    raise TypeError("a line of a letter is an AgreedText")
                if line.of_health and self.to == EMPLOYER:
                    raise TypeError("a letter to an employer has no place for a line about health")
                if line.agreed_on > self.agreed_on:
                    raise PaperProblem(
                        "A line of the letter was agreed after the letter itself.", "Agree the whole letter again."
                    )


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter as PDF bytes: A4, 14 points, one page wanted, more allowed, never shrunk to fit.

    One that would run over by a little gets less air, and letters of the same size. Raises ``PaperProblem`` naming the
    field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import CLOSE_LETTER, LETTER  # noqa: PLC0415 - nothing of paper before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    document = letter_document(letter)
    if not _AIRY < length(document) <= _CLOSE:
        return to_pdf(document, LETTER)
    to_sign = Space(_TO_SIGN * LETTER.air / CLOSE_LETTER.air)  # a hand needs the same room in every letter
    blocks = tuple(to_sign if isinstance(block, Space) else block for block in document.blocks)
    return to_pdf(replace(document, blocks=blocks), CLOSE_LETTER)


def length(document: Document) -> float:
    """Return about how many lines a letter takes. It is a guess: a wrong one costs some air or a page, never a word."""
    return sum(_lines_of(block) for block in document.blocks)


def _lines_of(block: Block) -> float:
    taken = 0.0
    match block:
        case Heading():
            taken = 1.5 * _lines(block.text, _LINE)
        case Paragraph():
            taken = _lines(block.text, _LINE)
        case ListBlock():
            taken = sum(_lines(one, _LINE) for item in block.items for one in item.lines)
        case Table():
            taken = 1.2 * (1 + sum(max(_lines(cell, _CELL) for cell in row.cells) for row in block.rows))
        case Sides():
            taken = max(len(block.left), len(block.right))
        case Bottom():
            taken = sum(_lines(one, _LINE) for one in block.texts)
    return taken


def _lines(words: Text, most: int) -> int:
    return -(-len(words.words) // most)


def letter_lines(letter: Letter) -> tuple[str, ...]:
    """Return every text that stands in the letter, in reading order, for checking against the agreement.

    The texts are those of the document that the PDF is made from: nothing can stand on the page that is not here.
    """
    return tuple(text.words for text in all_texts(letter_document(letter)) if text.words)


def law_line() -> str:
    """Return the sentence about the law that stands below changes that are asked for."""
    return sentences("letter")["law"]


def letter_document(letter: Letter) -> Document:
    """Return the letter as a document, in reading order. What was left out leaves no gap and no mark."""
    fixed = sentences("letter")
    title = Run(fixed["title"].format(number=letter.number, recipient=letter.recipient), field="the reader's name")
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
            *(block for n, part in enumerate(letter.parts) for block in _part(part, letter, fixed, first=n == 0)),
            *_closing(letter),
            Bottom(_small_print(letter, fixed)),
        ),
    )


def _said(words: str, field: str, role: Role = Role.PARAGRAPH) -> Text:
    return Text(role, (Run(words, field=field),))


def _opening(letter: Letter) -> list[Block]:
    right = (*letter.from_lines, plain_date(letter.written_on))
    return [
        Sides(
            tuple(_said(line, "the reader's address", Role.ADDRESS) for line in letter.to_lines),
            tuple(_said(line, "the sender's address", Role.ADDRESS) for line in right),
        ),
        Paragraph(_said(letter.salutation, "the greeting"), space=30.0),
        Heading(Text(Role.TITLE, (Run(letter.heading, field="the letter's heading"),)), level=1),
    ]


def _part(part: Part, letter: Letter, fixed: Mapping[str, str], *, first: bool) -> list[Block]:
    air = None if first else 12.0  # the heading above the first part has its own
    if isinstance(part, Said):  # the last one stays with the signature
        return [Paragraph(_said(part.line.text, "a line of the letter"), keep=part is letter.parts[-1], space=air)]
    if isinstance(part, Fixed):
        return [Paragraph(Text(Role.PARAGRAPH, _filled(part.words, letter, fixed)), space=air)]
    if isinstance(part, Changes):
        return _changes(part, letter, fixed)
    if isinstance(part, Stages):
        return _stages(part, fixed)
    if isinstance(part, Days):
        return _days(part)
    return _list(part.heading, tuple(_said(line.text, "a line of the letter", Role.LIST_ITEM) for line in part.lines))


def _changes(part: Changes, letter: Letter, fixed: Mapping[str, str]) -> list[Block]:
    """Set rows with both sides as a table, and the others as lists of what would help and of what is hard."""
    both = [row for row in part.rows if row.now and row.helps]
    only_helps = [row for row in part.rows if row.helps and not row.now]
    only_now = [row for row in part.rows if row.now and not row.helps]
    also = fixed["also_agreed"] if part.settled else fixed["also_helps"]
    alone = part.heading if part.settled else fixed["helps"]
    blocks: list[Block] = []
    if both:
        blocks += [_heading(part.heading), _table(both, letter, fixed, settled=part.settled)]
    if only_helps:
        items = tuple(_item(row.helps, row.until, letter, fixed) for row in only_helps if row.helps)
        blocks += _list(also if both else alone, items)
    if (both or only_helps) and not part.settled and letter.to == EMPLOYER:
        blocks.append(Paragraph(text(Role.PARAGRAPH, fixed["law"]), space=9.0))
    if only_now:
        items = tuple(_item(row.now, None, letter, fixed) for row in only_now if row.now)
        blocks += _list(fixed["hard" if letter.to == EMPLOYER else "hard_told"], items)
    return blocks


def _list(heading: str, items: tuple[Text, ...]) -> list[Block]:
    return [_heading(heading), ListBlock(tuple(ListItem((item,)) for item in items))] if items else []


def _heading(words: str) -> Heading:
    return Heading(Text(Role.HEADING, (Run(words, field="a heading"),)))


def _table(rows: list[LetterRow], letter: Letter, fixed: Mapping[str, str], *, settled: bool) -> Table:
    dated = any(row.until for row in rows)
    heads = ["head_hard", "head_agreed"] if settled else ["head_now", "head_helps"]
    heads += ["head_until"] if dated else []
    set_rows = []
    for row in rows:
        cells = [_said(line.text if line else "", "a change at work", Role.TABLE_CELL) for line in (row.now, row.helps)]
        if dated:
            until = table_date(row.until, letter.written_on) if row.until else ""
            cells.append(Text(Role.TABLE_CELL, (Run(until),)))
        set_rows.append(Row(tuple(cells)))
    columns = tuple(Column(Text(Role.TABLE_HEAD, (Run(fixed[head]),)), snug=head == "head_until") for head in heads)
    return Table(columns, tuple(set_rows))


def _stages(part: Stages, fixed: Mapping[str, str]) -> list[Block]:
    if not part.rows:
        return []
    heads = ("head_week", "head_days", "head_hours")
    columns = tuple(Column(Text(Role.TABLE_HEAD, (Run(fixed[head]),)), snug=head != "head_days") for head in heads)
    rows = (
        Row(tuple(_said(cell.text, "a week", Role.TABLE_CELL) for cell in (row.week, row.days, row.hours)))
        for row in part.rows
    )
    return [_heading(part.heading), Table(columns, tuple(rows))]


def _item(line: AgreedText, until: date | None, letter: Letter, fixed: Mapping[str, str]) -> Text:
    said: tuple[Run, ...] = (Run(line.text, field="a change at work"),)
    if until:
        said += runs(fixed["until"], date=table_date(until, letter.written_on))
    return Text(Role.LIST_ITEM, said)


def _days(part: Days) -> list[Block]:
    said: tuple[Run, ...] = ()
    if part.reply:
        said += (Run(part.reply.text, strong=True, field="the date to reply by"),)
    if part.again:
        said += (*((Run(" "),) if said else ()), Run(part.again.text, field="when to look again"))
    return [Paragraph(Text(Role.PARAGRAPH, said), keep=True, space=10.0)] if said else []


def _closing(letter: Letter) -> list[Block]:
    return [
        Paragraph(_said(letter.closing, "the closing"), keep=True, space=10.0),
        Space(_TO_SIGN),
        *(Paragraph(_said(line, "the signature"), keep=True) for line in letter.signed),
    ]


def _small_print(letter: Letter, fixed: Mapping[str, str]) -> tuple[Text, ...]:
    """Say who wrote it, what it is and is not, and when the participant agreed to share it with whom."""
    said: tuple[Run, ...] = ()
    for sentence in letter.small_print:
        said += (*((Run(" "),) if said else ()), *_filled(sentence, letter, fixed))
    return (Text(Role.SMALL_PRINT, said),) if said else ()


def _filled(sentence: str, letter: Letter, fixed: Mapping[str, str]) -> tuple[Run, ...]:
    """Fill a fixed sentence with what the letter knows. ``{author}`` is who wrote it, with role, service and phone.

    A name the letter does not know is a bug (``KeyError``): the reader of the kinds refuses it.
    """
    called = Run(letter.participant_called or letter.participant, field="the participant's name")
    names: dict[str, Run] = {
        "agreed_on": Run(plain_date(letter.agreed_on)),
        "coach": Run(letter.coach, field="the coach's name"),
        "participant": called,
        "phone": Run(letter.coach_phone, field="the coach's phone number"),
        "recipient": Run(letter.recipient, field="the reader's name"),
        "role": Run(letter.coach_role or fixed["role"], field="the coach's role"),
        "service": Run(letter.service_name, field="the service's name"),
    }
    filled: tuple[Run, ...] = ()
    for piece in _NAMED.split(sentence):
        filled += _author(names, fixed) if piece == "{author}" else runs(piece, **names)
    return filled


def _author(names: Mapping[str, Run], fixed: Mapping[str, str]) -> tuple[Run, ...]:
    said = runs(fixed["author"], coach=names["coach"], role=names["role"])
    if names["service"].words:
        said += (Run(" "), *runs(fixed["at_service"], service=names["service"]))
    if names["phone"].words:
        said += (Run(", "), names["phone"])
    return said
