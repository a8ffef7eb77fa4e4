"""Spreadsheets as sheets of text, within limits: what people and services that come from a spreadsheet both stand on.

``reading`` makes rows of text of a CSV or XLSX file, ``workbook`` looks through an XLSX file before it is opened,
``limits`` says how large a file may be, and ``rows`` what becomes of a row that is larger.
"""
