"""What a coach can do: one module for each thing, over the vault, with plain rules beside it."""
