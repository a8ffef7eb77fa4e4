"""Proposals: the meeting of the pictures, the catalogue as data, and rules that hold for any answers."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.casework.catalogue import CHECK_BEFORE_USE, catalogue, read_catalogue
from workwell_desktop.casework.proposals import (
    ObstacleSaid,
    TaskAnswer,
    difficulty_of_task,
    propose,
    suggest_difficulties,
)
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources

CODE_WORDS = "SIT LIFT HAND MOB FAT CONC ANX PEOPLE VIS HEAR MED PAIN BREATH MENO ND EPI BOWEL CARE RTW RECR"
CODES = CODE_WORDS.split()

TILL = TaskAnswer("stand", "Serve at the till, standing", 8, 2, "I have a stool")
STOCK = TaskAnswer("lift", "Lift and put out stock", 6, 2, "boxes are under 5 kg")
QUEUE = TaskAnswer("people", "Queues and complaints", 9, 4)
EARLY = TaskAnswer("early", "Start at 06:00", 2, 1)
DRIVE = TaskAnswer("travel", "Drive 25 minutes to work", 10, 9)
BACK = ObstacleSaid(1, "My back goes if I stand too long.", "SIT")
PANIC = ObstacleSaid(2, "I panic when the queue builds up.", "ANX")
SUMS = ObstacleSaid(3, "I lie awake doing sums about money.", "")


def test_the_meeting_of_the_picture():
    found = propose([TILL, STOCK, QUEUE, EARLY, DRIVE], [BACK, PANIC, SUMS])
    first = {proposal.obstacle: proposal for proposal in reversed(found)}
    assert first[1].helps == "A stool at the counter or till"
    assert first[1].now == "I can stand for a short time, then I need to sit."
    assert first[1].reason == "Standing is 2 of 10 on a bad day"
    assert first[2].reason == "Queues are 4 of 10 on a bad day"
    assert 3 not in first  # money is not a change at work
    by_task = [proposal for proposal in found if proposal.obstacle is None and not proposal.own]
    assert by_task[0].reason == "Starting early is 2 of 10 even on a good day"
    assert {proposal.difficulty for proposal in by_task} == {"FAT", "LIFT", "PEOPLE"}
    own = [proposal for proposal in found if proposal.own]
    assert [proposal.helps for proposal in own] == ["A stool", "Boxes are under 5 kg"]
    assert own[0].reason == "“Serve at the till, standing”: you can, if this is there"
    assert found[-2:] == tuple(own)
    assert not any(proposal.caution or proposal.access_to_work for proposal in own)


def test_an_obstacle_without_a_hard_task_has_its_own_words_as_reason():
    found = propose([DRIVE], [BACK])
    assert {proposal.reason for proposal in found} == {"You said: “My back goes if I stand too long.”"}


def test_a_task_in_own_words_is_understood_by_its_words():
    found = propose([TaskAnswer("", "Carry post upstairs", 8, 2)], [])
    assert {proposal.difficulty for proposal in found} == {"LIFT"}
    assert found[0].reason == "“Carry post upstairs” is 2 of 10 on a bad day"
    assert propose([TaskAnswer("", "Feed the fish", 0, 0)], []) == ()


def test_what_can_be_done_proposes_nothing():
    assert propose([DRIVE, TaskAnswer("lift", "Lift", None, None)], [SUMS]) == ()


def test_the_hardest_answer_comes_first():
    easier = TaskAnswer("hands", "Fold leaflets", 10, 7)
    found = propose([easier, STOCK, EARLY], [])
    assert list(dict.fromkeys(proposal.difficulty for proposal in found))[:3] == [
        "FAT",
        "LIFT",
        "HAND",
    ]


def test_rows_that_fit_a_hard_task_come_first():
    sitting = propose([TaskAnswer("sit", "Sit at the desk", 8, 2)], [])
    assert sitting[0].key == "sit_breaks"
    both = propose([TaskAnswer("sit", "Sit at the desk", 8, 2), TILL], [], most_each=1)
    assert both[0].key == "sit_stool"


def test_two_obstacles_of_one_kind_are_not_answered_with_the_same_row():
    found = propose([TILL], [BACK, ObstacleSaid(2, "Sitting hurts as well.", "SIT")])
    keys = {position: {p.key for p in found if p.obstacle == position} for position in (1, 2)}
    assert keys[1]
    assert keys[2]
    assert not keys[1] & keys[2]


def test_what_is_in_the_plan_is_not_proposed_again():
    found = propose([TILL], [BACK])
    again = propose([TILL], [BACK], taken={found[0].key, found[-1].key})
    assert not {found[0].key, found[-1].key} & {proposal.key for proposal in again}
    assert again[0] == found[1]


def test_of_two_tasks_that_cannot_be_done_the_lower_number_comes_first():
    lower, higher = replace(TILL, bad_day=0), replace(STOCK, good_day=8)
    assert propose([higher, lower], [])[0].reason == "Standing is 0 of 10 on a bad day"
    assert propose([higher, replace(TILL, bad_day=2)], [])[0].reason == "Lifting is 2 of 10 on a bad day"


def test_the_difficulty_that_was_chosen_goes_before_the_usual_one():
    usual = propose([replace(TILL, can_if="")], [])
    assert {one.difficulty for one in usual} == {"SIT"}
    chosen = propose([replace(TILL, difficulty="FAT")], [])
    assert {one.difficulty for one in chosen} == {"FAT"}, "the own idea too"
    assert chosen[0].reason == "Standing is 2 of 10 on a bad day"
    assert {one.difficulty for one in propose([replace(TILL, difficulty="NEWER")], [])} == {"SIT"}
    own = propose([TaskAnswer("", "Feed the fish", 0, 0, difficulty="MOB")], [])
    assert {one.difficulty for one in own} == {"MOB"}, "words that hint at nothing"


def test_a_named_task_offers_a_difficulty():
    assert difficulty_of_task("stand", "Lift the heavy boxes") == "SIT"
    assert difficulty_of_task("", "Carry post upstairs") == "LIFT"
    assert difficulty_of_task("", "Feed the fish") == ""


@pytest.mark.parametrize("number", [-1, 11, 999, None])
def test_a_number_off_the_scale_says_nothing(number):
    assert catalogue().word_for(number) == ""
    assert propose([TaskAnswer("stand", "Stand", number, number)], []) == ()


def test_every_number_from_0_to_10_has_the_word_of_the_table():
    assert [catalogue().word_for(number) for number in range(11)] == ["cannot"] * 3 + ["can_if"] * 5 + ["can"] * 3


ANSWERS = st.none() | st.integers(-2, 12)
TASKS = st.lists(
    st.builds(
        TaskAnswer,
        code=st.sampled_from(["", *catalogue().tasks, "unknown"]),
        words=st.text(max_size=30),
        good_day=ANSWERS,
        bad_day=ANSWERS,
        can_if=st.text(max_size=30),
        difficulty=st.sampled_from(["", "?", *CODES]),
    ),
    max_size=6,
)
OBSTACLES = st.lists(
    st.builds(
        ObstacleSaid,
        position=st.integers(1, 9),
        words=st.text(max_size=30),
        difficulty=st.sampled_from(["", "?", *CODES]),
    ),
    max_size=6,
)


@given(TASKS, OBSTACLES, st.sets(st.sampled_from(list(catalogue().adjustments))))
def test_the_rules_hold_for_any_answers(tasks, obstacles, taken):
    found = propose(tasks, obstacles, taken=taken)
    assert found == propose(list(tasks), list(obstacles), taken=set(taken))
    keys = [proposal.key for proposal in found]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & taken
    said = {obstacle.position: obstacle.difficulty for obstacle in obstacles}
    for proposal in found:
        assert proposal.reason
        assert proposal.helps
        assert len(proposal.key) <= 64
        if not proposal.own:
            assert catalogue().adjustments[proposal.key].difficulty == proposal.difficulty
        if proposal.obstacle is not None:
            assert proposal.obstacle in said


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("My back goes if I stand too long.", ("SIT", "PAIN")),
        ("I panic when the queue builds up.", ("ANX", "PEOPLE")),
        ("I lie awake doing sums about money.", ()),
        ("MY TABLETS MAKE ME DROWSY", ("MED",)),
        ("I never know where the toilet is", ("BOWEL",)),
        ("", ()),
    ],
)
def test_words_suggest_a_kind_of_difficulty(words, codes):
    assert suggest_difficulties(words) == codes


# ---- the catalogue


def test_every_difficulty_has_at_least_three_rows():
    found = catalogue()
    assert list(found.difficulties) == CODES
    for code in CODES:
        assert len(found.for_difficulty(code)) >= 3, code
        assert found.difficulties[code].suggests, code


def test_every_difficulty_is_reached_from_a_job_task_or_from_words():
    for code, kind in catalogue().difficulties.items():
        by_words = all(code in suggest_difficulties(f"It is the {start} that I find hard") for start in kind.suggests)
        assert by_words, code
        assert propose([], [ObstacleSaid(1, "It is hard.", code)])[0].difficulty == code
    for code in catalogue().tasks:
        assert propose([TaskAnswer(code, "Mine", 0, 0)], []), code


def test_a_row_that_is_not_verified_says_check_before_use():
    rows = catalogue().adjustments.values()
    for row in rows:
        assert (row.caution == CHECK_BEFORE_USE) == (not row.verified)
        assert row.sources or not row.verified
    checked = sum(row.verified for row in rows)
    assert 45 <= checked < len(rows)
    cautions = {proposal.caution for proposal in propose([], [ObstacleSaid(1, "x", "BREATH")])}
    assert cautions == {CHECK_BEFORE_USE}


def test_a_row_rests_on_a_page_that_anybody_can_open_or_says_check_before_use():
    """An intranet, an address with a gap, and an undated page of somebody who sells help are no proof by themselves."""
    sells = ("heygrowthhub", "vitality360", "workingwellsolutions", "insightworkplacehealth", "southcoastfatigue",
             "didlaw", "brodies")  # fmt: skip
    weak = re.compile("|".join(("intranet", "…", *sells)))
    rows = catalogue().adjustments
    for row in rows.values():
        assert not row.verified or any(not weak.search(source) for source in row.sources), row.key
    assert rows["med_place"].caution == CHECK_BEFORE_USE
    assert rows["med_place"].sources, "what it was taken from is still said"


def test_no_row_names_a_condition_or_blames():
    health = re.compile(
        r"depress|anxi|autis|adhd|dyslex|epilep|seizure|diabet|menopaus|cancer|arthrit|asthma|bipolar|disorder|disease"
        r"|diagnos|disab|mental|symptom|crohn|colitis|hysterect|fatigue",
        re.IGNORECASE,
    )
    jargon = re.compile(r"\b(barriers?|reasonable|occupational|must|please|fail\w*|refus\w*)\b|!", re.IGNORECASE)
    for row in catalogue().adjustments.values():
        for words in (row.now, row.plain, row.employer):
            assert not health.search(words), words
            assert not jargon.search(words), words
        assert row.now.endswith(".")
        assert row.employer.endswith(".")
        assert not row.plain.endswith(".")
        assert len(row.now.split()) <= 15, row.now
        assert len(row.plain.split()) <= 10, row.plain


def test_access_to_work_is_marked_where_it_may_pay():
    rows = catalogue().adjustments
    assert all(rows[key].access_to_work for key in ("hear_bsl", "vis_software", "mob_a2w", "recr_communicator"))
    assert not rows["sit_breaks"].access_to_work


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("adjustments.toml", 'difficulty = "HAND"', 'difficulty = "FOOT"', "“difficulty” does not know FOOT."),
        ("adjustments.toml", 'lasting = "lasting"', 'lasting = "ever"', "“lasting” does not know ever."),
        ("adjustments.toml", 'cost = "none"', 'cost = "dear"', "“cost” does not know dear."),
        ("adjustments.toml", 'tasks = ["stand"]', 'tasks = ["fly"]', "“tasks” does not know fly."),
        ("adjustments.toml", 'sources = ["CUMB"]', 'sources = ["GUESS"]', "“sources” does not know GUESS."),
        ("adjustments.toml", 'sources = ["ACASND"]', "sources = []", "a verified row names its sources."),
        ("adjustments.toml", 'code = "sit_breaks"', 'code = "sit_stool"', "this code is used twice."),
        ("adjustments.toml", "verified = true", "verifed = true", "“verified” is missing."),
        ("adjustments.toml", 'difficulty = "BOWEL"', 'difficulty = "EPI"', "there is nothing for BOWEL."),
        ("job_tasks.toml", '"BOWEL"', '"BOWL"', "“difficulties” does not know BOWL."),
        ("job_tasks.toml", '["BOWEL"]', "[]", "“difficulties” names nothing."),
        ("job_tasks.toml", 'code = "sit"', 'code = "stand"', "this code is used twice."),
        ("job_tasks.toml", "least = 3", "least = 4", "its numbers begin with 3, and go up."),
        ("job_tasks.toml", "least = 3", "least = 2", "its numbers begin with 3, and go up."),
        ("job_tasks.toml", "least = 3, most = 7", "least = 3, most = 2", "its numbers begin with 3, and go up."),
        ("job_tasks.toml", "most = 10", "most = 9", "the numbers go from 0 to 10"),
        ("job_tasks.toml", 'code = "can_if"', 'code = "perhaps"', "“code” does not know perhaps."),
        ("job_tasks.toml", 'code = "can_if"', 'code = "cannot"', "this code is used twice."),
        ("job_tasks.toml", "least = 3", 'least = "3"', "“least” must be a whole number."),
        ("job_tasks.toml", "[days]", "[nights]", "“days” is missing."),
        ("job_tasks.toml", 'source = "WorkWell Desktop, our own; not a published scale"', "", "“source” is missing."),
        ("difficulties.toml", 'about = "home_money"', 'about = "moon"', "“about” does not know moon."),
        ("difficulties.toml", 'code = "LIFT"', 'code = "SIT"', "this code is used twice."),
        ("difficulties.toml", 'licence = "MIT"', "", "“licence” is missing."),
    ],
)
def test_a_fault_in_the_catalogue_is_named(tmp_path, file, old, new, reason):
    for name in ("adjustments.toml", "job_tasks.toml", "difficulties.toml"):
        shutil.copy(resources() / "rules" / name, tmp_path / name)
    text = (tmp_path / file).read_text("utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DataFileProblem) as caught:
        read_catalogue(tmp_path)
    assert file in caught.value.sentence
    assert reason in caught.value.sentence
