"""One look for everything: themes, text sizes, what the system says, fonts, icons, the gallery."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour
from workwell_desktop.settings import TEXT_SCALES
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import main_button
from workwell_desktop.ui.parts.labels import ROLES, Label
from workwell_desktop.ui.style import gallery
from workwell_desktop.ui.style.icons import Icons
from workwell_desktop.ui.style.system import System
from workwell_desktop.ui.style.theme import Look


class Answering(System):
    """A system whose choices the test makes."""

    def __init__(self) -> None:
        super().__init__()
        self.dark = self.contrast = False
        self.own = QPalette(QColor(Qt.GlobalColor.yellow), QColor(Qt.GlobalColor.darkBlue))

    def is_dark(self) -> bool:
        return self.dark

    def has_own_contrast(self) -> bool:
        return self.contrast

    def palette(self) -> QPalette:
        return self.own

    def choose(self, *, dark: bool = False, contrast: bool = False) -> None:
        self.dark, self.contrast = dark, contrast
        self.changed.emit()


def test_a_change_of_theme_repaints_what_is_shown(qtbot: QtBot, look: Look) -> None:
    button, badge = main_button(look, "Save", "lock"), Badge(look, "Agreed", "done")
    for part in (button, badge):
        qtbot.addWidget(part)
        part.show()
    for theme in ("dark", "contrast", "light"):
        look.set_theme(theme)
        assert count_colour(button, look.colour("accent")) > 1000
        assert count_colour(badge, look.colour("good_tint")) > 500


def test_every_step_of_text_size_makes_words_larger(qtbot: QtBot, look: Look) -> None:
    label = Label(look, "Unlock your caseload", "display", wrap=False)
    qtbot.addWidget(label)
    label.show()
    heights = []
    for scale in TEXT_SCALES:
        look.set_scale(scale)
        label.ensurePolished()
        assert label.font().pointSizeF() == pytest.approx(24 * scale / 100, abs=0.1)
        heights.append(label.sizeHint().height())
    assert heights == sorted(set(heights))


def test_a_new_look_dresses_the_application_though_many_parts_are_still_there(qtbot: QtBot, qapp: QApplication) -> None:
    large = Look("light", 200)
    large.apply(qapp)
    crowd = QWidget()
    qtbot.addWidget(crowd)
    for _ in range(300):
        QWidget(crowd)
    Look("light", 100).apply(qapp)
    button = main_button(large, "Save")
    qtbot.addWidget(button)
    button.show()
    assert button.sizeHint().height() < 60  # twice as much with the style sheet of the large look


def test_bigger_and_smaller_walk_the_steps_and_stop_at_the_ends(look: Look) -> None:
    seen = [look.scale]
    for _ in range(8):
        look.bigger()
        seen.append(look.scale)
    assert tuple(dict.fromkeys(seen)) == TEXT_SCALES
    look.usual_size()
    assert look.scale == 100
    look.smaller()
    assert look.scale == 100


@pytest.mark.parametrize("bad", ["", "blue", "Light"])
def test_an_unknown_theme_is_refused(look: Look, bad: str) -> None:
    with pytest.raises(ValueError, match=f"^{bad}$"):
        look.set_theme(bad)


def test_an_unknown_text_size_is_refused(look: Look) -> None:
    with pytest.raises(ValueError, match="110"):
        look.set_scale(110)


def test_it_follows_the_system_only_when_asked_to(qtbot: QtBot, qapp: QApplication) -> None:
    system = Answering()
    look = Look("system", 100, system=system)
    look.apply(qapp)
    assert look.shown == "light"
    with qtbot.waitSignal(look.changed):
        system.choose(dark=True)
    assert look.shown == "dark"
    assert qapp.palette().window().color() == look.colour("surface")
    look.set_theme("light")
    system.choose(dark=True)
    assert look.shown == "light"


def test_with_the_systems_own_contrast_its_palette_is_used_and_tints_are_dropped(qapp: QApplication) -> None:
    system = Answering()
    look = Look("system", 100, system=system)
    look.apply(qapp)
    system.choose(contrast=True)
    assert look.shown == "system_contrast"
    assert look.colour("surface") == system.own.color(QPalette.ColorRole.Window)
    assert look.colour("ink") == system.own.color(QPalette.ColorRole.WindowText)
    assert look.colour("good_tint") == look.colour("surface")
    assert look.edged
    system.choose()
    assert look.shown == "light"
    assert not look.edged


def test_the_real_system_answers(qapp: QApplication) -> None:
    system = System()
    system.watch()
    assert system.is_dark() in {True, False}
    assert system.has_own_contrast() in {True, False}
    assert isinstance(system.palette(), QPalette)


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_shipped_typeface_is_the_one_that_is_drawn(look: Look, weight: int) -> None:
    found = QFontInfo(look.font("body", weight=weight))
    assert found.family() == "Atkinson Hyperlegible Next"
    assert found.weight() == weight


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Tomek Example", "Atkinson Hyperlegible Next"),
        ("Siân Ŵyn Example", "Atkinson Hyperlegible Next"),
        ("Łukasz Żółć", "Atkinson Hyperlegible Next"),
        ("Nguyễn Thị Example", "Lexend"),
        ("Ольга Example", "Noto Sans"),
    ],
)
def test_a_whole_name_is_set_in_a_family_that_has_all_its_letters(
    qtbot: QtBot, look: Look, name: str, family: str
) -> None:
    label = Label(look, "Tomek", "name")
    qtbot.addWidget(label)
    label.ensurePolished()
    label.set_text(name)
    assert QFontInfo(label.font()).family() == QFontInfo(look.font("name", text=name)).family() == family
    assert label.font().weight() == 600
    label.set_text("Jo")
    assert QFontInfo(label.font()).family() == "Atkinson Hyperlegible Next"


def test_tabular_digits_are_equally_wide(look: Look) -> None:
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(look.font("body", tabular=True))
    assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


def test_every_icon_is_drawn_in_the_colour_that_was_asked_for(look: Look) -> None:
    names = Icons().names()
    assert len(names) >= 35
    for name in names:
        image = look.pixmap(name, "bad", 20, 2.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        pixels = array("I")
        pixels.frombytes(bytes(image.constBits()))
        assert {pixel for pixel in pixels if pixel >> 24 == 255} == {look.colour("bad").rgb()}, name


def test_an_icon_is_drawn_once(look: Look) -> None:
    assert look.pixmap("lock").cacheKey() == look.pixmap("lock").cacheKey()
    with pytest.raises(FileNotFoundError):
        look.pixmap("no-such-icon")


def test_every_role_has_a_style_of_its_own(qtbot: QtBot, look: Look) -> None:
    made = {}
    for role in ROLES:
        label = Label(look, "Tomek", role)
        qtbot.addWidget(label)
        label.ensurePolished()
        made[role] = (label.font().pointSizeF(), label.font().weight(), label.palette().windowText().color().name())
    assert len(set(made.values())) == len(made)


def test_markup_is_shown_as_it_was_written(qtbot: QtBot, look: Look) -> None:
    plain, bold = Label(look, "<b>Tomek</b> & Jo", wrap=False), Label(look, "Tomek & Jo", wrap=False)
    for label in (plain, bold):
        qtbot.addWidget(label)
    assert plain.sizeHint().width() > bold.sizeHint().width() + 40


def test_the_gallery_draws_every_page(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = gallery.draw(tmp_path, [("light", 100), ("contrast", 200)])
    assert len(pictures) == 8
    for picture in pictures:
        assert QImage(str(picture)).width() > 400, picture.name
