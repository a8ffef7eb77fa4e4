"""Every view of the program, by keyboard, screen reader, large text and small window.

All views are looked through once in each setting; each test then asks for one kind of finding.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys import looking, views
from tests.journeys.furnished import furnish
from tests.journeys.stage import Stage
from tests.vaults import FakeTime, Template
from workwell_desktop.paths import Places
from workwell_desktop.settings import Settings, save_settings
from workwell_desktop.ui.parts.columns import Page

Findings = dict[str, dict[str, list[str]]]
CHECKS: dict[str, Callable[[QWidget], list[str]]] = {
    "name": looking.without_name,
    "target": looking.too_small,
    "room": looking.cut_off,
    "sideways": looking.wider_than_window,
    "wheel": looking.wheel_changes,
    "tab": looking.tab_troubles,
}
SETTINGS = {  # text size in per cent, window in pixels
    "100": (100, (1440, 900)),
    "narrow": (100, (1024, 700)),
    "150": (150, (1366, 768)),
    "200": (200, (1366, 768)),
}


def walk(template: Template, room: Path, scale: int, size: tuple[int, int]) -> Iterator[tuple[Stage, str, QWidget]]:
    """Yield every view of a program with this text size, in a window of this size."""
    for name in ("new", "furnished", "asked"):
        save_settings(Places.under(room / name).config, Settings(theme="light", text_scale=scale))
    stage = Stage(room / "new", saves=[room / "sheet.pdf"], size=size)
    yield from ((stage, *view) for view in views.first_run(stage, room / "sheet.pdf"))
    stage.close()
    clock = FakeTime().clock
    furnish(template, room / "furnished", clock)
    stage = Stage(room / "furnished", clock=clock, size=size)
    yield from ((stage, *view) for view in views.way_in(stage))
    yield from ((stage, *view) for view in views.inside(stage))
    stage.close()
    folder = template.copy(room / "asked" / "vaults")
    stage = Stage(room / "asked", size=size)
    stage.let_in(template, clock, past_the_sheet=False)
    yield from ((stage, *view) for view in views.sheet_at_hand(stage))
    stage.close()
    shutil.rmtree(folder / "backups")  # they would help
    for name in ("vault.json", "vault.json.bak"):
        (folder / name).write_bytes(b"{")
    stage = Stage(room / "asked", size=size)
    yield from ((stage, *view) for view in views.damaged(stage))
    stage.close()


def settle(stage: Stage) -> None:
    """Let a search that waits for the next key begin, and lay out what it changes, before anything is measured."""
    stage.hand.wait_for(
        lambda: (
            not any(
                timer.isActive() and timer.isSingleShot() and timer.interval() < 1000
                for timer in stage.window.findChildren(QTimer)
            )
        ),
        "what was begun to end",
    )
    for _ in range(3):
        stage.app.processEvents()
    stage.hand.wait_for(lambda: all(map(laid_out, stage.window.findChildren(Page))), "pages as tall as what is in them")


def laid_out(page: Page) -> bool:
    """Say whether a page in sight gives its content the height that it needs at its width."""
    inside = page.widget()
    return not page.isVisible() or inside is None or inside.height() >= inside.heightForWidth(inside.width())


@pytest.fixture(scope="module", params=SETTINGS)
def findings(
    request: pytest.FixtureRequest, qapp: QApplication, template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Findings:
    """What every check found on every view, by check and view."""
    scale, size = SETTINGS[request.param]
    found: Findings = {check: {} for check in CHECKS}
    found["size"] = {}
    for stage, view, root in walk(template, tmp_path_factory.mktemp(request.param), scale, size):
        settle(stage)
        for check, look in CHECKS.items():
            found[check][view] = look(root)
        grown = stage.window.size().toTuple()
        found["size"][view] = [f"the window grew to {grown}"] if grown != size else []
    return found


def of(findings: Findings, check: str) -> dict[str, list[str]]:
    """Return what one check found, only the views with something to mend."""
    assert len(findings[check]) >= 50  # all views were seen
    return {view: wrong for view, wrong in findings[check].items() if wrong}


def test_every_control_has_a_name(findings: Findings) -> None:
    assert of(findings, "name") == {}


def test_every_target_can_be_hit(findings: Findings) -> None:
    assert of(findings, "target") == {}


def test_tab_reaches_everything_leaves_every_field_and_comes_round(findings: Findings) -> None:
    assert of(findings, "tab") == {}


def test_the_wheel_changes_no_value(findings: Findings) -> None:
    assert of(findings, "wheel") == {}


def test_no_words_are_cut_off(findings: Findings) -> None:
    assert of(findings, "room") == {}


def test_no_page_is_wider_than_its_window(findings: Findings) -> None:
    assert of(findings, "sideways") == {}


def test_the_window_stays_as_large_as_it_was(findings: Findings) -> None:
    assert of(findings, "size") == {}
