"""The look of the program: one theme and one text size, given to every part.

look = Look("system", 100)
look.apply(app)
look.set_scale(200)  # every part follows
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from workwell_desktop.paths import resources
from workwell_desktop.settings import TEXT_SCALES
from workwell_desktop.settings import THEMES as CHOICES
from workwell_desktop.ui.style.fonts import Letters, load_fonts, make_font
from workwell_desktop.ui.style.icons import Icons
from workwell_desktop.ui.style.system import System
from workwell_desktop.ui.style.tokens import SYSTEM_CONTRAST, Tokens, load_tokens

LARGE = 150  # per cent: from here on pages have one column and rows take two lines
_PREPARED = "workwell_prepared"
_FEW_WIDGETS = 200  # with these a new style sheet for the whole application takes no time
_TEXT_PART = 20  # of a control's height, this many pixels are its line of text: they grow with it, the rest by half


class Look(QObject):
    """The theme and the text size, and everything that follows from them.

    ``theme`` is system, light, dark or contrast; ``scale`` is per cent. ``changed`` is sent after the
    application was repainted.
    """

    changed = Signal()

    def __init__(
        self,
        theme: str = "system",
        scale: int = 100,
        *,
        tokens: Tokens | None = None,
        system: System | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Read the tokens; nothing is shown before ``apply``. Raises ``ValueError`` for an unknown theme or size."""
        super().__init__(parent)
        self.tokens = tokens or load_tokens()
        self._system = system or System(self)
        self._icons = Icons()
        self.letters = Letters([self.tokens.family, *self.tokens.fallbacks])
        self._app: QApplication | None = None
        self._theme, self._scale = _known_theme(theme), _known_scale(scale)
        self.shown = "light"
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int, bool, int], QFont] = {}  # as last asked for: making one is slow
        self._take_colours()
        self._system.changed.connect(self._system_changed)

    @property
    def theme(self) -> str:
        """The theme as it was chosen: system, light, dark or contrast."""
        return self._theme

    @property
    def scale(self) -> int:
        """The text size in per cent."""
        return self._scale

    @property
    def large(self) -> bool:
        """Whether the text is so large that pages have one column and rows take two lines."""
        return self._scale >= LARGE

    @property
    def edged(self) -> bool:
        """Whether badges and notices are drawn with an edge, because tints say nothing in this theme."""
        return self.shown in {"contrast", SYSTEM_CONTRAST}

    def apply(self, app: QApplication) -> None:
        """Give the application its style, typeface, palette and style sheet, and follow the system from now on."""
        if self._app is None:
            self._system.watch()
        if not app.property(_PREPARED):  # fonts and style belong to the application and are given once
            app.setStyle("Fusion")
            load_fonts()
            app.setProperty(_PREPARED, True)
        self._app = app
        self._dress(afresh=True)

    def set_theme(self, theme: str) -> None:
        """Change the theme. Raises ``ValueError`` for an unknown one."""
        if _known_theme(theme) != self._theme:
            self._theme = theme
            self._dress()

    def set_scale(self, scale: int) -> None:
        """Change the text size (per cent). Raises ``ValueError`` for a size that is not one of the steps."""
        if _known_scale(scale) != self._scale:
            self._scale = scale
            self._dress()

    def bigger(self) -> None:
        """Take the next larger text size, if there is one."""
        self.set_scale(min((step for step in TEXT_SCALES if step > self._scale), default=self._scale))

    def smaller(self) -> None:
        """Take the next smaller text size, if there is one."""
        self.set_scale(max((step for step in TEXT_SCALES if step < self._scale), default=self._scale))

    def usual_size(self) -> None:
        """Go back to 100 % text."""
        self.set_scale(100)

    def colour(self, token: str) -> QColor:
        """Return a token's colour in the theme that is shown. Raises ``KeyError`` for an unknown token."""
        return self._colours[token]

    def font(self, role: str = "body", *, weight: int | None = None, tabular: bool = False, text: str = "") -> QFont:
        """Return the font of a type role at the present text size, in points.

        With ``text`` it is of the first family that has every one of its letters.
        """
        place = self.letters.place(text)
        key = (role, weight or self.tokens.roles[role].weight, tabular, place)
        if key not in self._fonts:
            points = self.tokens.roles[role].pt * self._scale / 100
            self._fonts[key] = make_font(self._families(place), points, key[1], tabular=tabular)
        return QFont(self._fonts[key])

    def _families(self, place: int) -> list[str]:
        """Return every family, the one at ``place`` first."""
        families = [self.tokens.family, *self.tokens.fallbacks]
        return [families[place], *(family for family in families if family != families[place])]

    def px(self, pixels: float) -> int:
        """Return pixels that grow with the text: icons and widths."""
        return round(pixels * self._scale / 100)

    def space(self, pixels: float) -> int:
        """Return pixels that grow by half of the text's growth: gaps, margins and padding."""
        return round(pixels * (1 + (self._scale / 100 - 1) / 2))

    def height(self, name: str) -> int:
        """Return the least height of a kind of control in pixels: its text grows in full, its padding by half."""
        whole = self.tokens.height[name]
        return self.px(_TEXT_PART) + self.space(whole - _TEXT_PART)

    def width(self, name: str) -> int:
        """Return a named width in pixels: date, postcode, name, sentence or page."""
        return self.px(self.tokens.width[name])

    def icon(self, name: str, ink: str = "ink", size: int = 20, *, after: int = 0, before: int = 0) -> QIcon:
        """Return an icon in a token's colour; ``size`` and the empty room beside it are pixels at 100 % text."""
        off = self.colour("disabled_ink")
        return self._icons.icon(name, self.colour(ink), off, self.px(size), self.space(after), self.space(before))

    def pixmap(self, name: str, ink: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """Return an icon as a picture in a token's colour; ``ratio`` is the screen's pixels for each logical one."""
        return self._icons.pixmap(name, self.colour(ink), self.px(size), ratio)

    def _system_changed(self) -> None:
        if self._theme == "system":
            self._dress()

    def _take_colours(self, palette: QPalette | None = None) -> None:
        """Settle which theme is shown, and its colours."""
        self.shown = self._theme
        if self._theme == "system":
            self.shown = "dark" if self._app is not None and self._system.is_dark() else "light"
        if palette is not None:
            self.shown = SYSTEM_CONTRAST
            self._colours = {t: _role(palette, role) for t, role in self.tokens.system_contrast.items()}
            return
        self._colours = {token: QColor(text) for token, text in self.tokens.themes[self.shown].items()}

    def _dress(self, *, afresh: bool = False) -> None:
        """Put the present theme and size on the application, then tell the parts.

        ``afresh`` puts it on the application whatever stands there: windows made later take theirs from it.
        """
        self._fonts.clear()
        if self._app is None:
            self._take_colours()
            return
        own = self._theme == "system" and self._system.has_own_contrast()
        self._take_colours(self._system.palette() if own else None)
        self._icons.forget()
        self._app.setPalette(_palette(self._colours))
        self._app.setFont(self.font())
        template = Template((resources() / "style" / "app.qss").read_text("utf-8"))
        self._put_on(template.substitute(self._words_for_template()), whole=afresh)
        self.changed.emit()

    def _put_on(self, sheet: str, *, whole: bool) -> None:
        """Put the style sheet on the application, or on each open window when much stands in them.

        A new sheet on the application is worked out for every widget once for each box around it: 7 s for a window
        of 1,400 widgets. On a window it is worked out once, and it goes before that of the application.
        """
        app = self._app
        assert app is not None  # noqa: S101 - asked by the caller
        windows = [widget for widget in app.topLevelWidgets() if widget.parentWidget() is None]
        if whole or len(app.allWidgets()) <= _FEW_WIDGETS:
            for window in windows:
                if window.styleSheet():
                    window.setStyleSheet("")
            app.setStyleSheet(sheet)
            return
        for window in windows:
            window.setStyleSheet(sheet)

    def _words_for_template(self) -> dict[str, str]:
        words = {token: colour.name() for token, colour in self._colours.items()}
        for place, name in enumerate(("family", "second_family", "third_family")):
            words[name] = ", ".join(f'"{family}"' for family in self._families(place))
        words |= {f"pt_{name}": f"{role.pt * self._scale / 100:g}" for name, role in self.tokens.roles.items()}
        words |= {f"s_{n}": str(self.space(n)) for n in range(1, 49)}
        words |= {f"px_{n}": str(self.px(n)) for n in range(1, 49)}
        words |= {f"r_{name}": str(n) for name, n in self.tokens.radius.items()}
        # In a style sheet a height leaves out the edge of 1 px above and below.
        words |= {f"h_{name}": str(self.height(name) - 2) for name in self.tokens.height}
        words["h_tab_words"] = str(self.height("tab") - 2 * self.px(3))
        words["h_thick"] = str(self.height("control") - 4)
        return words


def _known_theme(theme: str) -> str:
    if theme not in CHOICES:
        raise ValueError(theme)
    return theme


def _known_scale(scale: int) -> int:
    if scale not in TEXT_SCALES:
        raise ValueError(scale)
    return scale


def _role(palette: QPalette, name: str) -> QColor:
    """Return a role of the system's palette; ``disabled/X`` is X in its disabled group."""
    group = QPalette.ColorGroup.Disabled if name.startswith("disabled/") else QPalette.ColorGroup.Active
    return palette.color(group, QPalette.ColorRole[name.removeprefix("disabled/")])


def _palette(colours: Mapping[str, QColor]) -> QPalette:
    """Return a palette from the tokens, so that whatever the style sheet misses still fits."""
    role, palette = QPalette.ColorRole, QPalette()
    for which, token in (
        (role.Window, "surface"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunk"),
        (role.Text, "ink"),
        (role.PlaceholderText, "ink2"),
        (role.Button, "surface"),
        (role.ButtonText, "ink"),
        (role.BrightText, "bad"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "ink"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "control"),
        (role.Shadow, "control"),
    ):
        palette.setColor(which, colours[token])
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, colours["disabled_ink"])
    palette.setColor(QPalette.ColorGroup.Disabled, role.Base, colours["disabled_bg"])
    palette.setColor(QPalette.ColorGroup.Disabled, role.Button, colours["disabled_bg"])
    return palette
