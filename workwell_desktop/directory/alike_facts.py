"""What an entry of the directory is known by, made ready once so that many can be held against each other. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import pairwise

from workwell_desktop.directory.alike_rules import AlikeRules, stem_of
from workwell_desktop.directory.record import ServiceRecord

_WORD = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_TOGETHER = re.compile(r"['’`´.]")
_DIGITS = re.compile(r"\D+")
_ORDINAL = re.compile(r"^(\d+)(st|nd|rd|th|s)$")
_SEVERAL = re.compile(r"[/;,|]|\bor\b|\band\b|\bext", re.IGNORECASE)
_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9OI][0-9A-Z]?)([0-9OI][A-Z]{2})$")
_OUTCODE = re.compile(r"^[A-Z]{1,2}[0-9][0-9A-Z]?$")
_SITE = re.compile(r"^(?:[a-z]+://)?(?:[^/@]*@)?(?:www\d?\.)?([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(?:age[ds]?|ages of|people)\s+(?:from\s+)?(\d{1,2})\s*(?:to|-|–|and)\s*(\d{1,2})\b")
_OVER = re.compile(r"\bage[ds]?\s+(\d{1,2})\s*(?:and over|or over|and above|plus|\+)|\bover[- ](?:the )?(\d{2})s?\b")
_UNDER = re.compile(r"\bunder[- ](?:the )?(?:age of )?(\d{1,2})s?\b")
_FORMER = re.compile(
    r"\b(?:formerly|previously|renamed|was called|once called|now called|known as|aka|(?<=\()was|(?<=\()now|old name)"
    r":?\s+([^).;,]{3,60})",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?:have |has )?moved (?:to|from|in|last|this)|we(?:re| were) at|old address|new address|formerly at)",
    re.IGNORECASE,
)
_BOX = re.compile(r"\bp\.?\s?o\.? box\b", re.IGNORECASE)
_SHORTEST_PHONE = 6  # digits: some leave out the dialling code
_MOST_WORDS = 60
_MOST_FORMS = 100_000  # kept; the words of a directory come again and again
_MOST_LETTERS = 2_000  # of a description: what is told apart stands at its beginning


@dataclass(frozen=True)
class Entry:
    """One entry as it is held against others. ``id`` is whoever asks's own; ``position`` degrees of WGS84.

    ``words`` are topics, categories and the description in one text; ages are years; ``only_for`` holds "men", "women".
    """

    id: int
    name: str
    organisation: str = ""
    address: str = ""
    postcode: str = ""
    position: tuple[float, float] | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    web: str = ""
    topics: frozenset[str] = frozenset()
    words: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    only_for: frozenset[str] = frozenset()


def entry_of(key: int, record: ServiceRecord) -> Entry:
    """Return a record as an entry; of several places the first speaks."""
    place = record.places[0] if record.places else None
    position = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        position = (place.latitude, place.longitude)
    return Entry(
        id=key,
        name=record.name,
        organisation=record.organisation,
        address=f"{place.name} {place.address}".strip() if place else "",
        postcode=place.postcode if place else "",
        position=position,
        phones=tuple(one for one in (record.phone, record.text_number) if one),
        email=record.email,
        web=record.web,
        topics=frozenset(record.topics),  # no labels: each list has its own, and two that differ say nothing
        words=" ".join((record.summary, record.description, record.eligibility))[:_MOST_LETTERS],
        minimum_age=record.minimum_age,
        maximum_age=record.maximum_age,
        only_for=frozenset(record.only_for),
    )


@dataclass(frozen=True)
class Facts:
    """An entry made ready: words in the form that is compared, and what it is reached by, each in one form.

    ``name`` keeps the order of the words, ``written`` says how the entry wrote them. ``place`` are the words of the
    address. ``about`` are the words of the description, ``said`` those that say what is done, ``meanings`` the groups
    of words that mean the same which the entry speaks of; ``whom`` and ``ages`` say for whom it is. ``marks`` are words
    of the name that tell apart, by their list ("number" for numbers). ``known`` are the words of name and organisation,
    ``body`` those of the organisation, or of the name where none is given. ``pages`` are web addresses with a path.
    ``order`` puts any two entries in the same order, whoever asks.
    """

    entry: Entry
    name: tuple[str, ...]
    organisation: frozenset[str]
    place: frozenset[str]
    street: frozenset[str]
    houses: frozenset[str]
    about: frozenset[str]
    said: frozenset[str]
    meanings: frozenset[int]
    whom: frozenset[str]
    ages: tuple[int, int]
    letters: frozenset[str]
    marks: dict[str, frozenset[str]] = field(hash=False)
    postcode: str
    outcode: str
    phones: frozenset[str]
    email: str
    domains: frozenset[str]
    pages: frozenset[str]
    towns: frozenset[str]
    former: tuple[frozenset[str], ...]
    moved: bool
    subjects: frozenset[int]
    kinds: frozenset[str]
    days: frozenset[str]
    whole: frozenset[str]
    joined: dict[str, tuple[str, str]] = field(hash=False)
    known: frozenset[str]
    body: frozenset[str]
    written: dict[str, str] = field(hash=False)
    order: str


def facts_of(entry: Entry, rules: AlikeRules) -> Facts:
    """Make an entry ready."""
    name = tuple(dict.fromkeys(words_of(entry.name, rules)))
    organisation = tuple(dict.fromkeys(words_of(entry.organisation, rules)))
    boxed = bool(_BOX.search(entry.address))  # letters go there, people do not
    address = [] if boxed else words_of(entry.address, rules)
    about = frozenset(words_of(entry.words, rules))
    topics = frozenset(words_of(" ".join(sorted(entry.topics)).replace("_", " "), rules))
    postcode, outcode = _postcode("" if boxed else entry.postcode)
    email = entry.email.strip().casefold()
    email = email if email.count("@") == 1 else ""
    domains = {_domain(entry.web), email.partition("@")[2].removeprefix("www.")} - {""}
    return Facts(
        entry=entry,
        name=name,
        organisation=frozenset(organisation),
        place=frozenset(word for word in address if not word.isdigit()),
        street=_street(address, rules),
        houses=frozenset(word for word in address if word.isdigit()),
        about=about,
        meanings=frozenset(
            meaning for word in (*about, *topics, *name, *organisation) for meaning in rules.synonym(word)
        ),
        whom=frozenset(
            "men" if word in rules.men else "women"
            for word in (*about, *entry.only_for)
            if rules.apart.get(word) == "gender"
        ),
        ages=_ages(entry),
        said=frozenset(word for word in about if word not in rules.plain),
        letters=frozenset(_initials(entry.name, rules) | _initials(entry.organisation, rules)),
        marks=_marks(entry, rules),
        postcode=postcode,
        outcode=outcode,
        phones=frozenset(filter(None, (_phone(one) for text in entry.phones for one in _SEVERAL.split(text)))),
        email=email,
        domains=frozenset(one for one in domains if one not in rules.anybody),
        pages=frozenset(filter(None, [_page(entry.web)])),
        towns=frozenset() if boxed else _towns(entry.address, rules),
        former=_former(entry, rules),
        moved=bool(_MOVED.search(f"{entry.name} {entry.address} {entry.words}")),
        subjects=frozenset(meaning for word in name if word not in rules.weak for meaning in rules.synonym(word)),
        kinds=frozenset(
            rules.kinds[form]
            for word in plain_words(entry.name)
            for form in (word, form_of(word, rules))
            if form in rules.kinds
        ),
        days=frozenset(word for word in (*name, *about) if rules.apart.get(word) == "day"),
        whole=frozenset((*name, *organisation, *address)),
        joined=_joined(entry.name, rules) | _joined(entry.organisation, rules),
        known=frozenset((*name, *organisation)),
        body=frozenset(organisation or name),
        order=repr(
            [
                (one.name, sorted(value) if isinstance(value := getattr(entry, one.name), frozenset) else value)
                for one in fields(entry)
                if one.name != "id"
            ]
        ),
        written={form_of(word, rules): word for word in reversed(plain_words(entry.name))},
    )


def words_of(text: str, rules: AlikeRules) -> list[str]:
    """Return the words of a text in the form that is compared, without small words and what a body is in law."""
    found = []
    for word in plain_words(text):
        if word in rules.small or word in rules.legal:
            continue
        found.append(form_of(word, rules))
    return found


def plain_words(text: str) -> list[str]:
    """Return the words of a text, folded; what an apostrophe or dots part stays one word."""
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), fold(text).replace("&", " and "))
    return _WORD.findall(_TOGETHER.sub("", plain))[: _MOST_WORDS * 6]


def form_of(word: str, rules: AlikeRules) -> str:
    """Return the form of a word that is compared: one for its ways of writing, numbers as digits, without endings."""
    known = rules.forms.get(word)
    if known is None:
        known = _form_of(word, rules)
        if len(rules.forms) < _MOST_FORMS:
            rules.forms[word] = known
    return known


def _form_of(word: str, rules: AlikeRules) -> str:
    for form in (word, word[:-1] if len(word) > 3 and word.endswith("s") else word):
        if form in rules.same:
            return rules.same[form]
        if form in rules.numbers and len(form) > 1:
            return str(rules.numbers[form])
        if form in rules.weak or form in rules.apart or form in rules.one:
            return rules.one.get(form, form)
    ordinal = _ORDINAL.match(word)
    return ordinal.group(1) if ordinal else stem_of(word)


def fold(text: str) -> str:
    """Return a text in lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _marks(entry: Entry, rules: AlikeRules) -> dict[str, frozenset[str]]:
    """Return the words of a name that tell one service from its sisters, and whom it is for where fields say so."""
    found: dict[str, set[str]] = {}
    words = plain_words(entry.name)
    for place, word in enumerate(words):
        form = form_of(word, rules)
        if form.isdigit():
            found.setdefault("number", set()).add(form.lstrip("0") or "0")
        elif len(word) == 1 and place and form_of(words[place - 1], rules) in rules.lettered:
            found.setdefault("letter", set()).add(word)
        elif form in rules.apart:
            found.setdefault(rules.apart[form], set()).add(form)
    if entry.only_for:
        found.setdefault("gender", set()).update(entry.only_for)
    return {kind: frozenset(words) for kind, words in found.items()}


def _initials(text: str, rules: AlikeRules) -> set[str]:
    """Return what a name may be shortened to: the first letters of two to six of its words in a row."""
    words = [word for word in plain_words(text) if word not in rules.small]
    return {
        "".join(word[0] for word in words[start : start + length])
        for start in range(min(len(words), _MOST_WORDS))
        for length in range(2, 7)
        if start + length <= len(words)
    }


def _joined(text: str, rules: AlikeRules) -> dict[str, tuple[str, str]]:
    """Return two words in a row as one, with the form of each: "food bank" may be written as "foodbank"."""
    words = [word for word in plain_words(text) if word not in rules.small]
    return {form_of(one + other, rules): (form_of(one, rules), form_of(other, rules)) for one, other in pairwise(words)}


def _towns(address: str, rules: AlikeRules) -> frozenset[str]:
    """Return the words of the last part of an address of several parts: the town, as a rule."""
    parts = [part for part in address.split(",") if part.strip()]
    if len(parts) < 2:
        return frozenset()
    words = words_of(parts[-1], rules)
    usual = rules.streets | rules.weak | rules.address
    return frozenset(words) if words and not any(w in usual or not w.isalpha() for w in words) else frozenset()


def _former(entry: Entry, rules: AlikeRules) -> tuple[frozenset[str], ...]:
    """Return the other names that an entry says it had or has, each as its words."""
    found = (frozenset(words_of(name, rules)) - rules.weak for name in _FORMER.findall(f"{entry.name} ; {entry.words}"))
    return tuple(words for words in found if words)


def _street(address: Iterable[str], rules: AlikeRules) -> frozenset[str]:
    """Return the streets of an address, each as its name and kind: "weavers row"."""
    words = list(address)
    return frozenset(
        f"{before} {word}"
        for before, word in pairwise(words)
        if word in rules.streets and not before.isdigit() and before not in rules.address
    )


def _postcode(text: str) -> tuple[str, str]:
    """Return a postcode and its outward part without spaces, O and I put right where a digit must stand."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    if _OUTCODE.match(plain):
        return "", plain
    found = _POSTCODE.match(plain)
    if not found:  # written wrongly in both is the same place still
        odd = 5 <= len(plain) <= 8 and any(sign.isdigit() for sign in plain)
        return (plain, plain[:-3]) if odd else ("", "")
    out, inward = found.groups()
    area = re.match(r"[A-Z]{1,2}(?=[0-9OI])", out)
    letters = area.group() if area else out[:1]
    if len(letters) == 2 and letters[1] in "OI" and len(out) == 2:
        letters = letters[:1]
    rest = out[len(letters) :].replace("O", "0").replace("I", "1")
    out = letters + rest
    return out + inward[0].replace("O", "0").replace("I", "1") + inward[1:], out


def _phone(text: str) -> str:
    """Return a phone number as its national digits without the nought; nothing for what is too short to be one."""
    digits = _DIGITS.sub("", text)
    for before in ("0044", "44", "0"):
        if digits.startswith(before):
            digits = digits[len(before) :]
            break
    digits = digits.removeprefix("0")
    return digits[:10] if len(digits) >= _SHORTEST_PHONE else ""


def _domain(text: str) -> str:
    found = _SITE.match(text.strip())
    return found.group(1).casefold() if found else ""


def _page(text: str) -> str:
    """Return a web address that leads past the front page, without what may be written or not."""
    plain = text.strip().casefold().partition("?")[0].partition("#")[0].rstrip("/")
    found = _SITE.match(plain)
    return f"{found.group(1)}{plain[found.end() :]}" if found and "/" in plain[found.end() :] else ""


def _ages(entry: Entry) -> tuple[int, int]:
    """Return the youngest and the oldest it is for, as its fields or its words say; 0 and 999 where nothing does."""
    low, high = entry.minimum_age, entry.maximum_age
    if low is None and high is None:
        text = f"{entry.name} {entry.words}".casefold()
        for youngest, oldest in _FROM_TO.findall(text):
            return int(youngest), int(oldest)
        over, under = _OVER.search(text), _UNDER.search(text)
        low = int(over.group(1) or over.group(2)) if over else None
        high = int(under.group(1)) - 1 if under else None
    return low or 0, 999 if high is None else high
