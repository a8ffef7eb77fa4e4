"""A service's own letters: words are changed, a name that nobody can fill is refused when they are saved."""

from __future__ import annotations

import pytest

from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letter_kinds import letter_kinds
from workwell_desktop.casework.letter_line import AGREED
from workwell_desktop.casework.letter_list import load_letters
from workwell_desktop.casework.letter_sample import sample_letter
from workwell_desktop.casework.letter_templates import (
    ADDED,
    LONGEST,
    Wording,
    check_words,
    find_kind,
    kind_from,
    own_letters,
    put_away,
    save_letter,
    wordings,
)
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.documents.letter import letter_lines
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow", "in 3 months"))
    return person


def words_of(base: str, **changed: str) -> dict[str, str]:
    """Return every text of a kind as it is typed, some of them changed (a dot of a place is written as two lines)."""
    shipped = {text.where: text.words for text in wordings(base)}
    return shipped | {"title": "Our first letter"} | {name.replace("__", "."): said for name, said in changed.items()}


def test_a_letter_of_our_own_stands_among_the_letters_and_is_read_and_issued(open_vault: Vault, jo: int) -> None:
    own = save_letter(open_vault, "request", words_of("request", parts__opening="Could {coach} and I meet you?"))
    code = f"own-{own}"
    choice = next(one for one in load_letters(open_vault, jo).choices if one.kind == code)
    assert (choice.title, choice.reader, choice.can_begin) == ("Our first letter", "Harbour Foods Example", True)
    draft = letters.load_letter(open_vault, jo, code)
    assert draft.lines[0].text == "Could Sam Example and I meet you?"
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    letters.keep_letter(open_vault, draft)
    assert letters.load_letter(open_vault, jo, code).settled == len(draft.lines)
    issue_letter(open_vault, draft, agreed_on=TODAY, method="said")
    (made,) = load_letters(open_vault, jo).made
    assert made.title == "Our first letter"


@pytest.mark.parametrize("where", [text.where for text in wordings("gp")])
def test_a_name_that_nobody_can_fill_is_refused_when_the_letter_is_saved(open_vault: Vault, where: str) -> None:
    with pytest.raises(InputProblem) as refused:
        save_letter(open_vault, "gp", words_of("gp") | {where: "From {doctor}"})
    assert set(refused.value.fields) == {where}
    sentence = refused.value.fields[where]
    assert sentence.startswith("{doctor} is not a name that can be filled in. You can use: {")
    assert "{participant}" in sentence
    assert own_letters(open_vault) == ()


@pytest.mark.parametrize("words", ["{participant", "participant}", "{{participant}}", "{}", "{ participant }"])
def test_braces_that_name_nothing_are_refused(words: str) -> None:
    assert "parts.opening" in check_words("request", words_of("request", parts__opening=words))


def test_an_employer_s_letter_cannot_name_what_is_for_the_nhs() -> None:
    words = {"parts.opening": "NHS number {nhs_number}"}
    assert "parts.opening" in check_words("request", words_of("request") | words)
    assert check_words("gp", words_of("gp") | words) == {}


@pytest.mark.parametrize("name", ["job", "own_phone", "hours", "employer", "manager", "review_on"])
@pytest.mark.parametrize("base", ["support", "gp"])
def test_a_heading_names_nothing_of_the_record_that_nobody_agreed_to(base: str, name: str) -> None:
    """A heading is no line: it would leave the room unread, and no word about health in it would be marked."""
    for text in wordings(base):
        if text.where.endswith("heading"):
            assert text.where in check_words(base, words_of(base) | {text.where: f"About {{{name}}}"}), text.where
            assert check_words(base, words_of(base) | {text.where: "About {participant}"}) == {}


@pytest.mark.parametrize("text", wordings("support"), ids=lambda text: text.where)
def test_a_text_that_is_too_long_or_missing_is_refused(text: Wording) -> None:
    where, longest, needed = text.where, text.longest, text.needed
    fits, too_long = "a" * longest, "a" * (longest + 1)
    assert where not in check_words("support", words_of("support") | {where: fits})
    assert check_words("support", words_of("support") | {where: too_long})[where].startswith("This is too long")
    assert (where in check_words("support", words_of("support") | {where: " "})) == needed


def test_what_cannot_be_printed_and_a_name_that_is_taken_are_refused() -> None:
    assert "🙂" in check_words("request", words_of("request", heading="Hello 🙂"))["heading"]
    assert "already" in check_words("request", words_of("request", title="Letter to a GP"))["title"]


def test_only_words_change_and_what_the_letter_says_about_itself_stays(open_vault: Vault) -> None:
    words = words_of("support", closing="Best wishes,", parts__reply="", **{ADDED: "{service} is here to help."})
    own = save_letter(open_vault, "support", words)
    with open_vault.reading() as session:
        kind, base = find_kind(session, f"own-{own}"), letter_kinds()["support"]
    same = ("to", "voice", "aim", "sender", "small_print", "needed", "wants", "headings")
    assert [getattr(kind, name) for name in same] == [getattr(base, name) for name in same]
    assert (kind.base, kind.title, kind.closing) == ("support", "Our first letter", "Best wishes,")
    assert [part.code for part in kind.parts] == [*(p.code for p in base.parts if p.code not in {"reply", "again"}),
                                                  ADDED, "again"]  # fmt: skip
    lines = letter_lines(sample_letter(kind))
    assert "Elm Street Clinic is here to help." in lines
    assert not any("Please reply" in line for line in lines)
    assert "A coach is not a clinician." in " ".join(lines)


def test_a_letter_is_changed_put_away_and_offered_again(open_vault: Vault, jo: int) -> None:
    own = save_letter(open_vault, "request", words_of("request", heading="Ours"))
    assert save_letter(open_vault, "request", words_of("request", heading="Ours, again"), own) == own
    (one,) = own_letters(open_vault)
    assert (one.title, one.words["heading"], one.put_away) == ("Our first letter", "Ours, again", False)

    def offered() -> bool:
        return any(choice.kind == f"own-{own}" for choice in load_letters(open_vault, jo).choices)

    put_away(open_vault, own)
    assert not offered()
    assert letters.load_letter(open_vault, jo, f"own-{own}").kind.heading == "Ours, again", "what was begun goes on"
    put_away(open_vault, own, back=True)
    assert offered()


def test_a_text_that_was_not_changed_follows_the_kind_that_ships(open_vault: Vault) -> None:
    own = save_letter(open_vault, "request", words_of("request", heading="Ours"))
    (one,) = own_letters(open_vault)
    assert set(one.words) == {"title", "heading"}
    assert own == one.id
    assert kind_from("request", one.words).headings == {}
    assert kind_from("request", {"title": "x"}).headings == letter_kinds()["request"].headings


def test_every_limit_leaves_room_for_the_words_that_ship() -> None:
    for code in letter_kinds():
        problems = check_words(code, {text.where: text.words for text in wordings(code)} | {"title": "Another name"})
        assert problems == {}
    assert LONGEST["heading"] <= 80
