"""A coach's meeting, played through the real windows: every value enters by key or mouse on a control."""
