"""The Debian package: made from the frozen folder, and tried in a bare Debian."""
