"""What of a service may leave this PC: no address that is kept secret, and no person who is not named in public.

Everything in this room that makes a file asks here first (Open Referral UK says of data sharing that refuges and
personal contacts must not be in open feeds).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from workwell_desktop.directory.record import RecordPlace, ServiceRecord

SOMEBODY = "a member of staff"
NOT_GIVEN_OUT = "(address not given out)"

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_MAIL = re.compile(r"([^\s@<>(),;:]{1,64})@[^\s@<>(),;]{1,255}")
_LEAST = 4  # letters of a line of an address that are looked for in sentences
_SENTENCES = (
    "summary", "description", "phone", "text_number", "how_to_refer", "getting_in", "eligibility", "cost_note",
    "alert", "wait", "closed_words",
)  # fmt: skip
_OWN_NAMES = ("name", "organisation")  # a service that is called after a person keeps its name

Withheld = Callable[[str], str]
"""Takes out of a sentence what may not leave."""


def shareable(record: ServiceRecord) -> ServiceRecord:
    """Return a service without what may not leave this PC; what is not secret stays as it is.

    A ``sensitive`` service loses its places, and its address and every postcode in sentences. A person who is not
    ``contact_public`` loses the name and an e-mail address made of it, also in sentences, and a web address made of it.
    """
    secret_name = "" if record.contact_public else record.contact_name
    if not (record.sensitive or secret_name):
        return record
    said = withheld(record)
    changed: dict[str, Any] = {name: said(getattr(record, name)) for name in _SENTENCES}
    changed |= {name: _place_hidden(record, getattr(record, name), own_name=True) for name in _OWN_NAMES}
    return replace(
        record,
        **changed,
        email="" if _made_of(record.email.partition("@")[0], secret_name, each=True) else record.email,
        web="" if _made_of(record.web, secret_name, each=False) else record.web,
        places=() if record.sensitive else tuple(_place(one, said) for one in record.places),
        times=tuple(
            replace(one, description=said(one.description), place="" if record.sensitive else one.place)
            for one in record.times
        ),
        terms=tuple(replace(one, label=said(one.label)) for one in record.terms),
        areas=tuple(replace(one, name=said(one.name)) for one in record.areas),
        languages=tuple(map(said, record.languages)),
        sources={
            fact: page
            for fact, page in record.sources.items()
            if not (record.sensitive and fact in {"address", "postcode"})
        },
        contact_name="" if secret_name else record.contact_name,
    )


def withheld(record: ServiceRecord) -> Withheld:
    """Return what takes out of any sentence on this service the words that may not leave."""
    person = None if record.contact_public else _person(record.contact_name)

    def said(text: str) -> str:
        hidden = _place_hidden(record, text, own_name=False)
        if person is None:
            return hidden
        return person.sub(SOMEBODY, _MAIL.sub(lambda found: _mail(found, record.contact_name), hidden))

    return said


def _mail(found: re.Match[str], name: str) -> str:
    return SOMEBODY if _made_of(found[1], name, each=True) else found[0]


def _place(place: RecordPlace, said: Withheld) -> RecordPlace:
    return replace(
        place,
        address=said(place.address),
        postcode=said(place.postcode),
        name=said(place.name),
        getting_in=said(place.getting_in),
    )


def _place_hidden(record: ServiceRecord, text: str, *, own_name: bool) -> str:
    """Take the lines of a secret address out of a text; out of a service's own name only what tells the house."""
    if not record.sensitive or not text:
        return text
    for words in sorted(set(_secrets(record, own_name=own_name)), key=len, reverse=True):
        text = _whole(words, re.IGNORECASE).sub(NOT_GIVEN_OUT, text)
    return _POSTCODE.sub(NOT_GIVEN_OUT, text)


def _secrets(record: ServiceRecord, *, own_name: bool) -> Iterator[str]:
    for place in record.places:
        yield from filter(str.strip, (place.address, place.postcode))
        for part in (*re.split(r"[,;\n]", place.address), place.name):
            line = part.strip()
            if any(one.isdigit() for one in line) or (len(line) >= _LEAST and not own_name):
                yield line


def _person(name: str) -> re.Pattern[str] | None:
    """Return what finds a person in a sentence: all of the name, or the first and the last word of it."""
    words = re.findall(r"\w+", name)
    if not words:
        return None
    if len(words) == 1:
        return _whole(words[0], 0)  # "May" is a name, "may" is not
    both = _whole(" ".join(words), 0).pattern + "|" + _whole(f"{words[0]} {words[-1]}", 0).pattern
    return re.compile(f"{_whole(name, 0).pattern}|{both}", re.IGNORECASE)


def _whole(words: str, flags: int) -> re.Pattern[str]:
    """Return what finds words where no letter goes before or after, however the blanks between them are written."""
    parts = r"\s*".join(re.escape(one) for one in words.split()) if _POSTCODE.fullmatch(words.strip()) else None
    parts = parts or r"\W+".join(re.escape(one) for one in words.split())
    return re.compile(rf"(?<!\w){parts}(?!\w)", flags)


def _made_of(address: str, name: str, *, each: bool) -> bool:
    """Say whether an e-mail or web address is made of a person's name: of one word of it, or of all in their order."""
    words = [one for one in re.findall(r"\w+", name.casefold()) if len(one) > 2]
    plain = address.casefold()
    if each:
        return any(one in plain for one in words)
    return len(words) > 1 and bool(re.search(r".{0,12}".join(map(re.escape, words)), plain))
