"""The choice lists: permanent codes, sources, and the mappings that counts rest on."""

from __future__ import annotations

import hashlib

import pytest

from workwell_desktop.casework import lists
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.forms import NON_ANSWERS
from workwell_desktop.paths import resources

SAMPLE = """[colour]
title = "Which colour?"
source = "This test"
licence = "MIT"
choices = [
  { code = "red", label = "Red" },
  { code = "blue", label = "Blue", paper = "large" },
]
"""


def read(tmp_path, text):
    (tmp_path / "lists.toml").write_text(text, "utf-8")
    return lists.read_lists(tmp_path / "lists.toml")


def test_a_list_is_read_with_its_source(tmp_path):
    found = read(tmp_path, SAMPLE)["colour"]
    assert (found.title, found.source, found.licence) == ("Which colour?", "This test", "MIT")
    assert found.choices == (lists.Choice("red", "Red"), lists.Choice("blue", "Blue", paper="large"))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('code = "blue"', 'code = "red"', "two choices have the same code or label."),
        ('label = "Blue"', 'label = "Red"', "two choices have the same code or label."),
        ('paper = "large"', 'paper = "huge"', "“paper” must be one of: large, giant, spaced, easy_read."),
        ('paper = "large"', 'papper = "large"', "“papper” is not known here."),
        ('source = "This test"\n', "", "“source” is missing."),
        ('licence = "MIT"\n', "", "“licence” is missing."),
        ('  { code = "red", label = "Red" },\n', "", "“choices” needs at least 2."),
        ('source = "This', 'sauce = "x"\nsource = "This', "“sauce” is not known here."),
    ],
)
def test_a_fault_is_named(tmp_path, old, new, reason):
    with pytest.raises(DataFileProblem) as caught:
        read(tmp_path, SAMPLE.replace(old, new))
    assert caught.value.sentence.startswith("The file lists.toml cannot be used. At colour")
    assert reason in caught.value.sentence


def test_labels_are_found_by_code():
    assert lists.label("referral_source", "gp") == "GP or GP practice"
    assert lists.label("referral_source", "") == ""
    assert lists.label("referral_source", "a code of a newer program") == "a code of a newer program"
    assert lists.find("referral_source", "nobody") is None
    assert lists.choice_list("sex").title == "What is your sex?"
    with pytest.raises(KeyError):
        lists.choices("no such list")


def test_codes_fit_the_columns_they_are_kept_in():
    for name in lists.names():
        for choice in lists.choices(name):
            assert choice.code == choice.code.casefold().replace(" ", "_")
            assert len(choice.code) <= 24, choice.code


# Records hold these codes. One may be added; none may go.
PERMANENT = {
    "referral_source": "self gp employer community jobcentre other",
    "work_status": "in_work off_sick out_of_work self_employed in_education",
    "safe_to_message": "yes no ask_first",
    "sex": "female male rather_not_say",
    "gender": "man woman non_binary other rather_not_say",
    "agreement_method": "said signed phone written",
    "agreement_state": "asked agreed refused withdrawn",
    "sharing_aim": "letter talk refer plan progress support facts reach other",
    "shared_way": "phone meeting email letter form",
    "paper_way": "handed posted emailed file",
    "without_agreement": "emergency others_at_risk serious_crime capacity public_interest not_safe_to_ask other",
    "safety_kind": "self from_others adult child contact other",
    "needs_asked": "person together supporter referrer",
    "recipient": "employer gp jobcentre service supporter other",
    "fit_note_advice": "none not_fit may_be_fit",
    "fit_note_option": "phased_return altered_hours amended_duties workplace_adaptations",
    "plan_type": "thrive return seek",
    "certifier_profession": "doctor nurse occupational_therapist pharmacist physiotherapist",
    "assess_again": "will will_not",
    "support_level": "light regular close",
    "close_reason": "completed found_work back_at_work weeks_over passed_on did_not_want lost_contact moved_away "
    "not_now died other",
    "outcome_employer": "same new not_known",
    "outcome_adjustments": "all some none not_needed not_known",
    "can": "can can_if cannot",
    "non_answer": "not_asked rather_not_say does_not_apply",
}


def test_the_end_can_be_held_against_the_beginning():
    begun = [choice.code for choice in lists.choices("work_status")]
    assert [choice.code for choice in lists.choices("outcome_work_status")] == [*begun, "not_known"]


@pytest.mark.parametrize("name", PERMANENT)
def test_codes_are_permanent(name):
    assert set(PERMANENT[name].split()) <= {choice.code for choice in lists.choices(name)}


def test_the_nineteen_ethnic_groups_map_to_the_older_nhs_codes():
    groups = {choice.code: choice for choice in lists.choices("ethnic_group")}
    refused = groups.pop("rather_not_say")
    assert len(groups) == 19
    assert refused.nhs_code == "Z"  # asked and declined; 99, not asked, is never a choice
    assert {choice.nhs_code for choice in groups.values()} == set("ABCDEFGHJKLMNPRS")
    assert {code for code, choice in groups.items() if choice.nhs_code == "C"} == {
        "white_traveller",
        "white_roma",
        "white_other",
    }
    assert (groups["asian_chinese"].nhs_code, groups["other_arab"].nhs_code) == ("R", "S")
    assert len({choice.group for choice in groups.values()}) == 5


@pytest.mark.parametrize("name", ["sex", "gender", "ethnic_group"])
def test_everybody_may_rather_not_say(name):
    last = lists.choices(name)[-1]
    assert (last.code, last.label) == ("rather_not_say", "Would rather not say")


def test_eighteen_conditions_roll_up_to_the_published_groups():
    found = lists.choices("condition")
    assert len(found) == 18
    assert {choice.roll_up for choice in found} == {choice.code for choice in lists.choices("condition_group")}


def test_communication_needs_have_the_four_categories_and_choose_the_paper():
    found = {choice.code: choice for choice in lists.choices("communication_need")}
    assert {choice.category for choice in found.values()} == {
        "contact_method",
        "information_format",
        "communication_professional",
        "communication_support",
    }
    papers = {code: choice.paper for code, choice in found.items() if choice.paper}
    assert papers == {
        "format_large": "large", "format_giant": "giant", "format_easy_read": "easy_read", "format_spaced": "spaced",
    }  # fmt: skip


def test_non_answers_are_the_same_three_as_in_questionnaires():
    assert {choice.code: choice.label for choice in lists.choices("non_answer")} == dict(NON_ANSWERS)


def test_the_words_for_passphrases_are_the_published_list():
    data = (resources() / "words" / "passphrase_words.txt").read_bytes()
    words = data.decode("ascii").split("\n")[:-1]
    assert (len(words), len(set(words))) == (7776, 7776)
    assert words == sorted(words)
    assert all(word == word.strip().lower() and 3 <= len(word) <= 9 for word in words)
    assert hashlib.sha256(data).hexdigest() == "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522"
    licence = (resources() / "words" / "passphrase_words.LICENCE.txt").read_text("utf-8")
    assert "creativecommons.org/licenses/by/3.0/us" in licence


def test_the_refused_words_are_small_and_said_once():
    words = (resources() / "words" / "passphrase_denied.txt").read_text("utf-8").split()
    assert words == sorted(set(words))
    assert {"workwell", "password", "coach", "nhs", "vault"} <= set(words)
    assert all(word.isalpha() and word.islower() for word in words)
