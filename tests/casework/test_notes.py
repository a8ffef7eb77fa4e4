"""Notes: draft, signed, locked, added to. No word is lost, and what was locked never changes."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework import notes
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.note_templates import note_texts, read_note_texts
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.clock import Clock
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

DEEDS = ["save", "sign", "again", "lock", "add", "pin", "remove"]
HARD = "Ünïcödé 🌊👩‍👩‍👧 and שלום، مرحبا\n\n\tlast line  "


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


@pytest.mark.parametrize("words", [HARD, "a" * 50_000, "word " * 10_000, "x" * notes.MOST_LETTERS])
def test_a_note_is_kept_exactly_as_typed(open_vault: Vault, jo: int, words: str) -> None:
    number = notes.sign_note(open_vault, jo, NoteEntry(words))
    found = notes.read_note(open_vault, number)
    assert found.words == words
    assert found.versions[0].words == words


@pytest.mark.parametrize(
    ("entry", "field", "sentence"),
    [
        (NoteEntry(" \n "), "words", "Write the note first."),
        (NoteEntry("x" * 200_001), "words", "A note holds 200,000 letters. Put the rest into a second note."),
        (NoteEntry("x", "tomorrow"), "on", "This day is still to come. Type the day this note is about."),
        (NoteEntry("x", ""), "on", "Type the day this note is about."),
        (NoteEntry("x", kind="song"), "kind", "Choose one of these."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    open_vault: Vault, jo: int, entry: NoteEntry, field: str, sentence: str
) -> None:
    with pytest.raises(InputProblem) as caught:
        notes.save_note(open_vault, jo, entry)
    assert caught.value.fields == {field: sentence}


def test_signing_locking_and_adding_are_three_acts(open_vault: Vault, jo: int) -> None:
    number = notes.save_note(open_vault, jo, NoteEntry("First words"))
    assert notes.save_note(open_vault, jo, NoteEntry("Better words"), number) == number
    with pytest.raises(WorkwellError, match="Only a signed note"):
        notes.lock_note(open_vault, number)
    with pytest.raises(WorkwellError, match="not locked"):
        notes.add_addendum(open_vault, number, "Too soon")
    notes.sign_note(open_vault, jo, NoteEntry("Better words"), number)
    with pytest.raises(WorkwellError, match="signed"):
        notes.save_note(open_vault, jo, NoteEntry("Slipped in"), number)
    with pytest.raises(WorkwellError, match="signed note stays"):
        notes.remove_note(open_vault, number)
    with pytest.raises(InputProblem) as caught:
        notes.sign_note(open_vault, jo, NoteEntry("Best words"), number)
    assert caught.value.fields == {"reason": "Write in a few words why this note changes."}
    notes.sign_note(open_vault, jo, NoteEntry("Best words"), number, "A date was wrong")
    notes.lock_note(open_vault, number)
    with pytest.raises(WorkwellError, match="locked"):
        notes.sign_note(open_vault, jo, NoteEntry("Changed"), number, "No")
    notes.add_addendum(open_vault, number, "What I forgot")
    found = notes.read_note(open_vault, number)
    assert [(v.number, v.reason, v.words) for v in found.versions] == [
        (1, "", "Better words"),
        (2, "A date was wrong", "Best words"),
    ]
    assert (found.state, found.words, found.by) == ("locked", "Best words", open_vault.coach)
    (addendum,) = found.addenda
    assert (addendum.words, addendum.by, addendum.added_at.date()) == ("What I forgot", open_vault.coach, TODAY)
    assert all(finding.ok for finding in verify(open_vault))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.text(min_size=1, max_size=20)), max_size=8))
def test_locked_words_never_change(open_vault: Vault, deeds: list[tuple[str, str]]) -> None:
    jo = make_jo(open_vault)
    number = notes.sign_note(open_vault, jo, NoteEntry("These stay"))
    notes.lock_note(open_vault, number)
    for deed, words in deeds:
        with contextlib.suppress(WorkwellError):
            {
                "save": lambda w: notes.save_note(open_vault, jo, NoteEntry(w), number),
                "sign": lambda w: notes.sign_note(open_vault, jo, NoteEntry(w), number),
                "again": lambda w: notes.sign_note(open_vault, jo, NoteEntry(w), number, "why"),
                "lock": lambda _w: notes.lock_note(open_vault, number),
                "add": lambda w: notes.add_addendum(open_vault, number, w),
                "pin": lambda _w: notes.pin_note(open_vault, number, pinned=True),
                "remove": lambda _w: notes.remove_note(open_vault, number),
            }[deed](words)
        found = notes.read_note(open_vault, number)
        assert (found.words, found.state, len(found.versions)) == ("These stay", "locked", 1)


def test_a_kept_note_takes_its_own_draft_away_and_no_other(open_vault: Vault, jo: int) -> None:
    keep_draft(open_vault, notes.screen(0), jo, {"words": "new"})
    keep_draft(open_vault, notes.screen(7), jo, {"words": "other"})
    notes.save_note(open_vault, jo, NoteEntry("new"))
    assert load_draft(open_vault, notes.screen(0), jo) is None
    assert load_draft(open_vault, notes.screen(7), jo) is not None


def test_writing_a_note_is_being_in_touch(open_vault: Vault, jo: int) -> None:
    number = notes.save_note(open_vault, jo, NoteEntry("Rang Jo", "yesterday"))

    def last() -> object:
        with open_vault.reading() as session:
            return session.get_one(Episode, 1).last_contact_on

    assert last() == TODAY - timedelta(days=1)
    entry = notes.remove_note(open_vault, number)
    assert last() is None
    assert entry.words == "Rang Jo"
    notes.save_note(open_vault, jo, entry)
    assert last() == TODAY - timedelta(days=1)


def test_a_note_that_is_not_signed_after_its_day_waits(open_vault: Vault, jo: int) -> None:
    notes.save_note(open_vault, jo, NoteEntry("Today’s"))
    number = notes.save_note(open_vault, jo, NoteEntry("Yesterday’s", "yesterday"))

    def waits() -> list[str]:
        with open_vault.reading() as session:
            return [row.short for row in notes.waiting(session, open_vault.member_id, TODAY)]

    assert waits() == ["Note of 23 November not signed"]
    notes.sign_note(open_vault, jo, NoteEntry("Yesterday’s", "yesterday"), number)
    assert waits() == []


def test_copied_lines_are_marked_until_they_are_edited(open_vault: Vault, jo: int) -> None:
    first = notes.sign_note(open_vault, jo, NoteEntry("Sleeps better\n\nWalks daily"))
    last = notes.last_note(open_vault, jo)
    assert last is not None
    assert last.id == first
    words = f"{last.words}\nNew line"
    number = notes.save_note(open_vault, jo, NoteEntry(words, copied=last.words))
    found = notes.read_note(open_vault, number)
    assert [words[a:b] for a, b in notes.still_copied(found.words, found.copied)] == ["Sleeps better", "Walks daily"]
    notes.save_note(open_vault, jo, NoteEntry("Sleeps well\n\nWalks often", copied=last.words), number)
    assert notes.read_note(open_vault, number).copied == "", "nothing of it stands there any more"


lines = st.lists(
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n\r"), max_size=6), max_size=8
)


@given(words=lines, copied=lines)
def test_a_mark_never_covers_an_edited_word(words: list[str], copied: list[str]) -> None:
    text = "\n".join(words)
    marks = notes.still_copied(text, "\n".join(copied))
    assert all(text[start:end] in copied for start, end in marks)
    assert list(marks) == sorted(marks)
    assert len(notes.still_copied(text, text)) == sum(1 for line in words if line.strip()), "a copy is marked whole"


def test_templates_say_where_they_come_from_and_are_filled_with_names_alone() -> None:
    found = note_texts()
    assert found.source
    assert found.licence == "MIT"
    first = found.find("first")
    assert first is not None
    assert "What Jo said matters most:" in first.filled("Jo", "today")
    for one in (*found.templates, *found.snippets):
        assert "{" not in one.filled("{x", "").replace("{x", "")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('code = "first"', 'code = "review"', "two texts have the same code."),
        ('title = "First meeting"', 'titel = "x"', "“title” is missing."),
        ('source = "Written', 'sauce = "Written', "“source” is missing."),
    ],
)
def test_a_fault_in_the_templates_is_named(tmp_path, old, new, reason):
    from workwell_desktop.paths import resources

    text = (resources() / "words" / "note_templates.toml").read_text("utf-8").replace(old, new, 1)
    (tmp_path / "note_templates.toml").write_text(text, "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_note_texts(tmp_path / "note_templates.toml")
    assert reason in caught.value.sentence
