"""A service's own rules of what helps with what: kept, refused with their reason, put back, and scored again by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.service_lists import a_service, brought_in, staged
from workwell_desktop.casework import service_scoring
from workwell_desktop.casework.directory_live import make_live, undo_last
from workwell_desktop.casework.service_index import index_stamp
from workwell_desktop.casework.service_need_rules import Need, NeedRules, NeedTerm, needs
from workwell_desktop.casework.service_need_text import own_text, whole_text
from workwell_desktop.casework.service_own_needs import (
    check_text,
    keep_need,
    keep_text,
    need_rules,
    needs_text,
    own_needs,
    put_back,
    text_of,
    with_need,
)
from workwell_desktop.casework.service_rows import effective, effective_all
from workwell_desktop.casework.service_scoring import Stopped, due, score_again
from workwell_desktop.casework.service_terms import rules_mark, term_scores
from workwell_desktop.casework.services import ServiceForm, add_note, add_service, change_service, service_details
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.services import DirSource, OwnNeedRules, Service, ServiceFace, ServiceNeed
from workwell_desktop.vault.store import Vault

HEAD = 'source = "Ours"\nlicence = "CC0-1.0"\n'
LAMPS = """
[[needs]]
id = "lamps"
label = "Bright lamps"
helps = "bright lamps"
topics = ["housing"]
types = []
codes = []
words = ["lamp"]
terms = [{ points = 3, words = ["lantern lending"] }]
fallback = []
instead = "Ask at the library."
"""


def with_terms(need_id: str, *terms: NeedTerm) -> Need:
    """Return a shipped need that is known by these words as well."""
    need = needs().needs[need_id]
    return replace(need, terms=(*need.terms, *terms))


def scores(vault: Vault) -> dict[int, set[tuple[str, float, str]]]:
    """Return what is kept of each live face."""
    with vault.reading() as session:
        rows = session.execute(
            select(Service.id, ServiceNeed.need, ServiceNeed.points, ServiceNeed.found).join(
                ServiceNeed, ServiceNeed.face_id == Service.face_id
            )
        )
        found: dict[int, set[tuple[str, float, str]]] = {}
        for row in rows:
            found.setdefault(row.id, set()).add((row.need, row.points, row.found))
        return found


def scored_afresh(vault: Vault, rules: NeedRules) -> dict[int, set[str]]:
    """Return the needs that each service would have if it came in now."""
    with vault.reading() as session:
        ids = session.scalars(select(Service.id).where(Service.face_id.is_not(None))).all()
        found = {one: set(term_scores(effective(session, one).values, rules)) for one in ids}
        return {one: held for one, held in found.items() if held}


def needs_by_service(vault: Vault) -> dict[int, set[str]]:
    return {one: {need for need, _points, _found in rows} for one, rows in scores(vault).items()}


def actions(vault: Vault, entity: str) -> list[str]:
    with vault.reading() as session:
        return list(session.scalars(select(AuditEvent.action).where(AuditEvent.entity == entity)))


# -- keeping ------------------------------------------------------------------------------------------------------


def test_what_ships_holds_until_somebody_changes_it(open_vault: Vault) -> None:
    held = own_needs(open_vault)
    assert (held.rules, held.changed, held.on, held.by, held.problem) == (needs(), frozenset(), None, "", "")


def test_a_changed_need_is_kept_with_its_day_and_whose_it_was(open_vault: Vault) -> None:
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    held = own_needs(open_vault)
    assert held.changed == {"food"}
    assert NeedTerm("pillow club", 3.0) in held.rules.needs["food"].terms
    assert held.rules.needs["benefits"] == needs().needs["benefits"]
    assert (held.on, held.by) == (open_vault.clock.today(), "Sam Example")
    assert actions(open_vault, "own_need_rules") == ["change"]


def test_one_need_is_put_back_and_the_others_stay_changed(open_vault: Vault) -> None:
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    keep_need(open_vault, with_terms("benefits", NeedTerm("letter writing", 2.0)))
    assert own_needs(open_vault).changed == {"food", "benefits"}
    put_back(open_vault, "food")
    assert own_needs(open_vault).changed == {"benefits"}
    put_back(open_vault)
    assert need_rules(open_vault) is needs()
    assert own_needs(open_vault).changed == frozenset()


def test_a_file_of_the_services_own_is_laid_over_and_its_new_need_can_go_again(open_vault: Vault) -> None:
    keep_text(open_vault, HEAD + LAMPS)
    assert own_needs(open_vault).changed == {"lamps"}
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    held = own_needs(open_vault)
    assert held.changed == {"lamps", "food"}
    assert held.rules.source == "Ours"
    put_back(open_vault, "lamps")
    assert "lamps" not in need_rules(open_vault).needs


def test_a_copy_reads_back_as_the_same_rules(open_vault: Vault, tmp_path: Path) -> None:
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    copy = tmp_path / "copy.toml"
    copy.write_text(needs_text(open_vault), "utf-8")
    assert dict(check_text(text_of(copy)).needs) == dict(need_rules(open_vault).needs)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + LAMPS.replace("points = 3", "points = 80"), "number over 0 and at most 8"),
        (HEAD + LAMPS.replace('"housing"', '"houses"'), "“houses” is no topic."),
        (HEAD + LAMPS.replace("lantern lending", "Lantern!"), "“Lantern!” in “words”"),
        (HEAD + LAMPS.replace("lamps", "Lamps", 1), "“id” must be of small letters"),
        (HEAD + LAMPS + LAMPS, "this id stands there twice."),
        ("lamps = \n[[needs]]\n", "cannot be read: Invalid value"),
    ],
)
def test_a_bad_text_is_refused_with_its_entry_and_reason(open_vault: Vault, text: str, reason: str) -> None:
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    with pytest.raises(DataFileProblem) as refused:
        keep_text(open_vault, text)
    assert reason in refused.value.sentence
    assert "line" in refused.value.sentence
    assert refused.value.next_step == "Mend the file and load it again."
    assert own_needs(open_vault).changed == {"food"}, "what held holds on"


def test_a_need_that_is_not_sound_is_never_written(open_vault: Vault) -> None:
    with pytest.raises(DataFileProblem):
        keep_need(open_vault, with_terms("food", NeedTerm("Pillow!", 3.0)))
    assert own_needs(open_vault).changed == frozenset()
    assert actions(open_vault, "own_need_rules") == []


def test_what_was_kept_and_cannot_be_read_any_more_stands_in_nobodys_way(open_vault: Vault) -> None:
    with open_vault.transaction() as transaction:
        text = HEAD + LAMPS.replace('"housing"', '"a_topic_of_before"')
        transaction.session.add(OwnNeedRules(text=text, changed_on=None, changed_by=None, scored_at=None))
    assert need_rules(open_vault) is needs()
    assert "“a_topic_of_before” is no topic." in own_needs(open_vault).problem
    add_service(open_vault, ServiceForm(name="Aston Debt Advice", phone="01632 960001", topics=("housing",)))
    assert due(open_vault) == 0


words_of_terms = st.from_regex(r"[a-z0-9]{1,8}( [a-z0-9]{1,8}){0,3}", fullmatch=True)
free = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).map(str.strip).filter(bool)


@given(
    label=free,
    instead=free,
    terms=st.dictionaries(words_of_terms, st.sampled_from([0.5, 1.0, 1.75, 4.0, 8.0]), min_size=1),
    against=st.lists(words_of_terms, unique=True),
)
def test_whatever_is_typed_is_read_back_as_it_was_written(
    label: str, instead: str, terms: dict[str, float], against: list[str]
) -> None:
    held = tuple(NeedTerm(words, points) for words, points in terms.items())
    need = replace(needs().needs["food"], label=label, instead=instead, terms=held, against=tuple(against))
    rules = with_need(needs(), need)
    for text in (own_text(rules, needs(), source="a", licence="b"), whole_text(rules)):
        assert dict(needs(text).needs) == dict(rules.needs)


def test_nothing_changed_is_no_text() -> None:
    assert own_text(needs(), needs(), source="a", licence="b") == ""


# -- the mark -----------------------------------------------------------------------------------------------------


def test_the_mark_follows_what_scores_and_nothing_else() -> None:
    food = needs().needs["food"]
    mark = rules_mark(needs())
    assert (
        rules_mark(with_need(needs(), replace(food, label="Rest", instead="Ask.", words=frozenset({"doze"})))) == mark
    )
    for other in (
        replace(food, terms=(*food.terms, NeedTerm("pillow club", 1.0))),
        replace(food, against=(*food.against, "pillow")),
        replace(food, not_meant=(*food.not_meant, "pillow")),
        replace(food, by_topic=food.by_topic + 1),
    ):
        assert rules_mark(with_need(needs(), other)) != mark


# -- scoring again ------------------------------------------------------------------------------------------------

RECORDS = [
    a_service("a", "Pillow Club", description="We meet on Mondays.", topics=("housing",)),
    a_service("b", "Aston Debt Advice", description="Help with arrears."),
    a_service("c", "Benchmakers", description="We run a pillow club.", topics=("housing",)),
    a_service("d", "Nothing Much", description="Tea.", topics=("housing",)),
]


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_scoring, "_BATCH", 1)


def test_saved_rules_change_what_fits_once_services_are_scored_again(open_vault: Vault) -> None:
    brought_in(open_vault, "one", RECORDS)
    before = scores(open_vault)
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    assert scores(open_vault) == before
    assert due(open_vault) == 4
    told: list[tuple[int, int]] = []
    assert score_again(open_vault, lambda done, whole: told.append((done, whole))) == 4
    assert told == [(4, 4)]
    assert due(open_vault) == 0
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)
    assert sum("food" in held for held in needs_by_service(open_vault).values()) == 2
    put_back(open_vault)
    score_again(open_vault)
    assert scores(open_vault) == before


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("steps", range(4))
def test_what_was_stopped_goes_on_and_ends_like_one_that_was_not(open_vault: Vault, steps: int) -> None:
    brought_in(open_vault, "one", RECORDS)
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    done: list[int] = []
    with pytest.raises(Stopped):
        score_again(open_vault, lambda one, _whole: done.append(one), lambda: len(done) >= steps)
    assert due(open_vault) == 4 - steps
    assert score_again(open_vault) == 4 - steps
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)


@pytest.mark.usefixtures("small_steps")
def test_a_crash_in_a_step_loses_that_step_alone(open_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    brought_in(open_vault, "one", RECORDS)
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    real, calls = service_scoring.need_rows, []

    def breaks(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 3:
            raise OSError("the power went")
        return real(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(service_scoring, "need_rows", breaks)
    with pytest.raises(OSError, match="power"):
        score_again(open_vault)
    assert due(open_vault) == 2
    score_again(open_vault)
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)


@pytest.mark.usefixtures("small_steps")
def test_rules_that_change_meanwhile_hold_for_all(open_vault: Vault) -> None:
    brought_in(open_vault, "one", RECORDS)
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))

    def told(done: int, _whole: int) -> None:
        if done == 2:
            keep_need(open_vault, with_terms("food", NeedTerm("tea", 4.0)))

    score_again(open_vault, told)
    assert due(open_vault) == 0
    assert needs_by_service(open_vault) == scored_afresh(open_vault, need_rules(open_vault))


@pytest.mark.usefixtures("small_steps")
def test_what_a_coach_saves_meanwhile_is_scored_as_it_then_is(open_vault: Vault) -> None:
    brought_in(open_vault, "one", RECORDS)
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))

    def told(done: int, _whole: int) -> None:
        if done == 1:
            add_service(open_vault, ServiceForm(name="Own Pillow Club", phone="01632 960001", topics=("housing",)))
            add_note(open_vault, 4, "Ring first.")

    score_again(open_vault, told)
    assert due(open_vault) == 0
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)


@pytest.mark.usefixtures("small_steps")
def test_what_is_saved_between_reading_and_writing_is_not_written_over(
    open_vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_in(open_vault, "one", RECORDS)
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    real, calls = service_scoring.need_rows, []

    def meanwhile(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            form = service_details(open_vault, 1).form
            change_service(open_vault, 1, replace(form, name="Tea Club", description="Tea."))
        return real(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(service_scoring, "need_rows", meanwhile)
    score_again(open_vault)
    assert due(open_vault) == 0
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)
    assert "food" not in needs_by_service(open_vault).get(1, set())


def test_many_are_read_as_each_alone(open_vault: Vault) -> None:
    brought_in(open_vault, "one", RECORDS)
    add_service(open_vault, ServiceForm(name="Own Pillow Club", phone="01632 960001", topics=("housing",)))
    change_service(open_vault, 2, replace(service_details(open_vault, 2).form, name="Aston Debts"))
    brought_in(open_vault, "one", RECORDS[:3])
    with open_vault.reading() as session:
        ids = session.scalars(select(Service.id)).all()
        assert len(ids) == 5
        assert effective_all(session, ids) == {one: effective(session, one).values for one in ids}


def test_whoever_writes_a_service_scores_it_by_the_rules_that_hold(open_vault: Vault) -> None:
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    brought_in(open_vault, "one", RECORDS)
    add_service(open_vault, ServiceForm(name="Own Pillow Club", phone="01632 960001", topics=("housing",)))
    assert due(open_vault) == 0
    assert sum("food" in held for held in needs_by_service(open_vault).values()) == 3


def test_a_list_that_was_staged_under_older_rules_is_scored_again(open_vault: Vault) -> None:
    release = staged(open_vault, "one", RECORDS)
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    make_live(open_vault, release)
    assert due(open_vault) == 4
    score_again(open_vault)
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)


def test_what_an_undone_import_brings_back_is_scored_again(open_vault: Vault) -> None:
    brought_in(open_vault, "one", RECORDS)
    brought_in(open_vault, "one", [replace(one, description=f"{one.description} New.") for one in RECORDS])
    rules = keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    score_again(open_vault)
    with open_vault.reading() as session:
        source = session.scalars(select(DirSource.id)).one()
    undo_last(open_vault, source)
    assert due(open_vault) == 4
    score_again(open_vault)
    assert needs_by_service(open_vault) == scored_afresh(open_vault, rules)


def test_an_index_knows_that_services_were_scored_again(open_vault: Vault) -> None:
    brought_in(open_vault, "one", RECORDS)
    today = open_vault.clock.today()
    with open_vault.reading() as session:
        before = index_stamp(session, today)
    keep_need(open_vault, with_terms("food", NeedTerm("pillow club", 3.0)))
    score_again(open_vault)
    with open_vault.reading() as session:
        assert index_stamp(session, today) != before
        assert session.scalar(select(ServiceFace.scored_by).distinct()) == rules_mark(need_rules(open_vault))
