"""Whether two entries are one service: the same whichever comes first, with a reason, and apart where they must be.

The traps are those that real directories hold: branches of one network, groups on one phone, near names.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.alike import likeness
from workwell_desktop.directory.alike_blocks import suggest, suggest_for
from workwell_desktop.directory.alike_evidence import evidence_of
from workwell_desktop.directory.alike_facts import Entry, entry_of, facts_of
from workwell_desktop.directory.alike_ground import Ground
from workwell_desktop.directory.alike_reach import metres_between
from workwell_desktop.directory.alike_rules import alike_rules, read_alike_rules
from workwell_desktop.directory.record import RecordPlace, ServiceRecord
from workwell_desktop.paths import resources

HERE = Entry(
    1, "Aston Baby Bank", address="14 Mill Lane, Aston", postcode="ZZ1 2AB", phones=("01632 960001",),
    email="hello@aston.example", web="aston.example",
)  # fmt: skip
ENOUGH = alike_rules().suggest_from


def other(**values: object) -> Entry:
    """Return a second entry like the first, but for these values."""
    return replace(HERE, id=2, **values)  # type: ignore[arg-type]  # fields of an entry


def pairs(entries: Sequence[Entry]) -> set[tuple[int, int]]:
    """Return the ids of what is suggested."""
    return {(pair.first, pair.second) for pair in suggest(entries)}


WORDS = st.sampled_from(
    ["Aston", "Debt", "Advice", "Group", "Men's", "Women's", "North", "South", "Trust", "1", "2", "A", "Monday", "the",
     "Choir", "carers", "youth", "Ltd", "counselling", "Café", "MS", "Multiple", "Sclerosis", ""]
)  # fmt: skip
ENTRIES = st.builds(
    Entry,
    id=st.integers(1, 9),
    name=st.lists(WORDS, max_size=5).map(" ".join),
    organisation=st.lists(WORDS, max_size=3).map(" ".join),
    address=st.sampled_from(["", "4 Mill Lane, Aston", "5 Mill Lane", "The Hall, Church Street"]),
    postcode=st.sampled_from(["", "ZZ1 2AB", "zz12ab", "ZZ1", "ZZ9 9ZZ", "not known"]),
    position=st.sampled_from([None, (53.0, -2.0), (53.001, -2.0), (54.0, -2.0)]),
    phones=st.sampled_from([(), ("01632 960001",), ("+44 1632 960001 / 07700 900001",), ("test tel",)]),
    email=st.sampled_from(["", "a@aston.example", "b@aston.example", "N/A"]),
    web=st.sampled_from(["", "aston.example/choir", "https://www.aston.example", "facebook.com/aston"]),
    topics=st.frozensets(st.sampled_from(["money", "caring"])),
    words=st.lists(WORDS, max_size=8).map(" ".join),
    minimum_age=st.sampled_from([None, 16, 50]),
    maximum_age=st.sampled_from([None, 15, 25]),
    only_for=st.frozensets(st.sampled_from(["men", "women"]), max_size=1),
)


@given(ENTRIES, ENTRIES)
def test_it_is_the_same_whichever_comes_first(one: Entry, two: Entry) -> None:
    first, second = likeness(one, two), likeness(two, one)
    assert first == second
    assert 0 <= first.score <= 1
    assert not (first.veto and first.score)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_whatever_stands_in_a_cell_is_read(name: str, address: str, postcode: str, phone: str) -> None:
    entry = Entry(1, name, address=address, postcode=postcode, phones=(phone,), email=phone, web=address, words=name)
    assert likeness(entry, replace(entry, id=2)) == likeness(replace(entry, id=2), entry)


@given(st.lists(ENTRIES, max_size=8), st.randoms())
def test_what_is_suggested_does_not_depend_on_the_order(entries: list[Entry], rng: random.Random) -> None:
    numbered = [replace(one, id=number) for number, one in enumerate(entries)]
    shuffled = list(numbered)
    rng.shuffle(shuffled)
    assert pairs(numbered) == pairs(shuffled)


@given(st.lists(ENTRIES, max_size=5), st.lists(ENTRIES, max_size=5))
def test_new_entries_are_told_what_a_whole_look_would_tell(new: list[Entry], old: list[Entry]) -> None:
    numbered = [replace(one, id=number) for number, one in enumerate([*new, *old])]
    fresh = numbered[: len(new)]
    told = {(pair.first, pair.second) for pair in suggest_for(fresh, numbered[len(new) :])}
    assert told == {pair for pair in pairs(numbered) if pair[0] < len(new)}


SAME = {
    "law and signs": (HERE, other(name="The Aston Babybank Ltd.")),
    "another order": (other(name="Carers' Coffee Morning"), other(name="Coffee Morning for Carers")),
    "a slip of the pen": (other(name="Aston Sleep Clinic"), other(name="Aston Sleep Clinc")),
    "a letter for a nought": (other(postcode="ZZ1 OAB"), other(postcode="zz10ab")),
    "no place in one": (HERE, other(address="", postcode="")),
    "no contact at all": (
        other(phones=(), email="", web=""),
        other(name="Aston Babybank", phones=(), email="", web=""),
    ),
    "initials": (
        other(name="Multiple Sclerosis Society Aston", organisation="Multiple Sclerosis Society"),
        other(name="Aston MS Society", organisation="MS Society"),
    ),
    "a new name": (
        other(name="Bright Futures", words="Mentoring for young people who are out of work", organisation="Bright CIC"),
        other(name="Aston Mentors", words="Mentors for young people out of work", organisation="Aston Mentors"),
    ),
    "two doors along": (HERE, other(address="18 Mill Lane, Aston", postcode="ZZ1 2AC")),
    "the named service and its body": (
        other(
            name="Aston Counselling", organisation="Aston Trust", address="14 Mill Ln", phones=("+44 1632 960001",),
            words="Low-cost counselling for adults",
        ),
        other(name="Aston Trust", organisation="Aston Trust", words="Charity that offers low-cost counselling"),
    ),
    "the old name in brackets": (
        other(name="Step Forward Back Class", topics=frozenset({"back"})),
        other(name="Better Backs (was Step Forward)", topics=frozenset({"back"})),
    ),
    "moved, and says so": (
        other(name="Aston Wood Shed"),
        other(name="Aston Wood Shed", address="2 Hill Road", postcode="ZZ1 9XY", words="Moved to Hill Road in May"),
    ),
    "a box for letters": (HERE, other(address="PO Box 12, Farport", postcode="QQ1 0PB")),
    "two digits in the wrong order": (HERE, other(phones=("01632 960010",), email="", web="")),
    "no dialling code": (HERE, other(phones=("960001",), email="", web="")),
    "a town with letters left out": (other(name="Brackenholme Choir", address="14 Mill Lane, Brackenholme"),
                                     other(name="Choir - B'holme", address="", postcode="")),
    "two words in one": (other(name="Aston Talking Space", organisation="Aston Health"),
                         other(name="Talkingspace", organisation="Aston Health", phones=(), email="")),
    "one line for the country": (
        Entry(1, "Lantern Helpline (North)", "Lantern", phones=("0808 1570001",), words="Listening each evening"),
        Entry(2, "Lantern Helpline - South", "Lantern", phones=("0808 1570001",), words="Listening each evening"),
    ),
    "a rare name and its town": (
        Entry(1, "Aston Deaf Club", address="The Institute, Aston", postcode="ZZ1 2AB", topics=frozenset({"hearing"})),
        Entry(2, "Deaf Club Aston", topics=frozenset({"hearing"})),
    ),
    "how long a line is open": (other(name="Aston Debt Line"), other(name="Aston Debt Line (freephone, 24 hrs)")),
    "a digit for a word": (other(name="Fit for Work Aston"), other(name="Fit 4 Work Aston")),
    "a word for whom that is told elsewhere": (
        other(name="Aston Pilates - Beginners", words="Mats on Mondays for people new to it"),
        other(name="Aston Pilates, new starters", words="Mats on Mondays", email=""),
    ),
    "an old name for others": (
        other(name="Youth Works (formerly Bright Futures)", organisation="Youth Works CIC"),
        other(name="Bright Futures", organisation="Bright Futures", email="", web=""),
    ),
    "letters and digits of a postcode": (other(postcode="ZZ1 1ST"), other(postcode="ZZ1 I5T", email="")),
    "a phone that lost a digit": (HERE, other(phones=("01632 96000",), email="", web="")),
    "new premises": (
        other(name="Aston Wood Shed"),
        other(name="Aston Wood Shed", address="2 Hill Road", postcode="ZZ1 9XY", words="New premises since May"),
    ),
    "a line that many list": (
        Entry(1, "Lantern Adviceline", "Lantern", phones=("0808 1570001",), words="Debt advice for all by phone"),
        Entry(2, "LANTERN ADVICE LINE (freephone)", "Lantern", phones=("08081570001",), words="Debt advice by phone"),
    ),
    "the trade's old name": (
        other(name="Aston Talking Therapies", words="Free talking treatments for anxiety", email="", web=""),
        other(name="Aston IAPT", words="Psychological therapies, also CBT", phones=(), email="", web=""),
    ),
    "two ways to write a number": (other(name="Over 50s Walk"), other(name="Over Fifties Walk")),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_one_service_written_twice_is_suggested(case: str) -> None:
    found = likeness(*SAME[case])
    assert found.score >= ENOUGH, found
    assert found.reasons


APART = {
    "numbers": ("Family Hub 1", "Family Hub 2"),
    "number words": ("Family Hub One", "Family Hub Two"),
    "compass": ("Burnage East Support", "Burnage West Support"),
    "ordinals": ("1st Aston Scouts", "3rd Aston Scouts"),
    "days": ("Monday Club", "Thursday Club"),
    "gender": ("Men's Group", "Women's Group"),
    "age": ("Youth Club", "Older People's Club"),
    "letters": ("Sober Steps Group A", "Sober Steps Group B"),
    "levels": ("Computers for Beginners", "Computers for Improvers"),
    "seasons": ("Pain Course (spring)", "Pain Course (autumn)"),
    "groups on one phone": ("Selfhelp: Anxiety Group", "Selfhelp: Hoarding Group"),
    "near names": ("THRIVE Manchester", "RIVER Manchester"),
    "one for some only": ("Debt Advice", "Debt Advice for Farmers"),
    "courses in one house": ("Sleep Course", "Pain Course"),
    "before and after birth": ("Pregnancy Yoga", "Postnatal Yoga"),
    "kinds of food help": ("Trinity Food Bank", "Trinity Lunch Club"),
    "nations": ("Citizens Advice", "Citizens Advice Scotland"),
    "great and little": ("Great Ossing Lunch Club", "Little Ossing Lunch Club"),
    "roles": ("Cancer Clinic: Employees", "Cancer Clinic: Employers"),
    "hours of the clock": ("Aston Yoga 10am", "Aston Yoga 7pm"),
    "a series": ("Stepping Out - Pier Walk", "Stepping Out - Cliff Walk"),
    "a series in brackets": ("Mindful Yoga (gentle)", "Mindful Yoga (dynamic)"),
    "for the young alone": ("Aston Carers Group", "Aston Young Carers Group"),
}


@pytest.mark.parametrize("case", APART)
def test_a_word_of_its_own_in_each_name_keeps_them_apart(case: str) -> None:
    first, second = APART[case]
    found = likeness(other(name=first), other(name=second))
    assert found.score == 0
    assert found.veto


TWO_FOR_WHAT_THEY_SAY = {
    "one hand": (
        other(name="Harmony Counselling", organisation="Harmony", words="Low-cost counselling"),
        other(name="Harmony Trauma Counselling", organisation="Harmony", words="Low-cost counselling after a shock"),
        "One list has both, with the same contacts under two names.",
    ),
    "ruled out": (
        other(name="Aston Working Well", organisation="Aston", words="Coaching for people off sick", email=""),
        other(name="Aston In Work", organisation="Aston Ltd", words="For people in a job; not for those off sick"),
        "One says that it is not what the other is.",
    ),
    "a line and its office": (
        Entry(1, "Lantern (Aston)", "Lantern", "4 Mill Lane, Aston", "ZZ1 2AB", phones=("0808 1570001",), words="Debt"),
        Entry(2, "Lantern Telephone Debtline", "Lantern", phones=("0808 1570001",), words="Debt"),
        "",
    ),
    "two sessions": (
        other(name="Aston Sober Meeting", words="Monday 7.30pm"),
        other(name="Aston Sober Meeting", words="Friday 12.30pm"),
        "",
    ),
    "two streets": (
        other(name="Aston Hub Drop-in", address="Parish Hall, Church Lane, Aston"),
        other(name="Aston Hub Drop-in", address="School Annexe, Aston", postcode="ZZ1 2XY"),
        "They are in different places.",
    ),
    "a body and one of its services": (
        other(name="Aston Trust", organisation="Aston Trust", words="Charity with a café, a choir and a garden"),
        other(name="Aston Trust Choir", organisation="Aston Trust", words="Singing on Tuesdays"),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TWO_FOR_WHAT_THEY_SAY)
def test_what_two_entries_say_of_themselves_keeps_them_apart(case: str) -> None:
    first, second, why = TWO_FOR_WHAT_THEY_SAY[case]
    found = likeness(first, second)
    assert found.score == 0
    assert why in {"", found.veto}


SIGNS = {
    "whole_part": (
        Entry(1, "Moor Carers", "Moor Carers", email="info@moor.example"),
        Entry(2, "Moor Carers - Aston club", "Moor Carers", "Corn Hall, Aston", "ZZ1 3CH", email="info@moor.example"),
    ),
    "page_part": (
        other(name="Aston Women's Centre", organisation="Aston Women"),
        other(name="Women's Centre Counselling", organisation="Aston Women", web="aston.example/counselling"),
    ),
    "page": (
        other(name="Stop Smoking", web="town.example/quit"),
        other(name="Quit", web="https://town.example/quit/", email=""),
    ),
    "wide_other": (HERE, other(postcode="", address="", words="A national charity")),
    "grown_other": (
        other(name="Sunflowers", words="For bereaved children"),
        other(name="Sunrise", words="For bereaved adults", email=""),
    ),
    "time_other": (other(words="Mondays 10.30am"), other(words="Mondays in the evening")),
    "whom_one": (other(name="Debt Advice"), other(name="Debt Advice for Farmers", email="")),
    "venue": (
        other(name="Aston Family Hub", address="The Institute, Mill Lane, Aston"),
        other(name="Confident Parents", address="Aston Family Hub, Mill Lane, Aston", email=""),
    ),
    "session": (other(words="Mondays at 2"), other(name="Baby Bank", words="Each Monday, 2pm to 4pm")),
    "session_other": (other(words="Mondays at 2"), other(words="Mondays at 4pm")),
    "place_alone": (other(phones=(), email="", web=""), other(name="Aston Choir", phones=(), email="", web="")),
    "bodies_apart": (
        other(organisation="Moor Advice"),
        other(organisation="Hearth", web="hearth.example", email="a@hearth.example"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_told_and_weighs_as_it_should(sign: str) -> None:
    rules = alike_rules()
    first, second = (facts_of(one, rules) for one in SIGNS[sign])
    assert sign in evidence_of(first, second, Ground(), rules).said
    assert sign not in evidence_of(first, first, Ground(), rules).said or sign in {"page", "place_alone", "session"}
    assert (rules.evidence[sign] > 0) == (sign in {"page", "session"})


BRANCH = other(name="Trussell Trust food bank", organisation="Trussell Trust")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BRANCH, replace(BRANCH, postcode="ZZ9 9ZZ", address="1 Hill Road")),
        (BRANCH, replace(BRANCH, postcode="ZZ1 3CD", address="1 Hill Road")),
        (replace(BRANCH, position=(53.0, -2.0)), replace(BRANCH, position=(53.01, -2.0))),
        (replace(BRANCH, minimum_age=18), replace(BRANCH, maximum_age=17)),
        (replace(BRANCH, words="For people aged 16 to 25"), replace(BRANCH, words="For the over 60s")),
        (replace(BRANCH, words="A group for men"), replace(BRANCH, words="A group for women")),
        (replace(BRANCH, only_for=frozenset({"men"})), replace(BRANCH, only_for=frozenset({"women"}))),
        (
            other(name="Baby Bank", phones=(), email="", web="", postcode="", address=""),
            replace(HERE, name="Baby Bank"),
        ),
        (
            other(name="Open Door", organisation="Open Door", email="a@door.example", web="door.example"),
            other(name="Bright Start", organisation="Bright Start", email="b@bright.example", web="bright.example"),
        ),
    ],
    ids=["towns", "one district", "1.1 km", "ages", "ages in words", "men and women", "fields", "name alone", "house"],
)
def test_other_places_people_and_bodies_are_other_services(first: Entry, second: Entry) -> None:
    assert likeness(first, replace(second, id=3)).score < ENOUGH


def test_a_network_with_one_phone_and_one_web_site_is_not_one_service() -> None:
    towns = ["Harrow", "Castle", "Wexby", "Dunsley", "Oakford", "Pellbury"]
    network = [
        Entry(place, "Brimful Larder", "Brimful Larder", f"{place} High Road, {town}", "", phones=("0800 1570001",),
              email="help@larder.example", web="larder.example", topics=frozenset({"food"}))
        for place, town in enumerate(towns)
    ]  # fmt: skip
    assert pairs(network) == set()
    again = replace(network[2], id=99, name="Brimful Larder Ltd")
    assert pairs([*network, again]) == {(2, 99)}


def test_a_body_that_is_nowhere_is_none_of_its_branches() -> None:
    branches = [
        Entry(place, f"{town} Debt Centre", "Christian Debt Help", f"{place} High Road, {town}", f"ZZ{place} 1AA",
              phones=("0800 1570001",), email="help@cdh.example", web="cdh.example", words="Debt help at home")
        for place, town in enumerate(["Harrow", "Castle"], start=1)
    ]  # fmt: skip
    body = Entry(9, "Christian Debt Help", "Christian Debt Help", phones=("0800 1570001",), email="help@cdh.example",
                 web="cdh.example", words="National charity with debt centres")  # fmt: skip
    assert pairs([*branches, body]) == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Formerly known as Bright Futures until 2023.", [{"bright", "futur"}]),
        ("Help for people previously in care", []),
        ("Formerly at the Old Mill", []),
        ("now called “Lantern Link”", [{"lantern", "link"}]),
        ("Charity (used to be Bright Futures)", [{"bright", "futur"}]),
        ("For people who used to be in care", []),
    ],
)
def test_a_former_name_is_read_and_a_former_life_is_not(text: str, names: list[set[str]]) -> None:
    found = facts_of(other(words=text), alike_rules()).former
    assert [{word[:5] for word in one} for one in found] == [{word[:5] for word in one} for one in names]


@pytest.mark.parametrize("address", ["Telephone service", "(national helpline, no local office)", "Venue on request"])
def test_an_address_that_names_no_place_is_none(address: str) -> None:
    assert not facts_of(other(address=address, postcode=""), alike_rules()).placed
    assert facts_of(other(address=f"{address}, Mill Lane", postcode=""), alike_rules()).placed
    assert facts_of(other(address="", postcode="ZZ1 1AA"), alike_rules()).placed


def test_several_places_are_no_one_place() -> None:
    rules = alike_rules()
    assert not facts_of(other(address="Aston, Moor and Hill village halls", postcode=""), rules).placed
    assert facts_of(other(address="The Churches, 4 Mill Lane", postcode=""), rules).placed
    assert facts_of(other(address="Village halls office", postcode="ZZ1 1AA"), rules).placed


def test_what_one_name_explains_in_brackets_makes_no_other_name() -> None:
    rules = alike_rules()
    one, two, three = (
        facts_of(other(name=name), rules)
        for name in ("Needle Loft", "Needle Loft (sewing for wellbeing)", "Needle Loft (darning)")
    )
    assert "name_same" in evidence_of(one, two, Ground(), rules).said
    assert "name_same" not in evidence_of(two, three, Ground(), rules).said


def test_a_service_of_the_body_that_it_became_is_not_its_new_name() -> None:
    rules = alike_rules()
    renamed = facts_of(other(name="Aston Strangers' Support (now Open House)", organisation=""), rules)
    for name, was in (("Open House", True), ("Open House, Aston", True), ("Open House Conversation Class", False)):
        there = facts_of(other(name=name, organisation="Open House"), rules)
        assert ("was" in evidence_of(renamed, there, Ground(), rules).said) is was


def test_minutes_are_no_hour() -> None:
    first, second = (facts_of(other(words=words), alike_rules()) for words in ("Weds 1:15pm", "Wednesdays at 1.15pm"))
    assert (first.times, second.times) in ((frozenset(), frozenset({"afternoon"})), (frozenset({"afternoon"}),) * 2)


def test_the_same_body_place_and_phone_is_not_enough_where_the_subject_differs() -> None:
    lifts = other(
        name="Good Neighbours Lifts", organisation="Good Neighbours", topics=frozenset({"transport"}),
        words="Lifts to the hospital and to shops",
    )  # fmt: skip
    visits = replace(
        lifts,
        id=3,
        name="Befriending",
        topics=frozenset({"loneliness"}),
        words="Volunteers call on lonely people weekly",
    )
    assert likeness(lifts, visits).score == 0


def test_a_pair_gives_way_where_one_of_it_is_more_like_a_third_that_is_surely_not_the_other() -> None:
    body = other(name="Riverside Trust", organisation="Riverside Trust", topics=frozenset({"art"}))
    same = replace(body, id=3, name="Riverside Trust Ltd")
    sister = replace(body, id=4, name="Riverside", topics=frozenset({"debt"}), email="debt@aston.example")
    told = pairs([body, same, sister])
    assert (2, 3) in told
    assert (2, 4) not in told or (3, 4) in told


def test_a_large_block_is_cut_and_its_doubles_are_still_found() -> None:
    house = [
        replace(HERE, id=place, name=f"{word} circle", phones=(), email="", web="")
        for place, word in enumerate(f"{chr(97 + one // 26)}{chr(97 + one % 26)}zebra{one * 7}" for one in range(150))
    ]
    double = replace(house[3], id=900)
    assert (3, 900) in pairs([*house, double])


def test_the_reasons_are_plain_words() -> None:
    assert likeness(HERE, other(name="Aston Baby Bank Hub", email="")).reasons == (
        "Same phone, same web site, same postcode.", "The names differ by “hub”.",
    )  # fmt: skip
    assert likeness(HERE, other(web="", email="")).reasons == ("Same phone, same postcode.", "The names are the same.")


def test_contact_cells_are_read_as_they_come() -> None:
    facts = facts_of(
        other(phones=("+44 (0)1632 960001 / 07700 900001", "N/A"), email="A@B.Example", web="HTTP://www.B.example/x?y=1"),
        alike_rules(),
    )  # fmt: skip
    assert facts.phones == {"1632960001", "7700900001"}
    assert facts.email == "a@b.example"
    assert facts.domains == {"b.example"}
    assert facts.pages == {"b.example/x"}


def test_a_record_becomes_an_entry() -> None:
    record = ServiceRecord(
        key="k", name="Choir", phone="1", text_number="2", places=(RecordPlace("4 Elm Street", "ZZ1 1ZZ", 53.0, -2.0),),
        summary="Singing", topics=("mood",), only_for=("men",), minimum_age=18,
    )  # fmt: skip
    entry = entry_of(7, record)
    assert (entry.id, entry.address, entry.position, entry.phones) == (7, "4 Elm Street", (53.0, -2.0), ("1", "2"))
    assert entry_of(8, ServiceRecord(key="k", name="Choir")).position is None


def test_metres_are_those_of_the_earth() -> None:
    assert metres_between((53.0, -2.0), (53.01, -2.0)) == pytest.approx(1112, abs=2)  # a hundredth of a degree north


def test_rules_are_read_strictly(tmp_path: Path) -> None:
    text = (resources() / "rules" / "duplicates.toml").read_text("utf-8")
    broken = tmp_path / "duplicates.toml"
    for change in (
        ("[numbers]", "[nombers]"),
        ("near_metres = 75", "near_meters = 75"),
        ("far_metres = 500", 'far_metres = "a"'),
    ):
        broken.write_text(text.replace(*change), "utf-8")
        with pytest.raises(DataFileProblem):
            read_alike_rules(broken)
