"""The colours, held to the figures that they were chosen by (WCAG 2 formula)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from workwell_desktop.paths import resources
from workwell_desktop.ui.style.tokens import THEMES, load_tokens

GROUNDS = ("surface", "window", "side", "sunk", "hover", "selected")
TINTS = ("good_tint", "warn_tint", "bad_tint", "note_tint")
ROOT = Path(__file__).parents[3]

# (token, theme): worst ratio over all grounds, ratio on its tint (ink and ink2: the worst of all tints)
FIGURES = {
    ("ink", "light"): (13.1, 13.5), ("ink", "dark"): (11.0, 11.9), ("ink", "contrast"): (13.2, 21.0),
    ("ink2", "light"): (7.8, 8.0), ("ink2", "dark"): (7.9, 8.6), ("ink2", "contrast"): (13.2, 21.0),
    ("accent", "light"): (7.3, None), ("accent", "dark"): (7.6, None), ("accent", "contrast"): (10.2, None),
    ("good", "light"): (7.2, 7.6), ("good", "dark"): (7.9, 8.6), ("good", "contrast"): (10.5, 16.7),
    ("warn", "light"): (7.5, 7.9), ("warn", "dark"): (7.7, 8.4), ("warn", "contrast"): (8.9, 14.2),
    ("bad", "light"): (7.3, 7.6), ("bad", "dark"): (7.4, 8.7), ("bad", "contrast"): (7.6, 12.1),
    ("note", "light"): (7.6, 7.8), ("note", "dark"): (7.8, 8.6), ("note", "contrast"): (9.2, 14.6),
    ("control", "light"): (4.4, None), ("control", "dark"): (4.2, None), ("control", "contrast"): (13.2, None),
    ("focus", "light"): (6.9, None), ("focus", "dark"): (7.2, None), ("focus", "contrast"): (8.5, None),
}  # fmt: skip

# (text, ground): light, dark, contrast
PAIRS = {
    ("on_accent", "accent"): (8.8, 9.4, 16.1),
    ("on_accent", "accent_hover"): (11.2, 10.4, 18.2),
    ("on_accent", "bad"): (8.8, 9.3, 12.1),
    ("disabled_ink", "disabled_bg"): (3.8, 4.1, 8.6),
}


def luminance(text: str) -> float:
    """Return the relative luminance of a colour written as ``#RRGGBB``."""
    parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def worst(theme: Mapping[str, str], token: str, grounds: tuple[str, ...]) -> float:
    """Return the lowest ratio of a token over some grounds."""
    return min(ratio(theme[token], theme[ground]) for ground in grounds)


def test_the_formula_gives_the_known_ratio() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("token", "theme"), FIGURES)
def test_each_text_colour_has_the_contrast_it_was_chosen_for(token: str, theme: str) -> None:
    colours = load_tokens().themes[theme]
    over_grounds, on_tint = FIGURES[token, theme]
    assert worst(colours, token, GROUNDS) == pytest.approx(over_grounds, abs=0.06)
    if on_tint is not None:
        tints = TINTS if token.startswith("ink") else (f"{token}_tint",)
        assert worst(colours, token, tints) == pytest.approx(on_tint, abs=0.06)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("theme", THEMES)
def test_each_pair_has_the_contrast_it_was_chosen_for(pair: tuple[str, str], theme: str) -> None:
    colours = load_tokens().themes[theme]
    figure = PAIRS[pair][THEMES.index(theme)]
    grounds = GROUNDS if pair[0] == "disabled_ink" and theme != "light" else (pair[1],)
    assert min(ratio(colours[pair[0]], colours[ground]) for ground in (*grounds, pair[1])) >= min(figure, 2.5) - 0.06
    if pair[0] == "on_accent":
        assert ratio(colours[pair[0]], colours[pair[1]]) == pytest.approx(figure, abs=0.06)


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_is_seven_or_more_and_all_edges_three_or_more(theme: str) -> None:
    colours = load_tokens().themes[theme]
    for token in ("ink", "ink2", "accent", "good", "warn", "bad", "note"):
        assert worst(colours, token, GROUNDS) >= 7, token
    for token in ("control", "focus"):
        assert worst(colours, token, GROUNDS) >= 3, token


def test_every_theme_has_the_same_tokens() -> None:
    tokens = load_tokens()
    names = set(tokens.themes["light"])
    assert set(tokens.themes["dark"]) == set(tokens.themes["contrast"]) == set(tokens.system_contrast) == names


def test_nothing_is_smaller_than_ten_and_a_half_points() -> None:
    assert min(role.pt for role in load_tokens().roles.values()) >= 10.5


def test_no_colour_stands_outside_the_tokens() -> None:
    hexes = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
    files = [*(ROOT / "workwell_desktop" / "ui").rglob("*.py"), *(ROOT / "workwell_desktop" / "app.py",)]
    files += [*(resources() / "style").glob("*.qss"), *(resources() / "icons").glob("*.svg")]
    found = [
        f"{file.name}: {hit}" for file in files if file.is_file() for hit in hexes.findall(file.read_text("utf-8"))
    ]
    assert found == []


def test_no_type_is_measured_in_pixels() -> None:
    sheet = (resources() / "style" / "app.qss").read_text("utf-8")
    sizes = re.findall(r"font-size:\s*([^;]+);", sheet)
    assert sizes
    assert all(size.endswith("}pt") for size in sizes)
    views = (ROOT / "workwell_desktop" / "ui").rglob("*.py")
    assert [file.name for file in views if "setPixelSize" in file.read_text("utf-8")] == []
