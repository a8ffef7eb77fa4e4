"""The empty Word file that a paper is written into: its page, its styles, its properties; and the file as bytes."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from workwell_desktop.documents.house_style import FOOT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Face, HouseStyle
from workwell_desktop.documents.model import Role
from workwell_desktop.documents.text import STRONG

_TYPEFACE = "Arial"  # on every PC: a file that goes out cannot count on our own typeface
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that a ZIP file can hold
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_SET = {
    "Normal": Role.PARAGRAPH,
    "Heading 1": Role.TITLE,
    "Heading 2": Role.HEADING,
    "Heading 3": Role.HEADING,
    "List": Role.LIST_ITEM,
    "List Bullet": Role.LIST_ITEM,
    "List Number": Role.LIST_ITEM,
    "List Continue": Role.LIST_ITEM,
    "Header": Role.FOOT,
    "Footer": Role.FOOT,
}
_OURS = {
    "List tick": Role.LIST_ITEM,
    "Paper note": Role.NOTE,
    "Table head": Role.TABLE_HEAD,
    "Table words": Role.TABLE_CELL,
    "Code": Role.CODE,
    "Big": Role.BIG,
    "Address": Role.ADDRESS,
    "Small print": Role.SMALL_PRINT,
}


def empty_file(title: str, language: str, made_on: date, style: HouseStyle) -> WordDocument:
    """Return a Word file without words, on A4, with every style that a paper needs. It names no author."""
    file = docx.Document()
    _set_properties(file, title, language, made_on)
    _set_styles(file, style, language)
    section = file.sections[0]
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    section.footer_distance = section.header_distance = Pt(FOOT - 4)
    return file


def whole_file(file: WordDocument) -> bytes:
    """Return a Word file as bytes in which no moment of its making stands."""
    made = BytesIO()
    file.save(made)
    whole = BytesIO()
    with ZipFile(made) as parts, ZipFile(whole, "w", ZIP_DEFLATED) as into:
        for name in parts.namelist():
            entry = ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = ZIP_DEFLATED
            into.writestr(entry, parts.read(name))
    return whole.getvalue()


def number_pages(paragraph: WordParagraph, page_words: str) -> None:
    """Write words such as ``Page {page} of {pages}``, whose numbers Word fills in."""
    for part in re.split(r"(\{pages?\})", page_words):
        if part in _FIELDS:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), _FIELDS[part])
            paragraph._p.append(field)
        elif part:
            paragraph.add_run(part)


def _set_properties(file: WordDocument, title: str, language: str, made_on: date) -> None:
    about = file.core_properties
    about.title, about.language = title, language
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001 - a day has no zone
    package = file.part.package
    for key in [key for key, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]  # the picture of somebody else's empty file
    spoken = file.settings.element.find(qn("w:themeFontLang"))
    if spoken is not None:
        spoken.attrib.clear()
        spoken.set(qn("w:val"), language)


def _set_styles(file: WordDocument, style: HouseStyle, language: str) -> None:
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    tongue = defaults.find(qn("w:lang"))
    for side in ("w:val", "w:eastAsia"):
        tongue.set(qn(side), language)
    _name_typeface(defaults.find(qn("w:rFonts")))
    for name in _OURS:
        made = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = file.styles["Normal"]
        made.quick_style = True
    for name, role in {**_SET, **_OURS}.items():
        _set_style(file.styles[name], style.face(role))
    for name, above, below in (("Heading 1", 6, 6), ("Heading 2", 16, 4), ("Heading 3", 12, 4)):
        shape = file.styles[name].paragraph_format
        shape.space_before, shape.space_after, shape.keep_with_next = Pt(above), Pt(below), True
    for name in ("Table head", "Table words", "Address"):
        file.styles[name].paragraph_format.space_after = Pt(2)
    tick = file.styles["List tick"].paragraph_format
    room = Pt(style.face(Role.LIST_ITEM).size * 1.7)
    tick.left_indent, tick.first_line_indent = room, -room
    tick.tab_stops.add_tab_stop(room)
    file.styles["List Continue"].paragraph_format.left_indent = room


def _set_style(style: Any, face: Face) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = _TYPEFACE, Pt(face.size), face.weight >= STRONG, False
    font.color.rgb = RGBColor(*(round(part * 255) for part in face.colour))
    _name_typeface(style.element.rPr.rFonts)
    shape = style.paragraph_format
    shape.line_spacing = Pt(face.leading)
    shape.line_spacing_rule = WD_LINE_SPACING.AT_LEAST  # a line is never cut, whatever stands in it
    shape.space_before, shape.space_after = Pt(0), Pt(face.size * 0.4)


def _name_typeface(fonts: Any) -> None:
    """Name the typeface for every script; what a theme says would win against it."""
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _TYPEFACE)
