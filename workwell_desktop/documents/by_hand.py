"""What is filled in with a pen: boxes to tick with the keys beside them, rows of numbers, and lines to write on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workwell_desktop.documents.house_style import INK, THIN, HouseStyle
from workwell_desktop.documents.model import Choice, Choices, Question, Role, Run, Text, WritingLines
from workwell_desktop.documents.pieces import Cells, Part, Words

Setter = Callable[..., Words]
"""Breaks a text to a width in points, in the house style."""

_BOX = 1.3  # of the box of a list: 6 mm in the usual print, wide enough for a hand that shakes a little
_WORDS_GAP = 6.0
_KEY_GAP = 0.36  # of the box: air between it and its key
_KEY_ROOM = 1.5  # of the size of a key: two figures
_STEP = 43.0  # points between two numbers of a scale, at most
_GAP = 11.0
_PEN = 30.0  # points between two lines to write on, at least


def parts(block: Question | Choices | WritingLines, width: float, set_words: Setter, style: HouseStyle) -> list[Part]:
    """Set a question or the room for its answer; what belongs together is kept on one page."""
    match block:
        case Question():
            return [_question(block, width, set_words, style)]
        case Choices():
            return list(_choices(block, width, set_words, style))
        case WritingLines():
            return list(_writing_lines(block, width, set_words, style))


def _question(block: Question, width: float, set_words: Setter, style: HouseStyle) -> Cells:
    number = set_words(block.number)
    place = max(number.lines[0].width + _WORDS_GAP, style.box_to_tick * _BOX * (1 + _KEY_GAP))
    words = set_words(block.words, width - place)
    return Cells(
        ((0.0, number.run_on()), (place, words)), width, 0.0, 0.0, block.space * style.air, keep=True, rule=None
    )


def _choices(block: Choices, width: float, set_words: Setter, style: HouseStyle) -> list[Cells]:
    rows = _across(block, width, set_words, style)
    rows += [_choice(item, width, set_words, style, number) for number, item in enumerate(block.items)]
    return [*(replace(row, keep=True) for row in rows[:-1]), *rows[-1:]]


def _choice(item: Choice, width: float, set_words: Setter, style: HouseStyle, number: int) -> Cells:
    box = style.box_to_tick * _BOX
    body = style.face(item.words.role)
    key = set_words(item.key)
    left = box * (1 + _KEY_GAP)
    place = left + _KEY_ROOM * key.face.size + _WORDS_GAP
    key = replace(key, face=replace(key.face, leading=body.leading), indent=left, tick=box)
    words = set_words(item.words, width - place)
    above = max(box + 5.0 - body.leading, 4.0) + (2.0 if number == 0 else 0.0)
    return Cells(((0.0, key), (place, words)), width, above, 0.0, rule=None)


def _across(block: Choices, width: float, set_words: Setter, style: HouseStyle) -> list[Cells]:
    """Set the numbers of a scale in one row, their boxes below, and what both ends mean below these."""
    if not block.across:
        return []
    box = style.box_to_tick * _BOX
    step = min(_STEP, (width - box) / max(len(block.across) - 1, 1))
    numbers, boxes = [], []
    for place, text in enumerate(block.across):
        words = set_words(text)
        numbers.append((place * step + (box - words.lines[0].width) / 2, words))
        empty = set_words(Text(text.role, (Run(""),)))
        boxes.append((place * step, replace(empty, face=replace(empty.face, leading=box), tick=box)))
    rows = [Cells(tuple(numbers), width, 6.0, 0.0, rule=None), Cells(tuple(boxes), width, 1.0, 0.0, rule=None)]
    if len(block.ends) == 1:
        rows.append(Cells(((0.0, set_words(block.ends[0])),), width, 3.0, 0.0, rule=None))
    elif block.ends:
        whole = (len(block.across) - 1) * step + box
        half = (whole - _GAP) / 2
        low, high = (set_words(text, half) for text in block.ends)
        right = max(line.width for line in high.lines)
        rows.append(Cells(((0.0, low), (whole - right, high)), width, 3.0, 0.0, rule=None))
    return rows


def _writing_lines(block: WritingLines, width: float, set_words: Setter, style: HouseStyle) -> list[Cells]:
    pitch = max(_PEN, style.face(Role.PARAGRAPH).leading * 1.4)
    lines: list[Cells] = []
    for number in range(block.count):
        words = set_words(block.words if number == 0 else Text(block.words.role, (Run(""),)), width * 0.6)
        left = max(line.width for line in words.lines)
        left = left + _WORDS_GAP if left else 0.0
        above = max(pitch - words.height, 4.0)
        last = number + 1 == block.count
        keep = block.keep or not last
        lines.append(Cells(((0.0, words),), width, above, 0.0, keep=keep, rule=(THIN, INK), rule_from=left))
    return lines
