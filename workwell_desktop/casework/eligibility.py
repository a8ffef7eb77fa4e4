"""Can this person join? A service's own rules, each answered with yes, no or not known, and why in words.

``judge`` is pure. It decides nothing: the coach does, and may decide another way with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import identifiers, lists
from workwell_desktop.casework.areas import area, area_label
from workwell_desktop.casework.dates import age, plain
from workwell_desktop.casework.join_rules import JoinRule
from workwell_desktop.casework.local_rules import LocalRules
from workwell_desktop.casework.people import participant
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.participants import Condition

Answer = Literal["yes", "no", "not_known"]
NOT_ASKED = "Not asked yet"
NO_POSTCODE = "The postcode needs a look"
HAS_JOB = ("in_work", "off_sick", "self_employed")
_YES_NO: Mapping[str, Answer] = {"yes": "yes", "no": "no"}


@dataclass(frozen=True)
class Facts:
    """What the rules ask about one person. Empty and ``None`` mean that it was not asked; ``health`` is never a no.

    ``lives_in_area``, ``gp_in_area``, ``jobcentre_in_area`` and ``right_to_work`` are yes, no or not_sure.
    """

    call_name: str = ""
    birth_date: date | None = None
    area: str = ""
    postcode: str = ""
    lives_in_area: str = ""
    gp_in_area: str = ""
    jobcentre_in_area: str = ""
    work_status: str = ""
    last_worked_on: date | None = None
    health: bool = False
    right_to_work: str = ""


@dataclass(frozen=True)
class Line:
    """One rule as it was answered: its words, the answer, and the fact it rests on in words.

    ``asks`` is the field of the Intake that would answer it, where the fact is missing.
    """

    words: str
    answer: Answer
    because: str
    asks: str = ""


@dataclass(frozen=True)
class Judgement:
    """The rules of one place as they were answered for one person on one day."""

    answer: Answer
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """Return the answer in words, as the badge says it."""
        if self.answer != "not_known":
            return {"yes": "Yes", "no": "No, by these rules"}[self.answer]
        some = any(line.answer == "yes" for line in self.lines)
        return "Yes, on what we know so far" if some else "Not known yet"

    @property
    def decided_by(self) -> str:
        """Return the sentence of the rule that says no, or nothing."""
        return next((line.because for line in self.lines if line.answer == "no"), "")


def judge(rules: LocalRules, facts: Facts, today: date) -> Judgement:
    """Answer each rule of a place for one person. One no is a no; all yes is a yes; the rest is not known."""
    lines = tuple(_JUDGES[rule.kind](rule, facts, today) for rule in rules.can_join)
    answers = {line.answer for line in lines}
    whole: Answer = "no" if "no" in answers else "not_known" if "not_known" in answers else "yes"
    return Judgement(whole, lines)


def facts_in(session: Session, participant_id: int, episode_id: int) -> Facts:
    """Return what is written down about one person, for use inside the caller's transaction only."""
    person = participant(session, participant_id)
    job = session.scalar(select(Employment).where(Employment.episode_id == episode_id))
    known = session.scalar(select(exists().where(Condition.participant_id == participant_id)))
    return Facts(
        call_name=person.known_as or person.first_name or person.last_name,
        birth_date=person.birth_date,
        area=person.area,
        postcode=person.postcode,
        lives_in_area=person.lives_in_area,
        gp_in_area=person.gp_in_area,
        jobcentre_in_area=person.jobcentre_in_area,
        work_status=job.work_status if job else "",
        last_worked_on=job.last_worked_on if job else None,
        health=bool(known) or bool(person.conditions_words.strip()),
        right_to_work=person.right_to_work,
    )


def as_record(rules: LocalRules, judged: Judgement) -> dict[str, Any]:
    """Return the answered rules as JSON values, to be kept with a decision as they were on its day."""
    return {
        "name": rules.name,
        "since": rules.since.isoformat(),
        "answer": judged.answer,
        "lines": [[line.words, line.answer, line.because] for line in judged.lines],
    }


def from_record(kept: Mapping[str, Any]) -> Judgement:
    """Return the answered rules as they were kept with a decision."""
    return Judgement(kept["answer"], tuple(Line(*one) for one in kept["lines"]))


def _age(rule: JoinRule, facts: Facts, today: date) -> Line:
    if facts.birth_date is None:
        return Line(rule.words, "not_known", NOT_ASKED, "birth_date")
    years, least = age(facts.birth_date, today), int(str(rule.values["years"]))
    if years >= least:
        return Line(rule.words, "yes", f"{facts.call_name} is {years}" if facts.call_name else f"They are {years}")
    return Line(rule.words, "no", f"{years} years old; these rules say {least} or over.")


def _work_status(rule: JoinRule, facts: Facts, _today: date) -> Line:
    if not facts.work_status:
        return Line(rule.words, "not_known", NOT_ASKED, "work_status")
    word = lists.label("work_status", facts.work_status)
    if facts.work_status in _texts(rule, "statuses"):
        return Line(rule.words, "yes", word)
    return Line(rule.words, "no", f"{word}; these rules say: {rule.words}.")


def _out_of_work(rule: JoinRule, facts: Facts, today: date) -> Line:
    if not facts.work_status:
        return Line(rule.words, "not_known", NOT_ASKED, "work_status")
    if facts.work_status in HAS_JOB:
        return Line(rule.words, "yes", "Self-employed" if facts.work_status == "self_employed" else "Has a job")
    if facts.work_status != "out_of_work":
        return Line(
            rule.words, "not_known", f"{lists.label('work_status', facts.work_status)}: these rules do not say."
        )
    if facts.last_worked_on is None:
        return Line(rule.words, "not_known", "Out of work; the last day is not written down yet", "last_worked_on")
    (unit, most), *_ = rule.values.items()
    number = _whole(facts.last_worked_on, today, unit)
    since = (
        "Out of work since today"
        if number == 0 and facts.last_worked_on == today
        else (
            f"Out of work for {_count(number, unit)}" if number else f"Out of work since {plain(facts.last_worked_on)}"
        )
    )
    if number < int(str(most)):
        return Line(rule.words, "yes", since)
    return Line(rule.words, "no", f"{since}; these rules say less than {most}.")


def _in_area(rule: JoinRule, facts: Facts, _today: date) -> Line:
    ways = _texts(rule, "any_of")
    found: list[Line] = []
    if "lives" in ways:
        found.append(_lives(rule, facts))
    others = (("gp", facts.gp_in_area, "GP practice"), ("jobcentre", facts.jobcentre_in_area, "Jobcentre"))
    for way, said, name in others:
        if way not in ways:
            continue
        if said in _YES_NO:
            because = f"{name} is {'in' if said == 'yes' else 'outside'} the area"
            found.append(Line(rule.words, _YES_NO[said], because))
        else:
            found.append(Line(rule.words, "not_known", NOT_ASKED, f"{way}_in_area"))
    for wanted in ("yes", "not_known"):
        line = next((one for one in found if one.answer == wanted), None)
        if line is not None:
            return line
    return Line(rule.words, "no", "; ".join(one.because for one in found) + ".")


def _lives(rule: JoinRule, facts: Facts) -> Line:
    """Say whether somebody lives there: what was asked comes first, then the board, then the postcode."""
    if facts.lives_in_area in _YES_NO:
        answer = _YES_NO[facts.lives_in_area]
        return Line(rule.words, answer, "Lives in the area" if answer == "yes" else "Lives outside the area")
    areas, postcodes = _texts(rule, "areas"), _texts(rule, "postcodes")
    outward = _outward(facts.postcode)
    if postcodes and facts.postcode.strip() and not outward and facts.area not in areas:
        return Line(rule.words, "not_known", NO_POSTCODE, "postcode")
    there: tuple[tuple[bool, Answer, str], ...] = (
        (facts.area in areas, "yes", f"Lives in {area_label(facts.area)}"),
        (any(_covers(one, outward) for one in postcodes), "yes", f"Postcode {outward}"),
        (facts.area in _larger(areas), "not_known", f"{area_label(facts.area)} is larger than this place. Ask."),
        (bool(areas and facts.area), "no", f"Lives in {area_label(facts.area)}"),
        (bool(postcodes and outward), "no", f"Postcode {outward} is outside the area"),
    )
    asks = "area" if areas and not facts.area else "postcode" if postcodes and not outward else "lives_in_area"
    for so, answer, because in there:
        if so:
            return Line(rule.words, answer, because, "lives_in_area" if answer == "not_known" else "")
    return Line(rule.words, "not_known", NOT_ASKED, asks)


def _outward(postcode: str) -> str:
    """Return the first half of a postcode; nothing for what is none: a slip of the pen is no reason for a no."""
    found = identifiers.check_postcode(postcode)
    return "" if found.note or found.problem or not found.value else found.value.split()[0]


def _larger(areas: tuple[str, ...]) -> set[str]:
    """Return the boards that took in one of these: somebody who lives there may live in the older, smaller one."""
    return {after.key for key in areas if (one := area(key)) is not None for after in one.successors}


def _covers(prefix: str, outward: str) -> bool:
    """Say whether the first half of a postcode lies in a postcode area (BB) or district (WN7); BB1 is not BB10."""
    if not outward.startswith(prefix):
        return False
    rest = outward[len(prefix) :]
    return not rest or (rest[0].isdigit() if prefix[-1].isalpha() else rest[0].isalpha())


def _health(rule: JoinRule, facts: Facts, _today: date) -> Line:
    if facts.health:
        return Line(rule.words, "yes", "Written down in the Intake")
    return Line(rule.words, "not_known", NOT_ASKED, "conditions")


def _right_to_work(rule: JoinRule, facts: Facts, _today: date) -> Line:
    answer = _YES_NO.get(facts.right_to_work, "not_known")
    because = {"yes": "Yes", "no": "They say no; these rules say yes.", "not_known": NOT_ASKED}[answer]
    if facts.right_to_work == "not_sure":
        because = "They are not sure. Look into it together."
    return Line(rule.words, answer, because, "right_to_work" if answer == "not_known" else "")


def _ask(rule: JoinRule, _facts: Facts, _today: date) -> Line:
    return Line(rule.words, "not_known", "Only people can tell. Ask.")


def _texts(rule: JoinRule, key: str) -> tuple[str, ...]:
    found = rule.values.get(key, ())
    return tuple(str(one) for one in found) if isinstance(found, list | tuple) else ()


def _whole(since: date, today: date, unit: str) -> int:
    """Return how many whole weeks or months have passed; none when the day is still to come."""
    if since > today:
        return 0
    if unit == "weeks":
        return (today - since).days // 7
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit[:-1] if number == 1 else unit}"


_JUDGES: Mapping[str, Callable[[JoinRule, Facts, date], Line]] = {
    "age_at_least": _age,
    "in_area": _in_area,
    "work_status_in": _work_status,
    "out_of_work_less_than": _out_of_work,
    "health_affects_work": _health,
    "right_to_work": _right_to_work,
    "ask": _ask,
}
