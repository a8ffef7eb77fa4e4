"""The step that shows what a list would change, before anything of it is shown to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates
from workwell_desktop.casework.directory_fields import FieldChange
from workwell_desktop.casework.directory_report import AlarmLine, Change, ChangeKind, DryRun, RefusedRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.paged_rows import Fetch, PagedRows
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.count_tabs import CountTabs
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, empty_out, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words

_MOST_FIELDS = 6
_LONGEST = 200
_YES = {
    "renumbered": "Yes, this is the right file",
    "shrunk": "Yes, take them off the list",
    "elsewhere": "Yes, it is another list",
    "truncated": "Yes, use what could be read",
}
_REFUSED = "refused"
_ABOUT = {
    "new": "They are not on this list yet.",
    "changed": "What coaches here have changed or noted stays as it is.",
    "withdrawn": "They are taken off the list, and stay on plans and referrals. Your notes stay.",
    "twice": "They are like another service in name, place, phone or what they do. They come in all the same.",
    _REFUSED: "They cannot be used. The others come in without them.",
}


class DirectoryTrialPart(QWidget):
    """Shows a :class:`DryRun`. ``fetch`` gives the services of a kind, some at a time.

    ``save_wanted`` asks for the file of rejected rows, ``part_wanted`` to read the file anew as a part of the list.
    """

    save_wanted = Signal()
    part_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        trial: DryRun,
        fetch: dict[ChangeKind, Fetch[Change]],
        *,
        again: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show the trial; ``again`` says that the file is still at hand and can be read anew."""
        super().__init__(parent)
        self._again = again
        self._desk, self.trial, self._fetch = desk, trial, fetch
        self._yes: list[Check] = []
        look = desk.look
        whole = column(look, gap=24)
        top = column(look, Label(look, "What would change", "page"), Label(look, self._held(), "lead"), gap=4)
        top.addWidget(Label(look, self._summary(), ink="ink2"))
        whole.addLayout(top)
        if trial.seen_on is not None:
            day = dates.short(trial.seen_on, desk.clock.today())
            whole.addWidget(Notice(look, "note", f"This very file was brought in on {day}."))
        for alarm in trial.alarms:
            whole.addWidget(self._alarm(alarm))
        counts = [
            ("new", "New", trial.added),
            ("changed", "Changed", trial.changed),
            ("withdrawn", "Not in this file", trial.withdrawn),
            (_REFUSED, "Rejected", trial.refused_count),
        ]
        counts += [("twice", "Perhaps there twice", trial.twice)] if trial.twice else []
        self._numbers = {code: (word, number) for code, word, number in counts}
        self.counts = CountTabs(look, counts, name="What would change")
        self.counts.edited.connect(self._show)
        self._body: Column = column(look, gap=8)
        below = column(look, self.counts, gap=16)
        below.addLayout(self._body)
        whole.addLayout(below)
        self.setLayout(whole)
        self._show()

    def unsettled(self) -> bool:
        """Say whether a notice waits for a yes; the first of them then gets the focus."""
        waiting = next((box for box in self._yes if not box.value()), None)
        if waiting is not None:
            waiting.setFocus(Qt.FocusReason.OtherFocusReason)
        return waiting is not None

    def _held(self) -> str:
        """Say what the file holds."""
        trial = self.trial
        parts = [_many(trial.services, "service")]
        parts += [f"of {_many(trial.organisations, 'organisation')}"] if trial.organisations else []
        parts += [f"in {_many(trial.locations, 'place')}"] if trial.locations else []
        return f"{trial.name}: {' '.join(parts)}."

    def _summary(self) -> str:
        trial = self.trial
        same = f"{trial.unchanged:,} unchanged. " if trial.unchanged else ""
        part = "Read as a part of the list, so that nothing is taken off. " if trial.partial else ""
        return f"{same}{part}Nobody sees any of it yet."

    def _alarm(self, alarm: AlarmLine) -> QWidget:
        look = self._desk.look
        first, _dot, rest = alarm.sentence.partition(". ")
        point = f"{first}." if rest else first
        deeds = [("Read it as a part", self.part_wanted.emit)] if alarm.kind == "shrunk" and self._again else []
        notice = Notice(look, "warn" if alarm.asks else "note", point, rest, deeds=deeds, announce_it=alarm.asks)
        if not alarm.asks:
            return notice
        yes = Check(look, _YES[alarm.kind])
        self._yes.append(yes)
        return holder(column(look, notice, yes, gap=4))

    def _show(self) -> None:
        """Show what the chosen number counts."""
        look, code = self._desk.look, self.counts.value()
        word, number = self._numbers[code]
        empty_out(self._body)
        self._body.addWidget(Label(look, f"{word} ({number:,})", "section"))
        if not number:
            self._body.addWidget(Label(look, "None.", ink="ink2"))
            return
        self._body.addWidget(Label(look, self._about(code), ink="ink2"))
        if code == _REFUSED:
            save = second_button(look, "Save these rows as a file")
            save.clicked.connect(self.save_wanted)
            self._body.addLayout(row(look, save, STRETCH))
            listed = self.trial.refused
            rows: QWidget = PagedRows(look, word, len(listed), _from(listed), self._refused)
        else:
            kind = cast("ChangeKind", code)
            fill = {"changed": self._changed, "withdrawn": self._withdrawn}.get(code, self._plain)
            rows = PagedRows(look, word, number, self._fetch[kind], fill)
        self._body.addWidget(rows)

    def _about(self, code: str) -> str:
        trial = self.trial
        if code == "withdrawn" and trial.to_do:
            stand = "It stands first" if trial.to_do == 1 else "They stand first"
            return f"{_ABOUT[code]} Coaches have something on {trial.to_do:,} of them. {stand}: ring to hear why."
        if code == _REFUSED and trial.refused_count > len(trial.refused):
            return f"{_ABOUT[code]} The first {len(trial.refused):,} are listed."
        return _ABOUT[code]

    def _plain(self, page: Sequence[Change]) -> QWidget:
        rows = RowList(self._desk.look, "Services", [Col("Service", 3), Col("Where it stands in the file", 2)])
        for one in page:
            rows.add(str(one.id), Words(one.name, one.place), one.where)
        return rows

    def _withdrawn(self, page: Sequence[Change]) -> QWidget:
        rows = RowList(self._desk.look, "Services", [Col("Service", 3), Col("What coaches have on it", 2)])
        for one in page:
            rows.add(str(one.id), Words(one.name, one.place), one.to_do or "Nothing")
        return rows

    def _changed(self, page: Sequence[Change]) -> QWidget:
        rows = RowList(self._desk.look, "Services", [Col("Service", 2), Col("What differs", 3)])
        for one in page:
            rows.add(str(one.id), Words(one.name, one.place), self._differences(one))
        return rows

    def _differences(self, one: Change) -> QWidget:
        look = self._desk.look
        box = column(look, gap=2, margins=(0, 10, 0, 10))
        if one.said:
            box.addWidget(Label(look, one.said))
        for differ in one.fields[:_MOST_FIELDS]:
            box.addWidget(Label(look, differ.title, "small_strong"))
            before, after = _pair(differ)
            box.addWidget(Label(look, f"Was: {before}", "small", ink="ink2"))
            box.addWidget(Label(look, f"Now: {after}", "small"))
        if (more := len(one.fields) - _MOST_FIELDS) > 0:
            box.addWidget(Label(look, f"And {more} more.", "small", ink="ink2"))
        return holder(box)

    def _refused(self, page: Sequence[RefusedRow]) -> QWidget:
        rows = RowList(self._desk.look, "Rejected", [Col("Where it stands in the file", 2), Col("Why", 3)])
        for number, one in enumerate(page):
            rows.add(str(number), Words(f"Row {one.row:,}", one.where), one.reason)
        return rows


def _from(listed: Sequence[RefusedRow]) -> Fetch[RefusedRow]:
    return lambda _owner, offset, limit, take: take(listed[offset : offset + limit])


def _pair(differ: FieldChange) -> tuple[str, str]:
    """Return what a field was and is, of long texts only what stands around the first difference."""
    before, after = differ.before, differ.after
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    same = next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = max(0, before.rfind(" ", 0, max(0, same - 40)) + 1) if same > _LONGEST // 2 else 0
    return _part(before, start), _part(after, start)


def _part(text: str, start: int) -> str:
    said = text[start : start + _LONGEST]
    return f"{'…' if start else ''}{said}{'…' if start + _LONGEST < len(text) else ''}"


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
