"""Settings, who can join: which rules hold and since when, the examples that ship, and a file of the service's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.local_rules import LocalRules, local_rules
from workwell_desktop.casework.rules_choice import keep_rules, place_text, places, rules_text, text_of
from workwell_desktop.casework.triage import rules_line
from workwell_desktop.errors import WorkwellError
from workwell_desktop.policy import write_export
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice

_AIR = 16  # and the gap of 8 between the lines
_KINDS = (("Rules", "*.toml"),)


class RulesView(Page):
    """The service's own rules. What is chosen here holds at once; decisions of before keep the rules of their day."""

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        self._desk = desk
        self._said = column(look, gap=12)
        self._held = column(look, gap=8)
        self.place = Field(
            look, "Begin with an example", Combo(look, places()), hint="Rules that places publish. Check them first."
        )
        use = second_button(look, "Use this example")
        use.clicked.connect(self._use)
        load = second_button(look, "Load your service’s own file", "folder")
        load.clicked.connect(self._load)
        save = second_button(look, "Save a copy of these rules", "sheet")
        save.clicked.connect(self._save)
        words = "The file is plain text. Save a copy, change it in any editor, and load it again."
        super().__init__(
            look,
            holder(self._said),
            holder(self._held),
            self.place,
            row(look, use, STRETCH),
            Label(look, "Your own rules", "section"),
            Label(look, words),
            flow(look, load, save),
            gap=16,
            name="Who can join",
        )
        self._show(local_rules(desk.vault))

    def _show(self, rules: LocalRules) -> None:
        look = self._desk.look
        empty_out(self._held)
        self._held.addWidget(Label(look, rules_line(rules), "section"))
        if not rules.verified:
            self._held.addWidget(IconText(look, "triangle-alert", "Check before use.", ink="warn", role="small_strong"))
        self._held.addSpacing(look.space(_AIR))
        self._held.addWidget(Label(look, "Somebody can join when all of this is true", "medium"))
        for rule in rules.can_join:
            self._held.addWidget(Label(look, rule.words))
            self._held.addWidget(line(look))
        self._held.addSpacing(look.space(_AIR))
        days = f"Answer within {rules.answer_days} working days (Monday to Friday), after at most {rules.tries} tries."
        self._held.addWidget(Label(look, days))
        weeks = "week" if rules.review_weeks == 1 else f"{rules.review_weeks} weeks"
        months = "month" if rules.change_months == 1 else f"{rules.change_months} months"
        again = f"Look at a plan again every {weeks}, and at a change at work that is in place every {months}."
        self._held.addWidget(Label(look, again))
        self._held.addWidget(Label(look, f"From: {rules.source}", "small", ink="ink2"))

    def _use(self) -> None:
        file = str(self.place.value())
        if not file:
            self.place.set_error("Choose a place first.")
            return
        self.place.clear()
        self._try(lambda: keep_rules(self._desk.vault, place_text(file)))

    def _load(self) -> None:
        self._desk.doors.open_file(self, "Your service’s own rules", _KINDS, self._take)

    def _take(self, path: Path) -> None:
        self._try(lambda: keep_rules(self._desk.vault, text_of(path)))

    def _try(self, keep: Callable[[], LocalRules]) -> None:
        """Let rules hold and say so; or say in words what is wrong with them, and leave those that hold."""
        try:
            rules = keep()
        except WorkwellError as problem:
            self._say(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))
            return
        self._show(rules)
        words = f"The rules of {rules.name} from {plain(rules.since)} hold from now on."
        self._say(Notice(self._desk.look, "good", words, announce_it=True))

    def _save(self) -> None:
        text = rules_text(self._desk.vault)
        self._desk.doors.save_file(
            self, "Save a copy of these rules", "our-rules.toml", _KINDS, lambda path: self._write(path, text)
        )

    def _write(self, path: Path, text: str) -> None:
        try:
            write_export(path, text.encode("utf-8"))
        except WorkwellError as problem:
            self._say(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))
        else:
            self._say(Notice(self._desk.look, "good", "The copy is saved. It holds rules, and nobody’s details."))

    def _say(self, notice: Notice) -> None:
        empty_out(self._said)
        self._said.addWidget(notice)
        self.verticalScrollBar().setValue(0)
