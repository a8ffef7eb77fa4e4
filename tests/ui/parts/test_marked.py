"""Words with some of them marked: shown as they are, whatever signs are in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from workwell_desktop.ui.parts.marked import MarkedText
from workwell_desktop.ui.style.theme import Look


@pytest.mark.parametrize("text", ["My tablets & <b>more</b>", "a  b\nc", "&amp; tablets", "Ménière's"])
def test_what_is_given_is_what_is_shown(look: Look, text: str) -> None:
    label = MarkedText(look, text, [(0, 2), (3, 4)])
    document = QTextDocument()
    document.setHtml(QLabel.text(label))
    assert document.toPlainText() == text
    assert label.text() == label.accessibleName() == text


def test_marked_words_are_underlined_and_strong_and_no_others(look: Look) -> None:
    label = MarkedText(look, "My tablets and pills", [(3, 10), (15, 20)])
    assert label.textFormat() == Qt.TextFormat.RichText
    document = QTextDocument()
    document.setHtml(QLabel.text(label))
    marked = ""
    fragments = document.firstBlock().begin()
    while not fragments.atEnd():
        one = fragments.fragment()
        if one.charFormat().fontUnderline():
            assert one.charFormat().fontWeight() >= 700
            marked += one.text()
        fragments += 1
    assert marked == "tabletspills"
