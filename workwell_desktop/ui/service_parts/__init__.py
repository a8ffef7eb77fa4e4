"""The parts of the page on which a service is written down: sections that fold, the week, the places."""
