"""Makes our record of one service in the JSON of Open Referral: version 1, Open Referral UK 3, HSDS 3. Pure.

Whatever stands in a field, the rest is read. What a list says in a sentence alone never becomes a structured fact.
"""

from __future__ import annotations

import re
from datetime import date

from workwell_desktop.directory import open_referral_parts as parts
from workwell_desktop.directory.contact_cells import split_contacts, web_link
from workwell_desktop.directory.days import read_day, read_past_day
from workwell_desktop.directory.hints import closed_sentence, hinted_ages, hinted_only_for, is_national
from workwell_desktop.directory.json_values import Entry, flag, key_of, line, number, prose, tables, words
from workwell_desktop.directory.list_words import list_words
from workwell_desktop.directory.reading import ORGANISATION
from workwell_desktop.directory.record import ACCESS, MODES, Area, ServiceRecord, Term
from workwell_desktop.directory.text import compared, one_line

_SAID_ON = re.compile(r" \(said on (\d{1,2} [A-Za-z]{3,9} \d{4})\)$")


def read_service(service: Entry, key: str, today: date) -> ServiceRecord:
    """Make the record of a service under the key. ``today`` tells which days lie ahead and so are unknown."""
    found = parts.locations(service)
    organisation = next(iter(tables(service, "organization", "organisation")), {})
    name, description = line(service, "name", "alternate_name"), prose(service, "description")
    how, alert = prose(service, "application_process", "how_to_refer"), prose(service, "alert")
    numbers = list(parts.phones(service, found))
    updated = read_past_day(service.get("last_modified") or service.get("updated_at"), today)
    areas, terms = parts.areas(service), parts.terms(service)
    cost, cost_note = parts.costs(service, today)
    low, high, eligibility, only_for = _who(service)
    hinted = (None, None) if low is not None or high is not None else hinted_ages(eligibility, name, description)
    contact_name, contact_public = _contact(service)
    where = parts.places(found)
    wait, wait_said_on = _wait(service, updated)
    return ServiceRecord(
        key=key,
        name=name,
        organisation=line(organisation, "name") or line(service, "organization_name", "organisation_name"),
        summary=line(service, "summary"),
        description=description,
        status=_status(service),
        phone=next((text for kind, text in numbers if kind not in {"text", "sms", "fax", "pager", "textphone"}), ""),
        text_number=next((text for kind, text in numbers if kind in {"text", "sms"}), ""),
        email=next(parts.emails(service, found), ""),
        web=_web(service, organisation),
        how_to_refer=how,
        eligibility=eligibility,
        minimum_age=low,
        maximum_age=high,
        cost=cost,
        cost_note=cost_note,
        national=any(map(_is_national, areas)),
        assured_on=read_past_day(service.get("assured_date"), today),
        modes=_modes(service, bool(where), found),
        access=_access(service, how),
        places=where,
        times=parts.times(service, found),
        organisation_key=key_of(organisation.get("id")) or key_of(service.get("organization_id")),
        organisation_ids=_register_numbers(organisation),
        alert=alert,
        wait=wait or _capacity(service),
        wait_said_on=wait_said_on,
        languages=_languages(service),
        only_for=only_for,
        hinted_only_for=() if only_for else hinted_only_for(name, eligibility, description),
        hinted_minimum_age=hinted[0],
        hinted_maximum_age=hinted[1],
        closed_words=closed_sentence(alert, description, name),
        terms=terms,
        areas=areas,
        updated_on=updated,
        sensitive=_is_sensitive(service, name, description, terms),
        contact_name=contact_name,
        contact_public=contact_public,
    )


def read_organisation(organisation: Entry, key: str, today: date) -> ServiceRecord:
    """Make the record of an organisation that has no service of its own, so that it can still be found."""
    return read_service({**organisation, "organization": organisation}, ORGANISATION + key, today)


def _status(service: Entry) -> str:
    if flag(service.get("temporarily_closed")):
        return "paused"
    return list_words().status.get(line(service, "status").lower(), "active")


def _web(service: Entry, organisation: Entry) -> str:
    """Return the address of the service's page, else of its organisation's, as the list writes it."""
    for holder, keys in ((service, ("url", "website", "web")), (organisation, ("website", "url", "uri"))):
        for text in filter(None, (line(holder, key) for key in keys)):
            if web_link(text):
                return text
            if webs := split_contacts(text).webs:
                return webs[0]
    return ""


def _whole_age(value: object) -> int | None:
    age = number(value)
    return int(age) if age is not None and 0 <= age <= 130 else None


def _who(service: Entry) -> tuple[int | None, int | None, str, tuple[str, ...]]:
    """Return the lowest and highest age, the words for whom it is, and whether it is for women or men alone."""
    lists = tables(service, "eligibilitys", "eligibilities", "eligibility")
    ages = [
        (_whole_age(one.get("minimum_age", one.get("min_age"))), _whole_age(one.get("maximum_age", one.get("max_age"))))
        for one in (service, *lists)
    ]
    lows, highs = [low for low, _ in ages if low is not None], [high for _, high in ages if high]
    said = [prose(service, "eligibility_description", "eligibility")]
    said += [text for one in lists for text in (line(one, "eligibility"), line(one, "gender"))]
    low, high = min(lows, default=None), max(highs, default=None)
    if low is not None and high is not None and low > high:
        low = high = None
    genders = {word for one in lists for word in words(one, "eligibility", "gender")}
    women, men = bool(genders & list_words().women), bool(genders & list_words().men)
    only_for: tuple[str, ...] = () if women == men else ("women",) if women else ("men",)
    return low, high, "\n".join(dict.fromkeys(filter(None, said))), only_for


def _modes(service: Entry, has_place: bool, found: list[tuple[Entry, Entry]]) -> tuple[str, ...]:
    said = list(words(service, "attending_type", "attending_types"))
    for one in tables(service, "schedules", "service_attendings"):
        said += words(one, "attending_type", "attending_types")
    modes = {mode for mode, pattern in list_words().attending.items() if any(map(pattern.search, said))}
    if has_place:
        modes.add("in_person")
    if any(line(location, "location_type").lower() == "virtual" for location, _ in found):
        modes.add("online")
    return tuple(mode for mode in MODES if mode in modes)


def _access(service: Entry, how: str) -> tuple[str, ...]:
    said = set(words(service, "attending_access"))
    for one in tables(service, "service_attendings"):
        said.update(words(one, "attending_access"))
    access = {code for code, pattern in list_words().access.items() if any(map(pattern.fullmatch, said))}
    if how:
        access |= {code for code, pattern in list_words().access_said.items() if pattern.search(compared(how))}
    needs = flag(service.get("needs_referral"))
    if needs is not None:
        access.add("adviser" if needs else "self")
    return tuple(code for code in ACCESS if code in access)


def _is_national(area: Area) -> bool:
    return is_national(area.name) or is_national(area.code)


def _register_numbers(organisation: Entry) -> tuple[str, ...]:
    """Return numbers of registers as "GB-CHC-1234567": the scheme of org-id.guide, then the number."""
    found = []
    for one in tables(organisation, "organization_identifiers", "identifiers", "identifier"):
        scheme = line(one, "identifier_scheme", "register", "identification_body").upper()
        value = line(one, "identifier").upper().replace(" ", "")
        kind = line(one, "identifier_type").lower()
        scheme = scheme or ("GB-CHC" if "charity" in kind else "GB-COH" if "company" in kind else "")
        if value and len(value) <= 40 and len(scheme) <= 40:
            found.append(value if value.startswith(scheme + "-") or not scheme else f"{scheme}-{value}")
    for key, scheme in (("charity_number", "GB-CHC"), ("company_number", "GB-COH")):
        if value := line(organisation, key)[:40]:
            found.append(f"{scheme}-{value}")
    return tuple(dict.fromkeys(found))


def _wait(service: Entry, updated: date | None) -> tuple[str, date | None]:
    """Return how long people wait, and when that was said: the day in the words, else that of the entry."""
    text = prose(service, "wait_time")
    said = _SAID_ON.search(text)
    if said and (day := read_day(said[1])):
        return text[: said.start()], day
    return text, updated if text else None


def _capacity(service: Entry) -> str:
    """Return what HSDS 3.1 says of free places, in words."""
    for one in tables(service, "service_capacities", "service_capacity"):
        free = number(one.get("available"))
        if free is not None and free >= 0:
            unit = line(next(iter(tables(one, "unit")), one), "name") or "places"
            return f"{int(free)} {unit} free"
    return ""


def _languages(service: Entry) -> tuple[str, ...]:
    found = [line(one, "name", "language", "code") for one in tables(service, "languages", "language")]
    if isinstance(said := service.get("languages"), str):
        found += [one_line(part) for part in said.replace(";", ",").split(",")]
    return tuple(dict.fromkeys(filter(None, found)))


def _is_sensitive(service: Entry, name: str, description: str, terms: tuple[Term, ...]) -> bool:
    """Say whether its address must not be given out: it is marked so, is a refuge, or says that it is secret."""
    holders = (service, *tables(service, "locations", "service_at_locations"))
    if any(flag(one.get(key)) for one in holders for key in ("sensitive", "confidential", "is_confidential")):
        return True
    if any(flag(one.get("sensitive_data")) for one in tables(service, "contacts")):
        return True
    if any(list_words().refuge.search(compared(text)) for text in (name, *(term.label for term in terms))):
        return True
    return bool(list_words().secret.search(compared(description[:20_000])))


def _contact(service: Entry) -> tuple[str, bool]:
    """Return a person to ask for, and whether the list says that the name is public."""
    for one in tables(service, "contacts", "contact"):
        if name := line(one, "name"):
            public = flag(one.get("public")) or flag(one.get("personal_data")) is False
            return name, bool(public) and not flag(one.get("sensitive_data"))
    return "", False
