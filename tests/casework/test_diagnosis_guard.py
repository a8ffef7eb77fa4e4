"""The diagnosis guard: whole words, word forms and other senses, and what a record adds to what always tells."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.plans import TODAY, make_jo
from workwell_desktop.bench.guard import KNOWN, PRECISION, RECALL, Sentence, count, read_sentences
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.diagnosis_guard import (
    CONDITION,
    HEALTH,
    INSTRUMENT,
    NOTE,
    TREATMENT,
    HealthFacts,
    guard_for,
    hits_in,
    is_everyday,
    told_note,
)
from workwell_desktop.casework.guard_facts import load_facts
from workwell_desktop.casework.health_terms import health_terms, read_terms, tokens_of
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.lists import choices
from workwell_desktop.casework.people import current_episode
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.models.assessments import Assessment, Measure, Obstacle
from workwell_desktop.models.contacts import Note, NoteAddendum
from workwell_desktop.models.employment import FitNote
from workwell_desktop.vault.store import Vault

NOBODY = HealthFacts()
JO = HealthFacts(
    conditions=frozenset({"back_neck", "low_mood_anxiety"}),
    condition_words="Bad back, Zellweger’s",
    treatments=("sertraline", "waiting for the clinic at Moorgate"),
    instruments=("Mood over 2 weeks (PHQ-9)",),
    notes=("Her asthma came up. The rota is hard.",),
)
SENTENCES = read_sentences(KNOWN)


def found(text: str, facts: HealthFacts = NOBODY) -> list[str]:
    return [hit.words for hit in hits_in(text, guard_for(facts))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I have asthma.", ["asthma"]),
        ("ASTHMA!", ["ASTHMA"]),
        ("An asthmatic person", ["asthmatic"]),
        ("My antidepressants", ["antidepressants"]),
        ("My anti-depressants", ["anti-depressants"]),
        ("My Crohn’s is bad", ["Crohn’s"]),
        ("Crohns", ["Crohns"]),
        ("Menière's disease", ["Menière's", "disease"]),
        ("A flare-up, a flareup, a flare up", ["flare-up", "flareup", "flare up"]),
        ("I've diabetes", ["diabetes"]),
        ("my knees hurt", ["knees hurt"]),
        ("allergies", ["allergies"]),
        ("I take Keppra", ["Keppra"]),
        ("some newumab and an oddolol", ["newumab", "oddolol"]),
        ("an unheard-of thyroiditis", ["thyroiditis"]),
        ("I have fibromialgia", ["fibromialgia"]),
        ("my anxeity", ["anxeity"]),
        ("PHQ-9, PHQ9 and phq 9", ["PHQ-9", "PHQ9", "phq 9"]),
        ("I have MS.", ["MS"]),
        ("I wear a hearing aid", ["hearing aid"]),
        ("My back hurts", ["back hurts"]),
        ("a bad back, or back pain", ["bad back", "back pain"]),
    ],
)  # fmt: skip - a text and what is marked in it
def test_a_word_is_found_in_its_forms(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "…",
        "Back on Monday",
        "I can come back to the shop.",
        "the back of the van",
        "at the back",
        "MS Teams",
        "the heart of the matter",
        "by heart",
        "I look forward to hearing from you.",
        "A stool at the till",
        "my fit note",
        "The shelf does not fit.",
        "Terms and conditions",
        "A tablet to order stock",
        "Trial period",
        "Mediation by somebody else",
        "Bottlenecks at the till",
        "Patience",
        "a joint meeting",
        "I am on my feet.",
        "Hand over at two",
        "The stroke of nine",
        "Scan each box",
        "Sick pay",
        "Microscopy and academia",
        "I can stand for 20 minutes, then I need to sit.",
        "Please tell me.",
        "The operation of the till. Back to the shop.",
    ],
)  # fmt: skip - texts in which nothing is marked, whoever it is
def test_another_sense_and_a_part_of_a_word_are_not_marked(text: str) -> None:
    assert found(text) == []
    assert found(text, JO) == []


def test_a_phrase_does_not_reach_into_the_next_sentence() -> None:
    assert found("I can walk with. MS Word is slow.") == []
    assert found("See my head. Ache") == ["Ache"]


def test_what_is_everyday_counts_only_where_the_record_has_it() -> None:
    assert found("A cushion for the neck") == []
    assert found("A cushion for the neck", JO) == ["neck"]
    assert found("I scored 17") == []
    assert found("I scored 17", JO) == ["scored 17"]
    assert found("the team scored 17 out of 20", JO) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("My back hurts", CONDITION),
        ("Zellweger", CONDITION),
        ("my sertraline", TREATMENT),
        ("near Moorgate", TREATMENT),
        ("PHQ-9", INSTRUMENT),
        ("the WSAS", INSTRUMENT),
        ("an asthma pump", NOTE),
        ("epilepsy", HEALTH),
        ("warfarin", HEALTH),
    ],
)  # fmt: skip - a text and where its word comes from
def test_each_hit_says_where_it_comes_from(text: str, what: str) -> None:
    assert what in {hit.kind for hit in hits_in(text, guard_for(JO))}


def test_words_that_no_list_knows_are_taken_from_the_record() -> None:
    assert found("Zellweger’s days") == []
    assert found("Zellweger’s days", JO) == ["Zellweger’s"]
    assert found("zelweger days", JO) == ["zelweger"], "with a slip in it"
    assert found("the clinic", replace(NOBODY, condition_words="It makes the whole week hard")) == ["clinic"]
    assert found("the whole week", replace(NOBODY, condition_words="It makes the whole week hard")) == []


def test_a_name_of_the_record_counts_with_its_capital_and_a_day_never() -> None:
    facts = HealthFacts(treatments=("counselling at Turning Green on Tuesdays",))
    assert found("I go to Turning Green", facts) == ["Turning", "Green"]
    assert found("the lights are turning green on Tuesday", facts) == []


@given(st.text(alphabet="0123456789 .,;:!?-–’'\n\t€%()/&<>\u200f", max_size=80))
@example("20, 4.5 & <b>")
def test_a_text_without_a_letter_has_no_hit(text: str) -> None:
    assert hits_in(text, guard_for(JO)) == ()


@given(st.text(max_size=60), st.sampled_from([one.text for one in SENTENCES.sentences]), st.text(max_size=60))
def test_the_places_are_the_words_in_their_order_and_never_overlap(before: str, middle: str, behind: str) -> None:
    text = f"{before} {middle} {behind}"
    last = 0
    for hit in hits_in(text, guard_for(JO)):
        assert text[hit.start : hit.end] == hit.words
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


@given(st.lists(st.sampled_from([one for one in SENTENCES.sentences if not one.discloses]), max_size=8))
def test_a_note_about_nothing_adds_no_hit(said: list[Sentence]) -> None:
    """Whatever everyday words stand in a note, also in another sense, lines are marked as they were before."""
    more = guard_for(replace(JO, notes=(*JO.notes, *(one.text for one in said))))
    before = guard_for(JO)
    for sentence in SENTENCES.sentences[:15]:
        assert hits_in(sentence.text, more) == hits_in(sentence.text, before)


def test_knowing_more_never_hides_what_was_marked() -> None:
    nobody = guard_for(NOBODY)
    known = [guard_for(facts) for facts in list(SENTENCES.people.values())[::6]]
    for one in SENTENCES.sentences:
        marked = {at for hit in hits_in(one.text, nobody) for at in range(hit.start, hit.end)}
        for guard in known:
            assert marked <= {at for hit in hits_in(one.text, guard) for at in range(hit.start, hit.end)}


def test_the_labelled_sentences_are_found_as_well_as_was_set() -> None:
    counted = count(SENTENCES)
    assert len(SENTENCES.sentences) >= 215
    assert len({one.text for one in SENTENCES.sentences}) == len(SENTENCES.sentences)
    assert counted.recall >= RECALL
    assert counted.precision >= PRECISION


def test_nearly_no_change_of_the_catalogue_is_marked_but_those_about_medicine() -> None:
    """An employer's wording of a change says what helps; where it tells about health, its code does so too."""
    marked = {key for key, row in catalogue().adjustments.items() if found(row.employer)}
    assert {catalogue().adjustments[key].difficulty for key in marked} <= {"MED", "BREATH", "CARE", "EPI"}


def test_somebody_with_every_condition_still_gets_lines_that_are_not_marked() -> None:
    """Words of the catalogue that say what helps stay free of marks, however much stands in the record."""
    everything = HealthFacts(
        frozenset(choice.code for choice in choices("condition")), JO.condition_words, JO.treatments
    )
    guard = guard_for(everything)
    employer = [row.employer for row in catalogue().adjustments.values()]
    assert sum(bool(hits_in(words, guard)) for words in employer) <= len(employer) / 10


def test_a_word_the_dictionary_knows_is_no_slip_of_another() -> None:
    assert is_everyday("mediation")
    assert is_everyday("planning")
    assert is_everyday("stationary")
    assert not is_everyday("fibromialgia")
    assert found("mediation, stationary, patience, dictation, inflation") == []


def test_every_family_has_known_codes_and_finds_its_own_words() -> None:
    codes = {choice.code for choice in choices("condition")}
    for family in health_terms().families.values():
        assert family.conditions <= codes
    assert codes <= {code for family in health_terms().families.values() for code in family.conditions}


def test_words_keep_their_places_through_hyphens_apostrophes_and_what_is_left_out() -> None:
    text = "I’ve a flare-up, don't I?"
    assert [(text[one.start : one.end], one.raw) for one in tokens_of(text)][:3] == [
        ("I’ve", "I"), ("I’ve", "have"), ("a", "a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('words = ["{no} pain"]', "There is no group “no”."),
        ('words = ["Pain"]', "“Pain” is not written as a term is"),
        ('words = ["~ pain"]', "must begin with a word"),
        ('words = ["pain"]\nkinds = "x"', "“kinds” is not known here."),
    ],
)
def test_a_wrong_term_is_named(tmp_path: Path, entry: str, reason: str) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(
        'source = "a"\nlicence = "b"\nreview = "c"\nother_senses = []\nendings = []\nnot_endings = []\n[groups]\n'
        f'mine = ["my"]\n[[families]]\nid = "pain"\nkind = "condition"\nconditions = []\nown = []\n{entry}\n',
        "utf-8",
    )
    with pytest.raises(DataFileProblem, match=re.escape(reason)):
        read_terms(path)


def test_the_note_names_the_words_as_they_are_written() -> None:
    guard = guard_for(JO)
    assert told_note("Start at nine", guard, "Harbour Foods") == ""
    assert told_note("Anxiety!", guard, "Harbour Foods") == "“Anxiety” tells Harbour Foods about your health."
    assert (
        told_note("My asthma, anxiety and ASTHMA", guard, "them")
        == "“asthma” and “anxiety” tell them about your health."
    )


def test_a_record_is_gathered_from_all_that_says_something_about_health(open_vault: Vault) -> None:
    jo = make_jo(open_vault)
    assert load_facts(open_vault, jo) == HealthFacts()
    entry = replace(load_intake(open_vault, jo), conditions=("back_neck", "other"), conditions_words="Bad back")
    save_intake(open_vault, jo, entry)
    with open_vault.transaction() as transaction:
        episode = current_episode(transaction.session, jo).id
        answers = {
            "waiting_for": "An MRI scan",
            "medicine_words": "Sleepy till ten",
            "treatment": "waiting",
            "good_day": "I walk",
        }
        assessment = Assessment(episode_id=episode, answers=json.dumps(answers))
        transaction.session.add(assessment)
        transaction.session.add(Measure(episode_id=episode, form="phq9", version=1))
        transaction.session.add(
            Measure(episode_id=episode, form="other_score", version=1, answers='{"other_name": "PAM"}')
        )
        transaction.session.add(Measure(episode_id=episode, form="other_score", version=1, answers="broken"))
        note = Note(participant_id=jo, episode_id=episode, happened_on=TODAY, words="Her migraine is back")
        transaction.session.add(note)
        transaction.session.flush()
        transaction.session.add(NoteAddendum(note_id=note.id, words="And her asthma"))
        transaction.session.add(FitNote(episode_id=episode, comment="No lifting"))
        transaction.session.add(Obstacle(assessment_id=assessment.id, position=0, words="My hip"))
    facts = load_facts(open_vault, jo)
    assert (facts.conditions, facts.condition_words) == (frozenset({"back_neck"}), "Bad back")
    assert facts.treatments == ("An MRI scan", "Sleepy till ten")
    assert set(facts.instruments) == {"Mood over 2 weeks (PHQ-9)", "PAM", "A score from another form"}
    assert {"Her migraine is back", "And her asthma", "No lifting", "My hip", "I walk"} <= set(facts.notes)
