"""Somebody's support: how long it runs, its pauses, its end and how things stood, and earlier support to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import episode_closing, episode_deeds, episode_pauses
from workwell_desktop.casework.dates import Lean
from workwell_desktop.casework.episode_closing import CloseEntry, OutcomeEntry, ReferralEntry
from workwell_desktop.casework.episode_deeds import DetailsEntry, WeeksEntry
from workwell_desktop.casework.episode_history import Closing, PauseLine, Support, load_support
from workwell_desktop.casework.episode_pauses import PauseEntry
from workwell_desktop.casework.episodes import CLOSED, DECLINED, OPEN, SCREEN
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.records import support_editors
from workwell_desktop.ui.records.earlier_support import earlier_support
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import NEW, At, Days, Form, FormFields
from workwell_desktop.ui.records.pieces import add_button, fact, heading, measured, record_row, undo_notice

_OUTCOME = support_editors.OUTCOME
_LEANS: Mapping[str, Lean] = {
    "started_on": "past",
    "starts_on": "past",
    "back_on": "future",
    "resumed_on": "past",
    "closed_on": "past",
    "received_on": "past",
}
_WHILE_OPEN = ("weeks", "details", "pause", "resume", "close")
_WHILE_CLOSED = ("outcome", "reopen", "refer")


class SupportPage(FormPage):
    """Shows and changes a spell of support. Lines: weeks, details, pause, resume, close, outcome, reopen, refer."""

    drafts = SCREEN
    days = Days(_LEANS, near=("starts_on",), ends={"back_on": "starts_on"}, ends_first=episode_pauses.BACK_FIRST)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: Support
        self._reading: set[int] = set()

    def read(self) -> None:
        """Read how the support of the person stands."""
        self._shown = load_support(self._desk.vault, self.person)

    def title(self) -> str:
        """Return the title of the page."""
        return f"{self._shown.call_name}’s support"

    # Drawing

    def fill(self, page: Page) -> None:
        """Put everything below the title into the page."""
        look, shown = self._desk.look, self._shown
        if shown.state == CLOSED and shown.closing is not None:
            page.add(measured(look, holder(column(look, *self._closed(shown.closing), gap=12))))
        elif shown.state == OPEN:
            left, right = holder(column(look, *self._clock(), gap=12)), holder(column(look, *self._about(), gap=12))
            if self.editor is not None:  # a form takes the whole width: its hints and choices stand in one line
                page.add(measured(look, left))
                page.add(measured(look, right), gap=32)
            else:
                page.add(Columns(look, left, right, shares=(3, 2), at=760))
            page.add(measured(look, holder(column(look, *self._ending(), gap=12))), gap=32)
        elif shown.state == DECLINED:
            page.add(measured(look, holder(column(look, *self._declined(), gap=12))))
        else:
            words = "This referral is not answered yet. It stands in Referrals. Support begins once it is accepted."
            page.add(Label(look, words, ink="ink2"))
        if shown.changes:
            page.add(self._changes(), gap=32)
        if shown.earlier:
            page.add(self._earlier(), gap=32)

    def _clock(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        parts: list[QWidget] = [
            holder(heading(look, "How long")),
            holder(
                column(
                    look,
                    Label(look, shown.stands, "lead"),
                    Label(look, shown.second, "hint"),
                    Label(look, shown.weeks_line, "hint"),
                    gap=4,
                )
            ),
        ]
        running = shown.running
        if running is not None and not self.is_open("pause", running.id):
            parts.append(self._paused(running))
        deeds = [] if self.is_open("weeks") else [self._button("Change the weeks", "weeks", "pencil")]
        if running is None and not self.is_open("pause"):
            deeds.append(self._button("Pause support", "pause", "clock"))
        parts.append(holder(flow(look, *deeds)))
        for kind, line_id in (
            ("weeks", NEW),
            ("pause", NEW),
            ("resume", NEW),
            ("pause", running.id if running else -1),
        ):
            parts += self.form_here(kind, line_id)
        return [*parts, *self._pauses()]

    def _paused(self, running: PauseLine) -> Notice:
        deeds: list[tuple[str, Callable[[], object]]] = []
        if not self.is_open("resume"):
            deeds = [
                (f"{self._shown.call_name} is back", lambda: self.open_form("resume")),
                ("Change this pause", partial(self.open_form, "pause", running.id)),
            ]
        return Notice(self._desk.look, "note", f"{running.days}.", running.second, icon="clock", deeds=deeds)

    def _pauses(self) -> list[QWidget]:
        look = self._desk.look
        done = [pause for pause in self._shown.pauses if not pause.running]
        if not done:
            return []
        parts: list[QWidget] = [Label(look, "Days that did not count", "small_strong", ink="ink2")]
        for pause in done:
            if self.is_open("pause", pause.id):
                parts += self.form_here("pause", pause.id)
                continue
            shown_row = record_row(look, pause.days, (pause.second,), deed="Change this pause")
            shown_row.setEnabled(bool(pause.entry))
            shown_row.clicked.connect(partial(self.open_form, "pause", pause.id))
            self.openers["pause", pause.id] = shown_row
            parts += [shown_row, line(look)]
        return parts

    def _about(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        opened = self.form_here("details")
        change = None if opened else self._button("Change", "details", "pencil")
        if change is not None:
            change.setAccessibleName("Change what this support is")
        parts: list[QWidget] = [holder(heading(look, "What this support is", change))]
        if opened:
            return [*parts, *opened]
        level, plan = support_editors.level_words(shown)
        parts += [fact(look, "Support", level), fact(look, "The plan is", plan)]
        parts.append(fact(look, "First appointment", shown.started_on or "Not written down yet"))
        parts.append(fact(look, "Referral", shown.opened))
        parts.append(fact(look, "Coach", shown.coach))
        return parts

    def _ending(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        parts: list[QWidget] = [holder(heading(look, "When support ends"))]
        if self.is_open("close"):
            return [*parts, *self.form_here("close")]
        parts.append(Label(look, "What was written stays and can be read. Support can be opened again.", "hint"))
        close = second_button(look, f"Close {shown.call_name}’s support", "door")
        close.clicked.connect(lambda: self.open_form("close"))
        self.openers["close", NEW] = close
        parts.append(holder(row(look, close, STRETCH)))
        return parts

    def _closed(self, closing: Closing) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        parts: list[QWidget] = [Notice(look, "note", f"{shown.stands}.", f"{closing.reason}.", icon="door")]
        if closing.note:
            parts.append(Label(look, closing.note))
        parts.append(holder(heading(look, "How things stood")))
        parts += [Label(look, words) for words in closing.lines]
        if closing.missing_line:
            parts.append(Notice(look, "warn", closing.missing_line, "Ask when you next speak, and add it here."))
        if self.is_open("outcome"):
            parts += self.form_here("outcome")
        elif closing.missing or closing.lines:
            words = "Add how it ended" if closing.missing else "Change how it ended"
            parts.append(holder(row(look, self._button(words, "outcome", "pencil"), STRETCH)))
        parts.append(holder(heading(look, f"If {shown.call_name} comes back")))
        hint = "Open it again if it was closed too soon. A new referral is answered first, as any other is."
        parts.append(Label(look, hint, "hint"))
        return [*parts, *self._come_back(("reopen", "Reopen support"), ("refer", "Take a new referral"))]

    def _declined(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        parts: list[QWidget] = [Notice(look, "note", f"{shown.stands}.", shown.second, icon="door")]
        parts.append(holder(heading(look, f"If {shown.call_name} comes back")))
        parts.append(Label(look, "A new referral is answered first, as any other is.", "hint"))
        return [*parts, *self._come_back(("refer", "Take a new referral"))]

    def _come_back(self, *ways: tuple[str, str]) -> list[QWidget]:
        look, deeds = self._desk.look, []
        for kind, words in ways:
            if not self.is_open(kind):
                button = second_button(look, words)
                button.clicked.connect(lambda _checked=False, kind=kind: self.open_form(kind))
                self.openers[kind, NEW] = button
                deeds.append(button)
        return [holder(flow(look, *deeds)), *self.form_here("reopen"), *self.form_here("refer")]

    def _changes(self) -> QWidget:
        look = self._desk.look
        lines = column(look, heading(look, "What changed"), gap=8)
        for what, why in self._shown.changes:
            words = column(look, Label(look, what, "medium"), gap=2)
            if why:
                words.addWidget(Label(look, why, "hint"))
            lines.addLayout(words)
        return measured(look, holder(lines))

    def _earlier(self) -> QWidget:
        look = self._desk.look
        parts = column(look, heading(look, "Earlier support"), gap=8)
        for one in self._shown.earlier:
            shown_row, inside = earlier_support(
                look, one, opened=one.episode_id in self._reading or self.is_open("outcome", one.episode_id)
            )
            shown_row.clicked.connect(partial(self._read, one.episode_id))
            self.openers["earlier", one.episode_id] = shown_row
            parts.addWidget(measured(look, shown_row))
            if inside is not None:
                parts.addWidget(measured(look, inside))
                if one.closing.missing and not self.is_open("outcome", one.episode_id):
                    add = add_button(
                        look, "Add how it ended", partial(self.open_form, "outcome", one.episode_id), "pencil"
                    )
                    parts.addLayout(row(look, add, STRETCH))
                for editor in self.form_here("outcome", one.episode_id):
                    parts.addWidget(editor)
            parts.addWidget(measured(look, line(look)))
        return holder(parts)

    def _read(self, episode_id: int) -> None:
        """Open or shut what is to be read about an earlier spell of support."""
        self._reading ^= {episode_id}
        self.draw()

    def _button(self, words: str, kind: str, icon: str) -> Any:
        button = add_button(self._desk.look, words, lambda: self.open_form(kind), icon)
        self.openers[kind, NEW] = button
        return button

    # Forms

    def form_of(self, at: At) -> Form | None:
        """Return a form, while support stands so that it can be kept."""
        if not self._still_there(at):
            return None
        look, who, read = self._desk.look, self._shown.call_name, self.reader
        makers: dict[str, Callable[[], FormFields]] = {
            "weeks": lambda: support_editors.weeks_editor(look),
            "details": lambda: support_editors.details_editor(look, read),
            "pause": lambda: support_editors.pause_editor(look, read, new=not at[1]),
            "resume": lambda: support_editors.resume_editor(look, read),
            "close": lambda: support_editors.close_editor(look, read, who),
            "outcome": lambda: support_editors.outcome_editor(look, who),
            "reopen": lambda: support_editors.reopen_editor(look),
            "refer": lambda: support_editors.refer_editor(look, read, who),
        }
        return Form(
            makers[at[0]],
            partial(self._save_as, at),
            self._first_values(at),
            support_editors.show_what_fits if at[0] in {"close", "outcome"} else lambda _fields: None,
            by_the_way=at[0] in {"weeks", "details"},
        )

    def _first_values(self, at: At) -> Mapping[str, Any]:
        shown, today = self._shown, self.today()
        if at[0] == "pause":
            known = next((pause.entry for pause in shown.pauses if pause.id == at[1]), None)
            return known if known is not None else {"starts_on": today}
        if at[0] == "outcome":
            closings = {one.episode_id: one.closing for one in shown.earlier}
            closing = closings.get(at[1], shown.closing)
            return vars(closing.outcome) if closing is not None else {}
        first: dict[str, Mapping[str, Any]] = {
            "weeks": {"weeks": shown.weeks},
            "details": {
                "support_level": shown.support_level,
                "plan_type": shown.plan_type,
                "started_on": shown.started_on,
            },
            "resume": {"resumed_on": today},
            "close": {"closed_on": today},
            "refer": {"received_on": today},
        }
        return first.get(at[0], {})

    def _save_as(self, at: At, values: Mapping[str, Any]) -> None:
        vault, person = self._desk.vault, self.person
        outcome = {name: values[name] for name in _OUTCOME if name in values}
        rest = {name: value for name, value in values.items() if name not in outcome}
        savers: dict[str, Callable[[], object]] = {
            "weeks": lambda: episode_deeds.save_weeks(vault, person, WeeksEntry(**values)),
            "details": lambda: episode_deeds.save_details(vault, person, DetailsEntry(**values)),
            "pause": lambda: episode_pauses.save_pause(vault, person, PauseEntry(**values), at[1]),
            "resume": lambda: episode_pauses.resume(vault, person, values["resumed_on"]),
            "close": lambda: episode_closing.close_episode(
                vault, person, CloseEntry(**rest, outcome=OutcomeEntry(**outcome))
            ),
            "outcome": lambda: episode_closing.save_outcome(vault, person, OutcomeEntry(**values), at[1]),
            "reopen": lambda: episode_closing.reopen(vault, person, values["reason"]),
            "refer": lambda: episode_closing.refer_again(vault, person, ReferralEntry(**values)),
        }
        savers[at[0]]()

    def _still_there(self, at: At) -> bool:
        kinds = {OPEN: _WHILE_OPEN, CLOSED: _WHILE_CLOSED, DECLINED: ("refer",)}.get(self._shown.state, ())
        if at[0] == "outcome" and at[1]:
            return any(one.episode_id == at[1] for one in self._shown.earlier)
        if at[0] == "resume":
            return self._shown.running is not None
        if at[0] == "pause" and at[1]:
            return any(pause.id == at[1] for pause in self._shown.pauses)
        return at[0] in kinds

    def remove(self, at: At) -> None:
        """Take a pause out; it can be put back."""
        pause_id, vault, person = at[1], self._desk.vault, self.person
        gone: list[Mapping[str, Any]] = []

        def back() -> None:
            self.do(lambda: episode_pauses.put_pause_back(vault, person, gone[0]))

        self.do(
            lambda: gone.append(episode_pauses.remove_pause(vault, person, pause_id)),
            partial(undo_notice, self._desk.look, "The pause was taken out.", "Put it back", back),
            closes=True,
        )
