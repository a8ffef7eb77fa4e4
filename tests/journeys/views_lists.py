"""The views of lists of services that come in, as ``views.py`` walks through them from the Service directory."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from tests.directory_lists import CLUBS, table
from tests.journeys.stage import Stage


def service_lists(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """The lists, what a file is, its columns, what would change with its alarm, and that it came in; then undone."""
    hand, window = stage.hand, stage.window
    hand.press("Look after the directory")
    stage.wait_for_button("Choose a file")
    yield "lists of services", window
    for number, rows in enumerate((CLUBS, [CLUBS[0].replace("0101", "0999"), ",,Nobody knows,M1 1AA,,"]), 1):
        path = table(stage.home / "clubs.csv", rows)
        stage.doors.opens.append(path)
        hand.press("Choose a file")
        stage.wait_for_button("Next: its columns")
        if number == 1:
            hand.write("Name of the list", "")
            hand.press("Next: its columns")
            yield "lists of services, what it is, with an error", window
            hand.write("Name of the list", "Clubs of Exampleton")
        hand.press("Next: its columns")
        stage.wait_for_button("See what would change")
        if number == 1:
            yield "lists of services, the columns", window
        hand.press("See what would change")
        stage.wait_for_button("Show these services")
        path.unlink()
        if number == 1:
            stage.wait_for(lambda: stage.says("Harbour Walks Example"), "what is new")
            yield "lists of services, what is new", window
        else:
            for word, words in (("Changed", "Now: 0161 496 0999"), ("Rejected", "Row 5"), ("Not in this", "Rest Easy")):
                hand.press_first(word)
                stage.wait_for(lambda words=words: stage.says(words), words)  # type: ignore[misc]  # bound now
                yield f"lists of services, {word.lower()}", window
            hand.press("Yes, take them off the list")
        hand.press("Show these services")
        stage.wait_for_button("Undo this import: Clubs of Exampleton")
    yield "lists of services, what came in", window
    stage.doors.choices.append("undo")
    hand.press("Undo this import: Clubs of Exampleton")
    stage.wait_for(lambda: stage.says("was undone."), "the end")
    stage.wait_for_button("Choose a file")
    hand.press("Back to the directory")
