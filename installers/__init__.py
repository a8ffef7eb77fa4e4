"""Makes what is installed: the frozen program, the Debian package, the Windows setup, and the papers beside them."""
