"""The card for the pocket: when we meet next, three next steps, whom to ring. One A4 sheet, folded twice to A6.

Other people may see it in a pocket or on a fridge: it has no last name and no word about health, no goals and nothing
of what gets in the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Document,
    Foot,
    Heading,
    ListBlock,
    ListItem,
    NewPage,
    Paragraph,
    Role,
    Run,
    Size,
    Text,
    WritingLines,
)
from workwell_desktop.documents.wording import day_of_week, full_date, plain_date, sentences, text

MOST_STEPS = 3
_PANELS = 4  # of a sheet that is folded twice
_MOST_LINES_OF_HELP = {"standard": 3, "spaced": 3, "large": 2, "giant": 1}  # what one panel has room for
_LINES_TO_WRITE = 5


@dataclass(frozen=True)
class CardStep:
    """One next step. ``who`` is empty when the participant does it."""

    what: str
    by: date | None = None
    who: str = ""


@dataclass(frozen=True)
class HelpLine:
    """Where help is near: its name, its number or what to text (``how``), and when it answers, which may be empty."""

    name: str
    how: str
    when: str = ""


@dataclass(frozen=True)
class PocketCard:
    """What stands on the card. ``name`` is what the participant is called, ``coach`` a first name; both may be empty.

    Of ``steps`` the first three are printed. ``meets_at`` is this PC's own time.
    """

    name: str
    coach: str
    coach_phone: str
    made_on: date
    meets_at: datetime | None = None
    place: str = ""
    steps: tuple[CardStep, ...] = ()
    help_lines: tuple[HelpLine, ...] = ()
    size: Size = "standard"
    reference: str = ""


def pocket_card_pdf(card: PocketCard) -> bytes:
    """Return the card as PDF bytes: A4, to be folded twice. The same card gives the same bytes.

    Raises ``PaperProblem`` naming the field when a text has letters that cannot be printed.
    """
    from workwell_desktop.documents.house_style import POCKET  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import card_panels, to_card_pdf  # noqa: PLC0415 - as above

    fixed, style = sentences("pocket_card"), POCKET[card.size]
    document = pocket_card_document(card)
    if card_panels(document, style) > _PANELS:  # long steps take the panel that is there to write on
        document = pocket_card_document(card, to_write_on=False)
    return to_card_pdf(document, style, (fixed["fold_1"], fixed["fold_2"]))


def pocket_card_document(card: PocketCard, *, to_write_on: bool = True) -> Document:
    """Return the card as a document, panel by panel in reading order: front, inside left and right, back.

    ``to_write_on`` leaves the third panel for the participant's own hand.
    """
    fixed = sentences("pocket_card")
    blocks: list[Block] = [
        *_front(card, fixed),
        NewPage(always=True),
        *_steps(card, fixed),
        NewPage(always=True),
        *([*_to_say(fixed), NewPage(always=True)] if to_write_on else ()),
        *_harder(card, fixed),
    ]
    return Document(
        title=fixed["plain_title"],
        language=fixed["language"],
        made_on=card.made_on,
        foot=Foot(Text(Role.FOOT, ())),
        page_words=fixed["page"],
        blocks=tuple(blocks),
    )


def _front(card: PocketCard, fixed: Mapping[str, str]) -> list[Block]:
    name = Run(card.name, field="the participant’s name")
    title = text(Role.TITLE, fixed["title" if card.name else "plain_title"], name=name)
    blocks: list[Block] = [
        Heading(title, level=1),
        Paragraph(Text(Role.PARAGRAPH, (Run(fixed["next"]),)), keep=True, space=22.0),
    ]
    if card.meets_at is None:
        blocks.append(Paragraph(Text(Role.BIG, (Run(fixed["not_booked"]),)), space=2.0))
        if card.coach:
            ring = text(Role.PARAGRAPH, fixed["ring_to_book"], coach=Run(card.coach, field="the coach’s name"))
            blocks.append(Paragraph(ring, space=8.0))
    else:
        day, at = card.meets_at.date(), f"{card.meets_at:%H:%M}"
        said = f"{day_of_week(day)}\n{plain_date(day).rsplit(' ', 1)[0]}\n{fixed['at'].format(time=at)}"
        blocks.append(Paragraph(Text(Role.BIG, (Run(said),)), space=2.0))
        where = Run(card.place, field="where we meet next")
        blocks.append(Paragraph(Text(Role.PARAGRAPH, (where,)), space=10.0))
    reference = Run(card.reference, field="the reference")
    made = text(Role.SMALL_PRINT, fixed["made"], date=plain_date(card.made_on), reference=reference)
    return [*blocks, Bottom((made,))]


def _steps(card: PocketCard, fixed: Mapping[str, str]) -> list[Block]:
    steps = card.steps[:MOST_STEPS]
    if not steps:
        return [_heading(fixed["one_step"]), Paragraph(text(Role.PARAGRAPH, fixed["no_steps"]))]
    words = ("one_step", "two_steps", "three_steps")[len(steps) - 1]
    items = []
    for number, step in enumerate(steps, start=1):
        lines = [Text(Role.LIST_ITEM, (Run(step.what, field=f"step {number}"),))]
        if step.who:
            who = Run(step.who, field=f"who does step {number}")
            lines.append(text(Role.LIST_ITEM, fixed["helps"], who=who))
        if step.by:
            said = fixed["by"].format(date=full_date(step.by).rsplit(" ", 1)[0])
            lines.append(Text(Role.LIST_ITEM, (Run(said, strong=True),)))
        items.append(ListItem(tuple(lines), ticked=False))
    return [_heading(fixed[words]), ListBlock(tuple(items))]


def _to_say(fixed: Mapping[str, str]) -> list[Block]:
    """Leave room for what the participant wants to bring up, in their own hand."""
    return [_heading(fixed["to_say"]), WritingLines(Text(Role.PARAGRAPH, ()), _LINES_TO_WRITE)]


def _harder(card: PocketCard, fixed: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [_heading(fixed["harder"])]
    if card.coach_phone:
        mobile = card.coach_phone.replace(" ", "").startswith(("07", "+447"))
        ring = fixed["ring_or_text" if mobile else "ring"]
        coach = Run(card.coach, field="the coach’s name")
        blocks += _number(text(Role.PARAGRAPH, ring, coach=coach), card.coach_phone, "the coach’s phone number")
    for line in card.help_lines[: _MOST_LINES_OF_HELP[card.size]]:
        name = Text(Role.PARAGRAPH, (Run(line.name, field="where to get help"),))
        blocks += _number(name, line.how, "where to get help")
    return [*blocks, Bottom((text(Role.PARAGRAPH, fixed["danger"]),))]


def _number(who: Text, number: str, field: str) -> list[Block]:
    return [
        Paragraph(who, keep=True, space=9.0),
        Paragraph(Text(Role.BIG, (Run(number, field=field),)), space=0.0),
    ]


def _heading(words: str) -> Heading:
    return Heading(Text(Role.HEADING, (Run(words),)))
