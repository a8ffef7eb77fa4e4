"""What a reader finds in a Word file and in a web page: each text that stands by itself, in reading order."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

_ALONE = {"p", "h1", "h2", "h3", "div", "td", "th", "span", "caption"}
_FRAMES = {"box", "sides", "bottom", "line"}
_VOID = {"meta", "br", "input"}


class _Page(HTMLParser):
    """Collects the texts of elements that hold words, what is open, and every attribute."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.ticks: list[bool] = []
        self._said: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br" and self._said:
            self._said[-1].append("\n")
        if tag == "input":
            self.ticks.append("checked" in dict(attrs))
        if tag not in _VOID:
            self.open.append(tag)
            if tag in _ALONE:
                self._said.append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in _ALONE:
            self.texts.append("".join(self._said.pop()))

    def handle_data(self, data: str) -> None:
        if self._said:
            self._said[-1].append(data)


def page_of(html: bytes) -> _Page:
    """Read a web page; every element has to be closed in its turn."""
    page = _Page()
    page.feed(html.decode("utf-8"))
    page.close()
    assert not page.open
    return page


def texts_of_page(html: bytes) -> tuple[str, ...]:
    """Return each text of a page in order. What only holds other elements has no words but blanks."""
    return tuple(text for text in page_of(html).texts if text.strip("\n "))


def texts_of_word(file: bytes) -> tuple[str, ...]:
    """Return each text of a Word file in reading order: above the page, the page, the foot, without page numbers."""
    document = docx.Document(BytesIO(file))
    section = document.sections[0]
    parts = (section.header._element, document.element.body, section.footer._element)
    found: list[str] = []
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            if paragraph.find(qn("w:fldSimple")) is None:
                found += _words(paragraph)
    return tuple(text for text in found if text)


def _words(paragraph: Any) -> list[str]:
    """Return the texts of one paragraph: a tab parts two of them, and the box to tick is none."""
    said = [""]
    for run in paragraph.iter(qn("w:r")):
        if any(above.tag == qn("w:sdtContent") for above in run.iterancestors()):
            continue
        for part in run:
            if part.tag == qn("w:t"):
                said[-1] += part.text or ""
            elif part.tag == qn("w:br"):
                said[-1] += "\n"
            elif part.tag == qn("w:tab"):
                said.append("")
    return said
