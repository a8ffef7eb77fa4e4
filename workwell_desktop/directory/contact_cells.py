"""Phone numbers, e-mail and web addresses and postcodes as other people's lists write them. Pure.

Cells mix them: "0161 496 0100 / help@example.org". What is none of them stays as the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from workwell_desktop.directory.list_words import list_words
from workwell_desktop.directory.text import is_nothing, one_line

_EMAIL = re.compile(
    r"(?:mailto:)?([A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6})", re.IGNORECASE
)
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;<>\"“”]{1,2000}", re.IGNORECASE)
_BARE_WEB = re.compile(
    r"(?<![\w@.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:uk|org|com|net|info|scot|wales|london|nhs)\b"
    r"(?:/[^\s,;]{0,500})?",
    re.IGNORECASE,
)
# A number: digits with spaces, points, strokes and brackets between; letters O that stand for noughts.
_PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+?)?[0-9Oo](?:[ \t().-]{0,3}[0-9Oo]){4,14}(?![\w])")
_DAY = re.compile(r"\d{1,2}[ -]\d{1,2}[ -]\d{2,4}")
_EXTENSION = re.compile(r"\s*,?\s*\(?(?:ext(?:ension)?|option|opt|x)\.?\s*:?\s*\d{1,6}\)?", re.IGNORECASE)
_LEFT = re.compile(r"^[\s,;:/|&.()–-]+|[\s,;:/|&(–-]+$")

# A9, A99, A9A, AA9, AA99, AA9A with the letters that each form can end in.
_OUTWARD = re.compile(
    r"(?P<area>[A-Z]{1,2})(?:0|[1-9][0-9]?|(?<![A-Z]{2})[0-9][A-HJKPSTUW]|(?<=[A-Z]{2})[0-9][ABEHMNPRVWXY])"
)
_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_SWAPS = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}
_IN_ADDRESS = re.compile(r"\b([A-Za-z]{1,2}[0-9OoIi][0-9A-Za-z]?)[ .]{0,2}([0-9OoIi][A-Za-z]{2})\b")


@dataclass(frozen=True)
class ContactCell:
    """What a cell holds, in the order written. ``rest`` is what is neither a number nor an address."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    rest: str = ""


@dataclass(frozen=True)
class Postcode:
    """A postcode as we keep it; ``sound`` when it has the form of one, else the text stays as it was written."""

    text: str
    sound: bool


def split_contacts(value: object) -> ContactCell:
    """Take a cell apart into phone numbers, e-mail and web addresses, each once, and the rest."""
    text = one_line(value)
    if not text:
        return ContactCell()
    emails, text = _taken(_EMAIL, text, 1)
    webs, text = _taken(_WEB, text, 0)
    more, text = _taken(_BARE_WEB, text, 0)
    phones, text = _phones(text)
    rest = _LEFT.sub("", " ".join(text.split()))
    rest = "" if rest.lower() in {"or", "and", "tel", "tel:", "email", "e-mail", "phone", "t", "e", "w"} else rest
    return ContactCell(
        tuple(dict.fromkeys(phones)),
        tuple(dict.fromkeys(one.strip(".'") for one in emails)),
        tuple(dict.fromkeys(one.rstrip(".)'") for one in (*webs, *more))),
        "" if is_nothing(rest) else rest,
    )


def _taken(pattern: re.Pattern[str], text: str, group: int) -> tuple[list[str], str]:
    return [found[group] for found in pattern.finditer(text)], pattern.sub(" ", text)


def _phones(text: str) -> tuple[list[str], str]:
    phones, left, at = [], [], 0
    for found in _PHONE.finditer(text):
        if found.start() < at or not _is_number(found[0]):
            continue
        more = _EXTENSION.match(text, found.end())
        end = more.end() if more else found.end()
        number = re.sub("[Oo]", "0", found[0]).strip(" .-")
        number += " " + more[0].strip(" ,()") if more else ""
        phones.append(number if number.count("(") == number.count(")") else number.replace("(", "").replace(")", ""))
        left.append(text[at : found.start()])
        at = end
    return phones, " ".join([*left, text[at:]])


def _is_number(text: str) -> bool:
    """Tell a phone number from times ("9.30-12.30") and days ("12-05-2024"), which are shorter and have points."""
    digits = sum(one.isdigit() for one in text)
    return digits >= 9 or (digits >= 5 and "." not in text and not _DAY.fullmatch(text.strip()))


def phone_number(value: object) -> str:
    """Return the first phone number of a cell, or the cell's words where it has letters but no number ("ring 111").

    A cell that holds only an e-mail or a web address, or says nothing, gives an empty text.
    """
    cell = split_contacts(value)
    return cell.phones[0] if cell.phones else cell.rest


def web_link(text: str) -> str:
    """Return a web address as it can be opened: "https://" before one without a scheme, empty when it is none.

    Only http and https are ever opened.
    """
    address = text.strip()
    if not address or " " in address or "." not in address:
        return ""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)", address)
    if scheme is None:
        return f"https://{address.lstrip('/')}"
    return address if scheme[1].lower() in {"http", "https"} else ""


def mend_postcode(value: object) -> Postcode:
    """Bring a postcode into its form: capitals, one space, no dots, O and 0 or I and 1 by where they stand.

    One that cannot be mended in just one way keeps its text and is not ``sound``; a word ("Mobile") is none.
    """
    text = one_line(value)
    compact = re.sub(r"[\s.,;:_-]", "", text.upper())
    if not 5 <= len(compact) <= 8 or not compact.isalnum() or not compact.isascii() or compact.isalpha():
        return Postcode(text, sound=False)
    ways = [
        (changes, f"{outward} {inward}")
        for outward, first in _ways(compact[:-3])
        if _is_outward(outward)
        for inward, last in _ways(compact[-3:])
        if _INWARD.fullmatch(inward)
        for changes in (first + last,)
    ]
    least = min((changes for changes, _ in ways), default=0)
    best = {way for changes, way in ways if changes == least}
    return Postcode(best.pop(), sound=True) if len(best) == 1 else Postcode(text, sound=False)


def is_outward(text: str) -> bool:
    """Say whether a text is the first half of a postcode, such as "M21" or "WC2E"."""
    return _is_outward(text.strip().upper())


def _is_outward(text: str) -> bool:
    found = _OUTWARD.fullmatch(text)
    return bool(found and found["area"] in list_words().postcode_areas)


def _ways(part: str) -> list[tuple[str, int]]:
    """Return how a part of a postcode may be read, each with how many of its characters were taken for another."""
    ways = ("".join(one) for one in product(*(_SWAPS.get(letter, letter) for letter in part)))
    return [(way, sum(a != b for a, b in zip(way, part, strict=True))) for way in ways]


def find_postcode(address: str) -> str:
    """Return the last sound postcode that stands in an address, or an empty text."""
    for outward, inward in reversed(_IN_ADDRESS.findall(address[-400:])):
        mended = mend_postcode(outward + inward)
        if mended.sound:
            return mended.text
    return ""


def without_postcode(address: str, postcode: str) -> str:
    """Return an address in one line without this postcode, which stands beside it: it would be printed twice.

    Only where it stands once, and at the end or between commas: what else speaks of it stays as it is.
    """
    bare = postcode.replace(" ", "").casefold()
    if not bare or address.replace(" ", "").casefold().count(bare) != 1:  # most often: a pattern costs more
        return address
    inside = r"\s*".join(map(re.escape, bare))
    body = rf"(?:post\s?code\s*:?\s*)?\b{inside}\b"
    return re.sub(
        rf"[\s,;.–-]*(?:\(\s*{body}\s*\)|\[\s*{body}\s*\]|(?<![(\[])\b{body})[\s.]*(?=,|$)",
        "",
        address,
        flags=re.IGNORECASE,
    ).strip(" ,.")
