"""Can somebody join: every kind of rule, what decides, and the words it is told in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework import lists
from workwell_desktop.casework.eligibility import Answer, Facts, as_record, from_record, judge
from workwell_desktop.casework.local_rules import LocalRules, parse_rules
from workwell_desktop.casework.rules_choice import check_rules, place_text, places

TODAY = date(2037, 11, 24)
HEAD = """name = "Northfield"
since = 2026-04-01
source = "This test"
licence = "MIT"
verified = true
[answers]
working_days = 5
tries = 3
quiet_days = 14
[programme]
weeks = {}
"""


def rules(*kinds: str) -> LocalRules:
    """Return the rules of a place, each written as kind, words and values with semicolons between."""
    text = HEAD
    for one in kinds:
        kind, words, *values = (part.strip() for part in one.split(";"))
        text += "\n".join(["[[can_join]]", f'kind = "{kind}"', f'words = "{words}"', *values, ""])
    return parse_rules(text)


def answered(rule: str, **facts: object) -> tuple[Answer, str]:
    judged = judge(rules(rule), Facts(**facts), TODAY)  # type: ignore[arg-type]  # the facts of a parametrized test
    assert judged.answer == judged.lines[0].answer
    return judged.answer, judged.lines[0].because


AGE = "age_at_least; 16 or over; years = 16"
WEEKS = "out_of_work_less_than; In work, or out of work less than 26 weeks; weeks = 26"
MONTHS = "out_of_work_less_than; In work, or out of work less than 6 months; months = 6"
AREA = 'in_area; Lives here, or GP or Jobcentre is here; any_of = ["lives", "gp", "jobcentre"]; areas = ["QMJ"]'
POST = 'in_area; Lives here; postcodes = ["BB", "WN7"]'
ASKED = 'in_area; Lives in the borough; any_of = ["lives"]'
WORK = 'work_status_in; In work; statuses = ["in_work", "off_sick"]'


@pytest.mark.parametrize(
    ("rule", "facts", "answer", "because"),
    [
        (AGE, {"birth_date": date(2021, 11, 24)}, "yes", "They are 16"),
        (AGE, {"birth_date": date(2021, 11, 25)}, "no", "15 years old; these rules say 16 or over."),
        (AGE, {}, "not_known", "Not asked yet"),
        (WEEKS, {"work_status": "off_sick"}, "yes", "Has a job"),
        (WEEKS, {"work_status": "self_employed"}, "yes", "Self-employed"),
        (WEEKS, {"work_status": "in_education"}, "not_known", "In education or training: these rules do not say."),
        (WEEKS, {}, "not_known", "Not asked yet"),
        (WEEKS, {"work_status": "out_of_work"}, "not_known", "Out of work; the last day is not written down yet"),
        (WEEKS, {"work_status": "out_of_work", "last_worked_on": date(2037, 5, 27)}, "yes", "Out of work for 25 weeks"),
        (
            WEEKS,
            {"work_status": "out_of_work", "last_worked_on": date(2037, 4, 21)},
            "no",
            "Out of work for 31 weeks; these rules say less than 26.",
        ),
        (WEEKS, {"work_status": "out_of_work", "last_worked_on": TODAY}, "yes", "Out of work since today"),
        (
            MONTHS,
            {"work_status": "out_of_work", "last_worked_on": date(2037, 5, 25)},
            "yes",
            "Out of work for 5 months",
        ),
        (
            MONTHS,
            {"work_status": "out_of_work", "last_worked_on": date(2037, 5, 24)},
            "no",
            "Out of work for 6 months; these rules say less than 6.",
        ),
        (
            MONTHS,
            {"work_status": "out_of_work", "last_worked_on": date(2037, 11, 1)},
            "yes",
            "Out of work since 1 November 2037",
        ),
        (AREA, {"area": "QMJ"}, "yes", "Lives in North Central London"),
        (AREA, {"gp_in_area": "yes", "area": "QOP"}, "yes", "GP practice is in the area"),
        (AREA, {"jobcentre_in_area": "yes"}, "yes", "Jobcentre is in the area"),
        (AREA, {"area": "QOP"}, "not_known", "Not asked yet"),
        (
            AREA,
            {"area": "QOP", "gp_in_area": "no", "jobcentre_in_area": "no"},
            "no",
            "Lives in Greater Manchester; GP practice is outside the area; Jobcentre is outside the area.",
        ),
        (AREA, {"lives_in_area": "yes", "area": "QOP"}, "yes", "Lives in the area"),
        (AREA, {"gp_in_area": "not_sure"}, "not_known", "Not asked yet"),
        (POST, {"postcode": "BB1 1AA"}, "yes", "Postcode BB1"),
        (POST, {"postcode": "B1 1AA"}, "no", "Postcode B1 is outside the area."),
        (POST, {"postcode": "WN7 1AA"}, "yes", "Postcode WN7"),
        (POST, {"postcode": "0L1 2AB"}, "not_known", "The postcode needs a look"),
        (POST, {"postcode": "not known"}, "not_known", "The postcode needs a look"),
        (POST, {"postcode": "12 High Street, Leigh"}, "not_known", "The postcode needs a look"),
        (POST, {"postcode": "WN7 1A"}, "not_known", "The postcode needs a look"),
        (POST, {"postcode": "WN70 1AA"}, "no", "Postcode WN70 is outside the area."),
        (POST, {}, "not_known", "Not asked yet"),
        (ASKED, {"lives_in_area": "no"}, "no", "Lives outside the area."),
        (ASKED, {"postcode": "BB1 1AA", "area": "QE1"}, "not_known", "Not asked yet"),
        (WORK, {"work_status": "off_sick"}, "yes", "Off sick, has a job"),
        (WORK, {"work_status": "out_of_work"}, "no", "Out of work; these rules say: In work."),
        (WORK, {}, "not_known", "Not asked yet"),
        ("health_affects_work; Health affects work", {"health": True}, "yes", "Written down in the Intake"),
        ("health_affects_work; Health affects work", {}, "not_known", "Not asked yet"),
        ("right_to_work; Allowed to work", {"right_to_work": "yes"}, "yes", "Yes"),
        ("right_to_work; Allowed to work", {"right_to_work": "no"}, "no", "They say no; these rules say yes."),
        (
            "right_to_work; Allowed to work",
            {"right_to_work": "not_sure"},
            "not_known",
            "They are not sure. Look into it together.",
        ),
        ("ask; No complex needs", {"health": True}, "not_known", "Only people can tell. Ask."),
    ],
)  # fmt: skip
def test_every_kind_of_rule_says_why(rule: str, facts: dict[str, object], answer: str, because: str) -> None:
    assert answered(rule, **facts) == (answer, because)


def test_somebody_in_a_larger_new_board_is_asked() -> None:
    answer, because = answered(AREA.replace('any_of = ["lives", "gp", "jobcentre"]; ', ""), area=new_board())
    assert answer == "not_known"
    assert because.endswith("is larger than this place. Ask.")


def new_board() -> str:
    from workwell_desktop.casework.areas import area

    old = area("QMJ")
    assert old is not None
    return old.successors[0].key


def test_one_no_is_a_no_and_the_rule_that_decided_is_told() -> None:
    judged = judge(rules(AGE, WEEKS), Facts(birth_date=date(2030, 1, 1), work_status="in_work"), TODAY)
    assert (judged.answer, judged.words) == ("no", "No, by these rules")
    assert judged.decided_by == "7 years old; these rules say 16 or over."


def test_what_is_not_known_stands_in_nobodys_way() -> None:
    some = judge(rules(AGE, "right_to_work; Allowed"), Facts(birth_date=date(1990, 1, 1)), TODAY)
    assert (some.answer, some.words, some.decided_by) == ("not_known", "Yes, on what we know so far", "")
    assert [line.asks for line in some.lines] == ["", "right_to_work"]
    assert judge(rules(AGE), Facts(), TODAY).words == "Not known yet"
    assert judge(rules(AGE), Facts(birth_date=date(1990, 1, 1)), TODAY).words == "Yes"


FACTS = st.builds(
    Facts,
    birth_date=st.none() | st.dates(date(1900, 1, 1), date(2037, 11, 24)),
    area=st.sampled_from(["", "QOP", "QMJ", "a newer code"]),
    postcode=st.sampled_from(["", "BB1 1AA", "ZZ", "1"]),
    lives_in_area=st.sampled_from(["", "yes", "no", "not_sure"]),
    gp_in_area=st.sampled_from(["", "yes", "no", "not_sure"]),
    jobcentre_in_area=st.sampled_from(["", "yes", "no", "not_sure"]),
    work_status=st.sampled_from(["", *(one.code for one in lists.choices("work_status"))]),
    last_worked_on=st.none() | st.dates(date(1950, 1, 1), date(2060, 1, 1)),
    health=st.booleans(),
    right_to_work=st.sampled_from(["", "yes", "no", "not_sure"]),
)


@given(st.sampled_from([file for file, _name in places()]), FACTS)
def test_no_place_and_no_person_is_without_an_answer(file: str, facts: Facts) -> None:
    found = check_rules(place_text(file))
    judged = judge(found, facts, TODAY)
    assert len(judged.lines) == len(found.can_join)
    assert all(line.because for line in judged.lines)
    assert (judged.answer == "no") == bool(judged.decided_by)
    kept = json.loads(json.dumps(as_record(found, judged)))
    assert from_record(kept).lines == tuple(replace(line, asks="") for line in judged.lines)


@pytest.mark.parametrize("typed", ["0L1 2AB", "not known", "12 High Street, Leigh", "WN7"])
def test_a_postcode_that_is_none_asks_for_the_postcode(typed: str) -> None:
    (line,) = judge(rules(POST), Facts(postcode=typed), TODAY).lines
    assert (line.answer, line.asks) == ("not_known", "postcode")
