"""``python -m workwell_desktop`` opens the application. An installed program starts here too, as window or voice."""

from __future__ import annotations

import sys

from workwell_desktop.own_program import READ_ALOUD, SELF_TEST


def main() -> int:
    """Open the application, or be the voice or try the program where a word on the command line says so."""
    if sys.argv[1:] == [READ_ALOUD]:
        from workwell_desktop import voice  # noqa: PLC0415 - the window needs none of it, and the voice no window

        return voice.main()
    if SELF_TEST in sys.argv[1:]:
        from workwell_desktop import self_test  # noqa: PLC0415 - as above

        return self_test.main()
    from workwell_desktop import app  # noqa: PLC0415 - as above

    return app.main()


if __name__ == "__main__":
    sys.exit(main())
