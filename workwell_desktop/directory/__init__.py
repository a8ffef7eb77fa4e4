"""Other people's lists of services: readers, one internal record, and distance."""
