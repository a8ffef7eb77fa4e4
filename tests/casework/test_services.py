"""The service directory in a real vault: bring the list in, find, change, check, note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, func, select

from tests.service_lists import a_service, brought_in
from tests.vaults import NOW, Template
from workwell_desktop.casework.crisis import crisis_suggestions
from workwell_desktop.casework.service_faces import face_rows
from workwell_desktop.casework.service_finding import PAGE_SIZE
from workwell_desktop.casework.service_index import near, read_index
from workwell_desktop.casework.service_matching import Suggestion
from workwell_desktop.casework.service_order import BEST
from workwell_desktop.casework.service_rows import insert_faces
from workwell_desktop.casework.service_text import freshness, line_of
from workwell_desktop.casework.service_topics import needs_from, read_topics, topics
from workwell_desktop.casework.services import (
    NOT_CHECKED,
    Asked,
    ImportResult,
    ServiceForm,
    add_note,
    add_service,
    change_service,
    check_service,
    check_today,
    directory_line,
    find_services,
    load_starter,
    service_details,
    topic_choices,
)
from workwell_desktop.clock import Clock
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.directory.record import RecordPlace, RecordTimes, ServiceRecord
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.services import (
    DirRecord,
    DirRelease,
    DirSaid,
    Service,
    ServiceCheck,
    ServiceFace,
    ServiceLink,
    ServiceNote,
    ServiceOverride,
)
from workwell_desktop.paths import resources
from workwell_desktop.places.distance import Point
from workwell_desktop.vault.store import Vault

NATIONAL = resources() / "services" / "national.toml"
PHYSIO = ServiceForm(
    name="Elm Street Example Physio",
    organisation="Elm Street Example",
    summary="Physiotherapy for backs, necks and joints",
    phone="01632 960114",
    places=(RecordPlace("12 Elm Street, Northfield"),),
    times=(RecordTimes("Mon to Thu, 09:00 to 18:00"),),
    how_to_refer="Ring them.",
    getting_in="Level entrance, lift.",
    cost="free",
    topics=("back_and_joints",),
    modes=("in_person",),
    access=("self", "gp"),
)


@pytest.fixture(scope="module")
def listed(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A closed vault with the national list in it, made once."""
    folder = template.copy(tmp_path_factory.mktemp("listed"))
    vault = template.open(folder, Clock())
    load_starter(vault)
    vault.close()
    return replace(template, folder=folder)


@pytest.fixture
def directory(listed: Template, tmp_path: Path, clock: Clock) -> Iterator[Vault]:
    """A fresh, open vault with the national list in it."""
    vault = listed.open(listed.copy(tmp_path / "vaults"), clock)
    yield vault
    vault.close()


def id_of(vault: Vault, name: str) -> int:
    with vault.reading() as session:
        return session.scalars(select(ServiceFace.service_id).where(ServiceFace.name == name)).one()


def asked(words: str = "", **ticked: Sequence[str]) -> Asked:
    return Asked(words, ticked)


def names(vault: Vault, words: str = "", **filters: Any) -> list[str]:
    return [row.name for row in find_services(vault, asked(words, **filters), page_size=500).rows]


def counted(vault: Vault, table: type) -> int:
    with vault.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def events(vault: Vault) -> list[tuple[str, str]]:
    with vault.reading() as session:
        return [(row.action, row.entity) for row in session.execute(select(AuditEvent.action, AuditEvent.entity))]


# ---- the list


def test_the_list_comes_in_once_and_doing_it_again_does_nothing(open_vault: Vault) -> None:
    first = load_starter(open_vault)
    assert first.added >= 25
    assert (first.changed, first.withdrawn) == (0, 0)
    before = events(open_vault)
    assert load_starter(open_vault) == ImportResult(unchanged=first.added)
    assert events(open_vault) == before
    assert counted(open_vault, Service) == counted(open_vault, DirRecord) == first.added
    assert counted(open_vault, DirRelease) == 1
    assert ("import", "dir_release") in before


def test_a_new_release_changes_only_what_the_list_says(directory: Vault, tmp_path: Path) -> None:
    shelter, mind = id_of(directory, "Shelter"), id_of(directory, "Mind")
    change_service(directory, shelter, _changed(directory, shelter, phone="01632 960100"), reason="They told us.")
    add_note(directory, shelter, "Ask for Kim.")
    check_today(directory, shelter, "phone")
    uid = service_details(directory, shelter).uid
    newer = NATIONAL.read_text("utf-8")
    newer = newer.replace("Help to keep a home or find one", "Help with a home")
    newer = _without(newer, "mind")
    path = tmp_path / "national.toml"
    path.write_text(newer, "utf-8")

    result = load_starter(directory, path)

    assert (result.added, result.changed, result.withdrawn) == (0, 1, 1)
    details = service_details(directory, shelter)
    assert (details.uid, details.summary, details.form.phone) == (uid, "Help with a home", "01632 960100")
    assert [note.text for note in details.notes] == ["Ask for Kim."]
    assert details.checked_state == "good"
    assert "Mind" not in names(directory)
    assert "Mind" not in names(directory, "mind")
    assert service_details(directory, mind).status == "withdrawn"

    back = load_starter(directory)  # the older file comes back
    assert (back.changed, back.withdrawn) == (2, 0)
    assert "Mind" in names(directory, "mind")


def test_a_damaged_list_changes_nothing(directory: Vault, tmp_path: Path) -> None:
    path = tmp_path / "national.toml"
    path.write_text(NATIONAL.read_text("utf-8").replace('dated = "page" }', 'dated = "memory" }', 1), "utf-8")
    before = (counted(directory, DirRelease), events(directory))
    with pytest.raises(DataFileProblem, match="page or read"):
        load_starter(directory, path)
    assert (counted(directory, DirRelease), events(directory)) == before


def _without(toml: str, key: str) -> str:
    parts = re.split(r"(?=^\[\[services\]\]$)", toml, flags=re.MULTILINE)
    return "".join(part for part in parts if f'\nid = "{key}"\n' not in part)


def _changed(vault: Vault, service_id: int, **values: object) -> ServiceForm:
    return ServiceForm(**{**vars(service_details(vault, service_id).form), **values})


# ---- finding


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("samaritans", "Samaritans"),
        ("samar", "Samaritans"),  # still being typed
        ("SAMÁRITANS", "Samaritans"),
        ("physio", "Physiotherapist at the GP practice"),
        ("back pain", "Action on Pain"),
        ("debts", "National Debtline"),
        ("help with debt", "StepChange Debt Charity"),
        ("smaritans", "Samaritans"),  # one letter missing
        ("samaritanz", "Samaritans"),
        ("eviction", "Shelter"),
        ("tinnitus", "RNID"),
    ],
)
def test_words_find_services(directory: Vault, words: str, name: str) -> None:
    assert name in names(directory, words)


def test_the_name_weighs_more_than_the_description(directory: Vault) -> None:
    assert names(directory, "mind")[0] == "Mind"
    assert names(directory, "acas")[0] == "Acas"


def test_only_the_last_word_may_be_unfinished(directory: Vault) -> None:
    add_service(directory, ServiceForm(name="Refugee Example", topics=("housing",)))
    assert "Refugee Example" in names(directory, "refug")
    assert "Refugee Example" in names(directory, "refuge")  # it may become "refugee"
    assert "Refugee Example" not in names(directory, "refuge ")
    refuge = replace(PHYSIO, name="Zinnia Example", summary="A refuge.", phone="01632 960115")
    add_service(directory, refuge)
    add_service(directory, replace(refuge, name="Refugees Example", summary="For refugees.", phone="01632 960116"))
    shown = names(directory, "refuge")  # whole words first, whatever the names say
    assert shown.index("Zinnia Example") < min(shown.index("Refugee Example"), shown.index("Refugees Example"))
    assert "Refugee Example" not in names(directory, "refuge helpline")


def with_and_without_distances(vault: Vault, words: str) -> Iterator[list[str]]:
    """Give the names that words find, first without a place to count from, then with one."""
    index = read_index(vault)
    for distances in (None, near(index, Point(53.48, -2.24))):
        page = find_services(vault, asked(words), index=index, distances=distances, page_size=500)
        yield [row.name for row in page.rows]


def test_what_a_word_means_for_people_comes_before_what_else_it_is_called(directory: Vault) -> None:
    owls = replace(
        PHYSIO, name="Refuge Example", summary="A wildlife refuge", phone="01632 960115", topics=("isolation",)
    )
    add_service(directory, owls)
    women = replace(PHYSIO, name="Zinnia Example", summary="A refuge from domestic abuse", phone="01632 960116")
    add_service(directory, women)
    pets = "A refuge from domestic abuse. Your pets go to an animal refuge."
    add_service(directory, replace(women, name="Zoe Example", summary=pets, phone="01632 960117"))
    for words in ("refuge", "refuge ", "a refuge near me "):
        for shown in with_and_without_distances(directory, words):
            assert {"Zinnia Example", "Zoe Example", "National Domestic Abuse Helpline"}.issubset(shown)
            assert shown[-1] == "Refuge Example", words
    assert names(directory, "wildlife refuge")[0] == "Refuge Example"  # who says so means it


def test_a_word_put_right_is_said(directory: Vault) -> None:
    page = find_services(directory, asked("smaritans"))
    assert page.notice == "Nothing has “smaritans”. These have “samaritans”."
    assert find_services(directory, asked("samaritans")).notice == ""


def test_when_nothing_has_all_words_some_will_do(directory: Vault) -> None:
    page = find_services(directory, asked("samaritans mortgagexyz"))
    assert [row.name for row in page.rows][:1] == ["Samaritans"]
    assert page.notice == "No service has all of these words. These have some of them."


def test_words_that_name_a_need_find_what_helps_with_it(directory: Vault) -> None:
    records = [
        a_service("1", "Harbour House Example", description="A home for people without one. For rough sleepers."),
        a_service("2", "Open Table Example", description="Food parcels and surplus food."),
        a_service("5", "Zebra Housing Advice Example", description="Housing advice and housing rights."),
        a_service("3", "Parcel Depot Example", description="Posts things."),
        a_service("4", "Kitchen Safety Example", description="Certificates in food safety."),
    ]
    brought_in(directory, "needs", records)
    page = find_services(directory, asked("homelessness prevention "))
    assert page.notice == "Nothing has “homelessness prevention”. These may help with housing problems."
    shown = [row.name for row in page.rows]
    assert shown.index("Zebra Housing Advice Example") < shown.index("Harbour House Example")
    page = find_services(directory, asked("quillox parcels "))
    assert page.notice == "No service has all of these words. These have some of them."


def test_what_helps_with_the_need_that_a_word_names_comes_before_what_only_has_the_word(directory: Vault) -> None:
    records = [
        a_service("1", "Aaa Care Jobs Example", description="Become a paid care worker."),
        a_service("2", "Zzz Example", description="One-to-one help with job search and job applications."),
        a_service("3", "Yoga Benefits of Example", description="The benefits of yoga."),
        a_service("4", "Xxx Example", description="Help with PIP forms."),
    ]
    brought_in(directory, "jobs", records)
    for words, first, last in (
        ("jobs ", "Zzz Example", "Aaa Care Jobs Example"),
        ("pip ", "Xxx Example", "Yoga Benefits of Example"),
    ):
        for shown in with_and_without_distances(directory, words):
            assert shown.index(first) < shown.index(last), (words, shown)


def test_what_has_most_of_the_words_comes_first_and_then_the_rarest(directory: Vault) -> None:
    records = [
        a_service("1", "Aaa Example", description="Gentle zumbax for everybody."),
        a_service("2", "Bbb Example", description="A gentle start."),
        a_service("3", "Ccc Example", description="Gentle quillox on Mondays."),
        a_service("4", "Ddd Example", description="Only zumbax."),
    ]
    brought_in(directory, "words", records)
    for found in with_and_without_distances(directory, "gentle zumbax nowhereq "):
        shown = [name for name in found if name.endswith("Example")]
        assert shown[0] == "Aaa Example"
        assert set(shown[1:]) == {"Bbb Example", "Ccc Example", "Ddd Example"}


def test_a_slip_in_a_word_that_no_service_has_still_finds_what_means_the_same(directory: Vault) -> None:
    brought_in(
        directory,
        "slips",
        [a_service("1", "Brighter Example", description="For people who feel sad or in a low mood.")],
    )
    page = find_services(directory, asked("depresion "))
    assert page.notice == "Nothing has “depresion”. These have “depression”."
    assert "Brighter Example" in [row.name for row in page.rows]


def test_nothing_found_says_what_would_help(directory: Vault) -> None:
    assert find_services(directory, asked("xyzzyx")).notice == "No service fits. Try other words, or fewer."
    page = find_services(directory, asked("samaritans", topic=["housing"]))
    assert (page.total, page.notice) == (0, "No service fits all of these. Take off the topics to see 1.")
    page = find_services(directory, asked("Business Disability Forum", cost=["free"]))
    assert page.notice == "No service fits all of these. Take off what it costs to see 1."


HOSTILE = [
    '"',
    "'",
    "*",
    'a" OR "b',
    "name:debt",
    "NEAR(a b)",
    "-debt",
    "^debt",
    "debt*",
    "(",
    "\x00",
    "%",
    ";--",
    "{",
    "a" * 5000,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(directory: Vault, words: str) -> None:
    find_services(directory, asked(words))


@given(words=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_may_be_looked_for(directory: Vault, words: str) -> None:
    page = find_services(directory, asked(words))
    assert page.total >= len(page.rows)


def test_filters_narrow_and_counts_tell_what_each_would_leave(directory: Vault) -> None:
    everything = find_services(directory, page_size=500)
    assert everything.total == len(everything.rows) == counted(directory, Service)
    for code, label in topic_choices():
        page = find_services(directory, asked(topic=[code]), page_size=500)
        assert page.total == everything.counts["topic", code] > 0, label
        for other, _label in topic_choices():  # ticking one topic does not hide the others' counts
            assert page.counts["topic", other] == everything.counts["topic", other]
    two = find_services(directory, asked(topic=["housing", "caring"]), page_size=500)
    assert two.total == len({*names(directory, topic=["housing"]), *names(directory, topic=["caring"])})
    free = find_services(directory, asked(cost=["free"]), page_size=500)
    assert free.total == everything.counts["cost", "free"] < everything.total
    in_person = find_services(directory, asked(mode=["in_person"]), page_size=500)
    assert in_person.total == everything.counts["mode", "in_person"]
    assert find_services(directory, asked(access=["self"])).total == everything.counts["access", "self"]


def test_pages_cut_the_list_without_gap_or_double(directory: Vault) -> None:
    whole = names(directory)
    pages = [find_services(directory, page=number, page_size=7) for number in range(8)]
    assert [row.name for page in pages for row in page.rows] == whole
    assert {page.total for page in pages} == {len(whole)}
    found = names(directory, "work")
    cut = [find_services(directory, asked("work"), page=number, page_size=3) for number in range(8)]
    assert [row.name for page in cut for row in page.rows] == found


def test_what_is_suggested_comes_first_with_its_reason(directory: Vault) -> None:
    physio = add_service(directory, PHYSIO)
    samaritans = id_of(directory, "Samaritans")
    suggested = [
        Suggestion(physio, ("back_pain",), 5.0, (), row="You said: “My back”. You can go without seeing a GP."),
        Suggestion(samaritans, ("mental_health_common",), 3.0, (), row="Helps with low mood."),
    ]
    page = find_services(directory, suggested=suggested, page_size=500)
    assert [row.name for row in page.rows[:2]] == [PHYSIO.name, "Samaritans"]
    assert page.rows[0].fits == "You said: “My back”. You can go without seeing a GP."
    assert {row.group for row in page.rows[:2]} == {BEST}
    assert not any(row.fits or row.group for row in page.rows[2:])
    assert page.groups == {BEST: 2, "": page.total - 2}
    free = find_services(directory, asked(topic=["mood_and_worry"]), suggested=suggested, page_size=500)
    assert [row.name for row in free.rows if row.group == BEST] == ["Samaritans"]


def test_what_is_suggested_moves_up_among_what_words_found_but_not_over_a_name(directory: Vault) -> None:
    found = names(directory, "advice")
    last = Suggestion(id_of(directory, found[-1]), (), 1.0, (), row="Fits.")
    moved = find_services(directory, asked("advice"), suggested=[last], page_size=500)
    assert moved.groups == {}
    assert [row.name for row in moved.rows].index(found[-1]) < len(found) - 1
    mentions = add_service(directory, replace(PHYSIO, summary="A clinic that works with Mind and its people"))
    suggested = [Suggestion(mentions, (), 1.0, (), row="Fits.")]
    assert [row.name for row in find_services(directory, asked("mind"), suggested=suggested).rows] == [
        "Mind",
        PHYSIO.name,
    ]


def test_needs_come_from_words_and_codes_in_order() -> None:
    needs = needs_from([("My back goes when I lift", "LIFT"), ("I worry about the rent", ""), ("The backlog", "")])
    assert [need.topic for need in needs] == ["back_and_joints", "mood_and_worry", "housing"]
    assert needs[0].why == "You said: “My back goes when I lift”"
    assert needs_from([("", "LIFT")])[0].why == "On the list of what gets in the way: back and joints."
    assert needs_from([("The backlog at the office", "")]) == ()
    assert needs_from([]) == ()


def test_every_difficulty_code_points_to_a_topic() -> None:
    difficulties = (resources() / "rules" / "difficulties.toml").read_text("utf-8")
    codes = set(re.findall(r'code = "([A-Z]+)"', difficulties))
    pointed = {code for topic in topics().values() for code in topic.codes}
    assert codes == pointed


def test_a_wrong_topic_file_is_refused(tmp_path: Path) -> None:
    entry = '[[topics]]\nid = "a"\nlabel = "A"\ncodes = []\nwords = ["a"]\n'
    path = tmp_path / "topics.toml"
    path.write_text(entry + entry, "utf-8")
    with pytest.raises(DataFileProblem, match="twice"):
        read_topics(path)


# ---- one service


def test_details_show_where_each_fact_is_from_and_what_nobody_has_checked(directory: Vault) -> None:
    acas = service_details(directory, id_of(directory, "Acas"))
    facts = {fact.name: fact for fact in acas.facts}
    assert facts["phone"].shown == "0300 123 1100"
    assert facts["phone"].source == "From GOV.UK, 21 August 2026."
    assert facts["phone"].source_address.startswith("https://")
    told = freshness((), directory.clock.today(), date(2026, 11, 22))
    assert (acas.checked, acas.checked_state, acas.checked_by) == (*told, "")
    assert acas.lists[0].name == "WorkWell national starter list"
    assert acas.line == "By phone or online · Free"
    rnid = {fact.name: fact for fact in service_details(directory, id_of(directory, "RNID")).facts}
    assert {rnid[name].shown for name in ("phone", "web", "when")} == {NOT_CHECKED}
    assert rnid["phone"].source == ""


def test_every_row_reads_well(directory: Vault) -> None:
    for row in find_services(directory, page_size=500).rows:
        assert row.name
        assert row.summary
        assert row.how_far == ""
        assert row.line.startswith(("In person", "By phone", "Online"))
        details = service_details(directory, row.id)
        assert details.subtitle
        assert details.how_to_refer


def test_our_own_service_is_added_found_and_changed_itself(directory: Vault) -> None:
    added = add_service(directory, PHYSIO)
    details = service_details(directory, added)
    assert details.own
    assert details.subtitle == "12 Elm Street, Northfield"
    assert details.form == PHYSIO
    assert details.line == "In person · Free"
    assert {fact.name: fact.source for fact in details.facts}["phone"] == "Written here by Sam Example."
    assert PHYSIO.name in names(directory, "elm street")
    change_service(
        directory, added, _changed(directory, added, name="Oak Road Example", times=(), topics=("mood_and_worry",))
    )
    details = service_details(directory, added)
    assert (details.name, details.topics, details.form.when) == ("Oak Road Example", ("Mood and worry",), "")
    assert counted(directory, ServiceOverride) == counted(directory, ServiceLink) - counted(directory, DirRecord) == 0
    assert "Oak Road Example" in names(directory, "oak road")


def test_a_listed_service_is_changed_by_laying_over_it_and_back(directory: Vault) -> None:
    mind = id_of(directory, "Mind")
    web = service_details(directory, mind).form.web
    change_service(
        directory, mind, _changed(directory, mind, phone="01632 960101", web="mind.example.org", topics=("housing",))
    )
    details = service_details(directory, mind)
    assert details.changed_here == {"phone", "web", "topics"}
    facts = {fact.name: fact for fact in details.facts}
    assert facts["phone"].source == "Changed here by Sam Example."
    assert facts["web"].source_address == ""
    assert "Mind" in names(directory, topic=["housing"])
    assert "Mind" not in names(directory, topic=["mood_and_worry"])
    change_service(directory, mind, _changed(directory, mind, web=web))
    details = service_details(directory, mind)
    assert details.changed_here == {"phone", "topics"}
    assert {fact.name: fact for fact in details.facts}["web"].source.startswith("From Mind, 1 May 2014")
    assert counted(directory, ServiceOverride) == 3  # what held once is kept, with its end
    with directory.reading() as session:
        records = session.scalars(select(DirSaid.content)).all()
    assert not any("01632 960101" in content for content in records)


def test_changing_nothing_writes_nothing(directory: Vault) -> None:
    mind = id_of(directory, "Mind")
    before = events(directory)
    change_service(directory, mind, service_details(directory, mind).form)
    assert events(directory) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"topics": ()}, "topics"),
        ({"topics": ("no such topic",)}, "topics"),
        ({"phone": "ask them"}, "phone"),
        ({"web": "their page"}, "web"),
        ({"email": "nobody"}, "email"),
        ({"name": "a" * 201}, "name"),
        ({"description": "a" * 2_001}, "description"),
    ],
)
def test_what_needs_another_look_is_said_beside_its_field(
    open_vault: Vault, values: dict[str, object], field: str
) -> None:
    form = ServiceForm(**{**vars(PHYSIO), **values})
    problems = check_service(form)
    assert set(problems) == {field}
    assert problems[field].endswith(".")
    with pytest.raises(InputProblem) as caught:
        add_service(open_vault, form)
    assert caught.value.fields == problems
    assert counted(open_vault, Service) == 0


def test_a_good_form_has_no_problems() -> None:
    assert check_service(PHYSIO) == {}


def test_notes_are_kept_with_who_and_found(directory: Vault) -> None:
    shelter = id_of(directory, "Shelter")
    add_note(directory, shelter, "  Quietest on Zyxdays.  ")
    add_note(directory, shelter, "Second note")
    notes = service_details(directory, shelter).notes
    assert [note.text for note in notes] == ["Second note", "Quietest on Zyxdays."]
    assert {note.who for note in notes} == {"Sam Example"}
    assert names(directory, "zyxdays") == ["Shelter"]
    for wrong in ("  ", "a" * 2_001):
        with pytest.raises(InputProblem) as caught:
            add_note(directory, shelter, wrong)
        assert set(caught.value.fields) == {"note"}
    assert counted(directory, ServiceNote) == 2


# ---- freshness


class TestChecking:
    @pytest.fixture
    def clock(self) -> Clock:
        self.now = NOW
        return Clock(utc=lambda: self.now)

    def test_checked_today_counts_and_grows_old(self, directory: Vault) -> None:
        shelter = id_of(directory, "Shelter")
        day = check_today(directory, shelter, "phone")
        assert day == directory.clock.today()
        details = service_details(directory, shelter)
        assert details.checked_state == "good"
        assert details.checked.startswith(f"Checked {day.day} ")
        assert details.checked_by.endswith(", by Sam Example, by phone")
        row = next(row for row in find_services(directory, asked("shelter")).rows if row.id == shelter)
        assert (row.checked, row.checked_state) == (details.checked, "good")
        self.now = NOW + timedelta(days=430)
        details = service_details(directory, shelter)
        assert (details.checked, details.checked_state) == ("Not checked for 14 months", "warn")
        assert counted(directory, ServiceCheck) == 1
        assert ("check", "service") in events(directory)

    def test_an_unknown_way_of_checking_is_a_bug(self, directory: Vault) -> None:
        with pytest.raises(KeyError):
            check_today(directory, id_of(directory, "Shelter"), "telepathy")
        assert counted(directory, ServiceCheck) == 0


TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "sentence", "state"),
    [
        ([], NOT_CHECKED, "warn"),
        ([None], NOT_CHECKED, "warn"),
        ([TODAY], "Checked 24 November", "good"),
        ([date(2026, 11, 3)], "Checked 3 November", "good"),
        ([date(2026, 5, 25)], "Checked 25 May", "good"),
        ([date(2026, 5, 24)], "Not checked for 6 months", "warn"),
        ([date(2025, 9, 20)], "Not checked for 14 months", "warn"),
        ([date(2018, 7, 1)], "Not checked for 8 years", "warn"),
        ([date(2018, 7, 1), date(2026, 11, 3)], "Checked 3 November", "good"),
        ([date(1970, 1, 1)], NOT_CHECKED, "warn"),  # a list's way to say "unknown"
        ([TODAY + timedelta(days=1)], NOT_CHECKED, "warn"),
    ],
)
def test_freshness(days: list[date | None], sentence: str, state: str) -> None:
    assert freshness(days, TODAY) == (sentence, state)


@pytest.mark.parametrize(
    ("modes", "cost", "line"),
    [
        (["online", "phone"], "free", "By phone or online · Free"),
        (["in_person"], "", "In person"),
        (["in_person", "phone", "online"], "low", "In person, by phone or online · Low cost"),
        ([], "paid", "Costs money"),
        ([], "", ""),
    ],
)
def test_the_line_of_a_row(modes: list[str], cost: str, line: str) -> None:
    assert line_of(modes, cost) == line


def test_one_line_says_how_many_services_are_here_and_how_old_the_list_is(open_vault: Vault) -> None:
    assert directory_line(open_vault) == "0 services on this PC."
    add_service(open_vault, ServiceForm(name="Elm Street Physio Example", topics=("back_and_joints",)))
    assert directory_line(open_vault) == "1 service on this PC."
    load_starter(open_vault)
    assert re.fullmatch(r"[3-9]\d services on this PC, list updated \d+ \w+( \d{4})?\.", directory_line(open_vault))


def test_crisis_suggestions_say_how_to_reach_them_and_where_from() -> None:
    suggestions = crisis_suggestions()
    assert [one.contact for one in suggestions][:3] == ["Ring 111", "Ring 116 123", "Text SHOUT to 85258"]
    assert all(one.source and one.source_address.startswith("https://") and one.helps for one in suggestions)
    undated = next(one for one in suggestions if one.contact == "Ring 111")
    assert undated.source.endswith("has no date; a stored copy of it was read on 21 November 2026 and may be older.")


# ---- size


def test_a_large_directory_is_asked_as_often_as_a_small_one(directory: Vault) -> None:
    """Of five thousand services, as many as a county has, one page is read, by no more questions than of fifty."""

    def statements(words: str) -> tuple[int, int]:
        counted: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            counted.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            page = find_services(directory, asked(words))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(counted), len(page.rows)

    texts = ("e", "exa", "example 4", "debt", "exmple")
    _fill(directory, 50)
    few = [statements(words)[0] for words in texts]
    _fill(directory, 5_000, first=50)
    many = [statements(words) for words in texts]
    assert all(now <= before for (now, _rows), before in zip(many, few, strict=True))
    assert max(rows for _statements, rows in many) == PAGE_SIZE


def _fill(vault: Vault, amount: int, first: int = 0) -> None:
    with vault.transaction() as transaction:
        services = [
            {"uid": f"{n:032x}", "own": True, "face_id": None, "checked_on": None, "starred": False, "touched_in": None}
            for n in range(first, amount)
        ]
        transaction.insert_all(Service, services)
        session = transaction.session
        ids = session.scalars(select(Service.id).where(Service.face_id.is_(None)).order_by(Service.id)).all()
        values = [ServiceRecord(f"{n}", f"Example {n}", description="debt", cost="free") for n in range(first, amount)]
        faces = [(one, face_rows(value)) for one, value in zip(ids, values, strict=True)]
        for one, face in zip(ids, insert_faces(transaction, faces), strict=True):
            session.get_one(Service, one).face_id = face


def test_an_address_that_nobody_checked_is_said_where_people_go_in_person(directory: Vault) -> None:
    def facts(name: str) -> dict[str, str]:
        with directory.reading() as session:
            service = session.scalars(select(ServiceFace.service_id).where(ServiceFace.name == name)).one()
        return {fact.name: fact.shown for fact in service_details(directory, service).facts}

    assert facts("Jobcentre Plus")["address"] == "Not checked yet"
    assert "address" not in facts("Action on Pain")


def test_a_service_of_the_list_that_ships_says_when_that_was_looked_at_until_somebody_checks_it(
    directory: Vault,
) -> None:
    day = date(2026, 11, 22)
    assert freshness([None], day + timedelta(days=5), day) == ("Listed 22 November", "list")
    assert freshness([day], day + timedelta(days=5), day) == ("Checked 22 November", "good")
    assert freshness([None], date(2027, 5, 22), day) == freshness([None], day - timedelta(days=1), day)
    assert freshness([None], date(2027, 5, 22), day) == (NOT_CHECKED, "warn")
    shelter = id_of(directory, "Shelter")
    own = add_service(directory, replace(PHYSIO, summary="About shelter"))
    told = freshness((), directory.clock.today(), day)
    rows = {row.id: (row.checked, row.checked_state) for row in find_services(directory, asked("shelter")).rows}
    assert (rows[shelter], rows[own]) == (told, (NOT_CHECKED, "warn"))
    details = service_details(directory, shelter)
    assert (details.checked, details.checked_state) == told
    assert (details.looked_at == "22 November 2026") is (told[1] == "list")
    check_today(directory, shelter, "phone")
    assert service_details(directory, shelter).looked_at == ""
    assert service_details(directory, shelter).checked_state == "good"
