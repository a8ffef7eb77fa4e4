"""Draws every part into pictures: the designer's check.

``python -m workwell_desktop.ui.style.gallery OUTDIR`` writes one picture for each page of parts, theme and text size.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from workwell_desktop.ui.parts.dialog import Deed, ask
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.focus_ring import FocusRing
from workwell_desktop.ui.style.gallery_pages import PAGES, nothing
from workwell_desktop.ui.style.theme import Look

SIZE = (1440, 900)
SHOWN = (("light", 100), ("dark", 100), ("contrast", 100), ("light", 200))


def draw(out: Path, shown: Sequence[tuple[str, int]] = SHOWN) -> list[Path]:
    """Draw every page into ``out`` and return the pictures, 1440 by 900 pixels each."""
    app = QApplication.instance() or QApplication(["gallery"])
    assert isinstance(app, QApplication)  # noqa: S101  (nothing else can be made above)
    look = Look("light", 100)
    look.apply(app)
    ring = FocusRing(look, app)
    out.mkdir(parents=True, exist_ok=True)
    pictures = []
    for theme, scale in shown:
        look.set_theme(theme)
        look.set_scale(scale)
        for name, make in PAGES.items():
            path = out / f"{name}_{theme}_{scale}.png"
            _draw_page(app, make(look), path)
            pictures.append(path)
        path = out / f"dialog_{theme}_{scale}.png"
        _draw_dialog(app, look, path)
        pictures.append(path)
    _delete(app, ring)
    return pictures


def _draw_page(app: QApplication, page: QWidget, path: Path) -> None:
    page.resize(*SIZE)
    page.show()
    page.activateWindow()
    for field in page.findChildren(Field):
        if field.property("gallery_focus"):
            field.focus_target().setFocus(Qt.FocusReason.TabFocusReason)
    _settle(app)
    page.grab().save(str(path))
    _delete(app, page)


def _draw_dialog(app: QApplication, look: Look, path: Path) -> None:
    paragraph = "Today’s work is kept beside it. You can go back to it with your passphrase."
    deeds = [
        Deed("stay", "Keep my work", safe=True),
        Deed("go", "Put the backup in place", "final"),
    ]
    dialog = ask(look, None, "Put this backup in place of your work?", paragraph, deeds, nothing)
    _settle(app)
    dialog.grab().save(str(path))
    _delete(app, dialog)


def _settle(app: QApplication) -> None:
    """Let the layouts come to rest."""
    for _ in range(5):
        app.processEvents()


def _delete(app: QApplication, thing: QObject) -> None:
    thing.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> int:
    """Draw the gallery into the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("Say which folder the pictures go to.\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for picture in draw(Path(sys.argv[1])):
        sys.stdout.write(f"{picture}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
