"""The pieces that the Plan tab is drawn with: rows that open, the fields they open into, and the sections."""
