"""``python -m workwell_desktop`` opens the application. An installed program starts here too, as window or voice."""

from __future__ import annotations

import sys

from workwell_desktop.own_program import READ_ALOUD


def main() -> int:
    """Open the application, or be the voice where the one word on the command line says so."""
    if sys.argv[1:] == [READ_ALOUD]:
        from workwell_desktop import voice  # noqa: PLC0415 - the window needs none of it, and the voice no window

        return voice.main()
    from workwell_desktop import app  # noqa: PLC0415 - as above

    return app.main()


if __name__ == "__main__":
    sys.exit(main())
