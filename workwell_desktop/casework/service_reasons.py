"""Why a service is suggested, or why it is not: in plain words, and each of them true of the service it stands at.

Pure. Distances are straight lines, so they are said roughly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from workwell_desktop.casework.service_need_rules import NeedRules
from workwell_desktop.casework.service_terms import DESCRIPTION, NAME_ALONE, TOPIC, TermScore
from workwell_desktop.casework.service_text import ACCESS_LABELS, STALE_AFTER_MONTHS
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.record import Area
from workwell_desktop.places.distance import KM_IN_A_MILE, say_distance

FIRST_REAL_DAY = date(2000, 1, 1)  # lists hold days of 1969 and 1970 that mean "unknown"
_STRAIGHT = " in a straight line"  # said once above the list
_ONLY = {"women": "For women.", "men": "For men."}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Candidate(NamedTuple):
    """A service as matching sees it; a tuple, since there are many thousands. What is not known is empty.

    ``provider`` is the organisation, as text or key. ``scores`` are the rows of :func:`service_terms.term_scores` for
    the needs that are asked for. ``points`` are the places in degrees (latitude, longitude). ``vouched_on`` is the day
    on which the publisher or a coach here last vouched for it. Ages are years; ``hinted_*`` ages and ``closed_words``
    were only found in sentences. Of ``used`` referrals from here ``taken`` were accepted; ``reported``: somebody here
    said that it is closed or wrong, and nobody has answered yet.
    """

    id: int
    name: str
    scores: tuple[TermScore, ...]
    provider: str = ""
    status: str = "active"
    national: bool = False
    points: tuple[tuple[float, float], ...] = ()
    areas: tuple[Area, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    only_for: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    vouched_on: date | None = None
    hinted_minimum_age: int | None = None
    hinted_maximum_age: int | None = None
    hinted_only_for: tuple[str, ...] = ()
    closed_words: str = ""
    starred: bool = False
    used: int = 0
    taken: int = 0
    reported: bool = False


def goes_far(one: Candidate) -> bool:
    """Say whether distance does not matter: a national service, or one by phone, online or at home alone."""
    return one.national or bool(one.modes and "in_person" not in one.modes)


def helps_with(score: TermScore, rules: NeedRules) -> str:
    """Say what a service helps with, where its name or category says so; else which words its details mention.

    Where only its topic speaks for it, that is named.
    """
    if score.where == TOPIC:
        return f"Listed under “{topics()[rules.needs[score.need].topics[0]].label}”."
    quoted = [f"“{words}”" for words in score.words]
    if score.where == NAME_ALONE:
        return f"Its name mentions {_listed(quoted)}."
    if score.where != DESCRIPTION:
        return f"Helps with {rules.needs[score.need].helps}."
    return f"Its details mention {_listed(quoted)}."


def how_far(one: Candidate, km: float | None, unsure_km: float = 0.0) -> str:
    """Say how far it is from home in a straight line, roughly; ``unsure_km`` is how well the home is known."""
    if goes_far(one):
        ways = [
            way
            for mode, way in (("phone", "by phone"), ("online", "online"), ("home_visit", "at home"))
            if mode in one.modes
        ]
        where = "Helps people everywhere" if one.national else "People get help"
        return f"{where}{', ' if ways and one.national else ' ' if ways else ''}{_listed(ways, 'or')}."
    if km is None:
        return "We do not know how far it is from home."
    said = say_distance(km, unsure_km).removesuffix(_STRAIGHT)
    return f"{said[0].upper()}{said[1:]} from home."


def way_in(access: Sequence[str]) -> str:
    """Say how people get in: the easiest way that there is, or nothing where that is not known."""
    if "self" in access:
        return f"{ACCESS_LABELS['self']}."
    if "drop_in" in access:
        return "People can drop in."
    known = [ACCESS_LABELS[way] for way in ("gp", "adviser") if way in access]
    if known:
        return f"{_listed([known[0], *(way[0].lower() + way[1:] for way in known[1:])], 'or')}."
    return "People need an appointment." if "appointment" in access else ""


def who_for(one: Candidate) -> list[str]:
    """Say whom it is for, where its list says so: an age, women or men."""
    said = [_ages(one.minimum_age, one.maximum_age), *(_ONLY[who] for who in one.only_for if len(one.only_for) == 1)]
    return [sentence for sentence in said if sentence]


def warnings(
    one: Candidate, audiences: Sequence[str], against: Sequence[str], age: int | None, rules: NeedRules
) -> list[str]:
    """Say what to ask first: what only its sentences say of it, that it is paused, that somebody called it wrong.

    ``age`` is the participant's in years, or not known.
    """
    said = []
    if one.status == "paused":
        said.append("It is paused at the moment.")
    if one.closed_words:
        said.append("Its details say that it may have closed: ring first.")
    if one.reported:
        said.append("Somebody here said that its details are wrong.")
    ages = _ages(one.hinted_minimum_age, one.hinted_maximum_age)
    if ages and not within(age, one.hinted_minimum_age, one.hinted_maximum_age):
        said.append(f"{ages[:-1]}, as far as its details say: ask first.")
    if len(one.hinted_only_for) == 1 and not one.only_for:
        said.append(f"{_ONLY[one.hinted_only_for[0]][:-1]}, as far as its details say: ask first.")
    said += [
        f"Its details speak of {rules.audiences[audience].label}: ask if it is for others too."
        for audience in dict.fromkeys(audiences)
    ]
    if against:
        said.append(f"It also mentions {_listed([f'“{words}”' for words in against])}: ask first.")
    return said


def freshness_of(vouched_on: date | None, today: date) -> str:
    """Say when somebody last vouched for its details, and to ring first where that is long ago or not known."""
    if not is_real(vouched_on, today) or vouched_on is None:
        return "Nobody has said when it was last checked: ring first."
    months = (today.year - vouched_on.year) * 12 + today.month - vouched_on.month - (today.day < vouched_on.day)
    if months < STALE_AFTER_MONTHS:
        return f"Last checked in {_MONTHS[vouched_on.month - 1]} {vouched_on.year}."
    if months < 24:
        return f"Last checked {months} months ago: ring first."
    return f"Last checked over {months // 12} years ago: ring first."


def used_here(one: Candidate) -> list[str]:
    """Say what is known of it here: a star, and how our referrals went."""
    said = ["It has a star here."] if one.starred else []
    return [*said, f"It took {one.taken} of the last {one.used} people from here."] if one.used else said


def within(age: int | None, lowest: int | None, highest: int | None) -> bool:
    """Say whether an age in years is known, and lies within limits of which either may be missing."""
    return age is not None and (lowest or 0) <= age and (highest is None or age <= highest)


def is_real(day: date | None, today: date) -> bool:
    """Say whether a day can be believed: one in the future or before 2000 counts as unknown."""
    return day is not None and FIRST_REAL_DAY <= day <= today


def why_not_listed(_one: Candidate) -> str:
    """Say that its list has dropped it."""
    return "It is no longer on its list."


def why_not_by_age(one: Candidate) -> str:
    """Say which ages it is for."""
    return _ages(one.minimum_age, one.maximum_age)


def why_not_for_the_young(_one: Candidate) -> str:
    """Say that it is for people under 18."""
    return "For children and young people."


def why_not_for_the_old(_one: Candidate) -> str:
    """Say that it is for people above working age."""
    return "For people of 67 and over."


def unsure_of_area(areas: Sequence[Area]) -> list[str]:
    """Say which areas it serves that nobody here has heard of, and to ask; nothing where there are none."""
    if not areas:
        return []
    named = _listed([area.name or area.code for area in areas[:3]])
    return [f"Its list says it serves {named}: ask if that includes you."]


def why_not_by_area(one: Candidate) -> str:
    """Say where people have to live for it."""
    return f"Only for people who live in {_listed([area.name or area.code for area in one.areas[:3]], 'or')}."


def why_not_by_gender(one: Candidate) -> str:
    """Say whom it is for alone."""
    return " ".join(_ONLY[who] for who in one.only_for)


def why_not_by_distance(km: float) -> str:
    """Say how far it is."""
    return f"It is about {round(km / KM_IN_A_MILE)} miles from home."


def why_not_by_words(score: TermScore, audiences: Sequence[str], rules: NeedRules) -> str:
    """Say which words speak against it."""
    if audiences:
        return f"It speaks of {_listed([rules.audiences[one].label for one in dict.fromkeys(audiences)])}."
    return f"It mentions {_listed([f'“{words}”' for words in score.against])}, so it may be for something else."


def nothing_for(need: str, rules: NeedRules) -> str:
    """Say that no service fits a need, and what there is instead."""
    return f"Nothing in your lists fits here for {rules.needs[need].helps}. {rules.needs[need].instead}"


def _ages(lowest: int | None, highest: int | None) -> str:
    if highest is None:
        return f"For people of {lowest} and over." if lowest else ""
    return f"For people from {lowest} to {highest} years." if lowest else f"For people up to {highest} years."


def _listed(words: Sequence[str], join: str = "and") -> str:
    """Return words as one list: a, b and c."""
    return f" {join} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
