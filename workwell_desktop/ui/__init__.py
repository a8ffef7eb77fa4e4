"""What the coach sees: the only room that knows Qt."""
