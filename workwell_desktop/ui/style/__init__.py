"""The look in code: tokens, fonts, icons and the theme that joins them."""
