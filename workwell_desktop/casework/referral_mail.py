"""Reads a referral that came as an e-mail: what it seems to say, each value beside the line it stands in.

Pure. Nothing is filled in by it: the coach looks at each value first. A value is always a piece of the text, exactly
as it stands there; only ``source`` and ``work_status`` are codes of the lists. The text is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workwell_desktop.casework import identifiers
from workwell_desktop.casework.mail_words import LABELS, SOURCES, WORK

MOST_LETTERS = 50_000
TOO_LONG = "This is longer than 50,000 letters. Paste only the part that is about the referral."
NOTHING = "Nothing was found in it that belongs into these fields. Type what you know."
_MOST_LINE = 300  # letters of a line that are looked at for a label, a number or a name
_MOST_VALUES = 3  # different values that are offered for one field

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_QUOTE = re.compile(r"[ \t]{0,8}(?:>[ \t]?){1,20}")
_LABEL = re.compile(r"[ \t]{0,8}(?:[-*•][ \t]{0,4})?([A-Za-z][A-Za-z .'’/()-]{0,39}?)[ \t]{0,4}[:=\t][ \t]{0,40}")
_DATE = re.compile(
    r"[0-9]{1,2}(?:st|nd|rd|th)?[ ./-](?:[0-9]{1,2}|[A-Za-z]{3,9})[ ./,-]{1,2}[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_NUMBERS = (
    ("phone", re.compile(r"(?<![0-9])(?:\+44|0044|0)[0-9 ()-]{8,16}[0-9](?![0-9])"), identifiers.check_phone),
    # an NHS number never begins with 0, and a phone number in England does
    (
        "nhs_number",
        re.compile(r"(?<![0-9])[1-9][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])"),
        identifiers.check_nhs_number,
    ),
    ("postcode", re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b"), identifiers.check_postcode),
)
_BORN = re.compile(r"(?:\bD\.? ?O\.? ?B\b\.?|\bborn(?: on)?\b|\bdate of birth\b)[^0-9\r\n]{0,12}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s<>,;:\"()@]{1,64}@[^\s<>,;:\"()@]{3,100}")
_REFERRED = re.compile(
    r"\b(?:[Rr]efer(?:ring|red)?|[Rr]eferral(?: for| of|:| -)?|[Rr]e:|[Pp]lease see|[Pp]atient)[ ]{1,2}"
    r"(?:(?:my|our) patient,? )?"
    r"((?:(?:Mrs?|Ms|Miss|Mx|Dr)\.? )?[^\W\d_][^\s,.;:()<>0-9]{0,39}(?: [^\W\d_][^\s,.;:()<>0-9]{0,39}){1,3})"
)
_TITLE = re.compile(r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof)\.? +")
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon)|kind regards|best wishes|regards|thanks|thank you|yours)\b",
    re.IGNORECASE,
)
_LONG_ENOUGH = 40  # letters of a paragraph that may be the reason
_HEAD = {"from", "subject"}


@dataclass(frozen=True)
class Found:
    """One value for one field of ``ReferralEntry``, and the line it stands in. ``first`` is the likeliest of a field.

    ``line`` is at most 300 letters; ``quoted`` says that it stands in an older e-mail below.
    """

    field: str
    value: str
    line: str
    quoted: bool = False
    first: bool = True


@dataclass(frozen=True)
class MailReading:
    """What was found in an e-mail, and the sentence to show when nothing was, or it was too long."""

    found: tuple[Found, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class _Line:
    """One line that is not empty: where its words begin and end in the whole text, and whether it is quoted."""

    text: str
    start: int
    end: int
    quoted: bool
    label: str = ""
    value_at: int = 0


def read_mail(text: str) -> MailReading:
    """Read an e-mail. Nothing typed gives nothing; more than 50,000 letters are refused with a sentence."""
    if len(text) > MOST_LETTERS:
        return MailReading(problem=TOO_LONG)
    lines = list(_lines(text))
    found = [*_labelled(lines), *_loose(lines), *_reason(text, lines)]
    kept = tuple(_ranked(found))
    return MailReading(kept, "" if kept or not text.strip() else NOTHING)


def split_name(name: str) -> tuple[str, str]:
    """Return a name as first and last name, without a title; ``EXAMPLE, Jo`` is turned round."""
    plain = _TITLE.sub("", name.strip(), count=1)
    if "," in plain:
        last, _comma, first = plain.partition(",")
        return first.strip(), last.strip()
    first, _blank, last = plain.rpartition(" ")
    return first.strip(), last.strip()


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        words = match[0]
        quote = _QUOTE.match(words)
        start = match.start() + (quote.end() if quote else 0)
        whole = text[start : match.end()]
        if not whole.strip():
            continue
        label = _LABEL.match(whole[:_MOST_LINE])
        known = LABELS.get(_plain(label[1]), "") if label else ""
        yield _Line(whole, start, match.end(), bool(quote), known, label.end() if label and known else 0)


def _plain(label: str) -> str:
    return " ".join(label.casefold().replace(".", "").replace("’", "'").split())


def _labelled(lines: list[_Line]) -> Iterator[Found]:
    """Give the value behind each known label, those of the e-mail's own head last."""
    for head in (False, True):
        for place, line in enumerate(lines):
            if line.label and line.label not in {"ignore", "reason"} and (line.label in _HEAD) == head:
                yield from _behind(place, lines)


def _behind(place: int, lines: list[_Line]) -> Iterator[Found]:
    """Give what a label says; one that stands alone has its value in the next line."""
    line = at = lines[place]
    value = line.text[line.value_at : line.value_at + _MOST_LINE].strip()
    if not value and place + 1 < len(lines) and not lines[place + 1].label:
        at = lines[place + 1]
        value = at.text[:_MOST_LINE].strip()
    if value:
        yield from _valued(line.label, value, at)


def _valued(label: str, value: str, shown: _Line) -> Iterator[Found]:
    """Turn the words behind a label into values of fields."""
    if label == "name":
        yield from _named(value, shown)
    elif label in {"birth_date", "received_on"}:
        day = _DATE.search(value)
        yield _found(label, day[0] if day else value, shown)
    elif label == "from":
        address = _EMAIL.search(value)
        name = value[: address.start()].strip(" \t<\"'") if address else value
        if name:
            yield _found("referrer_name", name, shown)
        yield from _coded("source", value, shown)
    elif label == "subject":
        for match in _REFERRED.finditer(value):
            yield from _named(match[1], shown)
    elif label == "work_status":
        yield from _coded("work_status", value, shown)
    elif label == "source":
        yield from _coded("source", value, shown)
    else:
        yield _found(label, value, shown)
        if label in {"referrer_name", "referrer_organisation"}:
            yield from _coded("source", value, shown)


def _named(value: str, line: _Line) -> Iterator[Found]:
    first, last = split_name(value)
    if first:
        yield _found("first_name", first, line)
    if last:
        yield _found("last_name", last, line)


def _coded(field: str, value: str, line: _Line) -> Iterator[Found]:
    """Give the code whose words stand in a value."""
    said = value.casefold()
    for words, code in SOURCES if field == "source" else WORK:
        if re.search(rf"\b{words}\b", said):
            yield _found(field, code, line)
            return


def _loose(lines: list[_Line]) -> Iterator[Found]:
    """Give what is plain without a label: numbers that are checked, a birth date, a name that is referred."""
    for line in lines:
        words = line.text[:_MOST_LINE]
        born = _BORN.search(words)
        day = _DATE.match(words, born.end()) if born else None
        if day:
            yield _found("birth_date", day[0], line)
        for field, pattern, check in _NUMBERS:
            for match in pattern.finditer(words):
                if not check(match[0]).problem:
                    yield _found(field, match[0], line)
        if not line.label:
            yield from _referred(words, line)
            yield from _coded("work_status", words, line)


def _referred(words: str, line: _Line) -> Iterator[Found]:
    """Give a name behind words such as *I refer*, where each part of it begins with a capital."""
    for match in _REFERRED.finditer(words):
        if all(part[0].isupper() for part in match[1].split()):
            yield from _named(match[1], line)


def _reason(text: str, lines: list[_Line]) -> Iterator[Found]:
    """Give the words behind a label such as *Reason*, with the lines below it; else the first real paragraph."""
    marked = [n for n, line in enumerate(lines) if line.label == "reason"]
    for number in marked:
        start, last = lines[number].start + lines[number].value_at, number
        while last + 1 < len(lines) and _goes_on(text, lines, last):
            last += 1
        value = text[start : lines[last].end].strip()
        if value:
            yield _found("reason", value, lines[number])
    if marked:
        return
    number = 0
    while number < len(lines):
        last = number
        while last + 1 < len(lines) and _goes_on(text, lines, last):
            last += 1
        begins = lines[number]
        value = text[begins.start : lines[last].end].strip()
        if not begins.label and not _GREETING.match(begins.text.strip()) and len(value) >= _LONG_ENOUGH:
            yield _found("reason", value, begins)
            return
        number = last + 1


def _goes_on(text: str, lines: list[_Line], at: int) -> bool:
    """Say whether the next line belongs to the same paragraph: no empty line between, no label, quoted alike."""
    here, below = lines[at], lines[at + 1]
    between = text[here.end : below.start]
    breaks = len(re.findall(r"\r\n|[\r\n\u2028\u2029]", between))
    return breaks == 1 and not below.label and not below.quoted and not here.quoted


def _found(field: str, value: str, line: _Line) -> Found:
    return Found(field, value, line.text[:_MOST_LINE].strip(), line.quoted)


def _ranked(found: list[Found]) -> Iterator[Found]:
    """Give each different value once: what was written now before what is quoted, at most three for a field."""
    seen: dict[str, list[str]] = {}
    for one in sorted(found, key=lambda one: one.quoted):
        values = seen.setdefault(one.field, [])
        if _same(one) in values or len(values) == _MOST_VALUES:
            continue
        values.append(_same(one))
        yield Found(one.field, one.value, one.line, one.quoted, first=len(values) == 1)


def _same(one: Found) -> str:
    """Return what makes two values of a field the same: numbers by their digits, words without case."""
    if one.field in {"phone", "nhs_number"}:
        return "".join(letter for letter in one.value if letter.isdigit())
    return " ".join(one.value.casefold().split())
