"""The one rule of sharing: a yes is narrow, a no is wide, the newest day counts, and an end ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.sharing_rule import EVERYBODY, Answer, may_share, same_name

TODAY = date(2037, 11, 24)
KINDS = ("employer", "gp", "service")
NAMES = ("", "Harbour Foods Example", "harbour  foods example", "Elm Street Surgery", "!!!", "???")
AIMS = ("", "letter", "talk")

answers = st.lists(
    st.builds(
        Answer,
        number=st.just(0),
        recipient=st.sampled_from((*KINDS, EVERYBODY)),
        name=st.sampled_from(NAMES),
        aim=st.sampled_from(AIMS),
        state=st.sampled_from(("asked", "agreed", "refused", "withdrawn")),
        said_on=st.none() | st.dates(date(2037, 11, 1), TODAY),
        expires_on=st.none() | st.dates(date(2037, 11, 1), date(2037, 12, 31)),
        one_letter=st.booleans(),
    ),
    max_size=8,
).map(lambda found: [replace(one, number=number) for number, one in enumerate(found, 1)])
asked_for = st.tuples(st.sampled_from(KINDS), st.sampled_from(NAMES[1:]), st.sampled_from(AIMS[1:]))


def yes(number: int = 1, **more: object) -> Answer:
    base = Answer(number, "employer", "Harbour Foods Example", "talk", "agreed", TODAY - timedelta(days=number))
    return replace(base, **more)  # type: ignore[arg-type]  # names of the answer


def said(*found: Answer, name: str = "Harbour Foods Example", aim: str = "talk", on: date = TODAY) -> str:
    return may_share(found, "employer", name, aim, on).standing


@given(answers, asked_for)
def test_nothing_may_be_shared_without_a_yes_to_that_recipient_for_that_purpose(
    found: list[Answer], wanted: tuple[str, str, str]
) -> None:
    verdict = may_share(found, *wanted, TODAY)
    if verdict.may:
        answer = verdict.answer
        assert answer is not None
        assert (answer.recipient, answer.aim, answer.state) == (wanted[0], wanted[2], "agreed")
        assert same_name(answer.name, wanted[1])
        assert not answer.one_letter
        assert answer.expires_on is None or answer.expires_on >= TODAY


@given(answers, asked_for, st.sampled_from(("refused", "withdrawn")))
def test_who_stops_taking_part_stops_everything_and_is_asked_anew_later(
    found: list[Answer], wanted: tuple[str, str, str], state: str
) -> None:
    stopped = Answer(97, EVERYBODY, "", "", state, TODAY)
    assert may_share([*found, stopped], *wanted, TODAY).answer == stopped
    again = Answer(98, EVERYBODY, "", "", "agreed", TODAY)
    assert may_share([*found, stopped, again], *wanted, TODAY).standing in {"never_asked", "asked"}
    last = Answer(99, *wanted, "agreed", TODAY)
    assert may_share([*found, stopped, again, last], *wanted, TODAY).may


@given(answers, asked_for, st.sampled_from(("refused", "withdrawn")), st.booleans(), st.booleans())
def test_a_last_no_stops_it_however_wide_it_is(
    found: list[Answer], wanted: tuple[str, str, str], state: str, any_name: bool, any_aim: bool
) -> None:
    kind, name, aim = wanted
    no = Answer(99, kind, "" if any_name else name, "" if any_aim else aim, state, TODAY)
    verdict = may_share([*found, no], kind, name, aim, TODAY)
    assert not verdict.may
    assert verdict.stopped
    assert verdict.answer == no


@given(answers, asked_for)
def test_a_last_yes_lets_it_go_whatever_was_before(found: list[Answer], wanted: tuple[str, str, str]) -> None:
    last = Answer(99, *wanted, "agreed", TODAY, TODAY)
    assert may_share([*found, last], *wanted, TODAY).may, "it holds on its last day"
    assert may_share([*found, last], *wanted, TODAY + timedelta(days=1)).standing == "expired"


@given(answers, asked_for, st.randoms(use_true_random=False))
def test_the_order_in_which_answers_are_read_does_not_matter(
    found: list[Answer], wanted: tuple[str, str, str], chance: Random
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    assert may_share(mixed, *wanted, TODAY) == may_share(found, *wanted, TODAY)


@given(answers, asked_for)
def test_what_others_were_told_and_asking_change_nothing(found: list[Answer], wanted: tuple[str, str, str]) -> None:
    before = may_share(found, *wanted, TODAY)
    elsewhere = Answer(98, "jobcentre", wanted[1], wanted[2], "refused", TODAY)
    question = Answer(99, *wanted, "asked", TODAY)
    after = may_share([*found, elsewhere, question], *wanted, TODAY)
    assert after.may == before.may
    assert after.standing == ("asked" if before.standing == "never_asked" else before.standing)


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        ([], "never_asked"),
        ([yes()], "agreed"),
        ([yes(name="HARBOUR foods, example")], "agreed"),
        ([yes(name="")], "never_asked"),
        ([yes(aim="letter")], "never_asked"),
        ([yes(one_letter=True)], "never_asked"),
        ([yes(state="asked")], "asked"),
        ([yes(expires_on=TODAY)], "agreed"),
        ([yes(expires_on=TODAY - timedelta(days=1))], "expired"),
        ([yes(2), yes(1, state="refused", name="", aim="")], "refused"),
        ([yes(1), yes(2, state="refused", name="", aim="")], "agreed"),
        ([yes(2, expires_on=date(2037, 11, 20)), yes(3)], "expired"),
        ([yes(2), yes(1, state="withdrawn", name="Hill Mill Example", aim="")], "agreed"),
    ],
)
def test_it_decides_as_people_would(found: list[Answer], standing: str) -> None:
    assert said(*found) == standing


def test_a_yes_written_down_late_does_not_undo_a_later_no() -> None:
    no = yes(1, state="refused", said_on=TODAY - timedelta(days=3))
    late = yes(2, said_on=TODAY - timedelta(days=9))
    assert said(no, late) == "refused"
    assert said(no, replace(late, said_on=no.said_on)) == "agreed", "of one day the one written down last counts"


@pytest.mark.parametrize(
    "other",
    ["Acme Limited", "ACME", "acme ltd.", "The Acme", "Acme P.L.C.", "Acme LLP", "The Acme Company Ltd", "Acmé"],
)
def test_an_employer_written_another_way_is_the_same_one(other: str) -> None:
    name = "Acme Company Limited" if "Company" in other else "Acme Ltd"
    assert same_name(name, other)
    no = replace(yes(), name=name, state="withdrawn")
    assert may_share([no], "employer", other, "talk", TODAY).standing == "withdrawn"


@pytest.mark.parametrize(
    ("one", "other"), [("Acme Ltd", "Acme Foods Ltd"), ("The Limited", "The"), ("Ltd", "Limited"), ("Theo", "o")]
)
def test_what_is_left_of_a_name_still_tells_it_from_another(one: str, other: str) -> None:
    assert not same_name(one, other)
