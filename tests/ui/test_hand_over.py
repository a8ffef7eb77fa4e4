"""The screen in a participant's hands: every kind of question by keys and by mouse, and no way out but the coach's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.generated_forms import answers_to, forms_of_any_kind
from tests.ui.showing import deleted
from tests.vaults import PASSPHRASE
from workwell_desktop import forms
from workwell_desktop.casework.dates import read_date
from workwell_desktop.casework.hand_over import read_aloud
from workwell_desktop.forms import (
    DOES_NOT_APPLY,
    RATHER_NOT,
    RATHER_NOT_SAY,
    Answer,
    Item,
    Option,
    Questionnaire,
    Section,
    ShowIf,
)
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.hand_over import HandOver
from workwell_desktop.ui.parts.big_key import BigKey
from workwell_desktop.ui.reading_aloud import NO_VOICE_WORDS, Voice

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
OFTEN = (Option("never", "Not at all", 0), Option("some", "Several days", 1), Option("all", "Nearly every day", 3))
ITEMS = (
    Item("one", "Little interest or pleasure?", "choice", options=OFTEN),
    Item("many", "How do you get to work?", "multi", options=(Option("foot", "On foot"), Option("bus", "By bus"))),
    Item("scale", "How sure are you?", "scale", low_words="Not sure", high_words="Very sure"),
    Item("number", "How many days?", "number", high=7),
    Item("day", "When did you last work?", "date"),
    Item("line", "What is it called?", "text"),
    Item("story", "What helps?", "longtext"),
)


def form_of(*items: Item) -> Questionnaire:
    section = Section("s", "Questions", "", items or ITEMS)
    return Questionnaire(
        "made_up", 1, "Made up", "Over the last 2 weeks", "", "", "MIT", (section,), None, own_words=True
    )


class Told:
    """What the view told whoever handed the screen over."""

    def __init__(self, view: HandOver) -> None:
        self.answers: dict[str, Answer] = {}
        self.place = ""
        self.ends: list[str] = []
        view.answered.connect(self._hear)
        for name in ("done", "lock_wanted", "back_wanted"):
            getattr(view, name).connect(lambda name=name: self.ends.append(name))

    def _hear(self, answers: dict[str, Answer], place: str) -> None:
        self.answers, self.place = answers, place


class Fixed(Voice):
    """A voice that is there and only writes down what it reads."""

    def look(self) -> None:
        self.heard: list[str] = []
        self.available = True
        self.changed.emit()

    def read(self, words: str) -> None:
        self.heard.append(words)
        self.reading = True
        self.changed.emit()


Opened = tuple[HandOver, Hand, Told]
Opener = Callable[..., Opened]


@pytest.fixture
def opened(desk: Desk, shown: Callable[[QWidget], Hand]) -> Opener:
    def begin(form: Questionnaire | None = None, answers: dict[str, Answer] | None = None, at: str = "") -> Opened:
        view = HandOver(desk, form or form_of(), "Jo", "Ruth", answers or {}, at)
        told = Told(view)
        return view, shown(view), told

    return begin


@pytest.fixture
def voiced(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr(desk.doors, "voice", Fixed)


def words_of(view: HandOver) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible() and one.text()]


def chosen(view: HandOver) -> list[str]:
    return [said(one) for one in view.findChildren(BigKey) if one.isVisible() and one.isChecked()]


def test_it_begins_with_a_calm_word_and_ends_with_thanks_and_a_lock(opened: Opener) -> None:
    view, hand, told = opened(form_of(ITEMS[0]))
    assert {"This is one question.", "There are no right answers. You may skip any."} <= set(words_of(view))
    hand.press("Begin")
    assert {"Question 1 of 1", "Over the last 2 weeks", "Little interest or pleasure?"} <= set(words_of(view))
    hand.press("Next")
    assert "Thank you, Jo. Now give the computer back to Ruth." in words_of(view)
    assert "If you feel unsafe now, tell Ruth, or ring 999." in words_of(view)
    assert told.ends == []
    hand.press("I am finished")
    assert told.ends == ["done", "lock_wanted"]


def test_every_kind_is_answered_by_keys_alone(opened: Opener, desk: Desk) -> None:
    view, hand, told = opened()
    hand.key(KEY.Key_Return)
    hand.key(KEY.Key_2)
    assert chosen(view) == ["Several days"]
    hand.key(KEY.Key_Down)
    assert chosen(view) == ["Nearly every day"], "an arrow chooses, as with radio buttons"
    hand.key(KEY.Key_Return)
    hand.key(KEY.Key_2)
    hand.key(KEY.Key_Up)
    hand.key(KEY.Key_Space)
    hand.key(KEY.Key_Return)
    hand.key(KEY.Key_9)
    hand.key(KEY.Key_Right)
    assert chosen(view) == ["10"]
    hand.key(KEY.Key_Return)
    for typed in ("3", "last Monday", "Sertraline", "Rest"):
        focused = QApplication.focusWidget()
        assert isinstance(focused, (QLineEdit, QPlainTextEdit))
        QTest.keyClicks(focused, typed)
        if isinstance(focused, QLineEdit):
            hand.key(KEY.Key_Return)
    assert told.answers == {
        "one": "all", "many": ["foot", "bus"], "scale": 10, "number": 3, "line": "Sertraline", "story": "Rest",
        "day": read_date("last Monday", desk.clock.today(), lean="past").when.isoformat(),
    }  # fmt: skip
    for _ in range(3):
        hand.leave()  # out of the long field, in which Enter and Backspace belong to the words
    assert said(QApplication.focusWidget() or view) == "Next"
    hand.key(KEY.Key_Return)
    hand.key(KEY.Key_Return)
    assert told.ends == ["done", "lock_wanted"]


@pytest.mark.parametrize(
    ("high", "typed", "kept"), [(10, "10", 10), (10, "100", 0), (10, "010", 10), (10, "20", 0), (8, "10", 0)]
)
def test_one_and_then_nought_is_ten_where_there_is_a_ten(opened: Opener, high: int, typed: str, kept: int) -> None:
    view, hand, told = opened(form_of(replace(ITEMS[2], high=high)), {}, "scale")
    for digit in typed:
        hand.key(KEY(ord(digit)))
    assert told.answers == {"scale": kept}
    assert chosen(view) == [str(kept)]


def test_nought_after_another_key_or_the_mouse_is_nought(opened: Opener) -> None:
    _view, hand, told = opened(form_of(ITEMS[2]), {}, "scale")
    hand.key(KEY.Key_1)
    hand.key(KEY.Key_Right)
    hand.key(KEY.Key_0)
    assert told.answers == {"scale": 0}
    hand.key(KEY.Key_1)
    hand.press(RATHER_NOT)
    hand.key(KEY.Key_0)
    assert told.answers == {"scale": 0}
    hand.key(KEY.Key_1)
    hand.press("4")
    hand.key(KEY.Key_0)
    assert told.answers == {"scale": 0}


def test_every_kind_is_answered_by_the_mouse(opened: Opener) -> None:
    view, hand, told = opened()
    hand.press("Begin")
    hand.press("Several days")
    hand.press("Not at all")
    hand.press("Next")
    hand.press("On foot")
    hand.press("By bus")
    hand.press("On foot")
    hand.press("Next")
    hand.press("0")
    assert "Your answer: 0 of 10." in words_of(view)
    hand.press("Next")
    hand.write("How many days?", "7")
    hand.press("Next")
    hand.write("When did you last work?", "5 November 2026")
    hand.press("Next")
    hand.write("What is it called?", "Rest")
    hand.press("Next")
    hand.write("What helps?", "Walking\nSleep")
    hand.press("Next")
    assert told.answers == {
        "one": "never", "many": ["bus"], "scale": 0, "number": 7, "day": "2026-11-05", "line": "Rest",
        "story": "Walking\nSleep",
    }  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_not_saying_is_kept_as_such_for_every_kind(opened: Opener, item: Item) -> None:
    view, hand, told = opened(form_of(item), {}, item.id)
    hand.press(RATHER_NOT)
    assert told.answers == {item.id: RATHER_NOT_SAY}
    assert f"Your answer: {RATHER_NOT}." in words_of(view)
    hand.press("Next")
    hand.press("Back")
    assert chosen(view) == [RATHER_NOT]


APART = "Does not apply"
HINT = f"If it is not for you, choose “{APART}”."


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_what_a_hint_says_to_choose_is_there_to_choose(opened: Opener, item: Item) -> None:
    """WSAS says so to people without a job: not saying would be another answer."""
    view, hand, told = opened(form_of(replace(item, hint=HINT)), {}, item.id)
    assert told.answers == {}
    hand.press(APART)
    assert told.answers == {item.id: DOES_NOT_APPLY}
    assert f"Your answer: {APART}." in words_of(view)
    assert f"{APART}; or" in read_aloud(view.walk, "Ruth")
    hand.press("Next")
    hand.press("Back")
    assert chosen(view) == [APART]
    hand.press(RATHER_NOT)
    assert (chosen(view), told.answers) == ([RATHER_NOT], {item.id: RATHER_NOT_SAY})
    hand.press(APART)
    assert (chosen(view), told.answers) == ([APART], {item.id: DOES_NOT_APPLY})


@pytest.mark.parametrize(("at", "answer"), [(6, "A long story"), (3, 0), (1, ["bus"])])
def test_between_two_ways_of_no_answer_the_words_are_not_lost(opened: Opener, at: int, answer: Answer) -> None:
    item = replace(ITEMS[at], hint=HINT)
    _view, hand, told = opened(form_of(item), {item.id: answer}, item.id)
    for word in (APART, RATHER_NOT, APART, APART):
        hand.press(word)
    assert told.answers == {item.id: answer}


def test_no_other_question_offers_that_it_does_not_apply(opened: Opener) -> None:
    for item in ITEMS:
        view, _hand, _told = opened(form_of(item), {}, item.id)
        assert APART not in [said(one) for one in view.findChildren(BigKey)]


def test_pressed_by_mistake_not_saying_gives_the_words_back(opened: Opener) -> None:
    _view, hand, told = opened(form_of(ITEMS[6]), {"story": "A long story"}, "story")
    hand.press(RATHER_NOT)
    assert hand.reads("What helps?") == ""
    hand.press(RATHER_NOT)
    assert hand.reads("What helps?") == "A long story"
    assert told.answers == {"story": "A long story"}
    hand.press(RATHER_NOT)
    hand.write("What helps?", "Another")
    assert told.answers == {"story": "Another"}


def test_an_answer_that_cannot_be_is_asked_about_before_going_on(opened: Opener) -> None:
    view, hand, told = opened(form_of(ITEMS[3]), {}, "number")
    hand.write("How many days?", "9")
    hand.press("Next")
    assert any(one.startswith("Give a whole number from 0 to 7.") for one in words_of(view))
    assert told.place == "number"
    assert hand.find(QLineEdit, "How many days?").accessibleDescription().startswith("Give a whole number")
    hand.press(RATHER_NOT)
    hand.press("Next")
    assert "Thank you, Jo. Now give the computer back to Ruth." in words_of(view)


def test_the_end_leads_to_an_answer_of_before_that_cannot_be(opened: Opener) -> None:
    view, hand, told = opened(form_of(ITEMS[3], ITEMS[0]), {"number": 40}, "one")
    hand.press("Next")
    hand.press("I am finished")
    assert told.ends == []
    assert "How many days?" in words_of(view)
    hand.write("How many days?", "4")
    hand.press("Next")
    hand.press("Next")
    hand.press("I am finished")
    assert told.ends == ["done", "lock_wanted"]


def test_until_finished_there_is_a_way_back_to_change_an_answer(opened: Opener) -> None:
    view, hand, told = opened(form_of(ITEMS[0]), {"one": "all"}, "one")
    hand.press("Next")
    assert view.alone.isActive()
    hand.key(KEY.Key_Backspace)
    assert not view.alone.isActive(), "nobody is locked out while they think again"
    assert chosen(view) == ["Nearly every day"]
    hand.press("Not at all")
    hand.press("Next")
    assert told.answers == {"one": "never"}


def test_left_alone_the_thank_you_page_ends_by_itself(opened: Opener) -> None:
    view, hand, told = opened(form_of(ITEMS[0]), {}, "one")
    hand.press("Next")
    assert view.alone.interval() == 60_000
    view.alone.timeout.emit()
    view.finish()
    assert told.ends == ["done", "lock_wanted"], "once"


def test_backspace_goes_back_but_not_in_a_field(opened: Opener) -> None:
    view, hand, _told = opened(form_of(ITEMS[0], ITEMS[5]), {"line": "Rest"}, "line")
    hand.key(KEY.Key_Backspace)
    assert hand.reads("What is it called?") == "Res"
    view.keys.nones[RATHER_NOT_SAY].setFocus() if view.keys else None
    hand.key(KEY.Key_Backspace)
    assert "Little interest or pleasure?" in words_of(view)
    hand.key(KEY.Key_Backspace)
    assert "These are 2 questions." in words_of(view)
    hand.key(KEY.Key_Backspace)
    hand.key(KEY.Key_Escape)
    assert "These are 2 questions." in words_of(view)


def test_a_question_comes_and_goes_with_the_answer_that_asks_for_it(opened: Opener) -> None:
    then = Item("why", "What made it hard?", "text", show_if=ShowIf("one", ("all",)))
    view, hand, told = opened(form_of(ITEMS[0], then), {"why": "The stairs"}, "one")
    assert "Question 1 of 1" in words_of(view)
    hand.press("Nearly every day")
    hand.press("Next")
    assert "Question 2 of 2" in words_of(view)
    assert hand.reads("What made it hard?") == "The stairs"
    hand.press("Back")
    hand.press("Not at all")
    hand.press("Next")
    assert "Thank you, Jo. Now give the computer back to Ruth." in words_of(view)
    assert told.answers == {"one": "never", "why": "The stairs"}


def test_it_goes_on_at_the_question_where_it_was(opened: Opener) -> None:
    view, _hand, told = opened(None, {"one": "some"}, "scale")
    assert "Question 3 of 7" in words_of(view)
    assert told.answers == {}, "nothing is told before somebody does something"


def test_no_total_and_no_band_is_ever_shown(opened: Opener) -> None:
    phq9 = forms.questionnaire("phq9")
    answers: dict[str, Answer] = dict.fromkeys([item.id for item in phq9.items], "nearly_every_day")
    view, hand, _told = opened(phq9, answers, phq9.items[0].id)
    seen = set(words_of(view))
    for _ in phq9.items:
        hand.press("Next")
        seen |= set(words_of(view))
    told_of = " ".join(seen).casefold()
    assert phq9.scoring is not None
    for word in (*(band.label for band in phq9.scoring.bands), "27", "total", "score", "phq", "depression"):
        assert word.casefold() not in told_of.replace("depressed", ""), word


def test_without_a_voice_there_is_no_button_and_a_line_says_so(opened: Opener) -> None:
    view, hand, _told = opened()
    assert NO_VOICE_WORDS in words_of(view)
    assert not hand.sees(QAbstractButton, "Read it to me")
    hand.key(KEY.Key_F2)
    assert not view.voice.reading


@pytest.mark.usefixtures("voiced")
def test_the_question_is_read_by_a_button_or_a_key_and_stops_with_the_page(opened: Opener) -> None:
    view, hand, _told = opened(None, {"one": "all"}, "one")
    assert isinstance(view.voice, Fixed)
    hand.press("Read it to me")
    assert view.voice.heard[0].startswith("Over the last 2 weeks. Little interest or pleasure?")
    assert hand.sees(QAbstractButton, "Stop reading")
    view.voice.stop()
    hand.key(KEY.Key_R)
    assert view.voice.reading
    hand.key(KEY.Key_R)
    assert not view.voice.reading
    hand.key(KEY.Key_F2)
    hand.press("Next")
    assert not view.voice.reading, "no question is read over another"


@pytest.mark.usefixtures("voiced")
def test_a_voice_that_fails_takes_its_button_away_and_says_so(opened: Opener) -> None:
    view, hand, _told = opened(None, {}, "one")
    hand.press("Read it to me")
    view.voice.available, view.voice.reading = False, False
    view.voice.changed.emit()
    assert NO_VOICE_WORDS in words_of(view)
    assert not hand.sees(QAbstractButton, "Read it to me")


@pytest.mark.usefixtures("voiced")
def test_r_is_a_letter_where_one_writes(opened: Opener) -> None:
    view, hand, _told = opened(form_of(ITEMS[5]), {}, "line")
    hand.write("What is it called?", "rest")
    assert hand.reads("What is it called?") == "rest"
    assert not view.voice.reading


def test_only_the_coach_takes_the_screen_back(opened: Opener, qtbot: QtBot) -> None:
    view, hand, told = opened(None, {}, "one")
    hand.press("Stop here")
    assert "Only Ruth turns the screen back" in words_of(view)
    for key in (KEY.Key_Escape, KEY.Key_Return, KEY.Key_2, KEY.Key_Backspace):
        hand.key(key)
    assert told.ends == []
    hand.press("Go on with the questions")
    assert "Little interest or pleasure?" in words_of(view)
    hand.press("Stop here")
    hand.write("Passphrase", PASSPHRASE)
    with qtbot.waitSignal(view.back_wanted):
        hand.press("Turn back")
    assert told.ends == ["back_wanted"]
    assert told.answers == {}


def test_a_key_that_is_held_down_does_not_run_through_the_questions(opened: Opener) -> None:
    view, _hand, _told = opened(None, {}, "one")
    QTest.keyEvent(QTest.KeyAction.Press, view.next, KEY.Key_Return)
    for _ in range(5):
        again = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(view, again)
    assert "Question 2 of 7" in words_of(view)


@pytest.mark.parametrize("scale", [100, 200, 250])
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_all_fits_at_every_size_and_scrolls_down_only(opened: Opener, desk: Desk, scale: int, item: Item) -> None:
    item = replace(item, text="Trouble concentrating on things, such as reading the newspaper or watching television")
    view, _hand, _told = opened(form_of(item), {}, item.id)
    desk.look.set_scale(scale)
    view.resize(760, 560)
    for _ in range(4):
        QApplication.processEvents()
    inside = view.page.widget()
    assert inside.width() <= view.page.viewport().width()
    for one in inside.findChildren(QWidget):
        if one.isVisible():
            right = one.mapTo(inside, one.rect().topRight()).x()
            assert right <= inside.width(), said(one)
    for key in view.findChildren(BigKey):
        if key.isVisible():
            assert key.height() >= key.heightForWidth(key.width()) >= desk.look.height("key") >= 64
    desk.look.set_scale(100)


def test_the_question_is_28_points_and_grows_with_the_text(opened: Opener, desk: Desk) -> None:
    view, _hand, _told = opened(None, {}, "one")
    (question,) = [one for one in view.findChildren(QLabel) if one.text() == "Little interest or pleasure?"]
    assert question.font().pointSizeF() == 28
    desk.look.set_scale(200)
    view.resize(1152, 800)
    QApplication.processEvents()
    assert question.font().pointSizeF() == 56
    desk.look.set_scale(100)


def test_every_control_has_a_name_and_the_answers_are_called_by_their_question(opened: Opener) -> None:
    view, hand, _told = opened(None, {}, "one")
    for _item in ITEMS:
        for one in view.findChildren(QWidget):
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                spoken = QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
                assert spoken, one
        hand.press("Next")
    hand.press("Back")
    assert view.keys is not None
    assert view.keys.accessibleName() == "What helps?"


def test_the_window_says_nothing_in_its_title(opened: Opener) -> None:
    view, _hand, _told = opened()
    assert view.window().windowTitle() == ""


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), form=forms_of_any_kind())
def test_stepping_through_the_pages_never_loses_an_answer(
    desk: Desk, qtbot: QtBot, data: st.DataObject, form: Questionnaire
) -> None:
    """Answers come in from before; pages are gone through to the end and back, and some are answered anew."""
    before = {item.id: data.draw(answers_to(item)) for item in form.items if data.draw(st.booleans())}
    view = HandOver(desk, form, "Jo", "Ruth", before)
    view.show()
    for step in [view.go_on] * (len(form.items) + 1) + [view.go_back] * (len(form.items) + 2):
        step()
        if view.keys is not None and view.walk.item is not None:
            kept = view.walk.answers.get(view.walk.at)
            assert view.keys.value() == kept, "what is shown is what is kept"
    assert view.walk.answers == before
    with deleted(qtbot, view):
        view.deleteLater()
