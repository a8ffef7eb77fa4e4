"""A vault to practise in: made-up people and letterhead, the mark on every paper, and no way back to a real one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.documents.samples import pages_of
from tests.plans import make_jo
from tests.tree import PACKAGE
from workwell_desktop import forms
from workwell_desktop.casework import access, paper_codes, papers, plan_papers, training
from workwell_desktop.casework.assessment import save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.assessment_paper import issue_assessment
from workwell_desktop.casework.fictional import holds_real_people
from workwell_desktop.casework.service_profile import Profile, load_profile, save_profile
from workwell_desktop.casework.since_paper import issue_card
from workwell_desktop.casework.spreadsheet.writing import bring_in
from workwell_desktop.casework.training_mark import ON_PAPER, TrainingOnly, is_training, refuse_real_people, set_mark
from workwell_desktop.clock import Clock
from workwell_desktop.errors import VaultInUse
from workwell_desktop.models.papers import Paper
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.services import Service
from workwell_desktop.paths import Places
from workwell_desktop.vault import doctor
from workwell_desktop.vault.store import Vault


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return Places.under(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def practice(places: Places) -> Iterator[Vault]:
    vault = training.make_training_vault(places, Clock())
    yield vault
    vault.close()


@pytest.fixture
def marked(open_vault: Vault) -> Vault:
    with open_vault.transaction() as transaction:
        set_mark(transaction)
    return open_vault


def test_it_is_full_of_made_up_people_sound_and_apart_from_other_vaults(practice: Vault, places: Places) -> None:
    assert is_training(practice)
    assert not holds_real_people(practice)
    with practice.reading() as session:
        assert len(session.scalars(select(Participant.id)).all()) == training.PEOPLE
    assert load_profile(practice).name == "Northfield Practice Service"
    assert practice.sheet_confirmed
    with practice.reading() as session:
        shown = session.scalar(select(func.count()).select_from(Service).where(Service.face_id.is_not(None)))
        assert shown is not None
        assert shown > 45, "the national list, and services nearby"
    assert training.training_folder(places) == practice.folder
    assert access.last_vault(places, "") is None, "nobody is led to it as to their own"
    assert all(finding.ok for finding in doctor.verify(practice))


def test_it_is_locked_opened_with_what_everybody_knows_begun_afresh_and_removed(tmp_path: Path) -> None:
    places, clock = Places.under(tmp_path), Clock()
    first = training.open_training_vault(places, clock)
    folder = first.folder
    first.close()
    again = training.open_training_vault(places, clock)
    assert again.folder == folder
    with pytest.raises(VaultInUse):
        training.remove_training_vault(places, clock)
    assert folder.is_dir(), "nothing goes from under somebody who practises"
    again.close()
    afresh = training.make_training_vault(places, clock)
    assert afresh.folder != folder
    assert not folder.exists()
    afresh.close()
    training.remove_training_vault(places, clock)
    assert training.training_folder(places) is None


def test_one_whose_making_was_cut_short_is_made_anew_and_never_opened_as_a_real_one(tmp_path: Path) -> None:
    places, clock = Places.under(tmp_path), Clock()
    home = Places(places.vaults.parent / "training", places.config)
    cut, _sheet = access.create(home, training.COACH, training.PASSPHRASE, clock)
    cut.close()
    opened = training.open_training_vault(places, clock)
    try:
        assert is_training(opened)
        assert opened.folder != cut.folder
    finally:
        opened.close()


def test_a_real_vault_is_none_and_its_papers_are_untouched(open_vault: Vault) -> None:
    person = make_jo(open_vault)
    assert not is_training(open_vault)
    issued = signed_assessment(open_vault, person)
    assert all(ON_PAPER not in page for page in pages_of(papers.paper_bytes(open_vault, issued)))
    save_profile(open_vault, Profile(name="Elm Street Clinic"))


def signed_assessment(vault: Vault, person: int) -> int:
    save_assessment(vault, person, AssessmentEntry({"makes_work_hard": "Standing."}))
    sign_assessment(vault, person, method="said", signed_on="today")
    return issue_assessment(vault, person, 1)


def test_every_page_of_a_paper_says_that_it_is_practice(marked: Vault, tmp_path: Path) -> None:
    person = make_jo(marked)
    issued = signed_assessment(marked, person)
    pages = pages_of(papers.paper_bytes(marked, issued))
    assert pages
    assert all(ON_PAPER in page for page in pages)
    (card,) = plan_papers.issue_papers(marked, person, [papers.POCKET_CARD], "They asked for it")
    sheets = pages_of(papers.paper_bytes(marked, card))
    assert all(page.count(ON_PAPER) == 4 for page in sheets), "each panel of a folded sheet"
    for paper in (issue_card(marked, person),):
        assert all(ON_PAPER in page for page in pages_of(papers.paper_bytes(marked, paper)))
    blank = paper_codes.give_paper(marked, person, forms.questionnaire("gad7"))
    assert all(ON_PAPER in page for page in pages_of(blank.pdf))
    with marked.reading() as session:
        kept = [row.id for row in session.scalars(select(Paper)) if row.document]
    for number, paper in enumerate(kept):
        for ending in ("html", "docx"):
            copy = tmp_path / f"{number}.{ending}"
            papers.save_copy(marked, paper, copy)
        assert ON_PAPER in (tmp_path / f"{number}.html").read_text("utf-8")


def test_whatever_makes_a_pdf_about_somebody_passes_the_mark() -> None:
    """A new paper that is neither kept (``keep_paper``) nor marked (``on_paper``) would leave unmarked."""
    apart = {"access.py", "letter_sample.py"}  # the recovery sheet, and a letter about nobody
    for file in sorted((PACKAGE / "casework").rglob("*.py")):
        text = file.read_text("utf-8")
        if re.search(r"\b\w+_pdf\(", text) and file.name not in apart:
            assert re.search(r"\b(keep_paper|keep_once|on_paper|_keep)\(", text), file.name


def test_no_real_service_and_no_real_people_come_in(marked: Vault) -> None:
    with pytest.raises(TrainingOnly):
        save_profile(marked, Profile(name="Elm Street Clinic", letterhead="Elm Street Clinic"))
    assert load_profile(marked).name == ""
    with marked.transaction() as transaction, pytest.raises(TrainingOnly):
        refuse_real_people(transaction.session)
    assert "refuse_real_people(transaction.session)" in inspect.getsource(bring_in), "asked before anybody is written"


def test_a_vault_in_use_cannot_be_turned_into_one(open_vault: Vault) -> None:
    for _ in range(60):
        with open_vault.transaction() as transaction:
            transaction.record("change", "something", 1)
    with open_vault.transaction() as transaction:
        set_mark(transaction)
    assert not is_training(open_vault)
