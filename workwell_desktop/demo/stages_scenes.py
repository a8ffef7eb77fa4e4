"""Going back in stages with Jo: the usual week, the weeks, a day changed by key, and her calendar for the fridge."""

from __future__ import annotations

from PySide6.QtCore import Qt

from workwell_desktop.demo.show import Show


def go_back_in_stages(show: Show) -> None:
    """Plan how Jo goes back: four weeks from half of her hours, a later start on the first day, agreed, printed."""
    hand = show.hand
    hand.press("Plan the weeks")
    hand.wait_for_button("Make the weeks")
    hand.write("Monday", "9-3")
    hand.press("Tuesday to Friday as on Monday")
    hand.write("First day back", show.weekday(2, "Monday"))
    hand.pick("How the weeks are made easier", "Both")
    hand.press("Days of rest between, where there are fewer days")
    hand.write("A note for Jo’s own paper", "Take the stool.")
    hand.press("Make the weeks")
    hand.wait_for_button("Jo agrees these weeks")
    hand.key(Qt.Key.Key_Plus)
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    show.picture("stages.png")
    hand.press("Jo agrees these weeks")
    hand.pick("How did Jo agree?", "Said so in the meeting")
    hand.press("Jo agrees these weeks")
    hand.press("Print Jo’s calendar")
    hand.wait_for_button("Save as")
    show.picture("phased_return.png")
    hand.press("Save as")
    hand.wait_for((show.out / "phased_return.pdf").exists, "phased_return.pdf")
    hand.press("Close")
    hand.press("Back to the plan")
    show.say("going back in stages agreed and saved as phased_return.pdf")
