"""The records of one participant behind the Intake form: one page a module, each with a list and its forms."""
