"""Which service of a list is which, whatever its ids do from one release to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.directory_known import Known, Live, Roll, is_renumbered, known_by, without_keys
from workwell_desktop.directory.record import RecordPlace, RecordTimes, ServiceRecord, Term

KITCHEN = "kitchenexample"


def roll(*rows: tuple[str, Known], withdrawn: int = 0) -> Roll:
    """Return a roll of these keys and what they are known by; the last ``withdrawn`` are not listed any more."""
    live = len(rows) - withdrawn
    return Roll(Live(number, 100 + number, key, known, number < live) for number, (key, known) in enumerate(rows))


def claimed(asked: Roll, rows: list[tuple[str, Known]]) -> list[int | None]:
    """Ask for every row as a release does: first all surely, then those perhaps whose key was there."""
    sure = [asked.surely(key, known) for key, known in rows]
    found = [
        asked.perhaps(key, known) if one is None and asked.may_know(key, known) else one
        for one, (key, known) in zip(sure, rows, strict=True)
    ]
    return [one.record_id if one else None for one in found]


def a_known(number: int) -> Known:
    return Known(f"group{number}", f"M1{number}AA", f"161496{number:04d}")


@given(st.permutations(range(12)), st.integers(0, 2))
def test_services_of_a_list_are_known_again_whatever_their_ids_do(order: list[int], chain: int) -> None:
    """A third of them share a name, as branches do; ``chain`` says whether they have a phone, none, or one for all."""
    phones = [lambda number: f"161496{number:04d}", lambda _number: "", lambda _number: "3000300030"]
    knowns = [
        Known(KITCHEN, f"M1{number}AA", phones[chain](number)) if number % 3 == 0 else a_known(number)
        for number in range(12)
    ]
    asked = roll(*((str(number), known) for number, known in enumerate(knowns)))
    again = [(str(key), knowns[number]) for key, number in enumerate(order)]
    assert claimed(asked, again) == order
    assert asked.missing() == []
    assert (asked.matched, asked.strange) == (12, sum(key != number for key, number in enumerate(order)))


@given(st.permutations(range(12)), st.sets(st.integers(0, 11), max_size=6))
def test_what_is_new_in_a_renumbered_list_takes_nothing_over(ids: list[int], gone: set[int]) -> None:
    """Branches of one name close and others open under their ids: no note may go over to another branch."""
    before = [Known(KITCHEN, f"M1{number}AA", "3000300030") for number in range(12)]
    asked = roll(*((str(number), known) for number, known in enumerate(before)))
    stay = [number for number in range(12) if number not in gone]
    fresh = [Known(KITCHEN, f"M2{number}AA", "3000300030") for number in gone]
    keys = [str(one) for one in ids]
    rows = list(zip(keys, [*(before[number] for number in stay), *fresh], strict=True))
    got = claimed(asked, rows)
    assert got[: len(stay)] == stay
    moved = sum(str(number) != key for number, key in zip(stay, keys, strict=False))
    if is_renumbered(moved, len(keys)):
        assert got[len(stay) :] == [None] * len(fresh)
        assert asked.strange == moved + len(fresh)


def test_a_list_whose_ids_stand_twice_is_not_renumbered() -> None:
    rows = [("7", a_known(1)), ("7", a_known(2)), ("8", a_known(3))]
    asked = roll(*rows)
    assert claimed(asked, rows) == [0, 1, 2]
    assert (asked.matched, asked.strange) == (3, 0)


def test_what_stands_twice_word_for_word_is_claimed_once_each() -> None:
    rows = [("7", a_known(1)), ("8", a_known(1))]
    assert sorted(claimed(roll(*rows), rows[::-1])) == [0, 1]
    assert claimed(roll(*rows), rows) == [0, 1]
    assert claimed(roll(*rows), [*rows, ("9", a_known(1))]) == [0, 1, None]


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (Known("newname", "M11AA", "1614960001"), True),
        (Known("newname", "M11AA", ""), True),
        (Known("newname", "", "1614960001"), True),
        (Known("newname", "M11AA", "9999999999"), False),
        (Known("newname", "M99ZZ", "1614960001"), False),
        (Known("newname", "", ""), False),
        (Known("group1", "M99ZZ", "9999999999"), True),
        (Known("group1", "", ""), True),
    ],
)
def test_a_name_or_a_place_that_changes_under_the_same_id(now: Known, same: bool) -> None:
    asked = roll(("1", Known("group1", "M11AA", "1614960001")))
    assert claimed(asked, [("1", now)]) == [0 if same else None]
    assert asked.strange == (not same)


def test_one_of_several_at_a_place_is_told_by_its_phone_before_its_key() -> None:
    hall = [Known("carersgroup", "M11AA", phone) for phone in ("1", "2", "3")]
    asked = roll(*((str(number), known) for number, known in enumerate(hall)))
    assert claimed(asked, [("2", hall[0]), ("0", hall[1]), ("1", hall[2])]) == [0, 1, 2]
    asked = roll(*((str(number), known) for number, known in enumerate(hall)))
    assert claimed(asked, [("x", Known("carersgroup", "M11AA", "4"))]) == [None]


def test_a_service_without_place_and_phone_is_known_by_its_name_where_nothing_speaks_against_it() -> None:
    line = Known("helpline", "", "")
    assert claimed(roll(("1", line)), [("other", line)]) == [0]
    assert claimed(roll(("1", line)), [("other", Known("helpline", "", "3"))]) == [None]
    assert claimed(roll(("1", line), ("2", line)), [("2", line), ("1", line)]) == [1, 0]
    assert claimed(roll(("1", line), ("2", line)), [("other", line)]) == [None]


def test_a_listed_one_goes_before_one_that_was_withdrawn() -> None:
    rows = [("1", a_known(1)), ("2", a_known(1))]
    assert claimed(roll(*rows, withdrawn=1), [("3", Known("group1", "M11AA", "1614960001"))]) == [0]
    asked = roll(*rows, withdrawn=1)
    assert [one.record_id for one in asked.missing()] == [0]


@pytest.mark.parametrize(("strange", "is_so"), [(0, False), (5, False), (6, True)])
def test_more_than_one_in_twenty_ids_given_to_others_is_renumbered(strange: int, is_so: bool) -> None:
    rows = [(str(number), a_known(number)) for number in range(100)]
    asked = roll(*rows)
    now = [(key, known if number >= strange else a_known(500 + number)) for number, (key, known) in enumerate(rows)]
    claimed(asked, now)
    assert is_renumbered(asked.strange, asked.matched) == is_so


def test_what_a_record_is_known_by() -> None:
    record = ServiceRecord(
        "1", "Bo’s  Café (Bolton)", phone="+44 (0)161 496-0001",
        places=(RecordPlace("Upstairs"), RecordPlace("Hall", "bl1 1aa"), RecordPlace("", "M1 1AA")),
    )  # fmt: skip
    assert known_by(record) == Known("boscafebolton", "BL11AA", "1614960001")
    assert known_by(ServiceRecord("1", "x", phone="0161 496 0001")).phone == "1614960001"


def keyed(name: str, postcode: str, phone: str) -> tuple[str, Known]:
    """Return a service of a list without ids: its key is its name and postcode."""
    return f"{name}|{postcode.lower()}", Known(name, postcode, phone)


def test_without_ids_a_moved_or_renamed_service_is_known_by_its_phone() -> None:
    rows = [keyed("tea", "M11AA", "1614960001"), keyed("cake", "M12AA", "1614960002"), keyed("bus", "M13AA", "")]
    moved, renamed = keyed("tea", "M19ZZ", "1614960001"), keyed("cakeandmore", "M12AA", "1614960002")
    assert claimed(roll(*rows), [renamed, moved, keyed("coach", "M13AA", "")]) == [1, 0, None]


def test_a_phone_that_several_share_makes_nobody_of_another_name_known() -> None:
    one, two = keyed("tea", "M11AA", "1614960001"), keyed("cake", "M11AA", "1614960001")
    other, third = keyed("bus", "M11AA", "1614960001"), keyed("car", "M11AA", "1614960001")
    assert claimed(roll(one, two), [one, other]) == [0, None]
    assert claimed(roll(one), [other, third]) == [None, None]
    assert claimed(roll(("1", one[1])), [("2", other[1])]) == [None]


def test_ids_that_a_list_begins_to_give_are_no_new_numbers() -> None:
    made = [Live(n, n, f"group {n}|m11aa", Known(f"group{n}", "M11AA", f"{n:010d}"), True) for n in range(9)]
    roll = Roll(made)
    assert [roll.surely(f"S{n}", Known(f"group{n}", "M11AA", f"{n:010d}")) for n in range(9)] == made
    assert (roll.sure, roll.renewed) == (9, 0)


def test_facts_are_the_same_in_whatever_order_and_under_whatever_ids() -> None:
    halls = [RecordPlace("Hall", "M1 1AA", key="a"), RecordPlace("Park", "M1 1AB", key="b")]
    times = [RecordTimes("Mon", place="a"), RecordTimes("Tue", place="b")]
    terms = (Term("Food"), Term("Debt"))
    one = ServiceRecord("1", "X", places=tuple(halls), times=tuple(times), terms=terms, languages=("Urdu", "Welsh"))
    renamed = [replace(place, key=place.key * 2) for place in halls[::-1]]
    other = ServiceRecord(
        "2", "X", places=tuple(renamed), times=tuple(replace(line, place=line.place * 2) for line in times[::-1]),
        terms=terms[::-1], languages=("Welsh", "Urdu"),
    )  # fmt: skip
    assert without_keys(one) == without_keys(other)
    swapped = replace(other, times=tuple(replace(line, place="aa") for line in other.times))
    assert without_keys(one) != without_keys(swapped)
