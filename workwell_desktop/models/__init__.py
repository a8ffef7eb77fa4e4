"""What we keep: the tables of the vault, one family a file, without behaviour."""
