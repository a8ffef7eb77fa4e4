"""People who come from a spreadsheet: reading it, matching its columns, trying it out, and bringing it in.

``reading`` makes a sheet of text of a CSV or XLSX file, ``columns`` says which column is what, ``days`` reads the dates
of a whole column, ``checking`` tries everything out without writing, ``writing`` brings it in, ``undoing`` takes it
back, and ``rejected`` makes the file of the rows that could not be read.
"""
