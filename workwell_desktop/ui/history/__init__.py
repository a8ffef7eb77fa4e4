"""The history of one participant: its line of time, and the notes, meetings and tries that open in it."""
