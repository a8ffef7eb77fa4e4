"""People who come from a spreadsheet: matching its columns, trying it out, and bringing it in.

``columns`` says which column of a sheet (:mod:`workwell_desktop.sheets`) is what, ``days`` reads the dates
of a whole column, ``checking`` tries everything out without writing, ``writing`` brings it in, ``undoing`` takes it
back, and ``rejected`` makes the file of the rows that could not be read.
"""
