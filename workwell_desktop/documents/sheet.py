"""The recovery sheet: nine groups to be kept away from the PC, plain data in, PDF bytes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workwell_desktop.documents.model import (
    Block,
    Box,
    Document,
    Foot,
    Grid,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Role,
    Run,
    Text,
)
from workwell_desktop.documents.wording import full_date, runs, sentences, text

_GROUP = re.compile("[0-9A-HJKMNP-TV-Z]{4}")
_GROUPS = 9


@dataclass(frozen=True)
class RecoveryPaper:
    """What stands on a recovery sheet. ``groups`` are nine groups of four, never shown by ``repr``.

    ``label`` names the sheet ("Sheet A"); ``vault`` is a short name that tells vaults apart.
    """

    service_name: str
    coach: str
    label: str
    vault: str
    made_on: date
    groups: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse groups that no vault could have made: a sheet that opens nothing must not be printed."""
        if len(self.groups) != _GROUPS or not all(_GROUP.fullmatch(group) for group in self.groups):
            raise ValueError("a recovery sheet has nine groups of four Crockford characters")


def sheet_pdf(paper: RecoveryPaper) -> bytes:
    """Return the recovery sheet as PDF bytes: A4, one page. Raises ``PaperProblem`` naming the field."""
    from workwell_desktop.documents.house_style import STANDARD  # noqa: PLC0415 - nothing of paper is loaded before
    from workwell_desktop.documents.render import to_pdf  # noqa: PLC0415 - ReportLab is loaded when paper is made

    return to_pdf(sheet_document(paper), STANDARD)


def sheet_document(paper: RecoveryPaper) -> Document:
    """Return the recovery sheet as a document, in reading order."""
    fixed = sentences("sheet")
    label = Run(paper.label, field="the sheet's label")
    made = text(
        Role.PARAGRAPH,
        fixed["made"],
        label=label,
        coach=Run(paper.coach, field="the coach's name"),
        date=full_date(paper.made_on),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(Text(Role.LEAD, (Run(paper.service_name, field="the service's name"),)), keep=True),
        Heading(Text(Role.TITLE, (Run(fixed["title"]),)), level=1),
        Paragraph(made),
        Paragraph(text(Role.PARAGRAPH, fixed["what"]), space=12.0),
        Box((Grid(tuple(Text(Role.CODE, (Run(group),)) for group in paper.groups)),)),
        Paragraph(text(Role.NOTE, fixed["read"]), space=8.0),
        *_list(fixed, "use"),
        *_list(fixed, "keep"),
        Paragraph(text(Role.PARAGRAPH, fixed["lost"]), space=12.0),
    )
    foot = runs(fixed["foot"], label=label, vault=Run(paper.vault, field="the vault's name"))
    return Document(
        title=fixed["title"],
        language=fixed["language"],
        made_on=paper.made_on,
        foot=Foot(Text(Role.FOOT, foot)),
        page_words=fixed["page"],
        blocks=blocks,
    )


def _list(fixed: Mapping[str, str], name: str) -> tuple[Block, ...]:
    items = tuple(ListItem((text(Role.LIST_ITEM, fixed[f"{name}_{n}"]),)) for n in (1, 2, 3))
    return Heading(Text(Role.HEADING, (Run(fixed[name]),))), ListBlock(items)
