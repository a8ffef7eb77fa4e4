"""Our figures beside their floors, measured in the same run: ``python -m workwell_desktop.bench``.

A floor is the least that the same deed can cost on this very machine: the same rows or bytes, with the same settings
of the database, in a file of its own, on the bare driver, a bare PySide6 window or bare ReportLab.
"""
