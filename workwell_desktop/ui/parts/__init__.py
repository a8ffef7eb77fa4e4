"""The parts that every screen is drawn with: docs/parts.md lists them."""
