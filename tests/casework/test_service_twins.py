"""Services that are listed twice, in a real vault: suggested, said not to be, joined, parted; imports keep it all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.service_lists import a_service, brought_in, staged
from tests.vaults import FakeTime, Template
from workwell_desktop.casework.directory_live import make_live, undo_last
from workwell_desktop.casework.directory_tidying import drop_release, tidy_releases
from workwell_desktop.casework.service_forms import ServiceForm, change_service
from workwell_desktop.casework.service_joining import columns_of_services, join, joined, part
from workwell_desktop.casework.service_twins import find_twins, like_entries, not_twins, twins, twins_seen
from workwell_desktop.casework.services import (
    add_note,
    add_service,
    check_today,
    find_services,
    service_details,
)
from workwell_desktop.directory.alike_facts import entry_of
from workwell_desktop.directory.record import RecordPlace, RecordTimes
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.base import Base
from workwell_desktop.models.service_twins import ServiceTwin
from workwell_desktop.models.services import DirSource, Service, ServiceLink
from workwell_desktop.vault.store import Vault

ADVICE = a_service("a", "Aston Debt Advice Ltd", email="hello@debt.example")
ADVICE_TOO = a_service("b", "Aston Debt Advice", web="debt.example", cost="free")
CHOIR = a_service("c", "Aston Choir", phone="01632 960777", postcode="ZZ9 9ZZ", address="1 Hill Road")


@pytest.fixture
def two(open_vault: Vault) -> Vault:
    """A vault with two lists that both have one service, and one service more."""
    brought_in(open_vault, "one", [ADVICE, CHOIR])
    brought_in(open_vault, "two", [ADVICE_TOO], trust=20)
    assert find_twins(open_vault) == 1
    return open_vault


def the_pair(vault: Vault) -> tuple[int, int, int]:
    """Return the only pair that waits: its id and those of its services."""
    (row,) = twins(vault).rows
    seen = twins_seen(vault, row.id)
    return row.id, seen.first.service_id, seen.second.service_id


def names(vault: Vault) -> list[str]:
    """Return the names of the services that are found."""
    return sorted(row.name for row in find_services(vault, "").rows)


def what_hangs(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that says of which service it is, without stamps."""
    with vault.reading() as session:
        found = {}
        for table, column in columns_of_services():
            rows = session.execute(select(table.c.id, column, *(c for c in table.c if c.name in {"text", "ended_at"})))
            found[f"{table.name}.{column.name}"] = sorted((tuple(row) for row in rows), key=repr)
        return found


def test_a_pair_is_shown_with_its_reasons_and_side_by_side(two: Vault) -> None:
    (row,) = twins(two).rows
    assert (row.first, row.second) == ("Aston Debt Advice Ltd", "Aston Debt Advice")
    assert row.reasons == "Same phone, same web site, same postcode. The names differ only in how they are written."
    seen = twins_seen(two, row.id)
    fields = {one.name: one for one in seen.fields}
    assert (seen.first.lists, seen.second.lists) == ("List one", "List two")
    assert fields["phone"].same
    assert not fields["name"].same
    assert fields["name"].offered == seen.first.service_id
    assert fields["web"].offered == seen.second.service_id  # the first has none
    assert "when" not in fields  # neither says when


def test_looking_again_changes_nothing_and_a_suggestion_that_does_not_hold_goes(two: Vault) -> None:
    pair, first, _second = the_pair(two)
    assert find_twins(two) == 1
    assert the_pair(two)[0] == pair
    change_service(two, first, ServiceForm(name="Bowls for Men", phone="01632 960888", topics=("money_and_debt",)))
    assert find_twins(two) == 0


def test_what_is_not_a_duplicate_is_remembered_through_a_new_import(two: Vault) -> None:
    not_twins(two, the_pair(two)[0])
    assert twins(two).total == 0
    brought_in(two, "two", [a_service("b", "Aston Debt Advice", web="debt.example", summary="Changed since")], trust=20)
    assert find_twins(two) == 0
    with two.reading() as session:
        row = session.scalars(select(ServiceTwin)).one()
        assert row.state == "not_a_duplicate"
        assert row.decided_by == row.created_by
        assert row.decided_at is not None


def test_a_pair_is_decided_once(two: Vault) -> None:
    pair, first, second = the_pair(two)
    not_twins(two, pair)
    with pytest.raises(WorkwellError, match="decided meanwhile"):
        not_twins(two, pair)
    with pytest.raises(WorkwellError, match="decided meanwhile"):
        join(two, first, second, {})


def test_looking_can_be_stopped_and_takes_nothing_away(two: Vault) -> None:
    assert find_twins(two, stopped=lambda: True) == 1


def test_joining_shows_one_service_with_what_was_chosen(two: Vault) -> None:
    _pair, first, second = the_pair(two)
    add_note(two, second, "Ask for Kim.")
    kept = join(two, first, second, {"name": second, "web": second})
    assert kept == first
    details = service_details(two, kept)
    assert (details.name, details.form.web, details.form.email) == (
        "Aston Debt Advice", "debt.example", "hello@debt.example",
    )  # fmt: skip
    assert [note.text for note in details.notes] == ["Ask for Kim."]
    assert [one.name for one in details.lists] == ["List one", "List two"]
    assert names(two) == ["Aston Choir", "Aston Debt Advice"]
    with two.reading() as session:
        links = session.scalars(select(ServiceLink).where(ServiceLink.service_id == kept)).all()
        assert {link.decided_by for link in links} == {"coach"}
    assert [(one.name, one.other) for one in joined(two)] == [("Aston Debt Advice", "Aston Debt Advice")]
    assert find_twins(two) == 0


@pytest.mark.parametrize("before", [True, False], ids=["staged before", "staged after"])
@pytest.mark.parametrize("key", ["one", "two"])
def test_a_later_import_and_its_undoing_keep_them_joined(two: Vault, key: str, *, before: bool) -> None:
    _pair, first, second = the_pair(two)
    records = {
        "one": [a_service("a", "Aston Debt Advice Ltd", summary="New words"), CHOIR],
        "two": [a_service("b", "Aston Debt Advice", summary="New words")],
    }[key]
    release = staged(two, key, records) if before else 0
    join(two, first, second, {})
    shown = service_details(two, first)
    make_live(two, release or staged(two, key, records))
    tidy_releases(two)
    assert names(two) == ["Aston Choir", "Aston Debt Advice Ltd"]
    assert service_details(two, first).summary == "New words"
    with two.reading() as session:
        source = session.scalars(select(DirSource.id).where(DirSource.key == key)).one()
    undo_last(two, source)
    tidy_releases(two)
    assert names(two) == ["Aston Choir", "Aston Debt Advice Ltd"]
    assert service_details(two, first).form == shown.form


@pytest.mark.parametrize("key", ["one", "two"])
def test_undoing_the_import_that_brought_one_of_them_leaves_the_other(two: Vault, key: str) -> None:
    _pair, first, second = the_pair(two)
    kept = join(two, first, second, {})
    with two.reading() as session:
        source = session.scalars(select(DirSource.id).where(DirSource.key == key)).one()
    undo_last(two, source)
    tidy_releases(two)
    assert "Debt Advice" in " ".join(names(two))
    assert service_details(two, kept).status == "active"


def test_a_list_that_drops_its_record_leaves_what_the_other_says(two: Vault) -> None:
    _pair, first, second = the_pair(two)
    join(two, first, second, {})
    brought_in(two, "one", [CHOIR])
    assert service_details(two, first).status == "active"
    brought_in(two, "two", [a_service("z", "Something else", postcode="ZZ8 8ZZ", phone="")])
    assert service_details(two, first).status == "withdrawn"


def test_one_that_was_added_here_goes_into_the_listed_one_and_comes_back(two: Vault) -> None:
    own = add_service(two, ServiceForm(
        name="The Aston Choir", phone="01632 960777", places=(RecordPlace("1 Hill Road", "ZZ9 9ZZ"),),
        topics=("money_and_debt",), times=(RecordTimes("Mondays at 7"),), cost="free",
    ))  # fmt: skip
    not_twins(two, the_pair(two)[0])
    assert find_twins(two) == 1
    pair, first, second = the_pair(two)
    assert {first, second} >= {own}
    listed = first if second == own else second
    assert join(two, own, listed, {"cost": own}) == listed  # imports bring the listed one up to date
    assert service_details(two, listed).form.when == "Mondays at 7"
    assert service_details(two, listed).name == "The Aston Choir"
    assert part(two, pair) == own
    assert service_details(two, own).form.when == "Mondays at 7"
    assert service_details(two, listed).name == "Aston Choir"
    assert service_details(two, listed).form.when == ""


def test_two_that_were_added_here_are_joined_and_parted(open_vault: Vault) -> None:
    form = ServiceForm(
        name="Aston Choir",
        phone="01632 960777",
        places=(RecordPlace("", "ZZ9 9ZZ"),),
        topics=("money_and_debt",),
        times=(RecordTimes("Mondays"),),
    )
    one = add_service(open_vault, form)
    other = add_service(open_vault, ServiceForm(**{**vars(form), "summary": "Singing", "times": ()}))
    find_twins(open_vault)
    pair, first, second = the_pair(open_vault)
    kept = join(open_vault, first, second, {"summary": other, "times": one})
    assert service_details(open_vault, kept).form == ServiceForm(**{**vars(form), "summary": "Singing"})
    part(open_vault, pair)
    assert service_details(open_vault, one).form == form
    assert service_details(open_vault, other).form.summary == "Singing"


def test_a_service_joined_twice_is_parted_from_the_last(open_vault: Vault) -> None:
    for key in "abc":
        brought_in(open_vault, key, [a_service(key, "Aston Debt Advice")])
    assert find_twins(open_vault) == 3
    first_pair = twins(open_vault).rows[0].id
    seen = twins_seen(open_vault, first_pair)
    kept = join(open_vault, seen.first.service_id, seen.second.service_id, {})
    (left,) = twins(open_vault).rows
    again = twins_seen(open_vault, left.id)
    last = again.second.service_id if again.first.service_id == kept else again.first.service_id
    assert join(open_vault, last, kept, {}) == last
    with pytest.raises(WorkwellError, match="joined into another"):
        part(open_vault, first_pair)
    brought_in(open_vault, "a", [a_service("a", "Aston Debt Advice", summary="New")])
    assert names(open_vault) == ["Aston Debt Advice"]
    part(open_vault, left.id)
    part(open_vault, first_pair)
    assert names(open_vault) == ["Aston Debt Advice"] * 3


def test_what_is_like_a_file_that_is_not_in_yet_is_told(two: Vault) -> None:
    new = entry_of(-1, a_service("n", "The Aston Choir", phone="01632 960777", postcode="ZZ9 9ZZ"))
    (found,) = like_entries(two, [new])
    assert (found.first, service_details(two, found.second).name) == (-1, "Aston Choir")
    assert list(like_entries(two, [new], stopped=lambda: True)) == []


def test_a_dropped_release_takes_its_suggestions_with_it(two: Vault) -> None:
    _pair, _first, second = the_pair(two)
    with two.reading() as session:
        source = session.scalars(select(DirSource.id).where(DirSource.key == "two")).one()
    undo_last(two, source)
    tidy_releases(two)
    with two.reading() as session:
        assert session.get(Service, second) is None
        assert session.scalar(select(func.count()).select_from(ServiceTwin)) == 0


def test_a_release_that_is_dropped_while_two_are_joined_leaves_them(two: Vault) -> None:
    release = staged(two, "two", [a_service("b", "Aston Debt Advice", summary="New words")])
    _pair, first, second = the_pair(two)
    join(two, first, second, {})
    drop_release(two, release)
    assert names(two) == ["Aston Choir", "Aston Debt Advice Ltd"]


DEEDS = st.lists(
    st.tuples(st.sampled_from(["note", "check", "change", "star"]), st.booleans(), st.sampled_from(["x", "y", "z"])),
    max_size=6,
)


def deed(vault: Vault, what: str, service_id: int, word: str) -> None:
    """Do one thing that a coach does with a service."""
    if what == "note":
        add_note(vault, service_id, word)
    elif what == "check":
        check_today(vault, service_id, "phone")
    elif what == "change":
        form = service_details(vault, service_id).form
        change_service(vault, service_id, ServiceForm(**{**vars(form), "summary": word}))
    else:
        with vault.transaction() as transaction:
            transaction.session.get_one(Service, service_id).starred = True


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DEEDS, st.booleans(), st.lists(st.sampled_from(["name", "summary", "web", "cost"]), unique=True))
def test_joining_and_parting_lose_nothing(
    template: Template, deeds: list[tuple[str, bool, str]], swap: bool, picked: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = template.open(template.copy(Path(folder)), FakeTime().clock)
        try:
            brought_in(vault, "one", [ADVICE, CHOIR])
            brought_in(vault, "two", [ADVICE_TOO], trust=20)
            find_twins(vault)
            pair, first, second = the_pair(vault)
            for what, on_first, word in deeds:
                deed(vault, what, first if on_first else second, word)
            before, seen = what_hangs(vault), (service_details(vault, first), service_details(vault, second))
            rows = counted(vault)
            keep, other = (second, first) if swap else (first, second)
            join(vault, keep, other, dict.fromkeys(picked, other))
            assert all(other not in row[1:2] for rows_of in what_hangs(vault).values() for row in rows_of)
            assert all(number >= rows[name] for name, number in counted(vault).items())
            part(vault, pair)
            after = what_hangs(vault)
            assert not any(set(found) - set(after[name]) for name, found in before.items())
            assert (service_details(vault, first), service_details(vault, second)) == seen
        finally:
            vault.close()


def counted(vault: Vault) -> Mapping[str, int]:
    """Return how many rows each table of services has."""
    with vault.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name.startswith("service_") and table.name not in {"service_tag", "service_need"}
        }
