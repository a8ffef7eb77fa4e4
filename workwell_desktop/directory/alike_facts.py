"""What an entry of the directory is known by, made ready once so that many can be held against each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise

from workwell_desktop.directory.alike_hours import Session, days_of, sessions_of
from workwell_desktop.directory.alike_rules import AlikeRules
from workwell_desktop.directory.alike_said import ages_of, called_now, former_names, has_moved, ruled_out
from workwell_desktop.directory.alike_words import compared, form_of, initials, joined, plain_words, words_of
from workwell_desktop.directory.record import ServiceRecord

_ASIDE = re.compile(r"\([^)]*\)?|\[[^]]*\]?")
_CLOCK = re.compile(r"^\d{1,4}[ap]m$")
_DIGITS = re.compile(r"\D+")
_SEVERAL = re.compile(r"[/;,|]|\bor\b|\band\b|\bext", re.IGNORECASE)
_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9OI][0-9A-Z]?)([0-9OI][A-Z0158]{2})$")
_OUTCODE = re.compile(r"^[A-Z]{1,2}[0-9][0-9A-Z]?$")
_SITE = re.compile(r"^(?:[a-z]+://)?(?:[^/@]*@)?(?:www\d?\.)?([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
_BOX = re.compile(r"\bp\.?\s?o\.? box\b", re.IGNORECASE)
_TO_DIGIT, _TO_LETTER = str.maketrans("OI", "01"), str.maketrans("0158", "OISB")  # misread, by where they stand
_EVENING = 5  # o'clock
_SHORTEST_PHONE = 6  # digits: some leave out the dialling code
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


_FIELDS = tuple(one.name for one in fields(Entry) if one.name != "id")


@dataclass(frozen=True)
class Facts:
    """An entry made ready: words in the form that is compared, and what it is reached by, each in one form.

    ``name`` keeps the order of the words, ``written`` says how the entry wrote them, ``aside`` are those in brackets.
    ``place`` are the words of the address. ``about`` are the words of the description, ``said`` those that say what is
    done, ``meanings`` the groups of words that mean the same which the entry speaks of; ``whom`` and ``ages`` say for
    whom it is, ``ruled_out`` what it says it is not. ``marks`` are words of the name that tell apart, by their list
    ("number" for numbers). ``times`` are times of day; ``grown`` says whether it speaks of the young or the grown,
    ``line`` whether of a phone line, ``wide`` whether of the whole country. ``known`` are the words of name and
    organisation, and of names that it had; ``body`` those of the organisation, or of the name where none is given.
    ``pages`` are web addresses with a path. ``order`` puts any two entries in the same order, whoever asks.
    """

    entry: Entry
    name: tuple[str, ...]
    aside: frozenset[str]
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
    ruled_out: tuple[frozenset[str], ...]
    subjects: frozenset[int]
    kinds: frozenset[str]
    days: frozenset[int]
    times: frozenset[str]
    sessions: frozenset[Session]
    grown: frozenset[str]
    line: bool
    wide: bool
    whole: frozenset[str]
    joined: dict[str, tuple[str, str]] = field(hash=False)
    known: frozenset[str]
    body: frozenset[str]
    written: dict[str, str] = field(hash=False)
    order: str

    @property
    def placed(self) -> bool:
        """Whether the entry says where it is at all."""
        return bool(self.place or self.postcode or self.outcode)


def facts_of(entry: Entry, rules: AlikeRules) -> Facts:
    """Make an entry ready."""
    called = called_now(entry.name)
    name = tuple(dict.fromkeys(words_of(called, rules)))
    former = former_names(entry.name, entry.words, rules)
    plainly = frozenset(words_of(_ASIDE.sub(" ", called), rules)) if _ASIDE.search(called) else frozenset()
    written = plain_words(entry.name)
    told = [*written, *plain_words(entry.words)]
    about = frozenset(compared(told[len(written) :], rules))
    organisation = tuple(dict.fromkeys(words_of(entry.organisation, rules)))
    where = plain_words(entry.address)
    # Letters go to a box, "telephone service" is no place, and "three village halls" are no one place.
    several = not entry.postcode and not rules.several.isdisjoint(where) and not any(map(str.isdigit, where))
    boxed = several or bool(_BOX.search(entry.address)) or (bool(where) and rules.nowhere.issuperset(where))
    address = [] if boxed else words_of(entry.address, rules)
    topics = frozenset(words_of(" ".join(sorted(entry.topics)).replace("_", " "), rules))
    postcode, outcode = _postcode("" if boxed else entry.postcode)
    email = entry.email.strip().casefold()
    email = email if email.count("@") == 1 else ""
    domains = {_domain(entry.web), email.partition("@")[2].removeprefix("www.")} - {""}
    return Facts(
        entry=entry,
        name=name,
        aside=frozenset(name) - plainly if plainly else frozenset(),
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
        ages=ages_of(entry.minimum_age, entry.maximum_age, f"{entry.name} {entry.words}"),
        said=frozenset(word for word in about if word not in rules.plain),
        letters=frozenset(initials(entry.name, rules) | initials(entry.organisation, rules)),
        marks=_marks(entry, called, rules),
        postcode=postcode,
        outcode=outcode,
        phones=frozenset(filter(None, (_phone(one) for text in entry.phones for one in _SEVERAL.split(text)))),
        email=email,
        domains=frozenset(one for one in domains if one not in rules.anybody),
        pages=frozenset(filter(None, [_page(entry.web)])),
        towns=frozenset() if boxed else _towns(entry.address, rules),
        former=former,
        moved=has_moved(f"{entry.name} {entry.address} {entry.words}"),
        ruled_out=ruled_out(entry.words, rules),
        subjects=frozenset(meaning for word in name if word not in rules.weak for meaning in rules.synonym(word)),
        kinds=frozenset(
            rules.kinds[form] for word in written for form in (word, form_of(word, rules)) if form in rules.kinds
        ),
        days=days_of(f"{entry.name}. {entry.words}"),
        times=_times(told, rules),
        sessions=sessions_of(f"{entry.name}. {entry.words}"),
        grown=frozenset(rules.grown[word] for word in (*name, *about) if word in rules.grown),
        line=any(word in rules.lines or (word.endswith("line") and word != "online") for word in told),
        wide=not rules.wide.isdisjoint(told),
        whole=frozenset((*name, *organisation, *address)),
        joined=joined(entry.name, rules) | joined(entry.organisation, rules),
        known=frozenset((*name, *organisation, *(word for words in former for word in words))),
        body=frozenset(organisation or name),
        order=written_out(entry, _FIELDS),
        written={form_of(word, rules): word for word in reversed(written)},
    )


def written_out(entry: Entry, names: Iterable[str]) -> str:
    """Return these fields of an entry as one text, the same for two entries that say the same in them."""
    return repr([sorted(value) if isinstance(value := getattr(entry, name), frozenset) else value for name in names])


def _times(words: Sequence[str], rules: AlikeRules) -> frozenset[str]:
    """Return the times of day that words name, by a word or by the clock: "morning", "afternoon", "evening"."""
    found = {rules.times[word] for word in words if word in rules.times}
    for word in filter(_CLOCK.match, words):
        hour = int(word[:-2]) if len(word) <= 4 else int(word[:-4])
        if hour > 12:  # the minutes of "1:15pm"
            continue
        late = word.endswith("pm") and hour != 12
        found.add("evening" if late and hour >= _EVENING else "afternoon" if late or word.endswith("pm") else "morning")
    return frozenset(found)


def _marks(entry: Entry, called: str, rules: AlikeRules) -> dict[str, frozenset[str]]:
    """Return the words of a name that tell one service from its sisters, and whom it is for where fields say so."""
    found: dict[str, set[str]] = {}
    words = plain_words(called)
    for place, word in enumerate(words):
        form = form_of(word, rules)
        if form.isdigit():
            found.setdefault("number", set()).add(form.lstrip("0") or "0")
        elif _CLOCK.match(word):
            found.setdefault("clock", set()).add(word)
        elif len(word) == 1 and place and form_of(words[place - 1], rules) in rules.lettered:
            found.setdefault("letter", set()).add(word)
        elif form in rules.apart:
            found.setdefault(rules.apart[form], set()).add(form)
    if entry.only_for:
        found.setdefault("gender", set()).update(entry.only_for)
    return {kind: frozenset(words) for kind, words in found.items()}


def _towns(address: str, rules: AlikeRules) -> frozenset[str]:
    """Return the words of the last part of an address of several parts: the town, as a rule."""
    parts = [part for part in address.split(",") if part.strip()]
    if len(parts) < 2:
        return frozenset()
    words = words_of(parts[-1], rules)
    usual = rules.streets | rules.weak | rules.address
    return frozenset(words) if words and not any(w in usual or not w.isalpha() for w in words) else frozenset()


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
    return out + inward[0].translate(_TO_DIGIT) + inward[1:].translate(_TO_LETTER), out


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
