"""Play the demo: ``python -m workwell_desktop.demo [FOLDER]``.

Leaves pictures, a blank questionnaire, the signed assessment, the shortlist, the plan in four forms and the letter in
``build/demo`` (or the folder given), and ``summary.txt`` saying what was done. The participant is fictional.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from workwell_desktop import __version__
from workwell_desktop.demo import assessment_scenes, directory_scenes, history_scenes, scenes, stages_scenes
from workwell_desktop.demo.people import JO, OTHERS, REFERRED
from workwell_desktop.demo.show import LETTERS, PLANS, SHORTLIST, Show
from workwell_desktop.demo.twice import meet_again

PAPERS = ("questionnaire.pdf", "assessment.pdf", SHORTLIST, *PLANS, "phased_return.pdf", *LETTERS)


def play(show: Show) -> None:
    """Play the whole meeting."""
    scenes.first_run(show)
    for person in OTHERS:
        scenes.take_referral(show, person)
        scenes.book(show, person)
    scenes.answer_referrals(show)
    scenes.take_referral(show, JO, accept=False)
    scenes.complete_intake(show, JO)
    scenes.book(show, JO)
    history_scenes.met_before(show)
    scenes.begin_the_day(show, 1 + len(OTHERS) + len(REFERRED))
    assessment_scenes.asked_before(show)
    assessment_scenes.print_a_blank(show)
    assessment_scenes.hand_it_over(show)
    assessment_scenes.talk_it_through(show)
    assessment_scenes.put_right(show)
    assessment_scenes.print_it(show)
    assessment_scenes.look_over_time(show)
    directory_scenes.bring_a_list_in(show)
    directory_scenes.choose_services(show)
    directory_scenes.print_the_shortlist(show)
    scenes.near_the_end(show)
    scenes.make_plan(show)
    stages_scenes.go_back_in_stages(show)
    scenes.release_letter(show)
    scenes.write_more_letters(show)
    scenes.close_the_meeting(show)
    history_scenes.look_back(show)
    scenes.lock_and_unlock(show)
    meet_again(show)


def finish(show: Show) -> None:
    """Close the program as a coach does, and write down what was done."""
    show.window.close()
    show.hand.wait_for(lambda: not show.window.isVisible(), "the closed window")
    papers = [show.out / name for name in PAPERS]
    lines = [
        f"WorkWell Desktop {__version__}: a meeting played through the real windows.",
        f"Screen: {QGuiApplication.platformName()}. Participant: fictional.",
        "",
        *show.done,
        "",
        *(f"{paper.name}: {paper.stat().st_size:,} bytes" for paper in papers),
        "The vault of the demo lies in home/, encrypted; its passphrase was made up for it and is kept nowhere.",
    ]
    (show.out / "summary.txt").write_text("\n".join(lines) + "\n", "utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Play the demo into ``build/demo`` or the folder named. Return 0 when every step was done."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")) or sys.platform in {"win32", "darwin"}
    if not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    show = Show(Path(arguments[0] if arguments else "build/demo"), slow_ms=15 if screen else 0)
    try:
        play(show)
        finish(show)
    except Exception:
        show.window.grab().save(str(show.out / "stopped-here.png"))
        raise
    print(f"Done. See {show.out}/summary.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
