"""What each part of a paper is to a screen reader: headings, lists, tables, quotes, pictures, in reading order.

The structure tree of a tagged PDF (ISO 32000-1, 14.8; PDF/UA-1) is made from the document model alone, before anything
is set: every text that is read out is given the number of its element. What has no number (rules, boxes, repeated
heads, the foot) is decoration. Nothing here knows measures, typefaces or PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from workwell_desktop.documents.compose import table_as_list
from workwell_desktop.documents.model import (
    Block,
    Bottom,
    Box,
    Choices,
    Document,
    Figure,
    Grid,
    Heading,
    ListBlock,
    ListItem,
    NewPage,
    Paragraph,
    PictureRow,
    Question,
    Quote,
    Row,
    Sides,
    Signature,
    Space,
    Table,
    Text,
    WritingLines,
)
from workwell_desktop.forms import readings

WHOLE = 0
"""The number of the element that holds all the others."""


@dataclass(frozen=True)
class Element:
    """One element of the tree: its standard type and the number of the element that holds it.

    ``alt`` says a picture in words. ``owner``, ``name`` and ``value`` are an attribute, such as the scope of a head.
    """

    kind: str
    parent: int | None
    alt: str = ""
    owner: str = ""
    name: str = ""
    value: str = ""


def tagged(document: Document, *, tables_as_lists: bool) -> tuple[Document, tuple[Element, ...]]:
    """Return a document whose texts know their elements, and the elements; their numbers are their places.

    Large print sets tables as lists, and so they are read. What stands above the foot on every page is read once.
    """
    tree = _Tree(tables_as_lists)
    blocks = tuple(tree.block(block, WHOLE) for block in document.blocks)
    standing = document.foot.standing
    foot = replace(document.foot, standing=tree.said(standing, "P", WHOLE) if standing else None)
    return replace(document, blocks=blocks, foot=foot), tuple(tree.elements)


class _Tree:
    """Elements in reading order, each after the one that holds it."""

    def __init__(self, tables_as_lists: bool) -> None:
        self.elements = [Element("Document", None)]
        self._tables_as_lists = tables_as_lists

    def add(self, kind: str, into: int, attribute: tuple[str, str, str] = ("", "", ""), alt: str = "") -> int:
        """Add an element and return its number."""
        self.elements.append(Element(kind, into, alt, *attribute))
        return len(self.elements) - 1

    def said(self, text: Text, kind: str, into: int) -> Text:
        """Return a text as an element of its own."""
        return replace(text, tag=self.add(kind, into))

    def each(self, texts: tuple[Text, ...], kind: str, into: int) -> tuple[Text, ...]:
        """Return texts as an element each."""
        return tuple(self.said(text, kind, into) for text in texts)

    def block(self, block: Block, into: int) -> Block:  # noqa: C901, PLR0911, PLR0912 - a line or two for each kind
        """Return a block whose texts know their elements: the one place that says how each kind of block is read."""
        match block:
            case Heading():
                return replace(block, text=self.said(block.text, f"H{block.level}", into))
            case Paragraph():
                return replace(block, text=self.said(block.text, "P", into))
            case Quote():
                text = self.said(block.text, "P", self.add("BlockQuote", into))
                return replace(block, text=text, note=self.said(block.note, "P", into) if block.note else None)
            case ListBlock():
                return self._list(block, into)
            case Table():
                if self._tables_as_lists:
                    return self._list(table_as_list(block), into)
                return self._table(block, into)
            case Box():
                return replace(block, blocks=tuple(self.block(inner, into) for inner in block.blocks))
            case Sides():
                left, right = self.add("P", into), self.add("P", into)
                return Sides(_all(block.left, left), _all(block.right, right))
            case Grid():
                whole = self.add("L", into, ("List", "ListNumbering", "Decimal"))
                return replace(block, cells=tuple(self._numbered(cell, whole) for cell in block.cells))
            case Question():
                number = self.said(block.number, "P", into)
                return replace(block, number=number, words=replace(block.words, tag=number.tag))
            case Choices():
                return self._choices(block, into)
            case WritingLines():
                return replace(block, words=self.said(block.words, "P", into))
            case Figure():
                return replace(block, tag=self.add("Figure", into, alt=readings.sentence(block.chart)))
            case PictureRow():
                return replace(
                    block, tag=self.add("Figure", into, alt=block.alt), texts=self.each(block.texts, "P", into)
                )
            case Bottom():
                return Bottom(self.each(block.texts, "P", into))
            case Signature() | Space() | NewPage():  # what a signature is, and whose, is said before it
                return block
            case _:
                assert_never(block)

    def _list(self, block: ListBlock, into: int) -> ListBlock:
        bullets = block.bullets and any(item.ticked is None for item in block.items)
        whole = self.add("L", into, ("List", "ListNumbering", "Disc" if bullets else "None"))
        return replace(block, items=tuple(self._item(item, whole, bullets=block.bullets) for item in block.items))

    def _item(self, item: ListItem, into: int, *, bullets: bool) -> ListItem:
        """Tag one item. A box to tick is decoration: that a step is done stands in its words."""
        whole = self.add("LI", into)
        label = self.add("Lbl", whole) if bullets and item.ticked is None else None
        lines = self.each(item.lines, "P", self.add("LBody", whole))
        return replace(item, lines=(replace(lines[0], label=label), *lines[1:]))

    def _numbered(self, cell: Text, into: int) -> Text:
        whole = self.add("LI", into)
        label = self.add("Lbl", whole)
        return replace(self.said(cell, "LBody", whole), label=label)

    def _choices(self, block: Choices, into: int) -> Choices:
        """Tag what stands across as a list, what its ends mean, and the answers as a list with their keys."""
        whole = self.add("L", into, ("List", "ListNumbering", "None"))
        across = tuple(self.said(text, "LBody", self.add("LI", whole)) for text in block.across)
        ends = self.each(block.ends, "P", into)
        whole = self.add("L", into, ("List", "ListNumbering", "None"))
        items = []
        for item in block.items:
            one = self.add("LI", whole)
            key = self.said(item.key, "Lbl", one)
            items.append(replace(item, key=key, words=self.said(item.words, "LBody", one)))
        return Choices(tuple(items), across, ends)

    def _table(self, table: Table, into: int) -> Table:
        whole = self.add("Table", into)
        row = self.add("TR", self.add("THead", whole))
        columns = []
        for column in table.columns:
            head = self.add("TH", row, ("Table", "Scope", "Column"))
            columns.append(replace(column, head=replace(column.head, tag=head)))
        body = self.add("TBody", whole)
        return Table(tuple(columns), tuple(self._row(row, body) for row in table.rows))

    def _row(self, row: Row, into: int) -> Row:
        return replace(row, cells=self.each(row.cells, "TD", self.add("TR", into)))


def _all(texts: tuple[Text, ...], tag: int) -> tuple[Text, ...]:
    """Return texts that are all the same element."""
    return tuple(replace(text, tag=tag) for text in texts)
