"""Places, times, phones, costs, categories and areas of a service in the JSON of Open Referral. Pure.

Reads the names of version 1 (Porism, Placecube, Outpost), of Open Referral UK 3 and of HSDS 3 side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from workwell_desktop.directory.contact_cells import find_postcode, mend_postcode, split_contacts, without_postcode
from workwell_desktop.directory.days import read_day, read_time
from workwell_desktop.directory.json_values import Entry, key_of, line, number, prose, table, tables
from workwell_desktop.directory.list_words import list_words
from workwell_desktop.directory.record import Area, RecordPlace, RecordTimes, Term
from workwell_desktop.directory.text import compared, one_line

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)")
_DAY_NAME = re.compile(r"(mo|tu|we|th|fr|sa|su)[a-z]*")
_MONTH_DAY = re.compile(r"-?(?:[12]?[0-9]|3[01])")
_AREA_CODE = re.compile(r"(?<![A-Za-z0-9])[EWSNK]\d{8}(?!\d)")


def locations(service: Entry) -> list[tuple[Entry, Entry]]:
    """Return each location of a service with the service-at-location that names it (empty where there is none)."""
    found: list[tuple[Entry, Entry]] = []
    for at in tables(service, "service_at_locations"):
        inner = tables(at, "location", "locations")
        found += [(one, at) for one in inner] or ([(at, at)] if any(_address(at)) else [])
    found += [(one, {}) for one in tables(service, "location", "locations")]
    return found


def places(found: list[tuple[Entry, Entry]]) -> tuple[RecordPlace, ...]:
    """Return the places that can be gone to: each once, by its id, else by what it says."""
    read: dict[object, RecordPlace] = {}
    for location, at in found:
        if line(location, "location_type").lower() == "virtual":
            continue
        place = _place(location, at)
        if place.address or place.postcode or place.latitude is not None:
            read.setdefault(place.key or place, place)
    return tuple(read.values())


def _place(location: Entry, at: Entry) -> RecordPlace:
    address, postcode = _address(location)
    latitude, longitude = _position(location)
    about = [
        text
        for one in tables(location, "accessibility", "accessibility_for_disabilities", "accessibilities")
        for text in (prose(one, "description", "accessibility", "name"), prose(one, "details"))
    ]
    about.append(prose(location, "transportation"))
    return RecordPlace(
        address=address,
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        key=_place_key(location, at),
        name=line(location, "name", "alternate_name"),
        getting_in="\n".join(dict.fromkeys(filter(None, about))),
    )


def _address(location: Entry) -> tuple[str, str]:
    """Return the address in one line without its postcode, and the postcode mended."""
    said = tables(location, "physical_addresses", "physical_address", "addresses", "address")
    said.sort(key=lambda one: line(one, "address_type").lower() == "postal")
    one = next(iter(said or tables(location, "postal_addresses", "postal_address")), location)
    parts: list[str] = []
    for key in ("address_1", "address_2", "address_3", "address_4", "city", "region", "state_province"):
        text = re.sub(r"\s+,", ",", line(one, key)).strip(" ,")
        if text and text.casefold() not in {part.casefold() for part in parts}:
            parts.append(text)
    address = ", ".join(parts)
    postcode = mend_postcode(one.get("postal_code", one.get("postcode"))).text
    postcode = postcode or find_postcode(address)
    return without_postcode(address, postcode), postcode


def _position(location: Entry) -> tuple[float | None, float | None]:
    """Return degrees of latitude and longitude; nothing when they cannot be, or are where nobody lives (0, 0)."""
    inner = table(location.get("geometry"))
    latitude = number(location.get("latitude", inner.get("latitude")))
    longitude = number(location.get("longitude", inner.get("longitude")))
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None, None
    if -9 < latitude < 3 and 49 < longitude < 61:  # written the other way round, for a place in Britain
        latitude, longitude = longitude, latitude
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


def times(service: Entry, found: list[tuple[Entry, Entry]]) -> tuple[RecordTimes, ...]:
    """Return when a service is open, of itself and at each of its places, each line once.

    A line of the service may name the place that it speaks of.
    """
    read: dict[RecordTimes, None] = {}
    named = {key_of(one.get("id")): _place_key(location, at) for location, at in found for one in (location, at)}
    named[""] = ""
    for holder, place in _holders(service, found):
        for one in tables(holder, "schedules", "regular_schedules", "regular_schedule", "schedule"):
            said = (named.get(key_of(one.get(key)), "") for key in ("service_at_location_id", "location_id"))
            line_ = _times(one, place or next(filter(None, said), ""))
            if line_ != RecordTimes("", place=line_.place) and replace(line_, place="") not in read:
                read[line_] = None
    return tuple(read)


def _place_key(location: Entry, at: Entry) -> str:
    return key_of(location.get("id")) or key_of(at.get("location_id")) or key_of(at.get("id"))


def _holders(service: Entry, found: list[tuple[Entry, Entry]]) -> Iterator[tuple[Entry, str]]:
    yield service, ""
    for location, at in found:
        key = _place_key(location, at)
        yield at, key
        if location is not at:
            yield location, key


def _times(one: Entry, place: str) -> RecordTimes:
    freq = line(one, "freq", "frequency").upper()
    byday = _byday(one.get("byday")) or _byday(one.get("weekday", one.get("day")))
    if freq == "DAILY":
        freq, byday = "WEEKLY", byday or ",".join(_DAYS)
    if not freq and byday and not any(letter.isdigit() for letter in byday):
        freq = "WEEKLY"
    every = number(one.get("interval"))
    return RecordTimes(
        description="\n".join(dict.fromkeys(filter(None, (prose(one, "description"), prose(one, "notes"))))),
        byday=byday,
        opens_at=read_time(one.get("opens_at")),
        closes_at=read_time(one.get("closes_at")),
        valid_from=read_day(one.get("valid_from")),
        valid_to=read_day(one.get("valid_to")),
        freq=freq if freq in {"WEEKLY", "MONTHLY"} else "",
        interval=int(every) if every and 1 <= every <= 52 else 1,
        bymonthday=_days_of_month(one.get("bymonthday")),
        starts=read_day(one.get("dtstart")),
        until=read_day(one.get("until")),
        place=place,
    )


def _parts(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [part for one in several[:60] for part in re.split(r"[,;/\s]+", one_line(one)) if part]


def _byday(value: object) -> str:
    """Return days as "MO,TU" or "1SA,-1FR"; empty when one of them is no day."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _DAYS[value - 1] if 1 <= value <= 7 else ""
    read = []
    for part in _parts(value):
        name = _DAY_NAME.fullmatch(part.lower())
        day = name[1].upper() if name else part.upper().replace("+", "")
        if not _BYDAY.fullmatch(day):
            return ""
        read.append(day)
    return ",".join(dict.fromkeys(read))


def _days_of_month(value: object) -> str:
    read = _parts(value)
    return ",".join(read) if all(_MONTH_DAY.fullmatch(part) and part not in {"0", "-0"} for part in read) else ""


def costs(service: Entry, today: date) -> tuple[str, str]:
    """Return the code of the cost, "free", "low", "paid" or empty, and the list's words for it.

    Free only where every price is nought, or a field for fees plainly says so; a price that no longer holds is left
    out where another one does.
    """
    options = tables(service, "cost_options")
    holding = [one for one in options if (last := read_day(one.get("valid_to"))) is None or last >= today]
    lines, codes = [], []
    for one in holding or options:
        option, said = line(one, "option"), line(one, "amount_description", "cost_type")
        amount, word = number(one.get("amount")), list_words().cost.get(compared(option), "")
        price = "" if word else _price(amount, one)
        shown = "" if word and said else f"{option}:" if option and price else option
        lines.append(" ".join(filter(None, (shown, price, said))))
        plainly = any(list_words().free.match(compared(text)) for text in (option, said))
        codes.append(("paid" if amount else "free") if amount is not None else word or ("free" if plainly else ""))
    fees = prose(service, "fees_description", "fees")
    note = "\n".join(dict.fromkeys(filter(None, (fees, *lines))))
    if not codes:
        codes = [
            list_words().cost.get(compared(fees), "") or ("free" if list_words().free.match(compared(fees)) else "")
        ]
    if "paid" in codes:
        return "paid", note
    return (codes[0] if len(set(codes)) == 1 else ""), note


def _price(amount: float | None, one: Entry) -> str:
    if amount is None:
        return ""
    if amount == 0:
        return "free"
    sign = {"": "£", "GBP": "£", "EUR": "€", "USD": "$"}.get(line(one, "currency").upper())
    text = f"{amount:.2f}".removesuffix(".00")
    return f"{sign}{text}" if sign else f"{text} {line(one, 'currency')[:10]}"


def terms(service: Entry) -> tuple[Term, ...]:
    """Return the categories of a service as the list calls them, each once; a code only where it says whose it is."""
    found: dict[Term, None] = {}
    for one in tables(service, "attributes", "service_taxonomys", "service_taxonomies", "taxonomies"):
        inner = next(iter(tables(one, "taxonomy_term", "taxonomy")), one)
        label = line(inner, "name", "term", "label")
        code = key_of(inner.get("id"))
        code = code if ":" in code and "/" not in code else line(inner, "code")[:100]
        if label or code:
            found[Term(label or code, code)] = None
    return tuple(found)


def areas(service: Entry) -> tuple[Area, ...]:
    """Return where people must live, as the list says it, each once."""
    found: dict[Area, None] = {}
    for one in tables(service, "service_areas", "service_area"):
        name = line(one, "name", "service_area", "description")
        coded = (_AREA_CODE.search(line(one, key)) for key in ("identifier", "code", "uri", "extent"))
        code = next((match[0] for match in coded if match), "")
        if name or code:
            found[Area(name or code, code)] = None
    return tuple(found)


def phones(service: Entry, found: list[tuple[Entry, Entry]]) -> Iterator[tuple[str, str]]:
    """Give the phone numbers of a service with their kind ("voice", "text" ...), the nearest to the service first."""
    for holder in _with_contacts(service, found):
        for one in tables(holder, "phones", "phone", "telephones"):
            kind = line(one, "type").lower()
            extension = line(one, "extension")
            cell = split_contacts(one.get("number", one.get("value")))
            for text in cell.phones or ((cell.rest,) if cell.rest and len(cell.rest) <= 60 else ()):
                yield kind, f"{text} ext {extension}" if extension and "ext" not in text.lower() else text
        for key in ("phone", "telephone", "phone_number", "phones"):
            for text in split_contacts(holder.get(key)).phones:
                yield "", text


def emails(service: Entry, found: list[tuple[Entry, Entry]]) -> Iterator[str]:
    """Give the e-mail addresses of a service, the nearest to the service first, also those that stand among phones."""
    for holder in _with_contacts(service, found):
        yield from split_contacts(holder.get("email")).emails
        for one in tables(holder, "phones"):
            yield from split_contacts(one.get("number")).emails


def _with_contacts(service: Entry, found: list[tuple[Entry, Entry]]) -> Iterator[Entry]:
    """Give whatever phones and addresses may hang on: the service, its contacts, its places, its organisation."""
    organisation = next(iter(tables(service, "organization", "organisation")), {})
    for holder in (service, *(at for _, at in found), *(location for location, _ in found), organisation):
        yield holder
        yield from tables(holder, "contacts", "contact")
