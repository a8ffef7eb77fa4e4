"""The floor of the start: a bare PySide6 window, painted for the first time. Nothing else is loaded."""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _FirstPaint(QObject):
    at = 0.0

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Wait for the end of the turn of the loop in which the window is painted."""
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = -1.0
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self.at = time.monotonic()
        QApplication.quit()


def main() -> None:
    """Show a bare window and say when it was painted, on the clock that all processes share."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    watch = _FirstPaint()
    window.installEventFilter(watch)
    window.show()
    app.exec()
    sys.stdout.write(json.dumps({"at": watch.at}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
