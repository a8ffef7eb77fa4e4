"""The frozen build for Linux: the program, Python and what it needs in one folder that runs on a PC without Python."""
