"""Makes a service of one row of a table, or of several that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workwell_desktop.directory.columns import SheetMapping
from workwell_desktop.directory.columns_known import FAIR, columns_known, folded, head_words
from workwell_desktop.directory.columns_looks import counted_day, month_day, with_lost_zero
from workwell_desktop.directory.contact_cells import find_postcode, mend_postcode, split_contacts, without_postcode
from workwell_desktop.directory.days import read_past_day
from workwell_desktop.directory.hints import closed_sentence, hinted_ages, hinted_only_for, is_national
from workwell_desktop.directory.list_words import list_words
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes, ServiceRecord, Term
from workwell_desktop.directory.table_times import not_of_a_day, times_of
from workwell_desktop.directory.text import compared, is_nothing, one_line, paragraphs
from workwell_desktop.sheets.reading import without_apostrophe
from workwell_desktop.sheets.rows import link_of

_PARTED = re.compile(r"\s*[;|\n]\s*")
_LISTED = re.compile(r"\s*[;,/|\n]\s*")
_AGES = re.compile(
    r"(?:ages?|aged)?\s*(\d{1,3})\s*(?:-|–|to|until)\s*(\d{1,3})\s*(?:years?|yrs?)?(?:\s*old)?", re.IGNORECASE
)
_AGES_FROM = re.compile(
    r"(?:ages?|aged)?\s*(?:over\s+|from\s+)?(\d{1,3})\s*(?:\+|(?:years?\s*)?(?:and|&)\s*(?:over|above|up)|(?:years?\s*)?plus)?"
    r"\s*(?:years?|yrs?)?(?:\s*old)?",
    re.IGNORECASE,
)
_AGES_UP_TO = re.compile(
    r"(?:ages?|aged)?\s*(?:(?P<below>u|under|below|younger than)\s*-?|(?:up to|to|max\.?))\s*(\d{1,3})s?"
    r"\s*(?:years?|yrs?)?(?:\s*old)?(?:\s*(?:only|and under))?",
    re.IGNORECASE,
)
_NAMED_BY_HEAD = frozenset({"getting_in", "eligibility", "cost", "how_to_refer"})  # "yes" says nothing without its head
_NAMES = frozenset({"name", "organisation"})
_LEADING = frozenset({"web", "email", "contact"})  # columns whose words may lead to what they promise
_OLDEST = 120
_MOST_PROSE = 20_000  # letters that are looked through
_SHORT_NUMBER = re.compile(r"1\d{2}|999")  # 111, 101
_COUNT = re.compile(r"\d{1,6}(?:\.\d{1,2})?")  # no phone number
_PRICE = re.compile(r"[£$€]\s*\d|\d\s*p\b")
_FREE = re.compile(
    r"(?:it(?:'s|’s| is) |always |all )?"
    r"(?:free(?: of charge| to use| service)?|no (?:charge|cost|fee)s?|nil|£?0(?:\.00)?|none)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """What one row says in each field: the mended cells in the order of their columns, with the heads of these."""

    cells: dict[str, list[tuple[str, str]]]
    mapping: SheetMapping

    @classmethod
    def of(cls, mapping: SheetMapping, row: Sequence[str]) -> Said:
        """Take the cells of a row that the mapping takes, without those that say nothing."""
        cells: dict[str, list[tuple[str, str]]] = {}
        known = columns_known()
        for head, code, cell in zip(mapping.heads, mapping.fields, row, strict=False):
            if code and cell and (text := paragraphs(without_apostrophe(cell))):
                if code in _NAMED_BY_HEAD and head and (known.says("yes", text) or known.says("no", text)):
                    text = f"{head.strip(' ?:')}: {text}"
                cells.setdefault(code, []).append((head, _with_link(code, text, link_of(cell))))
        for head, code, cell in zip(mapping.heads, mapping.fields, row, strict=False):
            if code in _NAMES and link_of(cell) and not {"web", "email", "contact"} & cells.keys():
                cells["contact"] = [(head, link_of(cell))]
        return cls(cells, mapping)

    def one(self, code: str) -> str:
        """Return the first cell of a field in one line."""
        return _in_line(self.cells[code][0][1]) if code in self.cells else ""

    def lines(self, code: str) -> list[str]:
        """Return the cells of a field, each in one line."""
        return [_in_line(text) for _head, text in self.cells.get(code, ())]

    def words(self, code: str) -> str:
        """Return the cells of a field as paragraphs."""
        return "\n\n".join(text for _head, text in self.cells.get(code, ()))

    def flag(self, code: str) -> bool | None:
        """Return what a cell of yes or no says, or nothing."""
        said = self.one(code)
        known = columns_known()
        return True if known.says("yes", said) else False if known.says("no", said) else None

    def whole(self) -> str:
        """Return all that the row says, to compare it with others."""
        return "\x1f".join(f"{code}\x1d{cell}" for code in sorted(self.cells) for _head, cell in self.cells[code])

    def holds_something(self) -> bool:
        """Say whether any field of the row says something."""
        return bool(self.cells)

    def is_remark(self) -> bool:
        """Say whether the row is a sum or a remark below the list: one cell with words, beside counts alone."""
        said = [text for cells in self.cells.values() for _head, text in cells]
        words = [text for text in said if not _COUNT.fullmatch(text)]
        return len(words) == 1 < sum(map(bool, self.mapping.fields)) and columns_known().is_remark(words[0])

    def is_heads(self) -> bool:
        """Say whether the row only repeats the heads, as where lists were copied under each other."""
        said = [(code, text) for code, cells in self.cells.items() for _head, text in cells]
        named = [columns_known().weights(head_words(text)).get(code, 0.0) for code, text in said]
        return len(named) > 1 and min(named) >= FAIR


def _with_link(code: str, text: str, link: str) -> str:
    """Return a cell with where it leads, in a column of addresses; one that holds an address itself stays."""
    if not link or code not in _LEADING:
        return text
    found = split_contacts(text)
    return text if found.emails or found.webs else link if code in {"web", "email"} else f"{text}\n{link}"


def _in_line(text: str) -> str:
    return " ".join(text.split())


def key_of(said: Said, record: ServiceRecord) -> str:
    """Return what the next release of a list will know a service by: its id, or else its name and postcode."""
    if own := said.one("id"):
        return own
    postcode = next((place.postcode for place in record.places if place.postcode), "")
    return f"{folded(record.name)}|{postcode.replace(' ', '').lower()}"


def made_record(rows: Sequence[Said], today: date) -> ServiceRecord | None:
    """Make a service of a row and those that add to it; nothing where it has no name. Its key is still empty."""
    said = rows[0]
    organisation = said.one("organisation")
    name = said.one("name") or organisation
    if not name:
        return None
    phones, emails, webs, ask = _contacts(rows)
    description = _all(rows, "description")
    eligibility = _all(rows, "eligibility")
    ages = said.one("ages")
    low, high = _limits(said)
    hinted_low, hinted_high = (
        (None, None) if (low, high) != (None, None) else hinted_ages(ages, eligibility, description)
    )
    refer = "\n\n".join(filter(None, (_all(rows, "how_to_refer"), _not_yes_or_no(said, "needs_referral"))))
    areas = tuple(_areas(rows))
    terms = tuple(dict.fromkeys(Term(label) for label in _parts(rows, "terms", _PARTED)))
    places = tuple(dict.fromkeys(place for row in rows if (place := _place(row))))
    return ServiceRecord(
        key="",
        name=name,
        organisation=organisation,
        organisation_key=folded(organisation),
        description=description,
        status=_status(said),
        phone=" or ".join(phones),
        email=emails[0] if emails else "",
        web=webs[0] if webs else "",
        how_to_refer="\n\n".join(part for part in (refer, ask) if part),
        access=_access(said, refer),
        getting_in=_all(rows, "getting_in"),
        eligibility="\n\n".join(part for part in (eligibility, ages and f"Ages: {ages}") if part),
        minimum_age=low,
        maximum_age=high,
        hinted_minimum_age=hinted_low,
        hinted_maximum_age=hinted_high,
        hinted_only_for=hinted_only_for(name, eligibility, description),
        closed_words=closed_sentence(name, said.words("alert"), description, not_of_a_day(said.cells.get("times", ()))),
        cost=_cost(said),
        cost_note=_all(rows, "cost"),
        national=any(is_national(area.name) or is_national(area.code) for area in areas),
        areas=areas,
        assured_on=_day(said, "checked", today),
        updated_on=_day(said, "updated", today) or _past(said.mapping.listed_on, today),
        places=places,
        modes=("in_person",) if places else (),
        times=tuple(dict.fromkeys(times for row in rows for times in _times(row))),
        terms=terms,
        languages=tuple(dict.fromkeys(_parts(rows, "languages", _LISTED))),
        organisation_ids=tuple(_register_numbers(said)),
        alert=said.words("alert"),
        wait=said.words("wait"),
        sensitive=said.flag("hide_address") is True or _is_refuge(name, description, terms),
        contact_name=said.one("contact_name"),
        contact_public=said.flag("contact_public") is True,
    )


def _is_refuge(name: str, description: str, terms: Sequence[Term]) -> bool:
    """Say whether the address must not be given out, whether or not a column says so."""
    words = list_words()
    labels = (name, *(term.label for term in terms))
    return any(words.refuge.search(compared(text)) for text in labels) or bool(
        words.secret.search(compared(description[:_MOST_PROSE]))
    )


def _all(rows: Sequence[Said], code: str) -> str:
    return "\n\n".join(dict.fromkeys(text for row in rows if (text := row.words(code))))


def _parts(rows: Sequence[Said], code: str, parted: re.Pattern[str]) -> Iterator[str]:
    for row in rows:
        for _head, cell in row.cells.get(code, ()):
            yield from (part for part in map(one_line, parted.split(cell)) if part and not is_nothing(part))


def _contacts(rows: Sequence[Said]) -> tuple[list[str], list[str], list[str], str]:
    """Return phone numbers, e-mail and web addresses from whichever cell holds them, and how else to get in touch."""
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    webs: dict[str, None] = {}
    rest = []
    for row in rows:
        if row is not rows[0] and row.flag("contact_public") is False:
            continue  # a further person, whom the list keeps to itself
        for code in ("phone", "email", "web", "contact"):
            for line in row.lines(code):
                found = split_contacts(with_lost_zero(line) if code == "phone" else line)
                if code == "phone" and _SHORT_NUMBER.fullmatch(found.rest):
                    found = replace(found, phones=(*found.phones, found.rest), rest="")
                phones |= dict.fromkeys(found.phones if code != "web" else ())
                emails |= dict.fromkeys(found.emails)
                webs |= dict.fromkeys(
                    [line] if code == "web" and not (found.webs or found.emails) and "." in line else found.webs
                )
                if found.rest and code in {"phone", "contact"} and not is_nothing(found.rest):
                    rest.append(line if code == "contact" and not (found.phones or found.emails) else found.rest)
    return list(phones), list(emails), list(webs), "\n".join(dict.fromkeys(rest))


def _limits(said: Said) -> tuple[int | None, int | None]:
    """Return the ages that the list gives in fields of its own."""
    low, high = _age(said.one("minimum_age")), _age(said.one("maximum_age"))
    words = said.one("ages")
    if words and low is None and high is None:
        if found := _AGES.fullmatch(words):
            low, high = _age(found[1]), _age(found[2])
        elif (found := _AGES_FROM.fullmatch(words)) and not words.isdigit():
            low = _age(found[1])
        elif (found := _AGES_UP_TO.fullmatch(words)) and (oldest := _age(found[2])):
            high = oldest - 1 if found["below"] else oldest
    if low is not None and high is not None and low > high:
        return None, None
    return low, high


def _age(text: str) -> int | None:
    digits = text.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 and int(digits) <= _OLDEST else None


def _status(said: Said) -> str:
    known, words = columns_known(), said.one("status")
    if said.flag("temporarily_closed"):
        return "paused"
    return next((code for code in ("paused", "withdrawn") if words and known.says(code, words)), "active")


def _not_yes_or_no(said: Said, code: str) -> str:
    """Return the words of a column of yes or no where they say more, as "GP referral only" does."""
    return said.words(code) if said.flag(code) is None else ""


def _access(said: Said, refer: str) -> tuple[str, ...]:
    known = columns_known()
    denied = {part for part in refer.split("\n\n") if known.says("no", part.rpartition(": ")[2])}  # "Self referral: no"
    ways = known.ways_in("\n\n".join(part for part in refer.split("\n\n") if part not in denied))
    needs = said.flag("needs_referral")
    if needs is not None:
        ways = (*(one for one in ways if one != ("self" if needs else "adviser")), "adviser" if needs else "self")
    return tuple(dict.fromkeys(ways))


def _cost(said: Said) -> str:
    words = said.words("cost")
    if said.flag("is_free") or (words and _FREE.fullmatch(words)):
        return "free"
    return "paid" if said.flag("is_free") is False or _PRICE.search(words) or _COUNT.fullmatch(words) else ""


def _areas(rows: Sequence[Said]) -> Iterator[Area]:
    codes = [code for row in rows for code in row.lines("area_code")]
    names = list(dict.fromkeys(_parts(rows, "area", _PARTED)))
    if len(codes) == len(names):
        yield from (Area(name, code) for name, code in zip(names, codes, strict=True))
        return
    yield from map(Area, names)
    yield from (Area("", code) for code in codes)


def _day(said: Said, code: str, today: date) -> date | None:
    words = said.one(code)
    if coarse := (month_day(words) or counted_day(words)):
        words = coarse.isoformat()
    elif said.mapping.month_first:
        words = re.sub(r"^(\d{1,2})([/.-])(\d{1,2})(?=\2)", r"\3\2\1", words)
    return read_past_day(words, today)


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def _place(said: Said) -> RecordPlace | None:
    """Return where a row says it is. The town stands in the address where it does not say so already."""
    lines = list(dict.fromkeys(said.lines("address")))
    address = ", ".join(line.strip(" ,") for line in lines)
    for more in (said.one("town"), said.one("county")):
        if more and more.casefold() not in address.casefold():
            address = f"{address}, {more}" if address else more
    written = said.one("postcode")
    postcode = mend_postcode(written).text if written else find_postcode(address)
    latitude, longitude = _degrees(said.one("latitude"), 90), _degrees(said.one("longitude"), 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        latitude = longitude = None
    name = said.one("place_name")
    if not (address or postcode or name or latitude is not None):
        return None
    return RecordPlace(without_postcode(address, postcode), postcode, latitude, longitude, name=name)


def _degrees(text: str, most: float) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -most <= number <= most else None


def _times(said: Said) -> Iterator[RecordTimes]:
    cells = said.cells.get("times", [])
    return times_of(cells, said.one("opens_at"), said.one("closes_at"), said.one("weekday"))


def _register_numbers(said: Said) -> Iterator[str]:
    """Return the numbers of registers as org-id.guide writes them."""
    charity, company = said.one("charity_number"), said.one("company_number").replace(" ", "").upper()
    if charity.isdigit():
        yield f"GB-CHC-{charity}"
    if company.isalnum() and len(company) <= 8:
        yield f"GB-COH-{company.zfill(8)}"
