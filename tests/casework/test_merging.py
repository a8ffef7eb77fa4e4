"""One person of two records, and two of one again: nothing is lost on the way, and nothing is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.case_truth import assert_true
from tests.plans import make_jo, say, still_clock, write_plan
from tests.vaults import Template
from tests.whole_case_rows import fill_case
from tests.whole_vault import differences, everything
from workwell_desktop.casework import agreements, caseload, finding
from workwell_desktop.casework.comparing import FIELDS, FIRST, SECOND, compare_people, shown
from workwell_desktop.casework.drafts import discard_draft, keep_draft
from workwell_desktop.casework.duplicates import Facts, candidates
from workwell_desktop.casework.episode_closing import CloseEntry, close_episode, reopen
from workwell_desktop.casework.episodes import missing_outcomes
from workwell_desktop.casework.fictional import make_fictional_people
from workwell_desktop.casework.intake import SCREEN, IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.merging import merge, merges_of, unmerge
from workwell_desktop.casework.people import JOINED, current_episode
from workwell_desktop.casework.sharing import sharing_verdict
from workwell_desktop.casework.whole_case import STAMPS
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.assessments import Assessment
from workwell_desktop.models.contacts import Contact, Note
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.participants import CommunicationNeed, MatchKey, Merge, NameKey, Participant
from workwell_desktop.vault import doctor
from workwell_desktop.vault.store import Vault

MANY = 24
sides = st.sampled_from([FIRST, SECOND])


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture(scope="module")
def peopled(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault of fictional people that every example leaves as it was."""
    place: Path = tmp_path_factory.mktemp("merging")
    vault = template.open(template.copy(place), still_clock())
    make_fictional_people(vault, MANY)
    for person in range(1, MANY + 1):
        if person % 3:
            fill_case(vault, person)
    yield vault
    vault.close()


@pytest.fixture
def pair(open_vault: Vault) -> tuple[int, int]:
    """Jo with a plan, and a second record of her with another phone number and needs."""
    jo = make_jo(open_vault, needs=("format_large",))
    write_plan(open_vault, jo)
    again = IntakeEntry(
        first_name="Jo",
        last_name="Exampel",
        birth_date="14 March 1979",
        mobile="07700 900111",
        received_on="yesterday",
        needs=("format_large", "contact_text"),
        reason="My back hurts.",
    )
    second = save_intake(open_vault, 0, again)
    say(open_vault, second, "agreed")
    say(open_vault, second, "agreed", "gp", "Dr Example", "plan")
    return jo, second


def broken(vault: Vault) -> list[str]:
    return [finding_.check for finding_ in doctor.verify(vault) if not finding_.ok]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(1, MANY), min_size=2, max_size=2, unique=True),
    st.dictionaries(st.sampled_from(sorted(FIELDS)), sides),
    sides,
    st.sampled_from(["", FIRST, SECOND]),
)
def test_to_merge_and_undo_it_changes_nothing(
    peopled: Vault, people: list[int], chosen: dict[str, str], kept: str, spell: str
) -> None:
    before = everything(peopled)
    keep = merge(peopled, people[0], people[1], chosen, kept, spell)
    assert keep == people[kept == SECOND]
    assert differences(before, everything(peopled))
    assert_true(peopled)
    (line,) = merges_of(peopled, keep)
    unmerge(peopled, line.merge_id)
    assert differences(before, everything(peopled)) == {}
    assert merges_of(peopled, keep) == ()


def test_everything_goes_over_and_the_chosen_values_stay(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    keep = merge(open_vault, jo, again, {"mobile": SECOND, "birth_date": SECOND, "last_name": FIRST}, FIRST)
    assert keep == jo
    entry = load_intake(open_vault, jo)
    assert (entry.first_name, entry.last_name, entry.mobile) == ("Joanne", "Example", "07700 900111")
    assert entry.birth_date == "14 March 1979"
    assert set(entry.needs) == {"format_large", "contact_text"}
    answers = agreements.load_agreements(open_vault, jo)
    assert (answers.takes_part, [row.recipient for row in answers.rows]) == (True, ["gp"])
    with open_vault.reading() as session:
        merged = session.get_one(Participant, again)
        assert (merged.merged_into, merged.first_name, merged.mobile) == (jo, "Jo", "07700900111"), "as it was"
        keys = select(func.count()).where(NameKey.participant_id == again)
        assert session.scalar(keys) == 0
        assert session.scalar(select(func.count()).where(MatchKey.participant_id == again)) == 0
        assert set(session.scalars(select(Episode.participant_id))) == {jo}
        assert set(session.scalars(select(Agreement.participant_id))) == {jo}
    assert broken(open_vault) == []
    assert [row.participant_id for row in finding.find_people(open_vault, "example")] == [jo]
    found = candidates(open_vault, Facts("Jo", "Example", birth_date=date(1979, 3, 14)))
    assert [one.participant_id for one in found] == [jo]


def test_one_spell_of_support_goes_on_and_stays_the_present_one(open_vault: Vault, pair: tuple[int, int]) -> None:
    """The plan hangs on the earlier spell; it is still the present one though the other has a higher number."""
    jo, again = pair
    with open_vault.reading() as session:
        of_jo, of_again = current_episode(session, jo).id, current_episode(session, again).id
    merge(open_vault, jo, again, {}, FIRST)
    with open_vault.reading() as session:
        assert current_episode(session, jo).id == of_jo < of_again
        other = session.get_one(Episode, of_again)
        assert (other.state, other.closed_on, other.close_reason) == ("closed", open_vault.clock.today(), JOINED)
        assert missing_outcomes(other) == (), "nobody is asked how that one ended"
    rows, _more = caseload.everyone_else(open_vault, None, 10)
    assert [row.participant_id for row in rows] == [jo], "once in the caseload"


def test_what_ended_only_by_merging_is_never_taken_for_the_last_support(
    open_vault: Vault, pair: tuple[int, int]
) -> None:
    jo, again = pair
    with open_vault.reading() as session:
        of_jo, of_again = current_episode(session, jo).id, current_episode(session, again).id
    merge(open_vault, jo, again, {}, FIRST)
    close_episode(open_vault, jo, CloseEntry("yesterday", "back_at_work"))
    with open_vault.reading() as session:
        assert current_episode(session, jo).id == of_jo < of_again
    reopen(open_vault, jo, "Too soon")
    with open_vault.reading() as session:
        assert (session.get_one(Episode, of_jo).state, session.get_one(Episode, of_again).state) == ("open", "closed")


def test_of_two_that_are_over_the_later_one_counts(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    with open_vault.reading() as session:
        of_jo, of_again = current_episode(session, jo).id, current_episode(session, again).id
    close_episode(open_vault, jo, CloseEntry("today", "back_at_work"))
    close_episode(open_vault, again, CloseEntry("yesterday", "moved_away"))
    merge(open_vault, jo, again, {}, FIRST)
    with open_vault.reading() as session:
        assert current_episode(session, jo).id == of_jo < of_again


def test_every_value_of_a_person_can_be_chosen_and_is_read_in_words() -> None:
    own = {"id", "uid", "sort_name", "binned_at", "removed_at", "merged_into", *STAMPS}
    assert set(FIELDS) == {column.key for column in Participant.__table__.columns} - own
    for name in ("lives_in_area", "gp_in_area", "jobcentre_in_area", "right_to_work"):
        assert shown(name, "not_sure") == "Not sure"
    assert shown("needs_asked", "person") not in {"", "person"}


def test_the_other_spell_may_go_on_too(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    merge(open_vault, jo, again, {}, FIRST, spell=SECOND)
    with open_vault.reading() as session:
        states = {row.id: row.state for row in session.execute(select(Episode.id, Episode.state))}
        assert states[current_episode(session, jo).id] == "open"
        assert sorted(states.values()) == ["closed", "open"]
        assert current_episode(session, jo).id == max(states)


def test_what_was_added_since_stays_with_the_kept_one(open_vault: Vault, pair: tuple[int, int]) -> None:
    """Also what was added to the spell of support that came from the other one."""
    jo, again = pair
    before = everything(open_vault)
    merge(open_vault, jo, again, {}, FIRST, spell=SECOND)
    with open_vault.transaction() as t:
        here = current_episode(t.session, jo).id
        meeting = t.insert(Contact, {"episode_id": here, "starts_at": t.now})
        t.insert(
            Note,
            {"participant_id": jo, "episode_id": here, "contact_id": meeting, "happened_on": t.clock.today()}
            | {"words": "She laughed."},
        )
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, email="jo@example.org"))
    (line,) = merges_of(open_vault, jo)
    assert unmerge(open_vault, line.merge_id) == (jo, again)
    with open_vault.reading() as session:
        own = current_episode(session, jo).id
        note = session.scalars(select(Note)).one()
        assert (note.participant_id, note.episode_id, note.words) == (jo, own, "She laughed.")
        assert session.get_one(Contact, meeting).episode_id == own != here
        assert session.get_one(Participant, jo).email == "jo@example.org", "changed since"
        assert session.get_one(Participant, again).email == ""
    changed = differences(before, everything(open_vault))
    assert set(changed) <= {"participant", "contact", "note", "episode"}
    assert [row["id"] for row in changed["participant"]] == [jo, jo]
    assert broken(open_vault) == []


def test_a_need_that_was_taken_away_since_comes_back_to_the_other_one(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    merge(open_vault, jo, again, {}, FIRST)
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), needs=("support_quiet",)))
    unmerge(open_vault, merges_of(open_vault, jo)[0].merge_id)
    with open_vault.reading() as session:
        needs = select(CommunicationNeed.code)
        assert set(session.scalars(needs.where(CommunicationNeed.participant_id == again))) == {
            "format_large", "contact_text",
        }  # fmt: skip
        assert session.scalars(needs.where(CommunicationNeed.participant_id == jo)).all() == ["support_quiet"]


def test_three_records_are_taken_apart_in_the_other_order(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    third = save_intake(open_vault, 0, IntakeEntry(first_name="Joan", last_name="Example", received_on="today"))
    before = everything(open_vault)
    merge(open_vault, jo, again, {}, FIRST)
    merge(open_vault, jo, third, {"first_name": SECOND}, FIRST)
    later, earlier = merges_of(open_vault, jo)
    assert (later.name, later.not_yet, earlier.not_yet) == ("Joan Example", "", "Undo the later one first.")
    assert later.when == "24 November 2037"
    with pytest.raises(WorkwellError, match="later one"):
        unmerge(open_vault, earlier.merge_id)
    unmerge(open_vault, later.merge_id)
    unmerge(open_vault, earlier.merge_id)
    assert differences(before, everything(open_vault)) == {}
    with pytest.raises(WorkwellError, match="undone already"):
        unmerge(open_vault, earlier.merge_id)


@pytest.mark.parametrize("side", [FIRST, SECOND])
def test_the_former_name_and_number_still_find_the_one_record(open_vault: Vault, side: str) -> None:
    entry = IntakeEntry(first_name="Thomas", last_name="Exampel", mobile="07700 900123")
    former = save_intake(open_vault, 0, entry)
    kept = save_intake(open_vault, 0, IntakeEntry(first_name="Tomek", last_name="Example"))

    def found(text: str) -> list[int]:
        return [one.participant_id for one in finding.find_people(open_vault, text)]

    merge(open_vault, kept, former, dict.fromkeys(("first_name", "last_name", "mobile"), side), FIRST)
    assert found("exampel thomas") == found("07700 900123") == found("tomek") == [kept]
    save_intake(open_vault, kept, replace(load_intake(open_vault, kept), known_as="Tom"))
    assert found("thomas exampel") == found("tom example") == [kept], "also after the record was saved again"
    unmerge(open_vault, merges_of(open_vault, kept)[0].merge_id)
    assert found("exampel thomas") == found("07700 900123") == [former]
    assert found("tomek") == [kept]


def test_what_is_typed_about_both_is_saved_before_they_are_taken_apart(
    open_vault: Vault, pair: tuple[int, int]
) -> None:
    jo, again = pair
    merge(open_vault, jo, again, {"last_name": SECOND}, FIRST)
    (line,) = merges_of(open_vault, jo)
    keep_draft(open_vault, SCREEN, jo, {"typed": {"last_name": "Exampel"}})
    with pytest.raises(WorkwellError, match="not saved yet") as caught:
        unmerge(open_vault, line.merge_id)
    assert "go back to what is saved" in caught.value.next_step
    discard_draft(open_vault, SCREEN, jo)
    assert unmerge(open_vault, line.merge_id) == (jo, again)


def test_both_sides_stay_written_down_for_ever(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    merge(open_vault, jo, again, {"last_name": SECOND}, FIRST)
    unmerge(open_vault, merges_of(open_vault, jo)[0].merge_id)
    with open_vault.reading() as session:
        row = session.scalars(select(Merge)).one()
        assert (row.kept_id, row.merged_id, row.undone_at) == (jo, again, open_vault.clock.utc())
        assert all(word in row.before for word in ("Joanne", "Exampel", "Harbour Foods Example", "A stool at the till"))


def test_what_cannot_be_merged_is_refused_and_nothing_changes(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    before = everything(open_vault)
    with pytest.raises(WorkwellError, match="one record already"):
        merge(open_vault, jo, jo, {}, FIRST)
    assert differences(before, everything(open_vault)) == {}
    keep_draft(open_vault, SCREEN, again, {"typed": {"email": "half"}})
    with pytest.raises(WorkwellError, match="not saved yet"):
        merge(open_vault, jo, again, {}, FIRST)
    discard_draft(open_vault, SCREEN, again)
    assert differences(before, everything(open_vault)) == {}
    merge(open_vault, jo, again, {}, FIRST)
    third = save_intake(open_vault, 0, IntakeEntry(last_name="Example", first_name="Joan"))
    with pytest.raises(WorkwellError, match="merged before"):
        merge(open_vault, third, again, {}, FIRST)


# -- side by side --------------------------------------------------------------------------------------------


def test_two_records_side_by_side(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    seen = compare_people(open_vault, jo, again)
    assert (seen.first.name, seen.second.name) == ("Jo Example", "Jo Exampel")
    assert seen.first.behind == (
        "1 referral", "1 plan", "1 need for reading or talking",
    )  # fmt: skip
    assert seen.second.behind == ("1 referral", "2 agreements", "2 needs for reading or talking")
    assert (seen.kept, seen.two_spells) == (FIRST, True)
    assert seen.why == "The name sounds alike."
    fields = {pair_.name: pair_ for pair_ in seen.fields}
    assert (fields["birth_date"].first, fields["birth_date"].second) == ("", "14 March 1979")
    assert fields["birth_date"].offered == SECOND, "what is there, before what is not"
    assert fields["first_name"].offered == FIRST, "the fuller one"
    assert fields["mobile"].second == "07700 900111"
    assert "gender" not in fields, "empty on both sides"


def test_of_two_records_with_as_much_in_them_the_earlier_one_goes_on(open_vault: Vault) -> None:
    one, other = (save_intake(open_vault, 0, IntakeEntry(first_name="Jo", last_name="Example")) for _ in range(2))
    assert compare_people(open_vault, one, other).kept == FIRST
    assert compare_people(open_vault, other, one).kept == SECOND


def test_somebody_who_is_being_typed_beside_somebody_known(open_vault: Vault, pair: tuple[int, int]) -> None:
    seen = compare_people(open_vault, 0, pair[1], Facts("Jo", "Exampel", birth_date=date(1979, 3, 14)))
    assert (seen.first.participant_id, seen.first.since) == (0, "Being written now, not saved yet")
    assert (seen.kept, seen.two_spells, seen.why) == (SECOND, False, "Same birth date, and same name.")
    same = [pair_.name for pair_ in seen.fields if pair_.same]
    assert same == ["first_name", "last_name", "birth_date"]


def test_an_assessment_begun_since_in_the_others_spell_goes_to_the_kept_one_who_has_none(
    open_vault: Vault, pair: tuple[int, int]
) -> None:
    jo, again = pair
    merge(open_vault, jo, again, {}, FIRST, spell=SECOND)
    with open_vault.transaction() as t:
        made = t.insert(Assessment, {"episode_id": current_episode(t.session, jo).id})
    unmerge(open_vault, merges_of(open_vault, jo)[0].merge_id)
    with open_vault.reading() as session:
        assert session.get_one(Assessment, made).episode_id == current_episode(session, jo).id


def test_an_agreement_that_went_over_is_sealed_anew(open_vault: Vault, pair: tuple[int, int]) -> None:
    """Who changes it past the program is still found out."""
    merge(open_vault, *pair, {}, FIRST)
    assert broken(open_vault) == []
    with open_vault.transaction() as t:
        agreement = t.session.scalars(select(Agreement).where(Agreement.recipient == "gp")).one()
        agreement.state = "refused"
    assert broken(open_vault) == ["agreements"]


def test_a_no_that_was_said_while_they_were_one_stops_both(open_vault: Vault, pair: tuple[int, int]) -> None:
    jo, again = pair
    merge(open_vault, jo, again, {}, FIRST)
    say(open_vault, jo, "withdrawn", "gp", "Dr Example", "plan")
    say(open_vault, jo, "agreed", "service", "Talking Example", "refer")
    unmerge(open_vault, merges_of(open_vault, jo)[0].merge_id)
    with open_vault.reading() as session:
        stands = [
            sharing_verdict(session, person, "gp", "Dr Example", "plan", open_vault.clock.today()).standing
            for person in pair
        ]
        yes = sharing_verdict(session, again, "service", "Talking Example", "refer", open_vault.clock.today())
    assert stands == ["withdrawn", "withdrawn"]
    assert yes.standing == "never_asked", "a yes is only that of the one who was kept"
    assert [one.check for one in doctor.verify(open_vault) if not one.ok] == []


def test_what_triggers_keep_is_right_also_for_what_was_added_since(open_vault: Vault) -> None:
    """Another format that the kept one needs since stays in their own spell, and leaves the other one's."""
    jo = make_jo(open_vault)
    again = save_intake(
        open_vault, 0, IntakeEntry(first_name="Jo", last_name="Exampel", needs=("format_large",), area="QYG")
    )
    merge(open_vault, jo, again, {}, FIRST)
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), needs=("format_large", "format_easy"), area="QOP"))
    unmerge(open_vault, merges_of(open_vault, jo)[0].merge_id)
    assert_true(open_vault)
    with open_vault.reading() as session:
        assert current_episode(session, jo).needs_format
        assert current_episode(session, again).area == "QYG"
